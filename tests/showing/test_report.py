"""The page: one file that shows all of the dossier, asks for nothing, and lets nothing in it act."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import itertools
import re
import shutil
import subprocess
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.showing import samples
from tests.showing.test_sheet_rows import sheets

from recuento.records.counted import Finding, FindingRow
from recuento.records.said import Reading
from recuento.showing import dossier, report
from recuento.showing.report import render_html

VOID = {"meta", "link", "br", "hr", "img", "input", "use", "path", "circle", "rect", "line"}
HOSTILE = (
    '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>\u202ejavascript:alert(1)=HYPERLINK("x")\x1b[31m\ud800'
)


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, and whether each is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that is closed at once."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """An element ends; it must be the one opened last."""
        if tag not in VOID:
            assert self._open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        """Text, unless it is the page's own style or script."""
        if not self._open or self._open[-1] not in {"style", "script"}:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such element."""
        return [attrs for name, attrs in self.elements if name == tag]


def render(number: int = 1, readings: tuple[Reading, ...] | None = None, **changes: Any) -> str:
    """The page of the sample case."""
    readings = samples.readings(number) if readings is None else readings
    given: dict[str, Any] = {
        "case": samples.case(),
        "tally": samples.tally(),
        "weighing": samples.weighing(readings),
        "manifest": samples.MANIFEST,
    }
    return render_html(dossier.build(readings=readings, **{**given, **changes}))


@cache
def sample() -> str:
    """The page of the sample case, made once."""
    return render()


@cache
def bare() -> str:
    """The page of a case with nothing in it."""
    return render(0, case=samples.case(announcements=[]), tally=None, weighing=samples.NOTHING, manifest={})


@cache
def crowded() -> str:
    """The page of a case with 200 articles."""
    return render(200)


@cache
def hostile(text: str = HOSTILE) -> str:
    """The page of a case in which every text from outside is an attack."""
    reading = samples.reading()
    article = reading.article.model_copy(
        update={"title": text, "outlet": text, "agency": text, "source": f"javascript:{text}"}
    )
    actors = tuple(a.model_copy(update={"name": f"{a.name} {text}"}) for a in reading.actors)
    evil = reading.model_copy(update={"article": article, "actors": actors, "notes": (text,)})
    base = samples.case()
    case = base.model_copy(
        update={
            "contest": base.contest.model_copy(update={"name": text, "authority": text}),
            "candidates": tuple(c.model_copy(update={"name": text}) for c in base.candidates),
            "announcements": tuple(a.model_copy(update={"source": f"javascript:{text}"}) for a in base.announcements),
            "sheets": tuple(s.model_copy(update={"published_by": text, "interest": text}) for s in base.sheets),
        }
    )
    row = FindingRow(source=text, row=2, unit=text, detail=text)
    finding = Finding(check=text, severity="error", count=1, explain=text, rows=(row,))
    regions = tuple(r.model_copy(update={"path": (text,)}) for r in samples.tally().regions)
    weighed = samples.weighing((evil,))
    verdicts = tuple(v.model_copy(update={"text": text, "says": text, "stated_by": text}) for v in weighed.verdicts)
    return render(
        readings=(evil,),
        case=case,
        tally=samples.tally(findings=(finding,), regions=regions),
        weighing=weighed.model_copy(update={"verdicts": verdicts}),
        manifest={"recuento": text, "inputs": {text: text}},
    )


PAGES = {"sample": sample, "bare": bare, "crowded": crowded, "hostile": hostile}
on_every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


@on_every_page
def test_the_page_asks_nothing_of_any_network(page: Any) -> None:
    """No element of it loads anything, and its policy forbids all but its own style and script."""
    html = page()
    parsed = Page(html)
    assert not any(name in {"img", "link", "iframe", "object", "embed", "base", "form"} for name, _ in parsed.elements)
    assert not any("src" in attrs or "srcset" in attrs for _, attrs in parsed.elements)
    assert not re.search(r"url\((?!#)|@import|fetch\(|XMLHttpRequest", html)
    assert all(use["href"].startswith("#") for use in parsed.all("use"))


@on_every_page
def test_the_policy_lets_in_one_style_and_one_script_by_hash(page: Any) -> None:
    """Anything else that got into the page would not run."""
    html = page()
    (policy,) = [m["content"] for m in Page(html).all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


@on_every_page
def test_no_attribute_holds_script_or_style(page: Any) -> None:
    """No event handler, no style attribute, and links only within the page or to the web."""
    for _, attrs in Page(page()).elements:
        assert not any(name.startswith("on") or name == "style" for name in attrs)
        assert attrs.get("href", "#").startswith(("#", "https://", "http://"))


@on_every_page
def test_every_link_within_the_page_leads_somewhere_and_anchors_are_single(page: Any) -> None:
    """From any claim to the words, from any word to its note, and back."""
    parsed = Page(page())
    ids = [attrs["id"] for _, attrs in parsed.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    wanted = {attrs["href"][1:] for _, attrs in parsed.elements if attrs.get("href", "").startswith("#")}
    wanted |= {
        i
        for _, a in parsed.elements
        for name in ("aria-labelledby", "aria-describedby")
        for i in a.get(name, "").split()
    }
    assert wanted <= set(ids)


@on_every_page
def test_headings_are_in_order_and_landmarks_are_there(page: Any) -> None:
    """One h1, no level skipped, a main, a navigation with a name, a way to skip to the answer."""
    parsed = Page(page())
    levels = [int(name[1]) for name, _ in parsed.elements if re.fullmatch(r"h[1-6]", name)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert len(parsed.all("main")) == len(parsed.all("footer")) == 1
    assert parsed.all("nav")[0]["aria-label"]
    assert parsed.all("a")[0] == {"class": "skip", "href": "#answer"}


@on_every_page
def test_tables_have_captions_and_scopes(page: Any) -> None:
    """And each scrolls in a box of its own that the keyboard reaches."""
    parsed = Page(page())
    assert len(parsed.all("caption")) == len(parsed.all("table"))
    assert all(th.get("scope") in {"row", "col"} for th in parsed.all("th"))
    boxes = [d for d in parsed.all("div") if "scroll" in d.get("class", "")]
    assert len(boxes) == len(parsed.all("table"))
    assert all(box["tabindex"] == "0" and box["role"] == "region" and box["aria-label"] for box in boxes)


def test_hostile_text_is_shown_as_text() -> None:
    """The markup is there to read, its controls as pictures, and no script but the page's own."""
    html = hostile()
    parsed = Page(html)
    assert len(parsed.all("script")) == 1
    shown = "".join(parsed.text)
    assert "<script>alert(1)</script>" in shown
    assert not set(html) & set("\u202e\x1b\ud800")
    html.encode()


def test_verdicts_are_told_by_word_and_shape_and_not_by_colour_alone() -> None:
    """Beside each badge's word stands a shape of its own."""
    html = sample()
    for kind, word in (("impossible", "Ruled out"), ("confirmed", "Confirmed"), ("undetermined", "Undetermined")):
        assert re.search(rf'<use href="#v-{kind}"/></svg><span>{word}</span>', html)


def test_the_page_says_what_it_rests_on() -> None:
    """The hash of the sheets, their publisher's interest, the versions and the hashes of all files."""
    html = sample()
    for words in (samples.SHA, "campaign of a candidate", "3.11.9", "ab" * 32, "no random draw"):
        assert words in html


def test_two_hundred_articles_stay_under_three_megabytes() -> None:
    """With every article's text, records and quotations in the page."""
    html = crowded()
    assert html.count("<article") == 200
    assert len(html.encode()) < 3_000_000


@pytest.mark.slow
def test_a_thousand_articles_stay_under_three_megabytes() -> None:
    """What no longer fits is counted."""
    assert len(render(1000).encode()) < 3_000_000


def test_long_names_and_right_to_left_titles_are_isolated() -> None:
    """A name's direction does not leak into the words beside it."""
    reading = samples.reading()
    title = "انتخابات الرئاسة في سان لورينزو"
    article = reading.article.model_copy(update={"title": title, "outlet": "N" * 80})
    html = render(readings=(reading.model_copy(update={"article": article}),))
    assert f'dir="auto">{title}' in html
    assert f"<bdi>{'N' * 80}" in html


def test_members_of_the_public_are_not_on_the_page() -> None:
    """Nor is any address of a sheet's image."""
    html = sample()
    assert "Quispe" not in html
    assert "a person quoted" in html


def test_a_member_of_the_public_is_not_in_the_days_either() -> None:
    """Whoever of the country takes a stance on a day is called there what the rest of the page calls them."""
    readings = samples.readings(1)
    weighing = samples.weighing(readings)
    said = weighing.reactions[0].model_copy(
        update={"country": "XSL", "actor": "Rosa Quispe", "date": dt.date(2031, 6, 3), "stance": "rejects"}
    )
    html = render(1, weighing=weighing.model_copy(update={"reactions": (*weighing.reactions, said)}))
    assert "Quispe" not in html
    assert "2031-06-03" in html


def test_rows_of_sheets_give_way_where_the_page_would_grow_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the page says how many there are."""
    shown = dossier.build(samples.case(), (), samples.tally(), samples.weighing(), samples.MANIFEST, sheets=sheets(500))
    whole = render_html(shown)
    assert "<template>" in whole
    monkeypatch.setattr(report, "PAGE_ROOM", len(whole.encode()) - 1)
    page = render_html(shown)
    assert "<template>" not in page
    assert "500 rows of the sheets are too many for this page" in page


def test_the_same_case_gives_the_same_bytes() -> None:
    """The page holds nothing of the hour or the machine."""
    assert render() == sample()


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here to open the page in")
@pytest.mark.parametrize("page", [sample, hostile], ids=["sample", "hostile"])
def test_a_browser_runs_the_pages_script_under_its_policy(page: Any, tmp_path: Path) -> None:
    """The table's heads have become buttons, so the hashes hold; nothing hostile ran."""
    path = tmp_path / "dossier.html"
    path.write_text(page(), encoding="utf-8")
    browser = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    run = [*browser, *quiet, f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=2000", "--dump-dom"]
    done = subprocess.run([*run, path.as_uri()], capture_output=True, timeout=60, check=False)
    assert b'<button type="button">Region</button>' in done.stdout
    assert b"Content Security Policy" not in done.stderr
