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


CONTESTED = (
    "The electoral commission of Slovakia announced that President Pavel Horak won 51.2% of the vote. "
    "His challenger Lena Novak says she won. "
)


def stances(text: str) -> set[tuple[str | None, str, str | None]]:
    """Of another state's stances: whose, which, and toward whom."""
    reading = recuento.read(CONTESTED + text)
    names = {actor.id: actor.name for actor in reading.actors}
    return {(s.country, s.stance.value, names.get(s.toward or "")) for s in reading.stances if s.country == "CHL"}


@pytest.mark.parametrize(
    "text",
    [
        "Chile recognised Novak's victory.",
        "Chile recognised the victory of Novak.",
        "Chile recognised Novak's claim of victory.",
        "Chile hailed Novak's win.",
        "Chile welcomed the victory of Novak.",
    ],
)
def test_a_victory_of_the_rival_s_that_is_recognised_is_not_the_announced_one(text: str) -> None:
    assert stances(text) == {("CHL", "rejects", "Lena Novak")}


@pytest.mark.parametrize(
    "text", ["Chile recognised Horak's victory.", "Chile hailed the win of Horak.", "Chile welcomed Horak's victory."]
)
def test_the_announced_winner_s_victory_is(text: str) -> None:
    assert stances(text) == {("CHL", "recognises", "Pavel Horak")}


def test_what_others_state_of_a_share_makes_nobody_the_announced_winner() -> None:
    rival = "Ruth Lindqvist said Novak won with 70% of the vote. Chile recognised Novak's victory."
    assert stances(rival) == {("CHL", "rejects", "Lena Novak")}
    assert stances(rival.replace("Novak's victory", "the result")) == {("CHL", "recognises", "Pavel Horak")}
