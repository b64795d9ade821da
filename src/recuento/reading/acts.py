"""What actors did about the announced result or toward its winner.

Two looks at the parse. *Deeds*: a verb or a noun of congratulating, recognising, doubting, demanding, rejecting, with
its subject. *Words*: what somebody is reported to have said of the vote ("neither free nor fair", "stolen"). An act
keeps being one when it is denied or only foretold; then it says so and no stance rests on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.records.said import Act, ActKind
from recuento.records.text import Article, content_id

from . import syntax
from .cast import Cast, Someone, actor_id
from .contested import Contested
from .parsing import Unit, unit_of
from .speakers import Voices
from .vocabulary import word_list

_YEAR = re.compile(r"(?:19|20)\d\d")
_CANNOT_ACT = frozenset({"outlet"})


@dataclass(slots=True)
class Deed:
    """An act before it becomes a record: the predicate that shows it and who is said to do it."""

    kind: ActKind
    anchor: Token
    doers: list[Someone]
    by: str
    target: Someone | None = None
    negated: bool = False
    hypothetical: bool = False


def find_acts(
    article: Article, units: Sequence[Unit], cast: Cast, voices: Voices, contest: Contested
) -> tuple[Act, ...]:
    """All acts of an article, in order; the headline's only where the body does not tell them."""
    finder = _Finder(article, cast, voices, contest)
    deeds = [deed for unit in units for deed in finder.deeds(unit)]
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
                if deed.doers and not self._of_another_election(deed.anchor):
                    yield deed
        yield from self._judgements(unit)

    # ---- deeds --------------------------------------------------------------------------------------------------

    def _verb(self, verb: Token, lemma: str) -> Iterator[Deed]:
        w = self.words
        if lemma in w["congratulate"]:
            yield from self._congratulates(verb)
        elif lemma in w["greet_winner"] and self._object_is(verb, w["victory"]):
            yield self._deed(ActKind.ACCEPTS, verb, "welcomes")
        elif lemma in w["recognise"]:
            yield from self._recognises(verb)
        elif lemma in w["accept"] and self._object_is(verb, w["outcome"]) and self._is_about_result(verb):
            yield self._turned(ActKind.ACCEPTS, ActKind.REFUSES, verb, "accepts")
        elif lemma in w["reject"] and self._object_is(verb, w["outcome"]):
            yield self._deed(ActKind.REFUSES, verb, "rejects")
        elif lemma in w["doubt_verbs"] and self._object_is(verb, w["vote_words"]):
            yield self._deed(ActKind.DOUBTS, verb, "questions")
        elif lemma in w["demand"]:
            yield from self._demands(verb, verb)
        elif lemma in w["delay"] and self._object_is(verb, {"recognition", "congratulation"}):
            yield self._deed(ActKind.WITHHOLDS, verb, "withholds")
        elif lemma == "take" and any(o.lemma_ == "note" for o in syntax.objects(verb)):
            yield self._deed(ActKind.TAKES_NOTE, verb, "takes-note")

    def _congratulates(self, verb: Token) -> Iterator[Deed]:
        heads = syntax.objects(verb)
        people = [p for h in heads for p in self.cast.who(h)]
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
        kind = ActKind.RECOGNISES_RIVAL if self._is_rival(target) else ActKind.CONGRATULATES
        yield self._deed(kind, verb, "congratulates", target)

    def _recognises(self, verb: Token) -> Iterator[Deed]:
        heads = syntax.objects(verb) + [
            g
            for c in verb.children
            if c.dep_ in {"ccomp", "xcomp"}
            for g in (c, *c.children)
            if g.dep_ in {"nsubj", "ccomp", "dobj"}
        ]
        target = next((p for h in heads for p in self.cast.who(h) if p.kind == "person"), None)
        about = any(h.lemma_.lower() in self.words["outcome"] for h in heads) or any(
            self._phrase_has(h, self.words["outcome"]) for h in heads
        )
        if target is None and not about:
            return
        if self._is_rival(target) and not self._owned_by_winner(heads):
            yield self._deed(ActKind.RECOGNISES_RIVAL, verb, "recognises-rival", target)
            return
        yield self._turned(ActKind.RECOGNISES, ActKind.REFUSES, verb, "recognises", target)

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
        head = noun.head
        while noun.dep_ == "conj" and head.pos_ == "NOUN":
            noun, head = head, head.head
        return head if head.lemma_.lower() in self.words["carriers"] else None

    def _doers_of_noun(self, noun: Token) -> list[Someone]:
        owner = syntax.child(noun, "poss")
        if owner is not None and (found := self.cast.who(owner)):
            return found
        for source in syntax.prepositional(noun, "from", "by"):
            if found := self.cast.who(source):
                return found
        carrier = self._carrier(noun)
        if carrier is None:
            return []
        if carrier.lemma_ == "receive":
            return [p for s in syntax.prepositional(carrier, "from") for p in self.cast.who(s)]
        return self._doers(carrier)

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
        strong = verb.lemma_.lower() not in {
            "say",
            "stress",
            "want",
            "need",
            "seek",
            "recommend",
            "reiterate",
            "require",
        }
        content = [
            c
            for c in verb.children
            if c.dep_ in {"ccomp", "xcomp", "dobj", "advcl", "prep", "pobj", "acl", "nsubjpass"}
            and (c.i > verb.i or c.dep_ == "nsubjpass")
        ]
        below = [t for c in content for t in c.subtree if t.dep_ != "punct"]
        lemmas = {t.lemma_.lower() for t in below} | {t.lower_ for t in below}
        if not strong and not lemmas & {"must", "should", "need", "publish", "release"}:
            return
        about_vote = (
            bool(lemmas & w["vote_words"])
            or bool({t.lemma_.lower() for t in verb.sent} & w["vote_words"])
            or bool(lemmas & w["tallies"])
        )
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
            doers = self._doers(verb) if verb.pos_ in {"VERB", "AUX"} else self._doers_of_noun(verb)
            yield Deed(kind, anchor, doers, "demands", None, syntax.is_negated(verb), syntax.is_hypothetical(verb))

    # ---- words --------------------------------------------------------------------------------------------------

    def _judgements(self, unit: Unit) -> Iterator[Deed]:
        """What is said of the vote inside somebody's reported words."""
        w = self.words
        for sentence in unit.doc.sents:
            tokens = list(sentence)
            lemmas = {t.lemma_.lower() for t in tokens}
            if not lemmas & (w["fraud"] | w["flawed"] | w["qualities"]):
                continue
            for token in tokens:
                lemma = token.lemma_.lower()
                if lemma == "coup" and not any(c.lemma_.lower() == "electoral" for c in token.children):
                    continue
                if lemma in w["fraud"]:
                    kind = ActKind.CALLS_FRAUD
                elif lemma in w["flawed"] or lemma in w["qualities"]:
                    kind = ActKind.DOUBTS
                else:
                    continue
                if lemma in w["qualities"] and not self._quality_denied(token):
                    continue
                if kind is ActKind.CALLS_FRAUD and self._fraud_denied(token):
                    continue
                if not self._judges_the_vote(token, tokens):
                    continue
                doers, by, verb = self._who_judges(token)
                if doers:
                    negated = verb is not None and syntax.is_negated(verb)
                    hypothetical = verb is not None and syntax.is_hypothetical(verb)
                    yield Deed(kind, verb or token, doers, by, None, negated, hypothetical)
                    break

    def _who_judges(self, token: Token) -> tuple[list[Someone], str, Token | None]:
        """The speaker whose words hold a judgement, or the subject of the verb that brands the vote."""
        unit = unit_of(token)
        if any(v.lemma_.lower() in self.words["seen"] and syntax.is_passive(v) for v in syntax.ancestors_verbs(token)):
            return [], "", None
        spoken = self.voices.at(unit.starts[token.i])
        if spoken is not None:
            cue = spoken.attribution.cue
            if cue is not None and cue.doc is not token.doc:
                cue = None
            source = spoken.attribution.source
            many = self.cast.everybody(source)
            if cue is not None and syntax.is_negated(cue):
                return [], "", None
            if cue is not None and cue.lemma_.lower() in {"deny", "reject", "dismiss", "dispute"}:
                return [], "", None
            return (many or ([spoken.speaker] if spoken.speaker is not None else [])), "says-of-the-vote", None
        for verb in syntax.ancestors_verbs(token):
            if verb.lemma_.lower() in self.words["seen"] and syntax.is_passive(verb) and syntax.agent(verb) is None:
                return [], "", None
            if verb.lemma_.lower() in self.words["brand"]:
                return self._doers(verb), "brands-the-vote", verb
        return [], "", None

    def _quality_denied(self, token: Token) -> bool:
        near = token.doc[max(token.sent.start, token.i - 6) : token.i]
        return any(
            t.dep_ == "neg"
            or t.lower_
            in {
                "neither",
                "nor",
                "lack",
                "lacked",
                "lacks",
                "short",
                "without",
                "not",
                "n't",
                "n’t",
                "no",
                "hard",
                "difficult",
                "undermine",
                "undermined",
                "undermines",
                "cannot",
            }
            or t.lemma_ in {"fail", "lack"}
            for t in near
        )

    def _fraud_denied(self, token: Token) -> bool:
        near = token.doc[max(token.sent.start, token.i - 5) : token.i]
        return any(
            t.lower_ in {"no", "not", "n't", "n’t", "without", "any"}
            or t.lemma_.lower() in {"deny", "reject", "dismiss"}
            for t in near
        )

    def _judges_the_vote(self, token: Token, tokens: list[Token]) -> bool:
        """Whether a judging word is about the vote: beside a word for it, or about its announced result as "it"."""
        votes = [t for t in tokens if t.lemma_.lower() in self.words["vote_words"] and abs(t.i - token.i) <= 14]
        return bool(votes)

    # ---- shared -------------------------------------------------------------------------------------------------

    def _deed(self, kind: ActKind, verb: Token, by: str, target: Someone | None = None) -> Deed:
        return Deed(kind, verb, self._doers(verb), by, target, syntax.is_negated(verb), syntax.is_hypothetical(verb))

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
        waits = bool(words & self.words["wait"]) or "yet" in words or "immediately" in words
        deed.kind, deed.negated = (ActKind.WITHHOLDS if waits else opposite), False
        if deed.hypothetical and not any(c.lower_ == "if" for c in verb.children):
            # "will not recognise" is a refusal today.
            deed.hypothetical = False
        return deed

    def _doers(self, verb: Token) -> list[Someone]:
        head = syntax.agent(verb) if syntax.is_passive(verb) else syntax.subject(verb)
        if head is None:
            return []
        return self.cast.everybody(head)

    def _object_is(self, verb: Token, words: frozenset[str] | set[str]) -> bool:
        heads = syntax.objects(verb) + [c for c in verb.children if c.dep_ == "ccomp"]
        if heads and heads[0].lemma_.lower() in self.words["not_the_vote"]:
            return False
        return any(h.lemma_.lower() in words or (h.pos_ == "NOUN" and self._modified_by(h, words)) for h in heads)

    def _modified_by(self, head: Token, words: frozenset[str] | set[str]) -> bool:
        """ "the validity of the election": the word may stand in an "of" phrase or a compound."""
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
        if self.article.published is None:
            return False
        this = self.article.published.year
        for t in anchor.sent:
            if _YEAR.fullmatch(t.text) and abs(int(t.text) - this) > 1 and abs(t.i - anchor.i) < 18:
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
