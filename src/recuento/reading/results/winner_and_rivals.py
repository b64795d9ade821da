"""Which contest an article is about: who was announced the winner, and against whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity, actor_id
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit
from recuento.records.said import Result, VictoryClaim

_WORDS = rule_words("winner_and_rivals")


@dataclass(frozen=True, slots=True)
class Contenders:
    """The announced winner and the rivals, as far as the article names them; the country is the cast's."""

    winner: Entity | None
    rivals: tuple[Entity, ...]
    declared: bool = False
    """Whether an authority is reported to have declared the winner."""


def find_contenders(
    article_id: str,
    units: Sequence[Unit],
    entities: Entities,
    results: Sequence[Result],
    claims: Sequence[VictoryClaim],
) -> Contenders:
    """Weigh what the article says of its people: declared, congratulated, somebody's victory, an announced share."""
    ids = {actor_id(article_id, p): p for p in entities.people.all}
    declared = {ids[r.candidate] for r in results if r.rank == 1 and r.candidate in ids}
    score = _points(article_id, units, entities, results, ids)
    local = [p for p in score if p.country in {None, entities.contest_country} and score[p] > 0]
    winner = max(local, key=lambda p: (score[p], len(p.mentions), p.key), default=None)
    claimants = {ids[c.claimant] for c in claims if c.claimant in ids}
    candidates = {ids[r.candidate] for r in results if r.candidate in ids}
    titled = {
        p
        for p in entities.people.all
        if p.office in {"candidate", "opposition leader"} and p.country in {None, entities.contest_country}
    }
    rivals = sorted((claimants | candidates | titled) - {winner}, key=lambda p: p.key)
    for person in [*rivals, *([winner] if winner is not None else [])]:
        entities.run_in_the_contest(person)
    return Contenders(winner, tuple(rivals), winner in declared)


def _points(
    article_id: str,
    units: Sequence[Unit],
    entities: Entities,
    results: Sequence[Result],
    ids: Mapping[str, Entity],
) -> Counter[Entity]:
    """What speaks for each person's being the announced winner."""
    score: Counter[Entity] = Counter()
    for result in results:
        if result.rank == 1 and result.candidate in ids:
            # Where a court names another winner than the electoral authority, the announced result is the latter's.
            score[ids[result.candidate]] += 6 if _official(result, entities, article_id) else 4
    shares = [
        (r.share, ids[r.candidate])
        for r in results
        if r.share is not None and r.candidate in ids and _official(r, entities, article_id)
    ]
    if shares:
        score[max(shares, key=lambda s: s[0])[1]] += 3
    for token in (t for unit in units for t in unit.tokens):
        points, heads = _points_to(token)
        if any(head.lower_ in {"i", "we"} for head in heads):
            continue  # who says "we won" was announced by nobody
        for person in (p for head in heads for p in entities.who(head) if p.kind == "person"):
            score[person] += points
    named = _names_the_country(units, entities)
    for person in entities.people.all:
        standing = _standing(person)
        # In an article that names the country nowhere, its president may as well be one who speaks of another's vote.
        score[person] += standing if named or score[person] or standing > 1 else 0
    return score


def _names_the_country(units: Sequence[Unit], entities: Entities) -> bool:
    """Whether the contest's country stands in the article by its name, and not by its capital or its president alone."""
    if entities.contest_country is None:
        return True  # nothing speaks against a president's being the winner
    entries = (match.entry for unit in units for match in entities.mentions[id(unit)].matches)
    named = any(e.kind in {"country", "demonym"} and e.code == entities.contest_country for e in entries)
    return named or entities.authority() is not None


def _standing(person: Entity) -> int:
    """What somebody's title says: a president-elect was declared one, an incumbent oftener than a challenger."""
    if person.role is not None and "elect" in person.role.casefold().replace("-", " ").split():
        return 3
    return {"head of state": 1, "head of government": 1, "opposition leader": -1}.get(person.office or "", 0)


def _points_to(token: Token) -> tuple[int, list[Token]]:
    """How strongly a word points at a winner, and at whom: "X's victory", "congratulated X", "X was re-elected"."""
    words, lemma = word_list("acts", "en"), token.lemma_.lower()
    if lemma in words["congratulate"]:
        on_what = dependencies.occasion(token)
        on_a_win = not on_what or any(h.lemma_.lower() in words["victory"] for h in on_what)
        return 3, dependencies.objects(token) if on_a_win else []
    if lemma in words["victory"]:
        owner = dependencies.child(token, "poss")
        return 2, [owner] if owner is not None else dependencies.prepositional(token, "of")
    if lemma in _WORDS["beat_or_defeat"] and token.pos_ == "VERB" and not dependencies.is_hypothetical(token):
        who = dependencies.agent(token) if dependencies.is_passive(token) else dependencies.subject(token)
        return 2, [who] if who is not None else []
    if lemma in words["recognise"] and not dependencies.is_negated(token):
        crowned = any(h.lemma_.lower() in words["crowns"] for h in dependencies.prepositional(token, "as"))
        return 1, dependencies.objects(token) if crowned else []
    if token.dep_ == "xcomp" and token.head.lemma_.lower() in _WORDS["appear_or_seem"]:
        return 0, []  # "appeared to have won", where another was declared the winner
    if lemma in _WORDS["reelect_or_re_elect"] and token.pos_ == "VERB" and not dependencies.is_hypothetical(token):
        who = dependencies.passive_subject(token) if dependencies.is_passive(token) else dependencies.subject(token)
        return 2, [who] if who is not None else []
    return 0, []


def _official(result: Result, entities: Entities, article_id: str) -> bool:
    """Whether a result is the authority's, or nobody's in particular: not what somebody else states."""
    if result.authority is None:
        return result.stated_by is None
    authority = entities.authority()
    return authority is not None and result.authority == actor_id(article_id, authority)
