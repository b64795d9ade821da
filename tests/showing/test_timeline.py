"""Day by day: bulletins and statements in order, a change of stance marked, nothing without a day."""

from __future__ import annotations

import datetime as dt

from tests.showing import samples

from recuento.records.verdict import Reaction
from recuento.showing.numbers import Numbers
from recuento.showing.timeline import timeline


def reaction(country: str | None, actor: str, stance: str, day: int | None, *, to_check: bool = False) -> Reaction:
    date = None if day is None else dt.date(2031, 6, day)
    return Reaction(
        country=country, actor=actor, stance=stance, date=date, articles=("a",), spans=((0, 1),), to_check=to_check
    )


def told(*reactions: Reaction) -> list[tuple[str, list[str]]]:
    return [
        (d.iso, [e.text for e in d.events]) for d in timeline(samples.case(), reactions, Numbers(), lambda r: r.actor)
    ]


def test_bulletins_and_statements_stand_on_their_days() -> None:
    shown = told(reaction("PER", "Peru", "questions", 3), reaction("CHL", "Chile", "questions", 3))
    assert [day for day, _ in shown] == ["2031-06-02", "2031-06-03", "2031-06-05"]
    assert shown[0][1] == ["Electoral Board announces, on about 80%: Tomás Rojas 51.4%; Ana Beltrán 43.6%"]
    assert shown[1][1] == ["Question: Peru, Chile"]


def test_a_change_of_stance_says_what_it_was() -> None:
    shown = dict(told(reaction("PER", "Peru", "questions", 3), reaction("PER", "Peru", "rejects", 4)))
    assert shown["2031-06-04"] == ["Reject: Peru (until then: question)"]


def test_two_people_of_the_country_that_votes_are_two() -> None:
    """What one of them said is no change of the other's mind."""
    shown = dict(told(reaction("XSL", "Ana Ruiz", "rejects", 3), reaction("XSL", "Luis Paz", "recognises", 4)))
    assert shown["2031-06-04"] == ["Recognise: Luis Paz"]


def test_what_has_no_day_or_is_to_be_checked_is_left_out() -> None:
    shown = told(reaction("PER", "Peru", "questions", None), reaction("CHL", "Chile", "rejects", 3, to_check=True))
    assert [day for day, _ in shown] == ["2031-06-02", "2031-06-05"]
