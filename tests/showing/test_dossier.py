"""The dossier: everything shown, decided once, as plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.showing import samples

from recuento.records.contest import Candidate
from recuento.records.forensics import UNIFORM, ForensicRow
from recuento.records.said import Act, ActKind, Actor, Quotation, Reading, Stance, StanceKind, Story
from recuento.records.text import Article
from recuento.records.verdict import (
    AnnouncementReport,
    Bounds,
    Check,
    Reaction,
    Verdict,
    VerdictKind,
    Weighing,
    Winner,
)
from recuento.showing import articles, dossier
from recuento.showing.dossier import Dossier
from recuento.showing.numbers import Numbers
from recuento.showing.passages import passage, sentence_around
from recuento.showing.private import A_PERSON, WITHHELD, withhold


def build(number: int = 1, **changes: Any) -> Dossier:
    """The sample dossier with so many articles."""
    readings = samples.readings(number)
    given: dict[str, Any] = {
        "case": samples.case(),
        "readings": readings,
        "tally": samples.tally(),
        "weighing": samples.weighing(readings),
        "manifest": samples.MANIFEST,
    }
    return dossier.build(**{**given, **changes})


def everything(shown: Any) -> list[str]:
    """Every text anywhere in the dossier."""
    if isinstance(shown, str):
        return [shown]
    if is_dataclass(shown) and not isinstance(shown, type):
        return [text for field in fields(shown) for text in everything(getattr(shown, field.name))]
    return [text for part in shown for text in everything(part)] if isinstance(shown, tuple | list) else []


def copies(number: int) -> tuple[Reading, ...]:
    """The sample article under so many outlets, the first the fullest."""
    fullest = Story(id="story-1", by="fullest")
    copy = Story(id="story-1", by="copy", like=samples.readings(1)[0].article.id, shared=91.5)
    return tuple(
        r.model_copy(
            update={
                "article": r.article.model_copy(update={"outlet": f"Outlet {n}"}),
                "story": copy if n else fullest,
            }
        )
        for n, r in enumerate(samples.readings(number))
    )


# --- the answer


def test_the_answer_says_what_was_announced_counted_and_follows() -> None:
    """Its sentences come from the last announcement and its verdict, the tally, and the verdict's reason."""
    headline, counted, follows, hangs = build().answer
    assert headline == (
        "The Electoral Board announced that Tomás Rojas had won; the sheets at hand rule that out, if they are authentic."
    )
    assert counted.startswith("1,640 of 2,000 tally sheets (82.0%), published by Citizens for Beltrán (interest: ")
    assert follows == "With every missing vote Tomás Rojas would have 401,210, and Ana Beltrán 420,400."
    assert hangs.startswith("Sheets and announcement cannot both be right")


def test_beside_the_answer_stand_the_claims_by_verdict() -> None:
    """A count of what the page lists."""
    (claims,) = build().besides
    assert claims.startswith("5 claims could be checked: 1 ruled out by the sheets, 1 contradicted by the sheets, ")
    assert claims.endswith("1 more cannot be settled by counting.")


def test_a_case_without_sheets_says_so() -> None:
    """Nothing is weighed against a count that is not there."""
    shown = build(tally=None, weighing=samples.NOTHING)
    assert "No sheets are at hand" in shown.answer[1]
    assert shown.coverage.groups == ()
    assert shown.findings == ()


def test_a_case_without_anything_is_still_a_dossier() -> None:
    """No article, no sheet, no announcement: each is said to be missing."""
    shown = build(0, case=samples.case(announcements=[]), tally=None, weighing=samples.NOTHING, manifest={})
    assert shown.answer[0] == "Nothing was announced, and no sheets are at hand."
    assert shown.besides == ()
    assert shown.comparison is None
    assert shown.articles == ()


# --- claims


def test_claims_come_with_the_winner_first_then_the_strongest_verdict() -> None:
    """An editor reads the first lines only."""
    kinds = [(claim.about, claim.kind) for claim in build().claims]
    assert kinds == [
        ("winner", "impossible"),
        ("share", "contradicted"),
        ("turnout", "undetermined"),
        ("rank", "consistent"),
        ("votes", "confirmed"),
    ]


def test_the_same_claim_from_several_articles_is_listed_once_with_its_places() -> None:
    """Two hundred papers that repeat an agency make one claim."""
    readings = samples.readings(2)
    first = samples.weighing(readings).verdicts[1]
    again = first.model_copy(update={"article": readings[1].article.id, "source": readings[1].article.source})
    (claim,) = build(2, weighing=samples.weighing(readings, verdicts=(first, again))).claims
    assert len(claim.heard) == 2


def test_the_same_claim_from_several_mouths_is_listed_once_with_their_names() -> None:
    """Authority and candidate both say who won; the shortest words stand first."""
    first = samples.weighing(samples.readings(1)).verdicts[1]
    other = first.model_copy(update={"stated_by": "Tomás Rojas", "text": "I won", "article": None, "source": "radio"})
    (claim,) = build(weighing=samples.weighing(samples.readings(1), verdicts=(first, other))).claims
    assert claim.stated_by == "Tomás Rojas and Electoral Board"
    assert (claim.heard[0].words, claim.heard[0].place, claim.heard[0].source) == ("I won", None, "radio")


def test_a_claim_links_to_its_words_in_the_article() -> None:
    """The anchor is that of the marked words, not of the article."""
    shown = build()
    place = shown.claims[0].heard[0].place
    assert place is not None
    marked = {p.anchor: p.text for a in shown.articles for par in a.paragraphs for p in par.pieces if p.anchor}
    assert marked[place.anchor or ""] == "Rojas won 51.4% of the vote"


def test_a_verdict_names_its_publisher_once() -> None:
    """Where the verdict's own sentence does not say whose sheets it rests on, a line beneath does."""
    by_kind = {claim.kind: claim for claim in build().claims}
    assert by_kind["impossible"].rests_on == ""
    assert by_kind["undetermined"].rests_on == (
        "Rests on the sheets that Citizens for Beltrán (interest: campaign of a candidate) published."
    )


def test_contradicted_always_carries_its_caveat() -> None:
    """Missing units are no random draw, and the page says so unless the verdict already does."""
    weighed = samples.weighing(samples.readings(1))
    silent = next(c for c in build().claims if c.kind == "contradicted")
    assert "no random draw" in silent.caveat
    told = weighed.verdicts[2].model_copy(update={"says": "Contradicted; missing units are not a random draw."})
    (claim,) = build(weighing=weighed.model_copy(update={"verdicts": (told,)})).claims
    assert claim.caveat == ""


def test_every_verdict_has_a_word_a_meaning_and_a_sign() -> None:
    """None is told by its colour."""
    from recuento.showing.claims import MEANINGS, WORDS
    from recuento.showing.terminal import STYLES

    assert set(WORDS) == set(VerdictKind)
    assert set(MEANINGS) == set(STYLES) == {kind.value for kind in VerdictKind}
    assert len({sign for sign, _ in STYLES.values()}) == len(STYLES)


def test_what_no_count_settles_is_apart() -> None:
    """It is no claim with a verdict, and says why."""
    shown = build()
    assert [u.why for u in shown.unsettled] == ["Who was in the room is not on a sheet."]
    assert all("expelled" not in h.words for claim in shown.claims for h in claim.heard)


# --- announcements


def test_each_announced_figure_has_its_verdict_beside_it() -> None:
    """And each verdict is explained at one announcement, the latest that makes the claim."""
    weighing = samples.weighing()
    winner = next(v for v in weighing.verdicts if v.claim == "winner")
    votes = winner.model_copy(
        update={"claim": "votes", "kind": VerdictKind.UNDETERMINED, "figure": 402_118, "text": "402,118 votes"}
    )
    again = winner.model_copy(update={"announcement": "first"})
    final, first = build(weighing=weighing.model_copy(update={"verdicts": (winner, again, votes)})).announcements
    assert final.first is not None
    assert (final.first.kind, first.first) == ("impossible", final.first)
    shown = {f.name: (f.votes, f.votes_claim.kind if f.votes_claim else None) for f in final.figures}
    assert shown["Tomás Rojas"] == ("402,118", "undetermined")
    assert shown["Ana Beltrán"] == ("340,020", None)
    assert [c.about for c in final.explained] == ["winner", "votes"]
    assert first.explained == ()


@pytest.mark.parametrize(
    ("feasible", "mark", "words"),
    [(True, "holds", "can both be true"), (False, "fails", "cannot both be true"), (None, "open", "could not be")],
)
def test_an_announcement_and_the_sheets_are_weighed_against_each_other(
    feasible: bool | None, mark: str, words: str
) -> None:
    """The sentence is on both together, names whose sheets they are, and calls neither false."""
    report = AnnouncementReport(id="first", checks=(), feasible=feasible, break_even_coverage=None)
    shown = build(weighing=samples.weighing(announcements=(report,))).announcements[-1]
    assert shown.joint[0] == mark
    assert words in shown.joint[1]
    assert "Citizens for Beltrán (interest: campaign of a candidate)" in shown.joint[1]


def test_announcements_stand_in_the_order_of_instants() -> None:
    """00:30 four hours behind UTC is later than 03:00 in UTC, though its clock shows less."""
    first, final = samples.case().announcements
    early = final.model_copy(update={"at": dt.datetime.fromisoformat("2031-06-02T03:00:00+00:00")})
    late = first.model_copy(update={"at": dt.datetime.fromisoformat("2031-06-02T00:30:00-04:00")})
    shown = build(case=samples.case().model_copy(update={"announcements": (late, early)}))
    assert [made.scope for made in shown.announcements] == ["about 80% of the units", "97.5% of the units"]
    marks = {mark.kind: mark.text for mark in shown.lede.axis.rows[0].marks}
    assert "about 80%" in marks["announced"]
    assert "97.5%" in marks["earlier"]


def test_rounded_coverage_is_called_about() -> None:
    """80% spoken on television may be 78%."""
    final, first = build().announcements
    assert (first.scope, final.scope) == ("about 80% of the units", "97.5% of the units")
    assert first.break_even == (
        "From a coverage of at most 62.50% of the units (1,250 units) on, an announced figure is impossible by itself."
    )


def test_a_check_on_a_candidate_names_the_candidate() -> None:
    """The check is called by its sentence and the candidate's name, not their id."""
    check = Check(check="votes_within_reach:rojas", holds=True, explain="it is")
    report = AnnouncementReport(id="first", checks=(check,), feasible=None, break_even_coverage=None)
    (shown,) = build(weighing=samples.weighing(announcements=(report,))).announcements[-1].checks
    assert shown.title == "Votes within reach: Tomás Rojas"


# --- sums


def test_bars_hold_the_records_own_figures() -> None:
    """Nothing is computed on the way to the chart."""
    comparison = build().comparison
    assert comparison is not None
    beltran, rojas, _ = comparison.groups
    assert [bar.value for bar in beltran.bars] == [420_400, 280_044, 340_020]
    assert (rojas.low, rojas.high) == (200_210, 401_210)


def test_an_announcement_of_shares_alone_is_compared_in_shares() -> None:
    """Votes cannot be drawn where none were announced."""
    only = [{"id": "a", "at": "2031-06-02T00:10:00-04:00", "shares": {"rojas": 51.4}, "source": "radio"}]
    comparison = build(case=samples.case(announcements=only)).comparison
    assert comparison is not None
    assert comparison.unit == "shares"
    assert [bar.value for bar in comparison.groups[1].bars] == [31.2530, 51.4]


def test_a_figure_that_is_not_known_is_said_to_be_unknown() -> None:
    """A missing figure is never zero."""
    bare = samples.weighing(bounds=None)
    comparison = build(weighing=bare).comparison
    assert comparison is not None
    assert comparison.rows[0].votes_range == "not known"
    assert comparison.winners == ""


def test_what_it_would_take_says_when_it_is_more_than_everybody() -> None:
    """A turnout over 100% cannot be had, and the sentence says so."""
    takes = build().takes
    assert takes is not None
    assert "a turnout of 109.55% there. That is more than everybody registered there." in " ".join(takes.sentences)


def test_nobody_but_those_possible_is_said_to_be_able_to_come_first() -> None:
    """The names are the bounds' own."""
    two = Bounds(cap="", votes={}, shares={}, winner=Winner(possible=("rojas", "beltran")))
    comparison = build(weighing=samples.weighing(bounds=two)).comparison
    assert comparison is not None
    assert "only Tomás Rojas or Ana Beltrán could still come first" in comparison.winners


def test_regions_have_a_table_for_each_level() -> None:
    """A region's name is its whole path, since names repeat across regions."""
    largest, second = build().regions
    assert [row.name for row in largest.rows] == ["Coast", "Highlands", "Plains"]
    assert [row.name for row in second.rows] == ["Coast / Puerto Claro"]


def test_findings_show_their_first_rows_and_count_the_rest() -> None:
    """The gravest is first; nothing is dropped in silence."""
    error, warning, note = build().findings
    assert (error.word, warning.word, note.word) == ("Error", "Look at it", "Note")
    assert len(error.rows) == 25
    assert error.more == "60 rows in all; the first 25 are shown."
    assert note.more == ""


# --- voices


def test_stances_are_grouped_with_the_sentence_that_shows_them() -> None:
    """The words of the record are marked in their sentence, and the place leads to them."""
    recognise, question, reject, neutral = build().stances
    (stand,) = recognise.stands
    assert stand.who == "Inés Duarte"
    assert [p.text for p in stand.passage if p.marked] == ["congratulated Tomás Rojas on his victory"]
    assert "".join(p.text for p in stand.passage).endswith("on Monday.")
    assert [len(g.stands) for g in (question, reject, neutral)] == [1, 1, 0]


def test_a_change_of_stance_is_told_beside_each() -> None:
    """Whoever questioned first and recognised later is in both groups, and each says so."""
    (reading,) = samples.readings(1)
    one = {"country": "FRA", "actor": "France", "articles": (reading.article.id,), "spans": ((0, 4),)}
    reactions = (
        Reaction(stance="questions", date=dt.date(2031, 6, 3), **one),
        Reaction(stance="recognises", date=dt.date(2031, 7, 1), **one),
    )
    recognise, *_ = build(weighing=samples.weighing(reactions=reactions)).stances
    assert recognise.countries == ("France",)
    assert recognise.stands[0].otherwise == "elsewhere counted among those who question (3 June 2031)"


def test_stances_of_the_articles_stand_in_where_nothing_joined_them() -> None:
    """A case that was read and not weighed still shows who stands where."""
    assert [len(g.stands) for g in build(weighing=samples.NOTHING).stances] == [1, 1, 1, 0]


def test_every_quotation_is_listed_in_its_sentence() -> None:
    """Segments that the cue splits are marked apart."""
    (voices,) = build().quotations
    assert [q.speaker for q in voices.quotations] == ["Inés Duarte", "Karl Lind", A_PERSON]
    assert [p.text for p in voices.quotations[0].passage if p.marked] == [
        "We will sail together,",
        "Our ports stay open to San Lorenzo.",
    ]


def test_pledges_and_relations_name_both_sides() -> None:
    """With their sectors, and in whose voice."""
    pledge, relation = build().ties
    assert (pledge.who, pledge.whom, pledge.sectors) == ("Altamar", "San Lorenzo", "fisheries, energy")
    assert (relation.what, relation.status) == ("alliance", "ongoing, since 1988")


# --- articles


def test_the_article_is_whole_and_its_marks_lead_to_notes_and_back() -> None:
    """Pieces put together are the text; each note's way back is an anchor that exists."""
    (article,) = build().articles
    pieces = [p for paragraph in article.paragraphs for p in paragraph.pieces]
    anchors = {p.anchor for p in pieces}
    notes = {n.anchor: n.back for paragraph in article.paragraphs for n in paragraph.notes}
    assert set(notes.values()) <= anchors
    assert {note for p in pieces for note in p.notes} == set(notes)
    text = samples.TEXT.replace("Rosa Quispe", WITHHELD).replace("Quispe", WITHHELD)
    assert "".join(p.text for p in pieces) == "".join(text.splitlines())


@pytest.mark.slow
def test_very_many_articles_are_kept_to_a_size_that_opens() -> None:
    """Paragraphs without records go first, and each article says how many are left out."""
    shown = build(1000)
    assert len(shown.articles) == 1000
    assert shown.articles[0].left_out > 0
    assert shown.articles[-1].paragraphs == ()
    assert sum(len(text) for text in everything(shown.articles)) < 3 * articles.ROOM


def test_only_addresses_of_the_web_are_links() -> None:
    """A script address, a file, or one that could leave its attribute is text."""
    assert articles.web_address("https://paper.example/a?b=1") == "https://paper.example/a?b=1"
    for hostile in ("javascript:alert(1)", "file:///etc/passwd", 'https://x"onload=y', "data:text/html,x", "a.txt"):
        assert articles.web_address(hostile) is None


# --- people


def test_members_of_the_public_are_not_named_anywhere() -> None:
    """Neither in full nor by surname, in quotations, notes or the text."""
    for text in everything(build()):
        assert "Quispe" not in text


def person(name: str, **more: Any) -> Actor:
    """A person who is quoted in the article made below."""
    return Actor(id="x", name=name, kind="person", **more)


def quoting(actor: Actor, **more: Any) -> Reading:
    """An article in which the actor says something."""
    text = f"“It was slow,” said {actor.name}."
    quote = Quotation(
        id="q", kind="direct", segments=((1, 13),), speaker="x", start=1, end=13, text="It was slow,", by="cue"
    )
    article = Article(id=f"article {actor.name}", source="a.txt", text=text, body=((0, len(text)),))
    return Reading(article=article, actors=(actor,), quotations=(quote,), **more)


@pytest.mark.parametrize(
    ("actor", "withheld"),
    [
        (person("Lena Ortiz"), True),
        (person("Lena Ortiz", role="mayor"), False),
        (person("Lena Ortiz", country="XAL"), False),
        (person("Tomás Rojas"), False),
        (person("Rojas"), False),
        (Actor(id="x", name="Lena Ortiz", kind="organisation"), False),
    ],
)
def test_a_quoted_person_without_office_is_withheld_unless_on_the_ballot(actor: Actor, withheld: bool) -> None:
    """The rule of `private`, case by case."""
    found = withhold([quoting(actor)], samples.case().candidates)
    assert (found.readings[0].actors[0].name == A_PERSON) is withheld
    assert (actor.name in found.readings[0].article.text) is not withheld


def test_a_public_surname_with_a_hyphen_is_not_withheld() -> None:
    """Quoted by the surname alone, the candidate is as public as under the full name."""
    ballot = [Candidate(id="bello", name="Nadia Bello-Ruiz")]
    assert withhold([quoting(person("Bello-Ruiz"))], ballot).names == frozenset()


def test_an_office_in_another_article_makes_a_person_public() -> None:
    """One paper calls him president, the next only by name."""
    both = [quoting(person("Lena Ortiz")), quoting(person("Lena Ortiz", role="mayor"))]
    assert withhold(both, ()).names == frozenset()


def test_calling_it_a_fraud_makes_nobody_a_public_figure() -> None:
    """A voter's anger is no office."""
    words = {"start": 1, "end": 13, "text": "It was slow,"}
    act = Act(id="a", actor="x", act=ActKind.CALLS_FRAUD, voice="attributed", by="b", **words)
    stance = Stance(id="s", actor="x", stance=StanceKind.REJECTS, basis=("a",), by="b", **words)
    angry = quoting(person("Lena Ortiz"), acts=(act,), stances=(stance,))
    assert withhold([angry], ()).names == {"Lena Ortiz"}


def test_a_public_surname_is_not_blanked_with_a_private_one() -> None:
    """A voter who shares a candidate's surname loses her own name only."""
    reading = quoting(person("Maria Rojas"))
    (shown,) = withhold([reading], samples.case().candidates).readings
    assert "Maria Rojas" not in shown.article.text
    other = quoting(person("Maria Rojas"))
    text = other.article.text + " Rojas won."
    longer = other.model_copy(update={"article": other.article.model_copy(update={"text": text})})
    assert withhold([longer], samples.case().candidates).readings[0].article.text.endswith("Rojas won.")


@given(st.text(max_size=80))
def test_withholding_moves_no_offset(around: str) -> None:
    """Each blanked name is as long as the name."""
    reading = quoting(person("Lena Ortiz"))
    text = reading.article.text + around
    longer = reading.model_copy(update={"article": reading.article.model_copy(update={"text": text})})
    (shown,) = withhold([longer], ()).readings
    assert len(shown.article.text) == len(text)


# --- words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("spoke", "He spoke to U.S. Secretary Mr. Lane."),
        ("left", "Then he left."),
        ("Yes", "“Yes!” he said."),
    ],
)
def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation(words: str, expected: str) -> None:
    """The sentence shown is the one in which the words stand."""
    text = "Title\n“Yes!” he said. He spoke to U.S. Secretary Mr. Lane. Then he left.\nMore."
    low, high = sentence_around(text, samples.span(words, text))
    assert text[low:high].strip() == expected


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 210), st.integers(0, 210)), max_size=4))
def test_a_passage_can_be_made_around_any_spans(text: str, spans: list[tuple[int, int]]) -> None:
    """Whatever the text and the spans, what is shown holds no character that acts."""
    for part in passage(text, spans):
        assert not set(part.text) & set("\u202e\u2066\x1b\x00\r\n")


def test_figures_are_written_as_the_reader_writes_them() -> None:
    """Grouping and decimals follow the locale; announced shares keep their decimals."""
    assert (Numbers("en").count(1234567), Numbers("es").count(1234567)) == ("1,234,567", "1.234.567")
    assert (Numbers("en").as_written(51.2), Numbers("es").as_written(43.18)) == ("51.2%", "43,18%")
    assert Numbers("en").percent(51.2) == "51.20%"
    assert Numbers("en").value([1000, 2000]) == "1,000 to 2,000"
    assert Numbers("en").value({"a": None, "b": True}) == "a: not known; b: yes"


@pytest.mark.parametrize(
    ("code", "name"),
    [("VEN", "Venezuela"), ("EU", "European Union"), ("XAL", "XAL"), (None, ""), ("CARTER", "Carter Center")],
)
def test_codes_are_written_out(code: str | None, name: str) -> None:
    """A code that nobody knows stays as it is."""
    assert Numbers("en").country(code) == name


def test_the_same_records_give_the_same_dossier() -> None:
    """Nothing of the machine or the hour is in it."""
    assert asdict(build()) == asdict(build())


# --- stories


def test_a_quotation_in_three_copies_stands_once_with_its_outlets() -> None:
    """In their words counts stories; the quotation is shown from the fullest and names who else carried it."""
    (one,) = build().quotations
    (shown,) = build(readings=copies(3)).quotations
    assert len(shown.quotations) == len(one.quotations)
    for said in shown.quotations:
        assert said.place is not None
        assert said.place.label.startswith("Outlet 0")
        assert sorted(p.label.split(" (")[0] for p in said.also.places) == ["Outlet 1", "Outlet 2"]


def test_a_short_quotation_of_two_people_stands_twice() -> None:
    """The same few words are only the same quotation where the same person says them."""
    (reading,) = samples.readings(1)
    word = reading.quotations[2].model_copy(update={"text": "We will", "speaker": "duarte", "id": "x"})
    both = reading.model_copy(update={"quotations": (word, word.model_copy(update={"speaker": "lind", "id": "y"}))})
    (shown,) = build(readings=[both]).quotations
    assert len(shown.quotations) == 2


def test_an_article_names_the_others_that_tell_its_story() -> None:
    """The fullest names all of them, a copy the first few and how many more there are."""
    shown = build(readings=copies(9)).articles
    assert sorted(p.anchor or "" for p in shown[0].also.places) == [f"a{n}" for n in range(1, 9)]
    assert shown[3].also.places[0].anchor == "a0"
    assert len(shown[3].also.places) == 5
    assert (shown[0].also.more, shown[3].also.more) == ("", "3 more")


def test_ties_and_totals_count_stories() -> None:
    """A pledge in three copies was made once, and the page says how many stories the articles tell."""
    shown = build(readings=copies(3))
    assert [tie.more for tie in shown.ties] == ["", ""]
    assert shown.method.articles == "3 articles were read, which tell 1 story"


def test_a_stance_says_in_how_many_stories_and_copies_it_is_shown() -> None:
    """Copies add no weight to it."""
    readings = copies(3)
    taken = Reaction(
        country="XAL",
        actor="Inés Duarte",
        stance="recognises",
        date=None,
        articles=(readings[0].article.id,),
        spans=((0, 4),),
        copies=tuple(r.article.id for r in readings[1:]),
    )
    weighed = samples.weighing(readings, reactions=(taken,))
    shown = build(readings=readings, weighing=weighed)
    assert [s.more for group in shown.stances for s in group.stands] == ["also in 2 more copies"]


@pytest.mark.parametrize(("other", "cards"), [
    ({"figure": 54.0}, 2),
    ({"announcement": "second"}, 2),
    ({"candidate": "mora"}, 2),
    ({"article": None, "text": "54.27%, the board said"}, 1),
])  # fmt: skip
def test_claims_are_one_only_where_figure_and_announcement_are(other: dict[str, Any], cards: int) -> None:
    """54.27% never swallows 54%, nor one bulletin's figure another's, whatever sentence the verdicts share."""
    given = {
        "claim": "share", "kind": "undetermined", "stated_by": "Board", "text": "54.27%", "source": "the board",
        "announcement": "first", "candidate": "rojas", "figure": 54.27, "says": "Left open.", "because": (), "assuming": (),
    }  # fmt: skip
    verdicts = (Verdict(**given), Verdict(**{**given, **other}))
    weighing = Weighing(bounds=None, announcements=(), verdicts=verdicts, not_checkable=(), reactions=())
    assert len(build(weighing=weighing).claims) == cards


def test_who_won_is_one_claim_whichever_bulletin_says_it() -> None:
    """The winner of the first and of the second bulletin is one question."""
    given = {
        "claim": "winner", "kind": "undetermined", "stated_by": "Board", "text": "won", "source": "the board",
        "candidate": "rojas", "says": "Left open.", "because": (), "assuming": (),
    }  # fmt: skip
    verdicts = tuple(Verdict(**given, announcement=a) for a in ("first", "second", None))
    weighing = Weighing(bounds=None, announcements=(), verdicts=verdicts, not_checkable=(), reactions=())
    assert len(build(weighing=weighing).claims) == 1


def test_places_to_look_are_shown_only_where_they_are_asked_for() -> None:
    """With what each cannot say in the same row; rows for comparison and the picture's are not among them."""
    row = ForensicRow(
        test="duplicates", column="all figures", n=900, statistic=3, df=None, p=1e-5, null="x", warning="w", p_holm=1e-4
    )
    digits = row.model_copy(update={"test": "last-digits", "column": samples.case().candidates[0].id, "null": UNIFORM})
    assert build().odd == ()
    (shown,) = build(odd=[row, digits]).odd
    assert (shown.rows, shown.p, shown.look) == ("900", "below 0.1%", "look here")
    assert "none copied with changes" in shown.caveat
