"""The page the project was founded on, read whole: what a careful research assistant would write down, and no more.

The text is third-party and read from the shared data; nothing of it stands here but names and figures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from recuento.reading import read_many
from recuento.records.said import Actor, Quotation, Reading


@pytest.fixture(scope="module")
def reading(shared: Path) -> Reading:
    found = list(read_many([shared / "data/seed/putin_congratulates_maduro.txt"]))
    assert len(found) == 1
    assert isinstance(found[0], Reading)
    return found[0]


@pytest.fixture(scope="module")
def actor(reading: Reading) -> Callable[[str | None], Actor]:
    by_id = {a.id: a for a in reading.actors}
    return lambda actor_id: by_id[actor_id]  # type: ignore[index]


def quotations(reading: Reading, kind: str) -> list[Quotation]:
    return [q for q in reading.quotations if q.kind == kind]


def words(reading: Reading, span: tuple[int, int] | None) -> str | None:
    return None if span is None else reading.article.text[slice(*span)]


def test_the_page_is_known_for_what_it_is(reading: Reading) -> None:
    """Title, outlet, agency under another outlet's name, dateline and date are found."""
    article = reading.article
    assert article.title is not None
    assert article.title.startswith("Putin")
    assert (article.outlet, article.agency) == ("Naija247news", "Reuters")
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.date) == ("Moscow", dt.date(2024, 7, 29))
    assert (article.published, article.language) == (dt.date(2024, 7, 29), "en")


def test_menu_words_and_empty_labels_are_not_body(reading: Reading) -> None:
    """The body is the headline and nine paragraphs; menu, byline, label and dateline stand outside."""
    stretches = [reading.article.text[s:e] for s, e in reading.article.body]
    assert len(stretches) == 10
    body = "\n".join(stretches)
    assert "Menu" not in body
    assert "Date:" not in body
    assert "By Naija247news" not in body
    assert "(Reuters)" not in body


def test_there_are_five_direct_quotations_with_their_speakers(
    reading: Reading, actor: Callable[[str | None], Actor]
) -> None:
    """One goes on without a cue, in the name of the words before; one is by "He"; one has a participle as cue."""
    found = [
        (actor(q.speaker).name, words(reading, q.source), words(reading, q.cue)) for q in quotations(reading, "direct")
    ]
    assert found == [
        ("Vladimir Putin", "Putin", "stated"),
        ("Vladimir Putin", "Putin", None),
        ("Vladimir Putin", "He", "mentioned"),
        ("Dmitry Peskov", "Kremlin spokesman Dmitry Peskov", "confirmed"),
        ("Vladimir Putin", "Putin", "reaffirming"),
    ]


def test_two_direct_quotations_run_over_two_sentences(reading: Reading) -> None:
    """A quotation of two sentences is one quotation."""
    assert [q.text.count(". ") for q in quotations(reading, "direct")] == [0, 0, 1, 1, 0]


def test_nobody_is_quoted_who_only_spoke_indirectly(reading: Reading, actor: Callable[[str | None], Actor]) -> None:
    """Only Putin and his spokesman are quoted; the Secretary of State is not."""
    assert {actor(q.speaker).name for q in quotations(reading, "direct")} == {"Vladimir Putin", "Dmitry Peskov"}


@pytest.mark.parametrize(
    ("speaker", "cue", "begins"),
    [
        ("Kremlin", "announced", "plans"),
        ("Vladimir Putin", "emphasizing", "the strategic partnership"),
        ("Vladimir Putin", "expressed", "support"),
        ("Vladimir Putin", "affirming", "that Maduro"),
        ("Antony Blinken", "voiced", "concerns"),
        ("Antony Blinken", "criticizing", "the electoral authority"),
    ],
)
def test_indirect_statements_have_source_and_cue(
    reading: Reading, actor: Callable[[str | None], Actor], speaker: str, cue: str, begins: str
) -> None:
    """What was emphasised, expressed, affirmed, announced, doubted and charged stands under who said so."""
    mine = [q for q in quotations(reading, "indirect") if words(reading, q.cue) == cue]
    assert [actor(q.speaker).name for q in mine] == [speaker]
    assert mine[0].text.startswith(begins)
    assert mine[0].source is not None


def test_the_announced_result_is_one_record(reading: Reading, actor: Callable[[str | None], Actor]) -> None:
    """The authority, the candidate, 51 percent, a third term, the day; no share for the rival."""
    assert len(reading.results) == 1
    result = reading.results[0]
    assert actor(result.candidate).name == "Nicolás Maduro"
    assert actor(result.authority).kind == "authority"
    assert (result.share, result.rank, result.term) == (51.0, 1, 3)
    assert result.announced == dt.date(2024, 7, 29)
    assert result.announced_text == "shortly after midnight"


def test_both_rivals_claim_victory_and_neither_claim_is_a_result(
    reading: Reading, actor: Callable[[str | None], Actor]
) -> None:
    """The claims of "both" are two, apart from the announced result."""
    assert {actor(c.claimant).name for c in reading.victory_claims} == {"Nicolás Maduro", "Edmundo Gonzalez"}


def test_acts_lead_to_stances(reading: Reading, actor: Callable[[str | None], Actor]) -> None:
    """Russia congratulates, hence recognises; the United States and unnamed governments question, none rejects."""
    stances = {(s.country, s.stance.value) for s in reading.stances}
    assert stances == {("RUS", "recognises"), ("USA", "questions"), (None, "questions")}
    unnamed = next(s for s in reading.stances if s.country is None)
    assert actor(unnamed.actor).kind == "group"
    assert {actor(s.toward).name for s in reading.stances} == {"Nicolás Maduro"}
    acts = {a.id: a for a in reading.acts}
    russia = next(s for s in reading.stances if s.country == "RUS")
    assert {acts[i].act.value for i in russia.basis} == {"congratulates", "accepts"}


def test_a_capital_that_speaks_is_a_government_and_in_a_dateline_a_place(reading: Reading) -> None:
    """Moscow "views": a government. MOSCOW before the dash: no mention of anybody."""
    text = reading.article.text
    mentions = [text[s:e] for a in reading.actors for s, e in a.mentions]
    assert "Moscow" in mentions
    assert "MOSCOW" not in mentions
    moscow = next(a for a in reading.actors if any(text[s:e] == "Moscow" for s, e in a.mentions))
    assert (moscow.kind, moscow.country) == ("government", "RUS")


def test_pledges_are_russias_to_venezuela_in_all_sectors(
    reading: Reading, actor: Callable[[str | None], Actor]
) -> None:
    """The promise of closer work is recorded with its sectors, and told once for headline and body."""
    assert {actor(p.by).country for p in reading.pledges} == {"RUS"}
    sectors = {s for p in reading.pledges for s in p.sectors}
    assert any("sensitive" in s for s in sectors)
    assert not any(p.start < reading.article.body[1][0] for p in reading.pledges)


def test_relations_name_partnership_ally_and_cooperation(
    reading: Reading, actor: Callable[[str | None], Actor]
) -> None:
    """Russia and Venezuela: strategic partners, an ally, cooperating in three sectors for two decades."""
    kinds = {r.kind.replace("_", " ") for r in reading.relations}
    assert any("partnership" in k for k in kinds)
    assert any("all" in k for k in kinds)
    for relation in reading.relations:
        assert {actor(relation.a).country, actor(relation.b).country} == {"RUS", "VEN"}
    since = [r for r in reading.relations if r.since]
    assert since
    assert "decades" in (since[0].since or "")
    assert len(since[0].sectors) >= 3
    assert since[0].status == "ongoing"


def test_events_leave_out_the_agency_and_the_outlet(reading: Reading, actor: Callable[[str | None], Actor]) -> None:
    """The congratulation is one event, not two; neither Reuters nor the outlet acts."""
    assert reading.events
    actors = {actor(e.actor).name for e in reading.events}
    assert not actors & {"Reuters", "Naija247news"}
    support = [e for e in reading.events if actor(e.actor).country == "RUS" and e.type == "SUPPORT"]
    spans = [(e.recipient, e.type) for e in support]
    assert len(spans) == len(set(spans))


def test_the_reporters_voice_is_kept_apart(reading: Reading) -> None:
    """Congratulation and doubt are told by the reporter; what is doubted is attributed."""
    assert {a.voice for a in reading.acts if a.act.value == "congratulates"} == {"reporter"}
