"""The people of an article: every naming of a person brought together, with titles, country and for whom they speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from spacy.tokens import Token

from recuento.reading.gazetteer.lookup import Match, fold
from recuento.reading.gazetteer.spelling import sounds
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse.units import Unit, unit_of

from .entity import Entity
from .first_names import is_a_mans
from .mentions import Mentions, Name, has_unknown_owner, whose

_WORDS = rule_words("people")

_FOR_THEIR_BODY = frozenset({"spokesperson", "chair", "official", "head", "observer head", "envoy", "diplomat"})
"""Offices that speak for whatever body is named with them."""


class People:
    """Every person named in an article; `all` in the order of their first full naming."""

    def __init__(
        self,
        units: Sequence[Unit],
        mentions: Mapping[int, Mentions],
        contest_country: str | None,
        sections: Mapping[int, str],
    ) -> None:
        self.all: list[Entity] = []
        self._sections = sections
        self._mentions = mentions
        self._contest_country = contest_country
        self._at: dict[tuple[int, int], Entity] = {}
        self._times: Counter[Entity] = Counter()
        self._gather(units)

    def at(self, token: Token) -> Entity | None:
        """The person whose name holds this very token."""
        return self._at.get((id(unit_of(token)), token.i))

    def within(self, unit: Unit, index: int) -> Entity | None:
        """The person whose name holds the token of this index."""
        return self._at.get((id(unit), index))

    def introduce(self, unit: Unit, name: Name) -> Entity:
        """The person of this name, met now if never before."""
        someone = self._same(name.words) or self._new(name)
        someone.mentions.add(unit.span(name.first, name.last))
        self._attach(unit, name, someone)
        return someone

    def _gather(self, units: Sequence[Unit]) -> None:
        """Join the names over the whole article, longest first: "Maduro" is "Nicolás Maduro"."""
        every = [(u, n) for u in units for n in self._mentions[id(u)].names]
        full = [(u, n) for u, n in every if n.sort == "person" and len(n.words) > 1]
        earlier: set[tuple[str, ...]] = set()
        for _, name in full:
            _drop_what_is_before(name, earlier)
            earlier.add(name.words)
        for unit, name in sorted(full, key=lambda pair: pair[0].headline):
            self._attach(unit, name, self._same(name.words) or self._new(name))
        bare = Counter[tuple[str, ...]](
            n.words for u, n in every if _is_bare_name(n) and _in_a_persons_place(u.doc[n.last])
        )
        for unit, name in every:
            if (id(unit), name.last) in self._at or name.sort in {"party", "organisation", "authority"}:
                continue
            known = self._same(name.words)
            if (
                known is None
                and not _is_acronym(name)
                and (name.sort == "person" or bare[name.words] > 1 or _acts_like_a_person(unit, name))
            ):
                known = self._new(name)
            if known is not None:
                name.sort = "person"
                self._attach(unit, name, known)
        self._gather_first_words(units)

    def _gather_first_words(self, units: Sequence[Unit]) -> None:
        """A known surname that opens a sentence is a name, whatever the tagger takes it for: "Trump tweeted", "Sanders said"."""
        surnames: dict[str, Entity] = {}
        for someone in self.all:
            surnames.setdefault(someone.words[-1], someone)
        for unit in units:
            found = self._mentions[id(unit)]
            for sentence in unit.doc.sents:
                first = sentence[0]
                known = surnames.get(first.text)
                if known is None or first.i in found.name_at or first.i in found.match_at:
                    continue
                name = Name(first.i, first.i, (first.text,), "person")
                found.names.append(name)
                found.name_at[first.i] = name
                self._attach(unit, name, known)

    def _same(self, words: tuple[str, ...]) -> Entity | None:
        """The person already known by these words or some of them.

        Of several, whose last name it is ("Johnson" is Ann Johnson, not Ann Johnson Reed), who is named most, then latest.
        """
        mine = _parts(words)
        bearers = [s for s in reversed(self.all) if _one_person(mine, _parts(s.words))]
        return max(bearers, key=lambda s: (_parts(s.words)[-1] == mine[-1], self._times[s]), default=None)

    def _new(self, name: Name) -> Entity:
        text = spelled(name)
        someone = Entity(f"person:{fold(text)}", text, "person", words=name.words)
        self.all.append(someone)
        return someone

    def _attach(self, unit: Unit, name: Name, someone: Entity) -> None:
        if len(name.words) > len(someone.words) and not unit.headline:
            someone.words, someone.name = name.words, spelled(name)
        if someone.male is None:
            someone.male = is_a_mans(name.words)
        self._times[someone] += 1
        for i in range(name.first, name.last + 1):
            self._at[id(unit), i] = someone
        before = unit.doc[name.first - 1].lower_.rstrip(".") if name.first else ""
        if before in {"mr", "sir", "lord"}:
            someone.male = True
        elif before in _WORDS["titles_of_women"]:
            someone.male = False
        if name.title is not None:
            self._give_office(unit, name.title, someone)

    def _place_of_sentence(self, unit: Unit, title: Match) -> str | None:
        """The country of the heading that a title stands under, or that its sentence opens with ("In Honduras, ...")."""
        if unit.paragraph in self._sections:
            return self._sections[unit.paragraph]
        opening = _opening(unit, title.start)
        if not opening or unit.doc[opening[0]].lower_ != "in":
            return None
        matches = (self._mentions[id(unit)].match_at.get(i) for i in opening)
        return next((m.entry.code for m in matches if m is not None and m.entry.kind in {"country", "capital"}), None)

    def _give_office(self, unit: Unit, title: Match, someone: Entity) -> None:
        """Write a title down: the office, for whom it speaks, whether it is still held, and of which country it is."""
        entry = title.entry
        owner = whose(unit, self._mentions[id(unit)], title)
        if someone.role is None or (someone.speaks_for == "none" and entry.speaks_for != "none"):
            someone.role = unit.doc[title.start : title.end].text
            someone.office, someone.speaks_for = entry.sort, entry.speaks_for
            someone.former = entry.tenure == "former"
            if entry.tenure not in {"current", "acting"}:
                someone.speaks_for = "party" if entry.tenure in {"coming", "claimed"} else "none"
            if someone.role.casefold().endswith(("woman", "spokesman", "chairman")):
                someone.male = not someone.role.casefold().endswith("woman")
        if (
            owner is not None
            and someone.office in _FOR_THEIR_BODY
            and owner.speaks_for != "none"
            and not someone.former
        ):
            someone.speaks_for = owner.speaks_for
        if owner is not None and owner.kind in {"party", "authority"}:
            someone.speaks_for = owner.kind
        of_unknown = owner is None and has_unknown_owner(unit, self._mentions[id(unit)], title)
        if of_unknown and someone.speaks_for == "government":
            # "leader of" some name is mostly of a party; "president of" some name is of anything.
            someone.speaks_for = "party" if entry.sort == "official" else "none"
        if someone.country is None:
            code = (owner.code if owner is not None else None) or entry.code or self._place_of_sentence(unit, title)
            at_home = someone.speaks_for in {"party", "authority", "government"} and (
                owner is None or (owner.code is None and owner.kind in {"party", "authority", "seat"})
            )
            someone.country = code or (self._contest_country if at_home else None)


def _drop_what_is_before(name: Name, earlier: Collection[tuple[str, ...]]) -> None:
    """Cut a name to its last words where these are a full name before: in "from Vermont Ana Ruiz", "Ana Ruiz"."""
    for skipped in range(1, len(name.words) - 1):
        if name.words[skipped:] in earlier and name.words[skipped - 1].casefold() not in _parts_of_names():
            name.words = name.words[skipped:]
            return


def _parts_of_names() -> frozenset[str]:
    return word_list("names", "en")["particles"]


def _opening(unit: Unit, index: int) -> range:
    """The first tokens of the sentence that holds a token."""
    start = unit.doc[index].sent.start
    return range(start, min(index, start + 4))


def spelled(name: Name) -> str:
    """A name as it is written."""
    return " ".join(name.words).replace(" - ", "-")


def _parts(words: tuple[str, ...]) -> list[str]:
    """The parts of a name by their sound ("Lukashenko", "Lukashenka"): a double surname with a hyphen is one."""
    return [sounds(part) for part in fold(" ".join(words).replace(" - ", "-")).split()]


def _one_person(mine: list[str], theirs: list[str]) -> bool:
    """Whether two namings are of one person: all words of the shorter in the longer, a first name alone never."""
    short, long = sorted((mine, theirs), key=len)
    if len(short) > 1 and mine[:2] == theirs[:2] and mine[-1] == theirs[-1]:
        return True  # "Ana Maria Ruiz Soto", "Ana Maria Soto"; but "Mohamed Ould Salem" is not "Mohamed Ould Ahmed"
    if not set(short) <= set(long):
        return False
    return len(short) > 1 or len(long) <= 2 or short[0] in long[1:]


def _is_acronym(name: Name) -> bool:
    """Whether a single word is capitals throughout, or all but a plural's s: "BVAs"."""
    word = name.words[0].removesuffix("s")
    return len(name.words) == 1 and len(word) > 1 and word.isupper()


def _is_bare_name(name: Name) -> bool:
    return len(name.words) == 1 and name.sort == "unknown"


def _in_a_persons_place(head: Token) -> bool:
    """Whether a bare name stands where people do: it does or has something, or something is done to or for it."""
    if head.dep_ in {"nsubj", "nsubjpass", "dobj", "dative", "poss", "conj", "appos"}:
        return True
    return head.dep_ == "pobj" and head.head.lower_ in _WORDS["before_people"]


def _acts_like_a_person(unit: Unit, name: Name) -> bool:
    """Whether a name does what people do: speaks, wins, is congratulated, or is told of after a comma (", a banker")."""
    if name.sort == "place":
        return False
    head, personal = unit.doc[name.last], word_list("syntax", "en")["personal"]
    after = unit.doc[name.last + 1 : name.last + 3]
    if len(after) == 2 and after[0].text == "," and (after[1].lower_ in _WORDS["with_people"] or after[1].like_num):
        return True
    lemma = head.head.lemma_.lower()
    if head.dep_ in {"nsubj", "nsubjpass"}:
        return lemma in personal | word_list("quotations", "en")["say"]
    return head.dep_ == "dobj" and lemma in personal
