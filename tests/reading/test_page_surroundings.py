"""What pages print around a story, twice, or run into it: captions, feeds' last lines, agencies below, photo credits."""

from __future__ import annotations

import datetime as dt

import pytest

from recuento.reading.pages import article_from_text
from recuento.records.text import Dateline

from .pages_invented import FIRST, HEADLINE, SECOND, THIRD, body


def article_with(line: str, *, at: int = 2) -> list[str]:
    """The body of an article with a line, or several, before its paragraph of this number."""
    told = [HEADLINE, FIRST, SECOND, THIRD]
    return body(article_from_text("\n\n".join([*told[:at], line, *told[at:]])))


@pytest.mark.parametrize(
    "line",
    [
        "Supporters of Ana Sol cheer as the board reads the result\nSupporters of Ana Sol cheer as the board reads the result",
        "Ana Sol speaks in Port Sol, Valdoria, Dec. 7, 2031.\nAna Sol speaks in Port Sol, Valdoria, Dec. 7, 2031.",
        "Miners march in Port Sol, Valdoria, Tuesday, Oct. 29, 2030. Roads were blocked across the country on that day.",
        "Ana Sol speaks to a crowd in the capital, Dec. 7, 2031.",
        "• Ana Sol speaks in the capital.\n  Ana Sol speaks in the capital. | Photo: Reuters",
        "Miners march in the capital of Valdoria on Monday. EPA",
        "Ana Sol at her office: PIC Twitter",
        "READ  Copper falls for a third week as smelter stays cold",
        "Slideshow ( 8 images )",
        "Adjust Comment Print",
        "4 months ago 66",
        "News > Valdoria",
        "Multimedia   ·   User Galleries   ·   News in Pictures Send us your pictures  ·  Send us your stories",
        "Visit our website:",
        "Subscribe to our channel:",
        "The post Sol wins third term appeared first on The Valdorian.",
        "Tom Baker contributed reporting from Nordia.",
        "(AFP)",
        "er/tb (AFP, Reuters)",
        "Enditem",
        "(c) Copyright Valdorian News 2030. Click For Restrictions.",
        "Video by Elena Paz, Tom Baker",
        "Read at www.valdorian.example",
    ],
)
@pytest.mark.parametrize("at", [2, 4])
def test_these_lines_are_no_part_of_a_story(line: str, at: int) -> None:
    """Neither between its paragraphs nor below them; and nothing else leaves it."""
    assert article_with(line, at=at) == [HEADLINE, FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "line",
    [
        "The vote was held on Sunday, July 28, 2030, and the count went on for a week.",
        "She took her office in Port Sol on Jan. 10, 2031.",
        "Mora said in Port Sol, Tuesday, Oct. 29, 2030, that he would go to court.",
        "No more, they sang. No more.",
        "The post office in Port Sol stayed shut.",
        "We read the sheets twice and found nothing.",
        "He thanked the agencies (AFP and others) that had come.",
        "They sang the same line again and again.\n\nThey sang the same line again and again.",
    ],
)
def test_these_lines_stay_in_the_story(line: str) -> None:
    """They look a little like furniture, and a sentence that stands twice is no caption without more to it."""
    assert article_with(line) == [HEADLINE, FIRST, *line.split("\n\n"), SECOND, THIRD]


def test_a_caption_over_the_headline_is_not_the_story() -> None:
    """The headline is what follows it, and the crawl's stamp before it is still the page's date."""
    caption = (
        "Miners march in Port Sol, Valdoria, Tuesday, Oct. 29, 2030. Roads were blocked across the country on that day."
    )
    found = article_from_text(f"date 2030-10-30 {caption}\n\n{HEADLINE}\n\n{FIRST}\n\n{SECOND}")
    assert (found.title, found.published) == (HEADLINE, dt.date(2030, 10, 30))
    assert body(found) == [HEADLINE, FIRST, SECOND]


def test_a_caption_that_stands_again_folded_away_is_left_out_with_it() -> None:
    """Pages show the first words of a caption and a button run into them."""
    caption = "Miners march through the capital of Valdoria in the rain. They ask for every sheet of the count. EPA"
    again = f"{caption[:70]}Show more"
    assert article_with(f"{caption}\n{again}", at=1) == [HEADLINE, FIRST, SECOND, THIRD]


def test_a_headline_printed_twice_under_a_sections_name_is_the_title() -> None:
    """The section is no part of the article."""
    found = article_from_text(f"World Media\n\n{HEADLINE}\n\n{HEADLINE}\n\n{FIRST}\n\n{SECOND}")
    assert (found.title, body(found)) == (HEADLINE, [HEADLINE, FIRST, SECOND])


def test_a_name_printed_twice_over_a_date_is_the_byline() -> None:
    """Pages print it as a link and as text."""
    found = article_from_text(f"{HEADLINE}\n\nElena Paz\nElena Paz\n\nOctober 27, 2030\n\n{FIRST}\n\n{SECOND}")
    assert (found.byline, found.published) == ("Elena Paz", dt.date(2030, 10, 27))
    assert body(found) == [HEADLINE, FIRST, SECOND]


def test_a_person_signs_before_an_agency() -> None:
    """Where both stand over the story, the agency is the agency and the person the byline."""
    top = f"{HEADLINE}\n\nReuters News\nPosted: Dec 17, 2030 6:42 PM\n\nBy Elena Paz"
    found = article_from_text(f"{top}\n\nPORT SOL (Reuters) - {FIRST}\n\n{SECOND}")
    assert (found.byline, found.agency) == ("Elena Paz", "Reuters")


def test_an_agency_and_a_place_in_capitals_are_byline_and_dateline() -> None:
    """As some papers print them: "AFP, CARACAS"."""
    found = article_from_text(f"{HEADLINE}\n\nAFP, CARACAS\n\n{FIRST}\n\n{SECOND}")
    assert (found.agency, found.dateline) == ("AFP", Dateline(place="Caracas"))
    assert body(found) == [HEADLINE, FIRST, SECOND]


@pytest.mark.parametrize(
    ("line", "outlet"), [("appeared first on", "The Valdorian"), ("first appeared on", "Radio Sol")]
)
def test_a_feeds_last_line_names_the_outlet(line: str, outlet: str) -> None:
    """Where nothing surer does."""
    found = article_from_text(f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}\n\nThe post {HEADLINE} {line} {outlet}.")
    assert found.outlet == outlet


def test_an_outlet_before_the_headline_is_no_part_of_it() -> None:
    """Aggregators put it in front, with a bar."""
    found = article_from_text(f"News24 | {HEADLINE}\n\n{FIRST}\n\n{SECOND}")
    assert (found.title, found.outlet) == (HEADLINE, "News24")


def test_a_stamp_may_run_into_the_story_with_an_underscore() -> None:
    """The date is the page's and the rest the story."""
    found = article_from_text(f"Thursday, 20 August 2020_{FIRST}\n\n{SECOND}")
    assert found.published == dt.date(2020, 8, 20)
    assert body(found) == [FIRST, SECOND]


def test_the_agency_below_a_story_is_its_agency() -> None:
    """Alone in brackets, or behind the desk's initials."""
    for line in ("(AFP)", "er/tb (AFP, Reuters)"):
        assert article_from_text(f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}\n\n{line}").agency == "AFP"
