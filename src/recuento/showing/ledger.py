"""The ledger of claims for a reader: what was claimed, who first, how often since, what else was stated later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

from recuento.records.contest import Case
from recuento.records.inert import one_line
from recuento.records.ledger import Bulletin, FigureMoved, Ledger, LedgerClaim
from recuento.records.messages import Message

from .numbers import Numbers
from .wording import Wording

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class ShownEntry:
    """A claim in the ledger and what is known of its course; `number` is its place, to which others point."""

    number: int
    claim: str
    course: tuple[str, ...]


@dataclass(frozen=True)
class ShownLedger:
    """The claims by date, and a sentence for each announcement that followed another."""

    entries: tuple[ShownEntry, ...]
    bulletins: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.entries or self.bulletins)


def shown_ledger(
    case: Case,
    ledger: Ledger | None,
    numbers: Numbers,
    hide: Callable[[str], str] = one_line,
    *,
    moving: bool = False,
) -> ShownLedger:
    """The ledger in words. `hide` blanks the names of members of the public.

    `moving` keeps the claims about candidates that were made more than once, or of which another figure was stated later: on a
    page that tells each claim once already, the rest says nothing more.
    """
    if ledger is None:
        return ShownLedger((), ())
    words = _Words(case, ledger, Wording(numbers.locale), hide)
    entries = tuple(
        ShownEntry(i + 1, words.claim(entry), tuple(words.course(entry)))
        for i, entry in enumerate(ledger.claims)
        if not moving or _moves(entry, i, ledger)
    )
    return ShownLedger(entries, tuple(words.bulletin(b) for b in ledger.bulletins if b.before is not None))


def _moves(entry: LedgerClaim, at: int, ledger: Ledger) -> bool:
    pointed_at = any(at in other.later for other in ledger.claims)
    return entry.candidate is not None and (len(entry.mentions) > 1 or bool(entry.later) or pointed_at)


@dataclass(frozen=True)
class _Words:
    case: Case
    ledger: Ledger
    wording: Wording
    hide: Callable[[str], str]

    def claim(self, entry: LedgerClaim) -> str:
        """The claim as a clause, and which announcement it repeats."""
        said = self._said(entry)
        if entry.announcement is None:
            return said
        return self.wording.text(Message("ledger.repeats", claim=said, announcement=one_line(entry.announcement)))

    def _said(self, entry: LedgerClaim) -> str:
        """The claim as a clause; of one about nobody on the ballot the words that make it, in which names may stand."""
        said = self.wording.text(entry.says)
        return one_line(said if entry.candidate or entry.claim == "turnout" else self.hide(said))

    def course(self, entry: LedgerClaim) -> Iterator[str]:
        """Who was first, how often it was repeated, in whose name, and what was stated later."""
        text, first = self.wording.text, [entry.mentions[i] for i in entry.first]
        if first:
            who = tuple(dict.fromkeys(one_line(m.outlet or m.source) for m in first))
            yield text(Message("ledger.first", day=first[0].date, who=who))
            if rest := len(entry.mentions) - len(first):
                copies = sum(m.copied for m in entry.mentions)
                yield text(Message("ledger.then_copied" if copies else "ledger.then", mentions=rest, copies=copies))
        else:
            undated = sum(m.date is None for m in entry.mentions)
            yield text(Message("ledger.no_first", undated=undated, mentions=len(entry.mentions)))
        if voices := dict.fromkeys(one_line(self.hide(m.stated_by)) for m in entry.mentions if m.stated_by):
            yield text(Message("ledger.in_the_name_of", who=tuple(voices)))
        if entry.later:
            others = tuple(
                text(Message("ledger.other", number=n + 1, claim=self._said(self.ledger.claims[n])))
                for n in entry.later
            )
            yield text(Message("ledger.later", others=others))

    def bulletin(self, bulletin: Bulletin) -> str:
        """What differs between an announcement and the one before it."""
        before, now = one_line(bulletin.before or ""), one_line(bulletin.announcement)
        if not bulletin.moved:
            return self.wording.text(Message("ledger.nothing_moved", before=before, now=now))
        moved = tuple(self.wording.text(self._moved(m)) for m in bulletin.moved)
        return self.wording.text(Message("ledger.moved", before=before, now=now, moved=moved))

    def _moved(self, moved: FigureMoved) -> Message:
        kind, _, of = moved.figure.partition(":")
        names = {c.id: one_line(c.name) for c in self.case.candidates}
        return Message(
            f"ledger.figure.{kind}",
            name=names.get(of, of),
            was=self._value(kind, moved.was, names),
            now=self._value(kind, moved.now, names),
        )

    def _value(self, kind: str, value: float | str | None, names: dict[str, str]) -> Message | str:
        match value:
            case None:
                return Message("ledger.not_stated")
            case str() if kind == "winner_as":
                return Message(f"ledger.words.{value.replace(' ', '_')}")
            case str():
                return names.get(value, one_line(value))
        key = "share" if kind in {"share", "turnout", "coverage", "lead_points"} else "count"
        return Message(f"ledger.value.{key}", value=float(value) if key == "share" else int(value))


def print_ledger(case: Case, ledger: Ledger, console: Console) -> None:
    """Prints the claims by date, and under them what changed between announcements."""
    shown = shown_ledger(case, ledger, Numbers())
    console.print(one_line(ledger.contest), style="bold")
    if not shown.entries:
        console.print("No claim about who won, a share, a count or a place is in the articles and announcements.")
    for entry in shown.entries:
        console.print()
        console.print(f"{entry.number}. {entry.claim}", style="bold")
        for line in entry.course:
            console.print(fill(line, console.width, initial_indent="   ", subsequent_indent="   "))
    for line in shown.bulletins:
        console.print()
        console.print(line)
