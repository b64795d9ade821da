"""The ledger of claims on the terminal: what was claimed, who first, how often, what else was stated later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recuento.records.inert import one_line
from recuento.records.ledger import Bulletin, Ledger, LedgerClaim

from .numbers import UNKNOWN, Numbers

if TYPE_CHECKING:
    from rich.console import Console

_NUMBERS = Numbers()


def print_ledger(ledger: Ledger, console: Console) -> None:
    """Prints the claims by date, and under them what changed between announcements."""
    console.print(one_line(ledger.contest), style="bold")
    if not ledger.claims:
        console.print("No claim about who won, a share, a count or a place is in the articles and announcements.")
    for i, claim in enumerate(ledger.claims):
        console.print()
        console.print(f"{i + 1}. {_claim(claim)}", style="bold")
        for line in _who(claim):
            console.print(f"   {line}")
        if claim.later:
            others = ", ".join(f"{n + 1} ({_figure(ledger.claims[n])})" for n in claim.later)
            console.print(f"   another figure later, from a voice or outlet of this one: {others}")
    for bulletin in ledger.bulletins:
        if bulletin.before is not None:
            console.print()
            console.print(_bulletin(bulletin))


def _claim(claim: LedgerClaim) -> str:
    hedge = "" if claim.bound == "exact" else f"{claim.bound.replace('_', ' ')} "
    repeats = f" [announcement {one_line(claim.announcement)}]" if claim.announcement else ""
    return f"{one_line(claim.name)}: {claim.claim} {hedge}{_figure(claim)}".rstrip() + repeats


def _figure(claim: LedgerClaim) -> str:
    if claim.figure is None:
        return ""
    return (
        f"{_NUMBERS.as_written(float(claim.figure))}" if claim.claim == "share" else _NUMBERS.count(int(claim.figure))
    )


def _who(claim: LedgerClaim) -> list[str]:
    first = [claim.mentions[i] for i in claim.first]
    rest = len(claim.mentions) - len(first)
    copies = sum(m.copied for m in claim.mentions)
    lines = []
    if first:
        named = dict.fromkeys(one_line(m.outlet or m.source) for m in first)
        lines.append(f"first on {first[0].date}: {', '.join(named)}")
    else:
        undated = sum(m.date is None for m in claim.mentions)
        lines.append(f"who was first is {UNKNOWN}: {_NUMBERS.count(undated)} of its mentions have no date")
    if rest and first:
        copied = f", {_NUMBERS.count(copies)} of them copies" if copies else ""
        lines.append(f"then in {_NUMBERS.count(rest)} more{copied}")
    voices = dict.fromkeys(one_line(m.stated_by) for m in claim.mentions if m.stated_by)
    if voices:
        lines.append(f"in the name of {', '.join(voices)}")
    return lines


def _bulletin(bulletin: Bulletin) -> str:
    moved = "; ".join(f"{one_line(m.figure)} {_value(m.was)} -> {_value(m.now)}" for m in bulletin.moved)
    return f"{one_line(bulletin.before or '')} -> {one_line(bulletin.announcement)}: {moved or 'no figure differs'}"


def _value(value: float | str | None) -> str:
    if value is None:
        return "not stated"
    if isinstance(value, str):
        return one_line(value)
    return _NUMBERS.count(value) if isinstance(value, int) else _NUMBERS.as_written(value)
