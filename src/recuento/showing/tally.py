"""A count on the terminal: totals, coverage and the gravest findings on one page; regions and every row on demand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recuento.records.counted import Finding, StatementStep, Tally
from recuento.records.inert import one_line

from .numbers import UNKNOWN, Numbers

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_NUMBERS = Numbers()
_CANDIDATES = 12
_FINDINGS = 6
_ROWS = 20
_ORDER = {"error": 0, "warning": 1, "note": 2}


def distrust(tally: Tally) -> str:
    """What is to be said before the totals where they rest on sheets with errors; "" where there are none."""
    errors = [f for f in tally.findings if f.severity == "error"]
    if not errors:
        return ""
    rows = sum(f.count for f in errors)
    first = errors[0]
    place = f" (the first: {one_line(first.rows[0].source)}, row {first.rows[0].row})" if first.rows else ""
    named = "; ".join(f"{_words(f)}, {_NUMBERS.count(f.count)}" for f in errors[:3])
    return (
        f"the totals cannot be relied on: {_NUMBERS.count(rows)} {'row has' if rows == 1 else 'rows have'} errors: "
        f"{named}{place}"
    )


def print_tally(tally: Tally, console: Console, *, findings: bool = False, regions: bool = False) -> None:
    """Prints the count; `findings` with every row of every finding, `regions` with every region."""
    from rich.padding import Padding

    doubt = distrust(tally)
    if doubt:
        console.print(f"{doubt[:1].upper()}{doubt[1:]}.", style="bold red")
        console.print()
    console.print(one_line(tally.contest), style="bold")
    for line in _coverage(tally):
        console.print(Padding(line, (0, 0, 0, 2)))
    console.print()
    console.print(_candidates(tally))
    console.print()
    for line in _findings(tally, every=findings):
        console.print(line)
    if regions:
        console.print()
        console.print(_regions(tally))


def corrections_in_words(tally: Tally, numbers: Numbers = _NUMBERS) -> str:
    """How many figures of the sheets a person corrected, and the first of them."""
    first, many = tally.corrections[0], len(tally.corrections)
    nothing = numbers.text("nothing")
    change = numbers.text("%(was)s to %(now)s", was=one_line(first.was) or nothing, now=one_line(first.to) or nothing)
    what = f"{one_line(first.unit or '')}, {one_line(first.field)}: {change}"
    told = numbers.plural(many, "%(n)s figure was corrected by hand", "%(n)s figures were corrected by hand")
    return f"{told} ({what}; {one_line(first.who)})"


def _words(finding: Finding) -> str:
    return finding.check.replace("_", " ")


def _coverage(tally: Tally) -> Iterator[str]:
    n = _NUMBERS
    of = f" of {n.count(tally.units_total)} units" if tally.units_total is not None else ""
    share = f" ({n.percent(tally.coverage.units)})" if tally.coverage.units is not None else ""
    if tally.sheets is None:
        yield "sums counted that do not say over how many sheets"
    else:
        yield f"{n.count(tally.sheets)}{of or (' sheet' if tally.sheets == 1 else ' sheets')}{share} counted"
    parts = [
        (tally.registered, "registered voters", tally.coverage.roll),
        (tally.ballots, "ballots", None),
        (tally.valid, "valid votes", None),
        (tally.invalid, "invalid papers", None),
    ]
    told = [
        f"{n.count(v)} {name}" + (f" ({n.percent(c)} of the roll)" if c is not None else "")
        for v, name, c in parts
        if v is not None
    ]
    if told:
        yield ", ".join(told)
    kinds = ((tally.blank, "blank"), (tally.null, "null"), (tally.contested, "contested"))
    if apart := [f"{n.count(v)} {name}" for v, name in kinds if v is not None]:
        yield f"of the papers that are no valid votes: {', '.join(apart)}"
    if tally.statements is not None:
        yield from map(_step, tally.statements.steps)
    if tally.corrections:
        yield f"{corrections_in_words(tally)} (corrections.csv)"
    for source in tally.sources:
        yield f"{one_line(source.path)}: {n.count(source.rows)} rows, published by {one_line(source.published_by)}"


def _step(step: StatementStep) -> str:
    """One stage of the statements in words."""
    n = _NUMBERS
    at = f" of {step.at:%Y-%m-%d %H:%M}" if step.at is not None else ""
    again = f", {n.count(step.restated)} of them stated before, {n.count(step.changed)} with other figures"
    by = f" ({'; '.join(map(one_line, step.documents))})" if step.documents else ""
    return f"{step.stage}{at}: {n.count(step.units)} units{again if step.restated else ''}{by}"


def _candidates(tally: Tally) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("Candidate")
    table.add_column("Votes", justify="right")
    table.add_column("Share of valid", justify="right")
    first = tally.statements.first if tally.statements is not None else None
    if first is not None:
        table.add_column("As first stated", justify="right")
    for candidate in tally.candidates[:_CANDIDATES]:
        share = _NUMBERS.percent(candidate.share) if candidate.share is not None else UNKNOWN
        cells = [one_line(candidate.name), _NUMBERS.count(candidate.votes), share]
        table.add_row(*cells, *([] if first is None else [_or_unknown(first.get(f"votes:{candidate.id}"))]))
    rest = tally.candidates[_CANDIDATES:]
    if rest:
        table.add_row(f"{len(rest)} more", _NUMBERS.count(sum(c.votes for c in rest)), "")
    return table


def _or_unknown(votes: int | None) -> str:
    return UNKNOWN if votes is None else _NUMBERS.count(votes)


def _findings(tally: Tally, *, every: bool) -> Iterator[str]:
    ordered = sorted(tally.findings, key=lambda f: (_ORDER[f.severity], -f.count))
    if not ordered:
        yield "Nothing odd was found on the sheets."
        return
    for finding in ordered if every else ordered[:_FINDINGS]:
        rows = f"{_NUMBERS.count(finding.count)} {'row' if finding.count == 1 else 'rows'}"
        first = finding.rows[0] if finding.rows else None
        where = f"; {one_line(first.source)}, row {first.row}: {one_line(first.detail)}" if first and not every else ""
        yield f"{finding.severity:<8} {_words(finding)} ({rows}){where}"
        if every:
            yield f"         {one_line(finding.explain)}"
            yield from (
                f"         {', '.join([one_line(r.source), f'row {r.row}', *filter(None, [one_line(r.unit)])])}: {one_line(r.detail)}"
                for r in finding.rows
            )
    if not every:
        more = len(ordered) - _FINDINGS
        yield f"{f'{more} more findings; ' if more > 0 else ''}--findings lists every row, --regions the regions"


def _regions(tally: Tally) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("Region")
    table.add_column("Sheets", justify="right")
    leading = tally.candidates[:4]
    for candidate in leading:
        table.add_column(one_line(candidate.name), justify="right")
    for region in tally.regions:
        votes = [region.candidates.get(c.id) for c in leading]
        cells = [UNKNOWN if v is None else _NUMBERS.count(v) for v in votes]
        table.add_row(
            one_line(" / ".join(region.path)), "–" if region.sheets is None else _NUMBERS.count(region.sheets), *cells
        )
    return table
