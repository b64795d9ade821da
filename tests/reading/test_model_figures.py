"""Whose a figure is, asked of a language model: an opinion beside what the rules say, and where they say nothing a figure to be checked."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from tests.cases_invented import CASE, RECIPE, make_case
from tests.reading.orders_invented import ORDERS

from recuento.cli import main
from recuento.reading import article_from_text
from recuento.reading.model_reader.endpoint import Endpoint
from recuento.reading.model_reader.named_without_parse import people_by_capitals
from recuento.reading.model_reader.replies import Replies
from recuento.reading.model_reader.second import SecondReader
from recuento.reading.reading import read_stream
from recuento.records.said import MODEL_ALONE, Reading, Result
from recuento.serving.shelf import Shelf
from recuento.showing.explain import explain

INTRODUCTION = "The Electoral Board declared Bruno Vega the winner of the presidential election in Norway on Sunday. His rival was Clara Soto.\n\n"
UNREAD = "Into the lap of Soto the night had poured 47.5 percent of the vote."
"""A figure whose owner no rule finds."""


READER = """
[reader]
model = "http://127.0.0.1:9/v1"
name = "test"
"""


class Asked:
    """A model that says the same of every figure, and nothing of anything else; what it was asked about figures."""

    def __init__(self, candidate: str, words: str) -> None:
        self.reply = json.dumps({"candidate": candidate, "words": words})
        self.figures: list[dict[str, Any]] = []

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        """The reply."""
        (field,) = set(schema["properties"]) - {"words"}
        if field != "candidate":
            return json.dumps({field: schema["properties"][field]["enum"][-1], "words": ""})
        self.figures.append(json.loads(messages[1]["content"]))
        return self.reply


def read(text: str, candidate: str, words: str, tmp_path: Path) -> tuple[Reading, list[dict[str, Any]]]:
    """The reading of a text with a model that says this of every figure, and the questions about figures."""
    asked = Asked(candidate, words)
    replies = Replies(tmp_path / "replies.sqlite")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Endpoint, "ask", lambda _, messages, schema: asked.ask(messages, schema))
        second = SecondReader(Endpoint("http://127.0.0.1:9/v1", "test"), replies)
        (reading,) = read_stream([article_from_text(INTRODUCTION + text, "a.txt")], second=second)
    replies.close()
    assert isinstance(reading, Reading)
    return reading, asked.figures


def shares(reading: Reading) -> list[Result]:
    return [r for r in reading.results if r.share is not None]


def name(reading: Reading, actor_id: str | None) -> str:
    actor = reading.actor(actor_id)
    assert actor is not None
    return actor.name


def test_a_figure_that_the_model_alone_gives_to_somebody_is_to_be_checked(tmp_path: Path) -> None:
    words = "Soto the night had poured 47.5 percent"
    reading, asked = read(UNREAD, "Clara Soto", words, tmp_path)
    (result,) = shares(reading)
    assert (name(reading, result.candidate), result.share, result.by) == ("Clara Soto", 47.5, MODEL_ALONE)
    assert result.is_to_check
    assert result.model is not None
    assert (result.model.cited, result.model.agrees) == (words, False)
    assert reading.article.text[result.start : result.end] == result.text == UNREAD.rstrip(".")
    assert [(a["figure"], a["sentence"]) for a in asked] == [("47.5 percent", UNREAD.rstrip("."))]
    assert set(asked[0]["candidates"]) >= {"Bruno Vega", "Clara Soto"}
    shown = " ".join(note.what for paragraph in explain(reading).paragraphs for note in paragraph.records)
    assert f"a language model alone, to be checked; the model test: Clara Soto, “{words}”" in shown


@pytest.mark.parametrize(
    ("text", "candidate", "words"),
    [
        (UNREAD, "Clara Soto", "Soto got 47.5 percent"),
        (UNREAD, "Clara Soto", "Into the lap of Soto"),
        (UNREAD, "Clara Soto", "poured 47.5 percent of the vote"),
        (UNREAD, "Bruno Vega", "Soto the night had poured 47.5 percent"),
        (UNREAD, "Hugo Lorca", "Soto the night had poured 47.5 percent"),
        (UNREAD, "nobody", ""),
    ],
    ids=["not in the text", "without the figure", "without a name", "names another", "not offered", "nobody"],
)  # fmt: skip
def test_words_that_do_not_show_whose_it_is_give_it_to_nobody(
    text: str, candidate: str, words: str, tmp_path: Path
) -> None:
    reading, asked = read(text, candidate, words, tmp_path)
    assert len(asked) == 1
    assert shares(reading) == []


@pytest.mark.parametrize("order", ORDERS)
def test_orders_in_an_article_give_a_figure_to_nobody(order: str, tmp_path: Path) -> None:
    """A model that obeys cites the order, or words that name somebody else: no gate lets that through."""
    for words in (order, "Soto the night had poured 47.5 percent"):
        reading, _ = read(f"{order} {UNREAD}", "Bruno Vega", words, tmp_path / str(len(words)))
        assert [r.share for r in shares(reading) if r.by == MODEL_ALONE] == []


@pytest.mark.parametrize(("candidate", "agrees"), [("Bruno Vega", True), ("Clara Soto", False)])
def test_the_rules_figure_stands_with_the_models_opinion_beside_it(
    candidate: str, agrees: bool, tmp_path: Path
) -> None:
    text = "Vega won 52.5 percent of the vote against Soto."
    reading, _ = read(text, candidate, "Vega won 52.5 percent of the vote against Soto", tmp_path)
    (result,) = shares(reading)
    assert (name(reading, result.candidate), result.by.startswith("share")) == ("Bruno Vega", True)
    assert not result.is_to_check
    assert result.model is not None
    assert (name(reading, result.model.candidate), result.model.agrees) == (candidate, agrees)


@pytest.mark.parametrize(
    "text",
    [
        "Turnout was 61 percent, said Soto.",
        "With 80 percent of the votes counted, Soto waited.",
        "Soto was ahead by 3 percentage points.",
        "In a poll of 1,200 likely voters Soto had 47.5 percent.",
        UNREAD.replace("had", "had not"),
        UNREAD.replace("had", "would have"),
        "At the previous election Soto won 47.5 percent of the vote.",
    ],
    ids=["turnout", "counted so far", "a lead", "a poll", "denied", "only supposed", "another election"],
)
def test_what_is_nobodys_share_of_this_vote_is_not_asked_about(text: str, tmp_path: Path) -> None:
    assert read(text, "nobody", "", tmp_path)[1] == []


def test_what_the_rules_read_elsewhere_is_not_said_again(tmp_path: Path) -> None:
    words = "Soto the night had poured 47.5 percent"
    reading, _ = read(f"Soto won 47.5 percent of the vote. {UNREAD}", "Clara Soto", words, tmp_path)
    assert [r.by == MODEL_ALONE for r in shares(reading)] == [False]


def test_a_figure_to_be_checked_stands_in_no_verdict_and_the_reviewer_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The board said 33.33 percent: taken for a claim, 47.5 would be refuted."""
    words = "Soto the night had poured 47.5 percent"
    case = make_case(tmp_path / "n", articles={"a.txt": f"{INTRODUCTION}{UNREAD}\n"}, toml=CASE + READER + RECIPE)
    asked = Asked("Clara Soto", words)
    monkeypatch.setattr(Endpoint, "ask", lambda _, messages, schema: asked.ask(messages, schema))
    assert main(["run", str(case), "--quiet"]) == 0
    assert len(asked.figures) == 1
    assert "47.5" in (case / "out" / "records.jsonl").read_text("utf-8")
    verdicts = json.loads((case / "out" / "verdicts.json").read_text("utf-8"))["verdicts"]
    assert verdicts
    assert all("47.5" not in v["text"] for v in verdicts)
    shelf = Shelf([case])
    state = shelf.cases["n"].current()
    assert state is not None
    (record,) = state.index.results_to_check()
    assert record["model"]["cited"] == words
    shelf.close()


# ---- texts without a pipeline --------------------------------------------------------------------------------------------

FRENCH = (
    "La commission électorale a proclamé Bruno Vega vainqueur de l'élection avec 51,2 % des voix. Jean de la Tour, son rival, n'a que 44,8 %. "
    "« Nous porterons plainte demain matin », disait-on chez Tour. « Nous avons 60 % des voix ». Le Chili attend."
)


def read_in(language: str, text: str, said: dict[str, tuple[str, str]], tmp_path: Path) -> Reading:
    """The reading of a text of which a model says this of each figure and of each beginning of words in marks, and nothing else."""

    def ask(_: Endpoint, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        (field,) = set(schema["properties"]) - {"words"}
        asked = json.loads(messages[1]["content"])
        about = asked.get("figure") or asked.get("quotation", "")[:6]
        choice, words = said.get(about, (schema["properties"][field]["enum"][-1], ""))
        return json.dumps({field: choice, "words": words})

    article = article_from_text(text, "a.txt").model_copy(update={"language": language})
    replies = Replies(tmp_path / "replies.sqlite")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Endpoint, "ask", ask)
        (reading,) = read_stream([article], second=SecondReader(Endpoint("http://127.0.0.1:9/v1", "test"), replies))
    replies.close()
    assert isinstance(reading, Reading)
    return reading


def test_without_a_pipeline_figures_and_speakers_are_asked_of_whoever_has_capitals(tmp_path: Path) -> None:
    said = {
        "51,2 %": ("Bruno Vega", "Bruno Vega vainqueur de l'élection avec 51,2 %"),
        "44,8 %": ("Jean de la Tour", "Jean de la Tour, son rival, n'a que 44,8 %"),
        "Nous p": ("Jean de la Tour", "disait-on chez Tour"),
    }
    reading = read_in("fr", FRENCH, said, tmp_path)
    told = {(name(reading, r.candidate), r.share, r.by) for r in reading.results}
    assert told == {("Bruno Vega", 51.2, MODEL_ALONE), ("Jean de la Tour", 44.8, MODEL_ALONE)}
    (quotation,) = reading.quotations
    assert (quotation.speaker, quotation.by) == (None, "marks")
    assert quotation.model is not None
    assert name(reading, quotation.model.speaker) == "Jean de la Tour"


def test_there_too_cited_words_must_hold_the_figure_and_the_name_and_stand_in_no_marks(tmp_path: Path) -> None:
    said = {
        "51,2 %": ("Jean de la Tour", "Bruno Vega vainqueur de l'élection avec 51,2 %"),
        "44,8 %": ("Jean de la Tour", "Jean de la Tour, son rival"),
        "60 %": ("Jean de la Tour", "Nous avons 60 % des voix"),
        "Nous p": ("Bruno Vega", "disait-on chez Tour"),
    }
    reading = read_in("fr", FRENCH, said, tmp_path)
    assert reading.results == ()
    assert reading.quotations == ()


def test_in_spanish_what_words_and_marks_read_stands_and_the_opinion_beside_it(tmp_path: Path) -> None:
    text = (
        "El Tribunal Electoral declaró ganador de las elecciones a Bruno Vega con el 51,2% de los votos. "
        "Al costal de Clara Soto cayeron en las elecciones, de noche, 44,2% de los votos."
    )
    said = {
        "51,2%": ("Bruno Vega", "Bruno Vega con el 51,2%"),
        "44,2%": ("Clara Soto", "Clara Soto cayeron en las elecciones, de noche, 44,2%"),
    }
    reading = read_in("es", text, said, tmp_path)
    told = {
        (name(reading, r.candidate), r.share, r.by, r.model is not None and r.model.agrees) for r in reading.results
    }
    assert told == {("Bruno Vega", 51.2, "surface-figure", True), ("Clara Soto", 44.2, MODEL_ALONE, False)}


def test_a_figure_to_be_checked_keeps_its_hedge_and_the_contest(tmp_path: Path) -> None:
    text = (
        "El Tribunal Electoral de Bolivia declaró ganador de las elecciones a Bruno Vega con el 51,2% de los votos. "
        "Al costal de Clara Soto cayeron en las elecciones, de noche, más del 44,2% de los votos."
    )
    said = {"44,2%": ("Clara Soto", "Clara Soto cayeron en las elecciones, de noche, más del 44,2%")}
    reading = read_in("es", text, said, tmp_path)
    (result,) = (r for r in reading.results if r.by == MODEL_ALONE)
    assert (result.share, result.bound) == (44.2, "more_than")
    assert reading.contest is not None
    assert result.contest == reading.contest.id


def test_names_are_found_in_linear_time_however_often_one_stands() -> None:
    def seconds(times: int) -> float:
        article = article_from_text("Jean Tour a dit. Tour attend. " * times, "a.txt")
        begun = time.process_time()
        people_by_capitals(article)
        return time.process_time() - begun

    seconds(100)
    assert min(seconds(5_000), seconds(5_000)) < 40 * max(seconds(500), 0.01)
