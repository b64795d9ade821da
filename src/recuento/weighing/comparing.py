"""Two counts of one election compared unit by unit, in whole numbers.

The lead of whoever is first in A is taken apart to the vote: lead in B = lead in A + what changed in the units of both
+ the lead in the units of B alone - the lead in the units of A alone. A figure that one count does not give is unknown
there: it makes no difference between the counts, and is counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import polars as pl

from recuento.records.comparison import (
    ChangedFigure,
    ChangedUnit,
    ComparedSide,
    Comparison,
    FigureChange,
    Settles,
    Standing,
    UnitAt,
    UnitsApart,
)
from recuento.records.contest import Case, Contest, Rule, Spread, percent_to_fraction
from recuento.records.counted import REGION_JOINT, FileBeside, Sheets, region_down_to
from recuento.records.seats import SeatComparison

from .bounds import wins_outright
from .late_shift import late_shift
from .seats import Constituency, allocate, compare_allocations
from .seats_at_stake import constituency, seat_rule, seats_of

_FIGURES = ("registered", "ballots", "valid", "invalid", "blank", "null", "contested")


def compare(
    case: Case,
    a: Sheets,
    b: Sheets,
    *,
    names: tuple[str, str],
    files: tuple[Sequence[FileBeside], Sequence[FileBeside]],
) -> Comparison:
    """Count `b` against count `a`; `names` are what they are called, `files` what they were read from."""
    candidates = [c for c in a.candidates if c in b.candidates]
    alone = set(a.candidates) ^ set(b.candidates)
    rule, nobody_else = case.contest.rule, bool(case.contest.candidates_complete)
    frames = tuple(_with_valid(_matchable(s.frame), case, candidates) for s in (a, b))
    common = frames[0].select("unit").join(frames[1].select("unit"), on="unit", how="semi")
    in_a, in_b = (frame.join(common, on="unit", how="semi") for frame in frames)
    apart = tuple(frame.join(common, on="unit", how="anti") for frame in frames)
    both = in_a.join(in_b, on="unit", how="inner", suffix=" b", maintain_order="left")
    told = partial(
        standing_of, candidates=candidates, contest=case.contest, everybody=not alone, nobody_else=nobody_else
    )
    sides = tuple(
        _side(s, told(frame), name, list(of), candidates)
        for s, frame, name, of in zip((a, b), frames, names, files, strict=True)
    )
    pair = sides[0].standing.first, sides[0].standing.second
    figures = [f for f in (*_FIGURES, *(f"votes:{c}" for c in candidates)) if f in in_a.columns and f in in_b.columns]
    changed = _changed(both, figures, pair)
    moves = [unit.lead_change or 0 for unit in changed]
    standings = [told(frame) for frame in (in_a, in_b)]
    return Comparison(
        contest=case.contest.name,
        rule=rule,
        a=sides[0],
        b=sides[1],
        common=both.height,
        same=both.height - len(changed),
        common_in_a=standings[0],
        common_in_b=standings[1],
        only_a=UnitsApart(standing=told(apart[0]), listed=_listed(apart[0])),
        only_b=UnitsApart(standing=told(apart[1]), listed=_listed(apart[1])),
        figures=tuple(_figure(both, figure) for figure in figures),
        changed=changed,
        raised_the_lead=sum(move > 0 for move in moves),
        lowered_the_lead=sum(move < 0 for move in moves),
        left_the_lead=sum(move == 0 for move in moves),
        changes_alone_turn_it=_turns(*standings),
        turned=_turns(sides[0].standing, sides[1].standing),
        seats=_seats(case, frames, candidates) if not alone else None,
        late=late_shift(in_b, apart[1], pair[0], pair[1]) if pair[0] is not None and pair[1] is not None else None,
    )


def _matchable(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows whose key is complete: any other may be any unit."""
    keyed = frame.filter(pl.col("keyed")) if "keyed" in frame.columns else frame
    return keyed.with_columns(pl.col("region").cast(pl.String))


def _with_valid(frame: pl.DataFrame, case: Case, candidates: Sequence[str]) -> pl.DataFrame:
    """Where no row gives its valid votes and nobody else stood, the valid votes are the candidates', as in the tally."""
    everybody = case.contest.candidates_complete and {c.id for c in case.candidates} <= set(candidates)
    if not everybody or frame["valid"].null_count() < frame.height:
        return frame
    votes = [pl.col(f"votes:{c}") for c in candidates]
    stated = pl.when(pl.all_horizontal(v.is_not_null() for v in votes)).then(pl.sum_horizontal(votes))
    return frame.with_columns(stated.alias("valid"))


def _side(
    sheets: Sheets, standing: Standing, name: str, files: list[FileBeside], candidates: Sequence[str]
) -> ComparedSide:
    frame = sheets.frame
    return ComparedSide(
        name=name,
        files=tuple(files),
        standing=standing,
        left_out=tuple(c for c in sheets.candidates if c not in candidates),
        uncertain=sheets.also["unit"].n_unique() if sheets.also is not None else 0,
        unkeyed=int((~frame["keyed"]).sum()) if "keyed" in frame.columns else 0,
    )


def standing_of(
    frame: pl.DataFrame, candidates: Sequence[str], contest: Contest, *, everybody: bool, nobody_else: bool
) -> Standing:
    """Who leads in these units by the votes stated, and what the rule makes of it where nothing unstated could change that.

    `everybody`: both counts have these candidates; `nobody_else`: the case says that nobody else stood.
    """
    votes = {c: int(frame[f"votes:{c}"].sum() or 0) for c in candidates}
    valid = int(frame["valid"].sum()) if frame.height and frame["valid"].null_count() == 0 else None
    order = sorted(candidates, key=lambda c: -votes[c])
    first = order[0] if order and votes[order[0]] else None
    second = order[1] if first is not None and len(order) > 1 else None
    lead = votes[first] - votes[second] if first is not None and second is not None else votes.get(first or "", 0)
    complete = everybody and all(frame[f"votes:{c}"].null_count() == 0 for c in candidates)
    others = 0 if nobody_else else valid - sum(votes.values()) if valid is not None else None
    settles: Settles = "unknown"
    if complete and first:
        settles = _settles(contest.rule, votes.get(first, 0), lead, valid, others)
        met = _meets_what_else_is_asked(frame, contest, first) if settles == "wins" else True
        settles = settles if met else "unknown" if met is None else "no_outright_win"
    return Standing(
        units=frame.height,
        votes=votes,
        valid=valid,
        first=first,
        second=second,
        lead=lead,
        lead_points=100 * lead / valid if valid and first is not None else None,
        complete=complete,
        settles=settles,
    )


def _meets_what_else_is_asked(frame: pl.DataFrame, contest: Contest, first: str) -> bool | None:
    """Whether these figures, taken for the whole count, reach the turnout and the regions that the rule asks; None: it cannot be said."""
    met: list[bool | None] = []
    if contest.turnout_needed is not None:
        cast, roll = (_sum_if_known(frame, figure) for figure in ("ballots", "registered"))
        roll = contest.roll or roll
        met.append(cast >= percent_to_fraction(contest.turnout_needed) * roll if cast is not None and roll else None)
    if contest.spread is not None:
        met.append(_has_its_regions(frame, contest.spread, first))
    return False if False in met else None if None in met else True


def _sum_if_known(frame: pl.DataFrame, figure: str) -> int | None:
    return int(frame[figure].sum()) if frame.height and frame[figure].null_count() == 0 else None


def _has_its_regions(frame: pl.DataFrame, spread: Spread, first: str) -> bool | None:
    regions = frame.with_columns(region_down_to(spread.level))
    if not frame.height or (regions["region"] == "").any() or frame["valid"].null_count():
        return None
    share = percent_to_fraction(spread.share)
    sums = regions.group_by("region").agg(pl.col(f"votes:{first}").sum().alias("own"), pl.col("valid").sum())
    enough = pl.col("own") * share.denominator >= pl.col("valid") * share.numerator
    return sums.filter(pl.col("valid") > 0, enough).height >= spread.regions


def _settles(rule: Rule, most: int, lead: int, valid: int | None, others: int | None) -> Settles:
    """What the rule makes of the first's votes, exact in whole numbers.

    `others` are votes of those without a column, None where they are not known: they may all be one person's.
    """
    if others is None or others >= most:
        return "unknown"
    if lead == 0:
        return "tie"
    if rule == "plurality":
        return "wins"
    if valid is None:
        return "unknown"
    if not wins_outright(rule, most, most - lead, valid):
        return "no_outright_win"
    return "wins" if wins_outright(rule, most, max(most - lead, others), valid) else "unknown"


def _turns(a: Standing, b: Standing) -> bool | None:
    """Whether the outcome differs; None where it cannot be said of one of the two."""
    if "unknown" in {a.settles, b.settles}:
        return None
    return (a.first, a.settles) != (b.first, b.settles)


def _seats(case: Case, frames: Sequence[pl.DataFrame], candidates: Sequence[str]) -> SeatComparison | None:
    """Which seats differ between the two counts as they stand; None where a count does not say all that the seats go by."""
    at_stake = case.contest.seats
    if at_stake is None or not case.contest.candidates_complete or {c.id for c in case.candidates} != set(candidates):
        return None
    dealt = []
    for frame in frames:
        rows = frame.with_columns(constituency(at_stake))
        if any(rows[f"votes:{c}"].null_count() for c in candidates):
            return None
        sums = rows.group_by("at").agg(pl.col(f"votes:{c}").sum() for c in candidates)
        votes = {row.pop("at"): row for row in sums.iter_rows(named=True)}
        seats = seats_of(at_stake)
        if not votes.keys() <= seats.keys():
            return None
        exempt = frozenset(at_stake.exempt)
        # A constituency of which a count has no sheet is not in it: its votes are unknown there, and not none.
        of = [
            Constituency(at, n, {c: votes[at][f"votes:{c}"] for c in candidates}, exempt=exempt)
            for at, n in seats.items()
            if at in votes
        ]
        dealt.append(allocate(of, seat_rule(at_stake)))
    return compare_allocations(dealt[0], dealt[1])


def _listed(frame: pl.DataFrame) -> tuple[UnitAt, ...]:
    rows = frame.select("unit", "region", "source", "row").sort("unit").iter_rows(named=True)
    return tuple(_at(row) for row in rows)


def _at(row: Mapping[str, object], suffix: str = "") -> UnitAt:
    region = str(row[f"region{suffix}"] or "")
    return UnitAt(
        unit=str(row["unit"]),
        region=tuple(region.split(REGION_JOINT)) if region else (),
        source=str(row[f"source{suffix}"]),
        row=int(str(row[f"row{suffix}"])),
    )


def _changed(
    both: pl.DataFrame, figures: Sequence[str], pair: tuple[str | None, str | None]
) -> tuple[ChangedUnit, ...]:
    """The units in which a figure that both give differs, the largest change of the lead first."""
    differs = pl.any_horizontal(*((pl.col(f) != pl.col(f"{f} b")).fill_null(value=False) for f in figures))
    leads = [pl.lit(None, dtype=pl.Int64)]
    if None not in pair:
        leads = [pl.col(f"votes:{pair[0]}{s}") - pl.col(f"votes:{pair[1]}{s}") for s in (" b", "")]
        leads = [leads[0] - leads[1]]
    rows = both.filter(differs).with_columns(leads[0].alias("lead change"))
    rows = rows.sort(pl.col("lead change").abs().fill_null(-1), pl.col("unit"), descending=[True, False])
    return tuple(
        ChangedUnit(
            unit=row["unit"],
            region=_at(row).region,
            a=_at(row),
            b=_at(row, " b"),
            figures=tuple(
                ChangedFigure(figure=f, a=row[f], b=row[f"{f} b"])
                for f in figures
                if row[f] is not None and row[f"{f} b"] is not None and row[f] != row[f"{f} b"]
            ),
            lead_change=row["lead change"],
        )
        for row in rows.iter_rows(named=True)
    )


def _figure(both: pl.DataFrame, figure: str) -> FigureChange:
    a, b = both[figure], both[f"{figure} b"]
    moved = (b - a).drop_nulls()
    return FigureChange(
        figure=figure,
        units=int((moved != 0).sum()),
        rose=int(moved.filter(moved > 0).sum() or 0),
        fell=-int(moved.filter(moved < 0).sum() or 0),
        only_a=int((a.is_not_null() & b.is_null()).sum()),
        only_b=int((a.is_null() & b.is_not_null()).sum()),
        sum_only_a=int(a.filter(b.is_null()).sum() or 0),
        sum_only_b=int(b.filter(a.is_null()).sum() or 0),
    )
