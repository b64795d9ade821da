"""The dossier in a real browser: it asks nothing, runs nothing of others, can be walked by keyboard, and looks as it did.

The pictures in `golden/` are the drawings of the first screen, small, grey and without their letters, which differ from
machine to machine. After a change that is meant, write them anew with RECUENTO_GOLDEN=write and look.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.real_elections import CASES
from tests.showing import samples
from tests.showing.test_lede import many_candidates
from tests.showing.test_report import bare, crowded, hostile, render, sample

from recuento.case.run import count, weigh
from recuento.showing.dossier import build
from recuento.showing.report import render_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here to open pages in")]
GOLDEN = Path(__file__).parent / "golden"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def demo(demo_folder: Path) -> str:
    """The page of the shipped case, as the demo writes it."""
    return (demo_folder / "out" / "dossier.html").read_text("utf-8")


def opened(browser: Browser, html: str, folder: Path, **how: Any) -> tuple[Page, list[str]]:
    """The page, opened from its file, and everything it complained of or asked for."""
    path = folder / "dossier.html"
    path.write_text(html, "utf-8")
    page = browser.new_context(**how).new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: heard.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    return page, heard


@pytest.mark.parametrize("make", [bare, sample, hostile, crowded], ids=["bare", "sample", "hostile", "crowded"])
def test_a_page_opened_from_its_file_is_silent(make: Any, browser: Browser, tmp_path: Path) -> None:
    """No error, no dialog, no request; the script that its policy lets in has run."""
    page, heard = opened(browser, make(), tmp_path)
    assert heard == []
    assert page.evaluate(
        "document.querySelectorAll('.sortable button').length > 0 || !document.querySelector('.sortable')"
    )


PAYLOADS = {
    "script": "<script>document.title='hit'</script>",
    "script-in-capitals": "<ScRiPt/x>document.title='hit'</sCrIpT>",
    "image-that-fails": "<img src=x onerror=document.title='hit'>",
    "svg-onload": "<svg/onload=document.title='hit'>",
    "svg-script": "<svg><script>document.title='hit'</script></svg>",
    "body-onload": "<body onload=document.title='hit'>",
    "details-toggle": "<details open ontoggle=document.title='hit'>x",
    "autofocus": "<input autofocus onfocus=document.title='hit'>",
    "iframe": "<iframe srcdoc=\"<script>parent.document.title='hit'</script>\"></iframe>",
    "object": "<object data=\"javascript:document.title='hit'\"></object>",
    "link": "<a href=\"javascript:document.title='hit'\">x</a>",
    "base": "<base href=https://example.invalid/>",
    "refresh": "<meta http-equiv=refresh content=0;url=https://example.invalid/>",
    "style": "<style>body{background:url(https://example.invalid/)}</style>",
    "form": "<form action=https://example.invalid/><button>x</button></form>",
    "out-of-an-attribute": '" onmouseover="document.title=\'hit\'" x="',
    "out-of-a-script": "</script><script>document.title='hit'</script>",
    "out-of-a-style": "</style><script>document.title='hit'</script>",
    "out-of-a-template": "</template><script>document.title='hit'</script>",
    "out-of-a-comment": "--><script>document.title='hit'</script><!--",
    "out-of-a-title": "</title></textarea></noscript><script>document.title='hit'</script>",
    "template-language": "{{ 7 * 7 }}{% include 'x' %}${document.title='hit'}",
    "mathml": "<math><mtext><table><mglyph><style><img src=x onerror=document.title='hit'>",
}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_text_from_outside_is_executed(payload: str, browser: Browser, tmp_path: Path) -> None:
    """Nor does it ask for anything: not by the page's policy, which is off here, but since it is text."""
    page, heard = opened(browser, hostile(payload), tmp_path, bypass_csp=True)
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    page.mouse.move(300, 300)
    assert heard == []
    assert page.title() != "hit"
    assert payload in page.evaluate("document.body.textContent").replace("\n", " ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("make", [bare, sample, hostile], ids=["bare", "sample", "hostile"])
def test_axe_finds_nothing(make: Any, scheme: str, browser: Browser, tmp_path: Path) -> None:
    """The accessibility checker, with every section unfolded."""
    from axe_playwright_python.sync_playwright import Axe

    page, _ = opened(browser, make(), tmp_path, color_scheme=scheme, bypass_csp=True)
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_axe_finds_nothing_on_the_page_of_the_demo(browser: Browser, demo: str, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, _ = opened(browser, demo, tmp_path, bypass_csp=True)
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]] == []


def test_the_page_in_spanish_is_as_well_made(browser: Browser, spanish_folder: Path, tmp_path: Path) -> None:
    """It opens without a complaint, says its language, and axe finds nothing; its script speaks Spanish, too."""
    from axe_playwright_python.sync_playwright import Axe

    html = (spanish_folder / "out" / "dossier.html").read_text("utf-8")
    page, heard = opened(browser, html, tmp_path, bypass_csp=True)
    assert heard == []
    assert page.evaluate("document.documentElement.lang") == "es"
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    page.get_by_label("País o palabras").fill("Perú")
    assert "mostradas" in page.inner_text(".filters [role=status]")


def test_the_keyboard_reaches_the_first_details_soon_and_opens_them(
    browser: Browser, demo: str, tmp_path: Path
) -> None:
    page, _ = opened(browser, demo, tmp_path)
    stops = []
    while len(stops) < 16 and stops[-1:] != ["SUMMARY"]:
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.tagName"))
    assert stops[-1] == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")


def test_the_keyboard_walks_through_the_whole_page(browser: Browser, tmp_path: Path) -> None:
    """Everything that can be reached is reached by Tab alone, and the walk ends."""
    page, _ = opened(browser, sample(), tmp_path)
    reachable = page.evaluate(
        "[...document.querySelectorAll('a[href],button,summary,input,select,[tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility({contentVisibilityAuto: false})).length"
    )
    seen = set()
    for _ in range(reachable * 2 + 10):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(seen) >= reachable * 0.95


def test_a_link_into_what_is_folded_unfolds_it(browser: Browser, demo: str, tmp_path: Path) -> None:
    page, _ = opened(browser, demo, tmp_path)
    anchor = page.evaluate("document.querySelector('details .reason').id")
    page.evaluate(f"location.hash = '#{anchor}'")
    page.wait_for_function(f"document.getElementById('{anchor}').closest('details').open")
    assert page.locator(f"#{anchor}").is_visible()


def test_a_phone_and_a_printer_get_it_in_few_screens(browser: Browser, demo: str, tmp_path: Path) -> None:
    """About 9,000 pixels at 390 wide (letters differ from machine to machine); at most ten sheets of A4 or Letter."""
    page, _ = opened(browser, demo, tmp_path, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollHeight") < 9_400
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for paper in ("A4", "Letter"):
        assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper))) <= 10


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_long_names_and_many_candidates_make_no_page_wider_than_its_screen(
    width: int, browser: Browser, tmp_path: Path
) -> None:
    """With everything unfolded, in either direction of writing."""
    names = [{"id": "rojas", "name": "ا" * 80}, {"id": "beltran", "name": "W" * 80}, {"id": "mora", "name": "J " * 40}]
    for html in (render(1, case=samples.case(candidates=names)), many_candidates(30)):
        page, _ = opened(browser, html, tmp_path, viewport={"width": width, "height": 844})
        page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_first_paint_comes_within_a_second(browser: Browser, demo: str, tmp_path: Path) -> None:
    page, _ = opened(browser, demo, tmp_path)
    paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    assert page.evaluate(paint) < 1000


def test_who_stands_where_is_narrowed_by_words_and_stance(browser: Browser, demo: str, tmp_path: Path) -> None:
    page, _ = opened(browser, demo, tmp_path)
    page.get_by_label("Country or words").fill("Cuba")
    shown = page.evaluate("[...document.querySelectorAll('.stands > li[data-date]')].filter(i => !i.hidden).length")
    assert 1 <= shown < page.evaluate("document.querySelectorAll('.stands > li[data-date]').length")
    page.get_by_label("Stance").select_option("s-rejects")
    assert page.evaluate("document.getElementById('s-recognises').hidden")
    assert "shown" in page.inner_text(".filters [role=status]")


# --- the first picture


def _real(name: str, shared: Path, folder: Path) -> str:
    case = CASES[name](shared, folder)
    tally = count(case, folder=folder) if case.sheets else None
    return render_html(build(case, [], tally, weigh(case, folder=folder), {"versions": {}, "inputs": []}))


def _tie() -> str:
    tally = samples.tally()
    alike = tuple(c.model_copy(update={"votes": 500_000, "share": 50.0}) for c in tally.candidates[:2])
    counted = tally.model_copy(update={"candidates": alike})
    return render(0, case=samples.case(announcements=[]), tally=counted, weighing=samples.NOTHING)


PICTURES: dict[str, Any] = {
    **{name: lambda shared, folder, name=name: _real(name, shared, folder) for name in CASES},
    "tie": lambda _shared, _folder: _tie(),
    "two-candidates": lambda _shared, _folder: many_candidates(2),
    "thirty-candidates": lambda _shared, _folder: many_candidates(30),
}
_SIDE = (320, 180)
_TOLERANCE = 0.6
"""Mean difference of a pixel's grey, of 255: a mark that has moved or is gone makes more, an edge drawn otherwise less."""


@pytest.mark.parametrize("name", PICTURES)
def test_the_first_picture_looks_as_it_did(name: str, browser: Browser, shared: Path, tmp_path: Path) -> None:
    from PIL import Image, ImageChops, ImageStat

    wide = {"width": 1280, "height": 900}
    page, _ = opened(browser, PICTURES[name](shared, tmp_path), tmp_path, viewport=wide, bypass_csp=True)
    page.add_style_tag(content="svg.axis text { display: none }")
    drawn = page.locator(".lede .wide svg.axis").screenshot()
    picture = Image.open(io.BytesIO(drawn)).convert("L").resize(_SIDE)
    kept = GOLDEN / f"{name}.png"
    if os.environ.get("RECUENTO_GOLDEN") == "write":
        picture.save(kept, optimize=True)
    difference = ImageStat.Stat(ImageChops.difference(picture, Image.open(kept).convert("L"))).mean[0]
    assert difference < _TOLERANCE


def test_the_rows_of_the_sheets_are_unpacked_searched_and_sorted(browser: Browser, demo: str, tmp_path: Path) -> None:
    page, heard = opened(browser, demo, tmp_path)
    page.locator("details.rows > summary").click()
    page.wait_for_selector("details.rows tbody tr")
    told = page.locator("details.rows [role=status]")
    assert told.inner_text() == "200 of 326 shown"
    page.get_by_label("Unit or region").fill("sucre")
    assert 0 < int(told.inner_text().split()[0]) < 200
    page.get_by_role("button", name="Registered").click()
    column = page.evaluate(
        "[...document.querySelectorAll('details.rows tbody tr')].map(r => Number(r.cells[4].textContent.replace(/,/g, '')))"
    )
    assert column == sorted(column, reverse=True)
    assert heard == []
