"""Who has which share or count: each figure goes to whoever is named last before it, or right after "N% para" and "frente al N% de"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer import lookup as names
from recuento.records.text import Article, Span

from .actors import Named
from .lexicon import SurfaceWords
from .mention import Mention
from .subjects import is_free, list_ending_at

_LISTED = re.compile(r"(?<![\w.,])(\d{1,2}[.,]\d{1,2})(?= *(?:\*|$|\n))", re.MULTILINE)
_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d.,]?\d)")
_BESIDE = re.compile(r"\s*(?:\([^()]{1,12}\))?\s*[,(–-]?\s*")
POLL_WORDS = 2
"""So many different words of polls make an article one about a poll."""
_NAME = re.compile(r"\w+")
_AGE = re.compile(r", de \d{1,3} años,?")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_SOME_WORDS = re.compile(r"(?:[^\W\dA-ZÁÉÍÓÚÑ]+ ){1,3}")
_THOUSANDS = re.compile(r"(\d{1,3}) [^\W\d]+ (\d{1,3})")
_ANDS = ("y ", "e ")
_A_LIST = 2
_NEAR, _FAR, _AT_ONCE = 42, 200, 2


@dataclass(frozen=True)
class SurfaceFigure:
    """A figure of somebody: share in percent or count of votes, with its hedge, its sentence and where it begins."""

    who: Entity
    span: Span
    at: int
    share: float | None = None
    votes: int | None = None
    bound: str = "exact"


@dataclass(frozen=True)
class FoundFigure:
    """A share or count of votes with its hedge, before anybody says whose."""

    start: int
    end: int
    share: float | None
    votes: int | None
    bound: str = "exact"


def find_figures(
    article: Article, sentences: Sequence[Span], named: Named, words: SurfaceWords
) -> Iterator[SurfaceFigure]:
    """The figures of each sentence, with whose they are; those of turnouts, polls, seats and counts so far are left out."""
    text = article.text
    for sentence, figures in groupby(figures_that_may_be_votes(article, sentences, words), key=itemgetter(0)):
        told: list[SurfaceFigure] = []
        here = [figure for _, figure in figures]
        in_turn = _respectively(text, here, sentence, named, words)
        for figure in here:
            who = in_turn.get(figure.start) or _whose(text, figure, sentence, named, words)
            if who is not None:
                told.append(SurfaceFigure(who, sentence, figure.start, figure.share, figure.votes, figure.bound))
        yield from _together(told)


def figures_that_may_be_votes(
    article: Article, sentences: Sequence[Span], words: SurfaceWords
) -> Iterator[tuple[Span, FoundFigure]]:
    """The figures that may be somebody's votes, with their sentences."""
    text = article.text
    about_a_poll = len({m.group().lower() for m in words["polls"].finditer(text)}) >= POLL_WORDS
    year = _year_of(article)
    for sentence in sentences:
        found = _figures_in(text, sentence, words)
        if not found or _is_of_a_poll(text, sentence, words, about_a_poll=about_a_poll):
            continue
        if any(int(y) != year for y in _YEAR.findall(_IN_BRACKETS.sub(" ", text[slice(*sentence)]))):
            continue  # not of "(1997-2002)", when somebody was in office
        own = (f for f in found if not _is_something_else(text, f, sentence, words))
        yield from ((sentence, replace(f, bound=_bound(text, f, words))) for f in own)


def _figures_in(text: str, sentence: Span, words: SurfaceWords) -> list[FoundFigure]:
    shares = [
        FoundFigure(m.start(), m.end(), _number(m.group(1)), None) for m in words["share"].finditer(text, *sentence)
    ]
    if len(shares) >= _A_LIST:  # in a list of shares some have no sign
        shares += [
            FoundFigure(m.start(), m.end(), _number(m.group(1)), None) for m in _LISTED.finditer(text, *sentence)
        ]
    if shares:  # the other half of a score may have none: "con 51,2%, seguido de Soto con 44,2"
        shares += [
            FoundFigure(m.start(1), m.end(1), _number(m.group(1)), None)
            for m in words["bare_share"].finditer(text, *sentence)
        ]
    found = (_of_millions(m, words) for m in words["millions"].finditer(text, *sentence))
    millions = [figure for figure in found if figure is not None]
    votes = [
        FoundFigure(m.start(), m.end(), None, _count(m.group(1)))
        for m in words["count"].finditer(text, *sentence)
        if not any(f.start <= m.start() < f.end for f in millions)
    ]
    if votes or millions:
        votes += [
            FoundFigure(m.start(1), m.end(1), None, _count(m.group(1)))
            for m in words["bare_count"].finditer(text, *sentence)
        ]
    unique = {f.start: f for f in (*shares, *millions, *votes) if f.share is None or f.share <= 100}
    return sorted(unique.values(), key=lambda f: f.start)


def _number(written: str) -> float:
    return float(written.replace(",", "."))


def _count(written: str) -> int:
    """As in "5.150.092", "5 150 092", "111 mil 36"."""
    worded = _THOUSANDS.fullmatch(written)
    return int(worded.group(1)) * 1000 + int(worded.group(2)) if worded else int(re.sub(r"\D", "", written))


def _of_millions(match: re.Match[str], words: SurfaceWords) -> FoundFigure | None:
    """As in "cinco millones, 111 mil 036 votos"; of "5,1 millones" only with the word for votes."""
    first, thousands, rest, unit = match.groups()
    if unit is None and rest is None:
        return None
    millions = words.numbers[first] if first in words.numbers else _number(first)
    votes = round(millions * 1_000_000) + int(thousands or 0) * 1000 + int(rest or 0)
    return FoundFigure(match.start(), match.end(), None, votes)


def _is_of_a_poll(text: str, sentence: Span, words: SurfaceWords, *, about_a_poll: bool) -> bool:
    """Whether a sentence tells what people were asked; in an article about a poll all do that tell of no count."""
    if words["polls"].search(text, *sentence):
        return True
    return about_a_poll and words["counts"].search(text, *sentence) is None


def _year_of(article: Article) -> int | None:
    """The article's year, else the latest that it names."""
    if article.published is not None:
        return article.published.year
    return max((int(y) for y in _YEAR.findall(article.text)), default=None)


def _is_something_else(text: str, figure: FoundFigure, sentence: Span, words: SurfaceWords) -> bool:
    """Whether the words right beside a figure make it a turnout, a part counted, seats or a lead."""
    if words["voted_for"].match(text, figure.end):
        return False  # "el 51,2% de los electores votó por Vega"
    after = text[figure.end : min(sentence[1], figure.end + _NEAR)]
    own = words["of_votes"].match(after.lstrip())
    rest = after.lstrip()[own.end() :] if own else after
    rest = re.split(r"[,;.(:]| y | mientras | frente | contra ", rest)[0]
    before = re.split(r"[,;.(]| y ", text[max(sentence[0], figure.start - _NEAR) : figure.start])[-1]
    if got := list(words["got"].finditer(before)):
        before = before[got[-1].start() :]  # "con el 100% de las actas contadas al obtener el 59,2%"
    if words["not_shares"].search(rest) is not None or words["not_shares"].search(before) is not None:
        return True
    second = figure.share is not None and words["share"].search(text, sentence[0], figure.start) is not None
    lead = words["by_so_many"].search(before) is not None and words["score"].match(text, figure.end) is None
    if lead and not (second and words["theirs"].match(text, figure.end)):
        return True  # "venció por 44.058 votos": a lead; "por 58% a 36%" is a score
    place = words["in_a_place"].match(rest)
    whole = place is not None and names.find(_NAME.findall(rest[place.end() - 1 :]), words.language)
    in_part = place is not None and not (whole and whole[0].start == 0 and whole[0].entry.kind == "country")
    if in_part or words["range"].search(text, max(sentence[0], figure.start - 16), figure.start):
        return True
    if words["in_this_part"].match(text, sentence[0]):
        return True  # "en esta región, Vega obtuvo el 95%"
    part = words["in_a_part"].match(text, sentence[0])
    if part is not None and part.end() <= figure.start and not names.find(part.group(1).split(), words.language):
        return True  # "en San Pedro, Vega obtuvo el 60%"
    if words["of_other_things"].search(text, max(sentence[0], figure.start - _NEAR), figure.start):
        return True
    turnout = list(words["turnout"].finditer(text, sentence[0], figure.start))
    return bool(turnout) and words["got"].search(text, turnout[-1].end(), figure.start) is None


def _whose(text: str, figure: FoundFigure, sentence: Span, named: Named, words: SurfaceWords) -> Entity | None:
    """Whoever is named right after in "N% para X" and "frente al N% de X"; else the one who was named last before."""
    after = figure.end
    own = words["of_votes"].match(text, after + 1)
    after = own.end() if own else after
    link = words["voted_for"].match(text, figure.end) or words["theirs"].match(text, after)
    if link is not None:
        following = [m for m in named.within(after, sentence[1]) if _may_have(m, named)]
        if following and _leads_to(text, link.end(), following[0], words):
            first, *others = following
            person = others[0] if others and first.who.kind == "party" and others[0].who.kind == "person" else None
            # "frente al 41% del candidato de la Alianza, Salvador Nasralla"
            return person.who if person is not None and _BESIDE.fullmatch(text, first.end, person.start) else first.who
    if (fronted := _behind_a_fronted(text, figure, sentence, named, words)) is not None:
        return fronted
    if words["second_of_a_score"].search(text, max(sentence[0], figure.start - 40), figure.start):
        return _beaten(text, figure, sentence, named, words)
    if words["against"].search(text, max(sentence[0], figure.start - 20), figure.start):
        return None  # "frente al 44%": a rival's, who is not named right after
    return _before(text, figure, sentence, named, words)


def _behind_a_fronted(
    text: str, figure: FoundFigure, sentence: Span, named: Named, words: SurfaceWords
) -> Entity | None:
    """As in "con el 51,2% de los votos, Vega ganó": whoever is named right behind the comma."""
    before = text[sentence[0] : figure.start]
    if words["fronted"].search(before if len(before) <= _NEAR else f" {before[-_NEAR:]}") is None:
        return None
    behind = words["behind_fronted"].match(text, figure.end)
    following = [m for m in named.phrases_within(behind.end(), sentence[1]) if _may_have(m, named)] if behind else []
    if behind is None or not following or text[behind.end() :].startswith(_ANDS):
        return None  # "Vega, con 1,86%, y Soto, con 1,74%": a list
    return following[0].who if following[0].phrase[0] - behind.end() <= _AT_ONCE else None


def _beaten(text: str, figure: FoundFigure, sentence: Span, named: Named, words: SurfaceWords) -> Entity | None:
    """As in "derrotó a Soto por 51,2% a 44,2%": the second figure is theirs whom the first beat."""
    found = [m for m in named.within(max(sentence[0], figure.start - _FAR), figure.start) if _may_have(m, named)]
    if not found:
        return None
    last = found[-1]
    beat = words["beaten"].search(text, max(sentence[0], last.phrase[0] - _NEAR - _NEAR), last.phrase[0])
    return last.who if beat is not None else None


def _respectively(
    text: str, figures: Sequence[FoundFigure], sentence: Span, named: Named, words: SurfaceWords
) -> dict[int, Entity]:
    """As in "Vega y Soto obtuvieron 51,2% y 44,2%, respectivamente": each figure, by its place, in the order of the names."""
    if len(figures) < _A_LIST or words["respectively"].search(text, *sentence) is None:
        return {}
    before = [m for m in named.phrases_within(sentence[0], figures[0].start) if _may_have(m, named)]
    listed = list_ending_at(text, before, len(before) - 1, words) if before else []
    if len(listed) != len(figures):
        return {}
    return {figure.start: mention.who for figure, mention in zip(figures, listed, strict=True)}


def _before(text: str, figure: FoundFigure, sentence: Span, named: Named, words: SurfaceWords) -> Entity | None:
    """Whoever was named last before a figure, as who has it: not as whom somebody else beat, and not in an earlier clause."""
    start = max(sentence[0], figure.start - _FAR)
    clauses = list(words["boundaries"].finditer(text, start, figure.start))
    here = clauses[-1].end() if clauses else start
    found = [m for m in named.within(start, figure.start) if _may_have(m, named)]
    having = [
        m
        for m in found
        if is_free(text, words, m) or words["and_who"].match(text, m.end) or _is_given(text, m, figure, words)
    ]
    told_of_them = words["told_of_them"].search(text, here, figure.start)
    if not having or (
        having[-1].start < here and words["another"].search(text, here, figure.start) and not told_of_them
    ):
        return None
    owner = having[-1]
    if len(list_ending_at(text, found, found.index(owner), words)) > 1:
        return None  # "Vega y Soto obtuvieron 51,2% ...": whose of the two is not said
    gap = _AGE.sub(",", text[owner.end : figure.start])
    if words["that_another"].search(gap) and not told_of_them:
        return None  # "Luna señaló que los resultados ...": what she tells of somebody else
    if (of_a_thing := words["that_got"].search(gap)) is not None and gap[: of_a_thing.start()].strip(" ,)"):
        return None  # "pidió marcar la casilla, que obtuvo el 3,6%"
    at = found.index(owner)
    if at and owner.who.kind == "party" and found[at - 1].who.kind == "person":
        # "Gustavo Petro, Pacto Histórico 40,32%": the party stands with its candidate
        beside = (_BESIDE.fullmatch, words["of_a_party"].fullmatch)  # and "a Clara Soto del Partido Verde"
        owner = found[at - 1] if any(b(text, found[at - 1].end, owner.start) for b in beside) else owner
    return owner.who if words["bare"].fullmatch(gap) or words["gets"].search(gap) else None


def _is_given(text: str, mention: Mention, figure: FoundFigure, words: SurfaceWords) -> bool:
    """Whether a figure stands right at somebody to whom the victory is given, or who is set against the winner."""
    declared = list(words["declares_winner"].finditer(text, max(0, mention.phrase[0] - 120), mention.phrase[0]))
    if declared and words["declared_with"].match(text, mention.phrase[1], figure.start):
        return True
    given = words["given_to"].search(text, max(0, mention.phrase[0] - 80), mention.phrase[0])
    given = given or words["given_too"].search(text, max(0, mention.phrase[0] - _FAR), mention.phrase[0])
    return given is not None and words["bare"].fullmatch(text, mention.phrase[1], figure.start) is not None


def _leads_to(text: str, at: int, mention: Mention, words: SurfaceWords) -> bool:
    """Whether a name stands right there, or behind a title."""
    if mention.phrase[0] <= at + 2:
        return True
    between = text[at : mention.phrase[0]]
    # "frente al 49% de la derechista Clara Soto", "del empresario de radio Luis Prado", and not "por delante de Clara Soto"
    elsewhere = words.lists["prepositions"] - {"de"} | words.lists["ahead"]
    if _SOME_WORDS.fullmatch(between) and between.split()[0] != "de" and not elsewhere & set(between.split()):
        return True
    title = words["person_titles"].match(text, at)
    return title is not None and mention.phrase[0] - title.end() <= 8


def _may_have(mention: Mention, named: Named) -> bool:
    """Whether votes may be somebody's: not of whoever counts them, nor of who governs another state."""
    who = mention.who
    if who.key.startswith("side:") and mention.phrase[0] < mention.start:
        return False  # "el líder de la izquierda" is somebody, and not named
    abroad = who.kind == "person" and who.answers_for_a_state and who.country != named.contest_country is not None
    return who.kind in {"person", "party"} and who.key not in named.officials and not abroad


def _bound(text: str, figure: FoundFigure, words: SurfaceWords) -> str:
    before = text[max(0, figure.start - 24) : figure.start].rstrip()
    for bound in ("more_than", "less_than", "about"):
        found = list(words[bound].finditer(before))
        if found and len(before) - found[-1].end() <= 4:
            return bound
    return "exact"


def _together(told: Sequence[SurfaceFigure]) -> list[SurfaceFigure]:
    """A share and a count of one and the same in a sentence are one result."""
    merged: list[SurfaceFigure] = []
    for figure in told:
        twin = next(
            (
                m
                for m in merged
                if m.who is figure.who
                and (m.share is None) != (figure.share is None)
                and (m.votes is None) != (figure.votes is None)
            ),
            None,
        )
        if twin is None:
            merged.append(figure)
        else:
            both = replace(
                twin,
                share=twin.share if twin.share is not None else figure.share,
                votes=twin.votes if twin.votes is not None else figure.votes,
            )
            merged[merged.index(twin)] = both
    return merged
