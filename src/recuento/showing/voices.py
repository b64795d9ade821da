"""Who stands where, what was pledged and declared, and every quotation, each with the sentence that shows it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from recuento.records.inert import one_line
from recuento.records.said import UNSURE, Quotation, Reading, StanceKind
from recuento.records.stories import once_a_story
from recuento.records.text import Span
from recuento.records.verdict import Reaction

from .articles import NO_CARRIERS, Carriers, Library, Place
from .numbers import Numbers
from .passages import Part, passage
from .private import A_PERSON, unblank

STANCES = {
    StanceKind.RECOGNISES: ("Recognise", "they congratulate the declared winner, recognise or accept the result"),
    StanceKind.QUESTIONS: ("Question", "they doubt the result, or ask for tally sheets, verification or a recount"),
    StanceKind.REJECTS: ("Reject", "they refuse to recognise it, call it a fraud, or recognise the rival"),
    StanceKind.NEUTRAL: ("Stay neutral", "they take note or urge calm, and say nothing more"),
}
"""A stance as the heading of those who take it, and what puts them there."""

_MAY = {
    StanceKind.RECOGNISES: "may recognise",
    StanceKind.QUESTIONS: "may question",
    StanceKind.REJECTS: "may reject",
    StanceKind.NEUTRAL: "may stay neutral",
}

TO_CHECK = "to_check"
_UNSURE = "no rule found a stance of theirs, but their words are like those of stances: read them, they count nowhere"

_OWN_WORDS = 6
"""So many words in a row are nobody else's: a quotation of that length is the same wherever it stands."""

_COST_OF_A_QUOTATION = 500
"""What a quotation takes on the page beside its own words: who speaks, where, and the rest of the sentence."""

VOICES = {"attributed": "as somebody in the article says", "reporter": "in the reporter's own words"}


@dataclass(frozen=True)
class Stand:
    """One actor's stance, with the sentence that shows it and what else they were read to say."""

    who: str
    country: str
    date: str
    passage: tuple[Part, ...]
    place: Place | None
    more: str
    otherwise: str
    iso: str = ""


@dataclass(frozen=True)
class StanceGroup:
    """Everybody with one stance."""

    kind: str
    title: str
    explain: str
    stands: tuple[Stand, ...]

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries and organisations by name, each once; an actor of none goes by their own name."""
        return tuple(dict.fromkeys(stand.country or stand.who for stand in self.stands))


@dataclass(frozen=True)
class Tie:
    """A pledge, or how two states or actors stand to each other."""

    kind: str
    who: str
    whom: str
    what: str
    sectors: str
    status: str
    voice: str
    passage: tuple[Part, ...]
    place: Place | None
    more: str = ""


@dataclass(frozen=True)
class Said:
    """A quotation in its sentence; `also` is where else in the same story it stands."""

    speaker: str
    about: str
    kind: str
    passage: tuple[Part, ...]
    place: Place | None
    also: Carriers = NO_CARRIERS


@dataclass(frozen=True)
class Voices:
    """The quotations of one story, each once; `also` is who carried it beside `origin`."""

    origin: str
    title: str
    anchor: str
    quotations: tuple[Said, ...]
    also: Carriers = NO_CARRIERS


# --- stances --------------------------------------------------------------------------------------------------------


def stances(
    reactions: Sequence[Reaction], library: Library, numbers: Numbers, hide: Callable[[str], str]
) -> tuple[StanceGroup, ...]:
    """The reactions grouped by stance, in the order of the days on which they were heard."""
    taken: dict[tuple[str | None, str], list[Reaction]] = {}
    for reaction in reactions:
        taken.setdefault((reaction.country, actor_name(reaction, library)), []).append(reaction)
    groups = []
    for kind, (title, explain) in STANCES.items():
        own = [r for r in reactions if r.stance == kind.value and not r.to_check]
        own.sort(key=lambda r: (r.date or dt.date.max, numbers.country(r.country), r.actor))
        stands = (_stand(r, taken[r.country, actor_name(r, library)], library, numbers) for r in own)
        shown = tuple(replace(stand, who=hide(stand.who)) for stand in stands)
        groups.append(StanceGroup(kind.value, numbers.text(title), numbers.text(explain), shown))
    unsure = sorted((r for r in reactions if r.to_check), key=lambda r: (r.stance, numbers.country(r.country), r.actor))
    stands = (_stand(r, (), library, numbers) for r in unsure)
    may = (numbers.text(_MAY[StanceKind(r.stance)]) for r in unsure)
    shown = tuple(
        replace(stand, who=hide(stand.who), more=", ".join(filter(None, (what, stand.more))))
        for stand, what in zip(stands, may, strict=True)
    )
    if shown:
        groups.append(StanceGroup(TO_CHECK, numbers.text("To check"), numbers.text(_UNSURE), shown))
    return tuple(groups)


@dataclass(frozen=True)
class Strip:
    """The states and organisations with one stance, by name, for the first screen."""

    kind: str
    title: str
    names: tuple[str, ...]
    codes: tuple[str, ...]


def strip_of(reactions: Sequence[Reaction], home: str, numbers: Numbers) -> tuple[Strip, ...]:
    """Where states and organisations abroad stand: by their last stance where all of theirs have days, else by each."""
    by_country: dict[str, list[Reaction]] = {}
    for reaction in reactions:
        if reaction.country is not None and reaction.country != home and not reaction.to_check:
            by_country.setdefault(reaction.country, []).append(reaction)
    taken: dict[str, list[str]] = {}
    for country, said in by_country.items():
        last = max((r.date for r in said if r.date is not None), default=None)
        dated = all(r.date is not None for r in said)
        for stance in dict.fromkeys(r.stance for r in said if not dated or r.date == last):
            taken.setdefault(stance, []).append(country)
    return tuple(
        Strip(
            kind.value,
            numbers.text(title),
            tuple(sorted(map(numbers.country, taken[kind.value]))),
            tuple(sorted(taken[kind.value])),
        )
        for kind, (title, _) in STANCES.items()
        if kind.value in taken
    )


def reactions_of(readings: Sequence[Reading]) -> tuple[Reaction, ...]:
    """The articles' own stances, one by one, for when nothing has joined them over articles."""
    return tuple(
        Reaction(
            country=stance.country,
            actor=actor.name if (actor := reading.actor(stance.actor)) else stance.actor,
            stance=stance.stance.value,
            date=stance.date,
            articles=(reading.article.id,),
            spans=((stance.start, stance.end),),
            to_check=stance.by in UNSURE,
        )
        for reading in readings
        for stance in reading.stances
    )


def actor_name(reaction: Reaction, library: Library) -> str:
    """The actor's name, whether the reaction gives it or its id in one of its articles."""
    for article in reaction.articles:
        i = library.index(article)
        if i is not None and (actor := library.readings[i].actor(reaction.actor)):
            return one_line(actor.name)
    return one_line(reaction.actor)


def _stand(reaction: Reaction, all_of_actor: Sequence[Reaction], library: Library, numbers: Numbers) -> Stand:
    country = numbers.country(reaction.country)
    who = actor_name(reaction, library)
    shown, place = _evidence(reaction, library)
    others = [r for r in all_of_actor if r.stance != reaction.stance]
    said = (f"{numbers.text(STANCES[StanceKind(r.stance)][0]).lower()} ({numbers.day(r.date)})" for r in others)
    stories, copies = len(dict.fromkeys(reaction.articles)), len(reaction.copies)
    told = [numbers.plural(stories, "in %(n)s story", "in %(n)s stories")] if stories > 1 else []
    told += [numbers.plural(copies, "also in %(n)s more copy", "also in %(n)s more copies")] if copies else []
    return Stand(
        who=who,
        country=country if country != who else "",
        date=numbers.day(reaction.date) if reaction.date else "",
        iso=reaction.date.isoformat() if reaction.date else "",
        passage=shown,
        place=place,
        more=", ".join(told),
        otherwise=numbers.text("elsewhere counted among those who %(stances)s", stances=", ".join(said))
        if others
        else "",
    )


def _evidence(reaction: Reaction, library: Library) -> tuple[tuple[Part, ...], Place | None]:
    """The first sentence, among the reaction's articles, that shows the stance."""
    for article, span in zip(reaction.articles, reaction.spans, strict=False):
        i = library.index(article)
        if i is not None:
            return passage(library.readings[i].article.text, [span]), library.place(article, span)
    return (), None


# --- pledges and relations ------------------------------------------------------------------------------------------


def ties(readings: Sequence[Reading], library: Library, numbers: Numbers) -> tuple[Tie, ...]:
    """Pledges first, then relations, in the order of the articles; the same one from several stories once."""

    def gist(tie: Tie) -> tuple[str, ...]:
        return tie.kind, tie.who, tie.whom, tie.what, tie.sectors, tie.status

    same: dict[tuple[str, ...], list[Tie]] = {}
    for kind in (_pledges, _relations):
        for _, tie in once_a_story(readings, partial(kind, library=library, numbers=numbers), gist):
            same.setdefault(gist(tie), []).append(tie)
    return tuple(replace(alike[0], more=_again(len(alike) - 1, numbers)) for alike in same.values())


def _again(times: int, numbers: Numbers) -> str:
    return numbers.plural(times, "and %(n)s more time", "and %(n)s more times") if times else ""


def _pledges(reading: Reading, library: Library, numbers: Numbers) -> Iterator[Tie]:
    for pledge in reading.pledges:
        span: Span = (pledge.start, pledge.end)
        yield Tie(
            kind="pledge",
            who=_name(reading, pledge.by),
            whom=_name(reading, pledge.to),
            what=unblank(one_line(pledge.what)),
            sectors=one_line(", ".join(map(numbers.text, pledge.sectors))),
            status=numbers.text("announced"),
            voice=numbers.text(VOICES[pledge.voice]),
            passage=passage(reading.article.text, [span]),
            place=library.place(reading.article.id, span, pledge),
        )


def _relations(reading: Reading, library: Library, numbers: Numbers) -> Iterator[Tie]:
    for relation in reading.relations:
        span: Span = (relation.start, relation.end)
        since = f", {unblank(one_line(relation.since))}" if relation.since else ""
        yield Tie(
            kind="relation",
            who=_name(reading, relation.a),
            whom=_name(reading, relation.b),
            what=numbers.text(one_line(relation.kind.replace("_", " "))),
            sectors=one_line(", ".join(map(numbers.text, relation.sectors))),
            status=f"{numbers.text(relation.status)}{since}",
            voice=numbers.text(VOICES[relation.voice]),
            passage=passage(reading.article.text, [span]),
            place=library.place(reading.article.id, span, relation),
        )


def _name(reading: Reading, actor_id: str | None) -> str:
    actor = reading.actor(actor_id)
    return one_line(actor.name if actor else actor_id or "")


# --- quotations -----------------------------------------------------------------------------------------------------


def quotations(
    readings: Sequence[Reading], library: Library, numbers: Numbers, *, room: int, apart: Collection[str] = ()
) -> tuple[Voices, ...]:
    """Every quotation of every story that has any, until they take about `room` characters; later stories keep a line.

    `apart` are the ids of articles about another election, whose quotations stand with the article alone.
    """
    shown = []
    for story in library.stories:
        first = next((i for i in story if readings[i].quotations and readings[i].article.id not in apart), None)
        if first is None:
            continue
        said = tuple(_once({i: readings[i] for i in story}, library, numbers)) if room > 0 else ()
        room -= sum(_COST_OF_A_QUOTATION + len(part.text) for one in said for part in one.passage if part.marked)
        article = library.articles[first]
        shown.append(Voices(article.origin, article.title, article.anchor, said, library.also(first)))
    return tuple(shown)


def _once(tellings: Mapping[int, Reading], library: Library, numbers: Numbers) -> Iterator[Said]:
    """The quotations of a story, each where the fullest telling that knows the speaker has it, and where else."""
    heard: dict[tuple[str, ...], list[tuple[int, Quotation]]] = {}
    for i, reading in tellings.items():
        for quotation in reading.quotations:
            heard.setdefault(_gist(quotation, reading), []).append((i, quotation))
    for places in heard.values():
        at, shown = min(places, key=lambda place: place[1].speaker is None)
        also = library.carriers([i for i in dict.fromkeys(i for i, _ in places) if i != at])
        yield replace(_said(shown, tellings[at], library, numbers), also=also)


def _gist(quotation: Quotation, reading: Reading) -> tuple[str, ...]:
    """The words of a quotation without typography; of a short one, which two people may say, with the speaker."""
    words = re.findall(r"\w+", quotation.text.casefold())
    return (*words, *([] if len(words) >= _OWN_WORDS else ["", _name(reading, quotation.speaker)]))


def _shown_name(name: str, numbers: Numbers) -> str:
    return numbers.text(A_PERSON) if name == A_PERSON else one_line(name)


def _said(quotation: Quotation, reading: Reading, library: Library, numbers: Numbers) -> Said:
    actor = reading.actor(quotation.speaker)
    spans = quotation.segments or ((quotation.start, quotation.end),)
    about = [actor.role or "", numbers.country(actor.country)] if actor else []
    return Said(
        speaker=_shown_name(actor.name, numbers) if actor else numbers.text("Nobody the article names"),
        about=one_line(", ".join(part for part in about if part and part != (actor.name if actor else ""))),
        kind=quotation.kind,
        passage=passage(reading.article.text, spans),
        place=library.place(reading.article.id, (quotation.start, quotation.end), quotation),
    )
