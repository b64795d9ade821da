"""Whose a stance is: charges that somebody only reports, provokes or admits are not theirs; what one lacks, one does not do."""

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
    # --- what is denied
    ("Phiri was in no mood to concede.", {("ZMB", "rejects")}),
    (
        "The vote marks not only a triumph of democracy but of the law, the foreign ministry of Kenya said.",
        {("KEN", "recognises")},
    ),
    ('"Ghana will not recognize the result," the president of Ghana said.', {("GHA", "rejects")}),
    (
        "Peru's president, Ana Ruiz, said the government she leads will not recognise the victory of Banda in the vote held the day before.",
        {("PER", "rejects")},
    ),
    ("Peru said it would not recognise the victory before the tallies are shown.", {("PER", "questions")}),
    # --- a refusal that others foretell, or of years ago
    ("Analysts think that Ghana will not recognise the result.", set()),
    ("Observers expect Ghana not to recognise the result of the vote.", set()),
    ("The opposition urged the European Union not to recognise the results of the vote.", set()),
    ("Ghana's president told reporters that Ghana would not recognise the result of the vote.", {("GHA", "rejects")}),
    ("Four years ago, Ghana did not recognise Banda's victory.", set()),
    ("Two days ago, Ghana congratulated Banda.", {("GHA", "recognises")}),
    # --- what is said of others than the result
    ("Banda's party accused Phiri of electoral fraud.", set()),
    ("Banda welcomed the results of the vote.", set()),
    ("Ghana proposed an audit of the debt after the election.", set()),
    ("“If there was fraud, the vote should be annulled,” Ghana's foreign minister said.", set()),
    # --- support of a victory, and of something else
    ("Cuba voiced its support for Banda's victory.", {("CUB", "recognises")}),
    ("Cuba voiced its support for the election process.", set()),
    ("Laos sent its best wishes to the president-elect.", {("LAO", "recognises")}),
    ("Laos sent its best wishes to the people of Zambia.", set()),
    # --- bodies of the clergy
    ("Zambia's Catholic bishops conference questioned the vote.", {("ZMB", "questions")}),
    ("The council of churches said the vote was free and fair.", {("ZMB", "recognises")}),
    ("Poland's bishops conference questioned the vote.", set()),
    ("The bishop's press conference called the vote a sham.", set()),
    # --- two judgements of one subject
    ("OSCE observers said the vote was better than the last but lacked openness.", {("OSCE", "questions")}),
    ('Her party, the UPP, denounced an "electoral masquerade".', {("ZMB", "rejects")}),
    ("The African Union found that the results of the count are wholly acceptable.", {("AU", "recognises")}),
    # --- a charge that somebody else makes
    ("The tribunal said Banda won by eight points, triggering accusations of rigging.", set()),
    ("The ministry said he was re-elected in a ballot the opposition claimed was rigged.", {("ZMB", "rejects")}),
    (
        "The remarks echo the African Union, which has endorsed the vote as credible, Ana Ruiz said.",
        {("AU", "recognises")},
    ),
    ("Ghana's president said voters deserve a process that gives them democratic guarantees.", set()),
    ("The electoral agency dismissed claims of cheating, citing a lack of proof.", set()),
    ("The tribunal said she had not shown that she lost the vote because of cheating.", set()),
    # --- who turns a rejection down stands by the result
    ("Kenya's government condemned Phiri's rejection of the result.", {("KEN", "recognises"), ("ZMB", "rejects")}),
    ("The African Union called the refusal to accept the result null and void.", {("AU", "recognises")}),
    ("The African Union called the refusal to build the road unacceptable.", set()),
    # --- admitted, not charged
    ("Outgoing president Peter Mumba acknowledged fraud in the vote in some places.", {("ZMB", "questions")}),
    # --- a word that could be an actor elsewhere
    ('The head of the army claimed the poll had been "free and unhindered".', set()),
    ("They claim the trio benefited from the misuse of postal votes in the election.", set()),
    (
        "The opposition Citizens' Alliance (CA) rejected the result. The CA said the vote was rigged.",
        {("ZMB", "rejects")},
    ),
    # --- peace that is no calm after a vote; a vote that people are to take part in
    ("Mr Banda called on the rebels to abandon their insurgency and resume the peace process.", set()),
    ("Mr Banda called on all sides to keep the peace.", {("ZMB", "neutral")}),
    ("Grace Phiri urged her supporters to take part in the new run-off election.", set()),
    # --- what somebody lacks
    ("Phiri's camp does not have the courage to accept the result.", {("ZMB", "rejects")}),
    ("The minister said that they lacked the grace to accept yet another defeat.", set()),
    # --- "it" is the result; waiting is told of its own clause
    ("Phiri disputed the result and said she would never recognise it.", {("ZMB", "rejects")}),
    (
        "Phiri's lawyer left before the winner was named, saying his party refused to endorse the result.",
        {("ZMB", "rejects")},
    ),
    # --- whoever is only called by having lost
    ("The runner-up dismissed what she called a stolen election.", {("ZMB", "rejects")}),
    # --- a victory that only its winner proclaims; meddling that is no flaw of the count
    ("Banda's camp rejected Phiri's self-proclaimed victory.", set()),
    ("Kenya's government rejected Banda's victory.", {("KEN", "rejects")}),
    ("Kenya's government rejected accusations of interference in the election.", set()),
    # --- who asks whom; what whoever holds the vote does next
    ("Phiri filed a case before the Supreme Court seeking a rerun of the vote.", {("ZMB", "questions")}),
    ("The electoral commission said that it would need to verify some results.", set()),
    ("Electoral commission spokesman Eric Mensah said that it would need to verify some results.", set()),
    ("Kenya's foreign ministry spokesman Eric Mensah said that the results must be verified.", {("KEN", "questions")}),
    ("Mr Banda, who called the snap election, thanked the voters.", set()),
    # --- beside what is told
    (
        "African Union observers said the vote was conducted properly, despite the opposition claiming irregularities.",
        {("AU", "recognises")},
    ),
    ("Kenya said it was important that every vote be counted fairly.", {("KEN", "questions")}),
    (
        "The party claimed victory, while African Union observers say there were serious violations.",
        {("AU", "questions")},
    ),
    # --- the writer's adjective; two who judge in one sentence; who is one of many
    ("Kenya's president said Zambia's disputed elections were free and democratic.", {("KEN", "recognises")}),
    (
        "Ana Ruiz called the election a farce, while the European Union described it as a sham.",
        {("ZMB", "rejects"), ("EU", "rejects")},
    ),
    (
        "International observers, including those from the EU and the African Union, found no irregularities in the election.",
        {("EU", "recognises"), ("AU", "recognises"), ("OBSERVERS", "recognises")},
    ),
    ("Canadian politicians and the chairs of committees in Germany and Ireland called the vote unfair.", set()),
    # --- what is only asked; a charge of altering the outcome; a timing that is criticised
    ("Voters will soon know whether Phiri goes to court to contest the results.", set()),
    ("Kenya's president accused electoral officials of trying to change the outcome.", {("KEN", "rejects")}),
    ("The African Union criticised the timing of the winner's declaration.", {("AU", "questions")}),
    ("Grace Phiri said the election should be held again.", {("ZMB", "questions")}),
    # --- allies may be abroad or at home
    ("His closest allies congratulated the president-elect.", set()),
    ("Kenya's president voiced support for Mr Banda.", {("KEN", "recognises")}),
    ("Kenya's president voiced support for the new hospital.", set()),
    # --- observers of the country, and what they judge beside the vote
    ("Local observers said the count was seriously compromised.", {("ZMB", "questions")}),
    ("The main Zambian observer group said it had confidence in the results.", {("ZMB", "recognises")}),
    ("Observers from the European Union said the campaign was marred by intimidation.", {("EU", "questions")}),
    ("The opposition said the campaign was marred by rain.", set()),
    ("The regional bloc SADC urged the two rivals to respect the outcome.", {("SADC", "recognises")}),
    ("The State Department said there had been credible claims of ballot stuffing.", {("USA", "questions")}),
    ("The State Department said there had been claims of ballot stuffing.", set()),
    ("The AU mission last week declared the vote free and fair, allowing him to be sworn in.", {("AU", "recognises")}),
    (
        "Observers said their team had seen no evidence of tampering or credible reports of fraud.",
        {("OBSERVERS", "recognises")},
    ),
    ("The EU said some of its observers were barred from watching the count.", {("EU", "questions")}),
    ("The EU said some of its lorries were barred from crossing the border.", set()),
    ("Catholic bishops rejected the result.", {("ZMB", "rejects")}),
    ("The constitutional council declared Banda the winner of the disputed election.", set()),
    ("The result was rejected by the UN, which is responsible for certifying it.", {("UN", "rejects")}),
    ("Results that were considered credible by the African Union were read out.", {("AU", "recognises")}),
    # --- a document is its issuer's, "it" is whoever says so, a party without a listed name
    ("The farmers' party Umoyo issued a statement acknowledging Banda's victory.", {("ZMB", "recognises")}),
    ("Norway said in a statement it recognised Banda's victory.", {("NOR", "recognises")}),
    ("Phiri rejected as “null and void” the commission’s results.", {("ZMB", "rejects")}),
    ("Phiri gave no details of what she said was a massive fraud in the election.", {("ZMB", "rejects")}),
    # --- who says that the winner won
    ("The United States said that Banda had won the election.", {("USA", "recognises")}),
    ("The African Union agreed with the commission that Banda won the election.", {("AU", "recognises")}),
    ("The African Union denied that Banda won the election.", set()),
    (
        "The result was recognised by the commission, the African Union, the United States and members of the party.",
        {("ZMB", "recognises"), ("AU", "recognises"), ("USA", "recognises")},
    ),
    ("In 2006, the Supreme Court overturned the result.", set()),
    # --- two who do the same
    (
        "Phiri, who, like two other opposition parties, does not recognise the result, spoke in Lusaka.",
        {("ZMB", "rejects")},
    ),
    ("The opposition demands re-elections.", {("ZMB", "questions")}),
    # --- decisions and announcements that are no matter of who won
    ("Germany welcomed the announcement by the opposition that it would take part in the second round.", set()),
    ("Kenya's ambassador welcomed Phiri's decision to go back to the recount of the vote.", set()),
    ("Germany welcomed the announcement that Banda had won.", {("DEU", "recognises")}),
    ("Germany welcomed the court's decision to uphold the result.", {("DEU", "recognises"), ("ZMB", "recognises")}),
    ("The opposition rejected the commission's decision to extend the voting by a day.", set()),
    ("The opposition rejected the court's decision to dismiss its petition.", {("ZMB", "rejects")}),
    ("Phiri rejected the outcome of a foreign-led audit of the vote.", {("ZMB", "rejects")}),
    # --- who did something to what a relative clause stands beside; charges by "claimed"; habits are no stance
    ("Banda won an election which Phiri dismissed as a sham.", {("ZMB", "rejects")}),
    ("Banda was declared the winner but Phiri claimed fraud and went to London.", {("ZMB", "rejects")}),
    ("Opposition parties in Africa frequently say that votes are rigged.", set()),
    ("Opposition parties say that the vote was rigged.", {("ZMB", "rejects")}),
    # --- what is said not to be so, or not said at all
    ("Kenya said the election was not rigged.", {("KEN", "recognises")}),
    ("Kenya said the vote took place without fraud.", {("KEN", "recognises")}),
    ("Kenya did not say that the vote was rigged.", set()),
    ("Kenya's foreign minister said there is nothing to suggest that the vote was rigged.", {("KEN", "recognises")}),
    ("Kenya said Phiri would have won without fraud.", set()),
    ("Kenya said that an election without fraud was impossible.", set()),
    ("Kenya said it could not be sure that the election was not rigged.", set()),
    ("Kenya said that nothing suggests that the vote was rigged.", {("KEN", "recognises")}),
    ("Kenya said there was little to suggest that the vote was rigged.", set()),
    ("Kenya said it was unlikely that the election was rigged.", set()),
    ("Kenya said it doubted that the election was rigged.", set()),
    ("Phiri says that the figures of the election are impossible.", {("ZMB", "questions")}),
    ("Kenya said that the count was false because the vote was rigged.", {("KEN", "rejects")}),
    ("The Catholic church in Rome congratulated Banda.", set()),
    ("Spain called neither for a recount nor for a new election.", set()),
    ("Germany said it had reason to doubt the result.", {("DEU", "questions")}),
    ("Kenya said it wants a vote that is not rigged.", set()),
    ("The court ruled that the election was rigged.", {("ZMB", "rejects")}),
    # --- churches that are no name; what changed nothing; standards that were not met
    ("Zambia's powerful Catholic church challenged Banda's surprise win.", {("ZMB", "questions")}),
    ("Kenya's Catholic church challenged Banda's surprise win.", set()),
    ("The council acknowledged irregularities in the vote but ruled they did not alter the result.", set()),
    ("The council acknowledged irregularities in the vote and ruled they altered the result.", {("ZMB", "questions")}),
    ("Kenya said that standards of fair competition were not met in the election.", {("KEN", "questions")}),
    ("An observer mission of Catholic churches documented many violations in the vote.", {("ZMB", "questions")}),
    ("A mission of observers of Catholic churches found many irregularities in the vote.", {("ZMB", "questions")}),
    ("The Zambian Catholic Church said the official results did not match its own count.", {("ZMB", "questions")}),
]


@pytest.mark.parametrize(
    "sentence",
    [
        "Phiri said the election was not rigged.",
        "Phiri declared that the election was held without fraud.",
        "Phiri said the vote was not a sham.",
        "Phiri did not say that the vote was rigged.",
        "Phiri is expected to claim that the election was stolen.",
        "Phiri withdrew her claim that the election was stolen.",
        "Germany said it had no reason to doubt the result.",
    ],
)
def test_fraud_that_is_denied_or_not_alleged_is_no_charge_not_even_by_score(sentence: str) -> None:
    reading = next(iter(read_articles([article_from_text(INTRODUCTION + sentence, "invented.txt")])))
    assert not [s for s in reading.stances if s.stance.value in {"rejects", "questions"}]


def test_who_once_headed_an_organisation_may_lead_the_opposition_at_home() -> None:
    """Jean Ping had headed the African Union's commission; in 2016 he stood for president of Gabon."""
    text = (
        "Gabon's election commission declared President Ali Bongo the winner of the vote. Opposition leader Jean Ping "
        "rejected the result."
    )
    reading = next(iter(read_articles([article_from_text(text, "invented.txt")])))
    assert {(s.country, s.stance.value) for s in reading.stances} == {("GAB", "rejects")}


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[sentence[:48] for sentence, _ in CASES])
def test_a_stance_is_that_of_whoever_takes_it(sentence: str, expected: Stances) -> None:
    reading = next(iter(read_articles([article_from_text(INTRODUCTION + sentence, "invented.txt")])))
    told = [s for s in reading.stances if s.by != LEARNED and s.end > len(INTRODUCTION)]
    assert {(s.country or "", s.stance.value) for s in told} == expected
