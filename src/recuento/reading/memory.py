"""What a reader keeps in mind: who was mentioned last, and how prominently, for pronouns and descriptions to find."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from .parsing import unit_of
from .someone import Someone

FORGET_AFTER = 1500
"""Characters after which a pronoun no longer reaches back to a mention."""
_MOST_MENTIONS = 40
_CHARACTERS_A_POINT = 120
_SUBJECT_POINTS = 2.0

Wanted = Literal["anybody", "person", "body"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention that a later pronoun may reach back to. `at` is its offset in the article."""

    at: int
    someone: Someone
    is_subject: bool
    quoted: bool


class Memory:
    """The mentions of an article in order."""

    def __init__(self, seen: Iterable[Seen] = (), body_start: int = 0) -> None:
        self._seen = sorted(seen, key=lambda s: s.at)
        self._at = [s.at for s in self._seen]
        self._body_start = body_start

    def latest(self, candidates: Collection[Someone], before: int) -> Someone | None:
        """Which of the candidates was mentioned last before an offset."""
        earlier = reversed(self._seen[: bisect_left(self._at, before)])
        return next((s.someone for s in earlier if s.someone in candidates), None)

    def reach_back(self, token: Token, wanted: Wanted = "anybody", male: bool | None = None) -> Someone | None:
        """The most prominent actor before a token: nearness counts, being a subject counts more.

        Mentions within quotations are out of reach for the frame, the headline's for the body.
        """
        unit = unit_of(token)
        here, sentence_start = unit.starts[token.i], unit.starts[token.sent.start]
        end = bisect_left(self._at, here)
        best: tuple[float, Someone] | None = None
        for seen in reversed(self._seen[max(0, end - _MOST_MENTIONS) : end]):
            if here - seen.at > FORGET_AFTER:
                break
            if (seen.quoted and unit.inside is None) or (not unit.headline and seen.at < self._body_start):
                continue
            if not _fits(seen.someone, wanted, male):
                continue
            score = (seen.at - here) / _CHARACTERS_A_POINT + (_SUBJECT_POINTS if seen.is_subject else 0.0)
            if seen.at >= sentence_start and not seen.is_subject and token.dep_ == "nsubj":
                score -= 1.0
            if best is None or score > best[0]:
                best = (score, seen.someone)
        return best[1] if best is not None else None


def _fits(someone: Someone, wanted: Wanted, male: bool | None) -> bool:
    if wanted != "anybody" and (someone.kind == "person") != (wanted == "person"):
        return False
    return male is None or someone.male is None or someone.male == male
