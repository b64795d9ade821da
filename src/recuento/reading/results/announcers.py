"""Under whose name a figure stands: the side whose own tally it is, the body that announces it, or the authority.

Looked for from near to far: who speaks the words, whose tally the sentence tells of, the announcing body in the
sentence, the last one before it, and the contest's electoral authority.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer.lookup import Match
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of

_WORDS = rule_words("announcers")

_REMEMBERED = 900
"""Characters back to which a body that announces goes on announcing."""
_WHAT_ONE_GETS = _WORDS["what_one_gets"]
"""Of somebody they are what was won and not a count: "the results of the opposition total 37%"."""
_SORTS = frozenset({"electoral", "court", "interior", "electoral officer", "returning officer"})


@dataclass(slots=True)
class _Mention:
    """One naming of a body that could announce results: its offset in the article and its last token."""

    at: int
    token: Token
    match: Match


class Announcers:
    """The bodies of an article that announce results, in order."""

    def __init__(self, units: Sequence[Unit], entities: Entities, voices: AttributionIndex) -> None:
        self.entities = entities
        self.voices = voices
        self._mentions = sorted(_mentions(units, entities), key=lambda m: m.at)
        self._starts = [m.at for m in self._mentions]
        self._default = self._first_authority()

    def of(self, anchor: Token, candidate: Entity | None = None) -> Entity | None:
        """Under whose name the figure at this token stands; None where the article names nobody."""
        speaker = self._speaker(anchor)
        if speaker is not None and speaker is candidate and not self._names_official_results(anchor):
            return speaker  # what somebody says to have won is nobody else's announcement
        if speaker is not None and self._estimates(anchor, speaker):
            return speaker
        if speaker is None and candidate is not None and self._is_claimed(anchor, candidate):
            return self.entities.bodies.side_of(candidate)
        return self._side(anchor, speaker) or self.official(anchor, candidate)

    def _estimates(self, anchor: Token, speaker: Entity) -> bool:
        """Whether the figure is an organisation's own estimate: "the monitors reckon that she won about half"."""
        spoken = self.voices.at(unit_of(anchor).starts[anchor.i])
        cue = spoken.attribution.cue if spoken is not None else None
        estimates = cue is not None and cue.lemma_.lower() in word_list("results", "en")["estimates"]
        return estimates and speaker.kind == "organisation" and not self._names_official_results(anchor)

    def _is_claimed(self, anchor: Token, candidate: Entity) -> bool:
        """Whether a figure stands with a victory that its candidate declares: "X has declared victory with 53%"."""
        words = word_list("results", "en")
        verb = next(dependencies.ancestors_verbs(anchor), None)
        if verb is None or verb.lemma_.lower() not in words["claim_verbs"] or dependencies.is_passive(verb):
            return False
        wins = any(o.lemma_.lower() in words["victory"] for o in dependencies.objects(verb))
        subject = dependencies.subject(verb)
        return wins and subject is not None and candidate in self.entities.who(subject)

    def official(self, anchor: Token, candidate: Entity | None = None) -> Entity | None:
        """Which body announced what this token tells; never the candidate it is told of."""
        speaker = self._speaker(anchor)
        if speaker is not None and speaker.kind == "authority":
            return speaker
        if self._shown_by_others(anchor):
            return None
        found = [self.in_sentence(anchor), self._minister(speaker)]
        by_others = self._counts_nothing(speaker, anchor) or any(self._is_of_others(t) for t in anchor.sent)
        if not by_others or self._names_official_results(anchor):
            found += [self._before(anchor), self._default]
        return next((s for s in found if s is not None and s is not candidate), None)

    def _counts_nothing(self, speaker: Entity | None, anchor: Token) -> bool:
        """Whether a figure is told in the words of a person, or a body, that does not count: no authority said it."""
        if speaker is None or speaker.speaks_for == "authority":
            return False
        if speaker.kind == "person":
            return not self._is_of_an_authority(speaker, anchor)
        return speaker.kind == "organisation" and not _could_announce(speaker.name)

    def _is_of_others(self, noun: Token) -> bool:
        """Whether a noun is what others make of the votes: a study, a parallel count, sheets that somebody went through."""
        lemma = noun.lemma_.lower()
        if noun.pos_ not in {"NOUN", "PROPN"} or self._is_told_with_an_authority(noun):
            return False
        if lemma in _WORDS["studies"]:
            return True
        if lemma not in word_list("results", "en")["tallies"]:
            return False
        gone_through = (c for c in noun.children if c.dep_ == "acl" and c.lemma_.lower() in _WORDS["gone_through"])
        by = (dependencies.agent(verb) for verb in gone_through)
        return any(c.lower_ in _WORDS["of_others"] for c in noun.children) or any(one is not None for one in by)

    def _shown_by_others(self, anchor: Token) -> bool:
        """Whether such a noun is the subject of a figure's clause: "a parallel count, unlike the commission's, gave her 53%"."""
        subjects = (dependencies.subject(verb) for verb in dependencies.ancestors_verbs(anchor))
        return any(subject is not None and self._is_of_others(subject) for subject in subjects)

    def _is_told_with_an_authority(self, name: Token) -> bool:
        return any(who.kind == "authority" for t in _phrase_of(name) for who in self.entities.who(t))

    def _is_of_an_authority(self, speaker: Entity, anchor: Token) -> bool:
        """Whether a speaker is told with a body that counts: "the commission's chairman", "a spokesman for the commission"."""
        return any(speaker in self.entities.who(t) and self._is_told_with_an_authority(t) for t in anchor.sent)

    def _speaker(self, anchor: Token) -> Entity | None:
        spoken = self.voices.at(unit_of(anchor).starts[anchor.i])
        return spoken.speaker if spoken is not None else None

    def authority(self) -> Entity | None:
        """The contest's electoral authority, when the article names one."""
        return self._default

    # ---- a side's own -----------------------------------------------------------------------------------------------

    def _side(self, anchor: Token, speaker: Entity | None) -> Entity | None:
        """The side that gives a figure for itself: it speaks, or the tally told of is its own."""
        if self._names_official_results(anchor):
            return None
        if speaker is not None and speaker.speaks_for == "party":
            return self.entities.bodies.side_of(speaker)
        whose = self._whose_tally(anchor)
        return self.entities.bodies.side_of(whose) if whose is not None and whose.speaks_for == "party" else whose

    def _names_official_results(self, anchor: Token) -> bool:
        """Whether the sentence says whose count it is, and that is an authority's: "according to the commission"."""
        for token in anchor.sent:
            if token.lower_ == "official" and token.head.lemma_.lower() in word_list("results", "en")["tallies"]:
                return not any(c.dep_ == "neg" for c in token.head.children)
            if token.lower_ == "according" and any(self._is_named_at(t) for t in token.subtree):
                return True
        return False

    def _is_named_at(self, token: Token) -> bool:
        return any(m.token == token for m in self._in(token))

    def _whose_tally(self, anchor: Token) -> Entity | None:
        """The owner of the tally that shows a figure: "the opposition's tally sheets", "their own count", "its reckoning"."""
        words = word_list("results", "en")
        for token in anchor.sent:
            if token.lemma_.lower() not in words["tallies"] or token.pos_ not in {"NOUN", "PROPN"}:
                continue
            for head in _owners_of(token):
                if head.dep_ == "pobj" and head.head.lower_ == "of" and token.lemma_.lower() in _WHAT_ONE_GETS:
                    continue
                whose = self.entities.who(head)
                if head.lemma_.lower() in words["camp"]:
                    whose = [*self.entities.who(dependencies.child(head, "poss")), *whose]
                for someone in whose:
                    if self._counts_for_itself(someone):
                        return someone
        return None

    def _counts_for_itself(self, someone: Entity) -> bool:
        """Whether somebody's count is no authority's: a party's, a candidate's."""
        named = not someone.key.startswith("office:")
        return someone.kind == "party" or (named and someone.kind == "person" and someone.speaks_for == "party")

    # ---- the announcing body ----------------------------------------------------------------------------------------

    def in_sentence(self, anchor: Token) -> Entity | None:
        """The announcing body named in the sentence: one that governs the figure's clause, else the nearest."""
        here = list(self._in(anchor))
        for verb in dependencies.ancestors_verbs(anchor):
            doer = dependencies.agent(verb) if dependencies.is_passive(verb) else dependencies.subject(verb)
            if doer is None:
                continue
            someone = self.entities.one(doer)
            if someone is not None and (someone.kind == "authority" or someone.speaks_for == "authority"):
                return self._body_of(someone, here)
            if someone is not None and someone.kind == "organisation" and _could_announce(someone.name):
                return someone
        here = [m for m in here if m.match.entry.sort != "court" or m.token.i < anchor.i or _announces(m.token)]
        if not here:
            return None
        nearest = min(here, key=lambda m: (m.token.i > anchor.i, abs(m.token.i - anchor.i)))
        return self._resolved(nearest)

    def _body_of(self, someone: Entity, here: Sequence[_Mention]) -> Entity:
        """The authority that its officer speaks for."""
        if someone.kind == "authority":
            return someone
        bodies = (self._resolved(m) for m in here if m.match.entry.kind == "authority")
        return next((b for b in bodies if b is not None), None) or self._default or someone

    def _minister(self, speaker: Entity | None) -> Entity | None:
        """A minister of the contest's own government who announces."""
        if (
            speaker is None
            or speaker.office != "minister"
            or speaker.country not in {None, self.entities.contest_country}
        ):
            return None
        return speaker if speaker.role is not None and "interior" in speaker.role.casefold() else None

    def _before(self, anchor: Token) -> Entity | None:
        here = unit_of(anchor).starts[anchor.sent.start]
        for mention in reversed(self._mentions[: bisect_left(self._starts, here)]):
            if here - mention.at > _REMEMBERED:
                return None
            if mention.match.entry.sort == "electoral" or _announces(mention.token):
                someone = self._resolved(mention)
                if someone is not None:
                    return someone
        return None

    def _in(self, anchor: Token) -> Iterator[_Mention]:
        """The mentions in a token's sentence, and in the frame around it if it stands inside a quotation."""
        unit = unit_of(anchor)
        start, end = unit.starts[anchor.sent.start], unit.ends[anchor.sent.end - 1]
        for mention in self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if mention.token.doc is anchor.doc:
                yield mention

    def _resolved(self, mention: _Mention) -> Entity | None:
        entry = mention.match.entry
        if (
            entry.kind == "role"
            and entry.sort in {"electoral officer", "returning officer"}
            and self._default is not None
        ):
            return self._default
        found = self.entities.who(mention.token)
        return found[0] if found else None

    def _first_authority(self) -> Entity | None:
        for mention in self._mentions:
            if mention.match.entry.kind == "authority" and mention.match.entry.sort == "electoral":
                found = [s for s in self.entities.who(mention.token) if s.kind == "authority"]
                if found:
                    break
        return self.entities.authority()


def _mentions(units: Sequence[Unit], entities: Entities) -> Iterator[_Mention]:
    for unit in units:
        for match in entities.mentions[id(unit)].matches:
            entry = match.entry
            if entry.sort not in _SORTS and not (entry.kind == "role" and "interior minister" in entry.name):
                continue
            if entry.tenure == "former":
                continue
            if entry.code is not None and entities.contest_country not in {None, entry.code, *entry.also}:
                continue
            yield _Mention(unit.starts[match.start], unit.doc[match.end - 1], match)


def _phrase_of(name: Token) -> Iterator[Token]:
    """The words of a name and what stands beside it, without what it is said to do: not "who disputes the commission's count"."""
    yield name
    for child in name.children:
        if child.dep_ not in {"relcl", "acl", "advcl"}:
            yield from _phrase_of(child)


def _owners_of(tally: Token) -> Iterator[Token]:
    """The words that may name whose a tally is: "the party's count", "figures of the party", "data released by its team"."""
    for c in tally.children:
        if c.dep_ in {"poss", "compound", "amod", "nmod"}:
            yield c
        elif c.dep_ == "prep" and c.lower_ in {"of", "by"}:
            yield from (g for g in c.children if g.dep_ == "pobj")
        elif c.dep_ == "acl":
            for verb in dependencies.with_conjuncts(c):
                if (by := dependencies.agent(verb)) is not None:
                    yield by


def _could_announce(name: str) -> bool:
    """Whether a body of no known kind is called as those are that announce results: "the Central Bureau"."""
    return not word_list("results", "en")["announcing"].isdisjoint(name.casefold().split())


def _announces(token: Token) -> bool:
    """Whether a body named at a token does something with results there: "the court proclaimed", "declared by the court"."""
    words = word_list("results", "en")
    verb = next(dependencies.ancestors_verbs(token), None)
    if verb is None or dependencies.is_hypothetical(verb) or dependencies.is_negated(verb):
        return False
    told = not any(c.lower_ in {"to", "be"} for c in verb.children)  # not "have yet to be proclaimed by the court"
    return told and verb.lemma_.lower() in words["declare"] | words["award"] | {"say", "report", "put"}
