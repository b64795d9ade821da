"""The page around the article: its fields, and which of its lines are the article."""

from __future__ import annotations

from collections.abc import Sequence

from recuento.records.text import Span

from .bench import Bench
from .matching import folded, same_name


def page_fields(bench: Bench) -> None:
    """Each field the page states is one item; it is right when it names the same thing, dates when equal."""
    page, article = bench.gold.page, bench.reading.article
    dateline = article.dateline
    rows: list[tuple[str, object, object]] = [
        ("title", page.title, article.title),
        ("outlet", page.outlet, article.outlet),
        ("agency", page.agency, article.agency),
        ("byline", page.byline, article.byline),
        ("place", page.place, dateline.place if dateline else None),
        ("date", page.date, dateline.date if dateline else None),
        ("published", page.published, article.published),
    ]
    figures = bench.score.figures["page fields"]
    for name, wanted, got in rows:
        if wanted is None and got is None:
            continue
        same = _same_field(name, wanted, got)
        figures.right += same
        figures.missed += wanted is not None and not same
        figures.false += got is not None and not same
        if not same:
            bench.mistake("page fields", f"wrong {name}", f"{got!r}, not {wanted!r}", bench.gold.text[:80])


def _same_field(name: str, wanted: object, got: object) -> bool:
    if isinstance(wanted, str) and isinstance(got, str):
        equal = folded(wanted) == folded(got)
        return equal if name in {"title", "place"} else equal or same_name(wanted, got)
    return wanted == got


def page_lines(bench: Bench) -> None:
    """Each line that is article is one item; a line is article when at least half its characters are in the body."""
    furniture = bench.gold.furniture_spans()
    figures = bench.score.figures["page lines"]
    start = 0
    for line in bench.gold.text.splitlines(keepends=True):
        span = (start, start + len(line.rstrip()))
        start += len(line)
        if not line.strip():
            continue
        wanted = _covered(span, furniture) < 0.5
        got = _covered(span, bench.reading.article.body) >= 0.5
        figures.right += wanted and got
        figures.missed += wanted and not got
        figures.false += got and not wanted
        if wanted != got:
            bench.mistake("page lines", "missed" if wanted else "false", "line", line)


def _covered(span: Span, by: Sequence[Span]) -> float:
    """The share of a stretch that others cover; the others do not overlap."""
    inside = sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in by)
    return inside / max(1, span[1] - span[0])
