"""Plain text as crawled: what is the article, what surrounds it, and what the page says of itself."""

from __future__ import annotations

import datetime as dt

import pytest

from recuento.errors import TextError
from recuento.reading.pages import article_from_text
from recuento.records.text import Dateline

from .pages_invented import FIRST, HEADLINE, SECOND, THIRD, body

STORY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"

# Lines that stand alone somewhere around or inside a story and are none of it.
FURNITURE = [
    "Menu",
    " date 2024-07-29 Menu",
    "Skip to main content",
    "Home News World Sport Opinion",
    "Home | News | Africa | Valdoria votes",
    "Home > World > Americas",
    "Inicio\nInternacional",
    "Date:",
    "Published:",
    "Published 29 July 2024",
    "Updated 10:12 AM EDT, Mon July 29, 2024",
    "Mon 29 Jul 2024 10.30 BST",
    "2024-07-29T10:00:00-04:00",
    "29 de julio de 2024",
    "3 min read",
    "2 hours ago",
    "Share",
    "Share this article",
    "Facebook Twitter WhatsApp Email",
    "Share on Facebook Tweet",
    "1.2K shares",
    "Compartir",
    "Advertisement",
    "ADVERTISEMENT",
    "Story continues below advertisement",
    "Publicidad",
    "Listen to this article",
    "Read more: Court throws out the petition",
    "READ ALSO: Court throws out the petition",
    "ALSO READ Court throws out the petition",
    "Related: Court throws out the petition",
    "Lea también: El tribunal rechaza la demanda",
    "We use cookies to improve your experience. Accept all cookies or manage your choices.",
    "Sign up for our morning newsletter.",
    "Follow us on Facebook and Twitter for more.",
    "Suscríbete a nuestro boletín diario.",
    "Photo: Tom Baker",
    "(Photo by Tom Baker/AFP via Getty Images)",
    "Supporters of Ana Sol wave flags in the capital. REUTERS/Tom Baker",
    "Supporters of Ana Sol wave flags in the capital, July 28, 2024. (AP Photo/Tom Baker)",
    "FILE PHOTO: President Ana Sol votes in the capital in 2018.",
    "Image source, Getty Images",
    "Image caption, Supporters of Ms Sol waved flags until the early morning",
    "Getty Images",
    "Tags: Valdoria, election",
    "Etiquetas: Valdoria, elecciones",
    "#Valdoria #Election2024",
    "https://example.org/story",
    "Copyright 2024 The Valdorian. All rights reserved.",
    "© 2024 AFP",
    "(Reporting by Ana Ruiz in Quito; Editing by Tom Baker)",
    "Reporting by Ana Ruiz; Editing by Tom Baker",
    "Associated Press writer Eva Lind in Quito contributed to this report.",
    "Ana Ruiz reported from Quito, and Tom Baker from Lima.",
    "Category: World Published on Wednesday, 19 August 2020 14:00 Hits: 4",
    "Domingo 5 de diciembre de 2010, p. 25",
    "Ana Sol (left) and Tomás Paz wave to the crowd. Photo: 27 November 2010",
    "Rivals in Valdoria: Ana Sol, left, with her chain of office. TOM BAKER / Associated Press",
    "(Source: https://council.example)",
    "Published in The Valdorian, July 30th, 2024",
    "Read the original article on Capital FM.",
    "Link copied to clipboard",
    "No comments:",
    "Con información de EFE",
    "str-jt/mtp",
    "Our Standards: The Thomson Reuters Trust Principles.",
    "This is a breaking news story and will be updated.",
]

# Sentences and lines of a story that hold words of furniture.
STORY_LINES = [
    "Share of the vote for Sol grew to 51 percent by noon on Monday.",
    "Reporting by the council was slow in the east of the country.",
    "Editing the results by hand took the clerks two days.",
    "By Monday night, nothing had come.",
    "By-elections are due in three districts.",
    "Photo finish: Sol and Paz were ten votes apart in one district.",
    "More than half of the sheets were missing. That is all they said.",
    "More: that is what the crowd asked for, and what it got.".replace("More:", "More,"),
    "Watch the count, he told his supporters.",
    "Related charges against the council were dropped.",
    "Home to two million people, the capital voted late.",
    "Copyright law was no issue in the campaign.",
    "Tags on the ballot boxes had been cut.",
    "Advertisement campaigns cost more than the count itself.",
    "The council will publish the sheets, Reuters reported.",
    "“Read more of the sheets,” she said.",
    "Corrections officers guarded the boxes.",
    "Date and time of the inauguration are open.",
    "Cookies were served at polling stations.",
    "Sol 51.2%",
    "She won.",
    "¿Quién ganó?",
    "“They stole it.”",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_left_out_wherever_it_stands(line: str) -> None:
    """A menu, label, button, link, caption or note is no part of the body: above, within or below the story."""
    above = f"{line}\n{HEADLINE}\n\n{STORY}\n"
    within = f"{HEADLINE}\n\n{FIRST}\n\n{line}\n\n{SECOND}\n\n{THIRD}\n"
    below = f"{HEADLINE}\n\n{STORY}\n\n{line}\n"
    for text in (above, within, below):
        assert body(article_from_text(text)) == [HEADLINE, FIRST, SECOND, THIRD]


@pytest.mark.parametrize("line", STORY_LINES)
def test_the_story_is_never_furniture(line: str) -> None:
    """A sentence stays in the body whichever words it begins with."""
    article = article_from_text(f"{HEADLINE}\n\n{FIRST}\n\n{line}\n\n{SECOND}\n")
    assert body(article) == [HEADLINE, FIRST, line, SECOND]


def test_a_stamp_before_the_headline_on_its_line_is_cut_off() -> None:
    """The crawl's date prefix gives the date, and the headline or sentence behind it stays whole."""
    titled = article_from_text(f" date 2020-11-08 World leaders react to vote\n{FIRST}\n{SECOND}")
    assert (titled.title, titled.published) == ("World leaders react to vote", dt.date(2020, 11, 8))
    untitled = article_from_text(f" date 2020-11-08 Menu {FIRST}\n\n{SECOND}")
    assert (untitled.title, untitled.published, body(untitled)) == (None, dt.date(2020, 11, 8), [FIRST, SECOND])


@pytest.mark.parametrize(
    ("line", "byline", "outlet", "agency"),
    [
        ("By Ana Ruiz", "Ana Ruiz", None, None),
        ("By Ana Ruiz and Tom Baker", "Ana Ruiz and Tom Baker", None, None),
        ("BY ANA RUIZ AND TOM BAKER", "ANA RUIZ AND TOM BAKER", None, None),
        ("Por Ana Ruiz y Tomás de la Paz", "Ana Ruiz y Tomás de la Paz", None, None),
        ("By Ana Ruiz | July 29, 2024", "Ana Ruiz", None, None),
        ("By Ana Ruiz July 29, 2024 10:30 AM", "Ana Ruiz", None, None),
        ("By: Ana Ruiz", "Ana Ruiz", None, None),
        ("By\nAna Ruiz", "Ana Ruiz", None, None),
        ("Author: Ana Ruiz", "Ana Ruiz", None, None),
        ("By Ana Ruiz, Reuters", "Ana Ruiz, Reuters", None, "Reuters"),
        ("Ana Ruiz, Reuters", "Ana Ruiz, Reuters", None, "Reuters"),
        ("By Ana Ruiz of The Associated Press", "Ana Ruiz of The Associated Press", None, "AP"),
        ("ANA RUIZ Associated Press Writer", "ANA RUIZ", None, "AP"),
        ("By Ana Ruiz, CNN", "Ana Ruiz, CNN", "CNN", None),
        ("Ana Ruiz, BBC News, Quito", "Ana Ruiz, BBC News, Quito", "BBC News", None),
        ("By Valdoria24news", "Valdoria24news", "Valdoria24news", None),
        ("By Valdoria Daily", "Valdoria Daily", "Valdoria Daily", None),
        ("AFP", "AFP", None, "AFP"),
        ("Associated Press", "Associated Press", None, "AP"),
        ("AFP/Reuters", "AFP/Reuters", None, "AFP"),
        ("By Reuters", "Reuters", None, "Reuters"),
        ("Staff reporter", "Staff reporter", None, None),
        ("By Our Correspondent", "Our Correspondent", None, None),
        ("Redacción", None, None, None),
        ("AFP Published July 30, 2024 Updated July 30, 2024 07:44am", "AFP", None, "AFP"),
        ("By Ana Luisa Ruiz (AFP) – Dec 4, 2010", "Ana Luisa Ruiz (AFP)", None, "AFP"),
        ("Aug 10th, 2018 Ana Ruiz 1003 Views", "Ana Ruiz", None, None),
        ("Text by FRANCE 24", "FRANCE 24", "France 24", None),
        ("Source: Reuters", None, None, "Reuters"),
        ("Publication: The Valdorian", None, "The Valdorian", None),
    ],
)
def test_a_byline_names_who_wrote_it_and_for_whom(
    line: str, byline: str | None, outlet: str | None, agency: str | None
) -> None:
    """Names are kept as printed; an agency's or outlet's name among them is told apart; the line is not body."""
    article = article_from_text(f"{HEADLINE}\n\n{line}\n\n{STORY}")
    assert (article.byline, article.outlet, article.agency) == (byline, outlet, agency)
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


@pytest.mark.parametrize("line", ["Ana Ruiz", "Ana Ruiz in Quito"])
def test_a_name_between_headline_and_date_is_the_byline(line: str) -> None:
    """Many pages print no "by"."""
    article = article_from_text(f"{HEADLINE}\n{line}\nMon 29 Jul 2024 10.30 BST\n{STORY}")
    assert (article.byline, article.published) == (line, dt.date(2024, 7, 29))


@pytest.mark.parametrize(
    ("line", "title", "outlet", "agency"),
    [
        (f"{HEADLINE} | The Guardian", HEADLINE, "The Guardian", None),
        (f"{HEADLINE} - BBC News", HEADLINE, "BBC News", None),
        (f"{HEADLINE} | Valdoria Daily News", HEADLINE, "Valdoria Daily News", None),
        (f"{HEADLINE} (AP)", HEADLINE, None, "AP"),
        (f"# {HEADLINE}", HEADLINE, None, None),
        (f"Title: {HEADLINE}", HEADLINE, None, None),
        ("Sol - the final count", "Sol - the final count", None, None),
        ("Kenya Votes - Reuters", "Kenya Votes", None, "Reuters"),
        ("Who won in Valdoria?", "Who won in Valdoria?", None, None),
        ("The Feud", "The Feud", None, None),
    ],
)
def test_the_headline_is_its_own_words_only(line: str, title: str, outlet: str | None, agency: str | None) -> None:
    """The outlet's or agency's name at its end, and marks before it, are cut off and used."""
    article = article_from_text(f"{line}\n\n{STORY}")
    assert (article.title, article.outlet, article.agency) == (title, outlet, agency)
    assert body(article)[0] == title


@pytest.mark.parametrize(
    "line", ["Election Results July 28, 2024", "By-Election Results", "Kenya: Ruto Declared Winner"]
)
def test_a_headline_with_a_date_or_label_in_it_is_still_one(line: str) -> None:
    """What would be a byline or a field under the headline is the headline itself when nothing stands above."""
    article = article_from_text(f"{line}\n\n{STORY}")
    assert (article.title, article.byline) == (line, None)


def test_teasers_over_the_headline_are_left_out() -> None:
    """Headlines with "Read more" under them, and bulleted ones, lead to other pages."""
    teasers = "• Court rejects petition\n\nRaid leaves four dead in the north\n\nRead more\n\nParties go back to school\n\nRead more"
    article = article_from_text(f"{teasers}\n\n{HEADLINE}\n\nBy Ana Ruiz\n\n{STORY}")
    assert article.title == HEADLINE
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


def test_a_caption_printed_twice_is_left_out_twice() -> None:
    """The first copy often has no credit."""
    caption = "Supporters of Ana Sol dance in the main square of the capital."
    text = f"{HEADLINE}\n\n{caption}\n{caption} TOM BAKER / Associated Press\n\n{STORY}"
    assert body(article_from_text(text)) == [HEADLINE, FIRST, SECOND, THIRD]


def test_a_deck_under_the_headline_is_body() -> None:
    """A second headline says something; it is kept as a paragraph."""
    article = article_from_text(f"{HEADLINE}\nNeighbours ask for the tally sheets\nBy Ana Ruiz\n\n{STORY}")
    assert body(article) == [HEADLINE, "Neighbours ask for the tally sheets", FIRST, SECOND, THIRD]


@pytest.mark.parametrize("kicker", ["VALDORIA", "WORLD NEWS", "Elections"])
def test_a_section_name_over_the_headline_is_not_it(kicker: str) -> None:
    """One word, or a few in capitals, name the section."""
    article = article_from_text(f"{kicker}\n{HEADLINE}\n\n{STORY}")
    assert (article.title, body(article)[0]) == (HEADLINE, HEADLINE)


def test_a_headline_printed_twice_is_body_once() -> None:
    """The page's title and the headline are one."""
    article = article_from_text(f"{HEADLINE} - BBC News\n\n{HEADLINE}\n\n{STORY}")
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]
    assert article.outlet == "BBC News"


@pytest.mark.parametrize("text", [FIRST, "Putin congratulated Maduro.", "Putin congratulates Maduro", STORY])
def test_without_a_headline_there_is_no_title(text: str) -> None:
    """A text that begins with its story, or is one line, has no title, and all of it is body."""
    article = article_from_text(text)
    assert article.title is None
    assert "\n\n".join(body(article)) == text


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ("Published: January 2, 2019", dt.date(2019, 1, 2)),
        ("Posted on 2 January 2019", dt.date(2019, 1, 2)),
        ("Publicado el 2 de enero de 2019", dt.date(2019, 1, 2)),
        ("date 2019-01-02", dt.date(2019, 1, 2)),
        ("2019-01-02T23:30:00-04:00", dt.date(2019, 1, 2)),
        ("02.01.2019", dt.date(2019, 1, 2)),
        ("13/01/2019", dt.date(2019, 1, 13)),
        ("01/13/2019", dt.date(2019, 1, 13)),
        ("02/01/2019", None),
        ("Updated January 5, 2019\nPublished January 2, 2019", dt.date(2019, 1, 2)),
        ("Updated January 5, 2019", dt.date(2019, 1, 5)),
        ("Published\n2 January 2019", dt.date(2019, 1, 2)),
        ("Published: February 30, 2019", None),
        ("2 hours ago", None),
    ],
)
def test_the_page_date_is_the_day_of_publication(lines: str, published: dt.date | None) -> None:
    """Publication wins over updates; where day and month cannot be told apart there is no date."""
    assert article_from_text(f"{HEADLINE}\n{lines}\n\n{STORY}").published == published


def test_a_date_in_the_story_is_not_the_page_date() -> None:
    """Only what stands over or under the story dates the page."""
    article = article_from_text(f"{HEADLINE}\n\nThe vote of July 28, 2024 was calm.\n\n{STORY}\n")
    assert article.published is None


@pytest.mark.parametrize(
    ("source", "published", "outlet"),
    [
        ("https://www.reuters.com/world/2024/07/29/story/", dt.date(2024, 7, 29), "Reuters"),
        ("https://news.example.org/a", None, "news.example.org"),
        ("news/2024-07-29-story.txt", dt.date(2024, 7, 29), None),
        ("2020-01-01/story.txt", None, None),
    ],
)
def test_the_address_is_the_last_resort(source: str, published: dt.date | None, outlet: str | None) -> None:
    """An address or a file's name dates the page, and an address names the outlet, where the page does not."""
    article = article_from_text(f"{HEADLINE}\n\n{STORY}", source)
    assert (article.published, article.outlet) == (published, outlet)
    stamped = article_from_text(f"date 2019-01-02\n{HEADLINE} - BBC News\n\n{STORY}", source)
    assert (stamped.published, stamped.outlet) == (dt.date(2019, 1, 2), "BBC News")


def test_the_dateline_is_outside_the_body_and_in_the_record() -> None:
    """The first paragraph's stretch begins with its sentence; the year comes from the page's date."""
    article = article_from_text(f"Published: January 2, 2019\n{HEADLINE}\n\nKINSHASA, Dec 31 (Reuters) - {STORY}")
    assert article.dateline == Dateline(place="Kinshasa", date=dt.date(2018, 12, 31))
    assert article.agency == "Reuters"
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


@pytest.mark.parametrize("line", ["WASHINGTON —", "ANKARA", "MOSCOW, July 29 (Reuters)"])
def test_a_dateline_may_have_a_line_of_its_own(line: str) -> None:
    """Some outlets print the place over the first paragraph."""
    article = article_from_text(f"{HEADLINE}\n{line}\n{STORY}")
    assert article.dateline is not None
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("tail", "agency"),
    [
        (" (Reporting by Ana Ruiz; Editing by Tom Baker)", "Reuters"),
        (" (Con información de EFE)", "EFE"),
        (" (ANI)", "ANI"),
        (" — AFP", "AFP"),
        (" EFE", "EFE"),
        (" Enditem", None),
        (" (Sol)", None),
        (" She left", None),
    ],
)
def test_a_signoff_behind_the_last_sentence_is_cut_off(tail: str, agency: str | None) -> None:
    """The last paragraph's stretch ends with its sentence, and the agency is taken."""
    article = article_from_text(f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}{tail}\n")
    assert body(article)[-1] == (SECOND if agency or "End" in tail else SECOND + tail)
    assert article.agency == agency


@pytest.mark.parametrize("tail", [" Read more", " Leer más", " […]"])
def test_a_button_run_into_the_last_sentence_is_cut_off(tail: str) -> None:
    """What leads to the rest of the story is not its last words."""
    assert body(article_from_text(f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}{tail}"))[-1] == SECOND


@pytest.mark.parametrize(
    "prefix", ["24 September 2020", "24 September 2020 ", "Internacional.- ", "date 2020-09 ", "HARARE: "]
)
def test_a_stamp_run_into_the_first_sentence_is_cut_off(prefix: str) -> None:
    """A date, a section or a place before the text is none of it."""
    assert body(article_from_text(f"{HEADLINE}\n\n{prefix}{FIRST}\n\n{SECOND}")) == [HEADLINE, FIRST, SECOND]


def test_a_sentence_that_begins_with_a_date_is_whole() -> None:
    """Only a date that runs into a capital is a stamp."""
    sentence = "July 28, 2024, was the day of the vote in all of Valdoria and abroad."
    assert body(article_from_text(f"{HEADLINE}\n\n{sentence}\n\n{SECOND}"))[1] == sentence


def test_an_outlet_in_the_dateline_is_the_outlet_and_no_agency() -> None:
    """A "(CNN)" before the text names the publisher, unless another one is named above."""
    own = article_from_text(f"{HEADLINE}\n\n(CNN) — {STORY}")
    assert (own.outlet, own.agency) == ("CNN", None)
    copied = article_from_text(f"{HEADLINE}\n\nBy Valdoria24news\n\n(CNN) — {STORY}")
    assert (copied.outlet, copied.agency) == ("Valdoria24news", "CNN")


def test_an_agency_on_its_own_page_is_the_outlet() -> None:
    """`agency` says whose copy it is when it is another's."""
    article = article_from_text(f"{HEADLINE}\n\nMOSCOW (Reuters) - {STORY}", "https://www.reuters.com/world/story")
    assert (article.outlet, article.agency) == ("Reuters", None)


def test_a_list_of_related_stories_is_left_out() -> None:
    """Headlines under "Related stories" are other articles'; the story goes on with the next sentence."""
    links = "Related stories\nCourt rejects Paz petition\nSol thanks her voters"
    article = article_from_text(f"{HEADLINE}\n\n{FIRST}\n\n{links}\n\n{SECOND}\n\n{THIRD}")
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


def test_headlines_below_the_page_footer_are_left_out() -> None:
    """After the story's last sentence and a row of buttons, lines without a sentence are links."""
    article = article_from_text(f"{HEADLINE}\n\n{STORY}\n\nShare\n\nCourt rejects Paz petition\nSol thanks her voters")
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


def test_readers_comments_are_left_out() -> None:
    """What members of the public write under a story is not the story."""
    comment = "Pat says: They stole it. I was there and nobody counted anything at all."
    article = article_from_text(f"{HEADLINE}\n\n{STORY}\n\nLeave a Reply\n\n{comment}\n")
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


def test_subheadings_and_lists_inside_the_story_are_body() -> None:
    """Short lines between paragraphs belong to the story."""
    article = article_from_text(f"{HEADLINE}\n\n{FIRST}\n\nCalls for transparency\n\n{SECOND}\n\n• {THIRD}")
    assert body(article) == [HEADLINE, FIRST, "Calls for transparency", SECOND, THIRD]


def test_a_database_export_is_read_by_its_labels() -> None:
    """Labels as press databases print them give their fields, and the newspaper's name is not the headline."""
    article = article_from_text(
        f"The Daily Valdorian (Port Sol)\n\nJuly 29, 2024 Monday\n\n{HEADLINE}\n\nBYLINE: Ana Ruiz\n\nSECTION: WORLD; Pg. 3\n\n"
        f"LENGTH: 512 words\n\nDATELINE: PORT SOL\n\nBODY:\n\n{STORY}\n\nLOAD-DATE: July 30, 2024\n\nLANGUAGE: ENGLISH\n"
    )
    assert (article.title, article.outlet, article.byline) == (HEADLINE, "The Daily Valdorian", "Ana Ruiz")
    assert (article.dateline, article.published) == (Dateline(place="Port Sol"), dt.date(2024, 7, 29))
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


def test_front_matter_is_read_and_left_out() -> None:
    """The fields over a Markdown post are its metadata."""
    article = article_from_text(f'---\ntitle: "{HEADLINE}"\ndate: 2024-07-29\nauthor: Ana Ruiz\n---\n\n{STORY}')
    assert (article.title, article.published, article.byline) == (HEADLINE, dt.date(2024, 7, 29), "Ana Ruiz")
    assert body(article) == [HEADLINE, FIRST, SECOND, THIRD]


WRAPPED = """SOL WINS VALDORIA VOTE

By Ana Ruiz

PORT SOL, July 29 (Reuters) - President Ana Sol won a
third term on Monday, the electoral council said, in a
result that the opposition called a fraud. Her rival
Tomás Paz asked for the tally sheets.

The council said that Sol took 51 percent of the vote
and Paz 44 percent, with 80 percent of ballots counted.
Share
Tweet
"""


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_hard_wrapped_lines_are_one_paragraph(line_break: str) -> None:
    """Lines that fill a column go on into one another; buttons under the last one do not."""
    text = WRAPPED.replace("\n", line_break)
    article = article_from_text(text)
    joined = [" ".join(paragraph.split()) for paragraph in body(article)]
    assert article.text == text
    won = "President Ana Sol won a third term on Monday, the electoral council said, in a result"
    assert joined == [
        "SOL WINS VALDORIA VOTE",
        f"{won} that the opposition called a fraud. Her rival Tomás Paz asked for the tally sheets.",
        "The council said that Sol took 51 percent of the vote and Paz 44 percent, with 80 percent of ballots counted.",
    ]


def test_short_paragraphs_on_single_lines_are_not_wrapped() -> None:
    """Where lines end with sentences and begin with capitals, each is a paragraph."""
    lines = [
        "Sol won on Monday, the council said in the capital.",
        "Paz lost, and he asked for all the tally sheets.",
        "She won.",
    ]
    assert body(article_from_text("\n".join(lines))) == lines


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\n\n", "\r\n\r\n", "\u2029", "\x0c"])
def test_any_line_break_ends_a_paragraph_and_stays_in_the_text(separator: str) -> None:
    """Spans count in the text as given."""
    text = separator.join([HEADLINE, FIRST, SECOND])
    article = article_from_text(text)
    assert article.text == text
    assert body(article) == [HEADLINE, FIRST, SECOND]


@pytest.mark.parametrize("blank", ["", " \n\t ", "\r\n\r\n", "\u2003"])
def test_a_blank_text_is_refused(blank: str) -> None:
    """White space is no article."""
    with pytest.raises(TextError, match="empty"):
        article_from_text(blank)


def test_the_same_text_has_the_same_id_wherever_it_comes_from() -> None:
    """Ids are content hashes."""
    assert article_from_text(STORY, "a.txt").id == article_from_text(STORY, "b.txt").id
    assert article_from_text(STORY).id != article_from_text(STORY + " ").id
