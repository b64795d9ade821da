"""What was counted, set beside what was announced; what is there, what is missing; regions and findings.

Every figure is a record's. The bars hold the same figures unformatted, for the charts to draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recuento.records.contest import Announcement, Case
from recuento.records.counted import Finding, FindingRow, RegionTally, Tally
from recuento.records.inert import one_line
from recuento.records.verdict import Bounds, Needed, Weighing

from .charts import Bar, Group
from .claims import coverage_in_short, coverage_words, publishers, sentence
from .details import in_words
from .numbers import Numbers
from .tally import corrections_in_words

ROWS_OF_A_FINDING = 25
ROWS_OF_REGIONS = 450
_CANDIDATES_DRAWN = 6

NO_SHEETS = "No sheets are at hand, so nothing announced could be set beside a count."

SEVERITIES = {"error": ("fails", "Error"), "warning": ("open", "Look at it"), "note": ("note", "Note")}


@dataclass(frozen=True)
class CandidateRow:
    """A candidate's line in the table: counted, what the missing sheets allow, and each announcement's figure."""

    name: str
    votes: str
    share: str
    votes_range: str
    share_range: str
    announced: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Announced against counted. `groups` are drawn; `rows` say the same in a table."""

    groups: tuple[Group, ...]
    unit: str
    announcements: tuple[str, ...]
    rows: tuple[CandidateRow, ...]
    cap: str
    winners: str
    seats: str


@dataclass(frozen=True)
class Takes:
    """What it would take for the announced winner to have won, as sentences and as bars; and, a paragraph each, `further` caps."""

    sentences: tuple[str, ...]
    groups: tuple[Group, ...]
    further: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """What is there and what is missing, as sentences and as bars."""

    sentences: tuple[str, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class RegionRow:
    """A region's line: its path as one name, and its figures as (what is shown, what is sorted by)."""

    name: str
    cells: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class RegionTable:
    """The regions of one level."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[RegionRow, ...]
    left_out: str


@dataclass(frozen=True)
class ShownFinding:
    """A finding, the first of its rows, and how many more there are."""

    mark: str
    word: str
    title: str
    explain: str
    count: str
    number: int
    rows: tuple[FindingRow, ...]
    more: str


class Sums:
    """Words the tally and the bounds for the case."""

    def __init__(self, case: Case, tally: Tally | None, weighing: Weighing, numbers: Numbers) -> None:
        self._case, self._tally, self._numbers = case, tally, numbers
        self._bounds: Bounds | None = weighing.bounds
        self._made = sorted(case.announcements, key=lambda a: a.moment)
        self._names = {c.id: one_line(c.name) for c in case.candidates}

    # --- announced against counted

    def comparison(self) -> Comparison | None:
        """None where nothing was announced and nothing counted."""
        order = self._order()
        if not order:
            return None
        in_votes = any(a.votes for a in self._made) or not any(a.shares for a in self._made)
        groups = [self._group(c, in_votes=in_votes) for c in order[:_CANDIDATES_DRAWN]]
        possible = [self._names[c] for c in self._bounds.winner.possible] if self._bounds else []
        return Comparison(
            groups=tuple(g for g in groups if g.bars),
            unit="votes" if in_votes else "shares",
            announcements=tuple(self._announced_on(a, f" ({coverage_words(a, self._numbers)})") for a in self._made),
            rows=tuple(self._row(c) for c in order),
            cap=sentence(self._bounds.cap) if self._bounds else "",
            winners=self._winners(possible),
            seats=self._bounds.seats.says if self._bounds and self._bounds.seats else "",
        )

    def _order(self) -> list[str]:
        """Candidates with any figure: by their counted votes, then as announced, then as the case lists them."""
        counted = [c.id for c in self._tally.candidates] if self._tally else []
        announced = [c for a in reversed(self._made) for c in (*a.votes, *a.shares)]
        return list(dict.fromkeys([*counted, *announced]))

    def _winners(self, possible: Sequence[str]) -> str:
        if self._bounds is None:
            return ""
        if not possible:
            return self._numbers.text("Whoever the missing sheets favour, nobody could still win outright.")
        who = possible[0]
        if len(possible) > 1:
            who = self._numbers.text("%(first)s or %(last)s", first=", ".join(possible[:-1]), last=possible[-1])
        only = (
            "Whatever the missing sheets say, only %(who)s could still come first, if the counted sheets are authentic."
        )
        return self._numbers.text(only, who=who)

    def _announced_on(self, made: Announcement, about: str) -> str:
        return self._numbers.text("Announced %(day)s", day=self._numbers.day(made.at.date())) + about

    def _group(self, candidate: str, *, in_votes: bool) -> Group:
        bounds = self._bounds
        ranges = (bounds.votes if in_votes else bounds.shares) if bounds else {}
        low, high = ranges.get(candidate, (None, None))
        bars = [bar for bar in [self._counted_bar(candidate, high, in_votes=in_votes)] if bar]
        for made in self._made:
            figure = (made.votes if in_votes else made.shares).get(candidate)
            if figure is None:
                continue
            said = self._numbers.count(int(figure)) if in_votes else self._numbers.as_written(figure)
            label = self._announced_on(made, self._about_how_much(made))
            bars.append(Bar(label=label, text=said, value=float(figure), tone="announced"))
        return Group(self._names.get(candidate, candidate), tuple(bars), low, high)

    def _about_how_much(self, made: Announcement) -> str:
        """The announcement's coverage in short; the table's head has it in full."""
        short = coverage_in_short(made, self._numbers)
        return f" ({short})" if short else ""

    def _counted_bar(self, candidate: str, high: float | None, *, in_votes: bool) -> Bar | None:
        tallied = next((c for c in self._tally.candidates if c.id == candidate), None) if self._tally else None
        if tallied is None or (not in_votes and tallied.share is None):
            return None
        value = tallied.votes if in_votes else tallied.share
        text = self._numbers.count(tallied.votes) if in_votes else self._numbers.percent(tallied.share)
        most = self._numbers.count(int(high)) if in_votes and high is not None else self._numbers.percent(high)
        upto = self._numbers.text("%(counted)s; at most %(most)s with the missing", counted=text, most=most)
        upto = upto if high is not None else text
        return Bar(
            label=self._numbers.text("Counted on the sheets"), text=upto, value=float(value or 0), tone="counted"
        )

    def _row(self, candidate: str) -> CandidateRow:
        tallied = next((c for c in self._tally.candidates if c.id == candidate), None) if self._tally else None
        votes = self._bounds.votes.get(candidate) if self._bounds else None
        shares = self._bounds.shares.get(candidate) if self._bounds else None
        return CandidateRow(
            name=self._names.get(candidate, candidate),
            votes=self._numbers.count(tallied.votes) if tallied else self._numbers.unknown,
            share=self._numbers.percent(tallied.share) if tallied else self._numbers.unknown,
            votes_range=f"{self._numbers.count(votes[0])} – {self._numbers.count(votes[1])}"
            if votes
            else self._numbers.unknown,
            share_range=f"{self._numbers.percent(shares[0])} – {self._numbers.percent(shares[1])}"
            if shares
            else self._numbers.unknown,
            announced=tuple(self._announced(made, candidate) for made in self._made),
        )

    def _announced(self, made: Announcement, candidate: str) -> str:
        votes = self._numbers.count(made.votes[candidate]) if candidate in made.votes else ""
        share = self._numbers.as_written(made.shares[candidate]) if candidate in made.shares else ""
        return f"{votes} ({share})" if votes and share else votes or share or "–"

    # --- what it would take

    def takes(self) -> Takes | None:
        """None where no winner was announced or nothing is missing."""
        needed = self._bounds.needed if self._bounds else None
        if needed is None or needed.votes is None:
            return None
        return Takes(
            tuple(self._takes_in_words(needed)), tuple(self._takes_drawn(needed)), tuple(self._beyond_the_roll())
        )

    def _takes_in_words(self, needed: Needed) -> Iterator[str]:
        n, who = self._numbers, self._names.get(needed.candidate, needed.candidate)
        rival = self._names.get(needed.against or "") or n.text("the strongest rival")
        missing = self._bounds.missing_roll if self._bounds else None
        of = n.text(", whose roll is %(roll)s voters", roll=n.count(missing)) if missing is not None else ""
        yield n.text(
            "To have won, %(who)s must lead %(rival)s by at least %(votes)s votes in the units whose sheets are "
            "missing%(of)s.",
            who=who,
            rival=rival,
            votes=n.count(needed.votes),
            of=of,
        )
        if needed.turnout is not None:
            every = "If every one of them voted for %(who)s, that would take a turnout of %(turnout)s there."
            yield n.text(every, who=who, turnout=n.percent(needed.turnout))
            if needed.turnout > 100:
                yield n.text("That is more than everybody registered there.")
        if needed.share is not None:
            take = (
                "At the turnout of the counted sheets it would take %(share)s of the votes there, more than all of them."
                if needed.share > 100
                else "At the turnout of the counted sheets it would take %(share)s of the votes there."
            )
            yield n.text(take, share=n.percent(needed.share))
        if best := needed.best_counted:
            yield n.text(
                "The counted units that were best for %(who)s and together hold the same roll gave a lead of %(lead)s, "
                "with a turnout of %(turnout)s and a share of %(share)s.",
                who=who,
                lead=n.value(best.get("lead")),
                turnout=n.percent(best.get("turnout")),
                share=n.percent(best.get("share")),
            )

    def _beyond_the_roll(self) -> Iterator[str]:
        """Which sheets would settle it, and what further caps would do."""
        if self._bounds is None:
            return
        if self._bounds.settling is not None:
            yield self._bounds.settling.says
        yield from (completion.says for completion in self._bounds.completions)

    def _takes_drawn(self, needed: Needed) -> Iterator[Group]:
        who, n = self._names.get(needed.candidate, needed.candidate), self._numbers
        bars = [
            Bar(
                n.text("Lead needed in the missing units"), n.count(needed.votes), float(needed.votes or 0), "announced"
            )
        ]
        lead = needed.best_counted.get("lead")
        if lead is not None:
            label = n.text("Lead in the best counted units")
            bars.append(Bar(label, n.value(lead), float(lead), "counted"))
        roll = self._bounds.missing_roll if self._bounds else None
        rival = self._names.get(needed.against or "") or n.text("the rival")
        heading = n.text("%(who)s: votes ahead of %(rival)s", who=who, rival=rival)
        shaded = "Shaded: all %(roll)s voters of the missing units"
        note = n.text(shaded, roll=n.count(roll)) if roll is not None else ""
        yield Group(heading, tuple(bars), 0 if roll is not None else None, roll, note)

    # --- what is there

    def coverage(self) -> Coverage:
        """How much of the contest the sheets are; without sheets, that there are none."""
        tally, n = self._tally, self._numbers
        if tally is None:
            return Coverage((n.text(NO_SHEETS),), ())
        cover, bounds = tally.coverage, self._bounds
        missing_units = bounds.missing_units if bounds else None
        missing_roll = bounds.missing_roll if bounds else None
        if tally.sheets is None:
            counted = n.text("Sums are counted that do not say over how many sheets")
        else:
            counted = n.text("%(sheets)s sheets are counted", sheets=n.of(tally.sheets, tally.units_total))
        counted += f" ({n.percent(cover.units)})" if cover.units is not None else ""
        counted += (
            f"; {n.plural(missing_units, '%(n)s is missing', '%(n)s are missing')}" if missing_units is not None else ""
        )
        lines = [f"{counted}."]
        if tally.registered is not None:
            roll = n.of(tally.registered, self._case.contest.roll or None)
            cover_ = n.text("They cover %(voters)s registered voters", voters=roll)
            cover_ += f" ({n.percent(cover.roll)})" if cover.roll is not None else ""
            rest = n.text("%(voters)s voters are registered where sheets are missing", voters=n.count(missing_roll))
            lines.append(f"{cover_}{f'; {rest}' if missing_roll else ''}.")
        if sources := [s for s in self._case.sheets if s.path in {t.path for t in tally.sources}]:
            lines.append(n.text("They were published by %(who)s.", who=publishers(sources, n)))
        if tally.statements is not None:
            many = sum(step.changed for step in tally.statements.steps)
            again = n.plural(
                many,
                "%(n)s unit was stated again with other figures",
                "%(n)s units were stated again with other figures",
            )
            lines.append(n.text("%(again)s; what was stated last is counted.", again=again))
        if tally.corrections:
            listed = n.text("all are listed in corrections.csv of the case, with why and by whom")
            lines.append(f"{corrections_in_words(tally, n)}; {listed}.")
        lines.append(
            n.text(
                "Units whose sheets are missing are no random draw: who collected the sheets decides which are there."
            )
        )
        bars = [
            (n.text("Sheets"), cover.units, n.text("%(share)s at hand", share=n.percent(cover.units))),
            (
                n.text("Registered voters"),
                cover.roll,
                n.text("%(share)s on the sheets at hand", share=n.percent(cover.roll)),
            ),
        ]
        groups = [
            Group("", (Bar(label, text, float(share), "counted"),), 0, 100)
            for label, share, text in bars
            if share is not None
        ]
        return Coverage(tuple(lines), tuple(groups))

    # --- regions

    def regions(self) -> tuple[RegionTable, ...]:
        """A table for each level of the region path, as long as it is not too long to be of use on a page."""
        if self._tally is None:
            return ()
        levels = sorted({len(region.path) for region in self._tally.regions})
        tables = [self._region_table(level) for level in levels]
        return tuple(table for table in tables if table.rows or table.left_out)

    def _region_table(self, level: int) -> RegionTable:
        tally, n = self._tally, self._numbers
        regions = [r for r in tally.regions if len(r.path) == level] if tally else []
        candidates = [c.id for c in tally.candidates[:_CANDIDATES_DRAWN]] if tally else []
        title = n.text("Regions, largest level") if level == 1 else n.text("Regions, level %(level)s", level=level)
        columns = (
            n.text("Sheets"),
            n.text("Registered"),
            n.text("Valid votes"),
            *(self._names.get(c, c) for c in candidates),
        )
        if len(regions) > ROWS_OF_REGIONS:
            many = "%(regions)s regions of level %(level)s are in the counts."
            return RegionTable(title, columns, (), n.text(many, regions=n.count(len(regions)), level=level))
        rows = tuple(RegionRow(one_line(" / ".join(r.path)), tuple(self._cells(r, candidates))) for r in regions)
        return RegionTable(title, columns, rows, "")

    def _cells(self, region: RegionTally, candidates: Sequence[str]) -> Iterator[tuple[str, float]]:
        figures = (region.sheets, region.registered, region.valid, *(region.candidates.get(c) for c in candidates))
        for position, figure in enumerate(figures):
            share = region.shares.get(candidates[position - 3]) if position >= 3 else None
            written = "–" if figure is None else self._numbers.count(figure)
            if share is not None:
                yield f"{written} ({self._numbers.percent(share, 1)})", share
            else:
                yield written, -1.0 if figure is None else float(figure)

    # --- findings

    def findings(self) -> tuple[ShownFinding, ...]:
        """What the checks of the sheets found, the gravest first."""
        found = self._tally.findings if self._tally else ()
        order = list(SEVERITIES)
        return tuple(self._finding(f) for f in sorted(found, key=lambda f: order.index(f.severity)))

    def _finding(self, finding: Finding) -> ShownFinding:
        mark, word = SEVERITIES[finding.severity]
        n = self._numbers
        rows = tuple(
            FindingRow(
                source=one_line(r.source), row=r.row, unit=one_line(r.unit), detail=in_words(one_line(r.detail), n)
            )
            for r in finding.rows[:ROWS_OF_A_FINDING]
        )
        more = n.text(
            "%(rows)s rows in all; the first %(shown)s are shown.", rows=n.count(finding.count), shown=len(rows)
        )
        return ShownFinding(
            mark=mark,
            word=n.text(word),
            title=n.text(sentence(finding.check.replace("_", " ")).removesuffix(".")),
            explain=n.text(sentence(finding.explain)),
            count=n.plural(finding.count, "%(n)s row", "%(n)s rows"),
            number=finding.count,
            rows=rows,
            more=more if finding.count > len(rows) else "",
        )
