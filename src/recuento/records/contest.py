"""The contest as a case describes it: rule, roll, candidates, what the authority announced, whose sheets there are."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, field_validator, model_validator

from .recipe import Figure, SheetSource
from .seats import SeatMethod
from .text import Record

Rule = Literal["plurality", "majority", "forty_ten"]
"""Who wins: most votes; more than half (else a run-off); or half, or 40% with a lead of 10 points (else a run-off)."""

Percent = Annotated[float, Field(ge=0, le=100, description="percent")]
WikidataId = Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")]
Count = Annotated[int, Field(ge=0, strict=True)]
ShareBase = Literal["valid", "ballots", "roll"]
"""What a share is a share of: the valid votes, all ballots cast, or the registered voters."""

WinnerWords = Literal["came first", "leads", "won", "won outright"]
"""What an announcement says of its winner. Under a rule with a run-off these differ: who comes first need not have won."""


DEEPER = " / "
"""Between the parts of a region's path where a case names it."""

Cap = Literal["highest_turnout", "regional_turnout", "regional_pattern"]
"""What may be assumed of the missing units beyond their roll; see docs/weighing.md."""


class Spread(Record):
    """A share of the valid votes that the winner must have in so many regions, as a quarter in 24 of 47 counties."""

    share: Annotated[float, Field(gt=0, le=100, description="percent of the valid votes of a region")]
    regions: Annotated[int, Field(gt=0, strict=True, description="in how many regions")]
    of: Annotated[int, Field(gt=0, strict=True, description="how many regions there are")]
    level: Annotated[
        int, Field(gt=0, strict=True, description="which part of a sheet's region is meant; 1: the largest")
    ] = 1

    @model_validator(mode="after")
    def _are_so_many(self) -> Spread:
        if self.regions > self.of:
            raise ValueError(f"a share is asked in {self.regions} regions and there are {self.of}")
        return self


class SeatsAtStake(Record):
    """Seats that the votes are dealt into, each candidate of the case being a list: in one constituency, or by region."""

    method: SeatMethod
    total: Annotated[
        int | None, Field(gt=0, le=1000, strict=True, description="seats; without by_region, of one constituency")
    ] = None
    by_region: Annotated[
        dict[str, Annotated[int, Field(gt=0, le=1000, strict=True)]],
        Field(description="seats by region, one constituency each; parts of a deeper region joined by ' / '"),
    ] = {}
    level: Annotated[
        int, Field(gt=0, strict=True, description="which part of a sheet's region is the constituency; 1: the largest")
    ] = 1
    barrier: Annotated[Percent, Field(description="percent of the valid votes that a list needs")] = 0
    barrier_of: Annotated[
        Literal["whole", "constituency"], Field(description="of whose votes the barrier is a share")
    ] = "whole"
    exempt: Annotated[tuple[str, ...], Field(description="ids of candidates whom the barrier does not bar")] = ()

    @model_validator(mode="after")
    def _has_constituencies(self) -> SeatsAtStake:
        if self.total is None and not self.by_region:
            raise ValueError("seats have neither a total nor by_region")
        if self.by_region and self.total not in {None, sum(self.by_region.values())}:
            raise ValueError(
                f"seats have a total of {self.total} and by_region adds up to {sum(self.by_region.values())}"
            )
        return self


class Contest(Record):
    """What is being decided, by whom, under which rule and over which roll."""

    name: str
    country: Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3")]
    date: dt.date
    rule: Rule = "plurality"
    caps: Annotated[
        tuple[Cap, ...], Field(description="further caps on the missing units under which completions are shown")
    ] = ()
    landslide: Annotated[
        Percent | None,
        Field(description="how many points of the valid votes a lead must exceed to be called a landslide here"),
    ] = None
    turnout_needed: Annotated[
        float | None, Field(gt=0, le=100, description="percent of the roll that must have voted for anybody to win")
    ] = None
    spread: Annotated[Spread | None, Field(description="what the winner must have in how many regions")] = None
    seats: Annotated[SeatsAtStake | None, Field(description="seats dealt by proportional representation")] = None
    authority: Annotated[str, Field(description="the electoral authority, as the press names it")]
    authority_aliases: tuple[str, ...] = ()
    authority_wikidata: Annotated[
        WikidataId | None, Field(description="the authority's item at Wikidata, for exports")
    ] = None
    units: Annotated[int | None, Field(gt=0, description="polling stations or tables in all")] = None
    roll: Annotated[int | None, Field(gt=0, description="registered voters in all")] = None
    roll_by_region: Annotated[
        dict[str, Annotated[int, Field(gt=0, strict=True)]],
        Field(description="registered voters of each region; parts of a deeper region joined by ' / '"),
    ] = {}
    roll_scope: Annotated[str | None, Field(description="whom the roll covers")] = None
    unit_roll_max: Annotated[
        int | None, Field(gt=0, description="the most registered voters any one unit has, when known")
    ] = None
    candidates_complete: Annotated[
        bool | None,
        Field(description="whether [[candidates]] lists everybody on the ballot; unstated: others may have votes"),
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _roll_is_the_sum_of_the_regions(cls, value: Any) -> Any:
        """Where rolls by region are given and no roll, their sum is the roll."""
        rolls = value.get("roll_by_region") if isinstance(value, dict) else None
        if not rolls or "roll" in value or not isinstance(rolls, dict):
            return value
        return value if not all(type(n) is int for n in rolls.values()) else {**value, "roll": sum(rolls.values())}

    @model_validator(mode="after")
    def _rolls_of_regions_add_up(self) -> Contest:
        rolls = self.roll_by_region
        if rolls and self.roll != sum(rolls.values()):
            raise ValueError(f"roll is {self.roll} and roll_by_region adds up to {sum(rolls.values())}")
        if len({region.count(DEEPER) for region in rolls}) > 1:
            raise ValueError("roll_by_region names regions of different depths")
        return self

    @property
    def asks_more_than_first(self) -> bool:
        """Whether whoever comes first need not have won: under a rule with a run-off, a turnout or a spread over regions."""
        return self.rule != "plurality" or self.spread is not None or self.turnout_needed is not None


class Candidate(Record):
    """Somebody on the ballot."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    name: str
    aliases: tuple[str, ...] = ()
    party: str | None = None
    wikidata: Annotated[WikidataId | None, Field(description="the candidate's item at Wikidata, for exports")] = None


class AnnouncedCoverage(Record):
    """How much of the count an announcement says it rests on."""

    percent: Percent
    of: Literal["units", "roll", "ballots"] = "units"
    exact: Annotated[bool, Field(description="false when the figure is rounded or spoken: '80%' may be 78%")] = True


class Announcement(Record):
    """One set of figures that the authority published, as exactly as it published them."""

    @property
    def moment(self) -> dt.datetime:
        """When it was made, as an instant by which announcements are put in order; without an offset taken as UTC."""
        return self.at if self.at.tzinfo else self.at.replace(tzinfo=dt.UTC)

    id: str
    at: dt.datetime
    coverage: AnnouncedCoverage | None = None
    votes: dict[str, Count] = {}
    others: Annotated[Count | None, Field(description="votes of all candidates not named in `votes`")] = None
    shares: dict[str, Percent] = {}
    others_share: Percent | None = None
    seats: Annotated[dict[str, Count], Field(description="seats by candidate, in all")] = {}
    share_of: Annotated[
        ShareBase | None, Field(description="what the shares are shares of; unstated: any of them may be meant")
    ] = None
    candidates_complete: Annotated[
        bool | None, Field(description="whether every candidate's figure is given here; unstated: as the contest says")
    ] = None
    sheets: Annotated[
        str | None, Field(description="name (or path) of the [[sheets]] on which it was announced, to be held against")
    ] = None
    winner: Annotated[str | None, Field(description="who was declared the winner, when anyone was")] = None
    winner_as: Annotated[
        WinnerWords | None, Field(description="in which words; unstated: came first or won outright, whichever holds")
    ] = None
    lead: Annotated[Count | None, Field(description="votes by which the winner was said to lead the next")] = None
    lead_points: Annotated[Percent | None, Field(description="the same as a difference of shares, in points")] = None
    irreversible: Annotated[bool | None, Field(description="whether the trend was called irreversible")] = None
    turnout: Percent | None = None
    valid: Count | None = None
    invalid: Count | None = None
    source: str

    @model_validator(mode="after")
    def _a_lead_is_somebodys(self) -> Announcement:
        if self.winner is None and (self.lead, self.lead_points) != (None, None):
            raise ValueError(f"announcement {self.id!r} gives a lead and no winner who has it")
        return self


class Show(Record):
    """What the dossier shows only where it is asked for."""

    forensics: Annotated[bool, Field(description="whether the dossier lists places to look in the counts")] = False


class WatchedPage(Record):
    """A results page that `recuento watch` asks for again and again."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="of the folder its changes go into")]
    url: Annotated[str, Field(pattern=r"^https?://", description="where it is")]
    every: Annotated[int, Field(ge=30, le=86_400, description="seconds from one request to the next")] = 300


class ReaderNamed(Record):
    """Who reads the case's articles beside the rules: a language model on this machine, a spaCy pipeline, or both."""

    model: Annotated[str | None, Field(pattern=r"^https?://", description="its OpenAI-compatible address")] = None
    name: Annotated[str | None, Field(min_length=1, description="which of the models at that address")] = None
    pipeline: Annotated[
        str | None,
        Field(pattern=r"^\w+$", description="an installed spaCy pipeline, as --pipeline of `recuento read` takes it"),
    ] = None

    @model_validator(mode="after")
    def _a_model_has_address_and_name(self) -> ReaderNamed:
        if self.model is None and self.name is None and self.pipeline is None:
            raise ValueError("reader names neither a model nor a pipeline")
        if (self.model is None) != (self.name is None):
            raise ValueError("reader needs both, model (its address) and name (which of the models there)")
        return self


class Case(Record):
    """Everything a case.toml says."""

    contest: Contest
    candidates: Annotated[tuple[Candidate, ...], Field(min_length=1)]
    announcements: tuple[Announcement, ...] = ()
    sheets: tuple[SheetSource, ...] = ()
    show: Show = Show()
    watch: tuple[WatchedPage, ...] = ()
    reader: Annotated[ReaderNamed | None, Field(description="who reads the articles beside the rules")] = None

    @field_validator("candidates")
    @classmethod
    def _ids_differ(cls, value: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        ids = [c.id for c in value]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"two candidates share the id {twice[0]!r}")
        return value

    @model_validator(mode="after")
    def _names_are_known(self) -> Case:
        known = {c.id for c in self.candidates}
        exempt = self.contest.seats.exempt if self.contest.seats is not None else ()
        if unknown := sorted(set(exempt) - known):
            raise ValueError(f"seats exempt {unknown[0]!r}, who is not among [[candidates]]")
        for announcement in self.announcements:
            named = {
                *announcement.votes,
                *announcement.shares,
                *announcement.seats,
                *filter(None, [announcement.winner]),
            }
            if unknown := sorted(named - known):
                raise ValueError(
                    f"announcement {announcement.id!r} names {unknown[0]!r}, who is not among [[candidates]]"
                )
        sources = {name for s in self.sheets for name in (s.name, s.path) if name}
        for announcement in self.announcements:
            if announcement.sheets is not None and announcement.sheets not in sources:
                raise ValueError(
                    f"announcement {announcement.id!r} rests on sheets {announcement.sheets!r}, which no [[sheets]] is named"
                )
        for source in self.sheets:
            if not source.votes and source.role != "units":
                raise ValueError(f"sheets {source.path!r} give votes to nobody")
            if unknown := sorted(set(source.votes) - known):
                raise ValueError(
                    f"sheets {source.path!r} give votes to {unknown[0]!r}, who is not among [[candidates]]"
                )
            if unknown := sorted(set(source.stated) - known - set(get_args(Figure))):
                raise ValueError(
                    f"sheets {source.path!r} state a total of {unknown[0]!r}, which is no figure and no candidate"
                )
        return self


def percent_to_fraction(percent: float) -> Fraction:
    """A percentage as written in decimals, as an exact share of one: 51.2 is 64/125 and not its binary neighbour."""
    return Fraction(repr(percent)) / 100
