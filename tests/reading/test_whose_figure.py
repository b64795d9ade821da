"""Whose a figure is: invented sentences with the candidates and shares to be read, and figures that are nobody's."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles

INTRODUCTION = (
    "The electoral commission of Zambia declared President Joseph Banda the winner of the presidential election on Monday. "
    "Opposition leader Grace Phiri rejected the result. Luis Paz, a former general, was third.\n\n"
)

CASES: list[tuple[str, dict[str, float]]] = [
    ("Banda and Phiri each got 48 percent.", {"Joseph Banda": 48.0, "Grace Phiri": 48.0}),
    ("More than half of voters, 52.1%, backed Banda.", {"Joseph Banda": 52.1}),
    ("Only 44.3% of the electorate chose Phiri.", {"Grace Phiri": 44.3}),
    ("Some 92% of those who took part backed Banda.", {"Joseph Banda": 92.0}),
    ("Banda fell short of an outright majority with 49.8%.", {"Joseph Banda": 49.8}),
    ("The United Alliance, a bloc led by the Harvest Party, won 35% of the vote.", {"United Alliance": 35.0}),
    ("Mr Banda's bloc, which includes the Harvest Party, took 49% of the vote.", {}),
    ("The Harvest Party came first. It took 41% of the vote.", {"Harvest Party": 41.0}),
    ("The Harvest Party has its base here. The party took a dismal 17% of the votes.", {"Harvest Party": 17.0}),
    ("The hard-right Sunrise party won 7.2%.", {"Sunrise": 7.2}),
    ("Banda took 61% of votes, far ahead of the 39% gained by Phiri.", {"Joseph Banda": 61.0, "Grace Phiri": 39.0}),
    ("The Harvest Party came first. It took 41% of the vote.", {"Harvest Party": 41.0}),
    ("The Harvest Party has its base here. The party took a dismal 17% of the votes.", {"Harvest Party": 17.0}),
    ("The hard-right Sunrise party won 7.2%.", {"Sunrise": 7.2}),
    ("Banda took 61% of votes, far ahead of the 39% gained by Phiri.", {"Joseph Banda": 61.0, "Grace Phiri": 39.0}),
    ("A poll last week put Banda on 49% and Phiri on 45%.", {}),
    ("One poll last year showed 70% support for Banda, to Phiri's 8.3%.", {}),
    ("Banda led by 7.8 percentage points.", {}),
]


@pytest.mark.parametrize(("sentence", "shares"), CASES, ids=[sentence[:40] for sentence, _ in CASES])
def test_each_figure_has_its_candidate_or_nobody(sentence: str, shares: dict[str, float]) -> None:
    reading = next(iter(read_articles([article_from_text(INTRODUCTION + sentence, "invented.txt")])))
    told = [r for r in reading.results if r.end > len(INTRODUCTION) and r.share is not None]
    named = {(actor.name if (actor := reading.actor(r.candidate)) else ""): r.share for r in told}
    assert named == shares


def test_who_won_in_the_reporters_own_voice_is_nobodys_announcement() -> None:
    """It tells whose victory is recognised; a result is what somebody announced, or a figure."""
    text = "Joseph Banda won the presidential election in Zambia on Monday. Kenya congratulated him."
    reading = next(iter(read_articles([article_from_text(text, "invented.txt")])))
    assert reading.results == ()
    assert [(s.country, s.stance.value) for s in reading.stances] == [("KEN", "recognises")]
    (act,) = reading.acts
    winner = reading.actor(act.target)
    assert winner is not None
    assert winner.name == "Joseph Banda"


def test_a_participle_behind_a_report_is_told_of_whoever_the_report_is_about() -> None:
    text = "Joseph Banda has been declared the winner of Zambia's election, officials said, securing a term with 61% of the vote."
    reading = next(iter(read_articles([article_from_text(text, "invented.txt")])))
    assert [r.share for r in reading.results] == [61.0]
