"""Whether an announcement and the sheets can both be true.

An announcement at partial coverage need not include the units whose sheets are at hand. It and the sheets can both be
true when there are

- a set of units of the announced coverage: some of the n counted ones, and some of the m missing ones;
- whole-number votes for the missing units, together within their roll;

such that over the set every candidate has exactly the announced votes (or a share that is written as announced).

The votes of missing units need not be searched for. Given the counted units in the set, with T_c votes for candidate c,
the missing units must supply a_c - T_c for each announced count a_c. This can be had exactly when

    T_c <= a_c for every announced count,    Σ a_c - Σ T_c <= missing roll,    and the sizes fit:
    least - m <= number of counted units in the set <= most (and one fewer where missing units supply any votes)

which is a system of inequalities over the counted units alone. `separation` proves that it has no solution, `witness`
or a solver (`integer_programme`) finds one; what none of them settles is None. With few sheets every choice is tried
(`exhaustive`), so nothing is left open.

Where rows sum many units, only this is used: the counted units left out hold at most so many votes (their number times
`unit_roll_max`), and these must take every counted vote beyond the announced counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recuento.records.contest import Announcement
from recuento.records.messages import Message

from .announced_figure import ANY_SHARE, Part, can_be_dealt, leaves_columns_free
from .breakeven import BreakEven, turning_after
from .demand import left_out_room
from .evidence import Evidence
from .exact import Whole, combine
from .exhaustive import sizes_that_fit
from .integer_programme import can_be_sought, largest_choice
from .scope import BEYOND, Scope
from .separation import Mixture, Separation, System, separate
from .witness import Choice, every_choice, few, find
from .written import readings_of_share

_DENSE = 5000

FEWEST, MOST = Message("system.fewest"), Message("system.most")
SUPPLIED, VOTERS_LEFT = Message("system.supplied"), Message("system.voters_left")
"""Names of rows of the system: the limits of the size of the set, what the missing units must supply and can hold."""


@dataclass(frozen=True)
class Feasibility:
    """Whether both can be true, with the proof when they cannot. `rows` name the rows of the proof's system."""

    feasible: bool | None
    proof: Separation | None = None
    rows: tuple[str, ...] = ()
    units: int | None = None
    room: tuple[int, int] | None = None


def announced_parts(announcement: Announcement, evidence: Evidence) -> tuple[Part, ...]:
    """The announced counts or, where there are none, the announced shares, over the evidence's columns.

    A candidate without a column in the sheets stands among everybody else there, so their figures are added.
    """
    index = {c: i for i, c in enumerate(evidence.candidates)}
    figures = announcement.votes or announcement.shares
    known = {c: figure for c, figure in figures.items() if c in index}
    rest = tuple(i for i in range(len(index) + 1) if i not in {index[c] for c in known})
    if announcement.votes:
        parts = [Part(c, (index[c],), count=count) for c, count in announcement.votes.items() if c in index]
        if announcement.others is not None:
            unknown = sum(count for c, count in announcement.votes.items() if c not in index)
            parts.append(Part("others", rest, count=announcement.others + unknown))
        return tuple(parts)
    parts = [Part(c, (index[c],), share=readings_of_share(p)) for c, p in announcement.shares.items() if c in index]
    if announcement.others_share is not None and len(known) == len(figures):
        parts.append(Part("others", rest, share=readings_of_share(announcement.others_share)))
    return tuple(parts)


def feasibility(evidence: Evidence, parts: Sequence[Part], scope: Scope) -> Feasibility:
    """Whether announcement and sheets can both be true; None where neither proof nor example was found."""
    if not parts or (evidence.missing_roll is None and evidence.missing_units is None):
        return Feasibility(None)
    holds = _check(evidence, parts, scope)
    if evidence.aggregated:
        return _of_aggregates(evidence, parts, scope, holds)
    system, rows = system_of(evidence, parts, scope)
    found = separate(system)
    if isinstance(found, Separation):
        return Feasibility(False, found, rows)
    if scope.of == "units" and (sizes := sizes_that_fit(evidence, parts)) is not None:
        fitting = [k for k in sizes if scope.least <= k <= scope.most]
        if not fitting:
            return Feasibility(False)
        return Feasibility(True if scope.known else None, units=sizes[fitting[0]])
    if few(len(evidence.votes)) and not (evidence.open.any and parts[0].count is None):
        return _of_few(evidence, parts, scope, holds)
    choice = _found(evidence, parts, scope, system, found)
    return Feasibility(None) if choice is None else Feasibility(True if scope.known else None, units=int(choice.sum()))


def _found(
    evidence: Evidence, parts: Sequence[Part], scope: Scope, system: System, separated: Separation | Mixture | None
) -> Choice | None:
    """Counted units that make both true: read off the mixture or, where that fails, sought by the solver."""
    holds = _check(evidence, parts, scope)
    if isinstance(separated, Mixture) and (choice := _example(system, separated, holds)) is not None:
        return choice
    return largest_choice(evidence, parts, scope.least, scope.most, holds) if can_be_sought(evidence, scope) else None


def infeasible_from(evidence: Evidence, parts: Sequence[Part], scope: Scope, alone: int | None = None) -> BreakEven:
    """From how many units on the figures are proven impossible together; `alone`: one of them already is by itself.

    Each proof tells by itself how few units it still covers; one unit below that is asked next, where there is often
    nothing more to prove, and halving takes its turn where there is. An example with one unit fewer than the last proof
    covers makes the number exact; where every choice was tried it is.
    """
    if evidence.aggregated or evidence.missing_units is None or not parts or scope.of != "units":
        return BreakEven(None)
    size = evidence.counted_units + evidence.missing_units
    if (sizes := sizes_that_fit(evidence, parts)) is not None:
        return BreakEven(turning_after(sizes, size), exact=True)
    proven = _proven_from(evidence, parts, size, alone)
    if proven is None or proven == 0:
        return BreakEven(proven, exact=proven == 0)
    below = Scope("units", proven - 1, proven - 1, everything=False, known=True, words="")
    system, _ = system_of(evidence, parts, below)
    return BreakEven(proven, exact=_found(evidence, parts, below, system, separate(system)) is not None)


def _proven_from(evidence: Evidence, parts: Sequence[Part], size: int, alone: int | None) -> int | None:
    proven, unproven, at_edge = size + 1 if alone is None else alone, -1, False
    probe = proven - 1
    while unproven < probe < proven:
        system, rows = system_of(evidence, parts, Scope("units", probe, size, everything=False, known=True, words=""))
        found = separate(system)
        if isinstance(found, Separation):
            proven = _fewest_covered(found, rows, probe, evidence.missing_units or 0)
        else:
            unproven = probe
        at_edge = not at_edge
        probe = proven - 1 if at_edge else (proven + unproven) // 2
    return None if proven > size else max(proven, 0)


def _fewest_covered(proof: Separation, rows: tuple[str, ...], least: int, missing: int) -> int:
    """How far the announced number of units can fall before this proof fails, in whole numbers.

    One unit fewer allows one counted unit fewer, which raises the right side of the proof by the weight of that row;
    from the number of missing units downward the row says nothing more, and the proof holds for any number.
    """
    weight = proof.weights[rows.index(FEWEST)]
    covered = least - (proof.least - proof.allowed - 1) // weight if weight else 0
    return covered if covered > missing else 0


def system_of(evidence: Evidence, parts: Sequence[Part], scope: Scope) -> tuple[System, tuple[str, ...]]:
    """The inequalities over the counted units, and a name for each row."""
    width = evidence.votes.shape[1]
    counts = [part for part in parts if part.count is not None]
    shares = [part for part in parts if part.share is not None]
    rows: list[tuple[str, Whole, int, tuple[int, ...]]] = [
        (part.name, _fewest(evidence, part.weights(width)), part.count or 0, (0,) * width) for part in counts
    ]
    for part in shares:
        rows.extend(_share_rows(evidence, part))
    summed = [int(any(i in part.columns for part in counts)) for i in range(width)]
    announced = sum(part.count or 0 for part in counts)
    everything = evidence.most(summed)  # None where nothing limits the votes of some sheet
    missing = evidence.missing_roll
    if counts and missing is not None and everything is not None:
        rows.append((SUPPLIED, -everything, missing - announced, (0,) * width))
    rows.extend(_size_rows(evidence, scope, everything if counts else None, announced))
    corners = [(0,) * len(rows)]
    if shares and missing:
        corners += [tuple(missing * by[i] for _, _, _, by in rows) for i in range(width)]
    system = System(np.column_stack([column for _, column, _, _ in rows]), tuple(corners), tuple(r[2] for r in rows))
    return system, tuple(name for name, _, _, _ in rows)


def _share_rows(evidence: Evidence, part: Part) -> list[tuple[str, Whole, int, tuple[int, ...]]]:
    """At least the lowest reading of the share, and below the one it stops short of."""
    low, high = part.share or ANY_SHARE
    own = part.weights(evidence.votes.shape[1])
    floor_row = tuple(low.numerator - low.denominator * mine for mine in own)
    ceiling_row = tuple(high.denominator * mine - high.numerator for mine in own)
    named = (
        (Message("system.at_least", part=part.name), floor_row),
        (Message("system.at_most", part=part.name), ceiling_row),
    )
    rows = [(name, evidence.most([-w for w in row]), row) for name, row in named]
    return [(name, -most, 0, row) for name, most, row in rows if most is not None]


def _fewest(evidence: Evidence, weights: Sequence[int]) -> Whole:
    """For each row the least that its weighted votes can be. The weights are 0 or 1, so that zero limits them below."""
    most = evidence.most([-w for w in weights])
    return combine(evidence.votes, weights) * 0 if most is None else -most


def _size_rows(
    evidence: Evidence, scope: Scope, everything: Whole | None, announced: int
) -> list[tuple[str, Whole, int, tuple[int, ...]]]:
    """The set's size: its counted part can neither exceed it nor fall short by more than is missing."""
    none = (0,) * evidence.votes.shape[1]
    if scope.of == "roll":
        missing = evidence.missing_roll or 0
        rows: list[tuple[str, Whole, int, tuple[int, ...]]] = [
            (MOST, evidence.roll, scope.most, none),
            (FEWEST, -evidence.roll, missing - scope.least, none),
        ]
        if everything is not None:
            rows.append((VOTERS_LEFT, evidence.roll - everything, scope.most - announced, none))
        return rows
    absent = BEYOND if evidence.missing_units is None else evidence.missing_units
    most, fewest = min(scope.most, evidence.counted_units), min(absent - scope.least, 0)
    return [(MOST, evidence.units, most, none), (FEWEST, -evidence.units, fewest, none)]


def _example(system: System, mixture: Mixture, holds: Callable[[Choice], bool]) -> Choice | None:
    """A choice that holds, sought first well inside the limits, where rounding does no harm."""
    largest = tuple(int(c) for c in np.abs(system.columns).max(axis=0, initial=0))
    for depth in (4, 1):
        inner = separate(system.tightened(tuple(depth * size for size in largest)))
        if isinstance(inner, Mixture) and (choice := find(system, inner, holds)) is not None:
            return choice
    return find(system, mixture, holds)


def _of_few(evidence: Evidence, parts: Sequence[Part], scope: Scope, holds: Callable[[Choice], bool]) -> Feasibility:
    """All choices of few units tried. For shares that proves something only if all numbers of votes were tried too."""
    for choice in every_choice(len(evidence.votes)):
        if holds(choice):
            return Feasibility(True if scope.known else None, units=int(choice.sum()))
    tried = parts[0].count is not None or (evidence.missing_roll is not None and evidence.missing_roll <= _DENSE)
    return Feasibility(False if tried else None)


def _of_aggregates(
    evidence: Evidence, parts: Sequence[Part], scope: Scope, holds: Callable[[Choice], bool]
) -> Feasibility:
    """What the units left out would have to hold, against the most they can; else an example of whole rows."""
    width = evidence.width
    ends = [
        (evidence.at_least(p.weights(width)) or 0, evidence.at_most(p.weights(width)), p.count)
        for p in parts
        if p.count is not None
    ]
    room = left_out_room(evidence, scope) if scope.of == "units" and scope.known else None
    beyond = sum(max(0, low - count) for low, _, count in ends)
    short = sum(max(0, count - high) for _, high, count in ends if high is not None)
    if room is not None and beyond > room:
        return Feasibility(False, room=(beyond, room))
    if evidence.missing_roll is not None and short > evidence.missing_roll:
        return Feasibility(False, room=(short, evidence.missing_roll))
    system, _ = system_of(evidence, parts, scope)
    found = separate(system)
    if isinstance(found, Mixture) and (choice := _example(system, found, holds)) is not None:
        return Feasibility(True if scope.known else None, units=int(evidence.units[choice].sum()))
    return Feasibility(None)


def counted_votes(evidence: Evidence, part: Part) -> int:
    """The counted votes that an announced figure sums."""
    return sum(evidence.totals[i] for i in part.columns)


def _check(evidence: Evidence, parts: Sequence[Part], scope: Scope) -> Callable[[Choice], bool]:
    """Whether a choice of counted units, completed by some votes in missing units, gives every announced figure."""

    def holds(choice: Choice) -> bool:
        size = int((evidence.roll if scope.of == "roll" else evidence.units)[choice].sum())
        supplied = _supply_to_open(evidence, parts, choice) if evidence.open.any else _supply(evidence, parts, choice)
        return any(_fits(evidence, scope, size, votes) for votes in supplied)

    return holds


def _supply(evidence: Evidence, parts: Sequence[Part], choice: Choice) -> list[int]:
    """How many votes the missing units may have to supply so that every figure is right: [] when none will do."""
    cap = evidence.missing_roll
    kept = evidence.votes[choice]
    sums = [int(kept[:, i].sum()) for i in range(kept.shape[1])]
    if parts[0].count is not None:
        lacking = [(part.count or 0) - sum(sums[i] for i in part.columns) for part in parts]
        votes = sum(lacking)
        return [votes] if min(lacking) >= 0 and (cap is None or votes <= cap) else []
    tries = _tries(cap)
    return [int(added) for added in tries[_shares_fit(parts, sums, tries)][:1]]


def _supply_to_open(evidence: Evidence, parts: Sequence[Part], choice: Choice) -> list[int]:
    """The same where sheets leave figures open: the fewest votes that the missing units must supply, [] when none will do.

    The intervals of the chosen sheets are added up, part by part and for their sum. That may allow what no votes
    within them give, so an answer of [] is sure and any other is not.
    """
    width, sums = evidence.width, []
    for part in parts:
        weights = part.weights(width)
        low, high = (rows if rows is None else int(rows[choice].sum()) for rows in _both_ends(evidence, weights))
        sums.append((low or 0, BEYOND if high is None else high))
    cap = BEYOND if evidence.missing_roll is None else evidence.missing_roll
    if parts[0].count is None:
        return [0, *([1] if cap else [])]
    lacking = [(part.count or 0) - high for part, (_, high) in zip(parts, sums, strict=True)]
    if any((part.count or 0) < low for part, (low, _) in zip(parts, sums, strict=True)):
        return []
    joined = [int(any(i in part.columns for part in parts)) for i in range(width)]
    together = evidence.most(joined)
    whole = sum(part.count or 0 for part in parts)
    votes = max(sum(max(0, short) for short in lacking), 0 if together is None else whole - int(together[choice].sum()))
    return [votes] if votes <= cap else []


def _both_ends(evidence: Evidence, weights: Sequence[int]) -> tuple[Whole | None, Whole | None]:
    """For each row the least and the most that its weighted votes can be."""
    least, most = evidence.most([-w for w in weights]), evidence.most(weights)
    return None if least is None else -least, most


def _tries(cap: int | None) -> Whole:
    """Numbers of supplied votes to try: all up to some thousands, then ever sparser, and the cap itself."""
    top = 10**9 if cap is None else cap
    dense = np.arange(min(top, _DENSE) + 1)
    return np.unique(np.concatenate([dense, np.array([top * i // 5000 for i in range(5001)])]))


def _shares_fit(parts: Sequence[Part], sums: list[int], added: Whole) -> npt.NDArray[np.bool_]:
    """For each number of added votes, whether they can be dealt so that every share is written as announced."""
    own = [sum(sums[i] for i in part.columns) for part in parts]
    valid = (sum(sums) + added).astype(object)
    return can_be_dealt(parts, own, valid, added, free=leaves_columns_free(parts, len(sums)))


def _fits(evidence: Evidence, scope: Scope, size: int, supplied: int) -> bool:
    """Whether a set with `size` counted units (or voters) can be completed to the scope, supplying so many votes."""
    if scope.of == "roll":
        missing = evidence.missing_roll or 0
        least, most = max(supplied, scope.least - size), min(missing, scope.most - size)
        if evidence.missing_units == 1:
            return least <= 0 <= scope.most - size or least <= missing <= scope.most - size
        return least <= most
    missing = BEYOND if evidence.missing_units is None else evidence.missing_units
    if size > scope.most or size + missing < scope.least:
        return False
    return supplied == 0 or (missing > 0 and size < scope.most)
