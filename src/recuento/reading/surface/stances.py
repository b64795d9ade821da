"""Who takes which stance on the result: a verb of the lists, what must follow it, and its subject.

Denied ("no reconoció"), the entry's other stance is taken, or none; after "si", "podría", "antes de que" nothing is done yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recuento.reading.entities.entity import Entity
from recuento.records.names import fold
from recuento.records.said import StanceKind
from recuento.records.text import Article, Span

from .actors import Named
from .judgements import find_judgements, may_judge
from .lexicon import StanceWords, SurfaceWords
from .objects import WITHIN, follows_its_object, has_its_object, names_an_object
from .quotations import Said
from .subjects import REACH, is_inside_marks, listed_from, subjects_after, subjects_before

_ASIDE = re.compile(r", (?:cuy[oa]s?|que|quien|quienes)\b[^,]*,")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_AGENT_WITHIN, _OUTCOME_WITHIN, _SOME, _RIGHT_AFTER = 50, 70, 20, 16
_OPENS_WITH = 30
"""A verb this near the beginning of its sentence, with no subject there, is the last subject's."""


_OURS_TO_COME = ("emos", "é")
"""The endings of what a speaker will do."""
_NOT_YET = "not yet"
_TOWARD = frozenset({"outcome", "win", "anybody"})
"""Objects that are somebody's win, or somebody."""
_SAID_OF_IT = frozenset({"wrongs", "lesser_wrongs", "fair"})
"""What a result is called, by the names of the groups of words."""


@dataclass(frozen=True)
class SurfaceStance:
    """A stance as it is told."""

    who: Entity
    kind: StanceKind
    span: Span


def find_own_stances(
    article: Article, named: Named, words: SurfaceWords, declared: Entity | None, said: Sequence[Said]
) -> Iterator[SurfaceStance]:
    """The stances that speakers take in their own words: "no reconocemos el resultado"."""
    text = article.text
    for quotation in said:
        who = quotation.speaker
        if who is None:
            continue
        if who.answers_for_a_state and who.country != named.contest_country:
            yield from _of_the_own_state(article, quotation, who, named, words)
        for entry in words.stances:
            for at, kind in _in_own_words(text, quotation.span, entry, words):
                if not has_its_object(text, quotation.span, entry, at, named, words):
                    continue
                told: StanceKind | None = kind
                if entry.object in _TOWARD:
                    told = _toward(text, (at, quotation.span[1]), kind, named, words, declared)
                if told is not None and may_stand(who, told, named):
                    yield SurfaceStance(who, told, quotation.span)


def _of_the_own_state(
    article: Article, quotation: Said, who: Entity, named: Named, words: SurfaceWords
) -> Iterator[SurfaceStance]:
    """What a speaker says that the own state does: "“Brasil no reconocerá el resultado”, informó el ministerio brasileño"."""
    text, span = article.text, quotation.span
    for entry in words.stances:
        for verb, kind in _told(text, span, entry, words):
            doers = subjects_before(named, text, words, span, verb.start())
            own = any(d.country == who.country and d.kind == "government" for d in doers)
            if own and has_its_object(text, span, entry, verb.end(), named, words) and may_stand(who, kind, named):
                yield SurfaceStance(who, kind, span)


def _in_own_words(text: str, span: Span, entry: StanceWords, words: SurfaceWords) -> Iterator[tuple[int, StanceKind]]:
    """Where a speaker's own verb of an entry ends, and the stance that it tells: "no reconocemos", "no aceptaremos"."""
    found = entry.own.search(text, *span) if entry.own is not None else None
    if found is not None:
        denied = words["denied"].search(text, span[0], found.start()) is not None
        kind = entry.denied if denied else entry.stance
        if kind is not None:
            put_off = denied and words["until"].search(text, found.end(), span[1])
            yield found.end(), StanceKind.QUESTIONS if put_off and kind is StanceKind.REJECTS else kind
    for verb in entry.to_come.finditer(text, *span) if entry.to_come is not None else ():
        ours = verb.group().split()[0].endswith(_OURS_TO_COME)
        kind = _to_come(text, span, entry, verb, words) if ours else None
        if kind is not None:
            yield verb.end(), kind


def find_stances(
    article: Article,
    sentences: Sequence[Span],
    named: Named,
    words: SurfaceWords,
    winner: Entity | None,
    declared: Entity | None,
    said: Sequence[Said],
) -> Iterator[SurfaceStance]:
    """The stances of each sentence that is about the vote; the winner takes none on the own win.

    `declared`: the winner, where a declaration is told.
    """
    year = article.published.year if article.published is not None else None
    last: list[Entity] = []
    before: list[SurfaceStance] = []
    of_now = [s for s in sentences if _is_of_now(article.text, s, year, words)]
    for sentence in of_now:
        found = list(_in_sentence(article.text, sentence, named, words, declared, last))
        found = found or list(_in_the_same_way(article.text, sentence, named, words, before))
        before = found
        yield from (s for s in found if s.who is not winner and may_stand(s.who, s.kind, named))
        if found:
            last = list({id(s.who): s.who for s in found}.values())
        elif mentions := [m for m in named.phrases_within(*sentence) if m.who.kind in {"person", "government"}]:
            last = [mentions[0].who]
    for who, kind, span in find_judgements(article.text, of_now, named, words, said):
        if who is not winner and may_stand(who, kind, named) and may_judge(who, kind, named.contest_country):
            yield SurfaceStance(who, kind, span)


def _in_the_same_way(
    text: str, sentence: Span, named: Named, words: SurfaceWords, before: Sequence[SurfaceStance]
) -> Iterator[SurfaceStance]:
    """As in "Del mismo modo se pronunció el presidente de Uruguay": what the last stance of the sentence before was."""
    same = words["same_way"].search(text, *sentence) if before else None
    if same is not None and not is_inside_marks(text, sentence[0], same.start()):
        for who in subjects_after(named, text, same.end(), sentence[1], words):
            yield SurfaceStance(who, before[-1].kind, sentence)


def _in_sentence(
    text: str, sentence: Span, named: Named, words: SurfaceWords, declared: Entity | None, last: Sequence[Entity]
) -> Iterator[SurfaceStance]:
    entries = [e for e in words.stances if names_an_object(text, sentence, e, words)]
    below = [m.span() for e in entries if e.governed is not None for m in e.governed.finditer(text, *sentence)]
    for entry in entries:
        for verb, said in _told(text, sentence, entry, words):
            if any(s <= verb.start() and verb.end() < e for s, e in below):
                continue  # "rechazó reconocer": what was refused is told by the verb below
            fronted = follows_its_object(text, sentence, entry, verb.start(), words)
            if not fronted and not has_its_object(text, sentence, entry, verb.end(), named, words):
                continue
            doers = _who_does(text, sentence, verb, named, words, last)
            none_of_them = _is_none_of(text, named, words, doers, verb)
            kind = _of_none(text, sentence, entry, verb, said, words) if none_of_them else said
            done_to = verb.end(), min(sentence[1], verb.end() + WITHIN)
            told = _toward(text, done_to, kind, named, words, declared) if entry.object in _TOWARD else kind
            if told is not None:
                yield from (SurfaceStance(one, told, _span_of(text, sentence, verb, words)) for one in doers)
        yield from _by_somebody(text, sentence, entry, named, words, declared)
        yield from _of_whom(text, sentence, entry, named, words)


def _toward(
    text: str, stretch: Span, kind: StanceKind | None, named: Named, words: SurfaceWords, declared: Entity | None
) -> StanceKind | None:
    """The stance on the announced result that an act toward somebody is, where the stretch of what it is done to says whose win it is.

    Toward the declared winner it is what it says. Who recognises somebody else as the winner rejects the result; whatever else is
    done to somebody else ("no reconoció a Soto como presidenta", "felicitó a Soto por su campaña") says nothing of it.
    """
    for mention in (m for m in named.phrases_within(*stretch) if m.who.kind == "person"):
        before = text[stretch[0] : mention.phrase[0]]
        of_a_win = words["win_of"].search(before) is not None
        if not of_a_win and before.strip().lower() not in words.lists["personal"]:
            continue
        if declared is None or _may_be(mention.who, declared):
            return kind
        as_winner = of_a_win or words["as_winner"].match(text, mention.phrase[1])
        return StanceKind.REJECTS if as_winner and kind is StanceKind.RECOGNISES else None
    return kind


def _may_be(who: Entity, other: Entity) -> bool:
    """Whether two people may be one: they are, or share a word of their names."""
    return who is other or bool({fold(w) for w in who.words} & {fold(w) for w in other.words})


def _by_somebody(
    text: str, sentence: Span, entry: StanceWords, named: Named, words: SurfaceWords, declared: Entity | None
) -> Iterator[SurfaceStance]:
    """What is told with its doer behind "por": "rechazado por Chile", "la queja presentada por Soto"."""
    for verb in entry.passive.finditer(text, *sentence) if entry.passive is not None else ():
        done_to = max(sentence[0], verb.start() - _OUTCOME_WITHIN), verb.start()
        for who, said in _of_passive(text, sentence, entry, verb, named, words):
            kind = _toward(text, done_to, said, named, words, declared)
            if kind is None:
                continue
            yield SurfaceStance(who, kind, (sentence[0], _end_of(text, sentence, verb.end(), words)))
    for verb in entry.said_of.finditer(text, *sentence) if entry.said_of is not None else ():
        if words["outcome"].search(text, *sentence) and not is_inside_marks(text, sentence[0], verb.start()):
            for who in _agents(text, sentence, verb.end(), named, words):
                yield SurfaceStance(who, entry.stance, (verb.start(), _end_of(text, sentence, verb.end(), words)))


def _of_whom(
    text: str, sentence: Span, entry: StanceWords, named: Named, words: SurfaceWords
) -> Iterator[SurfaceStance]:
    """What is told with its doer behind "de": "las denuncias de fraude de Soto", "las felicitaciones de Cuba y Nicaragua"."""
    for noun in entry.of_whom.finditer(text, *sentence) if entry.of_whom is not None else ():
        mentions = named.phrases_within(noun.end(), sentence[1])
        told = entry.object is None or words[entry.object].search(text, *sentence)
        if told and mentions and mentions[0].phrase[0] - noun.end() <= _RIGHT_AFTER:
            if is_inside_marks(text, sentence[0], noun.start()) or _denied(text, sentence, noun.start(), words):
                continue
            if entry.then is not None and entry.then.match(text, mentions[0].phrase[1], sentence[1]) is None:
                continue
            for mention in listed_from(text, mentions, 0, words):
                yield SurfaceStance(mention.who, entry.stance, (noun.start(), mention.phrase[1]))


def may_stand(who: Entity, kind: StanceKind, named: Named) -> bool:
    """Whether somebody's stance counts: whoever speaks for a state or organisation, a side, a party, or a person at home.

    Of a court that upholds a result it does; of whoever counts, and of those who head a count, nothing: nobody doubts the own.
    """
    if kind is StanceKind.RECOGNISES and who.kind == "person" and who.country is None and len(who.words) == 1:
        return False  # of whom no more is told than one name: they may be from anywhere
    if who.kind == "authority" or who.key in named.officials:
        return kind is StanceKind.RECOGNISES and named.words["judges"].search(who.name) is not None
    at_home = who.answers_for_a_state or who.country in {None, named.contest_country}
    return who.kind in {"government", "organisation", "party"} or (
        who.kind == "person" and bool(named.contest_country) and at_home
    )


# ---- the verb and what it says -------------------------------------------------------------------------------------


def _told(
    text: str, sentence: Span, entry: StanceWords, words: SurfaceWords
) -> Iterator[tuple[re.Match[str], StanceKind]]:
    """The verbs of an entry in a sentence, outside quotation marks, each with the stance that it tells."""
    ways = (entry.told, _done), (entry.afterwards, _done_before), (entry.to_come, _to_come), (entry.governed, _governed)
    for pattern, kind_of in ways:
        for verb in pattern.finditer(text, *sentence) if pattern is not None else ():
            if is_inside_marks(text, sentence[0], verb.start()) or _is_a_noun(text, sentence, verb, words):
                continue
            kind = kind_of(text, sentence, entry, verb, words)
            if kind is not None:
                yield verb, kind


def _is_a_noun(text: str, sentence: Span, verb: re.Match[str], words: SurfaceWords) -> bool:
    """Whether what looks like a verb is a noun: "la condena", "una demanda"."""
    before = _words_before(text, sentence, verb.start())[-1:]
    noun = verb.group().lower() in words.lists["also_nouns"]
    return noun and bool(before) and before[0].lower() in words.lists["before_nouns"]


def _words_before(text: str, sentence: Span, at: int) -> list[str]:
    return re.findall(r"\w+", text[max(sentence[0], at - 40) : at])[-3:]


def _denied(text: str, sentence: Span, at: int, words: SurfaceWords) -> str | None:
    """The word that denies what follows at once; "still not" where it is only not done yet."""
    near = _words_before(text, sentence, at)
    while near and near[-1].lower() in words.lists["clitics"]:
        near.pop()
    if not near or near[-1].lower() not in words.lists["denies"]:
        return None
    return _NOT_YET if any(word.lower() in words.lists["not_yet"] for word in near) else near[-1]


def _is_supposed(text: str, sentence: Span, at: int, words: SurfaceWords) -> bool:
    return words["if"].search(text[max(sentence[0], at - 40) : at]) is not None


def _done(text: str, sentence: Span, entry: StanceWords, verb: re.Match[str], words: SurfaceWords) -> StanceKind | None:
    """As in "reconoció", "no reconoció", "aún no ha reconocido"."""
    denied = _denied(text, sentence, verb.start(), words)
    if denied is None:
        return None if _is_supposed(text, sentence, verb.start(), words) else entry.stance
    if entry.denied is not StanceKind.REJECTS:
        return None if denied == _NOT_YET else entry.denied
    put_off = denied == _NOT_YET or words["until"].search(text, verb.end(), sentence[1])
    return StanceKind.QUESTIONS if put_off else StanceKind.REJECTS


def _done_before(
    text: str, sentence: Span, entry: StanceWords, verb: re.Match[str], words: SurfaceWords
) -> StanceKind | None:
    """As in "luego de que otros mandatarios reconocieran el triunfo"."""
    if words["after_that"].search(text, max(sentence[0], verb.start() - REACH), verb.start()) is None:
        return None
    return None if _denied(text, sentence, verb.start(), words) else entry.stance


def _to_come(
    text: str, sentence: Span, entry: StanceWords, verb: re.Match[str], words: SurfaceWords
) -> StanceKind | None:
    """As in "no reconocerá": what will be done is not done, and what will not be is refused."""
    denied = _denied(text, sentence, verb.start(), words)
    if denied is None or entry.refused is None:
        return None
    put_off = denied == _NOT_YET or words["until"].search(text, verb.end(), sentence[1])
    return StanceKind.QUESTIONS if put_off else entry.refused


def _governed(
    text: str, sentence: Span, entry: StanceWords, verb: re.Match[str], words: SurfaceWords
) -> StanceKind | None:
    """As in "decidió reconocer", "se negó a reconocer", "evitó reconocer"."""
    if _denied(text, sentence, verb.start(), words) or _is_supposed(text, sentence, verb.start(), words):
        return None
    if verb["governs"] is not None or verb["having_done"] is not None:
        return entry.stance
    if entry.refused is not StanceKind.REJECTS:
        return None
    put_off = verb["withholds"] is not None or words["until"].search(text, verb.end(), sentence[1])
    return StanceKind.QUESTIONS if put_off else StanceKind.REJECTS


# ---- who does it ---------------------------------------------------------------------------------------------------


def _who_does(
    text: str, sentence: Span, verb: re.Match[str], named: Named, words: SurfaceWords, last: Sequence[Entity]
) -> list[Entity]:
    first = (verb.groupdict().get("governs") or "").lower().startswith("primer")
    if first or words["that_one"].search(text, sentence[0], verb.start()):
        was = words["was_the_one"].search(text, verb.end(), sentence[1])
        if (
            was is not None
        ):  # "los primeros en felicitarlo fueron Chile y Perú", "otro que no lo reconoce es Hugo Lorca"
            return subjects_after(named, text, was.end(), sentence[1], words)
    who = subjects_before(named, text, words, sentence, verb.start())
    if not who:
        who = subjects_after(named, text, verb.end(), sentence[1], words)
    unnamed = words["another"].search(text, sentence[0], verb.start()) or named.within(sentence[0], verb.start())
    if not who and not unnamed and verb.start() - sentence[0] <= _OPENS_WITH:
        alone = len(last) == 1 and last[0].kind == "person"
        who = [] if alone and verb.group().endswith("ron") else list(last)  # "exigieron" is of several
    return [*who, *_joining_in(text, sentence, verb, named, words)] if who else []


def _joining_in(text: str, sentence: Span, verb: re.Match[str], named: Named, words: SurfaceWords) -> list[Entity]:
    """As in "no reconocerá el resultado, tampoco Chile y Colombia": the states that a sentence names behind such a word."""
    found: list[Entity] = []
    for joins in words["joins_in"].finditer(text, verb.end(), sentence[1]):
        mentions = named.phrases_within(joins.end(), sentence[1])
        if not mentions or text[joins.end() : mentions[0].phrase[0]].strip() or mentions[0].who.kind == "person":
            continue
        listed = listed_from(text, mentions, 0, words)
        if words["ends_a_list"].match(text, listed[-1].phrase[1], sentence[1]):
            found += [m.who for m in listed]
    return found


def _is_none_of(text: str, named: Named, words: SurfaceWords, who: Sequence[Entity], verb: re.Match[str]) -> bool:
    """Whether a list of subjects begins with "ni": none of them does it."""
    at = verb.start()
    named_at = [m.phrase[0] for m in named.within(max(0, at - REACH), at) if who and m.who is who[0]]
    return bool(named_at) and words["neither"].search(text, max(0, named_at[-1] - 12), named_at[-1]) is not None


def _of_none(
    text: str, sentence: Span, entry: StanceWords, verb: re.Match[str], kind: StanceKind, words: SurfaceWords
) -> StanceKind | None:
    """What is told of "ni Chile ni Perú reconocieron": that it is denied, or put off with "todavía"."""
    if kind is not entry.stance or entry.denied is None:
        return None
    near = {w.lower() for w in re.findall(r"\w+", text[verb.end() : min(sentence[1], verb.end() + 16)])}
    put_off = near & words.lists["not_yet"] or words["until"].search(text, verb.end(), sentence[1])
    return StanceKind.QUESTIONS if put_off and entry.denied is StanceKind.REJECTS else entry.denied


def _of_passive(
    text: str, sentence: Span, entry: StanceWords, verb: re.Match[str], named: Named, words: SurfaceWords
) -> list[tuple[Entity, StanceKind]]:
    """As in "el resultado, cuestionado por la OEA": whoever stands behind the "por" that follows soon."""
    kind = _done(text, sentence, entry, verb, words)
    if kind is None or is_inside_marks(text, sentence[0], verb.start()):
        return []
    told = words["election"] if entry.object in _SAID_OF_IT else words["outcome"]
    if told.search(text, max(sentence[0], verb.start() - _OUTCOME_WITHIN), verb.start()) is None:
        return []
    if entry.object in _SAID_OF_IT:
        called = words[entry.object]
        before = max(sentence[0], verb.start() - _OUTCOME_WITHIN), verb.start()
        # "fue calificada de fraudulenta por Chile", "el fraude denunciado por Soto"
        if not called.search(text, verb.end(), min(sentence[1], verb.end() + _AGENT_WITHIN)) and not called.search(
            text, *before
        ):
            return []
    beside = named.within(max(sentence[0], verb.start() - _OUTCOME_WITHIN), verb.start())
    beside = [] if words["is_passive"].match(verb.group()) else beside
    before_it = kind is StanceKind.RECOGNISES and beside and beside[-1].who.kind == "person"
    if before_it and not text[beside[-1].end : verb.start()].strip(" ,"):
        return []  # "el conservador Vega, respaldado por Chile": a candidate has friends before any result
    return [(who, kind) for who in _agents(text, sentence, verb.end(), named, words)]


def _agents(text: str, sentence: Span, at: int, named: Named, words: SurfaceWords) -> list[Entity]:
    """Those behind the "por" that follows soon."""
    by = words["by_whom"].search(text, at, min(sentence[1], at + _AGENT_WITHIN))
    agents = named.phrases_within(by.end() - 4, sentence[1]) if by is not None else []
    if by is None or not agents or not -4 <= agents[0].phrase[0] - by.end() <= 6:
        return []
    return [m.who for m in listed_from(text, agents, 0, words)]


def _is_of_now(text: str, sentence: Span, year: int | None, words: SurfaceWords) -> bool:
    """Whether a sentence does not date itself into another year than the article's."""
    if words["long_ago"].search(_ASIDE.sub(" ", text[slice(*sentence)])):
        return False
    told = {int(y) for y in _YEAR.findall(text[slice(*sentence)])}
    return not told or year is None or any(abs(y - year) <= 1 for y in told)


def _span_of(text: str, sentence: Span, verb: re.Match[str], words: SurfaceWords) -> Span:
    """From the verb, with what denies it, to the end of its clause."""
    denied = words["denied"].search(text, sentence[0], verb.start())
    return (denied.start() if denied else verb.start()), _end_of(text, sentence, verb.end(), words)


def _end_of(text: str, sentence: Span, at: int, words: SurfaceWords) -> int:
    """The end of the clause that a verb begins: where the next begins, after some words."""
    stop = words["next_clause"].search(text, at + _SOME, sentence[1]) if at + _SOME < sentence[1] else None
    return stop.start() if stop is not None else sentence[1]
