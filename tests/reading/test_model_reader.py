"""A language model as second reader: what its citations must show, what follows, and that nothing is asked twice.

The server is a real one (llama.cpp, by xllamacpp) with a small model where both are at hand; what the gates and the table of consequences do is tried
with replies put where the server's are kept, so that each is what the test says.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.cases_invented import make_case
from tests.reading.orders_invented import ORDERS

from recuento.cli import main
from recuento.errors import InputError
from recuento.reading import article_from_text
from recuento.reading.model_reader.endpoint import KEY, Endpoint, NoAnswer
from recuento.reading.model_reader.prompts import LABELS, STANCE, Prompt, prompt_for
from recuento.reading.model_reader.replies import Replies, key_of
from recuento.reading.model_reader.second import NOT_ASKED, Limits, SecondReader
from recuento.reading.model_reader.speakers import speaker_questions
from recuento.reading.model_reader.without_parse import NOTE as WITHOUT_PARSE
from recuento.reading.model_reader.without_parse import candidates_without_parse
from recuento.reading.reading import read_stream, read_with_candidates
from recuento.records.said import MODEL, MODEL_ALONE, Reading, Stance
from recuento.records.text import Article
from recuento.showing.explain import explain

NOBODY = "http://127.0.0.1:9/v1"
INTRODUCTION = (
    "The Electoral Board declared Bruno Vega the winner of the presidential election in Norway on Sunday.\n\n"
)
ABOUT_A_STANCE = Prompt("", {}, STANCE, LABELS)
Say = dict[str, tuple[str, str]]
"""What the model says of an actor: the stance, and the words."""


class KnowsNobody(Endpoint):
    """What was not put beforehand are questions of who speaks and whose a figure is, which are answered so."""

    def ask(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> str:
        """The reply to a question of who it is."""
        assert messages
        (asked,) = set(schema["properties"]) & {"speaker", "candidate"}
        return json.dumps({asked: "nobody", "words": ""})


def read_with(text: str, say: Say, tmp_path: Path) -> Reading:
    """The reading of a text of which the model has said this before, of each actor in the sentence with those words; else none."""
    article = article_from_text(INTRODUCTION + text, "a.txt")
    replies = Replies(tmp_path / "replies.sqlite")
    endpoint = KnowsNobody(NOBODY, "test", sleep=lambda _: None)
    for candidate in read_with_candidates(article)[1]:
        prompt = prompt_for(article, candidate)
        sentence = article.text[slice(*candidate.sentence)]
        stance, words = say.get(candidate.someone.name, ("none", ""))
        reply = (
            {"stance": stance, "words": words}
            if words in sentence or words not in article.text
            else {"stance": "none", "words": ""}
        )
        replies.put(
            key_of(endpoint.parameters(), prompt.as_messages(), prompt.schema),
            "test",
            prompt.as_messages(),
            json.dumps(reply),
        )
    return read_from_replies(article, endpoint, replies)


def read_from_replies(article: Article, endpoint: Endpoint, replies: Replies) -> Reading:
    """The reading with the replies that are there; nothing else is asked for."""
    second = SecondReader(endpoint, replies)
    (reading,) = read_stream([article], second=second)
    replies.close()
    assert isinstance(reading, Reading)
    assert second.unread == []
    return reading


def of(reading: Reading, country: str) -> list[Stance]:
    return [s for s in reading.stances if s.country == country]


def found(text: str, say: Say, tmp_path: Path, country: str = "CHL") -> list[tuple[str, str]]:
    return [(s.stance.value, s.by) for s in of(read_with(text, say, tmp_path), country)]


UNREAD = "Chile smelled burnt sugar in the tallies of the vote."
"""A stance in words that neither rules nor scorer know."""


def test_what_the_model_alone_sees_is_to_be_checked_with_its_words(tmp_path: Path) -> None:
    reading = read_with(UNREAD, {"Chile": ("questions", "smelled burnt sugar")}, tmp_path)
    (stance,) = of(reading, "CHL")
    assert (stance.stance.value, stance.by) == ("questions", MODEL_ALONE)
    assert stance.text == "smelled burnt sugar"
    assert reading.article.text[stance.start : stance.end] == stance.text
    assert stance.model is not None
    assert (stance.model.name, stance.model.agrees) == ("test", False)
    assert any(a.id == stance.actor for a in reading.actors)
    shown = " ".join(note.what for paragraph in explain(reading).paragraphs for note in paragraph.records)
    assert "a language model alone, to be checked; the model test: questions, “smelled burnt sugar”" in shown


def test_the_rules_stand_and_the_models_opinion_is_beside_them(tmp_path: Path) -> None:
    text = "Chile congratulated Vega on his victory."
    for say, agrees in ((("recognises", "congratulated Vega"), True), (("rejects", "congratulated Vega"), False)):
        (stance,) = of(read_with(text, {"Chile": say}, tmp_path / say[0]), "CHL")
        assert stance.stance.value == "recognises"
        assert stance.by.startswith("derived:")
        assert stance.model is not None
        assert stance.model.agrees is agrees


def test_without_an_opinion_the_reading_is_that_of_rules_and_scorer(tmp_path: Path) -> None:
    article = article_from_text(f"{INTRODUCTION}{UNREAD} Peru congratulated Vega on his victory.", "a.txt")
    alone = read_with_candidates(article)[0]
    with_model = read_with(f"{UNREAD} Peru congratulated Vega on his victory.", {}, tmp_path)
    assert with_model.stances == alone.stances
    assert with_model.acts == alone.acts


def test_where_the_scorer_agrees_the_stance_is_sure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both what the scorer had admitted by itself, and what it only held likelier than not."""
    from recuento.reading.model_reader import opinions as module
    from recuento.reading.reactions.stance_model import Scored
    from recuento.records.said import StanceKind

    monkeypatch.setattr(module, "scored", lambda cs: [Scored(c, StanceKind.QUESTIONS, 0.55) for c in cs])
    assert found(UNREAD, {"Chile": ("questions", "smelled burnt sugar")}, tmp_path) == [("questions", MODEL)]
    assert found(UNREAD, {"Chile": ("rejects", "smelled burnt sugar")}, tmp_path / "2") == [("rejects", MODEL_ALONE)]


def test_a_model_that_contradicts_itself_is_sure_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scorer agrees with the first sentence; of the next one the model says the opposite."""
    from recuento.reading.model_reader import opinions as module
    from recuento.reading.reactions.stance_model import Scored
    from recuento.records.said import StanceKind

    monkeypatch.setattr(module, "scored", lambda cs: [Scored(c, StanceKind.QUESTIONS, 0.9) for c in cs])
    text = f"{UNREAD} Chile tasted honey in the result of the vote."
    article = article_from_text(INTRODUCTION + text, "a.txt")
    replies = Replies(tmp_path / "r.sqlite")
    endpoint = Endpoint(NOBODY, "test")
    for candidate in read_with_candidates(article)[1]:
        prompt, sentence = prompt_for(article, candidate), article.text[slice(*candidate.sentence)]
        reply = {"stance": "none", "words": ""}
        if candidate.someone.name == "Chile":
            burnt = "smelled burnt sugar" in sentence
            reply = (
                {"stance": "questions", "words": "smelled burnt sugar"}
                if burnt
                else {"stance": "recognises", "words": "tasted honey"}
            )
        key = key_of(endpoint.parameters(), prompt.as_messages(), prompt.schema)
        replies.put(key, "test", prompt.as_messages(), json.dumps(reply))
    (reading,) = read_stream([article], second=SecondReader(endpoint, replies))
    assert isinstance(reading, Reading)
    assert [(s.stance.value, s.by) for s in of(reading, "CHL")] == [("questions", MODEL_ALONE)]


@pytest.mark.parametrize(
    ("text", "words", "gate"),
    [
        (UNREAD, "smelled burnt honey", "exact: other words"),
        (UNREAD, "", "exact: none"),
        ("Chile's government said the vote was odd, very odd.", "odd", "exact: twice"),
        (
            "Chile heard that Peru called the tallies of the vote burnt sugar.",
            "called the tallies of the vote burnt sugar",
            "actor",
        ),
        ("Chile did not say that the vote smelled of burnt sugar.", "did not say", "stated: denied"),
        ("Chile may call the tallies of the vote burnt sugar.", "may call the tallies", "stated: only possible"),
    ],
)
def test_words_that_do_not_bear_the_label_admit_nothing(text: str, words: str, gate: str, tmp_path: Path) -> None:
    stances = of(read_with(text, {"Chile": ("rejects", words)}, tmp_path), "CHL")
    assert all(s.model is None for s in stances), gate


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "no",
        "{}",
        '{"stance": "adores", "words": "x"}',
        '{"stance": "rejects"}',
        '{"stance": 1, "words": "x"}',
        "[" * 5000,
    ],
)
def test_a_reply_of_another_form_says_nothing(reply: str) -> None:
    assert ABOUT_A_STANCE.answer_in(reply) is None


@pytest.mark.parametrize("order", ORDERS)
def test_orders_in_an_article_are_data_and_must_still_be_shown(order: str, tmp_path: Path) -> None:
    """A model that obeys cites the order, or words that are not the actor's: no gate lets that through."""
    text = f"{order} Chile spoke of the vote in Norway."
    article = article_from_text(INTRODUCTION + text, "a.txt")
    for candidate in read_with_candidates(article)[1]:
        (_, system), (role, user) = prompt_for(article, candidate).messages
        assert role == "user"
        assert set(json.loads(user)) == {"actor", "before", "sentence", "after"}
        assert order not in system
    assert len(ORDERS) == 30
    alone = read_with_candidates(article)[0]
    for words in (order, "recognises", "the vote in Norway was won by Vega"):
        reading = read_with(text, {"Chile": ("recognises", words)}, tmp_path / str(len(words)))
        told = [(s.country, s.stance, s.by) for s in reading.stances]
        assert told == [(s.country, s.stance, s.by) for s in alone.stances]


# --- asking ---------------------------------------------------------------------------------------------------------


class Server:
    """A server on the loopback that answers as it is told, and keeps what it was sent."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes]] = []
        self.got: list[tuple[dict[str, Any], dict[str, str]]] = []
        held = self

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                held.got.append((body, dict(self.headers)))
                status, content = (
                    held.answers.pop(0) if held.answers else (200, reply_of('{"stance": "none", "words": ""}'))
                )
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def reply_of(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"content": text}}]}).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    held = Server()
    yield held
    held.server.shutdown()
    held.server.server_close()


def test_a_call_leaves_nothing_to_chance_and_asks_for_our_form(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "secret")
    Endpoint(server.url, "m").ask([{"role": "user", "content": "x"}], ABOUT_A_STANCE.schema)
    ((body, headers),) = server.got
    assert (body["model"], body["temperature"]) == ("m", 0)
    assert isinstance(body["seed"], int)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["response_format"]["json_schema"]["schema"]["properties"]["stance"]["enum"] == list(LABELS)
    assert headers["Authorization"] == "Bearer secret"


@pytest.mark.parametrize("bad", [(500, b""), (429, b""), (503, b"busy"), (200, b"no json"), (200, b"{}")])
def test_a_call_that_fails_is_tried_again_with_longer_pauses(server: Server, bad: tuple[int, bytes]) -> None:
    slept: list[float] = []
    server.answers = [bad, bad, (200, reply_of("told"))]
    assert Endpoint(server.url, "m", sleep=slept.append).ask([], ABOUT_A_STANCE.schema) == "told"
    assert slept == [0.5, 1.0]
    server.answers = [bad] * 9
    with pytest.raises(NoAnswer):
        Endpoint(server.url, "m", sleep=slept.append).ask([], ABOUT_A_STANCE.schema)
    assert len(server.got) == 7


def test_what_the_server_refuses_is_not_tried_again(server: Server) -> None:
    server.answers = [(401, b"")]
    with pytest.raises(NoAnswer, match="401"):
        Endpoint(server.url, "m").ask([], ABOUT_A_STANCE.schema)
    assert len(server.got) == 1


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1", "127.0.0.1:80", "http://models.example.org/v1", "http://127.0.0.1.example.org"]
)
def test_another_machine_is_asked_over_https_and_nothing_else(url: str) -> None:
    with pytest.raises(InputError):
        Endpoint(url, "m")
    assert not Endpoint("https://models.example.org/v1", "m").is_here


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(f"{INTRODUCTION}{UNREAD}\n\nPeru congratulated Vega on his victory in the election.\n", "utf-8")
    return path


def test_nothing_is_asked_twice_and_a_rerun_works_without_the_server(
    server: Server, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["read", str(article), "--format", "json", "--model", server.url, "--model-name", "m"]
    command += ["--model-replies", str(tmp_path / "r.sqlite"), "--quiet"]
    assert main(command) == 0
    first, asked = capsys.readouterr().out, len(server.got)
    assert asked > 1
    assert main(command) == 0
    assert len(server.got) == asked
    server.server.shutdown()
    server.server.server_close()
    assert main(command) == 0
    assert capsys.readouterr().out.count(first) == 2
    command[command.index("m")] = "another"
    assert main([*command[:-1], "--dry-run"]) == 0
    assert f"{asked} calls" in capsys.readouterr().out


def test_the_key_is_written_down_nowhere(
    server: Server, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, "a-secret-key")
    replies = tmp_path / "r.sqlite"
    main(
        [
            "read",
            str(article),
            "--format",
            "json",
            "--model",
            server.url,
            "--model-name",
            "m",
            "--model-replies",
            str(replies),
        ]
    )
    told = capsys.readouterr()
    assert b"a-secret-key" not in replies.read_bytes()
    assert "a-secret-key" not in told.out + told.err
    (count,) = sqlite3.connect(replies).execute("SELECT count(*) FROM replies").fetchone()
    assert count == len(server.got)


def test_when_the_server_dies_the_rest_is_read_by_the_rules_and_listed(
    server: Server, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers = [(400, b"")] * 99
    more = tmp_path / "b.txt"
    more.write_text(article.read_text("utf-8").replace("Peru", "Cuba"), "utf-8")
    command = ["read", str(article), str(more), "--format", "jsonl", "--model", server.url, "--model-name", "m"]
    assert main([*command, "--model-replies", str(tmp_path / "r.sqlite"), "--quiet"]) == 0
    told = capsys.readouterr()
    readings = [Reading.model_validate_json(line) for line in told.out.splitlines()]
    assert [NOT_ASKED in r.notes for r in readings] == [True, True]
    assert [{s.country for s in r.stances} - {"CHL"} for r in readings] == [{"PER"}, {"CUB"}]
    assert "a.txt" in told.err
    assert "b.txt" in told.err
    assert len(server.got) <= 4  # those that were on their way


@pytest.mark.parametrize(
    "options",
    [
        ["--model-name", "m"],
        ["--dry-run"],
        ["--model", NOBODY],
        ["--model", NOBODY, "--model-name", "m", "--processes", "2"],
    ],
)
def test_a_model_has_an_address_and_a_name(article: Path, options: list[str]) -> None:
    assert main(["read", str(article), *options]) == 2


# --- a case ------------------------------------------------------------------------------------------------------------


def test_a_run_with_a_model_is_verified_from_its_replies_alone(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The server is gone, and everything comes out the same; without the model it is another run."""
    case = make_case(tmp_path / "n", articles={"a.txt": f"{INTRODUCTION}{UNREAD}\n"}, sheets=None)
    server.answers = [(200, reply_of('{"stance": "questions", "words": "smelled burnt sugar"}'))] * 20
    command = ["run", str(case), "--quiet", "--model", server.url, "--model-name", "m"]
    assert main(command) == 0
    asked = len(server.got)
    server.server.shutdown()
    server.server.server_close()
    manifest = json.loads((case / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["versions"]["model"] == "m"
    (line,) = (case / "out" / "records.jsonl").read_bytes().splitlines()
    assert MODEL_ALONE in {s.by for s in Reading.model_validate_json(line).stances}
    assert main(["verify", str(case), "--quiet"]) == 0
    assert main(command) == 0
    assert "Nothing has changed" in capsys.readouterr().out
    assert len(server.got) == asked
    assert main(["run", str(case), "--quiet"]) == 0
    (line,) = (case / "out" / "records.jsonl").read_bytes().splitlines()
    assert MODEL_ALONE not in {s.by for s in Reading.model_validate_json(line).stances}


def test_a_run_in_which_the_model_left_questions_open_asks_them_again(server: Server, tmp_path: Path) -> None:
    case = make_case(tmp_path / "n", articles={"a.txt": f"{INTRODUCTION}{UNREAD}\n"}, sheets=None)
    server.answers = [(400, b"")] * 99
    command = ["run", str(case), "--quiet", "--model", server.url, "--model-name", "m"]
    assert main(command) == 0
    manifest = json.loads((case / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["versions"]["model"].endswith("not all answered")
    assert main(["verify", str(case), "--quiet"]) == 0
    server.answers.clear()
    assert main(command) == 0
    manifest = json.loads((case / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["versions"]["model"] == "m"


# --- with a real model --------------------------------------------------------------------------------------------------

WEIGHTS = os.environ.get("RECUENTO_GGUF")


@pytest.mark.skipif(WEIGHTS is None, reason="no model is at hand (RECUENTO_GGUF)")
def test_a_real_server_with_a_real_model_keeps_to_the_form_and_to_itself(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A small model by llama.cpp: the replies have our form, what it says undoes nothing, and what was read is read again without it."""
    xllamacpp = pytest.importorskip("xllamacpp")
    asked = xllamacpp.CommonParams()
    asked.model.path, asked.n_ctx, asked.n_parallel, asked.port = WEIGHTS, 8192, 2, 0
    held = xllamacpp.Server(asked)
    command = [
        "read",
        str(article),
        "--format",
        "json",
        "--model",
        f"{held.listening_address}/v1",
        "--model-name",
        "small",
    ]
    command += ["--model-replies", str(tmp_path / "r.sqlite"), "--quiet"]
    assert main(command) == 0
    first = capsys.readouterr().out
    replies = [reply for (reply,) in sqlite3.connect(tmp_path / "r.sqlite").execute("SELECT reply FROM replies")]
    assert len(replies) > 1
    assert all(reply.startswith("{") for reply in replies)  # a small model may run on until it is cut
    assert any(ABOUT_A_STANCE.answer_in(reply) is not None for reply in replies)
    del held  # the server is gone
    assert main(command) == 0
    assert capsys.readouterr().out == first
    reading = Reading.model_validate(json.loads(first))
    assert {s.country for s in reading.stances if s.by.startswith("derived:")} == {"PER"}


# ---- limits, the model of a case, and measuring -----------------------------------------------------------------------


class Answers:
    """A model that answers nothing of anybody, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def ask(self, *_: Any) -> str:
        """The same each time."""
        self.asked += 1
        return json.dumps({"stance": "none", "words": ""})


def limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: Limits, ticks: list[float]
) -> tuple[int, list[bool]]:
    """How often a model is asked about three articles of three actors each, and which of them it read."""
    answers = Answers()
    monkeypatch.setattr(Endpoint, "ask", answers.ask)
    texts = [f"{INTRODUCTION}Chile and Peru doubted the vote on day {day}." for day in range(3)]
    second = SecondReader(
        Endpoint(NOBODY, "test"),
        Replies(tmp_path / "r.sqlite"),
        limits=limits,
        clock=lambda: ticks.pop(0) if ticks else 1e9,
    )
    readings = list(read_stream([article_from_text(t, f"{i}.txt") for i, t in enumerate(texts)], second=second))
    second.replies.close()
    return answers.asked, [NOT_ASKED not in r.notes for r in readings if isinstance(r, Reading)]


def test_no_more_calls_are_made_than_allowed_and_no_article_is_asked_about_by_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, read = limited(tmp_path, monkeypatch, Limits(calls=5), [0.0])
    assert asked == 3
    assert read == [True, False, False]


def test_nothing_is_asked_after_the_time_that_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, read = limited(tmp_path, monkeypatch, Limits(seconds=60), [0.0, 1.0, 59.0, 61.0])
    assert asked == 6
    assert read == [True, True, False]


READER = '\n[reader]\nmodel = "{url}"\nname = "test"\n'


def test_the_model_of_a_case_is_asked_where_it_is_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Answers()
    monkeypatch.setattr(Endpoint, "ask", answers.ask)
    case = make_case(tmp_path / "n", articles={"a.txt": f"{INTRODUCTION}{UNREAD}\n"}, sheets=None)
    with (case / "case.toml").open("a", encoding="utf-8") as out:
        out.write(READER.format(url=NOBODY))
    assert main(["run", str(case), "--quiet"]) == 0
    assert answers.asked > 0
    assert json.loads((case / "out" / "manifest.json").read_text("utf-8"))["versions"]["model"] == "test"
    asked = answers.asked
    assert main(["verify", str(case), "--quiet"]) == 0
    assert answers.asked == asked


def test_a_case_alone_sends_no_text_to_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A case may come from anybody."""
    answers = Answers()
    monkeypatch.setattr(Endpoint, "ask", answers.ask)
    case = make_case(tmp_path / "n", articles={"a.txt": f"{INTRODUCTION}{UNREAD}\n"}, sheets=None)
    url = "https://models.example/v1"
    with (case / "case.toml").open("a", encoding="utf-8") as out:
        out.write(READER.format(url=url))
    assert main(["run", str(case), "--quiet"]) != 0
    told = capsys.readouterr().err
    assert f"--model {url} --model-name test" in told
    assert told.count("\n") == 1
    assert answers.asked == 0
    assert main(["run", str(case), "--quiet", "--model", url, "--model-name", "test"]) == 0
    assert answers.asked > 0


def test_a_model_is_measured_beside_the_reading_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Endpoint, "ask", Answers().ask)
    gold = next((Path(__file__).parents[2] / "evaluation").glob("gold/africa.toml"))
    asked = ["evaluate", str(gold), "--json", "--model", NOBODY, "--model-name", "test"]
    assert main([*asked, "--model-replies", str(tmp_path / "r.sqlite")]) == 0
    without, with_it = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert with_it["model"] == "test"
    assert without["texts"] == with_it["texts"]
    assert {k: v for k, v in with_it.items() if k not in {"model"}} == without


# ---- texts without a pipeline --------------------------------------------------------------------------------------------

FRENCH = "La commission électorale a proclamé Bruno Vega vainqueur de l'élection présidentielle. Le Chili a salué la victoire de Bruno Vega. Le Pérou a dit : « Nous rejetons ce résultat ». L'Union européenne attend."


def read_in_french(say: Say, tmp_path: Path) -> Reading:
    """The reading of a French text of which the model has said this of each state."""
    article = article_from_text(FRENCH, "a.txt").model_copy(update={"language": "fr"})
    replies = Replies(tmp_path / "replies.sqlite")
    endpoint = KnowsNobody(NOBODY, "test", sleep=lambda _: None)
    for candidate in candidates_without_parse(article):
        prompt = prompt_for(article, candidate)
        stance, words = say.get(candidate.country, ("none", ""))
        reply = json.dumps({"stance": stance, "words": words})
        replies.put(
            key_of(endpoint.parameters(), prompt.as_messages(), prompt.schema), "test", prompt.as_messages(), reply
        )
    return read_from_replies(article, endpoint, replies)


def test_in_a_text_without_a_pipeline_every_state_that_is_named_is_asked_about() -> None:
    article = article_from_text(FRENCH, "a.txt").model_copy(update={"language": "fr"})
    assert {c.country for c in candidates_without_parse(article)} == {"CHL", "PER", "EU"}


def test_what_the_model_reads_there_must_be_checked_by_a_person(tmp_path: Path) -> None:
    reading = read_in_french({"CHL": ("recognises", "a salué la victoire")}, tmp_path)
    (stance,) = reading.stances
    assert (stance.country, stance.stance.value, stance.by) == ("CHL", "recognises", MODEL_ALONE)
    assert stance.text == "a salué la victoire"
    assert reading.notes == (WITHOUT_PARSE,)
    assert not reading.is_unread
    assert any(a.id == stance.actor and a.name == "Chili" for a in reading.actors)


@pytest.mark.parametrize(
    ("country", "words"),
    [("CHL", "a rejeté la victoire"), ("CHL", "Bruno Vega vainqueur"), ("PER", "Nous rejetons ce résultat")],
    ids=["not in the text", "in another sentence", "in quotation marks"],
)
def test_words_that_cannot_be_checked_there_are_dropped(country: str, words: str, tmp_path: Path) -> None:
    assert read_in_french({country: ("rejects", words)}, tmp_path).stances == ()


def test_beside_what_words_and_marks_read_stands_the_models_opinion(tmp_path: Path) -> None:
    text = "El tribunal electoral proclamó ganador a Bruno Vega en las elecciones. Panamá rechazó los resultados."
    article = article_from_text(text, "a.txt").model_copy(update={"language": "es"})
    replies = Replies(tmp_path / "replies.sqlite")
    endpoint = KnowsNobody(NOBODY, "test", sleep=lambda _: None)
    for candidate in candidates_without_parse(article):
        prompt = prompt_for(article, candidate)
        reply = json.dumps({"stance": "rejects", "words": "rechazó los resultados"})
        replies.put(
            key_of(endpoint.parameters(), prompt.as_messages(), prompt.schema), "test", prompt.as_messages(), reply
        )
    (reading,) = read_stream([article], second=SecondReader(endpoint, replies))
    replies.close()
    assert isinstance(reading, Reading)
    (stance,) = reading.stances
    assert stance.by == "surface-rejects"
    assert stance.model is not None
    assert stance.model.agrees


# ---- who speaks ----------------------------------------------------------------------------------------------------------

SPOKEN = "Clara Soto and Hugo Lorca met reporters after the vote. “We shall look at every single sheet of paper,” one of the two said, and that was Soto."


def speaker_told(speaker: str, words: str, tmp_path: Path) -> Reading:
    """The reading where the model says this of a quotation without a speaker, and nothing of stances."""
    article = article_from_text(INTRODUCTION + SPOKEN, "a.txt")
    replies = Replies(tmp_path / "replies.sqlite")
    endpoint = Endpoint(NOBODY, "test", sleep=lambda _: None)
    second = SecondReader(endpoint, replies)

    def says(_: Any, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        if "speaker" not in schema["properties"]:
            return json.dumps({"stance": "none", "words": ""})
        offered.append(schema["properties"]["speaker"]["enum"])
        return json.dumps({"speaker": speaker, "words": words})

    offered: list[list[str]] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Endpoint, "ask", says)
        (reading,) = read_stream([article], second=second)
    replies.close()
    assert isinstance(reading, Reading)
    assert all("Clara Soto" in names and names[-1] == "nobody" for names in offered)
    assert len(offered) == 1
    return reading


def test_a_speaker_that_the_model_names_is_an_opinion_to_be_checked(tmp_path: Path) -> None:
    reading = speaker_told("Clara Soto", "and that was Soto", tmp_path)
    (quotation,) = [q for q in reading.quotations if q.kind != "indirect"]
    assert quotation.speaker is None
    assert quotation.model is not None
    actor = reading.actor(quotation.model.speaker)
    assert actor is not None
    assert actor.name == "Clara Soto"
    shown = " ".join(note.what for paragraph in explain(reading).paragraphs for note in paragraph.records)
    assert "the model test, to be checked: Clara Soto" in shown


@pytest.mark.parametrize(
    ("speaker", "words"),
    [
        ("Clara Soto", "said Clara Soto"),
        ("Clara Soto", "look at every single sheet"),
        ("Hugo Lorca", "and that was Soto"),
        ("Bruno Nobody", "and that was Soto"),
        ("nobody", ""),
    ],
    ids=["not in the text", "in the quotation", "names another", "not offered", "nobody"],
)
def test_a_speaker_on_words_that_do_not_name_them_is_dropped(speaker: str, words: str, tmp_path: Path) -> None:
    reading = speaker_told(speaker, words, tmp_path)
    assert all(q.model is None for q in reading.quotations)


def test_a_quotation_with_a_speaker_is_not_asked_about() -> None:
    article = article_from_text(f"{INTRODUCTION}“We shall look at every sheet,” Clara Soto said.", "a.txt")
    reading, _ = read_with_candidates(article)
    assert list(speaker_questions(article, reading.quotations, [])) == []
