"""Spanish without a parse: in whose name a figure stands, beside an electoral body and beside others; every sentence is invented."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles
from recuento.records.said import Reading

INTRODUCTION = (
    "TEGUCIGALPA.- El Consejo Nacional Electoral de Honduras contó los votos de las elecciones presidenciales. "
    "Compiten Bruno Vega y la opositora Clara Soto.\n\n"
)

BY_THE_BODY = [
    "El Consejo Nacional Electoral informó que Vega obtuvo el 51,2% de los votos.",
    "Según el Consejo Nacional Electoral, Vega obtuvo el 51,2% de los votos.",
    "Vega obtuvo el 51,2% de los votos, de acuerdo con el Consejo Nacional Electoral.",
    "La presidenta del Consejo Nacional Electoral, Ana Rivas, dijo que Vega obtuvo el 51,2% de los votos.",
    "Soto reconoció que, según el Consejo Nacional Electoral, Vega obtuvo el 51,2% de los votos.",
    "El Consejo Nacional Electoral dio a Vega el 51,2% de los votos, pero Soto lo rechaza.",
]
BY_SOMEBODY_ELSE = [
    "El Consejo Nacional Electoral cerró sus puertas, pero Luis Prado asegura que Vega obtuvo el 51,2% de los votos.",
    "La oposición, que rechaza los resultados del Consejo Nacional Electoral, afirma que Vega obtuvo el 51,2% de los votos.",
    "Soto denunció que el Consejo Nacional Electoral miente y sostuvo que Vega solo obtuvo el 51,2% de los votos.",
    "Aseguró Soto que el Consejo Nacional Electoral esconde que Vega obtuvo el 51,2% de los votos.",
    "Vega obtuvo el 51,2% de los votos, aseguró Soto, que acusa al Consejo Nacional Electoral.",
    "Un conteo paralelo, distinto del que hizo el Consejo Nacional Electoral, da a Vega el 51,2% de los votos.",
    "“El Consejo Nacional Electoral miente porque Vega obtuvo el 51,2% de los votos”, dijo Soto.",
]


def reading_of(text: str, introduction: str = INTRODUCTION) -> Reading:
    (reading,) = read_articles([article_from_text(introduction + text, "a.txt").model_copy(update={"language": "es"})])
    return reading


def announcers(reading: Reading) -> dict[float | None, str | None]:
    """Who announced each share, by name."""
    names = {a.id: a.name for a in reading.actors}
    return {r.share: None if r.authority is None else names[r.authority] for r in reading.results if r.share}


@pytest.mark.parametrize("text", BY_THE_BODY)
def test_an_electoral_body_announces_what_it_says(text: str) -> None:
    assert announcers(reading_of(text)) == {51.2: "Consejo Nacional Electoral"}


@pytest.mark.parametrize("text", BY_SOMEBODY_ELSE)
def test_what_somebody_else_says_beside_a_body_is_not_the_body_s(text: str) -> None:
    assert announcers(reading_of(text)) == {51.2: None}


def test_whoever_leads_a_rival_s_figures_is_not_the_official_winner() -> None:
    reading = reading_of(
        "El Consejo Nacional Electoral dio a Vega el 51,2% de los votos, pero Luis Prado asegura que Soto obtuvo el 53% de los votos. "
        "El presidente de Chile, Hugo Lorca, felicitó a Soto."
    )
    assert announcers(reading) == {51.2: "Consejo Nacional Electoral", 53.0: None}
    assert all(r.rank is None for r in reading.results if r.share == 53.0)


def test_a_body_s_initials_are_the_body() -> None:
    reading = reading_of("El CNE informó que Vega obtuvo el 51,2% de los votos.")
    assert announcers(reading) == {51.2: "Consejo Nacional Electoral"}


def test_a_leader_who_has_a_share_is_at_home_in_the_vote() -> None:
    vote = "29 de julio de 2024. Se contaron los votos de las elecciones presidenciales. Nicolás Maduro obtuvo el 51,2% de los votos. "
    chile = "El presidente de Chile, Gabriel Boric, señaló que Edmundo Vega obtuvo el 66% de los votos."
    assert set(announcers(reading_of(chile, vote))) == {51.2, 66.0}


TOLD = (
    "CARACAS, 29 de julio de 2024.- El Consejo Nacional Electoral anunció que Nicolás Maduro ganó las elecciones presidenciales "
    "con el 51,2% de los votos. Edmundo Vega dice que ganó. "
)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Chile reconoció la victoria de Maduro.", "recognises"),
        ("Chile reconoció la victoria de Vega.", "rejects"),
        ("El presidente de Chile, Gabriel Boric, reconoció el triunfo de Edmundo Vega.", "rejects"),
    ],
)
def test_who_won_is_who_a_body_says_to_have_won(text: str, stance: str) -> None:
    reading = reading_of(text, TOLD)
    assert {(s.country, s.stance.value) for s in reading.stances if s.country == "CHL"} == {("CHL", stance)}
    assert [(r.share, r.rank) for r in reading.results] == [(51.2, 1)]


def test_who_a_candidate_says_to_have_won_is_not_declared_the_winner() -> None:
    reading = reading_of("Luis Prado anunció que Clara Soto ganó las elecciones con el 51,2% de los votos.")
    assert [(r.share, r.rank, r.authority) for r in reading.results] == [(51.2, None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "El Consejo Nacional Electoral no informó que Vega ganó las elecciones.",
        "El Consejo Nacional Electoral nunca anunció que Vega ganó las elecciones.",
        "Si el Consejo Nacional Electoral anuncia que Vega ganó las elecciones, habrá protestas.",
    ],
)
def test_what_a_body_did_not_announce_declares_nobody(text: str) -> None:
    assert reading_of(text).results == ()
