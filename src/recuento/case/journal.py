"""The journal of a case's reviews, `review/journal.jsonl`, and what its decisions do to `corrections.csv`.

A line is appended for each decision and flushed to the disk before anything else is written; each names the digest of the line before. What
takes effect is one more row of corrections.csv, which whoever knows spreadsheets can read, and which every run of the case applies. The text that
corrections.csv had when the journal began, or was found with after an edit by hand, stands in the journal too: so each earlier state of it
can be made again, byte for byte (`corrections_at`).
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from recuento.errors import CaseError, OutputError
from recuento.records.corrections import COLUMNS, KEPT, REJECTED, WHOLE, parse_corrections
from recuento.records.files import replacing, to_json
from recuento.records.inert import no_formula
from recuento.records.journal import Decision, JournalEntry
from recuento.records.said import UNSURE
from recuento.records.verdict import Verdict

from .folder import CORRECTIONS, JOURNAL, REVIEW

APPLIED = "applied"
CONFIRMED = "confirmed"
"""What a learned record's `by` becomes when a person has confirmed it."""

_here = threading.RLock()


class Journal:
    """The journal of a case folder. `needed`: so many reviewers must decide the same before it takes effect."""

    def __init__(self, folder: Path, *, needed: int = 1) -> None:
        self.folder = folder
        self._needed = needed
        self._path = folder / REVIEW / JOURNAL

    def entries(self) -> list[JournalEntry]:
        """All of it. Raises CaseError for a line that does not fit the one before, with its number."""
        return self._read()[0]

    def _read(self) -> tuple[list[JournalEntry], str]:
        """The entries, and the digest of the last line."""
        if not self._path.is_file():
            return [], ""
        found: list[JournalEntry] = []
        before = ""
        lines = self._path.read_bytes().splitlines(keepends=True)
        if lines and not lines[-1].endswith(b"\n"):
            lines.pop()  # the server was killed while it wrote: nothing of it had been answered
        for n, line in enumerate(lines, start=1):
            try:
                entry = JournalEntry.model_validate_json(line)
            except ValidationError as error:
                raise self._broken(n, "is no entry") from error
            if entry.n != n or entry.before != before:
                raise self._broken(n, "does not follow the line before: something was changed or taken out")
            before = hashlib.sha256(line.rstrip(b"\n")).hexdigest()
            found.append(entry)
        return found, before

    def _broken(self, n: int, what: str) -> CaseError:
        return CaseError(what, where=f"{self._path}: line {n}", mend="bring back the journal as it was")

    # --- deciding -----------------------------------------------------------------------------------------------------

    def decide(self, who: str, decision: Decision, *, version: str = "") -> JournalEntry:
        """Writes the decision down and, where it takes effect, into corrections.csv.

        `version` is the state of the case that the reviewer saw. Raises CaseError where the same reviewer has decided the same before and a
        second one is waited for, where somebody has changed the same since that state, or where the correction cannot be written as a
        row; OutputError where the folder cannot be written.
        """
        with self._alone():
            self._mend()
            entries, last = self._read()
            text = self._corrections()
            if not entries or _digest(text) != entries[-1].corrections_sha256:
                noted = self._entry(entries, last, "", None, counts=False, found=text or "", after=text)
                last = self._append(noted)
                entries.append(noted)
            agreed = {e.who for e in _open(entries) if e.decision is not None and e.decision.same == decision.same}
            if who in agreed:
                raise CaseError("you have decided this already", where=decision.id, mend="another reviewer must agree")
            if _overtaken(entries, decision, version):
                raise CaseError("what stands there has changed since you saw it", where=decision.id, mend="look again")
            counts = len(agreed) + 1 >= self._needed
            row = _row(decision, who) if counts else None
            after = text if row is None else _with_row(text, row)
            if row is not None:
                parse_corrections((after or "").encode(), where=CORRECTIONS)
            entry = self._entry(entries, last, who, decision, counts=counts, added=row, after=after, version=version)
            self._append(entry)
            if row is not None:
                self._put(after or "", entry.n)
            return entry

    def _entry(  # noqa: PLR0913 - what an entry holds
        self,
        entries: Sequence[JournalEntry],
        last: str,
        who: str,
        decision: Decision | None,
        *,
        counts: bool,
        after: str | None,
        found: str | None = None,
        added: str | None = None,
        version: str = "",
    ) -> JournalEntry:
        return JournalEntry(
            n=len(entries) + 1,
            at=dt.datetime.now(dt.UTC).replace(microsecond=0),
            who=who,
            decision=decision,
            counts=counts,
            found=found,
            added=added,
            corrections_sha256=_digest(after),
            case_version=version,
            before=last,
        )

    def _append(self, entry: JournalEntry) -> str:
        """Writes the line, and gives its digest once it is on the disk."""
        line = to_json(entry).encode()
        try:
            self._path.parent.mkdir(exist_ok=True)
            whole = self._path.read_bytes() if self._path.is_file() else b""
            with self._path.open("r+b" if whole else "ab") as file:
                file.seek(whole.rfind(b"\n") + 1)  # over what a killed server left of a line
                file.truncate()
                file.write(line + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(
                f"cannot be written ({(error.strerror or str(error)).lower()})", where=str(self._path)
            ) from error
        return hashlib.sha256(line).hexdigest()

    def _mend(self) -> None:
        """Brings corrections.csv up to the journal where the server was killed between the two."""
        entries, _ = self._read()
        if not entries or entries[-1].added is None or self._applied() >= entries[-1].n:
            return
        text = self._corrections()
        before = corrections_at(entries, len(entries) - 1)
        if _digest(text) == _digest(before) != entries[-1].corrections_sha256:
            self._put(_with_row(before, entries[-1].added), entries[-1].n)

    def _corrections(self) -> str | None:
        path = self.folder / CORRECTIONS
        if not path.is_file():
            return None
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            raise CaseError("is not UTF-8 text", where=str(path), mend="save the file as UTF-8") from error

    def _applied(self) -> int:
        """The last entry whose row is known to have been written: what is gone since then, somebody took out by hand."""
        try:
            return int(self._path.with_name(APPLIED).read_text("ascii"))
        except (OSError, ValueError):
            return 0

    def _put(self, text: str, n: int) -> None:
        with replacing(self.folder / CORRECTIONS) as out:
            out.write(text.encode())
        with replacing(self._path.with_name(APPLIED)) as out:
            out.write(f"{n}\n".encode())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time, in this process and, where the system has locks, in any."""
        with _here:
            try:
                import fcntl
            except ImportError:
                yield
                return
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield
            finally:
                os.close(handle)


def corrections_at(entries: Sequence[JournalEntry], n: int) -> str | None:
    """The text of corrections.csv after the entry numbered `n`, byte for byte; None where there was no such file."""
    text: str | None = None
    for entry in entries[:n]:
        if entry.found is not None:
            text = entry.found if entry.corrections_sha256 else None
        if entry.added is not None:
            text = _with_row(text, entry.added)
    return text


def corrections_after(entries: Sequence[JournalEntry], n: int) -> bytes:
    """The bytes of corrections.csv after the entry numbered `n`. Raises CaseError where there is no such entry, or was no such file."""
    if n > len(entries):
        raise CaseError(f"has {len(entries)} entries", where=JOURNAL, mend=f"take a number up to {len(entries)}")
    text = corrections_at(entries, n)
    if text is None:
        raise CaseError(f"after entry {n} there was no {CORRECTIONS}", where=JOURNAL, mend="take a later entry")
    return text.encode()


def waiting(entries: Sequence[JournalEntry]) -> list[JournalEntry]:
    """Decisions that have not taken effect, and of whose subject nothing was decided since that did."""
    return [e for e in _open(entries) if e.decision is not None]


def signed_by(entries: Sequence[JournalEntry], verdict: Verdict) -> list[JournalEntry]:
    """Who signed this very verdict (see `digest_of_verdict`) and has not objected since; nobody where too few did for it to count."""
    key = digest_of_verdict(verdict)
    last: dict[str, JournalEntry] = {}
    for entry in entries:
        decision = entry.decision
        if decision is not None and (decision.subject, decision.id) == ("verdict", key):
            last[entry.who] = entry
    signed = [e for e in last.values() if e.decision is not None and e.decision.action == "sign"]
    return signed if any(e.counts for e in signed) else []


def digest_of_verdict(verdict: Verdict) -> str:
    """By what a verdict is signed: if its claim, its kind, its rule or a figure that it rests on changes, it is another.

    The same in every language: of words only those of an article count.
    """
    claim = (verdict.claim, verdict.candidate, verdict.figure, verdict.stated_by, verdict.announcement, verdict.article)
    words = verdict.text if verdict.article else ""
    rests_on = [fact.value for fact in verdict.because]
    parts = (*claim, words, verdict.kind.value, verdict.rule, rests_on)
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _open(entries: Sequence[JournalEntry]) -> list[JournalEntry]:
    settled: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.decision is not None and entry.counts:
            settled[entry.decision.subject, entry.decision.id] = entry.n
    return [
        e
        for e in entries
        if e.decision is not None and not e.counts and e.n > settled.get((e.decision.subject, e.decision.id), 0)
    ]


def _overtaken(entries: Sequence[JournalEntry], decision: Decision, version: str) -> bool:
    """Whether the same was changed by somebody who saw the same state: then that change was not seen by this reviewer."""
    for entry in reversed(entries):
        made = entry.decision
        if made is None:
            return False  # corrections.csv was edited by hand: what was before is in the state that was seen
        same = (made.subject, made.id) == (decision.subject, decision.id) and entry.added is not None
        if same and version and entry.case_version == version:
            return made.field == decision.field or "reject" in {made.action, decision.action}
    return False


def _row(decision: Decision, who: str) -> str | None:
    """The row of corrections.csv by which a decision takes effect; None for one that changes nothing."""
    field, was, to = decision.field, decision.was, decision.to
    match decision.subject, decision.action:
        case ("verdict", _):
            return None
        case ("record", "confirm"):
            if was not in UNSURE:
                return None
            field, to = "by", CONFIRMED
        case ("record", "reject"):
            field, was, to = WHOLE, KEPT, REJECTED
        case ("unit", "confirm"):
            return None
        case ("unit", "reject"):
            to = ""
    cells = {"unit": "", "id": "", "field": field, "from": was, "to": to, "why": no_formula(decision.why), "who": who}
    cells["unit" if decision.subject == "unit" else "id"] = decision.id
    return _line([" ".join((cells[c] or "").split()) for c in COLUMNS])


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _with_row(text: str | None, row: str) -> str:
    held = text if text else _line(COLUMNS)
    return f"{held}{'' if held.endswith(chr(10)) else chr(10)}{row}"


def _digest(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()
