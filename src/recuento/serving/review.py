"""The pages on which reviewers confirm, correct and reject records, figures of sheets and verdicts, each with a reason.

Whatever is sent must come from a page of this site (Origin), by somebody who is signed in, with the word that the session's forms have. A form
says what stood there when the reviewer saw it: where that is no longer so, nothing is decided.
"""

from __future__ import annotations

import hmac
import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Annotated, Any
from urllib.parse import parse_qs, quote, urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from recuento.case.journal import Journal, digest_of_verdict, signed_by, waiting
from recuento.errors import RecuentoError
from recuento.records.corrections import Correction
from recuento.records.inert import one_line
from recuento.records.journal import Action, Decision, JournalEntry
from recuento.records.said import UNSURE, Reading, corrected_reading
from recuento.records.verdict import Verdict, Weighing

from .accounts import SESSION, Accounts, Session, TooManyTries
from .api import CaseKey, TheShelf, state_of
from .pages import Pages, ThePages, turned
from .shelf import Shelved, State

COOKIE = "recuento_session"
LARGEST_FORM = 64_000
MOST_A_MINUTE = 120
"""Decisions of one session."""
LONGEST_REASON = 2_000
_ON_RECORDS: tuple[Action, ...] = ("confirm", "correct", "reject")
_ON_VERDICTS: tuple[Action, ...] = ("sign", "reject")

router = APIRouter(prefix="/review", include_in_schema=False)


@dataclass
class Desk:
    """What reviewing needs: the accounts, and how many must agree."""

    accounts: Accounts
    needed: int = 1
    sent: dict[str, deque[float]] = field(default_factory=dict)

    def journal(self, shelved: Shelved) -> Journal:
        """The journal of a case."""
        return Journal(shelved.folder, needed=self.needed)

    def too_often(self, session: Session) -> bool:
        """Whether a session decides faster than anybody reads."""
        times = self.sent.setdefault(session.csrf, deque())
        now = monotonic()
        while times and times[0] < now - 60:
            times.popleft()
        times.append(now)
        return len(times) > MOST_A_MINUTE


# --- who asks ---------------------------------------------------------------------------------------------------------


def _the_desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(_the_desk)]


def _signed_in(request: Request, desk: TheDesk) -> Session:
    """Who is signed in. Others are led to where they can."""
    session = desk.accounts.session(request.cookies.get(COOKIE, ""))
    if session is None:
        there = quote(request.url.path, safe="/") if request.method == "GET" else "/"
        raise HTTPException(303, "sign in first", headers={"location": f"/review/sign-in?then={there}"})
    return session


SignedIn = Annotated[Session, Depends(_signed_in)]


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that a page of this site has sent. Refuses one from elsewhere, and one too large."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "this form was not sent from a page of this site")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            raise HTTPException(413, "the form is too large")
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=40)
    except ValueError as error:
        raise HTTPException(400, "this is no form") from error
    return {key: values[-1] for key, values in fields.items()}


Form = Annotated[dict[str, str], Depends(_form)]


def _checked(session: Session, form: Mapping[str, str]) -> None:
    if not hmac.compare_digest(form.get("csrf", "").encode(), session.csrf.encode()):
        raise HTTPException(403, "this form is not of your session: open the page again")


@router.get("/sign-in")
def sign_in_page(pages: ThePages, then: str = "/review") -> Response:
    """Name and password."""
    return pages.page("sign_in", then=_within(then), wrong="")


@router.post("/sign-in")
def sign_in(request: Request, pages: ThePages, desk: TheDesk, form: Form) -> Response:
    """Signs in, and leads on."""
    address = request.client.host if request.client else ""
    then = _within(form.get("then", ""))
    try:
        token = desk.accounts.sign_in(form.get("name", ""), form.get("password", ""), address)
    except TooManyTries:
        return pages.page("sign_in", answered=429, then=then, wrong="too often")
    if token is None:
        return pages.page("sign_in", answered=403, then=then, wrong="wrong")
    return _with_session(turned(then), request, token)


@router.post("/sign-out")
def sign_out(request: Request, desk: TheDesk, session: SignedIn, form: Form) -> Response:
    """Ends the session."""
    _checked(session, form)
    desk.accounts.sign_out(request.cookies.get(COOKIE, ""))
    response = turned("/")
    response.delete_cookie(COOKIE, path="/")
    return response


@router.get("/invitation/{token}")
def invitation(pages: ThePages, desk: TheDesk, token: str) -> Response:
    """Where who is invited chooses a password."""
    name = desk.accounts.invited(token)
    if name is None:
        raise HTTPException(404, "this invitation was used, or is too old")
    return pages.page("invitation", name=name, token=token, wrong="")


@router.post("/invitation/{token}")
def accept(pages: ThePages, desk: TheDesk, token: str, form: Form) -> Response:
    """Makes the account."""
    name = desk.accounts.invited(token)
    if name is None:
        raise HTTPException(404, "this invitation was used, or is too old")
    if form.get("password") != form.get("again"):
        return pages.page("invitation", answered=422, name=name, token=token, wrong="differ")
    try:
        desk.accounts.accept(token, form.get("password", ""))
    except RecuentoError as error:
        return pages.page("invitation", answered=422, name=name, token=token, wrong=error.what)
    return turned("/review/sign-in")


def _within(address: str) -> str:
    """An address of this site, and no other: it begins with one slash."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain else "/review"


def _with_session(response: Response, request: Request, token: str) -> Response:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return response


# --- what there is to review ------------------------------------------------------------------------------------------


@router.get("")
def desk_page(shelf: TheShelf, pages: ThePages, desk: TheDesk, session: SignedIn) -> Response:
    """The cases, with how much is left of each."""
    told = []
    for shelved in shelf.cases.values():
        state = shelved.current()
        if state is not None:
            entries = desk.journal(shelved).entries()
            told.append({"case": pages.told(shelved), "left": len(_queue(state, entries, session.name))})
    return pages.page("review", session=session, cases=told)


@router.get("/{case}")
def overview(shelf: TheShelf, pages: ThePages, desk: TheDesk, session: SignedIn, case: CaseKey) -> Response:
    """What is to be checked, most useful first; the verdicts and who signed them; what was decided last."""
    shelved, state = state_of(shelf, case)
    entries = desk.journal(shelved).entries()
    verdicts = [
        {
            "key": digest_of_verdict(v),
            "text": one_line(v.text),
            "says": v.says,
            "signed": ", ".join(dict.fromkeys(e.who for e in signed_by(entries, v))),
        }
        for v in _verdicts(state)
    ]
    queue = _queue(state, entries, session.name)
    last = [_told(e) for e in reversed(entries[-50:])]
    return pages.page(
        "overview", case=shelved, session=session, queue=queue, verdicts=verdicts, entries=last, needed=desk.needed
    )


@router.get("/{case}/next")
def following(shelf: TheShelf, desk: TheDesk, session: SignedIn, case: CaseKey) -> Response:
    """On to what is most useful of what is left."""
    shelved, state = state_of(shelf, case)
    left = _queue(state, desk.journal(shelved).entries(), session.name)
    return turned(f"/review/{case}/records/{left[0]['id']}" if left else f"/review/{case}")


def _queue(state: State, entries: list[JournalEntry], who: str) -> list[dict[str, str]]:
    """What the reader is not sure of and this reviewer has not decided: of countries nothing sure is known of first."""
    mine = {e.decision.id for e in entries if e.decision is not None and (e.counts or e.who == who)}
    sure = {r.get("country") for r in state.index.stances(to_check=False)}
    unsure = [r for r in state.index.stances(to_check=True) if r["id"] not in mine]
    unsure.sort(key=lambda r: (r.get("country") in sure, -(r.get("score") or 0.0), r["id"]))
    figures = [r for r in state.index.results_to_check() if r["id"] not in mine]
    return [
        *(
            {"id": r["id"], "text": r["text"], "what": f"{r['stance']}: {r.get('country') or r['actor']}"}
            for r in unsure
        ),
        *({"id": r["id"], "text": r["text"], "what": _figure(r)} for r in figures),
    ]


def _figure(record: dict[str, Any]) -> str:
    """A figure to be checked: what it is, in the record's own numbers."""
    told = [f"{record['share']}%"] if record["share"] is not None else []
    told += [f"{record['votes']} votes"] if record["votes"] is not None else []
    return f"result: {', '.join(told)}"


def _verdicts(state: State) -> tuple[Verdict, ...]:
    return Weighing.model_validate_json(state.weighing).verdicts


def _told(entry: JournalEntry) -> dict[str, Any]:
    decision = entry.decision
    return {
        "n": entry.n,
        "at": entry.at.strftime("%Y-%m-%d %H:%M"),
        "who": entry.who,
        "what": f"{decision.action} {decision.subject} {decision.id}"
        if decision
        else "corrections.csv as it was found",
        "change": f"{decision.field}: {decision.was} → {decision.to}" if decision and decision.field else "",
        "why": decision.why if decision else "",
        "counts": entry.counts,
    }


# --- deciding ---------------------------------------------------------------------------------------------------------


@router.get("/{case}/records/{record}")
def record_page(
    shelf: TheShelf, pages: ThePages, desk: TheDesk, session: SignedIn, case: CaseKey, record: str
) -> Response:
    """A record with its words and what it says, to be decided."""
    return _decide_on_record(pages, desk, session, *state_of(shelf, case), record, "")


@router.post("/{case}/records/{record}")
def decide_record(
    shelf: TheShelf, pages: ThePages, desk: TheDesk, session: SignedIn, case: CaseKey, record: str, form: Form
) -> Response:
    """Confirms, corrects or rejects a record, and goes on to the next."""
    shelved, state = state_of(shelf, case)
    found = state.index.record(record)
    if found is None:
        raise HTTPException(409, "this record is no longer there: it was corrected, or read otherwise")
    action = _action(form, _ON_RECORDS)
    key = form.get("field", "") if action == "correct" else "by" if action == "confirm" else None
    held = _as_text(found.record.get(key)) if key else None
    if action == "correct" and form.get("was") != _shown(found.record).get(key or ""):
        raise HTTPException(409, "what stands there has changed since you saw it: look again")
    decision = Decision(
        action=action,
        subject="record",
        id=record,
        field=key,
        was=held,
        to=form.get("to", "").strip() if action == "correct" else None,
        why=_reason(form),
    )
    wrong = _decided(desk, session, form, shelved, state, decision)
    if wrong:
        return _decide_on_record(pages, desk, session, shelved, state, record, wrong)
    return turned(f"/review/{case}/next" if found.record.get("by") in UNSURE else f"/review/{case}")


def _decide_on_record(
    pages: Pages, desk: Desk, session: Session, shelved: Shelved, state: State, record: str, wrong: str
) -> Response:
    found = state.index.record(record)
    if found is None:
        raise HTTPException(404, "there is no such record")
    others = [_told(e) for e in waiting(desk.journal(shelved).entries()) if e.decision and e.decision.id == record]
    article = state.index.reading(found.article)
    read: dict[str, Any] = json.loads(article) if article else {"article": {"text": ""}, "actors": []}
    text, names = read["article"]["text"], {a["id"]: a["name"] for a in read["actors"]}
    start, end = found.record.get("start", 0), found.record.get("end", 0)
    around = (text[max(0, start - 400) : start], text[start:end], text[end : end + 400])
    rows = [(key, value, names.get(value, value)) for key, value in _shown(found.record).items()]
    at = f"{shelved.key}/records/{quote(record, safe='')}"
    asked = _Asked(record, found.kind, rows, f"/review/{at}", f"/c/{at}", others, around=around)
    return _decide_page(pages, shelved, session, asked, wrong)


@router.get("/{case}/sheets/{file}/{row}")
def row_page(
    shelf: TheShelf, pages: ThePages, desk: TheDesk, session: SignedIn, case: CaseKey, file: str, row: int
) -> Response:
    """A row of a sheet, to be decided."""
    return _decide_on_row(pages, desk, session, *state_of(shelf, case), (file, row), "")


@router.post("/{case}/sheets/{file}/{row}")
def decide_row(  # noqa: PLR0913, PLR0917
    shelf: TheShelf, pages: ThePages, desk: TheDesk, session: SignedIn, case: CaseKey, file: str, row: int, form: Form
) -> Response:
    """Confirms, corrects or rejects a figure of a sheet."""
    shelved, state = state_of(shelf, case)
    found = state.index.row(file, row)
    if found is None:
        raise HTTPException(409, "this row is no longer there: another file stands in its place")
    action = _action(form, _ON_RECORDS)
    figure = form.get("field", "")
    if figure not in found.figures:
        raise HTTPException(422, "the sheet has no such figure")
    held = _as_text(found.figures[figure])
    if form.get("was") != held:
        raise HTTPException(409, "what stands there has changed since you saw it: look again")
    to = form.get("to", "").strip() if action == "correct" else None
    wrong = (
        ""
        if to is None or to == "" or (to.isascii() and to.isdigit() and len(to) <= 12)
        else "a figure is a whole number, or empty"
    )
    decision = Decision(action=action, subject="unit", id=found.unit, field=figure, was=held, to=to, why=_reason(form))
    wrong = wrong or _decided(desk, session, form, shelved, state, decision)
    if wrong:
        return _decide_on_row(pages, desk, session, shelved, state, (file, row), wrong)
    return turned(f"/review/{case}/sheets/{file}/{row}")


def _decide_on_row(
    pages: Pages, desk: Desk, session: Session, shelved: Shelved, state: State, place: tuple[str, int], wrong: str
) -> Response:
    found = state.index.row(*place)
    if found is None:
        raise HTTPException(404, "there is no such row")
    others = [_told(e) for e in waiting(desk.journal(shelved).entries()) if e.decision and e.decision.id == found.unit]
    rows = [(figure, _as_text(value), pages.figure(value)) for figure, value in found.figures.items()]
    at = f"{shelved.key}/sheets/{place[0]}/{place[1]}"
    heads = pages.heads(state, found.figures)
    asked = _Asked(found.unit, f"{found.path}, {found.row}", rows, f"/review/{at}", f"/c/{at}", others, labels=heads)
    return _decide_page(pages, shelved, session, asked, wrong)


@router.get("/{case}/verdicts/{key}")
def verdict_page(
    shelf: TheShelf, pages: ThePages, desk: TheDesk, session: SignedIn, case: CaseKey, key: str
) -> Response:
    """A verdict with its reasons, to be signed."""
    return _decide_on_verdict(pages, desk, session, *state_of(shelf, case), key, "")


@router.post("/{case}/verdicts/{key}")
def sign_verdict(
    shelf: TheShelf, pages: ThePages, desk: TheDesk, session: SignedIn, case: CaseKey, key: str, form: Form
) -> Response:
    """Signs a verdict, or objects to it."""
    shelved, state = state_of(shelf, case)
    if all(digest_of_verdict(v) != key for v in _verdicts(state)):
        raise HTTPException(
            409, "this verdict is no longer the case's: its claim, its kind or a figure it rests on has changed"
        )
    decision = Decision(action=_action(form, _ON_VERDICTS), subject="verdict", id=key, why=_reason(form))
    wrong = _decided(desk, session, form, shelved, state, decision)
    if wrong:
        return _decide_on_verdict(pages, desk, session, shelved, state, key, wrong)
    return turned(f"/review/{case}")


def _decide_on_verdict(
    pages: Pages, desk: Desk, session: Session, shelved: Shelved, state: State, key: str, wrong: str
) -> Response:
    verdict = next((v for v in _verdicts(state) if digest_of_verdict(v) == key), None)
    if verdict is None:
        raise HTTPException(404, "there is no such verdict")
    entries = desk.journal(shelved).entries()
    others = [_told(e) for e in entries if e.decision and e.decision.id == key]
    told = [("verdict", verdict.kind.value), ("says", verdict.says), *((f.fact, str(f.value)) for f in verdict.because)]
    told += [("assuming", a) for a in verdict.assuming]
    rows = [(key, value, value) for key, value in told]
    here = f"/review/{shelved.key}/verdicts/{key}"
    asked = _Asked(verdict.text, verdict.claim, rows, here, f"/c/{shelved.key}/", others, actions=_ON_VERDICTS)
    return _decide_page(pages, shelved, session, asked, wrong)


@dataclass(frozen=True)
class _Asked:
    """What a reviewer is to decide: `rows` of key, value and the value as it is shown; `around` are the words with the text about them."""

    title: str
    kind: str
    rows: Sequence[tuple[str, str, str]]
    action: str
    link: str
    others: Sequence[Mapping[str, Any]]
    around: tuple[str, str, str] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    actions: tuple[Action, ...] = _ON_RECORDS


def _decide_page(pages: Pages, shelved: Shelved, session: Session, asked: _Asked, wrong: str) -> Response:
    return pages.page(
        "decide", answered=422 if wrong else 200, case=shelved, session=session, wrong=wrong, **vars(asked)
    )


def _decided(
    desk: Desk, session: Session, form: Mapping[str, str], shelved: Shelved, state: State, decision: Decision
) -> str:
    """Writes a decision down; what is wrong with it, or nothing."""
    _checked(session, form)
    if desk.too_often(session):
        raise HTTPException(429, f"more than {MOST_A_MINUTE} decisions in a minute: wait a little")
    if not decision.why:
        return "say why"
    try:
        _try_on(state, decision)
        desk.journal(shelved).decide(session.name, decision, version=state.version)
    except RecuentoError as error:
        return str(error)
    shelved.look_again()
    return ""


def _try_on(state: State, decision: Decision) -> None:
    """Raises CaseError where a correction of a record cannot be made, before it is written down."""
    found = state.index.record(decision.id) if decision.subject == "record" else None
    text = state.index.reading(found.article) if found else None
    if text is None or decision.action != "correct":
        return
    field, was, to = decision.field or "", decision.was or "", decision.to or ""
    correction = Correction(line=0, id=decision.id, field=field, was=was, to=to, why=decision.why, who="")
    corrected_reading(Reading.model_validate_json(text), correction)


def _action(form: Mapping[str, str], allowed: tuple[Action, ...]) -> Action:
    found = next((a for a in allowed if a == form.get("decision")), None)
    if found is None:
        raise HTTPException(422, f"a decision is one of {', '.join(allowed)}")
    return found


def _reason(form: Mapping[str, str]) -> str:
    return one_line(form.get("why", ""))[:LONGEST_REASON].strip()


def _shown(record: Mapping[str, Any]) -> dict[str, str]:
    return {k: _as_text(v) for k, v in record.items() if k not in {"id", "start", "end", "text"}}


def _as_text(value: Any) -> str:
    """As corrections.csv has a value."""
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value)
