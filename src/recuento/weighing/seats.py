"""Seats out of votes by proportional representation, exact in whole numbers, and how few votes would change one.

| method                | a list's next seat goes by                                       | source                          |
|-----------------------|------------------------------------------------------------------|---------------------------------|
| dhondt                | votes / (1, 2, 3, ...)                                            | Balinski and Young 1982, ch. 11 |
| sainte_lague          | votes / (1, 3, 5, ...)                                            | the same                        |
| modified_sainte_lague | votes / (1.4, 3, 5, ...)                                          | Gallagher and Mitchell 2005, B  |
| hare                  | a seat for each full quota (votes / seats), the rest by remainder | Balinski and Young 1982, ch. 2  |

A barrier is a share of the votes of all lists; the votes of those that it bars count for nothing else. Equal claims to
the last seats are a tie, which the law gives to a lot: such seats are nobody's here, and the lists are named.

Further votes never cost a list a seat, under any of these methods: so the fewest votes that change a seat are found by bisection.
By highest averages they never give another list one either, as long as they put nobody on the other side of the barrier: so open
votes bound the seats at their extremes. By quota and remainders they may (with 3 seats and votes of 3, 5 and 9, a sixth vote for the
second gives the first a chance of a seat), and what open votes may do is not said.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from recuento.records.contest import percent_to_fraction
from recuento.records.seats import (
    ConstituencySeats,
    ListSeats,
    SeatAllocation,
    SeatChange,
    SeatComparison,
    SeatMethod,
)

DIVISORS: dict[str, Callable[[int], int]] = {
    "dhondt": lambda held: held + 1,
    "sainte_lague": lambda held: 2 * held + 1,
    "modified_sainte_lague": lambda held: 10 * (2 * held + 1) if held else 14,  # in tenths
}


@dataclass(frozen=True)
class Apportionment:
    """Seats by list, without those that a tie leaves open: `tied_seats` of them, among `tied`."""

    seats: dict[str, int]
    tied: tuple[str, ...] = ()
    tied_seats: int = 0

    def at_most(self, name: str) -> int:
        """The list's seats with one that a lot may give it."""
        return self.seats[name] + (name in self.tied)


@dataclass(frozen=True)
class Constituency:
    """Votes of the lists of one constituency; `open_votes` are those that may still come to a list, at most."""

    name: str
    seats: int
    votes: Mapping[str, int]
    open_votes: Mapping[str, int] = field(default_factory=dict)
    exempt: frozenset[str] = frozenset()


def apportion(votes: Mapping[str, int], seats: int, method: SeatMethod) -> Apportionment:
    """Deals the seats out among lists. A list without votes gets none; without any votes, or any seats, nobody does."""
    voted = {name: n for name, n in votes.items() if n > 0}
    dealt = dict.fromkeys(votes, 0)
    if not voted or seats <= 0:
        return Apportionment(dealt)
    if method == "hare":
        return _by_largest_remainders(voted, seats, dealt)
    return _by_highest_averages(voted, seats, dealt, DIVISORS[method])


def _by_highest_averages(
    votes: Mapping[str, int], seats: int, dealt: dict[str, int], divisor: Callable[[int], int]
) -> Apportionment:
    heap = [(-Fraction(n, divisor(0)), name) for name, n in votes.items()]
    heapq.heapify(heap)
    left = seats
    while left:
        best = heap[0][0]
        equal = []
        while heap and heap[0][0] == best:
            equal.append(heapq.heappop(heap)[1])
        if len(equal) > left:
            return Apportionment(dealt, tuple(sorted(equal)), left)
        for name in equal:
            dealt[name] += 1
            heapq.heappush(heap, (-Fraction(votes[name], divisor(dealt[name])), name))
        left -= len(equal)
    return Apportionment(dealt)


def _by_largest_remainders(votes: Mapping[str, int], seats: int, dealt: dict[str, int]) -> Apportionment:
    whole = sum(votes.values())
    rest: dict[str, int] = {}
    for name, n in votes.items():
        dealt[name], rest[name] = divmod(n * seats, whole)
    left = seats - sum(dealt.values())
    for remainder in sorted(set(rest.values()), reverse=True):
        equal = [name for name, r in rest.items() if r == remainder]
        if not left:
            break
        if len(equal) > left:
            return Apportionment(dealt, tuple(sorted(equal)), left)
        for name in equal:
            dealt[name] += 1
        left -= len(equal)
    return Apportionment(dealt)


@dataclass(frozen=True)
class SeatRule:
    """A method, and the share of the votes (percent, as written) that a list needs; `of_whole`: of all constituencies'."""

    method: SeatMethod = "dhondt"
    barrier: float = 0.0
    of_whole: bool = True

    def needed(self, votes: int) -> Fraction:
        """Votes that pass the barrier, of so many in all."""
        return percent_to_fraction(self.barrier) * votes


def allocate(constituencies: Sequence[Constituency], rule: SeatRule) -> SeatAllocation:
    """The seats of every constituency under one rule, with what would change them."""
    country = _Country(constituencies, rule)
    told = tuple(country.told(c) for c in constituencies)
    totals: dict[str, int] = {}
    for constituency in told:
        for row in constituency.lists:
            totals[row.list] = totals.get(row.list, 0) + row.seats
    return SeatAllocation(
        method=rule.method,
        barrier=rule.barrier,
        barrier_of="whole" if rule.of_whole else "constituency",
        constituencies=told,
        totals=dict(sorted(totals.items(), key=lambda item: (-item[1], item[0]))),
    )


def deal(constituencies: Sequence[Constituency], rule: SeatRule) -> dict[str, Apportionment]:
    """The seats of every constituency by its name, without what would change them."""
    country = _Country(constituencies, rule)
    return {c.name: country.dealt(c, c.votes) for c in constituencies}


class _Country:
    """All constituencies: what a list has elsewhere counts where the barrier is the whole country's."""

    def __init__(self, constituencies: Sequence[Constituency], rule: SeatRule) -> None:
        self.rule = rule
        self.national: dict[str, int] = {}
        self.still_open: dict[str, int] = {}
        for c in constituencies:
            for name, n in c.votes.items():
                self.national[name] = self.national.get(name, 0) + n
            for name, n in c.open_votes.items():
                self.still_open[name] = self.still_open.get(name, 0) + n

    def told(self, c: Constituency) -> ConstituencySeats:
        """One constituency's seats, and what would change each."""
        now = self.dealt(c, c.votes)
        passing = self.passing(c, c.votes)
        undecided = self.undecided(c)
        unsaid = bool(undecided) or (self.rule.method == "hare" and any(c.open_votes.values()))
        return ConstituencySeats(
            constituency=c.name,
            seats=c.seats,
            valid=sum(c.votes.values()),
            lists=tuple(
                ListSeats(
                    list=name,
                    votes=n,
                    votes_max=n + c.open_votes.get(name, 0),
                    passes=name in passing,
                    seats=now.seats[name],
                    seats_min=None if unsaid else self.at_extreme(c, name, others_get_all=True).seats[name],
                    seats_max=None if unsaid else self.at_extreme(c, name, others_get_all=False).at_most(name),
                    to_gain=self.to_gain(c, name, now),
                    to_lose=self.to_lose(c, name, now),
                )
                for name, n in sorted(c.votes.items(), key=lambda item: (-item[1], item[0]))
            ),
            tied=now.tied,
            tied_seats=now.tied_seats,
            barrier_open=undecided,
        )

    def passing(self, c: Constituency, votes: Mapping[str, int]) -> frozenset[str]:
        """Lists that pass the barrier, were these the constituency's votes and all else as it is."""
        if not self.rule.of_whole:
            needed = self.rule.needed(sum(votes.values()))
            return frozenset(name for name, n in votes.items() if name in c.exempt or n >= needed)
        changed = {name: n - c.votes.get(name, 0) for name, n in votes.items()}
        needed = self.rule.needed(sum(self.national.values()) + sum(changed.values()))
        return frozenset(n for n in votes if n in c.exempt or self.national[n] + changed[n] >= needed)

    def dealt(self, c: Constituency, votes: Mapping[str, int]) -> Apportionment:
        """The constituency's seats, were these its votes."""
        passing = self.passing(c, votes)
        return apportion({name: n if name in passing else 0 for name, n in votes.items()}, c.seats, self.rule.method)

    def undecided(self, c: Constituency) -> tuple[str, ...]:
        """Lists that the open votes may put on either side of the barrier."""
        low, more = (self.national, self.still_open) if self.rule.of_whole else (c.votes, c.open_votes)
        if not self.rule.barrier or not any(more.values()):
            return ()
        all_now, all_open = sum(low.values()), sum(more.values())

        def may_be_either(name: str) -> bool:
            own = more.get(name, 0)
            worst = low[name] >= self.rule.needed(all_now + all_open - own)
            return worst != (low[name] + own >= self.rule.needed(all_now + own))

        return tuple(sorted(n for n in c.votes if n not in c.exempt and may_be_either(n)))

    def at_extreme(self, c: Constituency, name: str, *, others_get_all: bool) -> Apportionment:
        """The seats if all open votes but this list's come, or this list's alone."""
        return self.dealt(
            c, {n: v + (c.open_votes.get(n, 0) if (n != name) == others_get_all else 0) for n, v in c.votes.items()}
        )

    def to_gain(self, c: Constituency, name: str, now: Apportionment) -> int | None:
        """The fewest further votes with which the list surely has a seat more."""
        if now.at_most(name) >= c.seats:
            return None
        sure = now.at_most(name) + (name not in now.tied)
        return _least(lambda x: self.dealt(c, {**c.votes, name: c.votes[name] + x}).seats[name] >= sure)

    def to_lose(self, c: Constituency, name: str, now: Apportionment) -> int | None:
        """The fewest votes without which the list surely has a seat fewer."""
        held = now.seats[name]
        if not held:
            return None
        return _least(
            lambda x: self.dealt(c, {**c.votes, name: c.votes[name] - x}).at_most(name) < held, most=c.votes[name]
        )


def _least(holds: Callable[[int], bool], most: int | None = None) -> int | None:
    """The least number from 1 on at which something holds that holds from there on; None where it does not at `most`."""
    high = 1
    while not holds(min(high, most) if most is not None else high):
        if most is not None and high >= most:
            return None
        high *= 2
        if high > _NO_SUCH_VOTE:
            return None
    low, high = high // 2, min(high, most) if most is not None else high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


_NO_SUCH_VOTE = 10**15
"""More votes than any electorate has: no search goes further."""


def compare_allocations(a: SeatAllocation, b: SeatAllocation) -> SeatComparison:
    """Which seats differ between two counts under one rule. Votes of a list that one count does not give are unknown there."""
    of_a, of_b = ({c.constituency: c for c in side.constituencies} for side in (a, b))
    both = [name for name in of_a if name in of_b]
    rows = [{row.list: row for row in of[name].lists} for name in both for of in (of_a, of_b)]
    changes, moved, apart = [], 0, []
    for name, in_a, in_b in zip(both, rows[::2], rows[1::2], strict=True):
        if in_a.keys() != in_b.keys():
            apart.append(name)
        for each in dict.fromkeys((*in_a, *in_b)):
            one, other = in_a.get(each), in_b.get(each)
            moved += one is not None and other is not None and one.votes != other.votes
            if (one.seats if one else 0) == (other.seats if other else 0):
                continue
            changes.append(
                SeatChange(
                    constituency=name,
                    list=each,
                    votes=(one.votes if one else None, other.votes if other else None),
                    seats=(one.seats if one else None, other.seats if other else None),
                    by_lot=each in of_a[name].tied or each in of_b[name].tied,
                )
            )
    return SeatComparison(
        a=a,
        b=b,
        changes=tuple(changes),
        vote_changes=moved,
        lists_apart=tuple(apart),
        only_a=tuple(n for n in of_a if n not in of_b),
        only_b=tuple(n for n in of_b if n not in of_a),
    )
