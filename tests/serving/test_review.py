"""Reviewing on the site: who gets in, what a decision does, and what two who decide at once may not undo."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient
from tests.cases_invented import ARTICLE, make_case

from recuento.case.journal import Journal
from recuento.errors import InputError
from recuento.records.said import LEARNED, Reading
from recuento.serving import accounts as accounts_module
from recuento.serving import review as review_module
from recuento.serving import shelf as shelf_module
from recuento.serving.accounts import Accounts
from recuento.serving.app import application
from recuento.serving.review import COOKIE, Desk
from recuento.serving.shelf import Shelf

PASSWORD = "correct horse battery"  # noqa: S105 - of nobody


POSTGRESQL = os.environ.get("RECUENTO_POSTGRESQL")
"""The address of an empty database on a PostgreSQL server, where one is at hand: the tests empty its tables."""


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id as cheap as it gets: its cost is the library's own, and no test's."""
    monkeypatch.setattr(
        accounts_module, "PasswordHasher", partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def accounts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Accounts]:
    if request.param == "sqlite":
        held = Accounts(f"sqlite:///{tmp_path / 'accounts.db'}")
    elif POSTGRESQL is None:
        pytest.skip("no PostgreSQL server is at hand")
    else:
        schema = f"t{uuid4().hex}"  # tests run side by side
        held = Accounts(POSTGRESQL, schema=schema)
    yield held
    held.close()


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shelf_module, "LOOK_AGAIN", 0.0)
    return make_case(tmp_path / "n", articles={"a.txt": ARTICLE})


@pytest.fixture
def shelf(case: Path) -> Iterator[Shelf]:
    held = Shelf([case])
    yield held
    held.close()


def site_of(shelf: Shelf, accounts: Accounts, needed: int = 1) -> TestClient:
    app = application(shelf, desk=Desk(accounts, needed))
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


def signed_in(site: TestClient, accounts: Accounts, name: str = "Ana") -> TestClient:
    """Another browser, in which `name` has signed in with the password that they chose."""
    browser = TestClient(site.app, base_url="http://localhost", follow_redirects=False)
    path = f"/review/invitation/{accounts.invite(name)}"
    assert name in browser.get(path).text
    assert browser.post(path, data={"password": PASSWORD, "again": PASSWORD}).status_code == 303
    answer = browser.post("/review/sign-in", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303
    return browser


def word_of(browser: TestClient, path: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', browser.get(path).text)
    assert found is not None
    return found[1]


def decide(browser: TestClient, path: str, **fields: str) -> int:
    return browser.post(path, data={"csrf": word_of(browser, path), "why": "so it says", **fields}).status_code


def a_row(browser: TestClient) -> str:
    row = browser.get("/api/cases/n/sheets").json()["rows"][0]
    return f"/review/n/sheets/{row['file']}/{row['row']}"


def a_record(case: Path, kind: str = "stances") -> str:
    (line,) = (case / "out" / "records.jsonl").read_bytes().splitlines()
    return str(getattr(Reading.model_validate_json(line), kind)[0].id)


# --- who gets in ------------------------------------------------------------------------------------------------------


def test_without_signing_in_nothing_is_shown_and_nothing_decided(shelf: Shelf, accounts: Accounts, case: Path) -> None:
    site = site_of(shelf, accounts)
    row = a_row(site)
    record = f"/review/n/records/{a_record(case)}"
    for path in ("/review", "/review/n", "/review/n/next", row, record):
        answer = site.get(path)
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/review/sign-in")
    for path in (row, record):
        assert site.post(path, data={"decision": "reject", "why": "x", "field": "vega", "was": "25"}).status_code == 303
    assert Journal(case).entries() == []


def test_without_the_option_there_is_no_review(shelf: Shelf) -> None:
    site = TestClient(application(shelf), base_url="http://localhost")
    assert site.get("/review").status_code == 404
    assert "/review" not in site.get("/").text


def test_an_invitation_lets_in_once(accounts: Accounts) -> None:
    token = accounts.invite("Ana")
    assert accounts.invited("another") is None
    assert accounts.accept(token, PASSWORD) == "Ana"
    assert accounts.accept(token, "a password of somebody else") is None
    assert accounts.sign_in("Ana", PASSWORD, "here") is not None
    assert accounts.sign_in("Ana", "a password of somebody else", "here") is None
    assert accounts.sign_in("Beto", PASSWORD, "here") is None


def test_a_new_invitation_ends_what_was_before(accounts: Accounts) -> None:
    accounts.accept(accounts.invite("Ana"), PASSWORD)
    session = accounts.sign_in("Ana", PASSWORD, "here")
    assert session is not None
    assert accounts.session(session) is not None
    accounts.accept(accounts.invite("Ana"), "another good password")
    assert accounts.session(session) is None
    assert accounts.sign_in("Ana", PASSWORD, "here") is None


def test_nothing_in_the_database_lets_anybody_in(tmp_path: Path) -> None:
    accounts = Accounts(f"sqlite:///{tmp_path / 'accounts.db'}")
    invitation = accounts.invite("Ana")
    accounts.accept(accounts.invite("Beto"), PASSWORD)
    session = accounts.sign_in("Beto", PASSWORD, "here")
    held = (tmp_path / "accounts.db").read_bytes()
    assert session is not None
    for secret in (invitation, session, PASSWORD):
        assert secret.encode() not in held
    assert b"$argon2id$" in held
    accounts.close()


@pytest.mark.parametrize("password", ["short", "x" * 201, ""])
def test_a_password_has_a_length(accounts: Accounts, password: str) -> None:
    with pytest.raises(InputError, match="12 to 200"):
        accounts.accept(accounts.invite("Ana"), password)


@pytest.mark.parametrize("name", ["", "a", "<b>", "a\nb", "x" * 61, "=1+1"])
def test_a_name_is_letters_and_digits(accounts: Accounts, name: str) -> None:
    with pytest.raises(InputError, match="is no name"):
        accounts.invite(name)


def test_after_five_wrong_passwords_the_right_one_must_wait(
    shelf: Shelf, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_of(shelf, accounts)
    signed_in(site, accounts)
    tried = [site.post("/review/sign-in", data={"name": "Ana", "password": f"wrong {i}"}).status_code for i in range(5)]
    assert tried == [403] * 5
    assert site.post("/review/sign-in", data={"name": "Ana", "password": PASSWORD}).status_code == 429
    later = accounts_module._now() + accounts_module.WITHIN * 2
    monkeypatch.setattr(accounts_module, "_now", lambda: later)
    assert site.post("/review/sign-in", data={"name": "Ana", "password": PASSWORD}).status_code == 303


def test_the_cookie_is_for_this_site_alone_and_no_script_reads_it(shelf: Shelf, accounts: Accounts) -> None:
    accounts.accept(accounts.invite("Ana"), PASSWORD)
    answer = site_of(shelf, accounts).post("/review/sign-in", data={"name": "Ana", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "then", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_signing_in_leads_nowhere_else(shelf: Shelf, accounts: Accounts, then: str) -> None:
    accounts.accept(accounts.invite("Ana"), PASSWORD)
    answer = site_of(shelf, accounts).post("/review/sign-in", data={"name": "Ana", "password": PASSWORD, "then": then})
    assert answer.headers["location"] == "/review"


def test_a_form_from_elsewhere_or_of_another_session_is_refused(shelf: Shelf, accounts: Accounts, case: Path) -> None:
    site = site_of(shelf, accounts)
    ana, beto = signed_in(site, accounts), signed_in(site, accounts, "Beto")
    row = a_row(ana)
    fields = {"decision": "correct", "field": "vega", "was": "25", "to": "26", "why": "x"}
    mine = word_of(ana, row)
    assert ana.post(row, data={**fields, "csrf": word_of(beto, row)}).status_code == 403
    assert ana.post(row, data=fields).status_code == 403
    assert ana.post(row, data={**fields, "csrf": mine}, headers={"origin": "http://evil.example"}).status_code == 403
    assert Journal(case).entries() == []
    assert ana.post(row, data={**fields, "csrf": mine}, headers={"origin": "http://localhost"}).status_code == 303


def test_signed_out_is_out(shelf: Shelf, accounts: Accounts) -> None:
    ana = signed_in(site_of(shelf, accounts), accounts)
    kept = ana.cookies[COOKIE]
    assert ana.post("/review/sign-out", data={"csrf": word_of(ana, "/review")}).status_code == 303
    ana.cookies.set(COOKIE, kept)
    assert ana.get("/review").status_code == 303


def test_a_form_has_a_largest_size(shelf: Shelf, accounts: Accounts) -> None:
    ana = signed_in(site_of(shelf, accounts), accounts)
    row = a_row(ana)
    assert ana.post(row, data={"why": "x" * review_module.LARGEST_FORM}).status_code == 413
    assert ana.post(row, content=b"\xff\xfe").status_code == 400


# --- what is decided --------------------------------------------------------------------------------------------------


def test_a_corrected_figure_is_counted_at_once_and_signed(shelf: Shelf, accounts: Accounts, case: Path) -> None:
    ana = signed_in(site_of(shelf, accounts), accounts)
    row = a_row(ana)
    assert decide(ana, row, decision="correct", field="vega", was="25", to="26") == 303
    told = ana.get(row.replace("/review/n", "/api/cases/n")).json()
    assert told["figures"]["vega"] == 26
    assert (case / "corrections.csv").read_text("utf-8").endswith("007-01,,vega,25,26,so it says,Ana\n")
    (entry,) = [e for e in Journal(case).entries() if e.decision is not None]
    assert (entry.who, entry.case_version != "") == ("Ana", True)
    assert "so it says" in ana.get("/review/n").text


def test_a_figure_can_be_confirmed_or_called_not_to_be_known(shelf: Shelf, accounts: Accounts) -> None:
    ana = signed_in(site_of(shelf, accounts), accounts)
    row = a_row(ana)
    assert decide(ana, row, decision="confirm", field="vega", was="25") == 303
    assert decide(ana, row, decision="reject", field="soto", was="35") == 303
    told = ana.get(row.replace("/review/n", "/api/cases/n")).json()["figures"]
    assert (told["vega"], told["soto"]) == (25, None)


def test_a_rejected_record_is_nowhere_any_more(shelf: Shelf, accounts: Accounts, case: Path) -> None:
    ana = signed_in(site_of(shelf, accounts), accounts)
    ana.get("/review/n")
    record = a_record(case)
    assert decide(ana, f"/review/n/records/{record}", decision="reject") == 303
    assert ana.get(f"/api/cases/n/records/{record}").status_code == 404
    assert ana.post(f"/review/n/records/{record}", data={"decision": "reject"}).status_code == 409


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"decision": "correct", "field": "stance", "was": "recognises", "to": "adores"}, 422),
        ({"decision": "correct", "field": "id", "was": "", "to": "x"}, 409),
        ({"decision": "confirm", "why": "  "}, 422),
        ({"decision": "sign"}, 422),
        ({}, 422),
        ({"decision": "correct", "field": "stance", "was": "recognises", "to": "questions"}, 303),
    ],
)
def test_a_record_takes_what_its_key_can_hold(
    shelf: Shelf, accounts: Accounts, case: Path, fields: dict[str, str], status: int
) -> None:
    ana = signed_in(site_of(shelf, accounts), accounts)
    ana.get("/review/n")
    assert decide(ana, f"/review/n/records/{a_record(case)}", **fields) == status
    decided = [e for e in Journal(case).entries() if e.decision is not None]
    assert len(decided) == (status == 303)


def test_two_who_decide_at_once_do_not_undo_each_other(shelf: Shelf, accounts: Accounts, case: Path) -> None:
    """Both saw 25: the second is told that it is no longer so."""
    site = site_of(shelf, accounts)
    ana, beto = signed_in(site, accounts), signed_in(site, accounts, "Beto")
    row = a_row(ana)
    words = [word_of(browser, row) for browser in (ana, beto)]
    told: list[int] = []

    def send(browser: TestClient, word: str, to: str) -> None:
        fields = {"csrf": word, "decision": "correct", "field": "vega", "was": "25", "to": to, "why": "seen"}
        told.append(browser.post(row, data=fields).status_code)

    both = [
        threading.Thread(target=send, args=(b, w, t)) for b, w, t in ((ana, words[0], "26"), (beto, words[1], "27"))
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    made = [e for e in Journal(case).entries() if e.decision is not None and e.counts]
    assert len(made) == 1
    assert sorted(told)[0] == 303
    assert sorted(told)[1] in {409, 422}
    assert ana.get("/api/cases/n").json()["problem"] is None


def test_with_two_persons_asked_the_second_makes_it_count(shelf: Shelf, accounts: Accounts, case: Path) -> None:
    site = site_of(shelf, accounts, needed=2)
    ana, beto = signed_in(site, accounts), signed_in(site, accounts, "Beto")
    row = a_row(ana)
    fields = {"decision": "correct", "field": "vega", "was": "25", "to": "26"}
    assert decide(ana, row, **fields) == 303
    assert not (case / "corrections.csv").exists()
    assert "waits for a second reviewer" in beto.get(row).text
    assert decide(ana, row, **fields) == 422
    assert decide(beto, row, **fields) == 303
    assert (case / "corrections.csv").exists()


def test_a_verdict_is_signed_by_name_and_only_as_it_is(shelf: Shelf, accounts: Accounts, case: Path) -> None:
    ana = signed_in(site_of(shelf, accounts), accounts)
    paths = re.findall(r"/review/n/verdicts/[0-9a-f]{16}", ana.get("/review/n").text)
    assert decide(ana, paths[0], decision="sign") == 303
    assert ana.get("/review/n").text.count("Signed by") == 1
    assert decide(ana, a_row(ana), decision="correct", field="vega", was="25", to="0") == 303
    after = re.findall(r"/review/n/verdicts/[0-9a-f]{16}", ana.get("/review/n").text)
    assert (paths[0] in after) == ("Signed by" in ana.get("/review/n").text)


def test_what_the_reader_is_not_sure_of_is_the_queue(
    shelf: Shelf, accounts: Accounts, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A learned stance that is confirmed stands among the sure ones, and the queue is empty."""
    ana = signed_in(site_of(shelf, accounts), accounts)
    state = shelf.cases["n"].current()
    assert state is not None
    (sure,) = state.index.stances(to_check=False)
    unsure = {**sure, "by": LEARNED, "country": "PER", "score": 0.6}
    monkeypatch.setattr(type(state.index), "stances", lambda _, *, to_check: [unsure] if to_check else [sure])
    assert ana.get("/review/n/next").headers["location"] == f"/review/n/records/{sure['id']}"
    assert "1 to check" in ana.get("/review").text
    assert decide(ana, f"/review/n/records/{sure['id']}", decision="confirm") == 303
    assert ana.get("/review/n/next").headers["location"] == "/review/n"


def test_a_figure_that_a_model_alone_gave_to_somebody_is_in_the_queue(
    shelf: Shelf, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = signed_in(site_of(shelf, accounts), accounts)
    state = shelf.cases["n"].current()
    assert state is not None
    figure = {"id": "r1", "text": "Soto had it", "share": 47.5, "votes": None}
    monkeypatch.setattr(type(state.index), "results_to_check", lambda _: [figure])
    assert "1 to check" in ana.get("/review").text
    assert "result: 47.5%" in ana.get("/review/n").text
    assert ana.get("/review/n/next").headers["location"] == "/review/n/records/r1"


def test_nobody_decides_faster_than_anybody_reads(
    shelf: Shelf, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_module, "MOST_A_MINUTE", 2)
    ana = signed_in(site_of(shelf, accounts), accounts)
    row = a_row(ana)
    told = [decide(ana, row, decision="confirm", field="vega", was="25", why=str(i)) for i in range(3)]
    assert told[-1] == 429


def test_hostile_reasons_and_values_are_text(shelf: Shelf, accounts: Accounts) -> None:
    ana = signed_in(site_of(shelf, accounts), accounts)
    row = a_row(ana)
    assert decide(ana, row, decision="confirm", field="vega", was="25", why="<script>alert(1)</script>") == 303
    assert decide(ana, row, decision="correct", field="vega", was="25", to="<img>") == 422
    for path in ("/review/n", row):
        assert "<script>alert" not in ana.get(path).text
        assert "<img>" not in ana.get(path).text
