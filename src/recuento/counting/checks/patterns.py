"""Sheets that do not look like those around them: places to look, never proof of anything."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import polars as pl

from recuento.counting.intake import Intake
from recuento.counting.regional_pattern import FAR, deviation, deviations

from .check import NO_ROWS, check, rows_where

SMALL = 0.05
"""The share of one of the two in the region, at most."""
SELDOM = 100
"""One sheet in so many of a region may be told; or one, in a smaller region."""
_WHERE = pl.when(pl.col("group") == "").then(pl.lit("all sheets")).otherwise(pl.lit("the region"))
NEAR = 2.0
"""How near both shares are to their regions' medians once two candidates' votes are exchanged."""


@check(
    "note",
    "A candidate's share of the votes for all candidates on the sheet is far from those on the other sheets of its region, or of the file where "
    "no region has enough. It may well be true (a barracks, a prison, a village of its own mind): a place to look, and no proof of anything.",
)
def share_is_far_from_those_of_its_region(intake: Intake) -> pl.DataFrame:
    """Told by the robust score of `regional_pattern`; sheets that an exchange or a slip of a digit would explain are left to these checks."""
    shares, lead = intake.outliers.frame, intake.outliers.lead
    if not shares.height:
        return NO_ROWS
    shares = shares.with_columns(_slips_by_share(intake))
    told = [
        pl.when(pl.col(f"far {v}").abs() >= FAR).then(
            pl.format(
                f"{v.removeprefix('votes:')} has {{}}% and the median of {{}} is {{}}%",
                (100 * pl.col(f"share {v}")).round(1),
                _WHERE,
                (100 * pl.col(f"middle {v}")).round(1),
            )
        )
        for v in lead
    ]
    exchanged = [pl.lit(value=False), *(fires for fires, _ in _exchanges(lead))]
    explained = pl.any_horizontal(exchanged) | pl.col("slip").is_not_null()
    far = pl.any_horizontal(pl.col(f"far {v}").abs() >= FAR for v in lead) & ~explained
    # Where many are far the region has no one pattern (a city and its villages, say), and none of them is told.
    few = far.sum().over("group") <= pl.max_horizontal(1, pl.col("of_group") // SELDOM)
    return rows_where(shares, far & few, pl.concat_str(told, separator="; ", ignore_nulls=True))


@check(
    "warning",
    "The votes of two candidates may have been exchanged on the sheet: as they stand both are far from those on the other sheets of the "
    "region, and exchanged both are near. Look at the sheet; it is counted as it stands.",
)
def votes_of_two_candidates_may_be_exchanged(intake: Intake) -> pl.DataFrame:
    """Both shares far from their medians as they stand, both near when exchanged, and one of the two hardly voted for around."""
    shares, lead = intake.outliers.frame, intake.outliers.lead
    if len(lead) < 2 or not shares.height:
        return NO_ROWS
    exchanges = _exchanges(lead)
    told = pl.coalesce(pl.when(fires).then(detail) for fires, detail in exchanges)
    return rows_where(shares, pl.any_horizontal(fires for fires, _ in exchanges), told)


def _exchanges(lead: Sequence[str]) -> list[tuple[pl.Expr, pl.Expr]]:
    """Of each two candidates whether their votes may be exchanged, and what to say of it."""
    found = []
    for a, b in combinations(lead, 2):
        far = (pl.col(f"far {a}").abs() >= FAR) & (pl.col(f"far {b}").abs() >= FAR)
        near_a = deviations(pl.col(f"share {b}"), a, pl.col("cast")).abs() <= NEAR
        near_b = deviations(pl.col(f"share {a}"), b, pl.col("cast")).abs() <= NEAR
        # A village may well prefer the other of two leaders; that it gives most of its votes to somebody whom hardly anybody else
        # votes for, and none to a leader, is what an exchange of two lines looks like.
        unlike = pl.min_horizontal(f"middle {a}", f"middle {b}") <= SMALL
        names = [v.removeprefix("votes:") for v in (a, b)]
        detail = pl.format(
            f"{names[0]} {{}}, {names[1]} {{}}; the median in {{}} is for {names[0]} {{}}%, {names[1]} {{}}%",
            a,
            b,
            _WHERE,
            *((100 * pl.col(f"middle {v}")).round(1) for v in (a, b)),
        )
        found.append((unlike & far & near_a & near_b, detail))
    return found


@check(
    "note",
    "One figure of the sheet may have a digit too many, one too few, or two exchanged: with that mended the candidates add up to the valid "
    "votes, and with no other figure. Small gaps come about so by chance, too. The sheet is counted as it stands.",
)
def one_slip_of_a_digit_explains_the_sum(intake: Intake) -> pl.DataFrame:
    """Of sheets on which the candidates do not add up; all figures are known, and just one figure mends it."""
    rows = [NO_ROWS]
    for read in intake.sources:
        votes = read.votes_given
        if "valid" not in read.given or not votes:
            continue
        known = read.frame.filter(pl.all_horizontal(pl.col([*votes, "valid"]).is_not_null()))
        broken = known.filter(pl.sum_horizontal(votes) != pl.col("valid"))
        if not broken.height or broken.height * 2 > known.height:
            continue  # in a file where most sheets fall short, candidates are missing and no digits
        values = broken.select(*votes, "valid").to_numpy()
        told = [_slip([v.removeprefix("votes:") for v in votes], row) for row in values]
        rows.append(
            rows_where(
                broken.with_columns(told=pl.Series(told, dtype=pl.String)), pl.col("told").is_not_null(), pl.col("told")
            )
        )
    return pl.concat(rows)


@check(
    "note",
    "One figure of the sheet may have a digit too many, one too few, or two exchanged: as it stands the shares are far from those of the region, "
    "and with that mended shares and turnout are near, and with no other figure. The sheet states no valid votes that would tell. A place where "
    "people vote otherwise can look the same; look at the sheet, which is counted as it stands.",
)
def one_slip_of_a_digit_explains_the_share(intake: Intake) -> pl.DataFrame:
    """Of sheets that are far from their region and have no sum to be checked by (else see `one_slip_of_a_digit_explains_the_sum`)."""
    if not intake.outliers.lead or not intake.outliers.frame.height:
        return NO_ROWS
    shares = intake.outliers.frame.with_columns(_slips_by_share(intake))
    few = pl.len().over("group") <= pl.max_horizontal(1, pl.col("of_group") // SELDOM)
    return rows_where(shares, pl.col("slip").is_not_null() & few, pl.col("slip"))


def _slips_by_share(intake: Intake) -> pl.Series:
    """For each outlier the one figure that a slip of a digit explains by what is usual in the region, in words; null where there is none."""
    shares, lead = intake.outliers.frame, intake.outliers.lead
    usual = [f"{kind} {v}" for v in (*lead, "turnout") for kind in ("middle", "spread")]
    rows = shares.select("registered", "valid", "cast", *lead, *usual)
    told = [None if shares.height > _MOST_SLIPS else _slip_by_share(lead, row) for row in rows.iter_rows(named=True)]
    return pl.Series("slip", told, dtype=pl.String)


def _slip_by_share(lead: Sequence[str], row: dict[str, Any]) -> str | None:
    """As `_slips_by_share`, for one sheet. Turnout tells which of two candidates' figures it is: both would mend the shares."""
    if row["valid"] is not None or not row["registered"] or row["middle turnout"] is None:
        return None

    def is_usual(votes: str, meant: int) -> bool:
        cast = row["cast"] - row[votes] + meant
        shares = {v: (meant if v == votes else row[v], cast) for v in lead} | {"turnout": (cast, row["registered"])}
        return cast > 0 and all(
            abs(deviation(part / of, row[f"middle {v}"], row[f"spread {v}"], of)) <= NEAR
            for v, (part, of) in shares.items()
        )

    found = [(votes, meant) for votes in lead for meant in sorted(slips_of(row[votes])) if is_usual(votes, meant)]
    if len({votes for votes, _ in found}) != 1:
        return None
    votes, meant = found[len(found) // 2]
    return f"{votes.removeprefix('votes:')} {row[votes]}: with {meant}, say, shares and turnout are those of the region"


def slips_of(value: int) -> set[int]:
    """The figures of which one slip of a digit makes `value`.

    >>> sorted(slips_of(12))[:4], 12 in slips_of(122), 221 in slips_of(212)
    ([1, 2, 21, 102], True, True)
    """
    text = str(value)
    fewer = {text[:i] + text[i + 1 :] for i in range(len(text))}
    more = {text[:i] + digit + text[i:] for i in range(len(text) + 1) for digit in "0123456789"}
    turned = {text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1)}
    return {int(t) for t in fewer | more | turned if t and (t == "0" or t[0] != "0")} - {value}


_MOST_SLIPS = 10_000
"""Sheets, at most, that are looked at for slips: where more are far from their regions it is no slips that made them so."""


def _slip(names: list[str], row: np.ndarray) -> str | None:
    """The one figure that a slip explains, in words; None where there is none, or more than one."""
    gap = int(row[-1] - row[:-1].sum())
    found = [
        f"{name} {value}: with {value + gap} it adds up"
        for name, value in zip(names, map(int, row[:-1]), strict=True)
        if value + gap >= 0 and is_slip(str(value), str(value + gap))
    ]
    if (valid := int(row[-1])) and is_slip(str(valid), str(valid - gap)):
        found.append(f"valid {valid}: with {valid - gap} it adds up")
    return found[0] if len(found) == 1 else None


def is_slip(written: str, meant: str) -> bool:
    """Whether one figure is the other with a digit dropped, one added, or two neighbours exchanged.

    >>> is_slip("83", "38"), is_slip("12", "122"), is_slip("1224", "124"), is_slip("7", "9")
    (True, True, True, False)
    """
    if len(written) == len(meant):
        differ = [i for i, (a, b) in enumerate(zip(written, meant, strict=True)) if a != b]
        return (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and written[differ[0]] == meant[differ[1]]
            and written[differ[1]] == meant[differ[0]]
        )
    short, long = sorted((written, meant), key=len)
    return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
