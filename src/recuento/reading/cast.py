"""Who is who in one article: every naming, title, pronoun and description brought to the actor it stands for.

`Cast.who` answers for the head of a noun phrase, with one actor or several ("the presidents of Peru and Chile"), or
none: what cannot be resolved stays unknown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from recuento.records.said import Actor, ActorKind
from recuento.records.text import Span, content_id

from . import gazetteer, syntax
from .gazetteer import Entry, Match, fold
from .mentions import Mentions, Name, find_mentions, whose
from .parsing import Unit, unit_of
from .vocabulary import word_list

_QUANTIFIERS = frozenset(
    {"some", "many", "several", "most", "others", "none", "few", "number", "dozens", "host", "handful"}
)
_FORGET_AFTER = 1500
"""Characters after which a pronoun no longer reaches back to a mention."""


@dataclass(slots=True, eq=False)
class Someone:
    """An actor while the article is being read."""

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    role: str | None = None
    office: str | None = None
    speaks_for: str = "none"
    words: tuple[str, ...] = ()
    male: bool | None = None
    observer: bool = False
    plural: bool = False
    former: bool = False
    mentions: set[Span] = field(default_factory=set)

    @property
    def answers_for_a_state(self) -> bool:
        """Whether what they do about an election is the stance of a government or an organisation of states."""
        return self.speaks_for in {"government", "organisation"}


@dataclass(slots=True)
class _Seen:
    """One mention that a later pronoun may reach back to."""

    at: int
    someone: Someone
    is_subject: bool
    quoted: bool


class Cast:
    """The actors of one article."""

    def __init__(self, units: Sequence[Unit], headline: bool) -> None:
        self.units = units
        self.mentions: dict[int, Mentions] = {id(u): find_mentions(u) for u in units}
        self.contest_country = _contest_country(units, self.mentions)
        self.people: list[Someone] = []
        self.others: dict[str, Someone] = {}
        self._person_of: dict[tuple[int, int], Someone] = {}
        self._cache: dict[tuple[int, int], list[Someone]] = {}
        self._busy: set[tuple[int, int]] = set()
        self.speaker_inside: dict[int, Someone | None] = {}
        """For a unit inside a quotation (by id), who speaks; filled in by `speakers`."""
        self._ready = False
        self._gather_people(headline)
        self._seen = sorted(self._first_pass(), key=lambda s: s.at)
        self._seen_at = [s.at for s in self._seen]
        self._ready = True
        self._cache.clear()

    # ---- people -------------------------------------------------------------------------------------------------

    def _gather_people(self, headline: bool) -> None:
        """Join the names of people over the whole article, longest first: "Maduro" is "Nicolás Maduro"."""
        every = [(u, n) for u in self.units for n in self.mentions[id(u)].names]
        full = [(u, n) for u, n in every if n.sort == "person" and len(n.words) > 1 and not u.headline]
        full += [(u, n) for u, n in every if n.sort == "person" and len(n.words) > 1 and u.headline]
        for unit, name in full:
            self._attach(unit, name, self._same_person(name.words) or self._new_person(name))
        for unit, name in every:
            if (id(unit), name.last) in self._person_of or name.sort in {"party", "organisation", "authority"}:
                continue
            known = self._same_person(name.words)
            if known is None and (name.sort == "person" or self._acts_like_a_person(unit, name)):
                known = self._new_person(name)
            if known is not None:
                name.sort = "person"
                self._attach(unit, name, known)

    def _same_person(self, words: tuple[str, ...]) -> Someone | None:
        mine = [fold(w) for w in words if w != "-"]
        for someone in reversed(self.people):
            theirs = [fold(w) for w in someone.words if w != "-"]
            short, long = sorted((mine, theirs), key=len)
            if set(short) <= set(long) and (
                len(short) > 1 or short[0] in long[1:] or len(long) == 1 or short == long[:1] and _is_mononym(long)
            ):
                return someone
            if len(mine) > 1 and len(theirs) > 1 and mine[0] == theirs[0] and mine[1] == theirs[1]:
                return someone
        return None

    def _new_person(self, name: Name) -> Someone:
        text = " ".join(name.words).replace(" - ", "-")
        someone = Someone(f"person:{fold(text)}", text, "person", words=name.words)
        self.people.append(someone)
        return someone

    def _attach(self, unit: Unit, name: Name, someone: Someone) -> None:
        if len(name.words) > len(someone.words) and not unit.headline:
            someone.words, someone.name = name.words, " ".join(name.words).replace(" - ", "-")
        for i in range(name.first, name.last + 1):
            self._person_of[id(unit), i] = someone
        self._see_gender(unit, name, someone)
        if name.title is not None:
            self._give_office(unit, name.title, someone)

    def _see_gender(self, unit: Unit, name: Name, someone: Someone) -> None:
        before = unit.doc[name.first - 1].lower_.rstrip(".") if name.first else ""
        if before in {"mr", "sir", "lord"}:
            someone.male = True
        elif before in {"mrs", "ms", "lady", "baroness", "dame"}:
            someone.male = False

    def _give_office(self, unit: Unit, title: Match, someone: Someone) -> None:
        entry = title.entry
        owner = whose(unit, self.mentions[id(unit)], title)
        if someone.role is None or (someone.speaks_for == "none" and entry.speaks_for != "none"):
            doc = unit.doc
            someone.role = doc[title.start : title.end].text
            someone.office, someone.speaks_for = entry.sort, entry.speaks_for
            someone.former = entry.tenure == "former"
            if entry.tenure not in {"current", "acting"}:
                someone.speaks_for = "party" if entry.tenure in {"coming", "claimed"} else "none"
            if someone.role.casefold().endswith("woman"):
                someone.male = False
            if someone.role.casefold().endswith(("spokesman", "chairman")):
                someone.male = True
        code = entry.code or (owner.code if owner is not None else None)
        if owner is not None and someone.office in {
            "spokesperson",
            "chair",
            "official",
            "head",
            "observer head",
            "envoy",
            "diplomat",
        }:
            someone.speaks_for = owner.speaks_for if owner.speaks_for != "none" else someone.speaks_for
            if owner.kind == "party":
                someone.speaks_for = "party"
        if someone.country is None and code is not None:
            someone.country = code
        elif someone.country is None and someone.speaks_for in {"party", "authority", "government"} and owner is None:
            someone.country = self.contest_country

    def _acts_like_a_person(self, unit: Unit, name: Name) -> bool:
        head = unit.doc[name.last]
        says = word_list("quotations", "en")["say"] | word_list("syntax", "en")["personal"]
        if name.sort == "place":
            return False
        after = unit.doc[name.last + 1 : name.last + 3]
        if len(after) == 2 and after[0].text == "," and (after[1].lower_ in {"a", "an", "who", "whose"} or after[1].like_num):
            return True
        if head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_.lower() in says:
            return True
        return head.dep_ == "dobj" and head.head.lemma_.lower() in word_list("syntax", "en")["personal"]

    # ---- what can be referred back to ---------------------------------------------------------------------------

    def _first_pass(self) -> list[_Seen]:
        seen: list[_Seen] = []
        for unit in self.units:
            found = self.mentions[id(unit)]
            quoted = unit.inside is not None
            for name in found.names:
                someone = self._person_of.get((id(unit), name.last))
                if someone is not None:
                    someone.mentions.add(unit.span(name.first, name.last))
                    seen.append(_Seen(unit.starts[name.first], someone, _is_subject(unit.doc[name.last]), quoted))
            for match in found.matches:
                if match.entry.kind in {"organisation", "authority", "seat", "party", "country", "capital"}:
                    head = unit.doc[match.end - 1]
                    if _is_subject(head):
                        for someone in self.who(head):
                            seen.append(_Seen(unit.starts[match.start], someone, True, quoted))
        return seen

    # ---- resolving ----------------------------------------------------------------------------------------------

    def who(self, token: Token | None) -> list[Someone]:
        """The actors that a noun phrase's head stands for; empty when it is nobody or cannot be told."""
        if token is None:
            return []
        key = (id(unit_of(token)), token.i)
        if key in self._cache:
            return self._cache[key]
        if key in self._busy:
            return []
        self._busy.add(key)
        try:
            found = list(dict.fromkeys(self._resolve(token)))
        finally:
            self._busy.discard(key)
        self._cache[key] = found
        return found

    def one(self, token: Token | None) -> Someone | None:
        """The single actor a noun phrase's head stands for, the first of several."""
        found = self.who(token)
        return found[0] if found else None

    def everybody(self, head: Token | None) -> list[Someone]:
        """The actors of a whole phrase: its head, all joined to it, and those it is said to include."""
        if head is None:
            return []
        first = head
        while first.dep_ == "conj" and any(c.dep_ == "relcl" for c in head.children):
            first = first.head
        found = [s for member in syntax.with_conjuncts(first) for s in self.who(member)]
        if not found or any(s.kind == "group" for s in found):
            found += self._included(head)
        return list(dict.fromkeys(found))

    def _antecedents(self, head: Token) -> list[Someone]:
        """Everybody a relative clause is about: "Russia, China and Cuba, whose officials ..."."""
        for clause in head.ancestors:
            if clause.dep_ == "relcl":
                first = clause.head
                while first.dep_ == "conj":
                    first = first.head
                return [s for member in syntax.with_conjuncts(first) for s in self.who(member)]
        return []

    def _included(self, head: Token) -> list[Someone]:
        """Those named after ", including" or "such as" in the sentence of a vague subject ("some of its partners")."""
        sentence = head.sent
        for token in head.doc[head.i + 1 : sentence.end]:
            if token.lower_ in {"including", "like"} or (
                token.lower_ == "as" and token.i and token.nbor(-1).lower_ == "such"
            ):
                heads = [c for c in token.children if c.dep_ in {"pobj", "dobj"}]
                return [s for h in heads for member in syntax.with_conjuncts(h) for s in self.who(member)]
        return []

    def _resolve(self, token: Token) -> list[Someone]:
        unit = unit_of(token)
        if token.lower_ in _QUANTIFIERS and (parts := syntax.prepositional(token, "of")):
            return [s for part in parts for s in self.who(part) if s.kind == "group" or len(parts) > 1]
        if token.i in unit.held or token.i + 1 in unit.held or token.i - 1 in unit.held:
            return []
        if (
            token.pos_ == "PRON"
            or token.tag_ in {"PRP", "PRP$", "WP", "WDT"}
            or token.lower_ in {"both", "each", "all"}
        ):
            return self._pronoun(token)
        found = self.mentions[id(unit)]
        person = self._person_of.get((id(unit), token.i))
        if person is not None:
            return [person]
        apposed = self._named_beside(token)
        if apposed is not None:
            return [apposed]
        match = found.match_at.get(token.i)
        if match is not None:
            return self._from_match(unit, match, token)
        name = found.name_at.get(token.i)
        if name is not None:
            return self._from_name(unit, name)
        return self._from_noun(unit, token)

    def _named_beside(self, token: Token) -> Someone | None:
        """The person named in apposition to a title: "his opponent Edmundo Gonzalez", "the minister, Ana Ruiz,"."""
        unit = unit_of(token)
        if token.pos_ not in {"NOUN", "PROPN"}:
            return None
        for c in token.children:
            if c.dep_ in {"appos", "compound"} and c.i > token.i:
                for t in (c, *c.children):
                    person = self._person_of.get((id(unit), t.i))
                    if person is not None and t.dep_ in {"appos", "compound"}:
                        return person
        match = self.mentions[id(unit)].match_at.get(token.i)
        if match is not None and match.entry.kind == "role" and (before := self._person_of.get((id(unit), match.start - 1))) is not None:
            # "declared Ana Ruiz president-elect"
            return before
        after = self._person_of.get((id(unit), token.i + 1))
        return after if after is not None and token.i in self.mentions[id(unit)].match_at else None

    def _from_match(self, unit: Unit, match: Match, token: Token) -> list[Someone]:
        entry, at = match.entry, unit.span(match.start, match.end - 1)
        if entry.kind == "role":
            return self._office_holders(unit, match)
        if entry.kind == "nothing" or (
            entry.kind == "demonym" and entry.sort == "adjective" and token.dep_ not in {"nsubj", "pobj", "dobj"}
        ):
            return []
        if entry.kind == "region":
            return []
        if entry.kind == "demonym":
            return [self._group(unit, token, entry.code)]
        if entry.kind == "outlet":
            return [self._body(f"outlet:{fold(entry.name)}", entry.name, "outlet", entry, at, entry.code)]
        if entry.kind in {"country", "capital", "part"} and entry.code is not None:
            return [self.government(entry.code, at)]
        if entry.kind == "organisation":
            code = entry.code or "OBSERVERS"
            name = gazetteer.country_name(code) if code != "OBSERVERS" else unit.doc[match.start : match.end].text
            return [self._body(f"organisation:{code}", name, "organisation", entry, at, code)]
        code = entry.code or self._code_of(unit, match)
        if entry.kind == "seat":
            return self._seat(unit, match, token, code, at)
        if entry.kind == "authority":
            code = code or self.contest_country
            electoral = entry.sort == "electoral"
            key = f"authority:{code}" if electoral else f"authority:{entry.sort}:{code}"
            return [
                self._body(
                    key,
                    entry.name if entry.code else unit.doc[match.start : match.end].text,
                    "authority",
                    entry,
                    at,
                    code,
                )
            ]
        if entry.kind == "party":
            code = code or self.contest_country
            return [self._body(f"party:{fold(entry.name)}:{code}", entry.name, "party", entry, at, code)]
        return []

    def _seat(self, unit: Unit, match: Match, token: Token, code: str | None, at: Span) -> list[Someone]:
        """A palace, ministry or government: of the state named with it, else the one spoken of, else the contest's."""
        entry, text = match.entry, unit.doc[match.start : match.end].text
        if entry.plural and entry.code is None:
            return self._several(unit, token, match, "government")
        if code is None:
            back = self._reach_back(token, bodies_only=True) if self._ready else None
            near = back is not None and back.kind == "government" and back.country is not None
            code = back.country if near and back is not None else self.contest_country
        if entry.sort == "government" or code is None:
            return [self.government(code, at, text)]
        name = text if entry.code is not None else f"{text} of {gazetteer.country_name(code)}"
        return [self._body(f"seat:{fold(entry.name)}:{code}", name, "government", entry, at, code)]

    def _code_of(self, unit: Unit, match: Match) -> str | None:
        owner = whose(unit, self.mentions[id(unit)], match)
        if owner is not None:
            return owner.code
        possessor = syntax.child(unit.doc[match.end - 1], "poss")
        if possessor is not None:
            owners = self.who(possessor)
            if owners:
                return owners[0].country
        return None

    def government(self, code: str | None, at: Span | None = None, name: str | None = None) -> Someone:
        """The government of a state, or the body behind an organisation's code."""
        if code is not None and gazetteer.is_organisation(code):
            entry = Entry("organisation", gazetteer.country_name(code), code, speaks_for="organisation")
            return self._body(f"organisation:{code}", entry.name, "organisation", entry, at, code)
        label = gazetteer.country_name(code) if code is not None else (name or "government")
        entry = Entry("country", label, code, speaks_for="government")
        return self._body(f"government:{code or fold(label)}", label, "government", entry, at, code)

    def _body(self, key: str, name: str, kind: ActorKind, entry: Entry, at: Span | None, code: str | None) -> Someone:
        someone = self.others.get(key)
        if someone is None:
            speaks = (
                entry.speaks_for
                if entry.speaks_for != "none"
                else {
                    "government": "government",
                    "organisation": "organisation",
                    "authority": "authority",
                    "party": "party",
                }.get(kind, "none")
            )
            someone = Someone(
                key, name, kind, code if kind != "outlet" else None, speaks_for=speaks, observer=entry.observer
            )
            self.others[key] = someone
        elif len(name) > len(someone.name) and kind == "authority":
            someone.name = name
        if at is not None:
            someone.mentions.add(at)
        return someone

    def _group(self, unit: Unit, head: Token, code: str | None, speaks_for: str = "none") -> Someone:
        first, last = syntax.noun_phrase(head)
        start, end = unit.span(first, last)
        text = " ".join(t.text for t in unit.doc[first : last + 1] if not t.is_space)
        text = text.removeprefix("the ").removeprefix("The ")
        key = f"group:{fold(text)}"
        someone = self.others.setdefault(key, Someone(key, text, "group", code, speaks_for=speaks_for, plural=True))
        someone.mentions.add((start, end))
        return someone

    def _from_name(self, unit: Unit, name: Name) -> list[Someone]:
        if name.sort not in {"party", "organisation"}:
            return []
        text = " ".join(name.words).replace(" - ", "-")
        kind: ActorKind = "party" if name.sort == "party" else "organisation"
        entry = Entry(
            "party" if kind == "party" else "organisation",
            text,
            None,
            speaks_for="party" if kind == "party" else "none",
        )
        code = self.contest_country if kind == "party" else None
        return [self._body(f"{kind}:{fold(text)}", text, kind, entry, unit.span(name.first, name.last), code)]

    def _office_holders(self, unit: Unit, match: Match) -> list[Someone]:
        """Who a title without a name stands for: someone named elsewhere with it, or somebody of that office."""
        entry, head = match.entry, unit.doc[match.end - 1]
        if entry.plural:
            return self._several(unit, head, match, "person")
        found = self.mentions[id(unit)]
        owner = whose(unit, found, match)
        code = entry.code or self._code_of(unit, match)
        definite = (
            any(
                c.lower_ in {"the", "his", "her", "their", "its", "this", "that"} or c.dep_ == "poss"
                for c in head.lefts
            )
            or match.start == 0
            or head.dep_ == "nsubj"
        )
        at = unit.span(match.start, match.end - 1)
        here = unit.starts[match.start]
        home = code is None or code == self.contest_country
        same = [p for p in self.people if p.office == entry.sort and not p.former and (p.country == code if not home else p.country in {code, None, self.contest_country})]
        if definite and same:
            return [self._latest(same, here)]
        generic = entry.sort in {"official", "diplomat", "politician", "chair"} or entry.ambiguous
        if (
            definite
            and generic
            and code is None
            and (recent := self._reach_back(head, people_only=True)) is not None
            and entry.sort not in {"candidate", "opposition leader", "spokesperson"}
        ):
            recent.mentions.add(at)
            return [recent]
        code = code or (
            self.contest_country if entry.speaks_for in {"government", "party", "authority"} and definite else None
        )
        label = (
            owner.name + " " if owner is not None and owner.kind in {"country", "organisation", "seat"} else ""
        ) + unit.doc[match.start : match.end].text
        if owner is not None and owner.kind == "demonym" and owner.code:
            label = f"{unit.doc[match.start : match.end].text} of {gazetteer.country_name(owner.code)}"
        key = f"office:{entry.sort}:{code}" if code else f"office:{fold(label)}"
        someone = self.others.get(key)
        if someone is None:
            speaks = (
                entry.speaks_for
                if owner is None or owner.speaks_for == "none" or entry.speaks_for != "organisation"
                else owner.speaks_for
            )
            someone = Someone(key, label, "person", code, unit.doc[match.start : match.end].text, entry.sort, speaks)
            self.others[key] = someone
        someone.mentions.add(at)
        return [someone]

    def _latest(self, candidates: list[Someone], here: int) -> Someone:
        for seen in reversed(self._seen[: bisect_left(self._seen_at, here)] if self._ready else []):
            if seen.someone in candidates:
                return seen.someone
        return candidates[0]

    def _several(self, unit: Unit, head: Token, match: Match, kind: ActorKind) -> list[Someone]:
        """ "The presidents of Peru and Chile", "the Bolivian and Cuban leaders": one actor for each; else a group."""
        if any(c.tag_ == "WP$" for c in head.children):
            return [self.government(s.country) for s in self._antecedents(head) if s.country is not None]
        codes = self._codes_in_phrase(unit, head)
        label = unit.doc[match.start : match.end].text
        entry = match.entry
        result: list[Someone] = []
        for code, at in codes:
            if kind == "government" or entry.speaks_for != "government":
                result.append(self.government(code, at))
                continue
            key = f"office:{entry.sort}:{code}"
            named = [p for p in self.people if p.country == code and p.office == entry.sort]
            someone = (
                named[0]
                if named
                else self.others.setdefault(
                    key,
                    Someone(
                        key,
                        f"{entry.name} of {gazetteer.country_name(code)}",
                        "person",
                        code,
                        entry.name,
                        entry.sort,
                        entry.speaks_for,
                    ),
                )
            )
            someone.mentions.add(at)
            result.append(someone)
        if result:
            return result
        speaks = (
            entry.speaks_for
            if entry.kind == "seat" or entry.sort in {"head of state", "official", "head of government"}
            else "none"
        )
        return [self._group(unit, head, None, speaks if label else "none")]

    def _codes_in_phrase(self, unit: Unit, head: Token) -> list[tuple[str, Span]]:
        found = self.mentions[id(unit)]
        inside = {head}
        for c in head.children:
            if (
                c.dep_ in {"amod", "compound", "nmod", "poss"}
                or (c.dep_ == "prep" and c.lower_ in {"of", "from", "including", "like"})
                or c.dep_ == "appos"
            ):
                inside |= set(c.subtree)
        # ", including those of X and Y" and "such as X" may be hung elsewhere; they follow the head closely.
        doc = unit.doc
        for i in range(head.i + 1, min(len(doc), head.i + 4)):
            if doc[i].lower_ in {"including", "such"}:
                inside |= set(doc[i].subtree)
        codes: dict[str, Span] = {}
        for t in sorted(inside, key=lambda t: t.i):
            match = found.match_at.get(t.i)
            if match is not None and match.entry.kind in {"country", "demonym", "capital"} and match.entry.code:
                codes.setdefault(match.entry.code, unit.span(match.start, match.end - 1))
        return list(codes.items())

    def _from_noun(self, unit: Unit, token: Token) -> list[Someone]:
        lists = word_list("syntax", "en")
        lemma = token.lemma_.lower()
        if lemma in word_list("quotations", "en")["words"]:
            return self._owner_of_words(token)
        if lemma in lists["states"] and token.tag_ == "NNS":
            codes = self._codes_in_phrase(unit, token)
            if codes:
                return [self.government(code, at) for code, at in codes]
            return [self._group(unit, token, None, "government")]
        if lemma in lists["states"] | lists["bodies"]:
            back = self._reach_back(token, bodies_only=True)
            return [back] if back is not None else []
        if lemma in lists["persons"] and token.tag_ == "NN":
            back = self._reach_back(token, people_only=True)
            return [back] if back is not None and any(c.lower_ in {"the", "this"} for c in token.lefts) else []
        if token.tag_ == "NNS" and lemma in lists["crowds"]:
            match_codes = self._codes_in_phrase(unit, token)
            return [self._group(unit, token, match_codes[0][0] if match_codes else None)]
        return []

    def _owner_of_words(self, token: Token) -> list[Someone]:
        """Whose statement it is: "a ministry statement", "a statement from the EU", "his message"."""
        unit, found = unit_of(token), self.mentions[id(unit_of(token))]
        for c in token.children:
            if c.dep_ in {"poss", "compound", "nmod"} and (owners := self.who(c)):
                return owners
            if (
                c.dep_ == "prep"
                and c.lower_ in {"from", "by", "of"}
                and (inner := syntax.child(c, "pobj")) is not None
                and (owners := self.who(inner))
            ):
                return owners
            if c.dep_ == "amod" and (m := found.match_at.get(c.i)) is not None and m.entry.code:
                return [self.government(m.entry.code, unit.span(m.start, m.end - 1))]
        back = self._reach_back(token)
        return [back] if back is not None and any(c.lower_ in {"the", "a"} for c in token.lefts) else []

    def named_speaker(self, token: Token) -> list[Someone]:
        """Somebody named only by a proper name of no known kind, who speaks: then it is a person, if no body."""
        unit = unit_of(token)
        name = self.mentions[id(unit)].name_at.get(token.i)
        if name is None or name.sort not in {"unknown", "person"}:
            return []
        someone = self._same_person(name.words) or self._new_person(name)
        someone.mentions.add(unit.span(name.first, name.last))
        self._attach(unit, name, someone)
        return [someone]

    # ---- referring back -----------------------------------------------------------------------------------------

    def _pronoun(self, token: Token) -> list[Someone]:
        word, unit = token.lower_, unit_of(token)
        if word in {"who", "which", "that", "whom", "whose"}:
            antecedent = syntax.antecedent(token)
            return self.who(antecedent) if antecedent is not token else []
        if word in {"we", "i", "our", "us", "my", "me", "ours"}:
            speaker = self.speaker_inside.get(id(unit))
            return [speaker] if speaker is not None else []
        told = self._teller(token)
        if word in {"he", "she"} and told is not None and told.kind == "person" and told.male in {None, word == "he"}:
            told.male = word == "he"
            return [told]
        if word == "it" and told is not None and told.kind != "person" and told.kind != "group":
            return [told]
        if word == "they" and told is not None and told.kind != "person":
            return [told]
        if word in {"he", "she", "him", "her", "his", "hers"}:
            back = self._reach_back(token, people_only=True, male=word in {"he", "him", "his"})
            if back is not None:
                back.male = word in {"he", "him", "his"} if back.male is None else back.male
                back.mentions.add(unit.span(token.i, token.i))
            return [back] if back is not None else []
        if word in {"it", "its"}:
            back = self._reach_back(token, bodies_only=True)
            return [back] if back is not None else []
        if word in {"they", "their", "them", "both"}:
            pair = self._last_pair(token)
            back = self._reach_back(token, bodies_only=True) if not pair and word != "both" else None
            return pair or ([back] if back is not None and back.kind not in {"government", "person"} else [])
        return []

    def _teller(self, token: Token) -> Someone | None:
        """Who says that "he", "it" or "they" did something, when the pronoun opens what is said: "X said it would"."""
        verb = token.head
        if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ not in {"ccomp", "conj"} or verb.head.i > token.i:
            return None
        if verb.dep_ == "conj":
            verb = verb.head
        cue = verb.head
        if verb.dep_ != "ccomp" or cue.lemma_.lower() not in word_list("quotations", "en")["say"]:
            return None
        return self.one(syntax.subject(cue))

    def _last_pair(self, token: Token) -> list[Someone]:
        """The latest two or more joined subjects before a plural pronoun, in its sentence or the two before."""
        here = unit_of(token).starts[token.i]
        for unit in reversed(self.units):
            if (
                unit.inside is not None
                or not unit.starts
                or unit.starts[0] > here
                or here - unit.starts[0] > _FORGET_AFTER
            ):
                continue
            for sentence in reversed(list(unit.doc.sents)):
                if unit.starts[sentence.start] >= here:
                    continue
                for head in sentence:
                    if head.dep_ in {"nsubj", "nsubjpass"} and unit.starts[head.i] < here and head is not token:
                        members = syntax.with_conjuncts(head)
                        if len(members) > 1 and len(people := [s for m in members for s in self.who(m)]) > 1:
                            return people
        return []

    def _reach_back(
        self, token: Token, *, people_only: bool = False, bodies_only: bool = False, male: bool | None = None
    ) -> Someone | None:
        """The most salient actor mentioned before a token: near and a subject counts, the token's own clause does not."""
        if not self._ready:
            return None
        unit = unit_of(token)
        here, sentence_start = unit.starts[token.i], unit.starts[token.sent.start]
        best: tuple[float, Someone] | None = None
        distances = 0
        for seen in reversed(self._seen[: bisect_left(self._seen_at, here)]):
            if here - seen.at > _FORGET_AFTER or distances > 40:
                break
            distances += 1
            person = seen.someone.kind == "person"
            if (people_only and not person) or (bodies_only and person) or (seen.quoted and unit.inside is None):
                continue
            if male is not None and seen.someone.male is not None and seen.someone.male != male:
                continue
            if unit.headline is False and seen.at < self._body_start():
                continue
            score = -(here - seen.at) / 120 + (2.0 if seen.is_subject else 0.0)
            if seen.at >= sentence_start and not seen.is_subject and token.dep_ == "nsubj":
                score -= 1.0
            if best is None or score > best[0]:
                best = (score, seen.someone)
        return best[1] if best is not None else None

    def _body_start(self) -> int:
        return next((u.starts[0] for u in self.units if not u.headline and u.starts), 0)

    def named_at(self, token: Token) -> Someone | None:
        """The person whose name holds this very token."""
        return self._person_of.get((id(unit_of(token)), token.i))

    def authority(self) -> Someone | None:
        """The electoral authority of the contest, when the article names one."""
        return self.others.get(f"authority:{self.contest_country}") or next(
            (s for k, s in self.others.items() if k.startswith("authority:") and k.count(":") == 1), None
        )

    def opposition_of(self, someone: Someone) -> Someone:
        """The side a party's figure speaks for, as one actor."""
        if someone.kind == "party":
            return someone
        return self.others.get(f"party:opposition:{self.contest_country}") or someone

    # ---- the end ------------------------------------------------------------------------------------------------

    def everyone(self) -> list[Someone]:
        """All actors met so far."""
        return [*self.people, *self.others.values()]


def actor_id(article_id: str, someone: Someone) -> str:
    """An actor's id: the same name in the same article, the same id."""
    return content_id("actor", article_id, someone.key)


def as_actor(article_id: str, someone: Someone) -> Actor:
    """The record of an actor."""
    return Actor(
        id=actor_id(article_id, someone),
        name=someone.name,
        kind=someone.kind,
        role=someone.role,
        country=someone.country,
        mentions=tuple(sorted(someone.mentions)),
    )


def _is_mononym(words: list[str]) -> bool:
    return len(words) == 2


def _is_subject(head: Token) -> bool:
    while head.dep_ in {"compound", "conj", "appos"} and head.head is not head:
        head = head.head
    return head.dep_ in {"nsubj", "nsubjpass"}


def _contest_country(units: Sequence[Unit], mentions: dict[int, Mentions]) -> str | None:
    """The country whose election the article is about: named at the election itself, else named most."""
    lists = word_list("syntax", "en")
    score: dict[str, float] = {}
    for unit in units:
        doc, found = unit.doc, mentions[id(unit)]
        for match in found.matches:
            entry = match.entry
            if entry.kind not in {"country", "demonym", "authority", "capital", "part"} or entry.code is None:
                continue
            score[entry.code] = score.get(entry.code, 0.0) + 1.0
            if entry.kind == "authority" and entry.sort == "electoral":
                score[entry.code] += 3.0
            window = doc[max(0, match.start - 4) : min(len(doc), match.end + 4)]
            if any(t.lemma_.lower() in lists["elections"] for t in window):
                head = doc[match.end - 1].head
                close = head.lemma_.lower() in lists["elections"] or head.head.lemma_.lower() in lists["elections"]
                score[entry.code] += 4.0 if close else 1.0
    return max(score, key=lambda c: (score[c], c), default=None)
