"""Whose a figure is: shares and counts of votes tied to candidates, by the words at them first and by syntax last.

Each tie is tried in turn, the closest first: a name after ("51% for X"), a name or its verb before ("X won 51%", "X on
51%", "X's 51%"), the other half of a scoreline ("beat Y by 51% to 44%"), and what the parse hangs the figure by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import data, rule_words, word_list
from recuento.reading.parse import dependencies

from .candidates import candidate_at
from .counted_so_far import is_about_a_poll
from .figure_owners import after_it, before_it
from .governing import loser_of, of_what_governs
from .not_shares import is_no_share, is_of_something_else
from .numerals import Figure, find_figures

_WORDS = rule_words("candidate_figures")


@dataclass(slots=True)
class ResultMention:
    """A result before it becomes a record."""

    candidate: Entity
    anchor: Token
    by: str
    authority: Entity | None = None
    share: float | None = None
    votes: int | None = None
    rank: int | None = None
    bound: str = "exact"
    clause: Token | None = None
    everywhere: str | None = None
    everywhere_of: int | None = None
    irreversible: bool = False


@dataclass(slots=True)
class _Owned:
    """A figure and whose it is."""

    figure: Figure
    owner: Entity
    by: str


def tells_figures(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has a number or "half of the vote" at all: most have none."""
    return any(t.text[0].isdigit() or t.lower_ in _IN_WORDS for t in tokens)


def tells_a_count(tokens: Sequence[Token]) -> bool:
    """Whether a sentence gives a number of votes, with the word or as what somebody polled: "Obi polled 6,101,533"."""
    if not tells_figures(tokens):
        return False
    polled = _WORDS["gets"]
    return any(
        f.votes is not None and (not f.bare or any(t.lemma_.lower() in polled for t in f.before(3)))
        for f in find_figures(tokens)
    )


_IN_WORDS = _WORDS["in_words"]


def find_shares(tokens: list[Token], entities: Entities, counts_told: bool) -> Iterator[ResultMention]:
    """The shares and counts of a sentence, each with its candidate.

    `counts_told`: whether the article gives counts of votes, so that a large number beside a name is one too.
    """
    if not tells_figures(tokens):
        return
    figures = find_figures(tokens)
    if not any(not f.bare for f in figures) and not counts_told:
        return
    if is_about_a_poll(tokens):
        return
    for owned in _owned(figures, tokens, entities, counts_told):
        figure = owned.figure
        by = owned.by if figure.share is not None else owned.by.replace("share", "count")
        yield ResultMention(
            owned.owner,
            figure.unit,
            by,
            share=figure.share,
            votes=None if _is_ahead_by(figure) else figure.votes,
            rank=_rank(figure),
            bound=figure.bound,
        )


def _is_ahead_by(figure: Figure) -> bool:
    """Whether the votes told beside a share are a lead: "won by 100,000 votes, or 50.35 percent"."""
    before = [t for t in figure.before(4) if t.lower_ not in word_list("results", "en")["hedges"] - {"by"}]
    return None not in {figure.share, figure.votes} and bool(before) and before[-1].lower_ == "by"


def _rank(figure: Figure) -> int | None:
    """The place told with a figure: "came second with 35%", "in third place on 12%"."""
    ordinals = data("results")["ordinals"]["en"]
    before = figure.before(7)
    for k in range(len(before) - 1, -1, -1):
        if before[k].text == "," and k and before[k - 1].lower_ in ordinals:
            continue  # "came second, with 35%"
        if before[k].text in {";", ","} or before[k].text[0].isdigit():
            return None
        after = before[k + 1].lower_ if k + 1 < len(before) else ""
        if before[k].lower_ in ordinals and after in {"with", "place", "on", "at", "position", ",", ""}:
            return int(ordinals[before[k].lower_])
    return None


def _owned(figures: list[Figure], tokens: list[Token], entities: Entities, counts_told: bool) -> list[_Owned]:
    """Each figure with its candidate, in order. A bare number counts beside others of its kind only."""
    found: list[_Owned] = []
    previous: _Owned | None = None
    told = {"share": any(f.share is not None and not f.bare for f in figures), "votes": counts_told}
    another_whole = False
    for figure in figures:
        kind = "share" if figure.share is not None else "votes"
        if (figure.bare and not (told[kind] and _stands_alone(figure))) or is_no_share(figure):
            previous, another_whole = None, is_of_something_else(figure)
            continue
        owner, by = _owner(figure, previous, entities)
        if by == "share-possessed" and another_whole:
            continue  # "held 51% of the farm against Soto's 44%"
        another_whole = False
        if owner is None:
            previous = None if previous is None or not _is_second(figure, previous.figure) else previous
            continue
        previous = _Owned(figure, owner, by)
        found.append(previous)
        found += [_Owned(figure, other, by) for other in _each_of(figure, owner, entities)]
    return [*_respectively(found, figures, tokens, entities)]


def _each_of(figure: Figure, owner: Entity, entities: Entities) -> list[Entity]:
    """The others who have the same figure: "Vega and Soto each got 48 percent", "took 7% apiece"."""
    beside = [t.lower_ for t in (*figure.before(4), *figure.after(2))]
    if not {"each", "apiece"} & set(beside):
        return []
    verb = next((t for t in reversed(figure.before(5)) if t.pos_ == "VERB"), None)
    subject = dependencies.own_subject(verb) if verb is not None else None
    if subject is not None and subject.tag_ in {"WDT", "WP"}:
        subject = dependencies.antecedent(subject)
    named = [candidate_at(h, entities) for h in dependencies.with_conjuncts(subject)] if subject is not None else []
    return [p for p in dict.fromkeys(named) if p is not None and p is not owner]


def _stands_alone(figure: Figure) -> bool:
    """Whether a number without sign or noun has no other noun of its own: "to 41.42 for X", not "41 seats"."""
    after = figure.after(1)
    if not after:
        return True
    token = after[0]
    if token.text in {"-", "–", "/", ":"} and not token.whitespace_:
        return False
    if token.pos_ in {"NOUN", "PROPN", "ADJ"} and token.dep_ not in {"appos", "conj"} and not token.is_punct:
        return False
    before = figure.before(1)
    return (
        not (
            before and (before[0].pos_ == "PROPN" and before[0].lower_ in word_list("results", "en")["days_and_months"])
        )
        and token.lower_ != "%"
    )


def _owner(figure: Figure, previous: _Owned | None, entities: Entities) -> tuple[Entity | None, str]:
    """The candidate a figure belongs to, and the pattern that tells."""
    person = after_it(figure, entities)
    if person is not None:
        return person, "share-for"
    person, by = before_it(figure, entities)
    if person is None and by:
        return None, ""
    second = previous is not None and _is_second(figure, previous.figure)
    if figure.bare and by == "share-beside" and _may_be_an_age(figure):
        return None, ""
    if person is not None and not (second and previous is not None and person is previous.owner):
        return person, by if not figure.bare or by == "share-possessed" else "share-in-list"
    if second and previous is not None:
        loser = loser_of(previous.figure, previous.owner, entities)
        return (loser, "share-of-loser") if loser is not None else (None, "")
    if figure.bare:
        return None, ""
    return of_what_governs(figure, entities)


def _may_be_an_age(figure: Figure) -> bool:
    """Whether a whole number stands right after a name or its comma: "Ana Ruiz, 57, won"."""
    before = figure.before(1)
    if figure.share is None or not figure.unit.text.isdigit() or not before:
        return False
    return before[0].text == "," or before[0].pos_ == "PROPN"


def _is_second(figure: Figure, first: Figure) -> bool:
    """Whether a figure is the second of a scoreline: "51% to 44%", "51% of the vote, compared with 44%"."""
    joins = word_list("results", "en")["scoreline"]
    between = [t.lower_ for t in figure.doc[first.last + 1 : figure.first]]
    if not any(w in joins for w in between):
        return False
    loose = word_list("results", "en")["hedges"] | joins | _WORDS["between_the_two"]
    return all(w in loose or w in _OF_ITS_OWN for w in between)


_OF_ITS_OWN = _WORDS["of_its_own"]


def _respectively(
    found: list[_Owned], figures: list[Figure], tokens: list[Token], entities: Entities
) -> Iterator[_Owned]:
    """Figures told of several "respectively": the last names before the first figure, in order."""
    if not any(t.lower_ == "respectively" for t in tokens):
        yield from found
        return
    at = next(t.i for t in tokens if t.lower_ == "respectively")
    row: list[Figure] = []
    for figure in reversed([f for f in figures if f.last < at and (f.share is not None or not f.bare)]):
        if row and not all(t.lower_ in _WORDS["between_figures"] for t in figure.doc[figure.last + 1 : row[0].first]):
            break
        row.insert(0, figure)
    people: list[Entity] = []
    for token in reversed(tokens[: row[0].first - tokens[0].i] if row else []):
        person = candidate_at(token, entities) if entities.named_at(token) is not None else None
        if person is not None and person not in people:
            people.insert(0, person)
        if len(people) == len(row):
            break
    told = {id(f) for f in row}
    yield from (o for o in found if id(o.figure) not in told)
    if len(people) == len(row) and len(row) > 1:
        for person, figure in zip(people, row, strict=True):
            yield _Owned(figure, person, "share-in-list")
