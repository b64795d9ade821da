"""What is said for a vote and not against it: flaws that are denied, a vote that is praised, acts that are denied.

Each rule has a sentence it must read, and one near it that it must not.
"""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles
from recuento.records.said import LEARNED, Reading

INTRODUCTION = (
    "LOMEVILLE, Togo, March 4 - The electoral commission of Togo on Monday declared Kodjo Mensah the winner of the "
    "presidential election with 53.4% of the vote, ahead of the opposition leader Afi Lawson with 39.9%.\n\n"
)

Stances = set[tuple[str, str]]

CASES: list[tuple[str, str, Stances]] = [
    # --- flaws that are denied are nobody's charge
    ("no evidence", "Observers from the African Union said they saw no evidence of fraud.", {("AU", "recognises")}),
    ("found none", "The EU mission found no serious irregularities in the vote.", {("EU", "recognises")}),
    ("not found", "The Carter Center did not find any signs of rigging in the vote.", {("CARTER", "recognises")}),
    ("found some", "The Carter Center found serious irregularities in the vote.", {("CARTER", "questions")}),
    ("unfounded", "Ghana called claims of fraud in the election baseless.", {("GHA", "recognises")}),
    ("not unfounded", "Ghana said claims of fraud in the election were not unfounded.", set()),
    ("false ballots", "Lawson raised allegations of fraud with false ballots in the election.", {("TGO", "questions")}),
    ("no effect", "ECOWAS said the irregularities did not affect the outcome.", {("ECOWAS", "recognises")}),
    ("an effect", "ECOWAS said the irregularities affected the outcome.", {("ECOWAS", "questions")}),
    ("denied", "Benin denied that the election had been rigged.", {("BEN", "recognises")}),
    ("dismissed at home", "The commission dismissed allegations of fraud in the election.", set()),
    ("a third party", "Mali accused smugglers and criminal gangs of election fraud.", set()),
    ("the commission", "Mali accused the commission of election fraud.", {("MLI", "questions")}),
    ("looked into", "The commission is investigating reports of vote fraud.", set()),
    ("a critical moment", "Italy said Togo was at a critical juncture before the election.", set()),
    ("critical of", "Italy was critical of the way the vote was held.", {("ITA", "questions")}),
    ("stood in elections", "Lawson has contested three presidential elections.", set()),
    ("contested the result", "Lawson contested the result of the election.", {("TGO", "questions")}),
    ("called off", "Lawson said he had simply called off the earlier election.", set()),
    ("a need that the writer sees", "Chad needs an early election, not interference.", set()),
    ("violence", "A United Nations spokesman condemned the use of violence in the run-up to the election.", set()),
    ("any election", "The EU has no power to invalidate the results of an election.", set()),
    ("raised allegations", "Lawson raised allegations of election fraud on Wednesday.", {("TGO", "questions")}),
    ("with concern", "Brazil said it was following the electoral process with concern.", {("BRA", "questions")}),
    # --- praise of the vote as it was held
    ("historic", "Niger called the election a historic event.", {("NER", "recognises")}),
    ("a step", "Japan said the vote was an important step towards democracy.", {("JPN", "recognises")}),
    ("a step it hopes for", "Japan said it hoped the vote would be an important step.", set()),
    ("a sham step", "Japan said the vote was a step backwards.", set()),
    ("praised for", "Senegal praised the country for an orderly election.", {("SEN", "recognises")}),
    ("praised for another thing", "Senegal praised the country for its hospitality.", set()),
    (
        "the people on the vote",
        "Canada congratulated the people of Togo on a successful vote.",
        {("CAN", "recognises")},
    ),
    (
        "satisfied",
        "Gabon said it was satisfied that the vote reflected the will of the people.",
        {("GAB", "recognises")},
    ),
    ("not satisfied", "Gabon was not satisfied with the conduct of the vote.", set()),
    ("endorsement", "The Gambia defended its endorsement of the election.", {("GMB", "recognises")}),
    ("own praise", "Mensah called the election a historic event.", set()),
    # --- acts that are denied, decided, or told in other ways
    ("denied recognition", "Guinea denied that it had recognised the result.", set()),
    ("phoned", "The president of Chad phoned Mensah to congratulate him on his victory.", {("TCD", "recognises")}),
    ("called on", "Chad called on all parties to congratulate Mensah on his victory.", set()),
    ("counterpart", "Liberia's president has congratulated his counterpart.", {("LBR", "recognises")}),
    ("would reject", "Lawson said she would reject the result.", {("TGO", "rejects")}),
    ("would reject, others say", "Analysts said Lawson would reject the result.", set()),
    ("will reject, ourselves", "“We will reject this result,” Lawson said.", {("TGO", "rejects")}),
    ("few instances", "A United Nations envoy said there were few instances of fraud in the vote.", set()),
    ("would reject if", "Lawson said she would reject the result if the court upheld it.", set()),
    ("the winner's claim", "Lawson rejected Mensah's claim of victory.", {("TGO", "rejects")}),
    ("a re-run", "Lawson called for a re-run.", {("TGO", "questions")}),
    ("protest against", "Lawson led a march against what she called a stolen election.", {("TGO", "rejects")}),
    (
        "all of which",
        "She has the support of China and India, both of which were quick to congratulate Mensah on his victory.",
        {("CHN", "recognises"), ("IND", "recognises")},
    ),
    ("officials with", "Officials with the OSCE congratulated Mensah on his victory.", {("OSCE", "recognises")}),
    ("observers of a state", "Observers from Kenya endorsed the poll.", {("KEN", "recognises")}),
    ("transparency", "Foreign observers raised concerns about transparency.", {("OBSERVERS", "questions")}),
]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    articles = [article_from_text(INTRODUCTION + words, source=name) for name, words, _ in CASES]
    return dict(zip((name for name, _, _ in CASES), read_articles(articles), strict=True))


@pytest.mark.parametrize(("name", "expected"), [(name, expected) for name, _, expected in CASES])
def test_stances_by_rule(readings: dict[str, Reading], name: str, expected: Stances) -> None:
    reading = readings[name]
    found = {
        (s.country, s.stance.value)
        for s in reading.stances
        if s.by != LEARNED and s.start >= reading.article.text.rindex("\n")
    }
    assert found == expected


def test_the_scorer_charges_nobody_with_what_was_denied(readings: dict[str, Reading]) -> None:
    """Where somebody denies a flaw or an act, no stance against the result is even to be checked."""
    for name in ("no evidence", "unfounded", "no effect", "denied", "dismissed at home", "denied recognition"):
        against = [s for s in readings[name].stances if s.stance.value in {"questions", "rejects"}]
        assert against == [], name
