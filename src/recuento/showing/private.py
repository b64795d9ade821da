"""Who in the articles is nobody's official: members of the public, whose names stay out of what is published.

The rule, from the records alone. A person is a member of the public who

- is quoted,
- holds no office that the article names (`role` is null) and stands for no country or organisation (`country` is null),
- bears no name of a candidate, nor of an actor who has a role or country in another article of the case, and
- takes no part in a result, a claim of victory, a pledge, a relation, or as the target of an act.

Calling the result a fraud, or doubting it, makes nobody a public figure. Such a person is shown as "a person quoted".
In the article's text their name is blanked wherever it stands, in full or by surname. Where the rule cannot tell it
withholds: a public figure whose office the article never names is withheld too. Names of people who are mentioned and
not quoted are not found by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from recuento.records.contest import Candidate
from recuento.records.names import fold
from recuento.records.said import Actor, Quotation, Reading

A_PERSON = "a person quoted"
WITHHELD = "[name withheld]"
_BLANK = "\ue000"
_BLANKS = re.compile(f"{_BLANK}(?:[ \u00a0.-]?{_BLANK})*")
_SHORTEST_SURNAME = 3


@dataclass(frozen=True)
class Withheld:
    """The readings of a case with the names of members of the public blanked, offsets unchanged."""

    readings: tuple[Reading, ...]
    names: frozenset[str] = frozenset()
    _pattern: re.Pattern[str] | None = field(default=None, repr=False)

    def hide(self, text: str) -> str:
        """The text with full names blanked and each blank written out, for words that stand outside an article."""
        return unblank(self._pattern.sub(WITHHELD, text) if self._pattern else text)


def unblank(text: str) -> str:
    """Each blanked name as words in brackets. Offsets shift, so this is the last thing done to a text."""
    return _BLANKS.sub(WITHHELD, text) if _BLANK in text else text


def withhold(readings: Sequence[Reading], candidates: Sequence[Candidate]) -> Withheld:
    """Blanks the names of members of the public in the readings."""
    known = {fold(name) for c in candidates for name in (c.name, *c.aliases)}
    known |= {fold(a.name) for r in readings for a in r.actors if a.role or a.country}
    words = {word for name in known for word in name.split()}
    private = [_members_of_the_public(reading, known, words) for reading in readings]
    names = frozenset(a.name for actors in private for a in actors)
    blanked = tuple(_blanked(r, actors, words) if actors else r for r, actors in zip(readings, private, strict=True))
    return Withheld(blanked, names, _any_of(n for n in names if " " in n))


def _members_of_the_public(reading: Reading, known: set[str], words: set[str]) -> list[Actor]:
    quoted = {q.speaker for q in reading.quotations}
    public = set(_taking_part(reading))
    return [
        a
        for a in reading.actors
        if a.kind == "person"
        and not (a.role or a.country)
        and a.id in quoted
        and a.id not in public
        and fold(a.name) not in known
        and not (" " not in a.name and _are_public(a.name, words))
    ]


def _taking_part(reading: Reading) -> Iterator[str | None]:
    """Actors of records that only somebody in public life is in."""
    for result in (r for r in reading.results if not r.is_to_check):
        yield from (result.authority, result.candidate, result.stated_by)
    yield from (claim.claimant for claim in reading.victory_claims)
    yield from (act.target for act in reading.acts)
    for pledge in reading.pledges:
        yield from (pledge.by, pledge.to)
    for relation in reading.relations:
        yield from (relation.a, relation.b)


def _blanked(reading: Reading, actors: Sequence[Actor], public_words: set[str]) -> Reading:
    """The reading with these actors' names blanked, code point for code point."""
    pattern = _any_of(_forms(actors, public_words))
    hidden = {a.id for a in actors}

    def blank(text: str) -> str:
        return pattern.sub(lambda m: _BLANK * len(m[0]), text) if pattern else text

    article = reading.article
    text = blank(article.text)

    def with_words(record: Any) -> Any:
        words = blank(record.text) if isinstance(record, Quotation) else text[record.start : record.end]
        more = {"what": blank(record.what)} if hasattr(record, "what") else {}
        return record.model_copy(update={"text": words, **more})

    kinds = ("contests", "quotations", "results", "victory_claims", "acts", "stances", "pledges", "relations", "events")
    return reading.model_copy(
        update={
            "article": article.model_copy(update={"text": text, "title": blank(article.title or "") or None}),
            "actors": tuple(a.model_copy(update={"name": A_PERSON}) if a.id in hidden else a for a in reading.actors),
            **{kind: tuple(with_words(record) for record in getattr(reading, kind)) for kind in kinds},
        }
    )


def _forms(actors: Sequence[Actor], public_words: set[str]) -> Iterator[str]:
    """The names, and the surnames that no public figure of the case bears."""
    for actor in actors:
        yield actor.name
        surname = actor.name.split()[-1] if actor.name.split() else ""
        if len(surname) >= _SHORTEST_SURNAME and surname[:1].isupper() and not _are_public(surname, public_words):
            yield surname


def _any_of(names: Iterator[str] | Sequence[str]) -> re.Pattern[str] | None:
    forms = sorted({n for n in names if n.strip()}, key=lambda n: (-len(n), n))
    if not forms:
        return None
    spaced = (r"\s+".join(re.escape(word) for word in form.split()) for form in forms)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")


def _are_public(name: str, public_words: set[str]) -> bool:
    """Whether a name is made of words of public figures' names: "Al-Sisi" has two."""
    return set(fold(name).split()) <= public_words
