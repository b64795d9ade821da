"""`recuento read --explain`: an article's text with its records marked in it, and beneath each paragraph what they say.

Both views, the terminal's and the page's, are drawn from the same plain data (`Explained`): which stretches of the
text carry which records, and for each record who, what, in whose voice, and the rule that found it. The text is made
inert first, character for character, so that nothing in an article can act on a terminal or in a browser.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recuento.records import said
from recuento.records.files import replacing
from recuento.records.inert import inert, one_line
from recuento.records.said import (
    Act,
    ContestTold,
    Event,
    Located,
    Pledge,
    Quotation,
    Reading,
    Relation,
    Result,
    Stance,
    Story,
    VictoryClaim,
)
from recuento.records.text import Span

from .numbers import Numbers
from .private import A_PERSON
from .templating import environment, style_hash

if TYPE_CHECKING:
    from rich.console import Console

KINDS: dict[type[Located], str] = {
    Quotation: "quotation",
    Result: "result",
    VictoryClaim: "victory claim",
    Act: "act",
    Stance: "stance",
    Pledge: "pledge",
    Relation: "relation",
    Event: "event",
}
"""The kinds of record, in the order in which their marks lie on each other, the first undermost."""

TERMINAL_STYLES = {
    "quotation": "cyan",
    "result": "bold yellow",
    "victory claim": "yellow underline",
    "act": "bold green",
    "stance": "green underline",
    "pledge": "bold blue",
    "relation": "blue underline",
    "event": "magenta",
}
"""Colour and weight or line, so that no two kinds differ by hue alone."""

_IN_ENGLISH = Numbers()
_LINE = re.compile(r"[^\r\n]+")
_EXCERPT = 56


@dataclass(frozen=True)
class Explanation:
    """One record in words: who, what, in whose voice, found by which rule, on which words."""

    anchor: str
    kind: str
    who: str
    what: str
    voice: str
    by: str
    words: str
    spans: tuple[Span, ...]

    @property
    def slug(self) -> str:
        """The kind as one word."""
        return self.kind.replace(" ", "-")

    @property
    def summary(self) -> str:
        """The record on one line."""
        voice = f" ({self.voice})" if self.voice else ""
        return f"{self.kind}: {self.who}: {self.what}{voice}; found by: {self.by}"


@dataclass(frozen=True)
class Piece:
    """A stretch of text, from `start` on, and the records whose words it is part of, the undermost first."""

    start: int
    text: str
    marks: tuple[Explanation, ...]

    @property
    def kinds(self) -> list[str]:
        """The kinds of its marks, each once."""
        return list(dict.fromkeys(m.slug for m in self.marks))

    @property
    def summary(self) -> str:
        """Its records, one to a line."""
        return "\n".join(m.summary for m in self.marks)


@dataclass(frozen=True)
class Paragraph:
    """A line of the article, cut where marks begin and end, and the records that begin in it."""

    pieces: tuple[Piece, ...]
    records: tuple[Explanation, ...]
    in_body: bool


@dataclass(frozen=True)
class Explained:
    """One article, ready to be drawn."""

    title: str
    facts: tuple[tuple[str, str], ...]
    actors: tuple[tuple[str, str], ...]
    paragraphs: tuple[Paragraph, ...]
    counts: dict[str, int]


# --- what is shown --------------------------------------------------------------------------------------------------


def explain(reading: Reading, *, prefix: str = "", numbers: Numbers = _IN_ENGLISH) -> Explained:
    """The article as paragraphs with marks, and its records in words. `prefix` keeps anchors of articles apart.

    The words are in the language of `numbers`, but for names of kinds, facts and voices, which their reader translates.
    """
    article = reading.article
    text = inert(article.text, keep="\n\r\t")  # line ends part the paragraphs and are in none of them
    records = tuple(_in_words(r, reading, f"{prefix}r{i}", numbers) for i, r in enumerate(reading.located(), start=1))
    stretches = [m.span() for m in _LINE.finditer(text) if not m[0].isspace()] or [(0, 0)]
    starts = [start for start, _ in stretches]
    beneath: list[list[Explanation]] = [[] for _ in stretches]
    for record in records:
        beneath[max(0, bisect_right(starts, record.spans[0][0]) - 1)].append(record)
    paragraphs = tuple(
        Paragraph(
            pieces=tuple(_pieces(text, stretch, records)),
            records=tuple(sorted(own, key=lambda r: r.spans[0])),
            in_body=any(start < stretch[1] and stretch[0] < end for start, end in article.body),
        )
        for stretch, own in zip(stretches, beneath, strict=True)
    )
    return Explained(
        title=one_line(article.title or article.source),
        facts=tuple(_facts(reading, numbers)),
        actors=tuple((one_line(a.name), one_line(", ".join(_about_actor(a)))) for a in reading.actors),
        paragraphs=paragraphs,
        counts={kind: sum(r.kind == kind for r in records) for kind in KINDS.values()},
    )


def _pieces(text: str, stretch: Span, records: Sequence[Explanation]) -> Iterator[Piece]:
    """The stretch cut at every place where a mark begins or ends: marks may nest or overlap as they like."""
    low, high = stretch
    marks = [(max(s, low), min(e, high), r) for r in records for s, e in r.spans if s < high and low < e]
    cuts = sorted({low, high, *(s for s, _, _ in marks), *(e for _, e, _ in marks)})
    for start, end in pairwise(cuts):
        yield Piece(start, text[start:end], tuple(r for s, e, r in marks if s <= start and end <= e))


def _facts(reading: Reading, numbers: Numbers) -> Iterator[tuple[str, str]]:
    article, dateline = reading.article, reading.article.dateline
    filed = [str(part) for part in (dateline.place, dateline.date) if part] if dateline else []
    facts = {
        "source": article.source,
        "outlet": article.outlet,
        "agency": article.agency,
        "byline": article.byline,
        "dateline": ", ".join(filed),
        "published": article.published,
        "language": article.language,
        "election": "; ".join(_election(contest, numbers) for contest in reading.contests),
        "story": _story(reading.story, numbers),
        "not read": "; ".join(reading.notes),
    }
    return ((name, one_line(str(value))) for name, value in facts.items() if value)


def _election(contest: ContestTold, numbers: Numbers) -> str:
    """Which election an article is about or names, as "KEN 2022 (also named)"."""
    which = " ".join(str(part) for part in (contest.country, contest.year) if part)
    which = which or numbers.text("of a country not named")
    return which if contest.by == "own" else f"{which} ({numbers.text('also named')})"


def _story(story: Story | None, numbers: Numbers) -> str:
    """How an article is known to tell the story of others; nothing where it stands alone."""
    match story:
        case Story(by="fullest"):
            return numbers.text("the fullest telling of %(story)s", story=story.id)
        case Story(by="copy"):
            told = "a copy of %(other)s, %(share)s of their runs of five words are the same"
        case Story(by="part"):
            told = "of this and %(other)s one is part of the other, %(share)s of the shorter"
        case Story(by="rewrite"):
            told = "shares %(share)s of the long quotations with %(other)s"
        case _:
            return ""
    return f"{story.id}: {numbers.text(told, other=story.like, share=numbers.as_written(story.shared))}"


def _about_actor(actor: Any) -> list[str]:
    return [str(part) for part in (actor.kind, actor.role, actor.country) if part]


def _in_words(record: Located, reading: Reading, anchor: str, numbers: Numbers) -> Explanation:
    names = {a.id: a.name for a in reading.actors}

    def name(actor_id: str | None) -> str:
        return numbers.text(A_PERSON) if named(actor_id) == A_PERSON else named(actor_id)

    def named(actor_id: str | None) -> str:
        return names.get(actor_id or "", actor_id or numbers.text("nobody named"))

    who, what = _SAYS[type(record)](record, reading, name, numbers)
    end = len(reading.article.text)
    spans = record.segments if isinstance(record, Quotation) and record.segments else ((record.start, record.end),)
    return Explanation(
        anchor=anchor,
        kind=KINDS[type(record)],
        who=one_line(who),
        what=one_line(what),
        voice=one_line(getattr(record, "voice", "")),
        by=one_line(record.found_by if isinstance(record, Pledge) else getattr(record, "by", "")),
        words=_shortened(one_line(record.text)),
        spans=tuple((max(0, s), min(e, end)) for s, e in spans),
    )


def _shortened(words: str) -> str:
    return words if len(words) <= _EXCERPT else f"{words[: _EXCERPT - 1].rstrip()}…"


Naming = Callable[[str | None], str]


def _hedged(record: Act | Event, what: str, numbers: Numbers) -> str:
    denied = numbers.text("does not: ") if record.negated else ""
    return f"{denied}{numbers.text('perhaps: ') if record.hypothetical else ''}{what}"


def _quotation(q: Quotation, reading: Reading, name: Naming, numbers: Numbers) -> tuple[str, str]:
    text = reading.article.text
    parts: list[str] = [numbers.text(q.kind)]
    if q.source:
        parts.append(numbers.text("source “%(words)s”", words=text[slice(*q.source)]))
    if q.cue:
        parts.append(numbers.text("cue “%(words)s”", words=text[slice(*q.cue)]))
    if q.model is not None:
        said_by, words = name(q.model.speaker), q.model.cited
        parts.append(
            numbers.text(
                "the model %(name)s, to be checked: %(who)s, “%(words)s”", name=q.model.name, who=said_by, words=words
            )
        )
    return name(q.speaker) if q.speaker else numbers.text("unknown speaker"), ", ".join(parts)


def _result(r: Result, _reading: Reading, name: Naming, n: Numbers) -> tuple[str, str]:
    hedge = "" if r.bound == "exact" else f"{n.text(r.bound.replace('_', ' '))} "
    figures = [f"{hedge}{n.as_written(r.share)}"] if r.share is not None else []
    figures += [n.text("%(votes)s votes", votes=f"{hedge}{n.count(r.votes)}")] if r.votes is not None else []
    figures += [n.text("rank %(rank)s", rank=r.rank)] if r.rank is not None else []
    figures += [n.text("first in %(parts)s", parts=r.everywhere)] if r.everywhere is not None else []
    figures += [n.text("a lead called irreversible")] if r.irreversible else []
    figures += [n.text("term %(term)s", term=r.term)] if r.term is not None else []
    figures += [n.text("with %(share)s counted", share=n.as_written(r.counted))] if r.counted is not None else []
    if r.by == said.MODEL_ALONE:
        figures.append(n.text("a language model alone, to be checked"))
    told = f"{name(r.candidate)}: {', '.join(figures) or n.text('no figure')}"
    if r.model is not None:
        whose, words = name(r.model.candidate), r.model.cited
        told += n.text("; the model %(name)s: %(stance)s, “%(words)s”", name=r.model.name, stance=whose, words=words)
    announcer = name(r.authority or r.stated_by) if r.authority or r.stated_by else n.text("no authority named")
    return announcer, told


def _victory_claim(c: VictoryClaim, _reading: Reading, name: Naming, n: Numbers) -> tuple[str, str]:
    return name(c.claimant), n.text("claims victory")


def _act(a: Act, _reading: Reading, name: Naming, n: Numbers) -> tuple[str, str]:
    toward = f" → {name(a.target)}" if a.target else ""
    return _with_country(name(a.actor), a.country), _hedged(a, _act_name(a, n), n) + toward


def _act_name(act: Act, n: Numbers) -> str:
    return n.text(act.act.value.replace("_", " "))


def _stance(s: Stance, reading: Reading, name: Naming, n: Numbers) -> tuple[str, str]:
    acts = {a.id: _act_name(a, n) for a in reading.acts}
    because = ", ".join(acts.get(b, b) for b in s.basis) or _without_acts(s, n)
    if s.model is not None:
        opinion = n.text(s.model.stance.value)
        because += n.text(
            "; the model %(name)s: %(stance)s, “%(words)s”", name=s.model.name, stance=opinion, words=s.model.cited
        )
    toward = f" → {name(s.toward)}" if s.toward else ""
    when = n.text(" on %(day)s", day=s.date) if s.date else ""
    earlier = "" if s.current else n.text(", later changed")
    told = f"{n.text(s.stance.value)}{toward}{when}{earlier}; {n.text('because: %(why)s', why=because)}"
    return _with_country(name(s.actor), s.country), told


def _without_acts(s: Stance, n: Numbers) -> str:
    """What found a stance that rests on no act of the rules."""
    match s.by:
        case said.LEARNED:
            return n.text("the scorer alone (%(score)s), to be checked", score=s.score)
        case said.MODEL_ALONE:
            return n.text("a language model alone, to be checked")
        case said.MODEL:
            return n.text("a language model, and the scorer agrees")
    if s.by.startswith(said.ON_THE_SURFACE):
        return n.text("the verb and what stands near it, without a parse")
    return n.text("a person confirmed it")


def _pledge(p: Pledge, _reading: Reading, name: Naming, n: Numbers) -> tuple[str, str]:
    to = f" → {name(p.to)}" if p.to else ""
    return name(p.by), f"{n.text('pledges %(what)s', what=p.what)}{to}{_sectors(p.sectors, n)}"


def _relation(r: Relation, _reading: Reading, name: Naming, n: Numbers) -> tuple[str, str]:
    since = f", {r.since}" if r.since else ""
    kind = n.text(r.kind.replace("_", " "))
    return f"{name(r.a)} – {name(r.b)}", f"{kind}, {n.text(r.status)}{since}{_sectors(r.sectors, n)}"


def _event(e: Event, _reading: Reading, name: Naming, n: Numbers) -> tuple[str, str]:
    mode = f"/{e.mode}" if e.mode else ""
    to = f" → {name(e.recipient)}" if e.recipient else ""
    return name(e.actor), f"{_hedged(e, e.type + mode, n)}{to} (CAMEO {e.cameo})"


def _with_country(who: str, country: str | None) -> str:
    return f"{who} ({country})" if country and country != who else who


def _sectors(sectors: tuple[str, ...], numbers: Numbers) -> str:
    return f" [{', '.join(map(numbers.text, sectors))}]" if sectors else ""


_SAYS: dict[type[Located], Callable[[Any, Reading, Naming, Numbers], tuple[str, str]]] = {
    Quotation: _quotation,
    Result: _result,
    VictoryClaim: _victory_claim,
    Act: _act,
    Stance: _stance,
    Pledge: _pledge,
    Relation: _relation,
    Event: _event,
}


# --- on a terminal --------------------------------------------------------------------------------------------------


def explained(readings: Iterable[Reading], *, width: int = 100, colour: bool = True) -> str:
    """The articles for a terminal of `width` columns: marked text, and beneath each paragraph its records."""
    from rich.console import Console

    drawn = io.StringIO()
    console = Console(
        file=drawn,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        emoji=False,
        markup=False,
        highlight=False,
        legacy_windows=False,
    )
    for i, reading in enumerate(readings):
        if i:
            console.print()
        _draw(console, explain(reading))
    return drawn.getvalue().rstrip("\n")


def _draw(console: Console, shown: Explained) -> None:
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.table import Table
    from rich.text import Text

    console.print(Rule(Text(shown.title, style="bold"), align="left", style="dim"))
    for name, value in shown.facts:
        console.print(Text.assemble((f"{name:<10}", "dim"), value), soft_wrap=False)
    present = [(kind, count) for kind, count in shown.counts.items() if count]
    legend = [part for kind, n in present for part in ((kind, TERMINAL_STYLES[kind]), (f" {n}   ", "dim"))]
    console.print(Text.assemble(("records   ", "dim"), *(legend or [("none", "dim")])))
    for paragraph in shown.paragraphs:
        console.print()
        text = Text(style="" if paragraph.in_body else "dim")
        for piece in paragraph.pieces:
            styles = [TERMINAL_STYLES[m.kind] for m in piece.marks]
            text.append(piece.text, " ".join(_layered(styles)))
        console.print(text)
        if not paragraph.records:
            continue
        listed = Table.grid(padding=(0, 2), expand=True)
        listed.add_column(width=len("victory claim"))
        listed.add_column(ratio=1, overflow="fold")
        for r in paragraph.records:
            voice = f" ({r.voice})" if r.voice else ""
            told = Text.assemble((r.who, "bold"), f": {r.what}{voice}\n", (f"“{r.words}” found by: {r.by}", "dim"))
            listed.add_row(Text(r.kind, TERMINAL_STYLES[r.kind]), told)
        console.print(Padding(listed, (0, 0, 0, 2)))


def _layered(styles: Sequence[str]) -> list[str]:
    """The uppermost colour, with every weight and line: rich takes one colour, and would refuse none."""
    words = [w for style in styles for w in style.split()]
    marks = [w for w in dict.fromkeys(words) if w in {"bold", "underline"}]
    colours = [w for w in words if w not in {"bold", "underline"}]
    return [*marks, *colours[-1:]]


# --- as a page ------------------------------------------------------------------------------------------------------


def page(readings: Iterable[Reading]) -> str:
    """The articles as one HTML page that needs no script and no network, and forbids both."""
    shown = [explain(reading, prefix=f"a{i}-") for i, reading in enumerate(readings, start=1)]
    counts = {kind: sum(s.counts[kind] for s in shown) for kind in KINDS.values()}
    style = environment().get_template("explain.css").render()
    return (
        environment()
        .get_template("explain.html.j2")
        .render(articles=shown, counts=counts, style=style, style_hash=style_hash(style))
    )


def save_page(readings: Iterable[Reading], path: Path | str) -> None:
    """Writes the page into the file at `path` in one step. Raises OutputError where it cannot be written."""
    content = page(readings).encode()
    with replacing(path) as out:
        out.write(content)
