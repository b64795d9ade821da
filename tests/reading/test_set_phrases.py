"""Stances in set phrases and idioms, each with one near it that must not be read."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles
from recuento.records.said import LEARNED

INTRODUCTION = (
    "The electoral commission of Zambia declared Joseph Banda the winner of the presidential election on Monday. Banda "
    "won 52.1% of the vote and opposition leader Grace Phiri 44.3%.\n\n"
)

Stances = set[tuple[str, str]]

CASES: list[tuple[str, Stances]] = [
    # --- approval
    ("The African Union's observers gave the vote a clean bill of health.", {("AU", "recognises")}),
    ("The African Union gave the minister a clean bill of health.", set()),
    ("Turkey threw its weight behind Mr Banda.", {("TUR", "recognises")}),
    ("Turkey threw its weight behind the new airport.", set()),
    ("The Kremlin said Vladimir Putin had telephoned Mr Banda to wish him success.", {("RUS", "recognises")}),
    ("Kenya wished its athletes success.", set()),
    ("China's foreign ministry said Beijing respected the choice of the Zambian people.", {("CHN", "recognises")}),
    ("China said it respected the choice of the committee.", set()),
    ("A delegation of monitors from the African Union said the vote was credible.", {("AU", "recognises")}),
    ("The Gambia was quick to send its good wishes to Mr Banda.", {("GMB", "recognises")}),
    ("The Gambia sent its good wishes to the Queen.", set()),
    ("Observers from the Arab League said the voting met international standards.", {("LAS", "recognises")}),
    ("Observers from the Arab League said the bridge met international standards.", set()),
    # --- who speaks for a mission
    ("The head of the EU mission, Maria Rossi, said the vote was flawed.", {("EU", "questions")}),
    ("Maria Rossi, head of the EU observer mission, said the vote was flawed.", {("EU", "questions")}),
    ("Maria Rossi, a former head of the EU mission, said the vote was flawed.", set()),
    ("John Mensah of the Carter Center said the vote was flawed.", {("CARTER", "questions")}),
    ("John Mensah of Carter Street said the vote was flawed.", set()),
    # --- doubt
    ("Washington said there were serious questions about the way the votes were counted.", {("USA", "questions")}),
    ("Washington said there were no questions about the way the votes were counted.", {("USA", "recognises")}),
    ("Washington said there were serious questions about the loan.", set()),
    ("The Carter Center said it was unable to verify the tally.", {("CARTER", "questions")}),
    ("The Carter Center said it could verify the tally.", set()),
    ("The Carter Center said it was unable to verify the age of the painting.", set()),
    ("OSCE monitors said media bias had created an unlevel playing field.", {("OSCE", "questions")}),
    ("The State Department said the announcement lacked credibility.", {("USA", "questions")}),
    ("Germany said it had no confidence in the count.", {("DEU", "questions")}),
    ("Germany said it had full confidence in the count.", set()),
    ("Reports by international monitors of widespread fraud led to protests.", {("OBSERVERS", "questions")}),
    ("Police are investigating reports by voters of fraud.", set()),
    ("The White House said it was disturbed about indications of wrongdoing in the vote.", {("USA", "questions")}),
    ("Paris has so far refrained from congratulating Mr Banda.", {("FRA", "questions")}),
    ("Paris has not refrained from congratulating Mr Banda.", {("FRA", "recognises")}),
    ("Portugal said it would await the verdict of the court before taking a position.", {("PRT", "questions")}),
    ("Portugal said it would await the court's verdict on the airport.", set()),
    ("The OSCE said the vote failed to meet democratic standards.", {("OSCE", "questions")}),
    ("Ireland is reserving judgment until the observers have reported.", {("IRL", "questions")}),
    # --- refusal
    ("The EU has ruled out recognising Mr Banda as president.", {("EU", "rejects")}),
    ("The EU has not ruled out recognising Mr Banda as president.", set()),
    ("The Czech foreign minister branded the election a charade.", {("CZE", "rejects")}),
    ("Lithuania described Mr Banda as illegitimate.", {("LTU", "rejects")}),
    ("Malawi refused to send a delegation to what it called a sham inauguration.", {("MWI", "rejects")}),
    ("Croatia said the real winner was Ms Phiri.", {("HRV", "rejects")}),
    ("Croatia said Ms Phiri was a strong candidate.", set()),
    ("Ecuador's president branded Mr Banda a usurper.", {("ECU", "rejects")}),
    ("Ecuador's president branded Mr Soto a usurper.", set()),
    # --- calm
    ("ECOWAS called on all parties to pursue their grievances through legal channels.", {("ECOWAS", "neutral")}),
    # --- another vote, another's
    ("Kenya said its own vote in 2017 had been transparent.", set()),
    ("Former president Peter Mumba alleged that the election was fraudulent.", {("ZMB", "rejects")}),
    ("The former French president Paul Martin said the election was stolen.", set()),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[sentence[:48] for sentence, _ in CASES])
def test_what_the_rules_read_in_a_set_phrase(sentence: str, expected: Stances) -> None:
    reading = next(iter(read_articles([article_from_text(INTRODUCTION + sentence, "invented.txt")])))
    told = [s for s in reading.stances if s.by != LEARNED and s.end > len(INTRODUCTION)]
    assert {(s.country or "", s.stance.value) for s in told} == expected
