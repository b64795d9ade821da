"""The site: what it shows, what it links to, what it refuses, and that a changed case is shown on reload."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest import SkipTest
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from starlette.testclient import TestClient
from tests.cases_invented import ARTICLE, CASE, RECIPE, make_case

from recuento.errors import CaseError
from recuento.records.said import Reading
from recuento.serving import shelf as shelf_module
from recuento.serving.app import application
from recuento.serving.security import LONGEST_TARGET, POLICY
from recuento.serving.shelf import Shelf

HOSTILE = """<script>alert(1)</script> rally

PORT ANNE, May 6 (Sample Wire) - Peru's president, Ana "><img src=x onerror=alert(2)> Quispe, congratulated Bruno Vega on Tuesday.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cases") / "Norland 2031"
    return make_case(place, articles={"a.txt": ARTICLE, "b.txt": HOSTILE})


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[TestClient]:
    held = Shelf([folder])
    assert [problem for _, problem in held.prepare(lambda _: None)] == [None]
    yield TestClient(application(held), base_url="http://localhost")
    held.close()


def links_of(page: str) -> set[str]:
    return {part.split('"')[0] for part in page.split('href="')[1:]}


def test_the_first_page_has_each_case_with_its_answer(site: TestClient) -> None:
    page = site.get("/").text
    assert "President of Norland" in page
    assert "2 articles" in page
    assert "4 rows of sheets" in page
    assert "/c/norland-2031/" in links_of(page)


def test_the_dossier_is_the_one_that_the_run_wrote_with_its_policy(site: TestClient, folder: Path) -> None:
    answer = site.get("/c/norland-2031/")
    assert answer.content == (folder / "out" / "dossier.html").read_bytes()
    assert "script-src 'sha256-" in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].endswith("frame-ancestors 'none'")


def test_every_page_that_is_linked_to_is_there_and_brings_its_policies(site: TestClient) -> None:
    """Walked from the first page on: each link of the site answers."""
    seen, ahead = set(), ["/", "/search?q=vega", "/search?q=north"]
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = site.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        if answer.headers["content-type"].startswith("text/html"):
            ahead += [link for link in links_of(answer.text) if link.startswith("/")]
    assert any("/articles/art-" in address for address in seen)
    assert any(address.startswith("/c/norland-2031/sheets/") for address in seen)


def test_every_record_has_a_link_that_stays(site: TestClient, folder: Path) -> None:
    readings = [
        Reading.model_validate_json(line) for line in (folder / "out" / "records.jsonl").read_bytes().splitlines()
    ]
    ids = [r.id for reading in readings for r in reading.located() if hasattr(r, "id")]
    assert len(ids) > 3
    for record in ids:
        page = site.get(f"/c/norland-2031/records/{record}")
        assert page.status_code == 200
        (words,) = [link for link in links_of(page.text) if "#a1-r" in link]
        article = site.get(words.partition("#")[0]).text
        assert f'id="{words.partition("#")[2]}"' in article
        told = site.get(f"/api/cases/norland-2031/records/{record}").json()
        assert told["record"]["id"] == record


def test_a_row_shows_what_the_sheet_says_and_nothing_it_does_not(site: TestClient) -> None:
    rows = site.get("/api/cases/norland-2031/sheets", params={"region": "North", "limit": 2}).json()
    assert rows["total"] == 3
    assert [r["unit"] for r in rows["rows"]] == ["007-01", "007-02"]
    first = rows["rows"][0]
    listed = site.get("/c/norland-2031/sheets").text
    assert "Ballots cast" in listed
    assert ">ballots<" not in listed
    assert first["figures"] == {"registered": 100, "ballots": None, "valid": 60, "invalid": 5, "vega": 25, "soto": 35}
    page = site.get(f"/c/norland-2031/sheets/{first['file']}/{first['row']}").text
    assert "not known" in page
    assert "Nothing on this row." in page


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("congratulated", {"article"}),
        ("CONGRATUL", {"article"}),
        ("Holm Chile", {"article"}),
        ("007", {"sheet"}),
        ("south", {"sheet"}),
        ("nowhere", set()),
        ('" OR * NEAR(', set()),
        ("vega AND", set()),
    ],
)
def test_search_takes_words_and_no_operators(site: TestClient, words: str, found: set[str]) -> None:
    hits = site.get("/api/search", params={"q": words}).json()["hits"]
    assert {hit["kind"] for hit in hits} == found
    assert all(site.get(hit["link"]).status_code == 200 for hit in hits)


def test_the_api_gives_what_the_verbs_write(site: TestClient, folder: Path) -> None:
    weighing = site.get("/api/cases/norland-2031/weighing").json()
    assert weighing == json.loads((folder / "out" / "verdicts.json").read_text("utf-8"))
    assert site.get("/api/cases/norland-2031/tally").json()["sheets"] == 4
    described = site.get("/api/openapi.json").json()
    assert {"Tally", "Weighing", "Reading"} <= set(described["components"]["schemas"])


def test_text_of_others_is_text(site: TestClient) -> None:
    for address in ("/c/norland-2031/articles", "/search?q=rally", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E"):
        page = site.get(address).text
        assert "<script>" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;" in site.get("/c/norland-2031/articles").text


def test_what_a_browser_has_already_is_not_sent_again(site: TestClient) -> None:
    for address in ("/", "/c/norland-2031/", "/api/cases/norland-2031/tally"):
        first = site.get(address)
        again = site.get(address, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = site.get(address, headers={"if-none-match": '"another"'})
        assert other.status_code == 200
        head = site.head(address)
        assert (head.content, head.headers["etag"]) == (b"", first.headers["etag"])


def test_the_site_answers_to_its_own_names_alone(site: TestClient) -> None:
    """A page elsewhere must not read it by a name that it has pointed at this machine."""
    assert site.get("/", headers={"host": "127.0.0.1:8000"}).status_code == 200
    for host in ("evil.example", "localhost.evil.example", ""):
        assert site.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "address",
    [
        "/c/../case.toml",
        "/c/norland-2031/..%2f..%2fetc/passwd",
        "/c/norland-2031/articles/..%2f..%2fcase.toml",
        "/static/../app.py",
        "/c/norland-2031/sheets/%2e%2e/1",
        "/c/norland-2031/sheets/abc/-1",
        "/c/nobody/",
        "/api/cases/nobody/tally",
    ],
)
def test_what_is_not_of_the_site_is_not_there(site: TestClient, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code in {404, 422}
    assert "authority" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


def test_sizes_are_bounded(site: TestClient) -> None:
    assert site.get("/search", params={"q": "a" * LONGEST_TARGET}).status_code == 400
    assert site.get("/api/search", params={"q": "a" * 201}).status_code == 422
    assert site.get("/api/cases/norland-2031/sheets", params={"limit": 501}).status_code == 422
    assert site.get("/c/norland-2031/articles", params={"offset": 2**60}).status_code == 422


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(site: TestClient, method: str) -> None:
    for address in ("/", "/c/norland-2031/", "/api/cases"):
        assert site.request(method, address).status_code == 405


def _touch(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1_000_000))


def test_a_changed_case_is_shown_on_reload_and_a_mistake_beside_what_was_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf_module, "LOOK_AGAIN", 0.0)
    case = make_case(tmp_path / "n", articles={})
    held = Shelf([case])
    site = TestClient(application(held), base_url="http://localhost")
    before = site.get("/api/cases/n").json()
    assert (before["articles"], before["sheets"]) == (0, 4)
    (case / "articles").mkdir(exist_ok=True)
    _touch(case / "articles" / "a.txt", ARTICLE)
    after = site.get("/api/cases/n").json()
    assert after["articles"] == 1
    assert after["version"] != before["version"]
    _touch(case / "case.toml", (CASE + RECIPE).replace('rule = "', 'rul = "').replace("units = 5", "unitz = 5"))
    broken = site.get("/api/cases/n").json()
    assert broken["articles"] == 1
    assert "unitz" in broken["problem"]
    assert "unitz" in site.get("/").text
    assert "unitz" in site.get("/c/n/articles").text
    _touch(case / "case.toml", CASE + RECIPE)
    assert site.get("/api/cases/n").json()["problem"] is None
    held.close()


def test_what_changes_while_a_case_is_run_is_shown_on_the_next_reload(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a reviewer decides while the case is run for another."""
    monkeypatch.setattr(shelf_module, "LOOK_AGAIN", 0.0)
    case = make_case(tmp_path / "n", articles={})
    held = Shelf([case])
    site = TestClient(application(held), base_url="http://localhost")
    index_made = shelf_module.Index.made

    def and_a_file_comes(*args: Any) -> Any:
        (case / "articles").mkdir(exist_ok=True)
        (case / "articles" / "a.txt").write_text(ARTICLE, "utf-8")
        return index_made(*args)

    monkeypatch.setattr(shelf_module.Index, "made", and_a_file_comes)
    assert site.get("/api/cases/n").json()["articles"] == 0
    assert site.get("/api/cases/n").json()["articles"] == 1
    held.close()


def test_a_folder_without_a_case_is_refused_before_anything_is_served(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"holds no case\.toml|is no case folder"):
        Shelf([tmp_path])


def test_two_cases_of_one_name_have_links_of_their_own(tmp_path: Path) -> None:
    held = Shelf([make_case(tmp_path / "a" / "n"), make_case(tmp_path / "b" / "n")])
    assert list(held.cases) == ["n", "n-2"]
    held.close()


def test_names_that_the_dossier_withholds_stand_nowhere_on_the_site(tmp_path: Path) -> None:
    """In no page, answer or search: who is quoted without an office is a member of the public."""
    told = ARTICLE + "\n“We waited for hours,” said Marta Quintana, who voted in the north.\n"
    held = Shelf([make_case(tmp_path / "n", articles={"a.txt": told})])
    site = TestClient(application(held), base_url="http://localhost")
    (article,) = site.get("/api/cases/n/articles").json()["articles"]
    for address in (f"/api/cases/n/articles/{article['id']}", f"/c/n/articles/{article['id']}", "/c/n/"):
        assert "Quintana" not in site.get(address).text
    assert site.get("/api/search", params={"q": "quintana"}).json()["hits"] == []
    held.close()


PATHS = (
    "/api/cases",
    "/api/cases/{case}",
    "/api/cases/{case}/tally",
    "/api/cases/{case}/weighing",
    "/api/cases/{case}/articles",
    "/api/cases/{case}/articles/{article}",
    "/api/cases/{case}/records/{record}",
    "/api/cases/{case}/sheets",
    "/api/cases/{case}/sheets/{file}/{row}",
    "/api/search",
)


def test_the_description_has_every_path(site: TestClient) -> None:
    assert set(site.get("/api/openapi.json").json()["paths"]) == set(PATHS)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", PATHS)
def test_every_path_answers_as_it_is_described(site: TestClient, path: str, mode: GenerationMode) -> None:
    """Asked what the description allows, and what it does not (schemathesis)."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", site.app, headers={"host": "localhost"})
    operation = schema[path]["GET"]

    @settings(max_examples=15, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        case.call_and_validate(headers={"host": "localhost"})

    with suppress(Unsatisfiable, SkipTest):  # what takes nothing cannot be asked wrongly
        asked()


@settings(max_examples=40)
@given(st.text(max_size=40), st.text(max_size=12))
def test_no_words_and_no_key_make_the_site_fail(site: TestClient, words: str, key: str) -> None:
    assert site.get("/search", params={"q": words}).status_code == 200
    assert site.get("/search", params={"q": words, "case": key}).status_code in {200, 404}
    assert site.get(f"/c/{quote(key, safe='')}/records/{quote(words, safe='')}").status_code == 404
