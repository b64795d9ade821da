"""The site in a real browser: no complaint, nothing from elsewhere, found and read by keyboard, nothing that axe finds."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from tests.cases_invented import ARTICLE, make_case
from tests.serving.test_site import HOSTILE

from recuento.case.journal import Journal
from recuento.records.said import Reading
from recuento.serving.accounts import Accounts
from recuento.serving.app import application
from recuento.serving.review import Desk
from recuento.serving.shelf import Shelf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here to open pages in")]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@contextmanager
def served(held: Shelf, desk: Desk | None = None) -> Iterator[str]:
    """Where a site answers, by the server that the command starts."""
    server = uvicorn.Server(uvicorn.Config(application(held, desk=desk), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
    held.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The read-only site over one case."""
    case = make_case(tmp_path_factory.mktemp("cases") / "n", articles={"a.txt": ARTICLE, "b.txt": HOSTILE})
    with served(Shelf([case])) as there:
        yield there


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


def opened(browser: Browser, address: str, width: int = 1280) -> tuple[Page, list[str]]:
    """A page, and everything it complained of or asked of others."""
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: None if "//127.0.0.1:" in request.url else heard.append(request.url))
    page.goto(address)
    return page, heard


PATHS = ("/", "/c/n/articles", "/c/n/sheets", "/search?q=vega", "/nowhere")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_is_silent_accessible_and_no_wider_than_its_screen(
    browser: Browser, address: str, path: str, width: int
) -> None:
    page, heard = opened(browser, address + path, width)
    assert [h for h in heard if "404" not in h] == []
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_by_keyboard_alone_words_are_sought_and_an_article_is_opened(browser: Browser, address: str) -> None:
    page, heard = opened(browser, address)
    while page.evaluate("document.activeElement.id") != "q":
        page.keyboard.press("Tab")
    page.keyboard.type("congratulated")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    while "/articles/" not in str(page.evaluate("document.activeElement.href || ''")):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/art-*")
    assert "congratulated" in page.content()
    assert heard == []


def test_the_dossiers_script_runs_and_no_others_does(browser: Browser, address: str) -> None:
    page, heard = opened(browser, f"{address}/c/n/")
    assert heard == []
    assert page.evaluate("document.querySelectorAll('.sortable button').length > 0")
    page.goto(f"{address}/c/n/articles")
    assert "<script>alert(1)</script> rally" in page.inner_text("main")
    assert heard == []


def test_a_reviewer_decides_by_keyboard_alone_and_quickly(browser: Browser, tmp_path: Path) -> None:
    """Signs in and confirms ten records without a pointer, in less than the minute that is given."""
    case = make_case(tmp_path / "n", articles={f"{i}.txt": ARTICLE.replace("Holm", f"Holm{i}") for i in range(4)})
    accounts = Accounts(f"sqlite:///{tmp_path / 'accounts.db'}")
    accounts.accept(accounts.invite("Ana"), "correct horse battery")
    with served(Shelf([case]), Desk(accounts)) as address:
        page, heard = opened(browser, f"{address}/review")
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.id") != "name":
            page.keyboard.press("Tab")
        page.keyboard.type("Ana")
        page.keyboard.press("Tab")
        page.keyboard.type("correct horse battery")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/review")
        assert Axe().run(page).response["violations"] == []
        lines = (case / "out" / "records.jsonl").read_bytes().splitlines()
        ids = [r.id for line in lines for r in Reading.model_validate_json(line).located()][:10]
        begun = time.monotonic()
        for record in ids:
            page.goto(f"{address}/review/n/records/{record}")
            page.wait_for_function("document.activeElement.id === 'why'")
            page.keyboard.press("Enter")
            page.get_by_text("What was decided last").wait_for()
        assert time.monotonic() - begun < 60
        assert [e.who for e in Journal(case).entries()] == ["", *["Ana"] * 10]
        page.goto(f"{address}/review/n/records/{ids[0]}")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert heard == []
    accounts.close()
