"""Who is told to have been declared the winner, and who says that they won."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recuento.reading.entities.entity import Entity
from recuento.records.said import ON_THE_SURFACE
from recuento.records.text import Article, Span

from .actors import Named
from .lexicon import SurfaceWords
from .quotations import Said
from .subjects import is_inside_marks, subjects_after, subjects_before

_NEAR = 90
"""Characters from "proclamó" to whom."""
_NEXT, _LONGEST_NAME, _TITLE = 1, 60, 45
"""Characters to a name that follows at once, of it, and of the title before it."""


@dataclass(frozen=True)
class DeclaredWinner:
    """Somebody who was declared the winner, and by whom, where that is said."""

    who: Entity
    by: Entity | None
    span: Span


def find_declared(
    article: Article, sentences: Sequence[Span], named: Named, words: SurfaceWords
) -> Iterator[DeclaredWinner]:
    """The declarations by an electoral body, or by nobody named ("fue proclamado ganador")."""
    for sentence in sentences:
        yield from _declared_in_passing(article.text, sentence, named, words)
        yield from _told_by_a_body(article.text, sentence, named, words)
        for verb in words["declares_winner"].finditer(article.text, *sentence):
            end = min(sentence[1], verb.end() + _NEAR)
            if (told := words["that"].search(article.text, verb.end(), end)) is not None:
                end = told.start()
            if is_inside_marks(article.text, sentence[0], verb.start()):
                continue
            if words["of_a_win"].search(article.text, verb.start(), end) is None:
                continue  # "el consejo declaró a la prensa que ..."
            before = subjects_before(named, article.text, words, sentence, verb.start())
            if words["is_passive"].match(verb.group()) is not None:
                people = [w for w in before if w.kind == "person" and _may_win(w, named)]
                if len(people) == 1:
                    yield DeclaredWinner(people[0], _body_within(named, verb.end(), sentence[1]), sentence)
            elif (body := _body_among(before, named)) is not None:
                those = (m.who for m in named.within(verb.end(), end) if m.who.kind == "person")
                near = next((w for w in those if _may_win(w, named)), None)
                if near is not None:
                    yield DeclaredWinner(near, body, sentence)


def _may_win(who: Entity, named: Named) -> bool:
    """Whether somebody may have won the vote: not whoever counts it, nor whoever governs another state."""
    abroad = who.answers_for_a_state and who.country != named.contest_country is not None
    return who.key not in named.officials and not abroad


def _declared_in_passing(text: str, sentence: Span, named: Named, words: SurfaceWords) -> Iterator[DeclaredWinner]:
    """As in "Chile felicitó a Vega tras ser proclamado ganador": whoever is named last before."""
    for being in words["after_being"].finditer(text, *sentence):
        told = [m.who for m in named.within(sentence[0], being.start()) if m.who.kind == "person"]
        if told and not is_inside_marks(text, sentence[0], being.start()):
            yield DeclaredWinner(told[-1], _body_within(named, being.start(), sentence[1]), sentence)


def _told_by_a_body(text: str, sentence: Span, named: Named, words: SurfaceWords) -> Iterator[DeclaredWinner]:
    """As in "el consejo anunció que Bruno Vega ganó las elecciones": whoever is named right behind "que"."""
    for cue in words["announces_that"].finditer(text, *sentence):
        those = [m for m in named.phrases_within(cue.end(), sentence[1]) if m.who.kind == "person"]
        if not those or those[0].phrase[0] - cue.end() > _TITLE or is_inside_marks(text, sentence[0], cue.start()):
            continue
        if is_undone(text, sentence[0], cue.start(), words):
            continue  # "no informó que Vega ganó", "si el consejo anuncia que ..."
        body = _body_among(subjects_before(named, text, words, sentence, cue.start()), named)
        won = words["won_it"].match(text, those[0].phrase[1]) and not words["in_this_part"].match(text, sentence[0])
        if body is not None and won and _may_win(those[0].who, named):
            yield DeclaredWinner(those[0].who, body, sentence)


def _body_among(who: Sequence[Entity], named: Named) -> Entity | None:
    """The electoral body among the subjects of a declaration, or whose head one of them is."""
    body = next((w for w in who if w.kind == "authority"), None)
    return body or (named.authority if any(w.key in named.officials for w in who) else None)


def _body_within(named: Named, start: int, end: int) -> Entity | None:
    """The electoral body that is named first there."""
    return next((m.who for m in named.within(start, end) if m.who.kind == "authority"), None)


def told_winner(article: Article, named: Named, words: SurfaceWords) -> Entity | None:
    """Whose victory an article speaks of most, where it tells of no declaration; None where of nobody's, or of two alike."""
    told: Counter[str] = Counter()
    people = {m.who.key: m.who for m in named.mentions if m.who.kind == "person"}
    for win in words["won_by"].finditer(article.text):
        near = [m for m in named.within(win.end(), win.end() + _NEAR) if m.phrase[0] - win.end() <= 3]
        told.update(m.who.key for m in near[:1] if m.who.key in people)
    best = told.most_common(2)
    return people[best[0][0]] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def find_own_claims(
    article: Article, sentences: Sequence[Span], named: Named, words: SurfaceWords, said: Sequence[Said]
) -> Iterator[tuple[Entity, Span, str]]:
    """Who claims to have won, in whose sentence, and by which words; each once."""
    text = article.text
    told: dict[int, tuple[Entity, Span, str]] = {}
    for sentence in sentences:
        for who in _claimants(text, sentence, named, words):
            told.setdefault(id(who), (who, sentence, f"{ON_THE_SURFACE}claims-victory"))
    for quotation in said:
        speaker = quotation.speaker
        if speaker is None or speaker.kind not in {"person", "party"} or not _is_at_home(speaker, named):
            continue
        if speaker.key in named.officials:
            continue  # who heads the count has not won it
        for won in words["we_won"].finditer(text, *quotation.span):
            if not is_undone(text, quotation.span[0], won.start(), words):
                told.setdefault(id(speaker), (speaker, quotation.span, f"{ON_THE_SURFACE}we-won"))
    yield from told.values()


def _claimants(text: str, sentence: Span, named: Named, words: SurfaceWords) -> Iterator[Entity]:
    """The people and sides who are told to claim that they won."""
    for verb in words["claims_victory"].finditer(text, *sentence):
        if is_inside_marks(text, sentence[0], verb.start()) or is_undone(text, sentence[0], verb.start(), words):
            continue
        following = named.within(verb.end(), verb.end() + _LONGEST_NAME)
        if any(m.who.kind == "person" and m.start - verb.end() <= _NEXT for m in following):
            continue  # "dijo que ganó Vega"
        who = subjects_before(named, text, words, sentence, verb.start())
        for one in who or subjects_after(named, text, verb.end(), sentence[1], words):
            if one.kind in {"person", "party"} and one.key not in named.officials:
                yield one


def is_undone(text: str, start: int, at: int, words: SurfaceWords) -> bool:
    """Whether what follows is denied or only supposed: "no se proclamó", "si ganamos"."""
    return any(words[name].search(text, start, at) is not None for name in ("denied_there", "supposed_there"))


def _is_at_home(who: Entity, named: Named) -> bool:
    return who.country in {None, named.contest_country}
