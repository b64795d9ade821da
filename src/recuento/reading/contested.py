"""Which contest an article is about: who was announced the winner, and against whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.records.said import Result, VictoryClaim

from . import syntax
from .cast import Cast
from .parsing import Unit
from .someone import Someone, actor_id
from .vocabulary import word_list


@dataclass(frozen=True, slots=True)
class Contested:
    """The announced winner and the rivals, as far as the article names them; the country is the cast's."""

    winner: Someone | None
    rivals: tuple[Someone, ...]


def find_contested(
    article_id: str, units: Sequence[Unit], cast: Cast, results: Sequence[Result], claims: Sequence[VictoryClaim]
) -> Contested:
    """Weigh what the article says of its people: declared, congratulated, somebody's victory, an announced share."""
    ids = {actor_id(article_id, p): p for p in cast.people.all}
    score: Counter[Someone] = Counter()
    for result in results:
        person = ids.get(result.candidate)
        if person is not None:
            score[person] += 6 if result.rank == 1 else 0
    shares = [
        (r.share, ids[r.candidate])
        for r in results
        if r.share is not None and r.candidate in ids and _official(r, cast, article_id)
    ]
    if shares:
        score[max(shares, key=lambda s: s[0])[1]] += 3
    for unit in units:
        for token in unit.doc:
            points, heads = _points_to(token)
            for person in (p for head in heads for p in cast.who(head) if p.kind == "person"):
                score[person] += points
    local = [p for p in score if p.country in {None, cast.contest_country} and score[p] > 0]
    winner = max(local, key=lambda p: (score[p], len(p.mentions), p.key), default=None)
    claimants = {ids[c.claimant] for c in claims if c.claimant in ids}
    candidates = {ids[r.candidate] for r in results if r.candidate in ids}
    titled = {
        p
        for p in cast.people.all
        if p.office in {"candidate", "opposition leader"} and p.country in {None, cast.contest_country}
    }
    rivals = sorted((claimants | candidates | titled) - {winner}, key=lambda p: p.key)
    for person in [*rivals, *([winner] if winner is not None else [])]:
        if person.country is None:
            person.country = cast.contest_country
        if person.speaks_for == "none" and person.role is None:
            person.speaks_for = "party"
    return Contested(winner, tuple(rivals))


def _points_to(token: Token) -> tuple[int, list[Token]]:
    """How strongly a word points at a winner, and at whom: "X's victory", "congratulated X", "X was re-elected"."""
    words, lemma = word_list("acts", "en"), token.lemma_.lower()
    if lemma in words["congratulate"]:
        on_what = syntax.occasion(token)
        on_a_win = not on_what or any(h.lemma_.lower() in words["victory"] for h in on_what)
        return 3, syntax.objects(token) if on_a_win else []
    if lemma in words["victory"] and (owner := syntax.child(token, "poss")) is not None:
        return 2, [owner]
    if lemma in {"reelect", "re-elect", "win"} and token.pos_ == "VERB" and not syntax.is_hypothetical(token):
        who = syntax.passive_subject(token) if syntax.is_passive(token) else syntax.subject(token)
        return 2, [who] if who is not None else []
    return 0, []


def _official(result: Result, cast: Cast, article_id: str) -> bool:
    authority = cast.authority()
    return result.authority is None or (authority is not None and result.authority == actor_id(article_id, authority))
