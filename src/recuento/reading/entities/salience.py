"""What a reader keeps in mind: who was mentioned last, and how prominently, for pronouns and descriptions to find."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from recuento.reading.parse.units import unit_of

from .entity import Entity

FORGET_AFTER = 1500
"""Characters after which a pronoun no longer reaches back to a mention."""
_MOST_MENTIONS = 40
_CHARACTERS_A_POINT = 120
_MAIN_SUBJECT, _SUBJECT, _AGENT, _ELSEWHERE = 3.0, 1.5, 1.0, 0.0
"""Points for the subject of a sentence, of a clause within it, for who does it in the passive, and for any other place."""

_UNNAMED = _NO_SUBJECT = 0.5
_WITHIN_ANOTHER = frozenset({"relcl", "acl", "advcl", "pcomp", "xcomp"})

Wanted = Literal["anybody", "person", "body"]


@dataclass(frozen=True, slots=True)
class Salient:
    """One mention that a later pronoun may reach back to. `at` is its offset in the article."""

    at: int
    someone: Entity
    prominence: float
    quoted: bool


def noticed(head: Token, first: int, someone: Entity) -> Salient:
    """A mention as a reader notices it, by the head of its phrase and the index of its first token."""
    unit = unit_of(head)
    # Somebody without a name is soon forgotten.
    weight = _UNNAMED if someone.unnamed or (someone.kind == "person" and not someone.words) else 1.0
    return Salient(unit.starts[first], someone, _prominence(head) * weight, unit.inside is not None)


def _prominence(head: Token) -> float:
    while head.dep_ in {"compound", "conj", "appos"} and head.head != head:
        head = head.head
    if head.dep_ == "pobj" and head.head.dep_ == "agent":
        return _AGENT  # "was welcomed by X"
    if head.dep_ not in {"nsubj", "nsubjpass"}:
        return _ELSEWHERE
    verb = head.head
    while verb.dep_ == "conj":
        verb = verb.head
    told_of = verb.dep_ == "ccomp" and verb.head.i < verb.i  # "X said that *he* ..."
    return _SUBJECT if told_of or verb.dep_ in _WITHIN_ANOTHER else _MAIN_SUBJECT


class Salience:
    """The mentions of an article in order."""

    def __init__(self, seen: Iterable[Salient] = (), body_start: int = 0) -> None:
        self._seen = sorted(seen, key=lambda s: s.at)
        self._at = [s.at for s in self._seen]
        self._body_start = body_start

    def add(self, seen: Salient) -> None:
        """Keep one more mention in mind."""
        index = bisect_left(self._at, seen.at)
        self._seen.insert(index, seen)
        self._at.insert(index, seen.at)

    def latest(self, candidates: Collection[Entity], before: int) -> Entity | None:
        """Which of the candidates was mentioned last before an offset."""
        earlier = reversed(self._seen[: bisect_left(self._at, before)])
        return next((s.someone for s in earlier if s.someone in candidates), None)

    def reach_back(self, token: Token, wanted: Wanted = "anybody", male: bool | None = None) -> Entity | None:
        """The most prominent actor before a token: nearness counts, being a subject counts more.

        Mentions within quotations are out of reach for the frame, the headline's for the body.
        """
        unit = unit_of(token)
        here, sentence_start = unit.starts[token.i], unit.starts[token.sent.start]
        end = bisect_left(self._at, here)
        # "He" takes up what the text is about; "him" and "his" more often whoever was just named.
        weight = 1.0 if token.dep_ in {"nsubj", "nsubjpass"} else _NO_SUBJECT
        best: tuple[float, Entity] | None = None
        for seen in reversed(self._seen[max(0, end - _MOST_MENTIONS) : end]):
            if here - seen.at > FORGET_AFTER:
                break
            if (seen.quoted and unit.inside is None) or (not unit.headline and seen.at < self._body_start):
                continue
            if not _fits(seen.someone, wanted, male):
                continue
            score = (seen.at - here) / _CHARACTERS_A_POINT + seen.prominence * weight
            if seen.at >= sentence_start and seen.prominence == _ELSEWHERE and token.dep_ == "nsubj":
                score -= 1.0
            if best is None or score > best[0]:
                best = (score, seen.someone)
        return best[1] if best is not None else None


def _fits(someone: Entity, wanted: Wanted, male: bool | None) -> bool:
    a_person = someone.kind == "person" or someone.unnamed
    if wanted != "anybody" and a_person != (wanted == "person"):
        return False
    return male is None or someone.male is None or someone.male == male
