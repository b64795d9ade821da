"""One story under many outlets: what makes two articles the same story, and what does not."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recuento.reading.likeness import containment, near_pairs, resemblance, shingles_of, words_of
from recuento.reading.pages import article_from_text
from recuento.reading.stories import with_stories
from recuento.records.said import Quotation, Reading
from recuento.records.stories import by_story
from recuento.records.text import content_id

HEADLINE = "Sol keeps the presidency of Valdoria"
PARAGRAPHS = (
    "President Ana Sol kept her office in Valdoria on Sunday, the Electoral Board said after a night of slow counting.",
    "The board gave her 51 percent of the votes with four fifths of the tables counted, and her rival Juan Mora 44.",
    "“We ask the board for every single tally sheet of every table,” Mora told a crowd in the rain outside his office.",
    "Nordia sent its good wishes within the hour, while Altamar said that it would wait until the sheets were shown.",
    "Buses ran as usual in Port Sol on Monday morning, though shutters stayed down along the main avenue of the city.",
    "“Nobody in this country has seen the sheets that the board speaks of,” said Elena Paz, who led a mission of lawyers.",
    "Valdoria has been ruled by the same party since the mines were taken over, and its courts have never sided with others.",
    "Fishermen on the northern coast, where turnout was the lowest, said that they had gone to sea instead of queueing.",
)
OTHER = (
    "The price of copper fell for a third week, and the treasury of Valdoria warned that wages would be paid late.",
    "Traders in Port Sol blamed a strike at the smelter, where two furnaces have been cold since the end of winter.",
    "Economists expect the central bank to raise its rate at its next meeting, though none would say so in public.",
    "A new rail line to the border, promised four years ago, has so far reached the second of its eleven stations.",
    "The ministry said that it would publish figures on the harvest in ten days, a month later than in other years.",
    "Shops have begun to ask for payment in foreign notes, which is forbidden, and nobody has been fined for it yet.",
)


def text(*paragraphs: str, headline: str = HEADLINE) -> str:
    """An article as plain text."""
    return "\n\n".join([headline, *paragraphs])


def reading(words: str, *, source: str = "a.txt", quotations: Sequence[str] = (), **page: object) -> Reading:
    """An article as it is read, with these direct quotations, which need not stand in it."""
    article = article_from_text(words, source).model_copy(update=page)
    heard = tuple(
        Quotation(
            id=content_id("q", q), kind="direct", start=0, end=len(q), text=q, segments=((0, len(q)),), by="cue-after"
        )
        for q in quotations
    )
    return Reading(article=article, quotations=heard)


def groups(*readings: Reading) -> set[frozenset[str]]:
    """The sources of the articles of each story."""
    return {frozenset(r.article.source for r in tellings) for tellings in by_story(with_stories(readings))}


def tell(words: str) -> Reading:
    """How an article tells the story of the first text, when these two are all there are."""
    return with_stories([reading(text(*PARAGRAPHS)), reading(words, source="b.txt")])[1]


# --- copies


@pytest.mark.parametrize(
    ("what", "copy"),
    [
        ("another headline", text(*PARAGRAPHS, headline="Board: Sol wins Valdoria vote")),
        ("a paragraph more", text(*PARAGRAPHS, OTHER[0])),
        ("a paragraph less", text(*PARAGRAPHS[:4], *PARAGRAPHS[5:])),
        ("paragraphs in another order", text(*PARAGRAPHS[:3], *reversed(PARAGRAPHS[3:]))),
        ("straight quotes, no accents, other dashes", text(*PARAGRAPHS).replace("“", '"').replace("”", '"')),
        ("capitals", text(*(p.upper() for p in PARAGRAPHS))),
        ("soft hyphens", text(*PARAGRAPHS).replace("President", "Presi\u00addent").replace("counted", "coun\u200bted")),
        ("menus", f"Menu\nHome\nWorld\nShare\n\n{text(*PARAGRAPHS)}\n\nRelated stories\nCopper falls again\nMost read"),
        ("a word changed here and there", text(*PARAGRAPHS).replace("Board", "Council").replace("said", "stated")),
    ],
)
def test_a_copy_is_the_same_story_whatever_an_outlet_does_to_it(what: str, copy: str) -> None:
    """Each is what outlets do to an agency's text; the record says what was compared and how much is the same."""
    story = tell(copy).story
    assert story is not None, what
    assert story.by in ("copy", "fullest"), what
    first, second = with_stories([reading(text(*PARAGRAPHS)), reading(copy, source="b.txt")])
    assert first.story_id == second.story_id
    tied = next(r.story for r in (first, second) if r.story and r.story.by != "fullest")
    assert tied.shared is not None
    assert tied.shared >= 50
    assert tied.like in {first.article.id, second.article.id}


@pytest.mark.parametrize("kept", [3, 4, 5])
def test_a_text_cut_to_its_first_paragraphs_is_part_of_the_whole(kept: int) -> None:
    """A bulletin contained in the report, or a report without its tail, is no story of its own."""
    story = tell(text(*PARAGRAPHS[:kept])).story
    assert story is not None
    assert story.by in ("part", "copy")
    assert story.shared is not None
    assert story.shared >= 50


def test_a_bulletin_is_not_the_story_of_a_text_many_times_as_long() -> None:
    """Within a long background piece it is a source."""
    long = text(*PARAGRAPHS, *OTHER, *(f"{p} So it was in the year {n} too." for n in range(1990, 1993) for p in OTHER))
    assert len(groups(reading(text(*PARAGRAPHS[:2])), reading(long, source="b.txt"))) == 2


def test_a_bulletin_never_joins_two_reports_that_both_took_it_in() -> None:
    """It goes with the one of which it is the larger part."""
    bulletin = reading(text(*PARAGRAPHS[:3]), source="bulletin")
    one = reading(text(*PARAGRAPHS[:3], *OTHER[:3]), source="one")
    two = reading(text(*PARAGRAPHS[:3], *(p.replace("a", "o") for p in OTHER)), source="two")
    assert groups(bulletin, one, two) == {frozenset({"bulletin", "one"}), frozenset({"two"})}


def test_identical_flashes_of_a_few_words_are_one_story() -> None:
    """A text too short to be evidence by its shingles is still the same text when it is word for word the same."""
    flash, other = "Sol wins in Valdoria, board says.", "Sol wins in Valdoria, rival says."
    assert len(groups(reading(flash), reading(flash.upper(), source="b"), reading(other, source="c"))) == 2


def test_different_stories_stay_apart() -> None:
    """Another subject, and the same headline over another text."""
    assert len(groups(reading(text(*PARAGRAPHS)), reading(text(*OTHER), source="b.txt"))) == 2


def test_a_shared_paragraph_of_background_joins_nothing() -> None:
    """Agencies close many stories with the same paragraphs."""
    one, two = text(*PARAGRAPHS[:5], *PARAGRAPHS[6:7]), text(*OTHER, *PARAGRAPHS[6:7])
    assert len(groups(reading(one), reading(two, source="b.txt"))) == 2


# --- rewrites

SAID = (
    "we ask the board for every single tally sheet of every table",
    "nobody in this country has seen the sheets that the board speaks of",
    "our ports will stay open and our flag will stay up",
    "I have never lost an election that was counted in the open",
)
DAY = dt.date(2031, 6, 2)


def filed(words: str, source: str, quotations: Sequence[str], **page: object) -> Reading:
    """An agency's story of the day."""
    return reading(words, source=source, quotations=quotations, **{"agency": "Reuters", "published": DAY, **page})


def test_a_rewrite_is_known_by_agency_day_and_quotations() -> None:
    """Two outlets tell the agency's story in their own words and keep what was said."""
    one = filed(text(*PARAGRAPHS), "one", SAID[:3])
    two = filed(text(*OTHER), "two", SAID[:2], published=DAY + dt.timedelta(days=1))
    told = with_stories([one, two])
    assert told[0].story_id == told[1].story_id
    assert {r.story.by for r in told if r.story} == {"fullest", "rewrite"}


@pytest.mark.parametrize(
    ("why", "quotations", "page"),
    [
        ("one famous sentence", [SAID[0], "that is another matter of which more next week"], {}),
        ("the same sentence in two lengths", [SAID[0], SAID[0].removeprefix("we ask ")], {}),
        ("short phrases", ["every single tally sheet", "stay open", "a shadow play"], {}),
        ("a few of many", [*SAID[:2], *(f"what he said of the matter number {n} was long" for n in range(9))], {}),
        ("another agency", SAID[:3], {"agency": "AP"}),
        ("another week", SAID[:3], {"published": DAY + dt.timedelta(days=7)}),
        ("no day", SAID[:3], {"published": None}),
    ],
)
def test_what_is_no_rewrite(why: str, quotations: list[str], page: dict[str, object]) -> None:
    """Two stories of one evening share a sentence; two agencies hear the same speech."""
    one, two = filed(text(*PARAGRAPHS), "one", SAID[:3]), filed(text(*OTHER), "two", quotations, **page)
    assert len(groups(one, two)) == 2, why


def test_a_text_recut_beyond_a_copy_is_known_by_its_wording_and_quotations() -> None:
    """No agency need be named: half of the words and most of the quotations are evidence enough."""
    one = reading(text(*PARAGRAPHS), source="one", quotations=SAID[:2])
    two = reading(text(*PARAGRAPHS[:4], *OTHER), source="two", quotations=SAID[:2])
    assert len(groups(one, two)) == 1
    assert len(groups(one, two.model_copy(update={"quotations": ()}))) == 2


# --- the grouping as such


def test_without_others_an_article_stands_alone() -> None:
    """It is a story of its own, and nothing is compared."""
    (alone,) = with_stories([reading(text(*PARAGRAPHS))])
    assert alone.story is not None
    assert (alone.story.by, alone.story.like, alone.story.shared) == ("alone", None, None)
    assert with_stories([]) == []


def test_every_telling_leads_to_the_fullest() -> None:
    """Each but the fullest names an article of its story; following these ends at the fullest."""
    many = [reading(text(*PARAGRAPHS[:n]), source=str(n)) for n in (3, 5, 6, 8)]
    told = {r.article.id: r.story for r in with_stories(many) if r.story}
    assert len({story.id for story in told.values()}) == 1
    for start in list(told):
        path = [start]
        while (like := told[path[-1]].like) is not None:
            assert like not in path
            path.append(like)
        assert told[path[-1]].by == "fullest"


@given(st.permutations(range(7)))
@settings(max_examples=12)
def test_the_order_of_the_articles_makes_no_difference(order: list[int]) -> None:
    """The same articles have the same stories, each by the same evidence."""
    texts = [
        text(*PARAGRAPHS),
        text(*PARAGRAPHS[:4]),
        text(*PARAGRAPHS, OTHER[0]),
        text(*OTHER),
        text(*OTHER[:5]),
        text(*OTHER[:2], *PARAGRAPHS[6:]),
        text(*PARAGRAPHS, headline="Another headline over the same"),
    ]
    many = [reading(words, source=str(at)) for at, words in enumerate(texts)]
    expected = {r.article.source: r.story for r in with_stories(many)}
    assert {r.article.source: r.story for r in with_stories([many[at] for at in order])} == expected


def test_a_story_that_has_nothing_to_do_with_it_changes_no_other() -> None:
    """Ids and evidence stay what they were."""
    two = [reading(text(*PARAGRAPHS)), reading(text(*PARAGRAPHS[:6]), source="b")]
    assert with_stories([*two, reading(text(*OTHER), source="c")])[:2] == with_stories(two)


def test_shares_are_counted_and_not_estimated() -> None:
    """The share that a record gives is that of the runs of five words themselves."""
    whole, less = (shingles_of(words_of(" ".join(p))) for p in (PARAGRAPHS, PARAGRAPHS[:6]))
    story = tell(text(*PARAGRAPHS[:6])).story
    assert story is not None
    # Words that stand at the joint of two paragraphs are in a run like any others.
    assert story.shared == round(100 * resemblance(whole, less), 1)
    assert containment(less, whole) == 1


@given(st.integers(0, 30))
@settings(max_examples=20)
def test_texts_of_a_quarter_of_the_same_words_are_compared(seed: int) -> None:
    """Nothing above the thresholds is missed for want of being nominated."""
    words = random.Random(seed)  # noqa: S311 - it invents words
    common, mine, yours = ([f"w{words.randrange(10**9)}" for _ in range(n)] for n in (104, 150, 150))
    one, two = shingles_of(common + mine), shingles_of(common + yours)
    assert 0.24 < resemblance(one, two) < 0.26
    assert near_pairs([one, two]) == [[], [0]]
