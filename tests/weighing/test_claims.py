"""Claims in articles become questions, each linked to the announcement it repeats."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from tests.weighing.worded import weigh

from recuento.records.contest import Candidate
from recuento.records.said import (
    Act,
    ActKind,
    Actor,
    Quotation,
    Reading,
    Result,
    Stance,
    StanceKind,
    Story,
    VictoryClaim,
)
from recuento.records.text import Article
from recuento.records.verdict import Verdict, Weighing
from recuento.weighing.claims import winning_words
from recuento.weighing.names import candidate_named

from .elections import Election, announced

TEXT = "Prueba won with 51%, the CNV said. Ensayo said he won. Norland congratulated her. He spoke of fraud."
ELECTION = Election(("ana", "beto"), ((1000, (200, 500, 10)),) * 30, 10, 9000)
FIRST = announced(80.0, exact=False, votes={"ana": 9000, "beto": 8000}, shares={"ana": 51.2, "beto": 45.5})
SECOND = announced(
    95.0, id="second", at=dt.datetime(2031, 3, 5, 12, tzinfo=dt.UTC), shares={"ana": 51.95, "beto": 44.1}, winner="ana"
)
ACTORS = (
    Actor(id="a", name="Ana PRUEBA", kind="person"),
    Actor(id="b", name="Ensayo", kind="person"),
    Actor(id="c", name="CNV", kind="authority"),
    Actor(id="x", name="Xenia Nadie", kind="person"),
    Actor(id="n", name="Norland", kind="government", country="NOR"),
)


def located(words: str) -> dict[str, object]:
    return {"id": words, "start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words, "by": "test"}


def result(**figures: object) -> Result:
    given = {"authority": "c", "candidate": "a", "voice": "attributed", **located("won with 51%"), **figures}
    return Result(**given)


def reading(*results: Result, published: dt.date | None = dt.date(2031, 3, 3), **records: object) -> Reading:
    article = Article(id="art-1", source="articles/one.txt", text=TEXT, body=((0, len(TEXT)),), published=published)
    return Reading(article=article, actors=ACTORS, results=results, **records)


def weighed(*readings: Reading) -> Weighing:
    return weigh(ELECTION.case(FIRST, SECOND), ELECTION.sheets(), None, readings)


def verdicts(*readings: Reading) -> list[Verdict]:
    """The verdicts on the articles' claims."""
    return [v for v in weighed(*readings).verdicts if v.article]


def test_a_result_gives_a_verdict_for_each_of_its_figures() -> None:
    """Rank, share and votes are three claims, at the same words, stated by the authority."""
    found = verdicts(reading(result(rank=1, share=51.0, votes=9000)))
    assert [v.claim for v in found] == ["winner", "share", "votes"]
    assert {(v.stated_by, v.source, v.article, v.span) for v in found} == {
        ("CNV", "articles/one.txt", "art-1", (7, 19))
    }


@pytest.mark.parametrize(
    ("share", "published", "linked"),
    [
        (51.0, dt.date(2031, 3, 3), "first"),  # 51.20 rounded
        (51.2, dt.date(2031, 3, 6), "first"),
        (52.0, dt.date(2031, 3, 6), "second"),  # 51.95 rounded
        (51.9, dt.date(2031, 3, 6), "second"),  # 51.95 cut
        (51.0, dt.date(2031, 3, 6), "first"),  # rounding goes before cutting
        (60.0, dt.date(2031, 3, 6), None),
    ],
)
def test_a_share_is_linked_to_the_announcement_it_repeats(share: float, published: dt.date, linked: str | None) -> None:
    """By candidate, figure as written, and date."""
    assert verdicts(reading(result(share=share), published=published))[0].announcement == linked


@pytest.mark.parametrize(("day", "linked"), [(dt.date(2031, 3, 3), "first"), (dt.date(2031, 3, 6), "second")])
def test_a_declared_winner_is_linked_to_the_latest_announcement_by_then(day: dt.date, linked: str) -> None:
    """An article cannot repeat an announcement that was yet to come."""
    assert verdicts(reading(result(rank=1), published=day))[0].announcement == linked


def test_a_share_that_repeats_a_partial_announcement_is_asked_of_its_units() -> None:
    """Its assumptions name the coverage; a share that repeats none is asked at any, as none was stated."""
    linked, loose = verdicts(reading(result(share=51.0), result(share=60.0)))
    assert any("80% of units, that is 32 of 40 units" in line for line in linked.assuming)
    assert any("a coverage that is not stated" in line for line in loose.assuming)
    assert linked.says.startswith("Ana Prueba has 51% of the vote in the announced 80% of units: ")
    assert loose.says.startswith("Ana Prueba has 60% of the vote: ")


def test_a_claim_of_victory_asks_the_same_question_as_a_declared_winner() -> None:
    """Ensayo's own claim is weighed like an announced win, and repeats no announcement."""
    claim = VictoryClaim(claimant="b", voice="attributed", **located("Ensayo said he won"))
    (found,) = verdicts(reading(victory_claims=(claim,)))
    assert (found.claim, found.stated_by, found.announcement) == ("winner", "Ensayo", None)
    assert found.says.startswith("Beto Ensayo Ruiz won")
    assert found.kind.value == "consistent"


def test_a_claim_about_nobody_on_the_ballot_is_listed_apart() -> None:
    """It is not dropped, and not called undetermined."""
    found = weighed(reading(result(candidate="x", share=51.0)))
    assert not [v for v in found.verdicts if v.article]
    assert "names nobody" in found.not_checkable[0].why


@pytest.mark.parametrize(
    ("name", "candidate"),
    [
        ("Edmundo Gonzalez", "gonzalez"),
        ("González Urrutia", "gonzalez"),
        ("MADURO", "maduro"),
        ("Maduro Moros", "maduro"),
        ("Nicolas Other", None),
        ("Martínez", None),  # two of them
        ("Luis Martinez", "luis"),
        ("", None),
    ],
)
def test_names_are_matched_with_accents_folded(name: str, candidate: str | None) -> None:
    """Part of a name is enough when it is one candidate's alone."""
    ballot = (
        Candidate(id="gonzalez", name="Edmundo González", aliases=("Edmundo González Urrutia",)),
        Candidate(id="maduro", name="Nicolás Maduro", aliases=("Nicolás Maduro Moros",)),
        Candidate(id="luis", name="Luis Martínez"),
        Candidate(id="rosa", name="Rosa Martínez"),
    )
    assert candidate_named(name, ballot) == candidate


def quotation(text: str) -> Quotation:
    return Quotation(id="q", kind="indirect", start=0, end=6, text=text, segments=((0, 6),), speaker="b", by="test")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("our witnesses were turned away from the tables", "observers"),
        ("expulsaron a los testigos de la mesa", "observers"),
        ("the results may not reflect the true will of the Venezuelan people", "will_of_the_people"),
        ("voters were intimidated", "intimidation"),
        ("this was a fraud", "fraud"),
        ("we have won by a landslide", "landslide"),
        ("we have won in every state of the federation", "every_region"),
        ("we will build more roads", None),
        ("fraud cost us 51% of the votes", None),  # has a figure: left to a person
    ],
)
def test_what_counts_cannot_settle_is_listed_with_the_reason(text: str, claim: str | None) -> None:
    """Claims about conduct are not checkable; plain statements are not listed at all."""
    found = weighed(reading(quotations=(quotation(text),))).not_checkable
    assert [n.claim for n in found] == ([claim] if claim else [])
    assert all(re.search("counts|sheets|bounds|table of regions", n.why, re.I) for n in found)


def test_calling_it_fraud_is_not_checkable_unless_negated() -> None:
    """An act of calling it fraud is listed once; a denial of it is not."""
    told = Act(actor="b", act=ActKind.CALLS_FRAUD, voice="attributed", **located("He spoke of fraud"))
    denied = told.model_copy(update={"negated": True})
    assert [n.claim for n in weighed(reading(acts=(told,))).not_checkable] == ["fraud"]
    assert not weighed(reading(acts=(denied,))).not_checkable


def test_reactions_are_one_a_country_actor_and_stance_latest_first() -> None:
    """Two articles with one stance are one reaction with both places; dates come from the later article."""
    stance = Stance(
        actor="n",
        country="NOR",
        stance=StanceKind.RECOGNISES,
        basis=(),
        **located("Norland congratulated her"),
    )
    other = stance.model_copy(update={"stance": StanceKind.QUESTIONS, "actor": "x", "country": None})
    early = reading(stances=(stance, other), published=dt.date(2031, 3, 3))
    later = reading(stances=(stance,), published=dt.date(2031, 3, 9))
    later = later.model_copy(update={"article": later.article.model_copy(update={"id": "art-2"})})
    first, second = weighed(early, later).reactions
    assert (first.country, first.actor, first.stance, first.date) == (
        "NOR",
        "Norland",
        "recognises",
        dt.date(2031, 3, 9),
    )
    assert first.articles == ("art-1", "art-2")
    assert len(first.spans) == 2
    assert (second.country, second.actor) == (None, "Xenia Nadie")


def copies(*readings: Reading) -> list[Reading]:
    """The readings as tellings of one story, the first the fullest."""
    return [
        r.model_copy(
            update={
                "article": r.article.model_copy(update={"id": f"art-{n}", "source": f"articles/{n}.txt"}),
                "story": Story(id="story-1", by="copy" if n > 1 else "fullest"),
            }
        )
        for n, r in enumerate(readings, start=1)
    ]


def test_a_reaction_counts_a_story_once_however_many_outlets_carry_it() -> None:
    """The fullest article stands for the story, its copies are named beside, the day is that of the first of them."""
    stance = Stance(
        actor="n", country="NOR", stance=StanceKind.RECOGNISES, basis=(), **located("Norland congratulated her")
    )
    days = [dt.date(2031, 3, 4), dt.date(2031, 3, 3), dt.date(2031, 3, 9)]
    (found,) = weighed(*copies(*(reading(stances=(stance,), published=day) for day in days))).reactions
    assert (found.articles, found.copies) == (("art-1",), ("art-2", "art-3"))
    assert (found.date, len(found.spans)) == (dt.date(2031, 3, 3), 1)


def test_a_claim_that_copies_repeat_has_one_verdict() -> None:
    """It stands where the fullest article has it; what only a copy says has its own."""
    more = result(share=51.0, votes=9000)
    found = verdicts(*copies(reading(result(share=51.0)), reading(result(share=51.0)), reading(more)))
    assert [(v.claim, v.article) for v in found] == [("share", "art-1"), ("votes", "art-3")]
    apart = [r.model_copy(update={"story": None}) for r in copies(*[reading(result(share=51.0))] * 2)]
    assert len(verdicts(*apart)) == 2


def test_what_copies_say_beyond_counting_is_listed_once() -> None:
    """The words of the fullest stand for them."""
    said = reading(quotations=(quotation("There was massive fraud in this vote"),))
    assert len(weighed(*copies(said, said)).not_checkable) == 1


def test_without_sheets_claims_stay_open_and_the_arithmetic_is_checked() -> None:
    """No bounds, no feasibility; the announcement's own figures are still checked."""
    found = weigh(ELECTION.case(FIRST), None, None, [reading(result(share=51.0))])
    assert found.bounds is None
    assert found.announcements[0].checks
    assert {v.kind.value for v in found.verdicts} == {"undetermined"}
    assert "no sheets are at hand" in found.verdicts[0].says


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ensayo leads with 60% of tables counted", "leads"),
        ("Prueba came first with 40%", "came first"),
        ("Prueba was re-elected", "won"),
        ("Prueba won outright in the first round", "won outright"),
        ("Prueba won without a run-off", "won outright"),
        ("The ministry said Prueba won the most votes", None),
        ("Ensayo, who led early, was declared the winner", None),
        ("The council announced the result", None),
    ],
)
def test_the_words_of_a_claim_say_what_is_claimed(text: str, words: str | None) -> None:
    """Words of two kinds in one sentence may be of two people: then the weakest is taken."""
    assert winning_words(text) == words


def test_a_figure_under_another_name_of_the_authority_is_the_authoritys() -> None:
    """The case says which names mean the authority; then it is one speaker, and speaks for no side's sheets."""
    case = ELECTION.case(FIRST)
    named = case.contest.model_copy(update={"authority": "National Board", "authority_aliases": ("Norland", "CNV")})
    told = reading(result(share=33.3, authority="n"), result(share=51.0))
    found = weigh(case.model_copy(update={"contest": named}), ELECTION.sheets(), None, [told])
    assert {v.stated_by for v in found.verdicts if v.article} == {"National Board"}
    assert not found.not_checkable
    assert [n.claim for n in weigh(case, ELECTION.sheets(), None, [told]).not_checkable] == ["own tally"]


def test_a_verdict_says_which_candidate_and_figure_it_is_about() -> None:
    """So that a program need not read the sentence."""
    found = verdicts(reading(result(share=51.0, votes=9000)))
    assert {(v.claim, v.candidate, v.figure) for v in found} == {("share", "ana", 51.0), ("votes", "ana", 9000)}
