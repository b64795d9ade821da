"""The journal of a case's reviews on the terminal: who decided what, of what, and why, one line each."""

from __future__ import annotations

from recuento.records.inert import one_line
from recuento.records.journal import JournalEntry


def line_of(entry: JournalEntry) -> str:
    """An entry as one line, safe for a terminal."""
    when = entry.at.isoformat(timespec="seconds")
    decision = entry.decision
    if decision is None:
        found = "corrections.csv was found as nobody here left it" if entry.found else "there was no corrections.csv"
        return f"{entry.n} {when} {found}"
    what = f"{decision.action} {decision.subject} {decision.id}"
    if decision.field is not None:
        what += f", {decision.field}: {decision.was or 'nothing'} to {decision.to or 'not known'}"
    waits = "" if entry.counts else " (one of two persons asked)"
    return one_line(f"{entry.n} {when} {entry.who}: {what}{waits} because: {decision.why}")
