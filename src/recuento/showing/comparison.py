"""A comparison of two counts on the terminal, and its picture: what changed, where, and what it does to the outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from recuento.records.comparison import ChangedUnit, Comparison, LateShift, Standing
from recuento.records.inert import one_line
from recuento.records.seats import SeatComparison

from .charts import WIDE, Bar, Group, alone, bars
from .numbers import Numbers

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_NUMBERS = Numbers()
_LISTED = 20
_RARE = 0.05
_REGIONS = 40

_SETTLES = {
    "wins": "wins",
    "no_outright_win": "leads and does not win outright",
    "tie": "ties for the first place",
    "unknown": "leads; what the rule makes of it cannot be said",
}


def print_comparison(
    comparison: Comparison, names: Mapping[str, str], console: Console, *, every: bool = False
) -> None:
    """Prints the comparison; `names` are the candidates' by id, `every` lists each unit that differs or is in one alone."""
    console.print(one_line(comparison.contest), style="bold")
    for line in sentences(comparison, names):
        console.print(line)
    console.print()
    console.print(_sums(comparison, names))
    shown = comparison.changed if every else comparison.changed[:_LISTED]
    if shown:
        console.print()
        console.print(_changed(shown, names))
        if len(shown) < len(comparison.changed):
            more = _NUMBERS.count(len(comparison.changed) - len(shown))
            console.print(f"and {more} more (--all lists them, --format csv writes them)", style="dim")
    if every:
        for name, apart in ((comparison.a.name, comparison.only_a), (comparison.b.name, comparison.only_b)):
            for unit in apart.listed:
                console.print(
                    f"only in {one_line(name)}: {one_line(unit.unit)} ({one_line(unit.source)}, row {unit.row})"
                )


def sentences(comparison: Comparison, names: Mapping[str, str]) -> Iterator[str]:
    """What the comparison says, in the order of the questions: what differs, in whose favour, what it does."""
    n, a, b = _NUMBERS, one_line(comparison.a.name), one_line(comparison.b.name)
    yield (
        f"A is {a} ({n.count(comparison.a.standing.units)} units), B is {b} ({n.count(comparison.b.standing.units)} units). "
        f"{n.count(comparison.common)} units are in both: {n.count(comparison.same)} alike, "
        f"{n.count(len(comparison.changed))} with figures that differ."
    )
    yield (
        f"{n.count(comparison.only_a.standing.units)} units are in A alone, {n.count(comparison.only_b.standing.units)} in B alone."
    )
    first, second = comparison.a.standing.first, comparison.a.standing.second
    if first is not None and second is not None:
        lead, rival = names.get(first, first), names.get(second, second)
        yield (
            f"Of the units that differ, {n.count(comparison.raised_the_lead)} raise the lead of {lead} over {rival}, "
            f"{n.count(comparison.lowered_the_lead)} lower it, {n.count(comparison.left_the_lead)} leave it or lack a vote."
        )
        parts = lead_in_parts(comparison)
        unstated = ""
        if parts[4]:
            unstated = (
                f", {signed(parts[4])} by votes that one count does not give in units of both (unknown there, not zero)"
            )
        yield (
            f"That lead, to the vote: {n.count(parts[0])} in A, {signed(parts[1])} by what differs in the units of both, "
            f"{signed(parts[2])} in the units of B alone, {signed(parts[3])} without those of A alone{unstated}: "
            f"{n.count(sum(parts))} in B."
        )
    yield f"A: {_standing(comparison.a.standing, names)}."
    yield f"B: {_standing(comparison.b.standing, names)}."
    alone = {
        True: "In the units of both, the differences alone change the outcome.",
        False: "In the units of both, the differences do not change the outcome.",
        None: "Whether the differences in the units of both change the outcome cannot be said.",
    }
    yield alone[comparison.changes_alone_turn_it]
    if comparison.seats is not None:
        yield from _seats(comparison.seats, names)
    if comparison.late is not None:
        yield from _late(comparison.late, names)
    for side, letter in ((comparison.a, "A"), (comparison.b, "B")):
        if side.left_out:
            left = ", ".join(one_line(names.get(c, c)) for c in side.left_out)
            yield f"{letter} alone has votes of {left}: they are compared with nothing, and who wins cannot be said."
    uncertain = comparison.a.uncertain + comparison.b.uncertain
    if uncertain or comparison.a.unkeyed or comparison.b.unkeyed:
        yield (
            f"{n.count(uncertain)} units are listed twice with other figures and {n.count(comparison.a.unkeyed + comparison.b.unkeyed)} "
            "rows have no full key: of these nothing is sure."
        )


def _seats(seats: SeatComparison, names: Mapping[str, str]) -> Iterator[str]:
    """Which seats the two counts deal otherwise, by the rule of the case."""
    if not seats.changes:
        yield "By the case's rule for seats both counts deal them alike, where both have sheets."
    for letter, only in (("A", seats.only_a), ("B", seats.only_b)):
        if only:
            yield f"Of {', '.join(map(one_line, only))} {letter} alone has sheets: whose seats these are is not compared."
    for change in seats.changes:
        lot = "; a lot decides in one of them" if change.by_lot else ""
        yield (
            f"Seats of {names.get(change.list, change.list)} in {one_line(change.constituency)}: "
            f"{change.seats[0]} by A, {change.seats[1]} by B{lot}."
        )


def _late(late: LateShift, names: Mapping[str, str]) -> Iterator[str]:
    """The late shift: what the regions explain of it, what is left within them, and what that cannot say."""
    n, first = _NUMBERS, names.get(late.first, late.first)
    base = {"valid": "valid votes", "named": "votes of everybody with a column"}[late.of]
    early, came = 100 * late.early_lead / late.early_valid, 100 * late.lead / late.valid
    yield (
        f"Late shift: {first} leads by {n.percent(early)} of the {base} in the units of A and by {n.percent(came)} in the "
        f"{n.count(late.units)} units of B alone."
    )
    finest = next((level for level in reversed(late.levels) if level.units), late.levels[0])
    if finest.level:
        points = n.percent(100 * finest.unexplained / finest.valid)
        yield (
            f"Had each of them voted as A's units of the same region (level {finest.level}, {n.count(finest.units)} units with such), "
            f"they would have given a lead of {n.count(finest.expected)}; they gave {n.count(finest.actual)}. The regions leave "
            f"{signed(finest.unexplained)} votes unexplained, {points} of their {base}."
        )
        sized = late.sized[finest.level]
        if sized.units:
            figure = {"registered": "roll", "valid": base}[late.size]
            yield (
                f"Told apart by the size of the units, too (five classes by their {figure}; {n.count(sized.units)} units with such), "
                f"{signed(sized.unexplained)} votes stay unexplained, {n.percent(100 * sized.unexplained / sized.valid)} of theirs."
            )
    if late.p is not None:
        chance = "more than chance gives" if late.p < _RARE else "no more than chance gives"
        yield (
            f"Within the lowest regions the late units differ by {chance} (p = {late.p:.3g}, {n.count(late.compared)} units). "
            "Which units come late is no random draw, small and remote ones come last: a difference does not say why, and none does "
            "not show that a count is right."
        )


def lead_in_parts(comparison: Comparison) -> tuple[int, int, int, int, int]:
    """The lead of A's first over A's second by the votes stated, in parts that add up to that in B.

    In A; what changed in the units of both; of B alone; of A alone, taken off; votes of the units of both that one count
    alone gives.
    """
    first, second = comparison.a.standing.first or "", comparison.a.standing.second or ""

    def lead(standing: Standing) -> int:
        return standing.votes.get(first, 0) - standing.votes.get(second, 0)

    changes = {f.figure: f for f in comparison.figures}
    one, other = (changes.get(f"votes:{c}") for c in (first, second))
    moved = sum(sign * (f.rose - f.fell) for sign, f in ((1, one), (-1, other)) if f is not None)
    unstated = sum(sign * (f.sum_only_b - f.sum_only_a) for sign, f in ((1, one), (-1, other)) if f is not None)
    late, gone = lead(comparison.only_b.standing), -lead(comparison.only_a.standing)
    return lead(comparison.a.standing), moved, late, gone, unstated


def signed(number: int) -> str:
    """A number with its sign, also where it is a rise."""
    return f"{'+' if number > 0 else ''}{_NUMBERS.count(number)}"


def _standing(standing: Standing, names: Mapping[str, str]) -> str:
    if standing.first is None:
        return "nobody has votes"
    name = names.get(standing.first, standing.first)
    over = f" over {names.get(standing.second, standing.second)}" if standing.second else ""
    points = (
        f", {_NUMBERS.percent(standing.lead_points)} of the valid votes" if standing.lead_points is not None else ""
    )
    told = (
        _SETTLES[standing.settles]
        if standing.complete
        else "is ahead by the votes stated; what that settles cannot be said"
    )
    return f"{name} {told}, {_NUMBERS.count(standing.lead)} votes ahead{over}{points}"


def _sums(comparison: Comparison, names: Mapping[str, str]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("", "A", "changed", "only B", "only A", "unstated", "B", "units", "not in A", "not in B"):
        table.add_column(head, justify="left" if not head else "right")
    changes = {f.figure: f for f in comparison.figures}
    for candidate, votes in comparison.a.standing.votes.items():
        change = changes[f"votes:{candidate}"]
        table.add_row(
            one_line(names.get(candidate, candidate)),
            _NUMBERS.count(votes),
            signed(change.rose - change.fell),
            signed(comparison.only_b.standing.votes[candidate]),
            signed(-comparison.only_a.standing.votes[candidate]),
            signed(change.sum_only_b - change.sum_only_a),
            _NUMBERS.count(comparison.b.standing.votes[candidate]),
            _NUMBERS.count(change.units),
            _NUMBERS.count(change.only_b),
            _NUMBERS.count(change.only_a),
        )
    return table


def _changed(units: tuple[ChangedUnit, ...], names: Mapping[str, str]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("Unit", "Region", "Lead", "What differs"):
        table.add_column(head, justify="right" if head == "Lead" else "left", overflow="fold")
    for unit in units:
        figures = ", ".join(f"{_called(f.figure, names)} {f.a} → {f.b}" for f in unit.figures)
        move = "" if unit.lead_change is None else signed(unit.lead_change)
        table.add_row(one_line(unit.unit), one_line(" / ".join(unit.region[:2])), move, figures)
    return table


def _called(figure: str, names: Mapping[str, str]) -> str:
    kind, _, candidate = figure.partition(":")
    return one_line(names.get(candidate, candidate)) if candidate else kind


def comparison_svg(comparison: Comparison, names: Mapping[str, str]) -> str:
    """Bars, one a region: by how much its changed units raised or lowered the lead of A's first over A's second.

    The regions are those of the lowest level that has no more than can be drawn.
    """
    moved: defaultdict[str, int] = defaultdict(int)
    units: defaultdict[str, int] = defaultdict(int)
    depths = range(1, max((len(unit.region) for unit in comparison.changed), default=0) + 1)
    drawable = [d for d in depths if len({unit.region[:d] for unit in comparison.changed}) <= _REGIONS]
    for unit in comparison.changed:
        region = " / ".join(unit.region[: max(drawable, default=1)]) or "all"
        moved[region] += unit.lead_change or 0
        units[region] += 1
    order = sorted(moved, key=lambda r: (-abs(moved[r]), r))[:_REGIONS]
    first = comparison.a.standing.first or ""
    drawn = tuple(
        Bar(
            one_line(region),
            f"{signed(moved[region])} votes, {_NUMBERS.count(units[region])} units",
            float(moved[region]),
            "counted",
        )
        for region in order
    )
    heading = f"Lead of {names.get(first, first)}: what the units that differ did to it, by region"
    return alone(bars([Group(heading, drawn)], WIDE))
