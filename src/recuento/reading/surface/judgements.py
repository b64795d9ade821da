"""What is said of the vote itself, and by whom: "dijo que los comicios fueron limpios", "según la OEA, el proceso carece de credibilidad".

| what is said                                                             | stance     |
|--------------------------------------------------------------------------|------------|
| that it is a fraud, a farce, rigged                                       | rejects    |
| that it was full of irregularities, illegitimate, neither free nor fair, fell short | questions  |
| that it was fair, clean, free, is the people's will; that there was no fraud   | recognises |

Read where the words of the judgement stand with a verb of being, having or lacking, in a clause about the vote. Who says it is the subject of
the verb of saying, or whoever is named right behind "según".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recuento.reading.entities.entity import Entity
from recuento.records.said import StanceKind
from recuento.records.text import Span

from .actors import Named
from .lexicon import SurfaceWords
from .objects import is_of_another_vote
from .quotations import Said
from .subjects import is_inside_marks, listed_from, subject_after, subjects_before

_LONGEST = 240
"""Characters of a clause in which a judgement is looked for."""
_BEFORE = 64
"""Characters before the words of a judgement in which its verb stands."""
_RIGHT_AFTER = 4
_LAST_WORDS = re.compile(r"(?:\w+ ){1,3}$")
_STOP = re.compile(r"[.;!?]\s")
_WORD = re.compile(r"\w+")
_THERE_WAS = "there_was"
_VERBS = {
    "fair": ("judged_to_be",),
    "wrongs": ("judged_to_be", _THERE_WAS),
    "lesser_wrongs": ("judged_to_be", "marred", _THERE_WAS),
}
"""By which verbs the words of each group are said of the vote."""

_OWN_VERBS: dict[str, tuple[StanceKind, StanceKind | None]] = {
    "lacks": (StanceKind.QUESTIONS, None),
    "reflects": (StanceKind.RECOGNISES, StanceKind.QUESTIONS),
    "no_reason_to_doubt": (StanceKind.RECOGNISES, StanceKind.RECOGNISES),
    "falls_short": (StanceKind.QUESTIONS, None),
    "unproven": (StanceKind.QUESTIONS, None),
    "neither_fair": (StanceKind.QUESTIONS, StanceKind.QUESTIONS),
}
"""What a verb says of the vote, and what it says denied."""

_OF_WHAT_FOLLOWS = frozenset({"lacks", "no_reason_to_doubt"})
"""Verbs whose vote may stand behind them: "no hay legitimidad en estas elecciones"."""

Judged = tuple[Entity, StanceKind, Span]


def find_judgements(
    text: str, sentences: Sequence[Span], named: Named, words: SurfaceWords, said: Sequence[Said]
) -> Iterator[Judged]:
    """Who says what of the vote: in clauses of speech, behind "según", and in their own words."""
    for sentence in sentences:
        for found in (_in_clauses, _as_a_view, _before_its_cue):
            for who, kind, span in found(text, sentence, named, words):
                if not is_of_another_vote(text, *span, named, words):
                    yield who, kind, span
    for quotation in said:
        if quotation.speaker is not None:
            yield from _in_own_words(text, quotation.span, quotation.speaker, named, words)


def judgement(text: str, start: int, end: int, words: SurfaceWords) -> StanceKind | None:
    """What a stretch of text says of the vote that it is about; None where nothing, or of something else."""
    end = min(end, start + _LONGEST)
    if words["owes"].search(text, start, end) is not None:
        return StanceKind.QUESTIONS  # "debe respetarse con la publicación de las actas"
    if words["of_the_judged"].search(text, start, end) is None:
        return (
            _by_its_words(text, start, end, words)
            if words["said_at_once"].match(text[start : start + _BEFORE].rsplit(" ", 1)[0])
            else None
        )
    return _by_its_verb(text, start, end, words) or _by_its_words(text, start, end, words)


def _by_its_verb(text: str, start: int, end: int, words: SurfaceWords) -> StanceKind | None:
    """As in "carece de legitimidad", "refleja la voluntad popular", "no cumplió los estándares"."""
    for name, (told, denied) in _OWN_VERBS.items():
        for match in words[name].finditer(text, start, end):
            behind = name in _OF_WHAT_FOLLOWS and words["of_the_judged"].search(
                text, match.end(), min(end, match.end() + _BEFORE)
            )
            if behind or _is_of_the_vote(text, start, match.start(), words):
                return denied if _is_denied(text, start, match.start(), words) else told
    return None


def _by_its_words(text: str, start: int, end: int, words: SurfaceWords) -> StanceKind | None:
    """As in "fue un fraude", "estuvo plagado de irregularidades", "fueron limpios", "no hubo fraude"."""
    for group, said, denied in (
        ("wrongs", StanceKind.REJECTS, StanceKind.RECOGNISES),
        ("lesser_wrongs", StanceKind.QUESTIONS, None),
        ("fair", StanceKind.RECOGNISES, StanceKind.QUESTIONS),
    ):
        for match in words[group].finditer(text, start, end):
            if words["neither_fair"].match(text, match.start()):
                continue  # "ni libres ni justas" says by itself that it is denied
            at_once = group == "wrongs" and words["said_at_once"].match(text[start : match.start()])
            verb = start if at_once else _verb_before(text, start, match.start(), group, words)
            if verb is None or words["that"].search(text, start, verb):
                continue  # "es falso que hubo fraude": what is said of what is said
            if words["supposed_there"].search(text, start, verb):
                continue  # "no sé si hubo fraude"
            if words["lacks"].search(text, max(start, verb - _RIGHT_AFTER), match.end()):
                continue  # "no hay legitimidad en esta farsa"
            kind = denied if _is_denied(text, start, verb, words) else said
            if kind is not None:
                return kind
    return None


def _verb_before(text: str, start: int, at: int, group: str, words: SurfaceWords) -> int | None:
    """Where the verb stands that says the words of a judgement of the vote, right before them."""
    before = text[max(start, at - _BEFORE) : at]
    for name in _VERBS[group]:
        found = words[name].search(before)
        verb = at - len(before) + found.start() if found is not None else 0
        if found is not None and (name == _THERE_WAS or _is_of_the_vote(text, start, verb, words)):
            return verb
    return None


def _is_of_the_vote(text: str, start: int, verb: int, words: SurfaceWords) -> bool:
    """Whether the vote is what a verb is said of: not "la protesta tras las elecciones fue una farsa"."""
    for noun in words["of_the_judged"].finditer(text, start, verb):
        near = _LAST_WORDS.search(text[max(start, noun.start() - 40) : noun.start()])
        if not set(near.group().lower().split() if near else ()) & words.lists["prepositions"]:
            return True
    return False


def _is_denied(text: str, start: int, at: int, words: SurfaceWords) -> bool:
    return words["denied_there"].search(text, max(start, at - 24), at) is not None


def _in_own_words(text: str, span: Span, speaker: Entity, named: Named, words: SurfaceWords) -> Iterator[Judged]:
    """What the sentences of a quotation say of the vote."""
    start = span[0]
    for stop in (*_STOP.finditer(text, *span), None):
        end = span[1] if stop is None else stop.end()
        kind = judgement(text, start, end, words)
        if kind is not None and not is_of_another_vote(text, start, end, named, words):
            yield speaker, kind, span
        start = end


def _in_clauses(text: str, sentence: Span, named: Named, words: SurfaceWords) -> Iterator[Judged]:
    """As in "la Unión Europea consideró que la reelección carece de legitimidad"."""
    for verb in words["says_that"].finditer(text, *sentence):
        if is_inside_marks(text, sentence[0], verb.start()) or _is_denied(text, sentence[0], verb.start(), words):
            continue
        clause = verb.end(), _end_of_clause(text, verb.end(), sentence[1], words)
        kind = judgement(text, *clause, words)
        if kind is None:
            continue
        who = subjects_before(named, text, words, sentence, verb.start())
        saying = _WORD.match(text, verb.start())
        after = subject_after(named, text, saying.end(), verb.end()) if saying is not None and not who else None
        for one in [*who, *([after] if after is not None else [])]:
            yield one, kind, (verb.start(), clause[1])


def _as_a_view(text: str, sentence: Span, named: Named, words: SurfaceWords) -> Iterator[Judged]:
    """As in "según la OEA, el proceso carece de credibilidad", and with "según la OEA" behind it."""
    for link in words["whose_view"].finditer(text, *sentence):
        mentions = named.phrases_within(link.end(), sentence[1])
        if not mentions or mentions[0].phrase[0] - link.end() > _RIGHT_AFTER:
            continue
        who = listed_from(text, mentions, 0, words)
        rest = text[who[-1].phrase[1] : sentence[1]]
        if rest.startswith(","):
            clause = who[-1].phrase[1] + 1, sentence[1]
        elif not rest.strip(' .”»"'):
            clause = sentence[0], link.start()
        else:
            continue
        kind = judgement(text, *clause, words)
        if kind is not None:
            yield from ((m.who, kind, clause) for m in who)


def _before_its_cue(text: str, sentence: Span, named: Named, words: SurfaceWords) -> Iterator[Judged]:
    """As in "la votación fue una “pantomima”, declaró el presidente de Chile": what stands before the verb of saying is said."""
    for cue in words["says"].finditer(text, *sentence):
        comma = text[max(sentence[0], cue.start() - 3) : cue.start()].rstrip()
        if not comma.endswith(","):
            continue
        speaker = subject_after(named, text, cue.end(), sentence[1])
        clause = sentence[0], cue.start() - 1
        kind = judgement(text, *clause, words) if speaker is not None else None
        if kind is not None and speaker is not None:
            yield speaker, kind, clause


def _end_of_clause(text: str, start: int, limit: int, words: SurfaceWords) -> int:
    stop = words["next_clause"].search(text, start, limit)
    return stop.start() if stop is not None else limit


def may_judge(who: Entity, kind: StanceKind, contest_country: str | None) -> bool:
    """Whether a judgement of theirs is a stance: praise by those who held the vote, or whose side won, is none."""
    if kind is not StanceKind.RECOGNISES:
        return who.kind != "authority"
    return who.kind in {"government", "organisation", "person"} and who.country not in {None, contest_country}
