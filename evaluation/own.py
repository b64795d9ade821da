"""Our own gold set: short articles written for this purpose, some of them held out."""

from __future__ import annotations

from pathlib import Path

from recuento.scoring import GoldArticle, Score, load_gold, score

from .reader import read_texts

GOLD = Path(__file__).parent / "gold"
HELD_OUT = "heldout"


def own_articles() -> list[GoldArticle]:
    """The articles to tune on, from every gold file that is not held out."""
    paths = sorted(path for path in GOLD.glob("*.toml") if not path.stem.startswith(HELD_OUT))
    return [article for path in paths for article in load_gold(path)]


def held_out_articles() -> list[GoldArticle]:
    """The articles that nobody tunes on: only their totals are ever shown."""
    return [article for path in sorted(GOLD.glob(f"{HELD_OUT}*.toml")) for article in load_gold(path)]


def score_articles(articles: list[GoldArticle]) -> Score:
    """Read the articles and set the readings beside their gold."""
    readings = read_texts([article.text for article in articles])
    return score(zip(articles, readings, strict=True))
