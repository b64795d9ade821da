"""Articles of a case that are about another election: what they say of that one is no stance on this one."""

from __future__ import annotations

from collections.abc import Sequence

from recuento.records.contest import Case
from recuento.records.said import ContestTold, Reading
from recuento.records.verdict import Elsewhere

from .names import candidate_named


def told_apart(case: Case, readings: Sequence[Reading]) -> tuple[list[Reading], tuple[Elsewhere, ...]]:
    """The readings that may be about the case's contest, and those that are about another, with which."""
    about = [(reading, _another(case, reading)) for reading in readings]
    apart = (
        Elsewhere(article=reading.article.id, country=other.country, year=other.year)
        for reading, other in about
        if other is not None
    )
    return [reading for reading, other in about if other is None], tuple(apart)


def _another(case: Case, reading: Reading) -> ContestTold | None:
    """The other contest that an article is about; None where it may be this one.

    Another country's: the article never tells of a vote in the case's country and names none of its candidates. Of
    another year: it dates its own vote more than a year apart and never names the year of the case's. Short of that it is kept.
    """
    own, here = reading.contest, case.contest
    if own is None:
        return None
    if own.country is not None and own.country != here.country:
        told = any(contest.country == here.country for contest in reading.contests)
        named = any(candidate_named(actor.name, case.candidates) for actor in reading.actors if actor.kind == "person")
        return None if told or named else own
    near = own.year is None or abs(own.year - here.date.year) <= 1
    same_year = near or str(here.date.year) in reading.article.text
    return None if same_year else own
