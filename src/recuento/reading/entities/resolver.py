"""Who is who in one article: every naming, title, pronoun and description brought to the actor it stands for.

`EntityResolver.who` answers for the head of a noun phrase, with one actor or several ("the presidents of Peru and Chile"), or
none: what cannot be resolved stays unknown. People, bodies, titles, pronouns and memory have a module each; this one
asks them in turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from recuento.reading.gazetteer import lookup
from recuento.reading.gazetteer.leaders import Moment
from recuento.reading.gazetteer.lookup import Entry, Match, fold
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.said import ActorKind
from recuento.records.text import Span

from . import anaphora, titles
from .acronyms import join_acronyms
from .contest_country import contest_country, settle_shared_names
from .entities import Entities
from .entity import Entity
from .issuer import issuer_of
from .lookup import EntityLookup
from .mentions import Mentions, Name, find_all_mentions, is_only_where
from .organisations import Organisations
from .people import People, spelled
from .salience import Salience, Salient, noticed
from .sections import section_owners
from .standing import give_missions, recognise

_WORDS = rule_words("resolver")

_QUANTIFIERS = _WORDS["quantifiers"]
_MISSIONS = _WORDS["missions"]
_REMEMBERED = frozenset({"organisation", "authority", "seat", "party", "country", "capital"})


class EntityResolver(EntityLookup):
    """The actors of one article while they are resolved: asked by attribution, which tells it who speaks where."""

    mentions: dict[int, Mentions]
    speaker_inside: dict[int, Entity | None]

    def __init__(self, units: Sequence[Unit], when: Moment | None = None, filed_in: str | None = None) -> None:
        mentions = find_all_mentions(units)
        join_acronyms(units, mentions)
        country = contest_country(units, mentions, when, filed_in)
        settle_shared_names(mentions, country)
        sections = section_owners(units, mentions)
        people = People(units, mentions, country, sections)
        recognise(people.all, when, country)
        give_missions(people, units, mentions)
        super().__init__(units, mentions, country, sections, people, Organisations(country), Salience(), None, {})
        self._known: dict[tuple[int, int], list[Entity]] = {}
        self._asked: set[tuple[int, int]] = set()
        body_start = next((u.starts[0] for u in units if not u.headline and u.starts), 0)
        self.memory = Salience(self._every_mention(), body_start)
        self._known.clear()  # what was asked before anything could be remembered
        self.issuer = issuer_of(units, self)
        self.speaker_inside.update((id(u), self.issuer) for u in units if u.inside is None)
        anaphora.follow(self)

    def resolve(self) -> Entities:
        """Whom every token stands for, in the order of the article, settled; to be called when all speakers are known."""
        for unit in self.units:
            for token in unit.tokens:
                if not (token.is_punct or token.is_space):
                    self.who(token)
        return Entities(self, {at: tuple(found) for at, found in self._known.items() if found})

    def who(self, token: Token | None) -> list[Entity]:
        """The actors that a noun phrase's head stands for; empty when it is nobody or cannot be told."""
        if token is None:
            return []
        key = (id(unit_of(token)), token.i)
        if key not in self._known:
            if key in self._asked:  # a pronoun that leads back to itself
                return []
            self._asked.add(key)
            try:
                self._known[key] = list(dict.fromkeys(self._resolve(token)))
            finally:
                self._asked.discard(key)
        return self._known[key]

    # ---- resolving ----------------------------------------------------------------------------------------------

    def _every_mention(self) -> Iterator[Salient]:
        """Names of people, and bodies where they are subjects: what later pronouns reach back to."""
        for unit in self.units:
            found = self.mentions[id(unit)]
            for name in found.names:
                person = self.people.within(unit, name.last)
                if person is not None:
                    person.mentions.add(unit.span(name.first, name.last))
                    yield noticed(unit.doc[name.last], name.first, person)
                for body in self._from_name(unit, name) if person is None else ():
                    yield noticed(unit.doc[name.last], name.first, body)
            for match in found.matches:
                head = unit.doc[match.end - 1]
                if _is_noticed(match, head):
                    for someone in self.who(head):
                        yield noticed(head, match.start, someone)
            for token in unit.tokens:
                if token.tag_ == "NN":
                    yield from self._noun_noticed(unit, token, found)

    def _noun_noticed(self, unit: Unit, token: Token, found: Mentions) -> Iterator[Salient]:
        """A gathering that acts ("a group of parties"), and one person without a name."""
        if _members(token) is not None and _is_subject(token):
            for someone in self.who(token):
                yield noticed(token, token.i, someone)
        if _is_one_person(token) and token.i not in found.match_at and token.i not in found.name_at:
            yield noticed(token, token.i, self.bodies.somebody(unit, token, _sex_of(token)))

    def _resolve(self, token: Token) -> list[Entity]:
        unit = unit_of(token)
        if (token.lower_ in _QUANTIFIERS or token.like_num) and (parts := dependencies.prepositional(token, "of")):
            return [s for part in parts for s in self.who(part) if s.kind == "group" or len(parts) > 1]
        if (members := _members(token)) is not None:
            if token.dep_ == "appos":
                return self.who(token.head)  # "National Watch, a coalition of civic groups"
            gathered = self.who(members)
            self.bodies.call(token.lemma_.lower(), gathered)
            return gathered
        if not {token.i - 1, token.i, token.i + 1}.isdisjoint(unit.held):
            return []
        if anaphora.is_pronoun(token):
            return anaphora.antecedents(self, token)
        person = self.people.at(token) or titles.named_beside(self, unit, token)
        if person is not None:
            return [person]
        found = self.mentions[id(unit)]
        match, name = found.match_at.get(token.i), found.name_at.get(token.i)
        if match is not None:
            return self._from_match(unit, match, token)
        return self._from_name(unit, name) if name is not None else self._from_noun(unit, token)

    def _from_match(self, unit: Unit, match: Match, token: Token) -> list[Entity]:
        entry, at = match.entry, unit.span(match.start, match.end - 1)
        match entry.kind:
            case "role":
                return titles.office_holders(self, unit, match)
            case "demonym":
                a_people = entry.sort != "adjective" or token.dep_ in {"nsubj", "pobj", "dobj"}
                return [self.bodies.group(unit, token, entry.code)] if a_people else []
            case "country" | "capital" | "part":
                a_state = entry.code is not None and not is_only_where(unit, match)
                return [self.government(entry.code, at)] if a_state else []
            case "outlet":
                return [self.bodies.body(f"outlet:{fold(entry.name)}", entry.name, "outlet", entry, entry.code, at)]
            case "organisation":
                return [self._organisation(unit, match, at)]
            case "seat":
                return self._seat(unit, match, token, at)
            case "authority" | "party":
                return [self._domestic(unit, match, at)]
            case _:
                return []

    def _organisation(self, unit: Unit, match: Match, at: Span) -> Entity:
        """An organisation or the observers it sent, who are an actor beside it and of its code."""
        code, text = match.entry.code or "OBSERVERS", unit.doc[match.start : match.end].text
        if code == "OBSERVERS":
            sender = self.code_of(unit, match)
            if sender is not None and lookup.is_organisation(sender) and sender != code:
                return self.bodies.mission(sender, f"{lookup.short_name(sender)} {text.lower()}", match.entry, at)
            if self.contest_country is not None and self._is_local(unit, match):
                key = f"organisation:{self.contest_country}:observers"
                return self.bodies.body(key, f"local {text}", "organisation", match.entry, self.contest_country, at)
            return self.bodies.body(f"organisation:{code}", text, "organisation", match.entry, code, at)
        if match.entry.observer and text.split()[-1].lower() in _MISSIONS:
            return self.bodies.mission(code, text, match.entry, at)
        country = lookup.home_of(code) or code
        return self.bodies.body(
            f"organisation:{code}", lookup.country_name(code), "organisation", match.entry, country, at
        )

    def _is_local(self, unit: Unit, match: Match) -> bool:
        """Whether observers are of the country that votes: "local observers", "the main Zimbabwean observer group"."""
        first = unit.doc[match.start]
        before = unit.doc[max(first.sent.start, match.start - 3) : match.end]
        mentions = self.mentions[id(unit)].match_at
        found = [mentions.get(t.i) for t in before if t.i < match.start]
        of_the_country = any(m is not None and m.entry.code == self.contest_country for m in found)
        behind = unit.doc[match.end : match.end + _WHOSE_OBSERVERS]
        of_churches = bool(behind) and behind[0].lower_ in {"of", "from"}
        names = word_list("names", "en")
        of_churches = of_churches and any(fold(t.lower_) in names["churches"] for t in behind)
        return of_the_country or of_churches or any(t.lower_ in names["local"] for t in before)

    def _domestic(self, unit: Unit, match: Match, at: Span) -> Entity:
        """An electoral authority, court, parliament or party: the contest country's unless another is named with it."""
        entry, text = match.entry, unit.doc[match.start : match.end].text
        code = entry.code or self.code_of(unit, match) or self._place_of_sentence(unit, match) or self.contest_country
        if entry.kind == "party" or entry.sort == "electoral":  # no union of states holds the vote
            code = self.contest_country if code is not None and lookup.is_organisation(code) else code
        if entry.kind == "party":
            return self.bodies.body(f"party:{fold(entry.name)}:{code}", entry.name, "party", entry, code, at)
        key = f"authority:{code}" if entry.sort == "electoral" else f"authority:{entry.sort}:{code}"
        return self.bodies.body(key, entry.name if entry.code else text, "authority", entry, code, at)

    def _place_of_sentence(self, unit: Unit, match: Match) -> str | None:
        """The country that a sentence opens with, where its courts and parties are: "In Malawi the court ..."."""
        start = unit.doc[match.start].sent.start
        if unit.doc[start].lower_ != "in":
            return None
        opening = (self.mentions[id(unit)].match_at.get(i) for i in range(start + 1, min(start + 4, match.start)))
        return next((m.entry.code for m in opening if m is not None and m.entry.kind == "country"), None)

    def _seat(self, unit: Unit, match: Match, token: Token, at: Span) -> list[Entity]:
        """A palace, ministry or government: of the state named with it, else the one spoken of, else the contest's."""
        entry, text = match.entry, unit.doc[match.start : match.end].text
        if entry.plural and entry.code is None:
            return titles.plural_titles(self, unit, token, match, "government")
        code = entry.code or self.code_of(unit, match) or self.sections.get(unit.paragraph)
        if code is None:
            spoken_of = self.memory.reach_back(token, "body")
            near = spoken_of is not None and spoken_of.kind == "government"
            code = (spoken_of.country if near and spoken_of is not None else None) or self.contest_country
        if entry.sort == "government" or code is None:
            return [self.bodies.government(code, at, text)]
        name = text if entry.code is not None else f"{text} of {lookup.country_name(code)}"
        return [self.bodies.body(f"seat:{fold(entry.name)}:{code}", name, "government", entry, code, at)]

    def _from_name(self, unit: Unit, name: Name) -> list[Entity]:
        if name.sort not in {"party", "organisation"}:
            return []
        kind: ActorKind = "party" if name.sort == "party" else "organisation"
        text, at = spelled(name), unit.span(name.first, name.last)
        # An organisation of no known standing speaks for nobody but itself.
        entry = Entry("party" if kind == "party" else "nothing", text)
        someone = self.bodies.body(f"{kind}:{fold(text)}", text, kind, entry, None, at)
        if kind == "party":
            someone.country = self.contest_country
        elif self._is_a_church_at_home(name):
            someone.speaks_for, someone.country = "organisation", self.contest_country
        else:
            someone.speaks_for = "none"
        return [someone]

    def _is_a_church_at_home(self, name: Name) -> bool:
        """Whether a name is a church's, of the country that votes or of none that is named: they watch and judge votes."""
        if not any(fold(word) in word_list("names", "en")["churches"] for word in name.words):
            return False
        nations = (lookup.lookup([word]) for word in name.words)
        return all(n is None or n.code in {None, self.contest_country} for n in nations)

    def _church(self, unit: Unit, token: Token) -> list[Entity]:
        """A church that is no name: "the powerful Catholic church", and "the church" for one met before."""
        names, match_at = word_list("names", "en"), self.mentions[id(unit)].match_at
        codes = [code for code, _ in titles.codes_in_phrase(self, unit, token)]
        places = (match_at.get(h.i) for h in dependencies.prepositional(token, "in"))
        codes += [m.entry.code for m in places if m is not None and m.entry.code is not None]
        if any(code != self.contest_country for code in codes):
            return []
        met = [s for s in self.bodies.by_key.values() if not names["churches"].isdisjoint(fold(s.name).split())]
        faith = next((c for c in token.lefts if c.lower_ in names["denominations"]), None)
        if _is_of_clergy(token):
            text = _name_of_body(token)
        elif faith is None:
            return [s for s in met if s.country == self.contest_country][-1:]
        else:
            text = f"{faith.text} {token.text}"
        entry = Entry("organisation", text, speaks_for="organisation")
        at = unit.span(faith.i if faith is not None else token.left_edge.i, token.i)
        return [self.bodies.body(f"organisation:{fold(text)}", text, "organisation", entry, self.contest_country, at)]

    def _from_noun(self, unit: Unit, token: Token) -> list[Entity]:
        """Common nouns: somebody's words, states, bodies and persons spoken of before, crowds."""
        lists, lemma = word_list("syntax", "en"), token.lemma_.lower()
        if lemma in word_list("quotations", "en")["words"]:
            return self._owner_of_words(unit, token)
        plural = token.tag_ == "NNS"
        if not plural and (lemma == "church" or _is_of_clergy(token)):
            return self._church(unit, token)
        if plural and lemma in lists["states"] | lists["crowds"]:
            codes = titles.codes_in_phrase(self, unit, token)
            if lemma in lists["states"] and codes:
                return [self.government(code, at) for code, at in codes]
            speaks_for = "government" if lemma in lists["states"] else "none"
            return [self.bodies.group(unit, token, codes[0][0] if codes else None, speaks_for)]
        if lemma in lists["states"] and (teller := self._state_that_tells(token)) is not None:
            return [teller]
        if lemma in lists["states"] | lists["bodies"] and not plural:
            return self._body_before(unit, token)
        if lemma in lists["persons"] and token.tag_ == "NN" and any(c.lower_ in {"the", "this"} for c in token.lefts):
            person = self.memory.reach_back(token, "person")
            return [person] if person is not None else []
        return []

    def _body_before(self, unit: Unit, token: Token) -> list[Entity]:
        """The state or body that a common noun stands for: one that bears it in its name, else the last that may be called so."""
        lists, lemma = word_list("syntax", "en"), token.lemma_.lower()
        owner = dependencies.child(token, "poss")
        of_a_person = owner is not None and self.people.at(owner) is not None
        if lemma not in lists["states"] and of_a_person and not self.bodies.called(lemma, a_state=False):
            return []  # "Torres' campaign" is none of the bodies told of before
        named = self._named_before_its_noun(unit, token) if lemma in _WORDS["parties"] else None
        if named is None and lemma in _WORDS["parties"] and _has_a_name_before(token):
            return []  # "the Peruvian Dream party" is no party that was named before
        body = named or self.memory.reach_back(token, "body")
        fitting = self.bodies.called(lemma, lemma in lists["states"])
        if named is None and fitting and body not in fitting:
            body = self.memory.latest(fitting, unit.starts[token.i]) or body
        if body is None or (named is None and body not in fitting and not _may_be_called(lemma, body)):
            return []  # "the commission" is no party, "the country" no union
        if body.key.startswith("government:") and lemma in lists["never_a_state"]:
            return []  # "the commission" of a country is not the country
        return [body]

    def _named_before_its_noun(self, unit: Unit, noun: Token) -> Entity | None:
        """The party whose name stands before the word for it: "the ruling Georgian Dream party"."""
        if noun.i == 0 or noun.nbor(-1).dep_ != "compound" or noun.nbor(-1).head != noun:
            return None
        found = self.mentions[id(unit)]
        match, name = found.match_at.get(noun.i - 1), found.name_at.get(noun.i - 1)
        a_party = (match is not None and match.entry.kind == "party") or (name is not None and name.sort == "party")
        named = self.who(noun.nbor(-1)) if a_party else []
        return named[0] if named and named[0].name[:1].isupper() else None

    def _state_that_tells(self, token: Token) -> Entity | None:
        """The speaker's own state, where it is the subject of what they say: "Boric said the country would wait"."""
        verb = token.head
        own = any(c.lower_ in _WORDS["pointing"] for c in token.lefts)
        if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp" or not own:
            return None
        if verb.head.lemma_.lower() not in word_list("quotations", "en")["say"]:
            return None
        teller = self.one(dependencies.subject(verb.head))
        foreign = teller is not None and teller.country not in {None, self.contest_country}
        if teller is None or not foreign or teller.speaks_for != "government":
            return None
        return self.government(teller.country)

    def _owner_of_words(self, unit: Unit, token: Token) -> list[Entity]:
        """Whose statement it is: "a ministry statement", "a statement from the EU", "his message"."""
        for c in token.children:
            if c.dep_ in {"poss", "compound", "nmod"} and (owners := self.who(c)):
                return owners
            if c.dep_ == "prep" and c.lower_ in {"from", "by", "of"}:
                owners = self.who(dependencies.child(c, "pobj"))
                if owners:
                    return owners
            match = self.mentions[id(unit)].match_at.get(c.i)
            if c.dep_ == "amod" and match is not None and match.entry.code:
                return [self.government(match.entry.code, unit.span(match.start, match.end - 1))]
        owner = self.memory.reach_back(token) if any(c.lower_ in {"the", "a"} for c in token.lefts) else None
        return [owner] if owner is not None else []


_WHOSE_OBSERVERS = 6
"""Tokens after observers within which those that sent them are named: "of Catholic and Protestant churches"."""


def _has_a_name_before(noun: Token) -> bool:
    """Whether a noun stands behind a name that is part of it: "the Peruvian Dream party"."""
    before = noun.nbor(-1) if noun.i > noun.sent.start else None
    return before is not None and before.pos_ == "PROPN" and before.head == noun and before.tag_ != "POS"


def _may_be_called(noun: str, body: Entity) -> bool:
    """Whether a common noun can stand for a body that does not bear it: "the commission" is no party."""
    if noun in _WORDS["states_alone"]:
        return body.kind == "government"
    if body.kind == "party":
        return noun not in _WORDS["never_a_party"]
    return body.kind != "authority" or noun not in _WORDS["parties"]


def _members(token: Token) -> Token | None:
    """Who make up a gathering that has no name: the parties of "a group of nine opposition parties"."""
    if token.tag_ != "NN" or token.lemma_.lower() not in _WORDS["gatherings"]:
        return None
    of = dependencies.prepositional(token, "of")
    return of[0] if len(of) == 1 and of[0].tag_ == "NNS" else None


def _is_noticed(match: Match, head: Token) -> bool:
    """Whether a naming is one that a pronoun reaches back to: of whoever acts, or of an organisation by its name."""
    if _is_subject(head):
        return match.entry.kind in _REMEMBERED or titles.is_introduced(match, head)
    return (
        match.entry.kind == "organisation" and head.tag_ != "NNS"
    )  # "the Watch, a coalition of monitors": "it" is none of these


def _is_one_person(token: Token) -> bool:
    """Whether a noun brings in one person without a name, who acts: "a woman stood", "said one farmer"."""
    if token.tag_ != "NN" or not (_is_subject(token) or _is_inverted(token)):
        return False
    lists = word_list("syntax", "en")
    lemma = token.lemma_.lower()
    known = lemma in lists["persons"] | lists["crowds"] | _WORDS["men"] | _WORDS["women"] | _WORDS["people_at_work"]
    return known and any(c.lower_ in _WORDS["brings_in"] for c in token.lefts)


def _is_inverted(token: Token) -> bool:
    """Whether a noun stands right behind a verb of saying: "..., said one farmer"."""
    verb = token.head
    says = verb.lemma_.lower() in word_list("quotations", "en")["say"] and token.left_edge.i == verb.i + 1
    return says and token.dep_ != "pobj"


def _sex_of(token: Token) -> bool | None:
    """Whether a noun says that somebody is a man; None where it does not tell."""
    lemma = token.lemma_.lower()
    return True if lemma in _WORDS["men"] else False if lemma in _WORDS["women"] else None


def _is_subject(head: Token) -> bool:
    while head.dep_ in {"compound", "conj", "appos"} and head.head != head:
        head = head.head
    return head.dep_ in {"nsubj", "nsubjpass"}


def _is_of_clergy(noun: Token) -> bool:
    """Whether a body is the clergy's: "the bishops conference", "the Conference of Bishops"; no bishop's press conference is."""
    if noun.lemma_.lower() not in _WORDS["bodies_of_clergy"] or any(
        c.lower_ in _WORDS["of_the_press"] for c in noun.lefts
    ):
        return False
    of_it = [*noun.lefts, *(g for c in noun.lefts for g in c.lefts), *dependencies.prepositional(noun, "of")]
    return any(t.lemma_.lower() in _WORDS["clergy"] and t.tag_ != "NN" for t in of_it)


def _name_of_body(noun: Token) -> str:
    """What a body of the clergy is called: "Catholic bishops' conference", "council of churches"."""
    called = [c.text for c in noun.lefts if c.dep_ in {"compound", "amod"}]
    called += [f"{c.text}'" for c in noun.lefts if c.dep_ == "poss" and c.lemma_.lower() in _WORDS["clergy"]]
    of_whom = [h.text for h in dependencies.prepositional(noun, "of")[:1]]
    return " of ".join([" ".join([*called, noun.text]), *of_whom])
