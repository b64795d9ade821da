"""How many seats a list can have, whatever the missing sheets hold, where a contest deals its votes into seats.

By highest averages, in one constituency with M missing voters and no barrier:

- most: all M vote for the list. Further votes never cost a list a seat, and votes for others never give it one.
- least: the list keeps its k-th seat, of S, unless the others can have S - k + 1 quotients that are at least its own k-th. The
  fewest further votes with which they can is found by dealing them out list by list (dynamic programming); a quotient that
  is equal counts against the list, since a lot decides.

Both ends are reached by a completion. By quota and remainders a list has its quota (seats times its share of the votes),
rounded up or down (Balinski and Young 1982, chapter 2): the ends are the least quota rounded down and the greatest rounded up.

| what is open                              | what is taken                                                        |
|-------------------------------------------|----------------------------------------------------------------------|
| figures of a counted sheet                | the list's most against the others' least, and the other way about    |
| whether a list passes the barrier         | most: the others that may fall short do; least: those that may pass do |
| in which constituency the missing voters are | all of them, in each                                                   |

Then no completion lies beyond the ends, and none need reach them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from recuento.records.contest import SeatsAtStake, percent_to_fraction
from recuento.records.messages import Message, sentences
from recuento.records.seats import ConstituencySpan, SeatRanges, SeatSpan
from recuento.records.verdict import Fact, VerdictKind

from .claims import Claim
from .evidence import Evidence
from .exact import total
from .missing_rolls import missing_rolls
from .rules import Finding, whatever_is_left
from .seats import DIVISORS, Constituency, apportion, deal
from .seats_at_stake import constituency, seat_rule, seats_of
from .sentences import published

_NEVER = 2**62
"""More votes than there are."""
_EVERYTHING = 100


@dataclass(frozen=True)
class _Place:
    """One constituency: stated votes, the least and most of each list on its counted sheets, and its missing voters."""

    name: str
    seats: int
    stated: dict[str, int]
    low: dict[str, int]
    high: dict[str, int]
    missing: int


def seat_ranges(evidence: Evidence) -> SeatRanges | None:
    """The ranges; None where the contest deals no seats, or where the missing roll is not known."""
    at_stake = evidence.case.contest.seats
    if at_stake is None or evidence.missing_roll is None:
        return None
    if not evidence.nobody_else:
        return SeatRanges(method=at_stake.method, says=Message("seats.others_unknown"))
    places = _places(evidence, at_stake, evidence.missing_roll)
    if isinstance(places, Message):
        return SeatRanges(method=at_stake.method, says=places)
    whole = _Whole(places, at_stake, evidence.missing_roll)
    told = tuple(
        ConstituencySpan(
            constituency=p.name,
            seats=p.seats,
            missing=p.missing,
            lists={c: whole.span(p, c) for c in evidence.candidates},
        )
        for p in places
    )
    totals = {
        c: SeatSpan(
            stated=sum(p.lists[c].stated for p in told),
            least=sum(p.lists[c].least for p in told),
            most=sum(p.lists[c].most for p in told),
        )
        for c in evidence.candidates
    }
    return SeatRanges(
        method=at_stake.method,
        constituencies=told,
        totals=totals,
        exact=whole.exact(evidence),
        says=_said(evidence, totals, sum(p.seats for p in places)),
    )


def seats_finding(evidence: Evidence, ranges: SeatRanges | None, claim: Claim) -> Finding:
    """What the sheets say of the seats that an announcement gives one list."""
    name, figure = evidence.name(claim.candidate or ""), int(claim.figure or 0)
    words = Message("claim.seats", name=name, seats=figure)
    if evidence.case.contest.seats is None:
        return _not_computed("no_rule", words)
    if claim.coverage is not None and claim.coverage.percent < _EVERYTHING:
        return _not_computed("on_a_part", words)
    if ranges is None or claim.candidate not in ranges.totals:
        return _not_computed("out_of_sight", words, ranges.says if ranges is not None else "")
    span = ranges.totals[claim.candidate]
    fact = Fact(
        fact=Message("seats.fact", name=name, least=span.least, most=span.most, figure=figure),
        value=[span.least, span.most],
        how=Message(f"seats.how.{ranges.method}", seats=sum(c.seats for c in ranges.constituencies)),
        rows=evidence.rows,
    )
    kind, rule, key = _on_figure(span, figure, by_themselves=not evidence.open.any)
    told = Message(f"rules.{key}", claim=words, sheets=published(evidence), over="", rest=whatever_is_left(evidence))
    reach = Message("seats.reach", least=span.least, most=span.most)
    stated = Message("seats.by_themselves", stated=span.stated) if kind is VerdictKind.UNDETERMINED else ""
    caution = evidence.caution if evidence.missing_roll else ""  # some sheets have more votes than voters
    return Finding(kind, sentences(told, stated, reach, caution), (fact,), rule)


def _on_figure(span: SeatSpan, figure: int, *, by_themselves: bool) -> tuple[VerdictKind, str, str]:
    if not span.least <= figure <= span.most:
        return VerdictKind.IMPOSSIBLE, "no_completion_makes_it_true", "ruled_out"
    if span.least == span.most:
        return VerdictKind.CONFIRMED, "no_completion_makes_it_false", "holds"
    if by_themselves and span.stated == figure:
        return VerdictKind.CONSISTENT, "the_counted_sheets_agree", "agrees_on_seats"
    return VerdictKind.UNDETERMINED, "the_sheets_leave_it_open", "left_open"


def _not_computed(why: str, words: Message, told: str = "") -> Finding:
    trouble = told or Message(f"seats.{why}")
    return Finding(
        VerdictKind.UNDETERMINED, Message("rules.not_computed", claim=words, trouble=trouble), (), "seats_not_computed"
    )


def _said(evidence: Evidence, totals: Mapping[str, SeatSpan], seats: int) -> str:
    order = sorted(totals, key=lambda c: -totals[c].stated)
    each = (
        Message(
            f"seats.{'range' if span.most > span.least else 'certain'}",
            name=evidence.name(c),
            stated=span.stated,
            least=span.least,
            most=span.most,
        )
        for c in order
        for span in (totals[c],)
        if span.most
    )
    return sentences(Message("seats.heading", seats=seats), *each)


def _places(evidence: Evidence, at_stake: SeatsAtStake, missing: int) -> list[_Place] | Message:
    """The constituencies, or why the seats cannot be said."""
    where = pl.DataFrame({"region": evidence.region}).select(constituency(at_stake)).to_series()
    names, at = where.unique().sort().to_list(), np.asarray(where.rank("dense").to_numpy() - 1, dtype=np.int64)
    if "" in names:
        return Message("seats.region_unknown")
    wanted = seats_of(at_stake)
    if strange := [n for n in names if n not in wanted]:
        return Message("seats.region_without_seats", region=strange[0])
    rows = [evidence.most(evidence.of_one(i)) for i in range(len(evidence.candidates))]
    least = [evidence.most([-w for w in evidence.of_one(i)]) for i in range(len(evidence.candidates))]
    by_place = _missing_by_place(evidence, at_stake, list(wanted), missing)
    places = []
    for name, seats in wanted.items():
        here = at == names.index(name) if name in names else np.zeros(len(at), dtype=bool)
        ends = [
            (None if r is None else total(r[here]), None if n is None else -total(n[here]))
            for r, n in zip(rows, least, strict=True)
        ]
        if any(high is None or low is None for high, low in ends):
            return Message("seats.sheet_without_limit")
        places.append(
            _Place(
                name=name,
                seats=seats,
                stated={c: total(evidence.votes[here, i]) for i, c in enumerate(evidence.candidates)},
                low={c: ends[i][1] or 0 for i, c in enumerate(evidence.candidates)},
                high={c: ends[i][0] or 0 for i, c in enumerate(evidence.candidates)},
                missing=by_place[name],
            )
        )
    return places


def _missing_by_place(evidence: Evidence, at_stake: SeatsAtStake, names: Sequence[str], missing: int) -> dict[str, int]:
    """The most missing voters of each constituency: from the list of units where it says so, else all of them in each."""
    rolls = missing_rolls(evidence) if at_stake.by_region and missing else None
    if rolls is None:
        return dict.fromkeys(names, missing)
    sums = rolls.group_by(constituency(at_stake)).agg(pl.col("registered").sum())
    by_place = {str(r): int(n) for r, n in sums.iter_rows()}
    if not by_place.keys() <= set(names):
        return dict.fromkeys(names, missing)
    return {name: min(by_place.get(name, 0), missing) for name in names}


class _Whole:
    """All constituencies: where the barrier is of all votes, what a list has elsewhere counts."""

    def __init__(self, places: Sequence[_Place], at_stake: SeatsAtStake, missing: int) -> None:
        self._at_stake = at_stake
        self._places = places
        lists = list(places[0].low) if places else []
        self._all = _Place(
            name="",
            seats=0,
            stated={c: sum(p.stated[c] for p in places) for c in lists},
            low={c: sum(p.low[c] for p in places) for c in lists},
            high={c: sum(p.high[c] for p in places) for c in lists},
            missing=missing,
        )
        stated = [Constituency(p.name, p.seats, p.stated, exempt=frozenset(at_stake.exempt)) for p in places]
        self._stated = deal(stated, seat_rule(at_stake))

    def exact(self, evidence: Evidence) -> bool:
        """Whether each end is reached."""
        rolls = sum(p.missing for p in self._places)
        settled = all(self._may_pass(p, c) == self._surely_passes(p, c) for p in self._places for c in p.low)
        nothing = not evidence.open.any and not self._all.missing
        by_averages = self._at_stake.method != "hare" and not evidence.open.any and rolls == self._all.missing
        return nothing or (by_averages and settled)

    def span(self, place: _Place, name: str) -> SeatSpan:
        now = self._stated[place.name]
        if not place.missing and not self._all.missing and place.low == place.high and self._all.low == self._all.high:
            return SeatSpan(stated=now.seats[name], least=now.seats[name], most=now.at_most(name))
        ends = (self._fewest(place, name), self._most(place, name))
        return SeatSpan(stated=now.seats[name], least=ends[0], most=ends[1])

    def _base(self, place: _Place) -> _Place:
        return self._all if self._at_stake.barrier_of == "whole" else place

    def _may_pass(self, place: _Place, name: str) -> bool:
        """Whether some completion brings the list over the barrier: all the missing are its own."""
        base = self._base(place)
        own = base.high[name] + base.missing
        return name in self._at_stake.exempt or own >= self._needed(own + sum(base.low.values()) - base.low[name])

    def _surely_passes(self, place: _Place, name: str) -> bool:
        """Whether every completion does: all the missing are the others'."""
        base = self._base(place)
        others = sum(base.high.values()) - base.high[name] + base.missing
        return name in self._at_stake.exempt or base.low[name] >= self._needed(base.low[name] + others)

    def _needed(self, votes: int) -> Fraction:
        return percent_to_fraction(self._at_stake.barrier) * votes

    def _most(self, place: _Place, name: str) -> int:
        if not self._may_pass(place, name):
            return 0
        sure = {c: n for c, n in place.low.items() if c != name and self._surely_passes(place, c)}
        own = place.high[name] + place.missing
        if self._at_stake.method == "hare":
            whole = own + sum(sure.values())
            return -(-place.seats * own // whole) if whole else 0
        return apportion({**sure, name: own}, place.seats, self._at_stake.method).at_most(name)

    def _fewest(self, place: _Place, name: str) -> int:
        own = place.low[name]
        if not own or not self._surely_passes(place, name):
            return 0
        others = [n for c, n in place.high.items() if c != name and self._may_pass(place, c)]
        if self._at_stake.method == "hare":
            whole = own + sum(others) + (place.missing if others else 0)
            return place.seats * own // whole
        held, gone = 0, place.seats + 1
        while gone - held > 1:  # it surely has `held` seats, and not surely `gone`
            k = (held + gone) // 2
            held, gone = (k, gone) if self._keeps(k, own, others, place) else (held, k)
        return held

    def _keeps(self, k: int, own: int, others: Sequence[int], place: _Place) -> bool:
        """Whether the list surely has k seats: no completion gives the others enough quotients at least as large as its k-th."""
        divisor = DIVISORS[self._at_stake.method]
        wanted = place.seats - k + 1
        quotient = Fraction(own, divisor(k - 1))
        asked = [0, *(-(-(quotient.numerator * divisor(m)) // quotient.denominator) for m in range(wanted))]
        fewest = np.full(wanted + 1, _NEVER, dtype=np.int64)
        fewest[0] = 0
        for votes in others:
            costs = np.array([max(0, n - votes) for n in asked], dtype=np.int64)
            best = np.full(wanted + 1, _NEVER, dtype=np.int64)
            for m in range(wanted + 1):
                best[m:] = np.minimum(best[m:], fewest[: wanted + 1 - m] + costs[m])
            fewest = np.minimum(best, _NEVER)
        return int(fewest[wanted]) > place.missing
