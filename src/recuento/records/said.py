"""What an article says: who spoke, what was announced, claimed, done, pledged, in whose voice.

Every record points at the words it rests on (`start`, `end`, `text`, with ``article.text[start:end] == text``)
and names the pattern that found it (`by`). Fields that name an actor hold an `Actor.id`.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from .corrections import KEPT, REJECTED, WHOLE, Correction
from .text import Article, Record, Span

ActorKind = Literal["person", "government", "authority", "organisation", "party", "group", "outlet"]
Voice = Literal["attributed", "reporter"]
Country = Annotated[
    str | None,
    Field(
        description="ISO 3166-1 alpha-3, an organisation's acronym (EU, UN, OAS, AU, CARTER, OBSERVERS, ...) or null"
    ),
]
ActorId = Annotated[str, Field(description="id of an actor of this article")]
By = Annotated[str, Field(description="the rule or pattern that found this record")]


NOT_READ = "not read: "
"""How a note on an article that was not read at all begins."""
NO_ELECTORAL_CONTENT = f"{NOT_READ}no electoral content"
"""The note of an article that was dismissed because it was asked for."""


class ActKind(StrEnum):
    """What an actor did about the announced result or toward its winner."""

    CONGRATULATES = "congratulates"
    RECOGNISES = "recognises"
    ACCEPTS = "accepts"
    DOUBTS = "doubts"
    DEMANDS_TALLIES = "demands_tallies"
    DEMANDS_VERIFICATION = "demands_verification"
    DEMANDS_RECOUNT = "demands_recount"
    REFUSES = "refuses_recognition"
    CALLS_FRAUD = "calls_fraud"
    RECOGNISES_RIVAL = "recognises_rival"
    TAKES_NOTE = "takes_note"
    URGES_CALM = "urges_calm"
    WITHHOLDS = "withholds"


class StanceKind(StrEnum):
    """Where an actor stands on the announced result, derived from its acts."""

    RECOGNISES = "recognises"
    QUESTIONS = "questions"
    REJECTS = "rejects"
    NEUTRAL = "neutral"


class Located(Record):
    """A record that rests on one stretch of the article."""

    start: int
    end: int
    text: str


class Actor(Record):
    """Somebody or something that speaks or acts, with every place where the article names it."""

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    country: Country = None
    mentions: tuple[Span, ...] = ()


class ModelSpeaker(Record):
    """Whom a language model takes for the speaker of a quotation for which the rules found nobody: for a person to check."""

    name: Annotated[str, Field(description="of the model")]
    speaker: ActorId
    cited: Annotated[
        str, Field(description="the words that it cited, which stand beside the quotation and name the speaker")
    ]
    prompt_sha256: Annotated[str, Field(description="of what was asked, under which the reply is kept")]
    reply_sha256: str


class Quotation(Located):
    """An attribution: who (`source`) said (`cue`) what (`text`, without the quotation marks).

    `start` and `end` enclose the content, from the first segment to the last; `text` is the content itself,
    its segments joined by one space where the cue splits it.
    """

    id: str
    kind: Literal["direct", "indirect", "mixed"]
    segments: tuple[Span, ...]
    speaker: Annotated[ActorId | None, Field(description="the actor the source resolves to, or null")] = None
    source: Annotated[Span | None, Field(description="the local words naming who speaks")] = None
    cue: Span | None = None
    clause: Annotated[
        Span | None, Field(description="for a mixed quotation, the whole reported clause, unquoted words included")
    ] = None
    by: By
    model: Annotated[
        ModelSpeaker | None, Field(description="a language model's opinion on who speaks, where the rules found nobody")
    ] = None


ContestId = Annotated[str | None, Field(description="id of the contest of this article that it is about, or null")]


class ContestTold(Located):
    """An election that an article tells of, with the sentence that names it. The article's own comes first."""

    id: str
    country: Country = None
    year: Annotated[int | None, Field(description="null where the article names no year with the vote")] = None
    winner: Annotated[
        str | None, Field(description="id of the actor whom an authority is told to have declared the winner, or null")
    ] = None
    candidates: Annotated[tuple[str, ...], Field(description="ids of the actors told to stand, the winner among them")]
    by: Annotated[Literal["own", "named"], Field(description="own: what is read is of this one; named: only named")]


class ModelCandidate(Record):
    """Whose votes a language model takes a figure for, on words that hold the figure and name them."""

    name: Annotated[str, Field(description="of the model")]
    candidate: ActorId
    cited: Annotated[str, Field(description="the words that it cited, which stand in the sentence")]
    agrees: Annotated[bool, Field(description="whether the rules say the same")]
    prompt_sha256: Annotated[str, Field(description="of what was asked, under which the reply is kept")]
    reply_sha256: str


class Result(Located):
    """A share, count or rank of a candidate as the article reports it from an authority."""

    id: str
    authority: ActorId | None = None
    candidate: ActorId
    share: Annotated[float | None, Field(ge=0, le=100, description="percent")] = None
    bound: Annotated[
        Literal["exact", "more_than", "less_than", "about"], Field(description="how the share or count is hedged")
    ] = "exact"
    votes: Annotated[int | None, Field(ge=0)] = None
    rank: Annotated[int | None, Field(ge=1, description="1 for the declared winner")] = None
    lead: Annotated[int | None, Field(ge=0, description="votes by which the winner is told to have won")] = None
    lead_points: Annotated[float | None, Field(ge=0, le=100, description="points by which the winner won")] = None
    lead_bound: Annotated[
        Literal["exact", "more_than", "less_than", "about"], Field(description="how the lead is hedged")
    ] = "exact"
    everywhere: Annotated[
        str | None,
        Field(
            description="the parts of the country in each of which the candidate is told to have won, in the text's words"
        ),
    ] = None
    everywhere_of: Annotated[int | None, Field(ge=1, description="how many parts these are, where the text says")] = (
        None
    )
    irreversible: Annotated[bool, Field(description="whether the candidate's lead is told to be irreversible")] = False
    term: Annotated[int | None, Field(description="which term in office the result gives, as stated")] = None
    announced: Annotated[dt.date | None, Field(description="the day of the announcement, as stated")] = None
    announced_text: Annotated[str | None, Field(description="the words for when it was announced")] = None
    counted: Annotated[float | None, Field(ge=0, le=100, description="percent of the count it rests on")] = None
    stated_by: ActorId | None = None
    contest: ContestId = None
    voice: Voice
    by: By
    model: Annotated[
        ModelCandidate | None,
        Field(description="a language model's opinion on whose figure it is, where one was asked"),
    ] = None

    @property
    def is_to_check(self) -> bool:
        """Whether a language model alone says whose it is: then it stands in no claim and no verdict."""
        return self.by in UNSURE


class VictoryClaim(Located):
    """Somebody says that they, or their side, won. Not an official result."""

    id: str
    claimant: ActorId
    contest: ContestId = None
    voice: Voice
    by: By


class Act(Located):
    """What an actor did about the announced result or toward its winner."""

    id: str
    actor: ActorId
    country: Country = None
    act: ActKind
    target: ActorId | None = None
    contest: ContestId = None
    negated: bool = False
    hypothetical: bool = False
    voice: Voice
    by: By


class ModelOpinion(Record):
    """What a language model said of a stance, on words that were found to bear it."""

    name: Annotated[str, Field(description="of the model")]
    stance: StanceKind
    cited: Annotated[str, Field(description="the words that it cited, which stand in the sentence")]
    agrees: Annotated[bool, Field(description="whether the rules or the scorer say the same")]
    prompt_sha256: Annotated[str, Field(description="of what was asked, under which the reply is kept")]
    reply_sha256: str


class Stance(Located):
    """An actor's stance on the announced result, with the acts it rests on."""

    id: str
    actor: ActorId
    country: Country = None
    stance: StanceKind
    toward: ActorId | None = None
    contest: ContestId = None
    date: dt.date | None = None
    current: bool = True
    basis: Annotated[tuple[str, ...], Field(description="ids of the acts it rests on; none where it was learned")]
    by: By
    score: Annotated[
        float | None, Field(description="of a learned stance: how likely the scorer holds that there is one, 0 to 1")
    ] = None
    model: Annotated[ModelOpinion | None, Field(description="a language model's opinion, where one was asked")] = None


class Pledge(Located):
    """Something promised between states or leaders: closer work, support, aid."""

    id: str
    by: Annotated[ActorId, Field(description="the actor who pledges")]
    to: ActorId | None = None
    what: str
    sectors: tuple[str, ...] = ()
    voice: Voice
    found_by: Annotated[str, Field(description="the rule that found it; `by` is the pledging actor here")]


class Relation(Located):
    """How two states or actors stand to each other, as declared or described."""

    id: str
    a: ActorId
    b: ActorId
    kind: str
    sectors: tuple[str, ...] = ()
    status: Literal["announced", "ongoing", "past"] = "ongoing"
    since: Annotated[str | None, Field(description="the article's words for since when")] = None
    voice: Voice
    by: By


class Event(Located):
    """Who did what to whom, in the types and modes of PLOVER, with the CAMEO root code beside it."""

    id: str
    actor: Annotated[ActorId | None, Field(description="null where a passive names nobody")] = None
    recipient: ActorId | None = None
    type: str
    mode: str | None = None
    cameo: Annotated[str, Field(pattern=r"^\d{2}$", description="CAMEO root code")]
    negated: bool = False
    hypothetical: bool = False
    by: By


class Story(Record):
    """Which story an article tells. Copies of one text, and one agency's rewritten, are one story under many outlets."""

    id: Annotated[str, Field(description="the same for all articles that tell it")]
    by: Annotated[
        Literal["alone", "fullest", "copy", "part", "rewrite"],
        Field(
            description="alone: no other article tells it; fullest: the longest of those that do; copy, part, rewrite: "
            "what `like` and this article are to each other"
        ),
    ]
    like: Annotated[str | None, Field(description="id of the article that shows it to be the same story")] = None
    shared: Annotated[
        float | None,
        Field(
            ge=0,
            le=100,
            description="percent: of both texts' runs of five words (copy), of the shorter text's (part), of the long "
            "quotations of the one with fewer (rewrite)",
        ),
    ] = None


LEARNED = "learned"
ON_THE_SURFACE = "surface-"
"""How `by` begins of what was read by words and marks."""
WITH_A_PARSE = "clause-"
"""How `by` begins of what a parse added there."""
MODEL, MODEL_ALONE = "model", "model-alone"
"""A stance that a language model named, with the scorer agreeing or alone; a figure that it alone gave to somebody."""
UNSURE = frozenset({LEARNED, MODEL_ALONE})
"""What found a record that is to be checked by a person, and stands in no count and no verdict until then."""


class Reading(Record):
    """One article and everything read in it."""

    article: Article
    story: Annotated[Story | None, Field(description="null where stories were not sought among the articles")] = None
    actors: tuple[Actor, ...] = ()
    contests: Annotated[
        tuple[ContestTold, ...], Field(description="the article's own first, then others that it names")
    ] = ()
    quotations: tuple[Quotation, ...] = ()
    results: tuple[Result, ...] = ()
    victory_claims: tuple[VictoryClaim, ...] = ()
    acts: tuple[Act, ...] = ()
    stances: tuple[Stance, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    notes: Annotated[
        tuple[str, ...], Field(description="what was left unread and why, e.g. no pipeline for the language")
    ] = ()

    @model_validator(mode="after")
    def _spans_are_the_words(self) -> Reading:
        text = self.article.text
        for record in (*self.contests, *self.located()):
            if text[record.start : record.end] != record.text and not isinstance(record, Quotation):
                raise ValueError(f"{type(record).__name__} {record.start}:{record.end} is not its text")
        return self

    def to_frame(self, kind: str, *, pandas: bool = False) -> Any:
        """One kind of its records as a table: `articles`, `actors`, `quotations`, `results`, `acts`, `stances` and the others of docs/api.md.

        A polars data frame, typed, with its columns also where there is no row; with `pandas` a pandas one. Raises ValueError
        for another kind, ImportError where pandas is not installed.
        """
        from .frames import KINDS_OF_READINGS, Holdings, as_asked

        return as_asked(Holdings(readings=[self]), kind, KINDS_OF_READINGS, pandas=pandas)

    @property
    def is_unread(self) -> bool:
        """Whether nothing was read, for a reason that the notes tell."""
        return any(note.startswith(NOT_READ) for note in self.notes)

    @property
    def is_dismissed(self) -> bool:
        """Whether nothing was read because nothing in it is about an election, and that was asked for."""
        return NO_ELECTORAL_CONTENT in self.notes

    @property
    def contest(self) -> ContestTold | None:
        """The contest that the article is about, where it tells of one."""
        return next((c for c in self.contests if c.by == "own"), None)

    @property
    def story_id(self) -> str:
        """The story it tells; where stories were not sought every article is one."""
        return self.story.id if self.story else self.article.id

    def located(self) -> tuple[Located, ...]:
        """Every record of what is said, each of which rests on a stretch of the text."""
        return (
            *self.quotations,
            *self.results,
            *self.victory_claims,
            *self.acts,
            *self.stances,
            *self.pledges,
            *self.relations,
            *self.events,
        )

    def actor(self, actor_id: str | None) -> Actor | None:
        """The actor with this id, if any."""
        return next((a for a in self.actors if a.id == actor_id), None)


def corrected_reading(reading: Reading, correction: Correction) -> Reading | None:
    """The reading with the correction made on the record that it names; None where it has no such record.

    Raises CaseError where the record has no such key, holds something else there, or cannot hold the new value.
    """
    for kind in type(reading).model_fields:
        records = getattr(reading, kind)
        for at, record in enumerate(records if isinstance(records, tuple) else ()):
            if getattr(record, "id", None) == correction.id:
                if correction.field == WHOLE:
                    return _without(reading, kind, at, correction)
                changed = (*records[:at], _corrected(record, correction), *records[at + 1 :])
                return reading.model_copy(update={kind: changed})
    return None


def _without(reading: Reading, kind: str, at: int, correction: Correction) -> Reading:
    """The reading without a record that a person rejected: with an act go the stances that rested on it alone."""
    if (correction.was, correction.to) != (KEPT, REJECTED):
        raise correction.refused(
            "a record is kept or rejected", f"write {WHOLE}, {KEPT}, {REJECTED} as field, from and to"
        )
    records = getattr(reading, kind)
    changes: dict[str, Any] = {kind: (*records[:at], *records[at + 1 :])}
    if kind == "acts":
        gone = records[at].id
        rested = [s.model_copy(update={"basis": tuple(b for b in s.basis if b != gone)}) for s in reading.stances]
        changes["stances"] = tuple(
            new for old, new in zip(reading.stances, rested, strict=True) if new.basis or not old.basis
        )
    return reading.model_copy(update=changes)


def _corrected(record: Record, correction: Correction) -> Record:
    field = correction.field
    if field not in type(record).model_fields or field in {
        "id",
        "start",
        "end",
        "text",
        "mentions",
        "segments",
        "basis",
    }:
        raise correction.refused(
            f"{field!r} of this record cannot be corrected", "correct what it says, not where it stands"
        )
    held = getattr(record, field)
    said = "" if held is None else str(held)
    if said != correction.was:
        raise correction.refused(f"the record has {said!r} as {field}, and not {correction.was!r}", "read it again")
    try:
        return type(record).model_validate({**record.model_dump(), field: correction.to or None})
    except ValidationError as error:
        why = error.errors()[0]["msg"].lower()
        raise correction.refused(
            f"{correction.to!r} cannot stand in {field} ({why})", "write what belongs there"
        ) from error
