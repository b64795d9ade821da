"""Fixtures that several rooms share.

- `reading`: an invented article with one record of each kind. Take it where any well-filled reading will do.
- `make_reading`: a reading of a text of your own, with no records. Take it where the text matters.
- `shared`: the folder of third-party test data; the test is skipped where it is absent.

A test that needs one special record makes it itself.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from recuento.records.said import (
    Act,
    ActKind,
    Actor,
    Event,
    Pledge,
    Quotation,
    Reading,
    Relation,
    Result,
    Stance,
    StanceKind,
    VictoryClaim,
)
from recuento.records.text import Article, Dateline, Span, content_id

os.environ.pop("COLUMNS", None)  # a test that asks for a width sets it; some runners set one

# Without a time limit: a busy machine is no fault of the code. What is drawn anew each time finds over many runs what it does not find in one;
# RECUENTO_THOROUGH=1 looks longer at once.
settings.register_profile("quick", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=300)
settings.load_profile("thorough" if os.environ.get("RECUENTO_THOROUGH") else "quick")


@pytest.fixture(scope="session", autouse=True)
def _own_receipts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Receipts of runs go into a folder of the tests, also those of commands started as processes."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


TEXT = """Norland hails Vega's win

PORT ANNE, May 4 (Sample Wire) - Norland's president, Ida Holm, congratulated Bruno Vega on Sunday.
“Our peoples are friends,” Holm said. “We will build more ports.”
The Electoral Board said Vega won 51.2% of the vote. Clara Soto also declared victory.
Norland and Sudria have been partners since 1999.
"""


def span_of(words: str, text: str = TEXT) -> Span:
    """Where the words stand in the text."""
    start = text.index(words)
    return start, start + len(words)


def located(words: str) -> dict[str, object]:
    """The fields of a record that rests on these words of the sample text."""
    start, end = span_of(words)
    return {"start": start, "end": end, "text": words}


def make(text: str, source: str = "sample.txt") -> Reading:
    """A reading of the text with no records in it."""
    return Reading(article=Article(id=content_id("article", text), source=source, text=text, body=((0, len(text)),)))


@pytest.fixture
def make_reading() -> Callable[..., Reading]:
    """Makes a reading of a text, with no records in it."""
    return make


@pytest.fixture
def reading() -> Reading:
    """An invented article with at least one record of each kind."""
    holm = Actor(
        id="a-holm", name="Ida Holm", kind="person", role="president", country="NOR", mentions=(span_of("Ida Holm"),)
    )
    vega = Actor(id="a-vega", name="Bruno Vega", kind="person", mentions=(span_of("Bruno Vega"),))
    soto = Actor(id="a-soto", name="Clara Soto", kind="person", mentions=(span_of("Clara Soto"),))
    board = Actor(
        id="a-board", name="Electoral Board", kind="authority", country="SUR", mentions=(span_of("Electoral Board"),)
    )
    norland = Actor(id="a-norland", name="Norland", kind="government", country="NOR")
    sudria = Actor(id="a-sudria", name="Sudria", kind="government", country="SUR")
    friends = located("Our peoples are friends,")
    ports = located("We will build more ports.")
    hails = located("congratulated Bruno Vega on Sunday")
    return Reading(
        article=Article(
            id=content_id("article", TEXT),
            source="sample.txt",
            title="Norland hails Vega's win",
            outlet="The Sample",
            agency="Sample Wire",
            dateline=Dateline(place="PORT ANNE", date=dt.date(2031, 5, 4)),
            published=dt.date(2031, 5, 5),
            language="en",
            text=TEXT,
            body=((0, len(TEXT)),),
        ),
        actors=(holm, vega, soto, board, norland, sudria),
        quotations=(
            Quotation(
                id="q-1",
                kind="direct",
                segments=(span_of("Our peoples are friends,"),),
                speaker="a-holm",
                source=(TEXT.index("Holm said"), TEXT.index(" said")),
                cue=span_of("said"),
                by="cue after content",
                **friends,
            ),
            Quotation(
                id="q-2",
                kind="direct",
                segments=(span_of("We will build more ports."),),
                by="follows on",
                **ports,
            ),
        ),
        results=(
            Result(
                id="r-1",
                authority="a-board",
                candidate="a-vega",
                share=51.2,
                stated_by="a-board",
                voice="attributed",
                by="won share",
                **located("Vega won 51.2% of the vote"),
            ),
        ),
        victory_claims=(
            VictoryClaim(
                id="v-1",
                claimant="a-soto",
                voice="reporter",
                by="declared victory",
                **located("Clara Soto also declared victory"),
            ),
        ),
        acts=(
            Act(
                id="act-1",
                actor="a-holm",
                country="NOR",
                act=ActKind.CONGRATULATES,
                target="a-vega",
                voice="reporter",
                by="congratulate",
                **hails,
            ),
        ),
        stances=(
            Stance(
                id="s-1",
                actor="a-holm",
                country="NOR",
                stance=StanceKind.RECOGNISES,
                toward="a-vega",
                date=dt.date(2031, 5, 4),
                basis=("act-1",),
                by="from acts",
                **hails,
            ),
        ),
        pledges=(
            Pledge(
                id="p-1",
                by="a-holm",
                to="a-vega",
                what="more ports",
                sectors=("transport",),
                voice="attributed",
                found_by="will + verb",
                **ports,
            ),
        ),
        relations=(
            Relation(
                id="rel-1",
                a="a-norland",
                b="a-sudria",
                kind="partnership",
                sectors=("trade", "transport"),
                since="since 1999",
                voice="reporter",
                by="partners",
                **located("Norland and Sudria have been partners since 1999"),
            ),
        ),
        events=(
            Event(id="e-1", actor="a-holm", recipient="a-vega", type="SUPPORT", cameo="05", by="congratulate", **hails),
        ),
        notes=("the caption was not read",),
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party test data."""
    folder = Path(os.environ.get("RECUENTO_SHARED", Path(__file__).parents[2] / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared test data is not here; name its folder in RECUENTO_SHARED")
    return folder
