"""Whose a figure is: invented sentences with the candidates and shares to be read, and figures that are nobody's."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles

INTRODUCTION = (
    "The electoral commission of Zambia declared President Joseph Banda the winner of the presidential election on Monday. "
    "Opposition leader Grace Phiri rejected the result. Luis Paz, a former general, was third.\n\n"
)

CASES: list[tuple[str, dict[str, float]]] = [
    ("Banda, who came to power six years ago, received more than 52 percent of the vote.", {"Joseph Banda": 52.0}),
    ("Six years ago Banda received 61 percent of the vote.", {}),
    ("Jean-Luc Mumba, a former aide to Banda, came third with 3 percent.", {"Jean-Luc Mumba": 3.0}),
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
    ("A poll last week put Banda on 49% and Phiri on 45%.", {}),
    ("One poll last year showed 70% support for Banda, to Phiri's 8.3%.", {}),
    ("Banda led by 7.8 percentage points.", {}),
    # --- what only tells of a candidate between commas, or of parties
    ("Banda, backed by the businessman Luis Paz, secured 52.1% of the vote.", {"Joseph Banda": 52.1}),
    ("Banda, who was hardly troubled by his rival Phiri, acquired 52.1% of the vote.", {"Joseph Banda": 52.1}),
    ("Three parties that back a charter written by Phiri gained 12% of the vote.", {}),
    (
        "Far behind was a newcomer, Luis Paz, of the Movement for Work and Bread, who won 3% of the vote.",
        {"Luis Paz": 3.0},
    ),
    # --- a majority that was reached; a victory that is declared with a figure
    ("Banda secured the required majority, with 52.1 percent of the vote.", {"Joseph Banda": 52.1}),
    ("Banda needed a majority of more than 50 percent of the vote.", {}),
    ("Phiri has also declared victory with 53% of the vote.", {"Grace Phiri": 53.0}),
    # --- nobody who stands
    ("The Commission recorded 57,323 spoilt votes, representing 1.3 percent.", {}),
    ("Only one other candidate won more than 10% of the vote.", {}),
    # --- an earlier vote
    ("Banda was previously declared the winner with 38.6%, ahead of Phiri who got 35.4%.", {}),
    # --- a day of the vote, no survey
    (
        "Banda won 52.1% against Phiri's 44.3%, said officials on polling day.",
        {"Joseph Banda": 52.1, "Grace Phiri": 44.3},
    ),
    ("Polling by a newspaper gave Banda 52.1% of the vote.", {}),
]


@pytest.mark.parametrize(("sentence", "shares"), CASES, ids=[sentence[:40] for sentence, _ in CASES])
def test_each_figure_has_its_candidate_or_nobody(sentence: str, shares: dict[str, float]) -> None:
    reading = next(iter(read_articles([article_from_text(INTRODUCTION + sentence, "invented.txt")])))
    told = [r for r in reading.results if r.end > len(INTRODUCTION) and r.share is not None]
    named = {(actor.name if (actor := reading.actor(r.candidate)) else ""): r.share for r in told}
    assert named == shares


def test_a_share_for_somebody_is_no_option_of_a_referendum() -> None:
    text = (
        INTRODUCTION + "A referendum is due in May. Banda won 52.1% of votes against 44.3% for his rival, Grace Phiri."
    )
    reading = next(iter(read_articles([article_from_text(text, "invented.txt")])))
    named = {(actor.name if (actor := reading.actor(r.candidate)) else ""): r.share for r in reading.results if r.share}
    assert named == {"Joseph Banda": 52.1, "Grace Phiri": 44.3}


@pytest.mark.parametrize(
    ("sentence", "votes"),
    [
        ("Banda won the election by 100,000 votes, or 52.1 percent of the vote.", {"Joseph Banda": None}),
        ("Banda got 100,000 votes, or 52.1 percent of the vote.", {"Joseph Banda": 100_000}),
        ("Banda won after securing 6,730,430 votes ahead of Phiri.", {"Joseph Banda": 6_730_430}),
        ("Banda was 730,430 votes ahead of Phiri.", {}),
        (
            "Banda got 900,100 votes against Phiri, who got 800,200 followed by Luis Paz.",
            {"Joseph Banda": 900_100, "Grace Phiri": 800_200},
        ),
    ],
)
def test_votes_that_somebody_is_ahead_by_are_not_theirs(sentence: str, votes: dict[str, int | None]) -> None:
    reading = next(iter(read_articles([article_from_text(INTRODUCTION + sentence, "invented.txt")])))
    told = [r for r in reading.results if r.end > len(INTRODUCTION) and (r.votes is not None or r.share is not None)]
    assert {(actor.name if (actor := reading.actor(r.candidate)) else ""): r.votes for r in told} == votes


def test_a_victory_declared_with_a_figure_is_its_declarers_own_figure() -> None:
    text = INTRODUCTION + "Phiri has also declared victory with 53% of the vote."
    reading = next(iter(read_articles([article_from_text(text, "invented.txt")])))
    (own,) = [r for r in reading.results if r.share is not None]
    side = reading.actor(own.authority)
    assert side is not None
    assert side.name in {"Grace Phiri", "opposition"}


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


def test_what_monitors_reckon_is_their_figure_and_no_announcement() -> None:
    text = INTRODUCTION + (
        "National Election Watch, a coalition of civic groups, has counted a sample of stations. It reckons Banda scored about 50%."
    )
    reading = next(iter(read_articles([article_from_text(text, "invented.txt")])))
    (figure,) = [r for r in reading.results if r.share is not None]
    whose = reading.actor(figure.authority)
    assert whose is not None
    assert whose.name == "National Election Watch"
