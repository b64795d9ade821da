"""Who could be a candidate: the person or party a word stands for, where nothing speaks against their standing."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.entities.first_names import is_first_name
from recuento.reading.gazetteer import lookup
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of

_WORDS = rule_words("candidates")

_NO_NAMES: Final = _WORDS["no_names"]
"""Common nouns that alone name no party."""
_ANNOUNCING: Final = word_list("results", "en")["announcing"]
_MESSENGERS: Final = frozenset({"spokesperson", "observer head", "envoy", "diplomat"})
_STANDS_FOR_OFFICE: Final = frozenset({"head of state", "head of government", "candidate", "opposition leader"})
_ROLES_OF_SOMEBODY: Final = frozenset({"nsubj", "nsubjpass", "poss", "dative", "pobj", "dobj"})
_FIRST_PERSON: Final = _WORDS["we_and_i"]
_MANY: Final = _WORDS["they_and_them"]


def candidate_at(head: Token | None, entities: Entities) -> Entity | None:
    """The person or party that a word stands for, where it could be a candidate of this contest."""
    if head is None or head.pos_ not in {"PROPN", "NOUN", "PRON", "ADJ", "X"}:
        return None
    leader = _who_leads_it(head, entities)
    someone = leader or entities.named_at(head) or surname_at(head, entities)
    if someone is None or someone.key.startswith("office:"):
        someone = _named_before_brackets(head, entities) or someone
    if someone is None and head.dep_ == "appos":  # "Jean Ping, a diplomat, got 48%"
        someone = entities.named_at(head.head)
    if someone is None:
        if head.pos_ in {"NOUN", "ADJ"} and not _names_a_kind_of_candidate(head, entities):
            return None
        someone = _pronoun_or_noun(head, entities)
    is_body = someone is not None and someone.kind in {"party", "organisation"}
    if is_body or (head.lower_ in _NO_NAMES and leader is None):
        told = _told_of_it(head, entities) or _bloc_of(head, entities)
        someone = told or _named_with_party(head, entities) or someone
    if someone is None or not could_stand(someone, entities):
        return None
    if someone.key.startswith("office:") and not _is_somebody(head):
        return None
    if someone.key.startswith("party:") and someone.name.casefold() in _NO_NAMES:
        return None
    return _of_this_contest(someone, head, entities)


def _is_somebody(title: Token) -> bool:
    """Whether a title stands for who bears it.

    In "re-elected president with 51%" the office is what was won; "only one other candidate" is any of them.
    """
    anybody = any(c.lower_ in _WORDS["anybody_of_them"] for c in title.lefts)
    return title.dep_ in _ROLES_OF_SOMEBODY and not anybody


def _of_this_contest(someone: Entity, head: Token, entities: Entities) -> Entity:
    """A party that a list knows of another country only is one of the same name here, called as it is written."""
    here, unit = entities.contest_country, unit_of(head)
    match = entities.mentions[id(unit)].match_at.get(head.i)
    if someone.kind != "party" or match is None or None in {here, someone.country} or someone.country == here:
        return someone
    if match.entry.code != someone.country:  # the word at hand only points at the name
        return someone
    return entities.party_of_name(unit.doc[match.end - 1], match.start)


def _named_before_brackets(head: Token, entities: Entities) -> Entity | None:
    """Whom a common noun tells more of, across brackets: "Ana Ruiz (pictured), the candidate of the left, won 37%"."""
    before = head.left_edge.i - 1
    doc = head.doc
    if head.pos_ != "NOUN" or before < 3 or doc[before].text != "," or doc[before - 1].text != ")":
        return None
    opens = next((i for i in range(before - 2, max(-1, before - 12), -1) if doc[i].text == "("), 0)
    return entities.named_at(doc[opens - 1]) if opens else None


def _told_of_it(head: Token, entities: Entities) -> Entity | None:
    """The party that a common noun is told to be: "the main alliance, the centrist Civic Coalition (KO), got 30%"."""
    told = [c for c in head.children if c.dep_ == "appos" and head.lower_ in _NO_NAMES]
    told += [c for t in told for c in t.children if c.dep_ == "appos"]
    parties = (p for t in told if t.pos_ == "PROPN" for p in entities.who(t) if p.kind in {"party", "organisation"})
    return next((p for p in parties if not _is_nameless(p)), None)


def _bloc_of(head: Token, entities: Entities) -> Entity | None:
    """The bloc of somebody, that has no other name: "Mr Vega's bloc took 49%"."""
    if head.lower_ not in _WORDS["blocs"]:
        return None
    whose = next((c for c in head.children if c.dep_ == "poss"), None)
    person = entities.named_at(whose) if whose is not None else None
    return entities.bloc_of(person, head) if person is not None and could_stand(person, entities) else None


def _pronoun_or_noun(head: Token, entities: Entities) -> Entity | None:
    """Whom a pronoun or common noun stands for at a figure: "it" is a party, not the country spoken of."""
    someone = entities.one(head)
    stands_for_many = head.lower_ in _MANY and someone is not None and someone.kind != "person"
    relative = head.tag_ in {"WP", "WDT", "WP$"}  # stands for what is before it, whatever that is
    if (
        head.pos_ == "PRON"
        and someone is not None
        and not (head.lower_ in _FIRST_PERSON or relative or stands_for_many)
    ):
        someone = runs_or_last_candidate(someone, head, entities)
    is_body = someone is not None and someone.kind in {"party", "organisation"} and not _is_nameless(someone)
    if head.lower_ == "it" and head.dep_ == "nsubj" and not is_body:
        return party_before(head, entities)
    if head.lower_ == "party" and _is_the(head) and (someone is None or _is_nameless(someone)):
        return party_before(head, entities) or someone
    return someone


def _is_nameless(someone: Entity) -> bool:
    return someone.name.casefold() in _NO_NAMES


def _is_the(noun: Token) -> bool:
    """Whether a noun points back at what was named, with nothing said of it: "the party"."""
    return all(c.lower_ == "the" for c in noun.lefts) and any(noun.lefts)


_PARTY_REACH = 80
"""Tokens back to the party that "it" stands for."""


def party_before(token: Token, entities: Entities) -> Entity | None:
    """The party named last before a word in its paragraph, for "it" and "the party"; None where none was."""
    unit = unit_of(token)
    found = entities.mentions[id(unit)]
    for i in range(token.i - 1, max(-1, token.i - _PARTY_REACH), -1):
        match, name = found.match_at.get(i), found.name_at.get(i)
        if (match is None or match.entry.kind != "party") and (name is None or name.sort != "party"):
            continue
        named = [p for p in entities.who(unit.doc[i]) if p.kind == "party" and not _is_nameless(p)]
        if named:
            return named[0]
    return None


def _who_leads_it(head: Token, entities: Entities) -> Entity | None:
    """Who leads a list without a name: "a slate led by Ana Ruiz"."""
    if head.lower_ not in _NO_NAMES | {"slate", "ticket"} or any(c.pos_ == "PROPN" for c in head.lefts):
        return None
    led = (c for c in head.children if c.dep_ == "acl" and c.lemma_.lower() in _WORDS["lead_or_head"])
    return next(
        (p for c in led if (by := dependencies.agent(c)) is not None and (p := entities.named_at(by)) is not None), None
    )


def runs_or_last_candidate(someone: Entity, pronoun: Token, entities: Entities) -> Entity:
    """Whom a pronoun at a figure stands for: not another state's minister but the candidate named last."""
    return someone if _runs(someone, entities) else (_candidate_before(pronoun, entities) or someone)


def _runs(someone: Entity, entities: Entities) -> bool:
    """Whether nothing speaks against somebody's being a candidate: no other state's minister, no official."""
    elsewhere = someone.country is not None and entities.contest_country not in {None, someone.country}
    return could_stand(someone, entities) and not elsewhere


def _candidate_before(pronoun: Token, entities: Entities) -> Entity | None:
    """The last candidate named before a pronoun that seems to stand for somebody who is none."""
    known = [p for p in entities.people.all if p.office in _STANDS_FOR_OFFICE and _runs(p, entities)]
    unit = unit_of(pronoun)
    return entities.memory.latest(known, unit.starts[pronoun.i]) if known else None


_LONGEST_NAME: Final = 6
_JOINS_A_NAME: Final = _WORDS["joins_a_name"]


def unlisted_party_at(token: Token, entities: Entities) -> Entity | None:
    """A party that no list has, by the run of capitals that ends at this word: "EKRE", "the Free Democrats", "Sweden Together".

    A word that the gazetteer knows as something else is none, nor is a city or a day.
    """
    mentions = entities.mentions[id(unit_of(token))]
    of_a_country = token.i > 1 and token.nbor(-1).lower_ == "of" and token.nbor(-2).text[:1].isupper()
    if not _may_end_a_name(token) or (token.i in mentions.match_at and not (_is_inside_a_name(token) or of_a_country)):
        return None
    first = token.i
    while first > token.sent.start and token.i - first < _LONGEST_NAME:
        before = token.doc[first - 1]
        if _may_be_in_a_name(before):
            first -= 1
        elif before.lower_ in _JOINS_A_NAME and first - 1 > token.sent.start and _may_be_in_a_name(before.nbor(-1)):
            first -= 2
        else:
            break
    name = mentions.name_at.get(token.i)
    if (name is not None and name.title is not None) or is_first_name(token.doc[first].text):
        return None  # somebody who is named nowhere else
    text = token.doc[first : token.i + 1].text
    placed = first > token.sent.start and token.doc[first - 1].lower_ in _WORDS["before_places"]
    known = token.i in mentions.match_at and first == token.i  # a name of something else, alone
    in_a_city = not text.isupper() and lookup.city_country(text) is not None
    if placed or known or len(text) < 2 or in_a_city:
        return None
    return entities.party_of_name(token, first)


def _may_end_a_name(token: Token) -> bool:
    days = word_list("results", "en")["days_and_months"]
    capital = token.text[:1].isupper() and token.is_alpha and token.lower_ not in days
    if not capital or token.lower_ in word_list("names", "en")["honorifics"]:
        return False
    acronym = token.text.isupper() and len(token.text) > 1
    return token.pos_ == "PROPN" or acronym or (token.tag_ in {"NNS", "NN"} and not token.is_sent_start)


def _may_be_in_a_name(token: Token) -> bool:
    capital = token.text[:1].isupper() and token.is_alpha
    return capital and token.pos_ in {"PROPN", "ADJ", "NOUN"} and token.lower_ not in _WORDS["titles"]


def _is_inside_a_name(token: Token) -> bool:
    """Whether a capitalised adjective stands before a word that alone names another party: "the Free Democrats"."""
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    return before is not None and before.pos_ in {"ADJ", "PROPN"} and before.text[:1].isupper() and before.is_alpha


def surname_at(token: Token, entities: Entities) -> Entity | None:
    """The person of this surname where the tagger took it for a plural noun: "Morales"."""
    if token.tag_ not in {"NNS", "NNPS", "NN"} or not token.text[:1].isupper():
        return None
    return next((p for p in entities.people.all if len(p.words) > 1 and p.words[-1] == token.text), None)


def could_stand(someone: Entity, entities: Entities) -> bool:
    """Whether somebody may be a candidate: no official of the count, and nobody from elsewhere."""
    if someone.kind in {"party", "organisation"} and someone.name.split()[-1].casefold() in _ANNOUNCING:
        return False  # "the Commission recorded"
    if someone.kind == "party" or (someone.kind == "organisation" and someone.speaks_for == "none"):
        return True
    if someone.kind != "person" or someone.speaks_for == "authority" or someone.office in _MESSENGERS:
        return False
    unnamed = someone.key.startswith("office:")
    if unnamed and someone.office not in _STANDS_FOR_OFFICE:
        return False
    elsewhere = someone.country is not None and entities.contest_country not in {None, someone.country}
    return not (elsewhere and unnamed)


def _names_a_kind_of_candidate(noun: Token, entities: Entities) -> bool:
    """Whether a common noun is a title or stands for a person named before; "ally" or "nation" is no candidate."""
    match = entities.match_at(noun)
    if match is not None and match.entry.kind in {"role", "party"}:
        return True
    return noun.lemma_.lower() in word_list("syntax", "en")["persons"] | {"party"}


def _named_with_party(head: Token, entities: Entities) -> Entity | None:
    """The name at a common noun for parties: "the Georgian Dream party", or the person of it: "Ana Ruiz of the NDP party"."""
    # "Ana Ruiz of the centre-left NDP party": back over its words to the name before "of".
    for token in reversed(head.doc[max(head.sent.start + 1, head.i - 6) : head.i]):
        if token.lower_ in {"of", "from"}:
            person = entities.named_at(token.nbor(-1))
            if person is not None:
                return person
        if token.pos_ in {"VERB", "AUX", "ADP", "PUNCT"} and token.text != "-" and token.dep_ != "amod":
            break
    if head.i and head.lower_ in _NO_NAMES:
        before = entities.named_at(head.nbor(-1)) or entities.one(head.nbor(-1))
        if before is not None and before.kind in {"party", "person"}:
            return before
        if before is None and head.lower_ in _WORDS["party_or_coalition"]:
            return entities.party_called(head.nbor(-1))
    return None
