"""The sides of a contest that no name of their own is given: "Vega's supporters", "her camp", "opposition activists".

What they do is their own record, never that of whom they stand behind. They are of the country whose election it is
where whoever they stand behind is, or where nothing says that they are of another.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer.lookup import fold
from recuento.reading.lexicon.vocabulary import Words, rule_words
from recuento.reading.parse import dependencies

_WORDS = rule_words("sides")


def side_named(entities: Entities, words: Words, head: Token) -> Entity | None:
    """The side that a common noun names by whom it stands behind: "backers of Ms Vega", "a spokesman for the party".

    Where the noun is what somebody is called who has a name ("Vega's lawyer, Luis Paz"), it is that person.
    """
    if head.lemma_.lower() not in words["side_nouns"] or head.pos_ not in {"NOUN", "PROPN"}:
        return None
    behind = [p for h in _stood_behind(head) for p in entities.who(h)]
    domestic = [p for p in behind if _is_at_home(p, entities)]
    opposed = any(c.lower_ in words["opposed"] for c in head.lefts if c.dep_ in {"amod", "compound"})
    if not domestic and (behind or not opposed):
        return None
    side = _named_beside(entities, head, behind)
    one = head.tag_ in {"NN", "NNP"} and head.lemma_.lower() not in words["collectives"]
    if side is None and one:
        title = entities.match_at(head)
        whose = [] if title is not None and title.entry.kind == "role" else behind  # a title says whose it is itself
        if _has_a_name([p for p in entities.who(head) if p not in whose]):
            return None  # "the opposition leader", who was named before
    if side is None:
        return entities.side_called(head)
    entities.take_side(side)
    return side


def _named_beside(entities: Entities, head: Token, behind: list[Entity]) -> Entity | None:
    """Who is named after the noun and its comma: "the leader of the NDP, Ana Vega", "Vega's party, the NDP"."""
    found = [p for c in head.children if c.dep_ == "appos" for p in entities.who(c)]
    after = head.doc[head.i + 1 : min(head.right_edge.i + 2, head.sent.end - 1)]
    for comma in (t for t in after if t.text == ","):
        named = entities.named_at(comma.nbor(1))
        found += [named] if named is not None and named not in behind else []
    home = {None, entities.contest_country}
    return next((p for p in found if _has_a_name([p]) and p.country in home), None)


def _has_a_name(people: list[Entity]) -> bool:
    named = (p for p in people if p.kind in {"person", "party"} and not p.key.startswith("office:"))
    return any(p.name[:1].isupper() for p in named)


def joins_a_side(someone: Entity, entities: Entities, words: Words) -> bool:
    """Whether somebody without a known side takes one by accepting or refusing the result.

    A person without an office, or with a former one; a crowd in the street.
    """
    if someone.speaks_for != "none" or someone.country not in {None, entities.contest_country}:
        return False
    if someone.kind == "person":
        return (someone.role is None or someone.former) and not someone.key.startswith("office:")
    if someone.kind == "group":
        named = fold(someone.name).split()
        return bool(set(named) & words["crowds_at_home"]) and not {"of", "for"} & set(named)
    return False


def _stood_behind(head: Token) -> Iterator[Token]:
    """Whom a side is of: its owner, "of X", "for X", "loyal to X", or a name before it: "Vega supporters"."""
    owner = dependencies.child(head, "poss")
    if owner is not None:
        yield owner
    yield from dependencies.prepositional(head, "of", "for", "behind")
    for loyal in (c for c in head.children if c.lower_ in _WORDS["loyal_to"]):
        yield from dependencies.prepositional(loyal, "to", "with")
    yield from (c for c in head.lefts if c.dep_ == "compound" and c.pos_ == "PROPN")


def _is_at_home(someone: Entity, entities: Entities) -> bool:
    """Whether somebody is a person or party of the contest's country, and does not speak for another state."""
    if someone.kind == "group" and someone.speaks_for != "party":
        return False  # "members of the European Parliament": a group of nobody knows where
    at_home = someone.country in {None, entities.contest_country}
    return at_home and someone.kind in {"person", "party", "group"} and someone.speaks_for != "organisation"
