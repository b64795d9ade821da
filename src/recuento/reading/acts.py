"""What actors did about the announced result or toward its winner.

Two looks at the parse. *Deeds*: a verb or a noun of congratulating, recognising, doubting, demanding, rejecting, with
its subject. *Words*: what somebody is reported to have said of the vote ("neither free nor fair", "stolen"). An act
keeps being one when it is denied or only foretold; then it says so and no stance rests on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from recuento.records.said import Act, ActKind
from recuento.records.text import Article, content_id

from . import syntax
from .cast import Cast
from .conduct import Deed, doers_of
from .contested import Contested
from .judgements import find_judgements
from .parsing import Unit, unit_of
from .someone import Someone, actor_id
from .speakers import Voices
from .vocabulary import word_list

_YEAR = re.compile(r"(?:19|20)\d\d")
_LETTERS = frozenset({"message", "letter", "statement", "note", "telegram", "word", "tweet", "post"})
"""What carries congratulations."""
_CANNOT_ACT = frozenset({"outlet"})


def find_acts(
    article: Article, units: Sequence[Unit], cast: Cast, voices: Voices, contest: Contested
) -> tuple[Act, ...]:
    """All acts of an article, in order; the headline's only where the body does not tell them."""
    finder = _Finder(article, cast, voices, contest)
    deeds = [deed for unit in units for deed in (*finder.deeds(unit), *finder.judgements(unit))]
    acts: dict[tuple[object, ...], Act] = {}
    for deed in sorted(deeds, key=lambda d: (unit_of(d.anchor).headline, unit_of(d.anchor).starts[d.anchor.i])):
        for doer in deed.doers:
            if doer.kind in _CANNOT_ACT:
                continue
            act = finder.record(deed, doer)
            headline = unit_of(deed.anchor).headline
            same = (act.actor, act.act, act.negated, act.hypothetical)
            if headline and any(k[:4] == same or (k[4], k[1]) == (doer.country, act.act) for k in acts):
                continue
            acts.setdefault((*same, doer.country, act.start, act.end), act)
    return tuple(sorted(acts.values(), key=lambda a: (a.start, a.end, a.actor, a.act)))


class _Finder:
    """Looks for acts in one article."""

    def __init__(self, article: Article, cast: Cast, voices: Voices, contest: Contested) -> None:
        self.article = article
        self.cast = cast
        self.voices = voices
        self.contest = contest
        self.words = word_list("acts", "en")

    def deeds(self, unit: Unit) -> Iterator[Deed]:
        for token in unit.doc:
            if token.i in unit.held:
                continue
            lemma = token.lemma_.lower()
            found: Iterator[Deed] = iter(())
            if token.pos_ in {"VERB", "AUX"}:
                found = self._verb(token, lemma)
            elif token.pos_ in {"NOUN", "PROPN"}:
                found = self._noun(token, lemma)
            for deed in found:
                deed.doers += [p for p in self._likewise(deed.anchor) if p not in deed.doers]
                if deed.doers and not self._of_another_election(deed.anchor):
                    yield deed

    def _likewise(self, anchor: Token) -> list[Someone]:
        """Those who did the same: "..., as did Kazakhstan", "So did Peru and Chile"."""
        found: list[Someone] = []
        doc = anchor.doc
        for token in doc[anchor.i + 1 : len(doc) - 1]:
            if token.lower_ in {"as", "so"} and token.nbor(1).lower_ in {"did", "has", "have"}:
                after = (
                    t
                    for t in doc[token.i + 2 : token.i + 12]
                    if t.dep_ in {"nsubj", "dobj", "attr", "ROOT", "npadvmod"}
                )
                head = next((t for t in after if self.cast.who(t)), None)
                found += self.cast.everybody(head)
                break
            if token.pos_ == "VERB" and token.is_sent_start is False and token.sent.start > anchor.sent.start:
                break
        return found

    def judgements(self, unit: Unit) -> Iterator[Deed]:
        """What is said of the vote, as far as it is this vote."""
        for deed in find_judgements(unit, self.cast, self.voices):
            if not self._of_another_election(deed.anchor):
                yield deed

    # ---- deeds --------------------------------------------------------------------------------------------------

    def _verb(self, verb: Token, lemma: str) -> Iterator[Deed]:
        """The deeds a verb tells: the first group of the word list that has it and whose object fits."""
        for group, reader in _VERBS:
            if lemma in self.words[group]:
                found = list(reader(self, verb))
                if found:
                    yield from found
                    return

    def _welcomes(self, verb: Token) -> Iterator[Deed]:
        if self._object_is(verb, self.words["victory"]):
            yield self._deed(ActKind.ACCEPTS, verb, "welcomes")

    def _accepts(self, verb: Token) -> Iterator[Deed]:
        if self._object_is(verb, self.words["outcome"]) and self._is_about_result(verb):
            yield self._turned(ActKind.ACCEPTS, ActKind.REFUSES, verb, "accepts")

    def _rejects(self, verb: Token) -> Iterator[Deed]:
        if self._object_is(verb, self.words["outcome"]):
            yield self._deed(ActKind.REFUSES, verb, "rejects")

    def _questions(self, verb: Token) -> Iterator[Deed]:
        if self._object_is(verb, self.words["vote_words"]):
            yield self._deed(ActKind.DOUBTS, verb, "questions")

    def _asks(self, verb: Token) -> Iterator[Deed]:
        yield from self._demands(verb, verb)

    def _delays(self, verb: Token) -> Iterator[Deed]:
        if self._object_is(verb, {"recognition", "congratulation"}):
            yield self._deed(ActKind.WITHHOLDS, verb, "withholds")

    def _notes(self, verb: Token) -> Iterator[Deed]:
        """As in "Took note of the result", "noted the ruling"."""
        noted = syntax.objects(verb)
        if verb.lemma_ == "take":
            notes = [o for o in noted if o.lemma_ == "note"]
            noted = [h for n in (*notes, verb) for h in syntax.prepositional(n, "of")] if notes else []
        if any(h.lemma_.lower() in self.words["outcome"] for h in noted):
            yield self._deed(ActKind.TAKES_NOTE, verb, "takes-note")

    def _looks_forward(self, verb: Token) -> Iterator[Deed]:
        """As in "Looks forward to working with President-elect X": the diplomats' way of recognising."""
        if any(c.lower_ == "forward" for c in verb.children):
            partners = [p for t in verb.subtree if t.lower_ == "with" for h in t.children for p in self.cast.who(h)]
            if self.contest.winner in [self._as_winner(verb, p) for p in partners]:
                yield self._deed(ActKind.RECOGNISES, verb, "looks-forward")

    def _congratulates(self, verb: Token) -> Iterator[Deed]:
        heads = syntax.objects(verb)
        people = [self._as_winner(h, p) for h in heads for p in self.cast.who(h)]
        target = next((p for p in people if p.kind == "person"), None)
        about = self._mentions_victory(verb)
        if target is None and people and not about:
            return
        if target is None and heads and not any(h.tag_ == "PRP" for h in heads) and not about:
            return
        if target is None and heads and heads[0].lemma_.lower() in {"people", "voter", "citizen", "nation", "country"}:
            return
        if target is not None and target is not self.contest.winner and target not in self.contest.rivals and not about:
            return
        if syntax.occasion(verb) and not about:
            return  # "on his campaign", "on his birthday"
        kind = ActKind.RECOGNISES_RIVAL if self._is_rival(target) else ActKind.CONGRATULATES
        deed = self._deed(kind, verb, "congratulates", target)
        if self._is_put_off(verb):
            deed.kind, deed.negated, deed.hypothetical, deed.by = ActKind.WITHHOLDS, False, False, "puts-off"
        yield deed

    def _recognises(self, verb: Token) -> Iterator[Deed]:
        heads = syntax.objects(verb) + [
            g
            for c in verb.children
            if c.dep_ in {"ccomp", "xcomp"}
            for g in (c, *c.children)
            if g.dep_ in {"nsubj", "ccomp", "dobj"}
        ]
        target = next((self._as_winner(h, p) for h in heads for p in self.cast.who(h) if p.kind == "person"), None)
        about = any(h.lemma_.lower() in self.words["outcome"] for h in heads) or any(
            self._modified_by(h, self.words["outcome"]) for h in heads
        )
        if target is None and not about:
            return
        crowned = target is not None and target is not self.contest.winner and self._names_the_winner(verb)
        if (self._is_rival(target) or crowned) and not self._owned_by_winner(heads):
            yield self._deed(ActKind.RECOGNISES_RIVAL, verb, "recognises-rival", target)
            return
        deed = self._turned(ActKind.RECOGNISES, ActKind.REFUSES, verb, "recognises", target)
        if deed.kind is not ActKind.REFUSES and self._is_put_off(verb):
            deed.kind, deed.negated, deed.hypothetical, deed.by = ActKind.WITHHOLDS, False, False, "puts-off"
        yield deed

    def _as_winner(self, head: Token, person: Someone) -> Someone:
        """The winner, where a pronoun or a bare title ("the president", "the Venezuelan leader") stands for one."""
        winner = self.contest.winner
        if winner is None or person is winner:
            return person
        bare = person.key.startswith("office:") and person.country in {None, winner.country}
        pronoun = head.tag_ == "PRP" and person in self.contest.rivals
        return winner if bare or pronoun else person

    def _names_the_winner(self, verb: Token) -> bool:
        """Whether somebody is recognised as the one who won, where another was announced: "as president-elect"."""
        crowns = word_list("results", "en")["winner"] | {"elect"}
        as_what = [h for h in syntax.prepositional(verb, "as") if h.lemma_.lower() in crowns]
        return self.contest.winner is not None and bool(as_what)

    def _is_put_off(self, verb: Token) -> bool:
        """Whether an act is refused or waited with: "refused to congratulate", "would wait before congratulating"."""
        above = verb.head
        if verb.dep_ == "xcomp" and above.lemma_.lower() in {"refuse", "decline"} and not syntax.is_negated(above):
            return True
        waits = verb.dep_ == "pcomp" and above.lower_ == "before" and above.head.lemma_.lower() in {"wait", "hold"}
        too_soon = verb.tag_ == "VB" and above.lemma_.lower() in {"soon", "early", "premature"}
        return waits or too_soon

    def _owned_by_winner(self, heads: list[Token]) -> bool:
        return any(
            self.contest.winner in self.cast.who(t) for h in heads for t in h.subtree if self.contest.winner is not None
        )

    def _noun(self, noun: Token, lemma: str) -> Iterator[Deed]:
        w = self.words
        if lemma in w["congratulations"]:
            doers = self._doers_of_noun(noun)
            target = self._receiver(noun)
            if target is not None and self._is_rival(target):
                yield self._of_noun(ActKind.RECOGNISES_RIVAL, noun, doers, "congratulations", target)
            elif doers:
                yield self._of_noun(ActKind.CONGRATULATES, noun, doers, "congratulations", target)
        elif lemma in w["doubts"] and noun.dep_ in {"dobj", "nsubjpass", "conj", "pobj", "nsubj"}:
            carrier = self._carrier(noun)
            if carrier is not None and (
                self._phrase_has(noun, w["vote_words"]) or self._phrase_has(carrier, w["vote_words"])
            ):
                yield self._of_noun(ActKind.DOUBTS, noun, self._doers_of_noun(noun), "voices-doubt", None)
        elif lemma == "recognition" and noun.head.lemma_.lower() in {"withhold", "refuse", "deny", "delay", "postpone"}:
            yield self._of_noun(ActKind.WITHHOLDS, noun, self._doers_of_noun(noun), "withholds", None)
        elif lemma in w["demands_nouns"]:
            yield from self._demands(noun, noun)

    def _carrier(self, noun: Token) -> Token | None:
        """The verb that carries a noun: "sent congratulations", "sent a message of congratulations"."""
        head = noun.head
        if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in _LETTERS:
            noun = head.head
            head = noun.head
            if noun.dep_ == "pobj" and head.head.pos_ == "VERB":  # "followed with a statement of congratulation"
                return head.head
        while noun.dep_ == "conj" and head.pos_ == "NOUN":
            noun, head = head, head.head
        return head if head.lemma_.lower() in self.words["carriers"] else None

    def _doers_of_noun(self, noun: Token) -> list[Someone]:
        owner = syntax.child(noun, "poss")
        if owner is not None and owner.tag_ != "PRP$" and (found := self.cast.who(owner)):
            return found
        for source in syntax.prepositional(noun, "from", "by"):
            if found := self.cast.who(source):
                return found
        carrier = self._carrier(noun)
        if carrier is None:
            return []
        if carrier.lemma_ == "receive":
            return [p for s in syntax.prepositional(carrier, "from") for p in self.cast.who(s)]
        return doers_of(self.cast, carrier)

    def _receiver(self, noun: Token) -> Someone | None:
        carrier = self._carrier(noun)
        heads = syntax.prepositional(noun, "to", "for") + (
            syntax.prepositional(carrier, "to") if carrier is not None else []
        )
        if carrier is not None:
            heads += [c for c in carrier.children if c.dep_ == "dative"]
        return next((p for h in heads for p in self.cast.who(h) if p.kind == "person"), None)

    def _demands(self, verb: Token, anchor: Token) -> Iterator[Deed]:
        """What is asked for: the tally sheets, a check, a recount, calm; told by the words of what hangs below."""
        w = self.words
        weak = verb.lemma_.lower() in {"say", "stress", "reiterate"}
        content = [
            c
            for c in verb.children
            if c.dep_ in {"ccomp", "xcomp", "dobj", "advcl", "prep", "pobj", "acl", "nsubjpass"}
            and (c.i > verb.i or c.dep_ == "nsubjpass")
        ]
        below = [t for c in content for t in c.subtree if t.dep_ != "punct"]
        lemmas = {t.lemma_.lower() for t in below} | {t.lower_ for t in below}
        if weak and not lemmas & {"must", "should", "need", "ought"}:
            return
        vote = w["vote_words"] | w["tallies"] | w["fraud"] | w["irregularities"]
        about_vote = bool(lemmas & vote) or bool({t.lemma_.lower() for t in verb.sent} & w["vote_words"])
        kinds: list[ActKind] = []
        detailed = "result" in lemmas and lemmas & w["detailed"]
        if (lemmas & w["tallies"] or detailed) and lemmas & w["publish"]:
            kinds.append(ActKind.DEMANDS_TALLIES)
        if lemmas & w["recount"] or ("new" in lemmas and "election" in lemmas):
            kinds.append(ActKind.DEMANDS_RECOUNT)
        if lemmas & w["verify"] and about_vote and not kinds:
            kinds.append(ActKind.DEMANDS_VERIFICATION)
        if (
            lemmas & w["calm"]
            and not kinds
            and verb.lemma_.lower() in {"urge", "call", "appeal", "ask", "plead", "encourage"}
        ):
            kinds.append(ActKind.URGES_CALM)
        for kind in kinds:
            doers = doers_of(self.cast, verb) if verb.pos_ in {"VERB", "AUX"} else self._doers_of_noun(verb)
            yield Deed(kind, anchor, doers, "demands", None, syntax.is_negated(verb), syntax.is_hypothetical(verb))

    # ---- shared -------------------------------------------------------------------------------------------------

    def _deed(self, kind: ActKind, verb: Token, by: str, target: Someone | None = None) -> Deed:
        return Deed(
            kind, verb, doers_of(self.cast, verb), by, target, syntax.is_negated(verb), syntax.is_hypothetical(verb)
        )

    def _of_noun(self, kind: ActKind, noun: Token, doers: list[Someone], by: str, target: Someone | None) -> Deed:
        carrier = self._carrier(noun)
        verb = carrier if carrier is not None and carrier.pos_ == "VERB" else noun
        return Deed(
            kind,
            verb,
            doers,
            by,
            target,
            syntax.is_negated(verb) or syntax.is_negated(noun),
            syntax.is_hypothetical(verb),
        )

    def _turned(self, kind: ActKind, opposite: ActKind, verb: Token, by: str, target: Someone | None = None) -> Deed:
        """An act that, refused or denied, is an act of its own: not recognising is refusing; waiting is withholding."""
        deed = self._deed(kind, verb, by, target)
        if not deed.negated:
            return deed
        words = {t.lower_ for t in verb.sent}
        any_such = any(
            c.lower_ == "any" for o in syntax.objects(verb) for c in o.lefts if any(r.dep_ == "relcl" for r in o.rights)
        )
        waits = any_such or bool(words & self.words["wait"]) or "yet" in words or "immediately" in words
        deed.kind, deed.negated = (ActKind.WITHHOLDS if waits else opposite), False
        if deed.hypothetical and not any(c.lower_ == "if" for c in verb.children):
            # "will not recognise" is a refusal today.
            deed.hypothetical = False
        return deed

    def _object_is(self, verb: Token, words: frozenset[str] | set[str]) -> bool:
        heads = syntax.objects(verb) + [c for c in verb.children if c.dep_ == "ccomp"]
        if heads and heads[0].lemma_.lower() in self.words["not_the_vote"]:
            return False
        return any(h.lemma_.lower() in words or (h.pos_ == "NOUN" and self._modified_by(h, words)) for h in heads)

    def _modified_by(self, head: Token, words: frozenset[str] | set[str]) -> bool:
        """As in "the validity of the election": the word may stand in an "of" phrase or a compound."""
        for c in head.children:
            if c.dep_ in {"compound", "amod"} and c.lemma_.lower() in words:
                return True
            if (
                c.dep_ == "prep"
                and c.lower_ in {"of", "in", "over"}
                and any(g.lemma_.lower() in words for g in c.children)
            ):
                return True
        return False

    def _phrase_has(self, head: Token, words: frozenset[str] | set[str]) -> bool:
        return any(t.lemma_.lower() in words for t in head.subtree)

    def _mentions_victory(self, verb: Token) -> bool:
        return any(t.lemma_.lower() in self.words["victory"] for t in verb.subtree)

    def _is_about_result(self, verb: Token) -> bool:
        lemmas = {t.lemma_.lower() for t in verb.subtree}
        return bool(lemmas & self.words["vote_words"]) or bool(
            lemmas & {"legitimacy", "ruling", "presidency", "decision"}
        )

    def _is_rival(self, someone: Someone | None) -> bool:
        return someone is not None and someone in self.contest.rivals and someone is not self.contest.winner

    def _of_another_election(self, anchor: Token) -> bool:
        """Whether an act is about an election of another year: a past year stands at its words for the vote."""
        published = self.article.published
        for t in anchor.sent:
            if not _YEAR.fullmatch(t.text) or abs(t.i - anchor.i) >= 18:
                continue
            told = published is not None and abs(int(t.text) - published.year) > 1
            # Without a date of its own, an article that names a year mostly means another one.
            if told or (published is None and t.i and t.nbor(-1).lower_ in {"of", "in", "the"}):
                near = t.doc[max(0, t.i - 4) : min(len(t.doc), t.i + 4)]
                if any(n.lemma_.lower() in self.words["vote_words"] for n in near):
                    return True
        return False

    def record(self, deed: Deed, doer: Someone) -> Act:
        anchor, unit = deed.anchor, unit_of(deed.anchor)
        start, end = _shown_by(anchor)
        at = unit.starts[anchor.i]
        inside = self.voices.at(at)
        own_cue = inside is not None and inside.cue is not None and inside.cue[0] == at
        target = deed.target or self.contest.winner
        return Act(
            id=content_id("act", self.article.id, doer.key, deed.kind, deed.negated, deed.hypothetical, start, end),
            actor=actor_id(self.article.id, doer),
            country=doer.country,
            act=deed.kind,
            target=actor_id(self.article.id, target) if target is not None else None,
            negated=deed.negated,
            hypothetical=deed.hypothetical,
            voice="attributed" if (inside is not None and not own_cue) or deed.by == "says-of-the-vote" else "reporter",
            start=start,
            end=end,
            text=self.article.text[start:end],
            by=deed.by,
        )


_VERBS: tuple[tuple[str, Callable[[_Finder, Token], Iterator[Deed]]], ...] = (
    ("congratulate", _Finder._congratulates),
    ("greet_winner", _Finder._welcomes),
    ("recognise", _Finder._recognises),
    ("accept", _Finder._accepts),
    ("reject", _Finder._rejects),
    ("doubt_verbs", _Finder._questions),
    ("demand", _Finder._asks),
    ("delay", _Finder._delays),
    ("take_note", _Finder._notes),
    ("look_forward", _Finder._looks_forward),
)
"""Groups of verbs in ``words/acts.toml`` and what reads them, in the order they are tried."""


def _shown_by(anchor: Token) -> tuple[int, int]:
    """The clause that shows an act: from its subject to the end of its own words, without a coordinate clause after."""
    subject = syntax.own_subject(anchor)
    first = min([t.left_edge.i for t in (anchor, *([subject] if subject is not None else []))])
    last = anchor.i
    for c in anchor.children:
        if c.dep_ in {"conj", "cc", "punct", "advcl", "parataxis"}:
            continue
        last = max(last, c.right_edge.i)
        first = min(first, c.left_edge.i)
    return syntax.trimmed_span(anchor.doc[first], anchor.doc[last])
