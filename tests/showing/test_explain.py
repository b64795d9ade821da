"""`--explain`: every record is marked on its words, and nothing in an article can act on a terminal or a page."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recuento.errors import OutputError
from recuento.records.inert import inert
from recuento.records.said import Act, ActKind, Quotation, Reading
from recuento.records.text import Article
from recuento.showing.explain import KINDS, TERMINAL_STYLES, explain, explained, page, save_page


class Page(HTMLParser):
    """What a browser would see of a page: its tags, attributes and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps a tag with its attributes, unescaped as a browser does."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keeps the text between tags."""
        self.words.append(data)

    def all(self, tag: str, css: str = "") -> list[dict[str, str | None]]:
        """The attributes of every such tag, with this class where one is named."""
        return [a for t, a in self.tags if t == tag and css in [*(a.get("class") or "").split(), ""]]


def plain(text: str, *records: Act | Quotation) -> Reading:
    acts = tuple(r for r in records if isinstance(r, Act))
    quotations = tuple(r for r in records if isinstance(r, Quotation))
    article = Article(id="x", source="x.txt", text=text, body=((0, len(text)),))
    return Reading(article=article, acts=acts, quotations=quotations)


def act(text: str, start: int, end: int) -> Act:
    return Act(
        id=f"act-{start}-{end}",
        actor="nobody",
        act=ActKind.DOUBTS,
        voice="reporter",
        start=start,
        end=end,
        text=text[start:end],
        by="rule",
    )


# any code points at all, and often those that act instead of being read
anything = st.text(
    alphabet=st.characters(codec=None, exclude_categories=())
    | st.sampled_from("\ud800\udfff\r\n\t\x1b\u202e\x85\u2028\x00\ufeff="),
    max_size=60,
)


@given(anything, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_every_character_is_marked_by_exactly_its_records(text: str, ends: list[tuple[int, int]]) -> None:
    """However marks nest and overlap, each stretch carries the records whose words it is part of, and no other."""
    spans = [(a, b) for a, b in ends if a < b <= len(text)]
    shown = explain(plain(text, *(act(text, a, b) for a, b in spans)))
    pieces = [p for paragraph in shown.paragraphs for p in paragraph.pieces]
    for piece in pieces:
        end = piece.start + len(piece.text)
        assert [m.spans[0] for m in piece.marks] == [(a, b) for a, b in spans if a <= piece.start and end <= b]
        assert piece.text == inert(text[piece.start : end])
    covered = {i for p in pieces for i in range(p.start, p.start + len(p.text))}
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)


@given(anything)
def test_no_record_is_lost(text: str) -> None:
    """Each record is listed once, beneath the paragraph in which it begins."""
    acts = [act(text, a, a + 1) for a in range(0, len(text), 7)]
    listed = [r.anchor for p in explain(plain(text, *acts)).paragraphs for r in p.records]
    assert sorted(listed) == sorted(f"r{i}" for i in range(1, len(acts) + 1))


def test_a_split_quotation_is_marked_on_its_segments_only() -> None:
    """The words between the halves of a quotation are not marked as quoted."""
    text = "“One,” she said, “two.”"
    quotation = Quotation(
        id="q", kind="direct", start=1, end=22, text="One, two.", segments=((1, 5), (18, 22)), by="split"
    )
    pieces = explain(plain(text, quotation)).paragraphs[0].pieces
    assert [p.text for p in pieces if p.marks] == ["One,", "two."]


def test_records_are_told_in_words(reading: Reading) -> None:
    """Each kind says who and what, by name."""
    told = {r.kind: f"{r.who}: {r.what}" for p in explain(reading).paragraphs for r in reversed(p.records)}
    assert told == {
        "quotation": "Ida Holm: direct, source “Holm”, cue “said”",
        "result": "Electoral Board: Bruno Vega: 51.2%",
        "victory claim": "Clara Soto: claims victory",
        "act": "Ida Holm (NOR): congratulates → Bruno Vega",
        "stance": "Ida Holm (NOR): recognises → Bruno Vega on 2031-05-04; because: congratulates",
        "pledge": "Ida Holm: pledges more ports → Bruno Vega [transport]",
        "relation": "Norland – Sudria: partnership, ongoing, since 1999 [trade, transport]",
        "event": "Ida Holm: SUPPORT → Bruno Vega (CAMEO 05)",
    }


def test_what_did_not_happen_is_told_as_such(reading: Reading) -> None:
    """A negated act, a conditional event, a hedged result and an unknown speaker say so."""
    changed = reading.model_copy(
        update={
            "acts": (reading.acts[0].model_copy(update={"negated": True}),),
            "events": (reading.events[0].model_copy(update={"hypothetical": True, "mode": "pledge"}),),
            "results": (
                reading.results[0].model_copy(
                    update={"bound": "more_than", "votes": 1200, "rank": 1, "term": 3, "counted": 80.0}
                ),
            ),
        }
    )
    told = [r.what for p in explain(changed).paragraphs for r in p.records]
    assert "does not: congratulates → Bruno Vega" in told
    assert "perhaps: SUPPORT/pledge → Bruno Vega (CAMEO 05)" in told
    assert "Bruno Vega: more than 51.2%, more than 1,200 votes, rank 1, term 3, with 80% counted" in told
    assert "unknown speaker" in {r.who for p in explain(changed).paragraphs for r in p.records}


def test_line_ends_of_any_system_part_paragraphs_and_are_not_shown() -> None:
    """A text from Windows has no stray signs at its line ends."""
    shown = explain(plain("one\r\ntwo\rthree"))
    assert [p.text for paragraph in shown.paragraphs for p in paragraph.pieces] == ["one", "two", "three"]


def test_text_around_the_article_is_told_apart(reading: Reading) -> None:
    """A line outside the body is marked as surroundings."""
    first = reading.article.text.index("\n")
    article = reading.article.model_copy(update={"body": ((first + 1, len(reading.article.text)),)})
    shown = explain(reading.model_copy(update={"article": article}))
    assert [p.in_body for p in shown.paragraphs] == [False, True, True, True, True]


# --- terminal -------------------------------------------------------------------------------------------------------


def test_without_colour_there_are_no_escape_sequences(reading: Reading) -> None:
    """Plain text lists every record with its words, so that nothing is told by colour alone."""
    shown = explained([reading], width=160, colour=False)
    assert "\x1b" not in shown
    for kind in KINDS.values():
        assert kind in shown
    assert "“congratulated Bruno Vega on Sunday”" in shown


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_fit_the_terminal(reading: Reading, width: int) -> None:
    """No line is wider than the terminal."""
    assert max(map(len, explained([reading], width=width, colour=False).splitlines())) <= width


def test_every_kind_has_a_style_of_its_own() -> None:
    """No two kinds look the same on a terminal."""
    assert list(TERMINAL_STYLES) == list(KINDS.values())
    assert len(set(TERMINAL_STYLES.values())) == len(KINDS)


@given(anything)
@settings(max_examples=40)
def test_hostile_text_does_not_steer_the_terminal(text: str) -> None:
    """Whatever an article holds, no control character of it comes out."""
    hostile = Article(id="x", source=text, title=text, outlet=text, text=text, body=((0, len(text)),))
    shown = explained([Reading(article=hostile)], colour=False)
    assert all(c == "\n" or c.isprintable() or ord(c) > 0x9F for c in shown.replace("\t", " "))


# --- page -----------------------------------------------------------------------------------------------------------


def test_the_page_asks_for_nothing_and_allows_nothing(reading: Reading) -> None:
    """No script, no address to fetch, and a policy that lets in this one style and nothing else."""
    source = page([reading])
    seen = Page(source)
    assert not {t for t, _ in seen.tags} & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert all((a.get("href") or "#").startswith("#") for _, a in seen.tags)
    assert not [name for _, a in seen.tags for name in a if name.startswith("on") or name in {"src", "style"}]
    style = re.search(r"<style>(.*?)</style>", source, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(a["content"] for a in seen.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_each_mark_can_be_reached_and_explains_itself(reading: Reading) -> None:
    """A mark is a link to its record, with what it says as title and description; no anchor stands twice."""
    seen = Page(page([reading, reading]))
    ids = [a["id"] for _, a in seen.tags if "id" in a]
    assert len(set(ids)) == len(ids)
    marks = seen.all("a", "mark")
    assert marks
    for mark in marks:
        assert (mark["href"] or "")[1:] in ids
        assert set((mark["aria-describedby"] or "").split()) <= set(ids)
        assert "found by: " in (mark["title"] or "")


def test_the_legend_names_every_kind_and_its_style(reading: Reading) -> None:
    """Each kind is in the legend, and the style knows its class."""
    source = page([reading])
    for kind in KINDS.values():
        slug = kind.replace(" ", "-")
        assert f'<span class="k-{slug}">{kind}</span> {explain(reading).counts[kind]}' in source
        assert f".k-{slug} {{" in source


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><script>alert(1)</script>",
        "{{ 7 * 7 }}{% raw %}",
        "&lt;b&gt; &amp;",
        "javascript:alert(1)",
    ],
)
def test_hostile_text_stays_text(hostile: str) -> None:
    """Markup in text, title, source and rule names is shown as it is written, and makes no element."""
    text = f"{hostile} said so"
    reading = Reading(
        article=Article(id="x", source=hostile, title=hostile, outlet=hostile, text=text, body=((0, len(text)),)),
        acts=(act(text, 0, len(hostile)).model_copy(update={"by": hostile, "actor": hostile}),),
        notes=(hostile,),
    )
    seen, harmless = Page(page([reading])), Page(page([plain("x said so", act("x said so", 0, 1))]))
    assert {t for t, _ in seen.tags} == {t for t, _ in harmless.tags}
    assert hostile in "".join(seen.words)
    assert html.escape(hostile, quote=False) in page([reading]).replace("&#39;", "'").replace("&#34;", '"')


@given(anything)
@settings(max_examples=40)
def test_any_text_makes_a_page_that_can_be_stored(text: str) -> None:
    """Control and bidi characters and half characters are replaced by pictures; the page is valid UTF-8."""
    source = page([Reading(article=Article(id="x", source=text, text=text, body=((0, len(text)),)))])
    source.encode()
    assert not set(source) & set("\x00\x07\x1b\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


def test_an_empty_article_and_no_articles_make_a_page(make_reading: Callable[..., Reading]) -> None:
    """Nothing to show is shown as nothing."""
    assert "x.txt" in page([make_reading("", source="x.txt")])
    assert "0 articles" in page([])


def test_the_same_reading_makes_the_same_page(reading: Reading) -> None:
    """The page is byte for byte the same."""
    assert page([reading]) == page([Reading.model_validate(reading.model_dump())])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
@given(st.integers(1, 3))
def test_several_articles_have_a_list_of_contents(reading: Reading, count: int) -> None:
    """With more than one article the page begins with links to each."""
    seen = Page(page([reading] * count))
    assert len(seen.all("article")) == count
    assert len([a for a in seen.all("a") if re.fullmatch(r"#a\d+", a["href"] or "")]) == (count if count > 1 else 0)


def test_a_page_that_cannot_be_written_is_told(reading: Reading, tmp_path: Path) -> None:
    """A missing folder is one line, and nothing is made."""
    with pytest.raises(OutputError, match="its folder does not exist"):
        save_page([reading], tmp_path / "no" / "x.html")
