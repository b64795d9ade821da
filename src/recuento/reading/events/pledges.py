"""Pledges: closer work, support or aid that one state or its leader promises another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity, actor_id
from recuento.reading.entities.titles import codes_in_phrase
from recuento.reading.lexicon.sectors import find_sectors
from recuento.reading.lexicon.vocabulary import data, rule_words
from recuento.reading.parse import dependencies
from recuento.reading.parse.evidence_span import shown_span
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.said import Pledge
from recuento.records.text import Article, Span, content_id

from .arguments import Arguments
from .predicates import complement

_WORDS = rule_words("pledges")

_WILL = _WORDS["will"]
_WOULD = frozenset({"would", "’d", "'d"})
_TOWARD = ("with", "to", "for", "toward", "towards", "in", "by", "behind")
_TAIL = frozenset(
    {"prep", "dobj", "pobj", "amod", "compound", "acl", "xcomp", "appos", "conj", "cc", "det", "advmod", "pcomp"}
)


@dataclass(slots=True)
class _Promise:
    """A pledge while it is read: who makes it, the token of its predicate and the content that hangs below."""

    anchor: Token
    content: Token
    by: list[Entity]
    rule: str


def find_pledges(
    article: Article, units: Sequence[Unit], entities: Entities, voices: AttributionIndex
) -> tuple[Pledge, ...]:
    """The pledges of an article in reading order; a headline's is left out where the body tells it.

    Two pledges are one when the same actor makes them to the same recipient; the fuller one stays.
    """
    reader = _PledgeReader(entities)
    best: dict[tuple[str, str | None, str], tuple[int, Pledge]] = {}
    sides_in_body: set[str] = set()
    for unit in sorted(units, key=lambda u: u.headline):
        for promise in reader.promises_of(unit):
            for by in promise.by:
                side = by.country or by.key
                if unit.headline and side in sides_in_body:
                    continue
                if not unit.headline:
                    sides_in_body.add(side)
                to = reader.recipient(promise, by) or reader.other_side(promise, by)
                pledge = _record(article, promise, by, to, voices)
                key = (by.key, to.key if to is not None else None, reader.theme(promise))
                if key not in best or _weight(pledge) > _weight(best[key][1]):
                    place = best[key][0] if key in best else len(best)
                    best[key] = (place, pledge)
    return tuple(pledge for _, pledge in sorted(best.values(), key=lambda found: found[1].start))


def _weight(pledge: Pledge) -> tuple[int, int]:
    return len(pledge.sectors), len(pledge.what)


def _record(article: Article, promise: _Promise, by: Entity, to: Entity | None, voices: AttributionIndex) -> Pledge:
    start, end = _whole(promise)
    what_start, what_end = _content_span(promise.content)
    what = article.text[what_start:what_end]
    by_ref, to_ref = actor_id(article.id, by), actor_id(article.id, to) if to is not None else None
    at = unit_of(promise.anchor).starts[promise.anchor.i]
    return Pledge(
        id=content_id("pledge", article.id, by_ref, to_ref, start, end),
        by=by_ref,
        to=to_ref,
        what=what,
        sectors=find_sectors(what),
        voice="attributed" if voices.of(at) == "attributed" else "reporter",
        start=start,
        end=end,
        text=article.text[start:end],
        found_by=promise.rule,
    )


def _whole(promise: _Promise) -> Span:
    subject = dependencies.own_subject(promise.anchor)
    near = [subject] if subject is not None and subject.tag_ not in {"WDT", "WP"} else []
    start, end = shown_span(promise.anchor, [*near, promise.content])
    content = _content_span(promise.content)
    return min(start, content[0]), max(end, content[1])


def _content_span(content: Token) -> Span:
    """The words of what is pledged: the content with its objects and phrases, an "including ..." after it too."""
    doc, last, first = content.doc, content, content
    for c in content.lefts:
        if c.dep_ in {"det", "amod", "compound", "poss", "nummod", "advmod", "neg"}:
            first = min(first, c.left_edge, key=lambda t: t.i)
    for c in content.rights:
        if c.dep_ in _TAIL and not (
            c.dep_ == "conj" and c.pos_ in {"VERB", "AUX"} and dependencies.own_subject(c) is not None
        ):
            last = max(last, c.right_edge, key=lambda t: t.i)
        elif c.is_punct and c.i + 1 < len(doc) and doc[c.i + 1].lower_ == "including":
            continue
        else:
            break
    after = last.i + 1
    if after + 1 < content.sent.end and doc[after].text == "," and doc[after + 1].lower_ == "including":
        last = max(last, doc[after + 1].right_edge, key=lambda t: t.i)
    return dependencies.trimmed_span(first, last)


class _PledgeReader:
    def __init__(self, entities: Entities) -> None:
        self.entities = entities
        self.who = Arguments(entities)
        self.words = {k: frozenset(v) for k, v in data("relations")["en"]["pledges"].items()}

    def promises_of(self, unit: Unit) -> Iterator[_Promise]:
        """The promises of a unit, the outermost predicate of each."""
        told: set[int] = set()
        for token in unit.tokens:
            if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"aux", "auxpass"} or token.i in told:
                continue
            found = self._content_of(token)
            if found is None:
                continue
            content, rule = found
            if content.i in told or dependencies.is_negated(token) or self._is_only_asked_for(token):
                continue
            if self._is_courtesy(token, content):
                continue
            by = [s for s in self._makers(token) if s.answers_for_a_state]
            if by:
                told |= {content.i, token.i, *(t.i for t in content.subtree if t.pos_ == "VERB")}
                yield _Promise(token, content, by, rule)

    def _is_only_asked_for(self, verb: Token) -> bool:
        """Whether a pledge is somebody else's wish: "should offer aid", "urged it to support", "may help"."""
        modals = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        return not modals & (_WILL | _WOULD) and dependencies.is_hypothetical(verb)

    def _is_courtesy(self, verb: Token, content: Token) -> bool:
        """Whether it only looks forward to working with somebody, as every letter of congratulation does."""
        if verb.lemma_.lower() != "look" or content.lemma_.lower() != "work":
            return False
        return not find_sectors(" ".join(t.text for t in content.subtree)) and not any(
            self._is_thing(t) for t in content.subtree if t != content
        )

    def _makers(self, verb: Token) -> list[Entity]:
        return self.who.named(dependencies.subject(verb))

    def _content_of(self, verb: Token) -> tuple[Token, str] | None:
        """What is pledged by a verb, and the rule that says so."""
        lemma, words = verb.lemma_.lower(), self.words
        if lemma in words["verbs"] and not dependencies.is_passive(verb):
            inner = complement(verb)
            if inner is not None and self._is_joint_work(inner):
                return inner, lemma
            things = (*dependencies.objects(verb), *dependencies.prepositional(verb, "to", "for"))
            for thing in things if lemma not in words["wishes"] else ():  # who hopes for support gives none
                if self._is_thing(thing):
                    return thing, lemma
        if lemma in words["voices"]:
            for noun in dependencies.objects(verb):
                if noun.lemma_.lower() in words["nouns"] and (content := self._of_noun(noun)) is not None:
                    return content, f"{lemma} {noun.lemma_.lower()}"
        adjective = next(
            (c for c in verb.children if c.dep_ in {"acomp", "oprd", "attr"} and c.lower_ in words["adjectives"]), None
        )
        if adjective is None and verb.lower_ in words["adjectives"] and dependencies.is_passive(verb):
            adjective = verb
        if adjective is not None and (content := self._of_noun(adjective) or self._of_noun(verb)) is not None:
            return content, f"is {adjective.lower_}"
        return self._of_modal(verb)

    def _of_modal(self, verb: Token) -> tuple[Token, str] | None:
        """Pledges without a verb of pledging: "will support", "we are enhancing our relations"."""
        reported = verb.dep_ == "ccomp" and verb.head.pos_ == "VERB"
        will = _WILL | _WOULD if reported else _WILL
        if any(c.dep_ == "aux" and c.lower_ in will for c in verb.children):
            inner = complement(verb) if verb.lemma_.lower() in _WORDS["continue_or_go"] else None
            if (inner is not None and self._is_joint_work(inner)) or self._is_joint_work(verb):
                return verb, "will"
        subject = dependencies.own_subject(verb)
        ours = subject is not None and subject.lower_ in {"we", "i"}
        if (
            ours
            and verb.tag_ in {"VBG", "VBP"}
            and verb.lemma_.lower() in self.words["grows"]
            and self._is_joint_work(verb)
        ):
            return verb, "we are"
        return None

    def _of_noun(self, noun: Token) -> Token | None:
        inner = dependencies.child(noun, "acl", "xcomp") or complement(noun)
        if inner is not None and inner != noun and self._is_joint_work(inner):
            return inner
        return next((t for t in dependencies.prepositional(noun, "to", "of", "for", "in") if self._is_thing(t)), None)

    def _is_joint_work(self, verb: Token) -> bool:
        """Whether a verb says working together, supporting or aiding somebody, or closer ties."""
        lemma, words = verb.lemma_.lower(), self.words
        if lemma not in words["acts"]:
            return False
        things = dependencies.objects(verb)
        if any(self._is_thing(t) for t in things):
            return True
        if lemma in words["beside"]:
            return any(
                self._parties(t) for t in dependencies.prepositional(verb, "with", "by", "alongside", "together")
            )
        if lemma in words["helps"]:
            return any(self._parties(t) or t.lemma_.lower() in _WORDS["people_or_government"] for t in things)
        inner = complement(verb)
        return inner is not None and self._is_joint_work(inner)

    def _parties(self, token: Token) -> list[Entity]:
        """Who a noun phrase stands for, or the state whose people or allies it names: "our Sudrian brothers"."""
        found = self.who.named(token)
        if found or token.pos_ not in {"NOUN", "PROPN"}:
            return found
        return [
            self.entities.government(code, at) for code, at in codes_in_phrase(self.entities, unit_of(token), token)
        ]

    def _is_thing(self, noun: Token) -> bool:
        if noun.pos_ not in {"NOUN", "PROPN"}:
            return False
        if self._is_money(noun):
            return True
        told = [noun, *dependencies.prepositional(noun, "in", "of", "worth")]
        return any(t.lemma_.lower() in self.words["things"] for t in told)

    def other_side(self, promise: _Promise, by: Entity) -> Entity | None:
        """Of several who promise joint work, the other; what they give has somebody else to go to."""
        if self.theme(promise) != "work" or self._is_money(promise.content):
            return None
        return next((o for o in promise.by if o is not by), None)

    def _is_money(self, noun: Token) -> bool:
        return noun.lemma_.lower() in self.words["money"] and any(c.dep_ == "nummod" for c in noun.children)

    def recipient(self, promise: _Promise, by: Entity) -> Entity | None:
        """To whom it is promised: the first other actor that the content or the predicate names beside it."""
        tokens = [promise.content, *dependencies.objects(promise.content)]
        if promise.content.pos_ in {"VERB", "AUX"} and (inner := complement(promise.content)) is not None:
            tokens += [inner, *dependencies.objects(inner)]
        candidates = [t for t in tokens if t.pos_ in {"NOUN", "PROPN", "PRON"}]
        for place in (*tokens, promise.anchor):
            candidates += dependencies.prepositional(place, *_TOWARD)
        candidates += [t for t in promise.content.subtree if t.head.lower_ in {"with", "to"} and t.dep_ == "pobj"]
        candidates += [c for t in candidates for c in t.children if c.dep_ == "poss"]
        candidates += [o for o in dependencies.objects(promise.anchor) if o != promise.content]
        if self._is_money(promise.content):  # for whom it is may be told by where: "for roads in Norland's south"
            candidates += [t for t in promise.content.subtree if t.dep_ == "poss" or t.head.lower_ == "in"]
        for token in candidates:
            for someone in self._parties(token):
                if someone.key != by.key and (someone.country is None or someone.country != by.country):
                    return someone
        return None

    def theme(self, promise: _Promise) -> str:
        """What kind of thing is promised: aid, support, or joint work."""
        lemmas = {t.lemma_.lower() for t in promise.content.subtree}
        if lemmas & _WORDS["aid"]:
            return "aid"
        return "support" if lemmas & _WORDS["support"] else "work"
