"""Whom reactions are toward: the announced winner, and nobody where the article does not say who that is."""

from __future__ import annotations

import pytest

import recuento


def toward(text: str) -> set[str | None]:
    """The names of those toward whom the acts of an article are."""
    reading = recuento.read(text)
    names = {actor.id: actor.name for actor in reading.actors}
    return {names.get(act.target or "") for act in reading.acts}


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        (
            "In Montevideo, President Luis Lacalle Pou said that a victory could not be recognised. Brazil questioned the result.",
            None,
        ),
        (
            "President Luis Lacalle Pou won a second term, Uruguay's electoral court said. Brazil questioned the result.",
            "Luis Lacalle Pou",
        ),
        (
            "Uruguay's presidential election was on Sunday. Brazil questioned the result of President Luis Lacalle Pou.",
            "Luis Lacalle Pou",
        ),
        ("Brazil looks forward to working with President-elect Ana Calder.", "Ana Calder"),
    ],
)
def test_a_president_who_only_speaks_of_another_vote_is_not_its_winner(text: str, whom: str | None) -> None:
    assert toward(text) == {whom}
