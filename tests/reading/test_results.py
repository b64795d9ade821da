"""Announced results and victory claims, one sentence a case."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles
from recuento.records.said import Reading

Figures = set[tuple[str, float | None, int | None, int | None]]

INTRODUCTION = "President Pavel Horak met his challenger Lena Novak before the election in Slovakia."

CASES: list[tuple[str, str, Figures]] = [
    (
        "declared with a share",
        "The electoral commission declared Horak the winner with 51.2% of the vote.",
        {("Pavel Horak", 51.2, None, 1)},
    ),
    (
        "declared in the passive",
        "Horak was declared the winner by the electoral commission.",
        {("Pavel Horak", None, None, 1)},
    ),
    ("won", "Horak won 51.2 percent of the vote.", {("Pavel Horak", 51.2, None, None)}),
    (
        "per cent, two candidates",
        "Horak won 51.2 per cent of the vote and Novak got 44 per cent.",
        {("Pavel Horak", 51.2, None, None), ("Lena Novak", 44.0, None, None)},
    ),
    (
        "a scoreline",
        "Horak beat Novak by 51.2% to 44.1%.",
        {("Pavel Horak", 51.2, None, 1), ("Lena Novak", 44.1, None, None)},
    ),
    (
        "a share of all votes",
        "Horak won 51.2 percent of the more than 4.1 million votes cast.",
        {("Pavel Horak", 51.2, None, None)},
    ),
    (
        "seats beside a share",
        "Horak's Unity Party took 31% of the vote and 37 seats out of 101 in the Assembly.",
        {("Unity Party", 31.0, None, None)},
    ),
    (
        "a name before brackets, and what it is told of",
        "Lena Novak (left), the candidate of the liberals who once ran a bank, won 37 percent of the vote.",
        {("Lena Novak", 37.0, None, None)},
    ),
    (
        "an alliance that is told to be a party",
        "The main opposition alliance, the liberal Bright Coalition (BC), got 30.7 percent of the vote.",
        {("Bright Coalition (BC)", 30.7, None, None)},
    ),
    (
        "a bloc called after somebody",
        "Novak's alliance, which includes three small parties, won 41.5 percent of the vote.",
        {("Lena Novak's alliance", 41.5, None, None)},
    ),
    (
        "a name that another country's party has, too",
        "The Democrats got 7 percent of the vote.",
        {("Democrats", 7.0, None, None)},
    ),
    (
        "who stands for what is before it",
        "The Violets, who got 7 percent of the vote, lost their seats.",
        {("Violets", 7.0, None, None)},
    ),
    (
        "polls in an aside",
        "Novak, whom polls had shown doing well, finished a distant third with 13.9 percent.",
        {("Lena Novak", 13.9, None, 3)},
    ),
    ("what polls record", "Two polls have recorded support for Novak at 44 percent of the vote.", set()),
    ("in a town", "Novak won 82 percent of the vote in Zilina, where she was born.", set()),
    ("told of a town", "In Zilina, Novak won 82 percent of the vote.", set()),
    (
        "in a month, in a round",
        "Novak won 42 percent of the vote in March, in Round Two of the election.",
        {("Lena Novak", 42.0, None, None)},
    ),
    ("there", "The count gave Novak 90 percent of the vote there.", set()),
    (
        "an increase",
        "Novak won 42 percent of the vote (an increase of 5.5 percent).",
        {("Lena Novak", 42.0, None, None)},
    ),
    (
        "parties that no list has",
        "Progressive Dawn got 16% of the vote, with the Violets at 9.1 percent.",
        {("Progressive Dawn", 16.0, None, None), ("Violets", 9.1, None, None)},
    ),
    (
        "an acronym in brackets",
        "The farmers' party (ZKR) under Jan Blaha came second with 26.9% of the vote.",
        {("ZKR", 26.9, None, 2)},
    ),
    (
        "told of a party",
        "The winner was Bright Future, the party of the young, which got 45 percent of the vote.",
        {("Bright Future", 45.0, None, None)},
    ),
    (
        "millions at the end",
        "Horak received 5.1m votes and Novak won 4.4m.",
        {("Pavel Horak", None, 5_100_000, None), ("Lena Novak", None, 4_400_000, None)},
    ),
    ("a disputed vote", "Horak won 51.2 per cent of the disputed vote.", {("Pavel Horak", 51.2, None, None)}),
    (
        "ahead of",
        "In the count Horak is ahead of Novak 51.2 to 44.1 percent.",
        {("Pavel Horak", 51.2, None, None), ("Lena Novak", 44.1, None, None)},
    ),
    ("a victory with", "Horak's victory with 51.2% of the vote surprised many.", {("Pavel Horak", 51.2, None, None)}),
    (
        "a margin in votes",
        "Horak won by 6 percentage points, or about 8.4 million votes.",
        set(),
    ),
    (
        "where he won",
        "Novak asked for a recount in Nitra, where Horak was said to have won 95 percent of the vote.",
        set(),
    ),
    ("in a part of the country", "Horak lost to Novak in the capital, 38% to 60%.", set()),
    (
        "than before",
        "Horak got 51.2% of the vote, two points fewer than in the previous election.",
        {("Pavel Horak", 51.2, None, None)},
    ),
    ("a count", "Horak received 5,150,092 votes.", {("Pavel Horak", None, 5_150_092, None)}),
    ("millions", "Horak received 5.15 million votes.", {("Pavel Horak", None, 5_150_000, None)}),
    (
        "beside the name",
        "Horak led with 51.2% of the vote, ahead of Novak on 44.1%.",
        {("Pavel Horak", 51.2, None, None), ("Lena Novak", 44.1, None, None)},
    ),
    ("a place with words", "Novak finished a distant third with 13.9% of the vote.", {("Lena Novak", 13.9, None, 3)}),
    ("a place and a comma", "Novak came second, with 44.1% of the vote.", {("Lena Novak", 44.1, None, 2)}),
    (
        "a list that somebody leads",
        "A slate led by Lena Novak won 14% of the vote.",
        {("Lena Novak", 14.0, None, None)},
    ),
    ("in words", "Novak has about twenty-eight percent of the vote.", {("Lena Novak", 28.0, None, None)}),
    ("after seats", "Novak won 23 seats and 28.7% of the vote.", {("Lena Novak", 28.7, None, None)}),
    (
        "dashes without blanks",
        "The tallies—53% for Horak versus 44% for Novak—were published.",
        {("Pavel Horak", 53.0, None, None), ("Lena Novak", 44.0, None, None)},
    ),
    (
        "securing, of whoever is declared the winner",
        "The council has declared Pavel Horak the winner of the disputed presidential election, securing 65.2% of the vote.",
        {("Pavel Horak", 65.2, None, 1)},
    ),
    ("picked up", "Novak picked up 45% of the vote.", {("Lena Novak", 45.0, None, None)}),
    ("a change is no share", "Novak won 3.8% of the vote (down 8.7%).", {("Lena Novak", 3.8, None, None)}),
    ("votes that do not count", "The court threw out a third of the votes cast for Horak.", set()),
    ("votes that somebody says were taken", "Fraud robbed Novak of 1 million votes in the election.", set()),
    ("polling is no result", "Novak is polling around 13 percent of the vote.", set()),
    (
        "what is polled so far, in a count, is a result",
        "With 57% of the vote counted, Novak is polling 45.7% of the vote.",
        {("Lena Novak", 45.7, None, None)},
    ),
    ("what fraud is for is no result", "Novak says figures were inflated to hand victory to Horak.", set()),
    ("a primary is another vote", "Novak won the opposition primary with 92% of the vote.", set()),
    ("a majority is nobody's votes", "Horak has a 7,210 vote majority.", set()),
    ("turnout is no share", "Turnout was 61.4%, Horak said after the vote.", set()),
    ("a poll is no result", "A survey gave Horak 55% of the vote before polls opened.", set()),
    ("inflation is no share", "Inflation reached 12% under Horak.", set()),
    ("a wish is no result", "Horak hopes to be declared the winner.", set()),
]


def figures(reading: Reading) -> Figures:
    names = {a.id: a.name for a in reading.actors}
    return {(names[r.candidate], r.share, r.votes, r.rank) for r in reading.results}


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """All cases read in one batch."""
    texts = [f"{INTRODUCTION}\n\n{text}\n" for _, text, _ in CASES]
    return dict(zip((c[0] for c in CASES), read_articles(article_from_text(t) for t in texts), strict=True))


@pytest.mark.parametrize(("name", "expected"), [(c[0], c[2]) for c in CASES], ids=[c[0] for c in CASES])
def test_result(readings: dict[str, Reading], name: str, expected: Figures) -> None:
    """Candidate, share, count and rank are those of the sentence, and nothing else is."""
    assert figures(readings[name]) == expected


def test_what_has_been_counted_is_told_apart() -> None:
    """A phrase like "with 80% of votes counted" is the coverage of a result, not a share."""
    text = f"{INTRODUCTION}\n\nWith 80% of the votes counted, Horak had 51.2% of the vote, the electoral commission said.\n"
    reading = next(read_articles([article_from_text(text)]))
    assert figures(reading) == {("Pavel Horak", 51.2, None, None)}
    assert reading.results[0].counted == 80.0


CLAIMS: list[tuple[str, str, set[str]]] = [
    ("declared victory", "Novak declared victory on Sunday.", {"Lena Novak"}),
    ("both", "Horak and his opponent Lena Novak both claimed victory.", {"Pavel Horak", "Lena Novak"}),
    ("said she had won", "Novak said she had won the election.", {"Lena Novak"}),
    ("himself the winner", "Horak declared himself the winner.", {"Pavel Horak"}),
    ("vowing to win is no claim", "Novak vowed to win the election.", set()),
    ("declining to claim is none", "Novak declined to claim victory.", set()),
    ("asking, saying that", "Novak asked for a recount, saying that she had won the election.", {"Lena Novak"}),
    ("of her own win", "Novak said her win was a victory for every voter.", {"Lena Novak"}),
    ("said by nobody", "Novak asked for a recount in Nitra, where Horak was said to have won.", set()),
    ("hailing another's is none", "Novak hailed the victory of Ana Ruiz in Spain.", set()),
    ("a victory for democracy is none", "Novak called the peaceful vote a victory for democracy.", set()),
    ("an announcement is no claim", "The electoral commission declared Horak the winner.", set()),
]


@pytest.mark.parametrize(("text", "expected"), [(c[1], c[2]) for c in CLAIMS], ids=[c[0] for c in CLAIMS])
def test_victory_claim(text: str, expected: set[str]) -> None:
    """Who claims to have won; official results are not among them."""
    reading = next(read_articles([article_from_text(f"{INTRODUCTION}\n\n{text}\n")]))
    names = {a.id: a.name for a in reading.actors}
    assert {names[c.claimant] for c in reading.victory_claims} == expected


OPTIONS: list[tuple[str, set[tuple[str, float]]]] = [
    ("In the referendum 77 percent voted yes and 22 percent voted no.", {("Yes", 77.0), ("No", 22.0)}),
    ("The charter was approved in the referendum by 98.1 percent of voters.", {("Yes", 98.1)}),
    (
        "The referendum was lost: 61.7 per cent of voters rejected it, with 38.3 per cent in favour.",
        {("No", 61.7), ("Yes", 38.3)},
    ),
    (
        "The charter was approved in the referendum by nearly a 13-point margin, of about 57 to 43 percent.",
        {("Yes", 57.0), ("No", 43.0)},
    ),
    ("Turnout in the referendum was 61.7 percent, no small number.", set()),
    ("In the referendum on the charter, the Yes camp had 54 percent.", {("Yes", 54.0)}),
]


@pytest.mark.parametrize(("text", "expected"), OPTIONS, ids=[text[:40] for text, _ in OPTIONS])
def test_the_options_of_a_referendum_have_shares(text: str, expected: set[tuple[str, float]]) -> None:
    reading = next(read_articles([article_from_text(f"Slovakia voted on Sunday.\n\n{text}\n")]))
    assert {(name, share) for name, share, _, _ in figures(reading)} == expected


def test_a_party_is_called_as_the_article_calls_it() -> None:
    """By its name, with the acronym that the article uses."""
    text = "Germany voted for a parliament on Sunday. The SPD won 35 percent of the vote in the election.\n"
    reading = next(read_articles([article_from_text(text)]))
    assert {name for name, *_ in figures(reading)} == {"Social Democratic Party of Germany (SPD)"}


ANNOUNCED = "The Central Election Commission of Slovakia announced that Pavel Horak won 51.2% of the vote."

WHOSE_WORDS = [
    ("somebody of no office", "Ruth Lindqvist said Horak won 60% of the vote.", None),
    ("a body that only watches", "The Meridian Centre said Horak won 60% of the vote.", None),
    ("another country's president", "President Iker Sanz of Chile said Horak received 60% of the vote.", None),
    (
        "who tells what is official",
        "Ruth Lindqvist said Horak won 60% of the vote, according to official results.",
        "it",
    ),
    (
        "the commission's own chairman",
        "The commission's chairman, Ruth Lindqvist, said Horak won 60% of the vote.",
        "it",
    ),
    ("a spokesman for it", "A spokesman for the commission said Horak won 60% of the vote.", "it"),
    ("its officer by title", "Election commission chairman Bo Arn said Horak won 60% of the vote.", "it"),
    ("who disputes it", "Lindqvist, who disputes the commission's count, said Horak won 60% of the vote.", None),
    ("a study", "An analysis by the Daily Courier found that Horak won 60% of the vote.", None),
    ("a parallel count", "Horak won 60% of the vote in a parallel count.", None),
    ("a count unlike it", "A parallel count, unlike the commission's, showed Horak with 60% of the vote.", None),
    ("sheets gone through", "Tally sheets reviewed by experts show that Horak won 60% of the vote.", None),
    ("its own study", "An analysis by the commission found that Horak won 60% of the vote.", "it"),
    ("a recount", "After a recount, Horak won 60% of the vote.", "it"),
    ("nobody's", "Horak won 60% of the vote.", "it"),
]


@pytest.mark.parametrize(("text", "authority"), [w[1:] for w in WHOSE_WORDS], ids=[w[0] for w in WHOSE_WORDS])
def test_a_figure_of_somebody_else_s_is_not_the_authority_s(text: str, authority: str | None) -> None:
    (reading,) = read_articles([article_from_text(f"{ANNOUNCED} {text}")])
    (told,) = [r for r in reading.results if r.share == 60.0]
    (commission,) = [a.id for a in reading.actors if a.kind == "authority"]
    assert told.authority == (commission if authority else None)
