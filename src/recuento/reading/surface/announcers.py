"""Which electoral body gives a figure: one in its sentence, where nobody else is told to say it.

| the sentence                                                   | the figure is                      |
|------------------------------------------------------------------|----------------------------------------|
| "el CNE informó que Vega obtuvo el 51%"                          | the body's                             |
| "la presidenta del CNE, Ana Hall, dijo que ..."                  | the body's                             |
| "Soto dijo que, según el CNE, Vega obtuvo el 51%"                | the body's                             |
| "el CNE dio a Vega el 51%, pero Soto asegura que ella obtuvo el 53%" | the second is in no body's name   |
| "Vega obtuvo el 51%, aseguró Soto tras criticar al CNE"              | in no body's name                 |
| "el CNE miente: obtuvimos el 53%", in the marks of a candidate's | in no body's name                      |
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recuento.reading.entities.entity import Entity

from .actors import Named
from .figures import SurfaceFigure
from .lexicon import SurfaceWords
from .mention import Mention
from .quotations import Said
from .subjects import subject_after, subjects_before

_WORD = re.compile(r"\w+")


def announced_by(
    text: str, figure: SurfaceFigure, named: Named, words: SurfaceWords, said: Sequence[Said]
) -> Entity | None:
    """The body that gives a figure; None where none is beside it, and where somebody else says it."""
    bodies = [m for m in named.within(*figure.span) if m.who.kind == "authority"]
    if not bodies:
        return None
    quoted = next((q for q in said if q.span[0] <= figure.at < q.span[1] and q.speaker is not None), None)
    if quoted is not None and quoted.speaker is not None:
        return _body_of([quoted.speaker], bodies, named)
    cue = next(reversed(list(words["announces_that"].finditer(text, figure.span[0], figure.at))), None)
    told = [m for m in bodies if words["according_to"].search(text, max(figure.span[0], m.phrase[0] - 60), m.phrase[0])]
    if within := [m for m in told if cue is None or m.start >= cue.end()]:
        return within[0].who
    if words["parallel_count"].search(text, *figure.span):
        return None
    who = _behind(text, figure, named, words) if cue is None else _at_the_cue(text, cue, figure, named, words)
    if who:
        return _body_of(who, bodies, named)
    before = [m for m in bodies if cue is None or m.end <= cue.start()]
    return before[-1 if cue else 0].who if before else None


def _at_the_cue(
    text: str, cue: re.Match[str], figure: SurfaceFigure, named: Named, words: SurfaceWords
) -> list[Entity]:
    """Who says what is told of a figure, before the verb or between it and "que": "aseguró Soto que ..."."""
    if who := subjects_before(named, text, words, figure.span, cue.start()):
        return who
    verb = _WORD.match(text, cue.start())
    after = None if verb is None else subject_after(named, text, verb.end(), cue.end())
    return [] if after is None else [after]


def _behind(text: str, figure: SurfaceFigure, named: Named, words: SurfaceWords) -> list[Entity]:
    """Who says it behind a comma: "Vega obtuvo el 51%, aseguró Soto"."""
    for verb in words["says"].finditer(text, figure.at, figure.span[1]):
        if text[max(0, verb.start() - 2) : verb.start()].startswith(","):
            after = subject_after(named, text, verb.end(), figure.span[1])
            return [] if after is None else [after]
    return []


def _body_of(speakers: Sequence[Entity], bodies: Sequence[Mention], named: Named) -> Entity | None:
    """The body that speaks, or whose officer does."""
    spoken = next((who for who in speakers if who.kind == "authority"), None)
    officer = any(who.key in named.officials or who.speaks_for == "authority" for who in speakers)
    return spoken or (bodies[0].who if officer else None)
