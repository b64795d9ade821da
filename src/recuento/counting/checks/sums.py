"""Checks on how the figures of one sheet go together. Each holds for every way the missing figures could read."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from recuento.counting.intake import Intake
from recuento.counting.source import SourceRead

from .check import NO_ROWS, check, rows_of_files, rows_where, told


def _naming(intake: Intake, *figures: str) -> Iterator[SourceRead]:
    """The sources whose recipe names all these figures; what nobody promised is not missed."""
    return (read for read in intake.sources if set(figures) <= set(read.given))


def _known_votes(read: SourceRead) -> pl.Expr:
    """The candidates' votes as far as they are given: the least they can be together."""
    return pl.sum_horizontal(read.votes_given, ignore_nulls=True)


def _least_papers(read: SourceRead) -> pl.Expr:
    """Valid and invalid votes as far as they are given; valid votes are at least the candidates' votes."""
    return pl.col("valid").fill_null(_known_votes(read)) + pl.col("invalid").fill_null(0)


def _papers_told(read: SourceRead) -> pl.Expr:
    """How those papers come about, in words."""
    given = pl.format("valid {}", pl.col("valid"))
    valid = pl.when(pl.col("valid").is_not_null()).then(given).otherwise(pl.format("candidates {}", _known_votes(read)))
    return pl.format("{} plus invalid {}", valid, told("invalid"))


def _all_votes_known(read: SourceRead) -> pl.Expr:
    return pl.all_horizontal(pl.col(read.votes_given).is_not_null())


def _names_the_whole_ballot(read: SourceRead) -> bool:
    """Whether the recipe's candidates are all there are: as a rule they add to the valid votes, not to less.

    A recipe may name two candidates of ten. Judged on the rows with all these figures: not more of them fall short of
    the valid votes than add up to them.
    """
    gap = pl.col("valid") - pl.sum_horizontal(read.votes_given, ignore_nulls=False)
    short, equal = read.frame.select((gap > 0).sum().alias("short"), (gap == 0).sum().alias("equal")).row(0)
    return bool(short <= equal)


@check(
    "error",
    "The candidates' votes do not add up to the valid votes, so one of these figures is wrong or was read wrong. "
    "All are counted as they stand.",
)
def candidates_do_not_add_to_valid(intake: Intake) -> pl.DataFrame:
    """More than valid: with any votes missing, too. Less: where all are given and the recipe names the whole ballot."""
    rows = [NO_ROWS]
    for read in _naming(intake, "valid"):
        fires = _known_votes(read) > pl.col("valid")
        if _names_the_whole_ballot(read):
            fires = fires | (_all_votes_known(read) & (_known_votes(read) != pl.col("valid")))
        detail = pl.format("candidates add to {}, valid says {}", _known_votes(read), "valid")
        rows.append(rows_where(read.frame, fires, detail))
    return pl.concat(rows)


@check(
    "note",
    "In most rows of the file the candidates' votes add to less than the valid votes: the rest is taken as votes for "
    "candidates whom the recipe does not name. A row that falls short for another reason cannot be told from these.",
)
def candidates_are_not_the_whole_ballot(intake: Intake) -> pl.DataFrame:
    """The opposite of what `candidates_do_not_add_to_valid` needs in order to fire on a shortfall."""
    short = []
    for read in _naming(intake, "valid"):
        if not _names_the_whole_ballot(read):
            known = read.frame.filter(_all_votes_known(read) & pl.col("valid").is_not_null())
            votes, valid = known.select(_known_votes(read).sum().alias("votes"), pl.col("valid").sum()).row(0)
            short.append((read.recipe.path, f"candidates add to {votes:,} of {valid:,} valid votes"))
    return rows_of_files(short)


@check(
    "error",
    "One candidate alone has more votes than there are valid votes, so one of the two is wrong or was read wrong.",
)
def votes_for_a_candidate_exceed_valid(intake: Intake) -> pl.DataFrame:
    """Either figure missing: cannot be told."""
    rows = [NO_ROWS]
    for read in _naming(intake, "valid"):
        over = [pl.col(votes) > pl.col("valid") for votes in read.votes_given]
        each = [
            pl.when(fires).then(pl.format(f"{votes.removeprefix('votes:')} has {{}}", votes))
            for votes, fires in zip(read.votes_given, over, strict=True)
        ]
        named = pl.concat_str(each, separator=", ", ignore_nulls=True)
        rows.append(rows_where(read.frame, pl.any_horizontal(over), pl.format("{}; valid says {}", named, "valid")))
    return pl.concat(rows)


@check(
    "error",
    "Valid and invalid votes together are more than the registered voters. Some rules let people vote where they are "
    "not on the roll (staff, voters with a permit); else a figure is wrong.",
)
def valid_plus_invalid_exceed_registered(intake: Intake) -> pl.DataFrame:
    """Fires on what is known of the papers alone; registered missing: cannot be told."""
    rows = [NO_ROWS]
    for read in _naming(intake, "registered"):
        detail = pl.format("{} are {}, registered says {}", _papers_told(read), _least_papers(read), "registered")
        rows.append(rows_where(read.frame, _least_papers(read) > pl.col("registered"), detail))
    return pl.concat(rows)


@check(
    "error",
    "More ballots were cast than voters are registered. Some rules let people vote where they are not on the roll "
    "(staff, voters with a permit); else a figure is wrong.",
)
def ballots_exceed_registered(intake: Intake) -> pl.DataFrame:
    """Either figure missing: cannot be told."""
    rows = [NO_ROWS]
    for read in _naming(intake, "ballots", "registered"):
        detail = pl.format("ballots {}, registered {}", "ballots", "registered")
        rows.append(rows_where(read.frame, pl.col("ballots") > pl.col("registered"), detail))
    return pl.concat(rows)


@check(
    "error",
    "More valid votes than ballots, whatever the invalid papers are: one of the two figures is wrong or was read wrong.",
)
def valid_votes_exceed_ballots(intake: Intake) -> pl.DataFrame:
    """Where the recipe names no invalid papers; with these it is `valid_plus_invalid_are_not_ballots`."""
    rows = [NO_ROWS]
    for read in _naming(intake, "ballots"):
        if "invalid" not in read.given:
            detail = pl.format("{} and ballots {}", _papers_told(read), "ballots")
            rows.append(rows_where(read.frame, _least_papers(read) > pl.col("ballots"), detail))
    return pl.concat(rows)


@check(
    "warning",
    "Valid and invalid votes do not add up to the ballots. A voter may keep a ballot, and some rules count blank ones "
    "apart: small gaps are ordinary, large ones want a look.",
)
def valid_plus_invalid_are_not_ballots(intake: Intake) -> pl.DataFrame:
    """Known papers exceed the ballots, or all three figures are given and differ. Needs a recipe that names invalid."""
    rows = [NO_ROWS]
    for read in _naming(intake, "ballots", "invalid"):
        all_known = pl.col("valid").is_not_null() & pl.col("invalid").is_not_null()
        gap = _least_papers(read) != pl.col("ballots")
        fires = (_least_papers(read) > pl.col("ballots")) | (all_known & gap)
        detail = pl.format("{} are {}, ballots says {}", _papers_told(read), _least_papers(read), "ballots")
        rows.append(rows_where(read.frame, fires, detail))
    return pl.concat(rows)
