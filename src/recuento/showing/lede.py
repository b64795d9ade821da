"""The first screen: one sentence, one picture, three sentences at most, and who stands where in a strip.

The headline tells the latest announcement and what the sheets allow of it, never more than its verdict. The picture
shows the figures that the verdict rests on, on one axis; the gap in it is the difference of two figures that stand
beside it, so that a reader can redo it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recuento.records.contest import Announcement, Case
from recuento.records.counted import CandidateTally, Tally
from recuento.records.inert import one_line
from recuento.records.messages import Message
from recuento.records.verdict import Verdict, VerdictKind, Weighing

from .axis import Axis, Gap, Mark, Row, Threshold, largest, round_steps
from .claims import coverage_in_short
from .numbers import Numbers
from .wording import Wording

_MOST_ROWS, _FEWEST_ROWS = 4, 2
_LEAST_SHARE = 5.0
"""Percent; candidates below it stand in the table only, unless fewer than two are above."""
_HALF, _FORTY, _TENTH = 50.0, 40.0, 10.0
"""Percent that the rules of contests ask (`records.contest.Rule`), as `weighing.question` decides by."""


@dataclass(frozen=True)
class Lede:
    """What the first screen says and shows."""

    headline: str
    deck: tuple[str, ...]
    axis: Axis | None
    unit: str
    covered: float | None
    cover: str
    missing: str
    notes: tuple[str, ...]
    kind: str


class LedeWriter:
    """Writes the first screen of a case."""

    def __init__(self, case: Case, tally: Tally | None, weighing: Weighing, numbers: Numbers, counted: str) -> None:
        self._case, self._tally, self._weighing, self._numbers = case, tally, weighing, numbers
        self._counted_sentence = counted
        self._wording = Wording(numbers.locale)
        self._names = {c.id: one_line(c.name) for c in case.candidates}
        self._made = sorted(case.announcements, key=lambda a: a.moment)
        self._counts: Mapping[str, CandidateTally] = {c.id: c for c in tally.candidates} if tally else {}
        self._in_shares = self._unit_is_share()

    def write(self) -> Lede:
        """The first screen."""
        verdict = self._verdict()
        kind = verdict.kind.value if verdict and self._tally else "open"
        axis = self._axis()
        cover = self._tally.coverage.units if self._tally else None
        return Lede(
            headline=self._text(self._headline(verdict)),
            deck=tuple(self._deck(verdict)),
            axis=axis,
            unit="share" if self._in_shares else "votes",
            covered=cover,
            cover=self._cover(),
            missing=self._missing(),
            notes=tuple(self._notes(axis)),
            kind=kind,
        )

    def _text(self, message: str) -> str:
        return self._wording.text(message)

    # --- the sentence

    def _latest(self) -> Announcement | None:
        return self._made[-1] if self._made else None

    def _verdict(self) -> Verdict | None:
        """The verdict on the winner of the latest announcement; what articles claim has its card below."""
        made = self._latest()
        if made is None:
            return None
        return next((v for v in self._weighing.verdicts if v.claim == "winner" and v.announcement == made.id), None)

    def _headline(self, verdict: Verdict | None) -> Message:
        made = self._latest()
        if made is None:
            return self._without_announcement()
        announced = self._announced(made)
        if self._tally is None:
            return Message("lede.headline.no_sheets", announced=announced)
        if made.winner and verdict is not None:
            return Message(f"lede.headline.{verdict.kind.value}", announced=announced)
        report = next((r for r in self._weighing.announcements if r.id == made.id), None)
        feasible = report.feasible if report else None
        state = {True: "both_can_be_true", False: "cannot_both_be_true", None: "not_established"}[feasible]
        return Message(f"lede.headline.{state}", announced=announced)

    def _announced(self, made: Announcement) -> Message:
        authority = one_line(self._case.contest.authority)
        if not authority.casefold().startswith("the "):
            authority = self._numbers.text("the %(authority)s", authority=authority)
        if made.winner:
            told = (made.winner_as or "won").replace(" ", "_")
            return Message(f"lede.announced.{told}", authority=authority, name=self._names[made.winner])
        figures = [f"{self._names[c]} {self._numbers.as_written(s)}" for c, s in list(made.shares.items())[:2]]
        figures = figures or [f"{self._names[c]} {self._numbers.count(v)}" for c, v in list(made.votes.items())[:2]]
        return Message(
            "lede.announced.figures", authority=authority, figures=tuple(figures) or (self._numbers.text("figures"),)
        )

    def _without_announcement(self) -> Message:
        if self._tally is None or not self._tally.candidates:
            return Message("lede.headline.nothing")
        most = self._tally.candidates[0].votes
        first = tuple(one_line(c.name) for c in self._tally.candidates if c.votes == most)
        if len(first) > 1:
            return Message("lede.headline.counted_tie", names=first)
        return Message("lede.headline.counted_only", name=first[0])

    def _deck(self, verdict: Verdict | None) -> Iterator[str]:
        """At most three sentences: what is counted, the reason of the verdict, on what it hangs."""
        yield self._counted_sentence
        if verdict is not None and self._tally is not None and verdict.why:
            yield self._text(verdict.why[0])
        yield self._text(Message(f"lede.caveat.{self._caveat(verdict)}"))

    def _caveat(self, verdict: Verdict | None) -> str:
        if self._tally is None:
            return "no_sheets"
        if verdict is not None and verdict.kind is VerdictKind.IMPOSSIBLE:
            return "which_is_false"
        if verdict is not None and verdict.kind is VerdictKind.CONFIRMED:
            return "authentic"
        return "no_random_draw" if self._missing() else "no_side"

    # --- the picture

    def _unit_is_share(self) -> bool:
        has_votes = any(a.votes for a in self._made) or (not self._made and bool(self._counts))
        has_shares = any(a.shares for a in self._made)
        counted_shares = any(c.share is not None for c in self._counts.values())
        if self._case.contest.rule == "plurality":
            return has_shares and not has_votes
        return has_shares or (counted_shares and not has_votes)

    def _figure(self, made: Announcement, candidate: str) -> float | None:
        return (made.shares if self._in_shares else made.votes).get(candidate)

    def _counted(self, candidate: str) -> float | None:
        count = self._counts.get(candidate)
        return None if count is None else count.share if self._in_shares else float(count.votes)

    def _ranges(self) -> Mapping[str, tuple[float, float]]:
        bounds = self._weighing.bounds
        if bounds is None:
            return {}
        return bounds.shares if self._in_shares else bounds.votes

    def _axis(self) -> Axis | None:
        shown = self._shown()
        if not shown:
            return None
        rows = tuple(self._row(candidate) for candidate in shown)
        thresholds = tuple(self._thresholds())
        steps = round_steps(largest(rows, thresholds), 100.0 if self._in_shares else None)
        write = self._numbers.as_written if self._in_shares else lambda v: self._numbers.count(int(v))
        return Axis(rows, tuple((v, write(v)) for v in steps), thresholds, self._gap(shown))

    def _shown(self) -> list[str]:
        """Those with most votes, counted or else announced; never fewer than two where two have figures."""
        latest = {c: f for made in self._made for c in self._names if (f := self._figure(made, c)) is not None}
        most = {c: max(self._counted(c) or 0.0, latest.get(c) or 0.0) for c in self._names}
        known = [c for c in self._names if c in latest or self._counted(c) is not None]
        order = sorted(known, key=lambda c: (-(self._counted(c) or 0.0), -(latest.get(c) or 0.0)))
        whole = 100.0 if self._in_shares else max(sum(most.values()), 1.0)
        large = [c for c in order if 100.0 * most[c] / whole >= _LEAST_SHARE]
        shown = (large if len(large) >= _FEWEST_ROWS else order)[: max(_FEWEST_ROWS, min(_MOST_ROWS, len(large)))]
        made = self._latest()
        announced = made.winner if made is not None else None
        # Whom the headline names is drawn, however few votes were counted for them.
        return shown if announced in {None, *shown} or announced not in order else [*shown[:-1], str(announced)]

    def _row(self, candidate: str) -> Row:
        low, high = self._ranges().get(candidate, (None, None))
        wide = low is not None and high is not None and high > low
        possible = self._text(self._possible(low, high)) if wide and low is not None and high is not None else ""
        marks = tuple(self._marks(candidate))
        return Row(self._names[candidate], marks, low if wide else None, high if wide else None, possible)

    def _possible(self, low: float, high: float) -> Message:
        if self._in_shares:
            ends = self._numbers.percent(low), self._numbers.percent(high)
        else:
            ends = self._numbers.count(int(low)), self._numbers.count(int(high))
        return Message("lede.mark.possible", low=ends[0], high=ends[1])

    def _marks(self, candidate: str) -> Iterator[Mark]:
        count, value = self._counts.get(candidate), self._counted(candidate)
        if count is not None and value is not None:
            votes, share = self._numbers.count(count.votes), self._numbers.percent(count.share)
            figure = self._both(votes, share if count.share is not None else "")
            yield Mark("counted", value, self._text(Message("lede.mark.counted", figure=figure)))
        for made in self._made:
            at = self._figure(made, candidate)
            if at is None:
                continue
            votes = self._numbers.count(made.votes[candidate]) if candidate in made.votes else ""
            share = self._numbers.as_written(made.shares[candidate]) if candidate in made.shares else ""
            yield Mark(
                "announced" if made is self._made[-1] else "earlier",
                float(at),
                self._text(self._announced_mark(made, self._both(votes, share))),
            )

    def _announced_mark(self, made: Announcement, figure: Message) -> Message:
        day, part = made.at.date(), made.coverage
        if part is None or part.percent >= 100:
            return Message("lede.mark.announced", day=day, figure=figure)
        short = coverage_in_short(made, self._numbers)
        return Message("lede.mark.announced_in_part", day=day, part=short, figure=figure)

    def _both(self, votes: str, share: str) -> Message:
        """The figure of the axis first, the other beside it where it is known."""
        first, second = (share, votes) if self._in_shares else (votes, share)
        if first and second:
            return Message("lede.figure.both", first=first, second=second)
        return Message("lede.figure.votes", votes=first or second)

    def _thresholds(self) -> Iterator[Threshold]:
        if not self._in_shares or self._case.contest.rule == "plurality":
            return
        if self._case.contest.rule == "majority":
            yield Threshold(_HALF, self._text(Message("lede.asked.majority")))
            return
        yield Threshold(_FORTY, self._text(Message("lede.asked.forty")))
        yield Threshold(_HALF, self._text(Message("lede.asked.half")))

    # --- the gap that decides

    def _gap(self, shown: Sequence[str]) -> Gap | None:
        return self._margin(shown) or self._from_half(shown) or self._shortfall(shown)

    def _from_half(self, shown: Sequence[str]) -> Gap | None:
        """Where more than half is asked of an announced winner: how far all that is possible lies below or above it."""
        made = self._latest()
        if made is None or made.winner is None or made.winner_as not in {None, "won", "won outright"}:
            return None
        possible = self._ranges().get(made.winner)
        asked = self._case.contest.rule == "majority" and self._in_shares
        if not asked or possible is None or made.winner not in shown:
            return None
        low, high = possible
        row = shown.index(made.winner)
        if high < _HALF:
            text = self._text(Message("lede.gap.below_half", share=self._numbers.percent(high)))
            return Gap(row, high, _HALF, text)
        if low > _HALF:
            text = self._text(Message("lede.gap.above_half", share=self._numbers.percent(low)))
            return Gap(row, _HALF, low, text)
        return None

    def _margin(self, shown: Sequence[str]) -> Gap | None:
        """Under the rule of 40% and 10 points, the lead that was counted, or else announced."""
        if self._case.contest.rule != "forty_ten" or not self._in_shares or len(shown) < 2:
            return None
        latest, by = self._latest(), "counted"
        shares = {c: self._counted(c) for c in shown}
        if any(share is None for share in shares.values()) and latest is not None:
            shares, by = {c: self._figure(latest, c) for c in shown}, "announced"
        known = sorted(((s, c) for c, s in shares.items() if s is not None), reverse=True)
        if len(known) < 2 or known[0][0] == known[1][0]:
            return None
        (ahead, _), (behind, second) = known[:2]
        lead = self._numbers.percent(ahead - behind).removesuffix("%")
        text = self._text(
            Message(f"lede.gap.margin_{by}", lead=lead, asked=self._numbers.as_written(_TENTH).removesuffix("%"))
        )
        return Gap(shown.index(second), behind, ahead, text)

    def _shortfall(self, shown: Sequence[str]) -> Gap | None:
        """How far the best that one can reach lies below the worst that another can fall to, in votes."""
        bounds = self._weighing.bounds
        if bounds is None or any(c not in bounds.votes or c not in self._ranges() for c in shown):
            return None
        leader = max(shown, key=lambda c: bounds.votes[c][0])
        others = [c for c in shown if c != leader]
        nearest = max(others, key=lambda c: bounds.votes[c][1], default=None)
        if nearest is None:
            return None
        short = bounds.votes[leader][0] - bounds.votes[nearest][1]
        at = self._ranges()[nearest][1], self._ranges()[leader][0]
        if short <= 0 or at[1] <= at[0]:
            return None
        key = "short" if bounds.missing_units or bounds.missing_roll else "behind"
        return Gap(shown.index(nearest), at[0], at[1], self._text(Message(f"lede.gap.{key}", votes=short)))

    # --- what is there

    def _cover(self) -> str:
        tally, n = self._tally, self._numbers
        if tally is None or tally.sheets is None or tally.units_total is None or tally.coverage.units is None:
            return ""
        share = n.percent(tally.coverage.units, 1)
        return self._text(Message("lede.cover.sheets", sheets=tally.sheets, units=tally.units_total, share=share))

    def _missing(self) -> str:
        tally = self._tally
        if tally is None or tally.sheets is None or tally.units_total is None or tally.units_total <= tally.sheets:
            return ""
        return self._text(Message("lede.cover.missing", sheets=tally.units_total - tally.sheets))

    def _notes(self, axis: Axis | None) -> Iterator[str]:
        if axis is None:
            return
        known = {c for a in self._made for c in (*a.votes, *a.shares)} | set(self._counts)
        if (left := len(known) - len(axis.rows)) > 0:
            yield self._text(Message("lede.cover.more", candidates=left))
        limited = self._weighing.bounds is not None
        if self._tally is not None and not limited and self._missing():
            yield self._text(Message("lede.cover.possible_not_known"))
        if self._in_shares and self._counts and any(a.shares for a in self._made):
            bases = {a.share_of for a in self._made if a.shares}
            if bases == {None}:
                yield self._text(Message("lede.cover.base_not_stated"))
            elif bases - {"valid", None}:
                base = next(iter(sorted(b for b in bases if b not in {"valid", None} and b is not None)))
                yield self._text(Message("lede.cover.base_differs", base=Message(f"base.{base}")))
