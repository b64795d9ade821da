"""Print how well recuento reads.

python -m evaluation                      every set that is at hand
python -m evaluation --set own --errors   our own gold set, and every mistake in its words
python -m evaluation --set news --json    the figures as JSON
python -m evaluation --model URL --model-name NAME
                                          beside each set the same read with a language model, what it alone reads counted
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recuento._model_options import ModelAsked, reader_of, tell_the_end
from recuento.errors import RecuentoError
from recuento.scoring import Mistake
from recuento.showing.scores import figures_data, figures_table

from .news import NewsScore, evaluate_news
from .own import held_out_articles, own_articles, score_articles
from .plover import evaluate_plover
from .polnear import evaluate_polnear
from .reader import with_a_model
from .shared import Json, shared_folder
from .spread import spread_of


@dataclass
class Report:
    """What one set yields: text for the eye, data for a machine, mistakes for whoever mends the reader."""

    text: str
    data: dict[str, Any]
    mistakes: list[Mistake] = field(default_factory=list)


def report_own() -> Report:
    """Our own articles, with every mistake."""
    score = score_articles(own_articles())
    text = figures_table(f"own gold set ({score.texts} articles)", score.figures)
    text += f"\ntexts without a foreign stance in which one was read: {score.alarms} of {score.quiet}"
    data = {"texts": score.texts, "quiet": score.quiet, "alarms": score.alarms, **figures_data(score.figures)}
    return Report(text, data, score.mistakes)


def report_held_out() -> Report:
    """The held-out articles: totals only, so that nobody tunes on them."""
    score = score_articles(held_out_articles())
    text = figures_table(f"own gold set, held out ({score.texts} articles; totals only)", score.figures)
    text += f"\ntexts without a foreign stance in which one was read: {score.alarms} of {score.quiet}"
    data = {"texts": score.texts, "quiet": score.quiet, "alarms": score.alarms, **figures_data(score.figures)}
    return Report(text, data)


def report_news_train() -> Report | None:
    """The shared set that the scorer of stances is fitted on: what the rules read alone (`make fit` has the scorer's)."""
    folder = shared_folder("news-train")
    if folder is None:
        return None
    score = evaluate_news(folder, rules_only=True)
    texts = [figures_table(f"news-train, en ({score.texts} texts; without the scorer)", score.figures)]
    texts += spreads(score)
    texts.append(f"distractors with a false foreign stance: {score.alarms} of {score.quiet}")
    return Report("\n".join(texts), {**figures_data(score.figures), "alarms": score.alarms}, score.mistakes)


def spreads(score: NewsScore) -> list[str]:
    """For each row its F1 averaged over elections, and the interval of the pooled one."""
    return [f"{row:17} F1 {spread_of(counted).words()}" for row, counted in score.by_text.items()]


def report_news() -> Report | None:
    """The shared news set, in English and in Spanish."""
    folder = shared_folder("news-dev")
    if folder is None:
        return None
    texts, data, mistakes = [], {}, []
    for language in ("en", "es"):
        score = evaluate_news(folder, language)
        texts.append(figures_table(f"news-dev, {language} ({score.texts} texts)", score.figures))
        texts += spreads(score)
        texts.append(f"distractors with a false foreign stance: {score.alarms} of {score.quiet}")
        texts.append(f"the set's own scorer: {_brief(score.theirs)}")
        data[language] = {**figures_data(score.figures), "alarms": score.alarms, "theirs": score.theirs}
        mistakes += score.mistakes
    return Report("\n".join(texts), data, mistakes)


def report_polnear() -> Report | None:
    """The shared PolNeAR set."""
    folder = shared_folder("polnear-dev")
    if folder is None:
        return None
    score = evaluate_polnear(folder)
    text = figures_table(f"polnear-dev ({score.texts} articles)", score.figures)
    text += f"\nthe set's own scorer: {_brief(score.theirs)}"
    return Report(text, {**figures_data(score.figures), "theirs": score.theirs}, score.mistakes)


def report_plover() -> Report | None:
    """The shared PLOVER sentences."""
    folder = shared_folder("plover-gsr-dev")
    if folder is None:
        return None
    score = evaluate_plover(folder)
    n = max(1, score.sentences)
    text = f"\nplover-gsr-dev ({score.sentences} sentences)\ntype accuracy {score.accuracy:.2f} (first event), "
    text += f"{score.any / n:.2f} (any event); no event {score.silent / n:.2f}; actor {score.actors / n:.2f}"
    confused = ", ".join(f"{gold} read as {got} {times}" for (gold, got), times in score.confusions.most_common(8))
    data = {"accuracy": score.accuracy, "any": score.any / n, "silent": score.silent / n, "actor": score.actors / n}
    return Report(f"{text}\nmost confused: {confused}", data, score.mistakes)


SETS: dict[str, Callable[[], Report | None]] = {
    "own": report_own,
    "heldout": report_held_out,
    "news": report_news,
    "news-train": report_news_train,
    "polnear": report_polnear,
    "plover": report_plover,
}


def _brief(figures: Json | None) -> str:
    """A foreign scorer's figures on one line."""
    if not figures:
        return "not at hand"
    return "; ".join(f"{key} {_rounded(value)}" for key, value in figures.items() if value is not None)


def _rounded(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(_rounded(v) for v in value)
    return f"{value:.2f}" if isinstance(value, float) else str(value)


ASKED_OF_A_MODEL = ("own", "heldout", "news", "news-train")
"""The sets of whole articles, in which a language model has something to read."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Score the sets asked for and print the figures; 0 when all could be scored."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", choices=SETS, action="append", help="only this set (may be given again)")
    parser.add_argument("--errors", action="store_true", help="list every mistake (never those of held-out texts)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--model", metavar="URL", help="read the articles with this language model, too")
    parser.add_argument("--model-name", metavar="NAME", help="which of the models at that address")
    parser.add_argument("--model-replies", metavar="FILE", type=Path, help="where its replies are kept")
    options = parser.parse_args(arguments)
    collected: dict[str, Any] = {}
    try:
        second = reader_of(ModelAsked(options.model, options.model_name, options.model_replies), quiet=False)
        for name in options.set or SETS:
            _report(name, name, options, collected)
            if second is not None and name in ASKED_OF_A_MODEL:
                with with_a_model(second):
                    _report(name, f"{name}, with {second.endpoint.name}", options, collected)
        tell_the_end(second)
    except RecuentoError as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(collected, indent=2, ensure_ascii=False))
    return 0


def _report(name: str, title: str, options: argparse.Namespace, collected: dict[str, Any]) -> None:
    """Scores one set, prints it unless JSON is asked for, and keeps its figures under the title."""
    began = time.perf_counter()
    report = SETS[name]()
    if report is None:
        print(f"{name}: not at hand (set RECUENTO_SHARED), skipped", file=sys.stderr)
        return
    collected[title] = report.data
    if options.json:
        return
    if options.errors:
        print("\n".join(str(mistake) for mistake in report.mistakes))
    told = f"\n=== {title} ===" if title != name else ""
    print(f"{told}{report.text}\n({time.perf_counter() - began:.1f} s)")


if __name__ == "__main__":
    sys.exit(main())
