"""How well recuento reads a set of gold articles: reads them, or takes records read before, and scores both alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InputError
from .records.files import read_jsonl
from .records.said import Reading
from .scoring import GoldArticle, Score, load_gold, score

if TYPE_CHECKING:
    from .reading.model_reader.second import SecondReader


def score_readings(
    gold_files: Sequence[Path],
    *,
    records: Path | None = None,
    pipeline: str | None = None,
    second: SecondReader | None = None,
) -> Score:
    """The figures and mistakes of every gold article in the files; `second`: a language model that reads stances, too.

    `records` holds readings made before, one a line; they are found by the articles' text, and an article without
    one counts as read with no records. Raises `InputError` for a gold file that does not fit its form.
    """
    golds = [article for path in gold_files for article in load_gold(path)]
    readings = _read_before(golds, records) if records is not None else _read_now(golds, pipeline, second)
    return score(zip(golds, readings, strict=True))


def _read_now(golds: Sequence[GoldArticle], pipeline: str | None, second: SecondReader | None) -> list[Reading]:
    from .reading import article_from_text, read_articles

    return list(read_articles((article_from_text(g.text, g.id) for g in golds), pipeline=pipeline, second=second))


def _read_before(golds: Sequence[GoldArticle], records: Path) -> list[Reading]:
    from .reading import article_from_text

    by_text = {r.article.text: r for r in read_jsonl(records, Reading)}
    if not any(g.text in by_text for g in golds):
        raise InputError(
            "holds no reading of any gold article", where=str(records), mend="read the gold articles' texts first"
        )
    return [by_text.get(g.text) or Reading(article=article_from_text(g.text, g.id)) for g in golds]
