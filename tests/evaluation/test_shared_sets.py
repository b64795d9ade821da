"""The shared sets are scored as their own scorers score them, whoever made the reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from evaluation import news, plover, polnear
from evaluation.shared import json_lines, shared_folder

from recuento.records import said
from recuento.records.text import Article

Maker = Callable[[Sequence[str]], list[said.Reading]]


def folder_or_skip(name: str) -> Path:
    """The folder of a shared set."""
    folder = shared_folder(name)
    if folder is None:
        pytest.skip(f"{name} is not at hand: set RECUENTO_SHARED")
    return folder


def place(text: str, span: Sequence[int], number: int) -> dict[str, Any]:
    """The keys every record has."""
    start, end = span[0], span[1]
    return {"id": f"r{number}", "by": "gold", "start": start, "end": end, "text": text[start:end]}


def as_read(text: str, **records: Any) -> said.Reading:
    """A reading of a text with these records."""
    return said.Reading(article=Article(id="a", source="test", text=text, body=((0, len(text)),)), **records)


def news_reading(text: str, gold: dict[str, Any]) -> said.Reading:
    """What somebody who reads exactly as the news gold does would record."""
    names = {x[k] for key, k in (("results", "candidate"), ("victory_claims", "claimant")) for x in gold[key]}
    names |= {q["speaker"] for q in gold["quotes"]} | {s["actor"] for s in gold["stances"]}
    actors = tuple(said.Actor(id=n, name=n, kind="person") for n in sorted(names))
    stances, results, claims, quotes = [], [], [], []
    for i, s in enumerate(gold["stances"]):
        more = {"actor": s["actor"], "country": s["actor_country"], "stance": s["stance"], "basis": ()}
        stances.append(said.Stance.model_validate({**place(text, s["span"], i), **more}))
    for i, r in enumerate(gold["results"]):
        more = {"candidate": r["candidate"], "share": r["share"], "voice": "reporter"}
        results.append(said.Result.model_validate({**place(text, r["span"], i), **more}))
    for i, c in enumerate(gold["victory_claims"]):
        more = {"claimant": c["claimant"], "voice": "reporter"}
        claims.append(said.VictoryClaim.model_validate({**place(text, c["span"], i), **more}))
    for i, q in enumerate(gold["quotes"]):
        more = {"kind": "direct", "speaker": q["speaker"], "segments": [q["span"]]}
        quotes.append(said.Quotation.model_validate({**place(text, q["span"], i), **more}))
    return as_read(text, actors=actors, stances=stances, results=results, victory_claims=claims, quotations=quotes)


def test_a_perfect_reading_of_the_news_is_perfect_by_our_count_and_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both scorers give 1.0 in every row to the gold itself."""
    folder = folder_or_skip("news-dev")
    golds = {(folder / f"{g['id']}.txt").read_text(encoding="utf-8"): g for g in json_lines(folder / "gold.jsonl")}
    monkeypatch.setattr(news, "read_texts", lambda texts: [news_reading(t, golds[t]) for t in texts])
    result = news.evaluate_news(folder)
    assert [str(m) for m in result.mistakes] == []
    assert {row: f.f1 for row, f in result.figures.items()} == dict.fromkeys(news.ROWS, 1.0)
    assert result.theirs is not None
    assert result.theirs["speaker_accuracy"] == 1.0
    rows = [v for v in result.theirs.values() if isinstance(v, list) and len(v) == 3]
    assert len(rows) >= len(news.ROWS)
    assert all(row == [1.0, 1.0, 1.0] for row in rows)


def test_our_count_of_the_news_agrees_with_theirs_on_an_imperfect_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every third record dropped and every fifth stance turned, both scorers give the same figures."""
    folder = folder_or_skip("news-dev")
    golds = {(folder / f"{g['id']}.txt").read_text(encoding="utf-8"): g for g in json_lines(folder / "gold.jsonl")}

    def spoilt(text: str) -> said.Reading:
        reading = news_reading(text, golds[text])
        stances = [
            s.model_copy(update={"stance": said.StanceKind.REJECTS}) if i % 5 == 1 else s
            for i, s in enumerate(reading.stances)
        ]
        quotes = [q.model_copy(update={"speaker": None}) if i % 4 == 1 else q for i, q in enumerate(reading.quotations)]
        parts = {"stances": stances, "results": reading.results, "victory_claims": reading.victory_claims}
        kept = {k: tuple(r for i, r in enumerate(v) if i % 3 != 2) for k, v in {**parts, "quotations": quotes}.items()}
        return reading.model_copy(update=kept)

    monkeypatch.setattr(news, "read_texts", lambda texts: [spoilt(t) for t in texts])
    result = news.evaluate_news(folder)
    assert result.theirs is not None
    their_rows = (
        "stances strict (foreign)",
        "stances strict (domestic)",
        "stances strict (all)",
        "results",
        "victory claims",
        "quotes",
    )
    for ours, theirs in zip(news.ROWS, their_rows, strict=True):
        figures = result.figures[ours]
        assert [figures.precision, figures.recall, figures.f1] == pytest.approx(result.theirs[theirs]), ours
    right, of = result.figures["quotations"].told["speaker"]
    assert right / of == pytest.approx(result.theirs["speaker_accuracy"])


def test_a_perfect_reading_of_polnear_is_as_good_by_our_count_as_by_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quoted segments and their sources agree with the set's own scorer, and are nearly all right."""
    folder = folder_or_skip("polnear-dev")
    golds = {g["text"]: g for g in json_lines(folder / "quotes_polnear_dev.jsonl")}

    def reading(text: str) -> said.Reading:
        quotes = []
        for i, a in enumerate(golds[text]["attributions"]):
            spans = [s[:2] for s in a["content"]]
            if not spans:
                continue
            whole = (min(s[0] for s in spans), max(s[1] for s in spans))
            sides = {k: (min(s[0] for s in a[k]), max(s[1] for s in a[k])) for k in ("source", "cue") if a[k]}
            more = {"kind": a["type"], "segments": spans, **sides}
            quotes.append(said.Quotation.model_validate({**place(text, whole, i), **more}))
        return as_read(text, quotations=tuple(quotes))

    monkeypatch.setattr(polnear, "read_texts", lambda texts: [reading(t) for t in texts])
    result = polnear.evaluate_polnear(folder)
    figures = result.figures["quoted segments"]
    right, of = figures.told["source"]
    assert result.theirs is not None
    assert figures.f1 is not None
    assert 100 * figures.f1 == pytest.approx(result.theirs["quoted_PRF"][2], abs=0.5)
    assert 100 * right / of == pytest.approx(result.theirs["quoted_speaker_end2end"], abs=0.5)
    assert right / of > 0.98
    assert result.figures["exact content"].f1 == 1.0


def test_a_sentence_counts_by_the_type_of_its_first_event(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gold type in first place is right; in second place it is only found; none is silence."""
    folder = folder_or_skip("plover-gsr-dev")
    golds = json_lines(folder / "events.jsonl")

    def reading(number: int, text: str, gold: dict[str, Any]) -> said.Reading:
        if number % 3 == 2:
            return as_read(text)
        wanted = gold["event_plover_2021"]
        types = [wanted, "NONE"] if number % 3 == 0 else ["NONE", wanted]
        actor = said.Actor(id="a", name="somebody", kind="group", mentions=((0, len(text)),))
        events = [
            said.Event.model_validate({**place(text, (i, i + 1), i), "actor": "a", "type": t, "cameo": "01"})
            for i, t in enumerate(types)
        ]
        return as_read(text, actors=(actor,), events=tuple(events))

    made = [reading(i, g["text"], g) for i, g in enumerate(golds)]
    monkeypatch.setattr(plover, "read_texts", lambda _texts: made)
    result = plover.evaluate_plover(folder)
    thirds = [sum(i % 3 == k for i in range(len(golds))) for k in range(3)]
    assert (result.first, result.any - result.first, result.silent) == tuple(thirds)
