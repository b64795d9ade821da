"""Everything a dossier shows, decided once, as plain data: every sentence worded, every figure written.

The page and the terminal only lay it out. Nothing is computed here: a figure is a record's, written for the reader,
or a count of what is listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recuento.records.contest import Case
from recuento.records.counted import Sheets, Tally
from recuento.records.forensics import ForensicRow
from recuento.records.inert import one_line
from recuento.records.ledger import Ledger
from recuento.records.messages import Message
from recuento.records.said import Reading
from recuento.records.verdict import Weighing

from .articles import Library, ShownArticle
from .charts import NARROW, WIDE
from .claims import WORDS, Claim, Claims, ShownAnnouncement, ShownCheck, Unsettled, publishers
from .lede import Lede, LedeWriter
from .ledger import ShownLedger, shown_ledger
from .method import Method, method_of
from .numbers import Numbers
from .odd_figures import OddFigures, odd_figures
from .private import withhold
from .sheet_rows import Fingerprint, SheetRows, region_dots, sheet_rows, turnout_against_share
from .sums import NO_SHEETS, Comparison, Coverage, RegionTable, ShownFinding, Sums, Takes
from .timeline import Day, timeline
from .voices import (
    StanceGroup,
    Strip,
    Tie,
    Voices,
    actor_name,
    quotations,
    reactions_of,
    stances,
    strip_of,
    ties,
)
from .wording import Wording
from .world_map import WorldMap, draw

if TYPE_CHECKING:
    from markupsafe import Markup

TAKES_NO_SIDE = (
    "recuento takes no side. Every verdict holds if the sheets it rests on are authentic; where sheets and announcement "
    "cannot both be right, which of them is false is for evidence about custody, audits and witnesses."
)

ROOM_FOR_QUOTATIONS = 900_000
"""Characters that the quotations in their sentences may take together, about."""


@dataclass(frozen=True)
class Dossier:
    """What an editor sees, from the answer down to the bytes it rests on."""

    locale: str
    title: str
    subtitle: str
    lede: Lede
    strip: tuple[Strip, ...]
    besides: tuple[str, ...]
    caveat: str
    claims: tuple[Claim, ...]
    unsettled: tuple[Unsettled, ...]
    comparison: Comparison | None
    takes: Takes | None
    coverage: Coverage
    regions: tuple[RegionTable, ...]
    announcements: tuple[ShownAnnouncement, ...]
    checks: tuple[ShownCheck, ...]
    stances: tuple[StanceGroup, ...]
    world: WorldMap | None
    off_the_map: tuple[str, ...]
    timeline: tuple[Day, ...]
    ledger: ShownLedger
    ties: tuple[Tie, ...]
    quotations: tuple[Voices, ...]
    articles: tuple[ShownArticle, ...]
    elsewhere: tuple[str, ...]
    findings: tuple[ShownFinding, ...]
    odd: tuple[OddFigures, ...]
    method: Method
    sheets: ShownSheets

    @property
    def numbers(self) -> Numbers:
        """How figures and words are written in its language."""
        return Numbers(self.locale)

    @property
    def answer(self) -> tuple[str, ...]:
        """The headline and the sentences below it."""
        return (f"{self.lede.headline}.", *self.lede.deck)


def build(  # noqa: PLR0913 - what a case gives
    case: Case,
    readings: Sequence[Reading],
    tally: Tally | None,
    weighing: Weighing,
    manifest: Mapping[str, Any],
    *,
    sheets: Sheets | None = None,
    odd: Sequence[ForensicRow] = (),
    ledger: Ledger | None = None,
    locale: str = "en",
) -> Dossier:
    """The dossier of a case. `tally` is None where no sheets are; figures and days are written as in `locale`.

    `sheets` are the rows behind the tally, for the table of sheets and the pictures of them; `odd` are the tests of them that the
    case asks to be shown. `ledger` are its claims over time.
    """
    numbers = Numbers(locale)
    withheld = withhold(readings, case.candidates)
    library = Library(withheld.readings, numbers)
    wording = Claims(case, tally, library, numbers, withheld.hide)
    sums = Sums(case, tally, weighing, numbers)
    claims = wording.claims(weighing.verdicts)
    unsettled = wording.unsettled(weighing.not_checkable)
    apart = {elsewhere.article for elsewhere in weighing.elsewhere}
    here = [reading for reading in withheld.readings if reading.article.id not in apart]
    reactions = weighing.reactions or reactions_of(here)
    groups = stances(reactions, library, numbers, withheld.hide)
    contest = case.contest
    strip = strip_of(reactions, contest.country, numbers)
    world = draw({s.kind: s.codes for s in strip}, contest.country) if strip else None
    return Dossier(
        locale=locale,
        title=f"{one_line(contest.name)}, {numbers.country(contest.country)}",
        subtitle=numbers.text("Vote of %(day)s", day=numbers.day(contest.date)),
        lede=LedeWriter(case, tally, weighing, numbers, _counted(case, tally, numbers)).write(),
        strip=strip,
        besides=tuple(_besides(claims, unsettled, numbers)),
        caveat=numbers.text(TAKES_NO_SIDE),
        claims=claims,
        unsettled=unsettled,
        comparison=sums.comparison(),
        takes=sums.takes(),
        coverage=sums.coverage(),
        regions=sums.regions(),
        announcements=wording.announcements(weighing, claims),
        checks=tuple(wording.check(check) for check in weighing.checks),
        stances=groups,
        world=world,
        off_the_map=tuple(numbers.country(code) for code in world.off_the_map) if world else (),
        timeline=timeline(case, reactions, numbers, lambda r: withheld.hide(actor_name(r, library))),
        ledger=shown_ledger(case, ledger, numbers, withheld.hide, moving=True),
        ties=ties(here, library, numbers),
        quotations=quotations(withheld.readings, library, numbers, room=ROOM_FOR_QUOTATIONS, apart=apart),
        articles=library.articles,
        elsewhere=tuple(_elsewhere(weighing, library, numbers)),
        findings=sums.findings(),
        odd=odd_figures(case, odd, numbers),
        method=method_of(case, readings, tally, claims, manifest, numbers),
        sheets=_shown_sheets(case, sheets, tally, numbers),
    )


@dataclass(frozen=True)
class ShownSheets:
    """The rows of the sheets, and pictures of how they lie; None where there is nothing to show.

    `left_out` says how many rows there are, for where the page has no room for them.
    """

    rows: SheetRows | None
    left_out: str
    dots: tuple[Markup, Markup] | None
    first_two: tuple[str, ...]
    fingerprint: Fingerprint | None
    leader: str


def _shown_sheets(case: Case, sheets: Sheets | None, tally: Tally | None, numbers: Numbers) -> ShownSheets:
    wide, narrow = (region_dots(tally, width) for width in (WIDE, NARROW)) if tally else (None, None)
    names = tuple(one_line(c.name) for c in tally.candidates[:2]) if tally else ()
    rows = fingerprint = None
    left_out = leader = ""
    if sheets is not None and tally is not None and tally.candidates:
        text = Wording(numbers.locale).text
        heads = tuple(text(Message(f"sheet.{h}")) for h in ("unit", "region", "file", "row", "registered", "valid"))
        rows = sheet_rows(case, sheets, heads)
        left_out = text(Message("sheet.left_out", rows=len(sheets.frame)))
        leader = one_line(tally.candidates[0].name)
        axes = text(Message("sheet.turnout")), text(Message("sheet.share_of", name=leader))
        fingerprint = turnout_against_share(sheets, tally.candidates[0].id, *axes)
    return ShownSheets(rows, left_out, (wide, narrow) if wide and narrow else None, names, fingerprint, leader)


def _elsewhere(weighing: Weighing, library: Library, numbers: Numbers) -> Iterator[str]:
    """A sentence for each article that is about another election."""
    text = Wording(numbers.locale).text
    for article in weighing.elsewhere:
        at = library.index(article.article)
        title = library.articles[at].title if at is not None else article.article
        which = [numbers.country(article.country)] if article.country else []
        which += [str(article.year)] if article.year else []
        yield text(Message("articles.elsewhere", title=title, which=tuple(which)))


# --- the answer -----------------------------------------------------------------------------------------------------


def _besides(claims: Sequence[Claim], unsettled: Sequence[Unsettled], numbers: Numbers) -> Iterator[str]:
    """How the claims fared, in a sentence."""
    if claims:
        yield _tallied(claims, unsettled, numbers)
    elif unsettled:
        yield numbers.text("No claim was found that a count of sheets could settle.")


def _counted(case: Case, tally: Tally | None, numbers: Numbers) -> str:
    if tally is None:
        return numbers.text(NO_SHEETS)
    share = f" ({numbers.percent(tally.coverage.units, 1)})" if tally.coverage.units is not None else ""
    paths = {source.path for source in tally.sources}
    by = publishers([s for s in case.sheets if s.path in paths], numbers)
    whose = numbers.text(", published by %(who)s,", who=by) if by else ""
    if tally.sheets is None:
        return numbers.text("Sums that do not say over how many tally sheets%(whose)s are counted here.", whose=whose)
    of = numbers.of(tally.sheets, tally.units_total)
    if tally.sheets == 1:
        return numbers.text("%(of)s tally sheets%(share)s%(whose)s is counted here.", of=of, share=share, whose=whose)
    return numbers.text("%(of)s tally sheets%(share)s%(whose)s are counted here.", of=of, share=share, whose=whose)


def _tallied(claims: Sequence[Claim], unsettled: Sequence[Unsettled], numbers: Numbers) -> str:
    counts = Counter(claim.kind for claim in claims)
    parts = [
        numbers.plural(counts[kind.value], words, words) for kind, (_, words) in WORDS.items() if counts[kind.value]
    ]
    total, apart = len(claims), len(unsettled)
    checked = numbers.plural(total, "%(n)s claim could be checked", "%(n)s claims could be checked")
    checked = f"{checked}: {numbers.join(parts)}."
    if not apart:
        return checked
    left = numbers.plural(
        apart, "%(n)s more cannot be settled by counting.", "%(n)s more cannot be settled by counting."
    )
    return f"{checked} {left}"
