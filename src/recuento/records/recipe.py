"""A recipe: how the columns and rows of one published file of sheets are to be read. The `[[sheets]]` of a case.

One grammar for every file. The file becomes a table with named columns (`header`, `names`, `transposed`, `join`,
`columns`); rows are chosen in it (`where`, `latest`, `no_sheet`, `no_unit`); a long table is made wide (`long`); and
then every figure is a column, or a sum of columns.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from .text import Record

Columns = str | list[str]
Line = Annotated[int, Field(ge=1)]

Figure = Literal["registered", "ballots", "valid", "invalid", "blank", "null", "contested"]


NOT_STATED = "not stated"
"""Who published a file that nobody has described, and with what interest."""


class Condition(Record):
    """What a cell must not be, or which pattern it must match."""

    is_not: Annotated[Columns | None, Field(description="a value, or a list of values, that the cell must not be")] = (
        None
    )
    matches: Annotated[
        str | None, Field(description="a regular expression that must match somewhere in the cell (Rust's syntax)")
    ] = None


Conditions = dict[str, str | list[str] | Condition]
"""Of each column, the value or values that its cells may have, or a condition. A row must meet all of them."""


class Cut(Record):
    """A column made of another: a part of its text, padded."""

    of: Annotated[Columns, Field(description="the column it is cut from, or columns that are joined by '-'")]
    split: Annotated[str | None, Field(min_length=1, description="the text between the parts, e.g. '_'")] = None
    part: Annotated[int | None, Field(description="which part, from 1; from -1 backwards")] = None
    pattern: Annotated[
        str | None, Field(description="a regular expression; the column is its first group, or all it matches")
    ] = None
    pad: Annotated[int, Field(ge=0, le=64, description="zeros on the left up to so many characters")] = 0


class Long(Record):
    """One row an option (a candidate, blank votes, registered voters) at a unit, instead of one row a unit.

    Each option becomes a column named by the text of the `option` columns, joined by " / " where there are several.
    """

    option: Annotated[Columns, Field(description="the column, or columns, that say what the row counts")]
    count: Annotated[str, Field(description="the column with the figure")]
    repeated: Annotated[
        Literal["refuse", "add"],
        Field(description="what is done with two rows of one option at one unit: no figure, or their sum"),
    ] = "refuse"
    absent: Annotated[
        Literal["missing", "zero"],
        Field(description="what an option is at a unit that has rows, and none of it"),
    ] = "missing"


class Join(Record):
    """A second file whose columns are put beside the first one's, row by row of equal keys."""

    path: str
    on: Annotated[
        str | list[str] | dict[str, str],
        Field(description="the column or columns that both have, or this file's column = the other file's column"),
    ]
    member: str | None = None
    worksheet: str | None = None
    header: Line | list[Line] | None = None
    encoding: str | None = None
    delimiter: str | None = None


class Checksum(Record):
    """By what the texts of codes are checked."""

    token: Annotated[
        str, Field(min_length=1, description="the token whose value is the digest of all the text before it, in hex")
    ]
    algorithm: Literal["sha256", "sha384", "sha512"] = "sha512"


class Code(Record):
    """What the codes on images of sheets (QR, Data Matrix) say: the text of one, or of several, as columns."""

    part: Annotated[
        str | None,
        Field(
            description="where a sheet has several codes: a regular expression for how each begins, with the groups `part` and `of`"
        ),
    ] = None
    pattern: Annotated[
        str | None,
        Field(description="a regular expression for the whole text, with named groups; each is a column"),
    ] = None
    lists: Annotated[
        dict[str, Annotated[str, Field(min_length=1)]],
        Field(description="groups that are lists, and the mark between: columns 'NAME 1', 'NAME 2' and on"),
    ] = {}
    tokens: Annotated[
        str | None,
        Field(min_length=1, description="in place of a pattern: the mark in tokens NAME:VALUE with blanks between"),
    ] = None
    sections: Annotated[
        dict[str, str | None],
        Field(
            description="the tokens that begin a section, from the outermost, and the token that is the last in it, or ''"
        ),
    ] = {}
    checksum: Checksum | None = None


Stage = Literal["preliminary", "count", "canvass", "ruling", "rerun"]
"""What kind of statement figures are, in the order in which they are mostly made."""


class SheetSource(Record):
    """One published set of sheets and how its columns are to be read (a recipe)."""

    path: str
    recipe: Annotated[
        str | None, Field(description="a recipe that recuento has, by its name; keys given here override its keys")
    ] = None
    name: Annotated[str | None, Field(description="what announcements and reports call it; else its path")] = None
    role: Annotated[
        Literal["count", "preliminary", "units"],
        Field(
            description="count: added up and weighed; preliminary: only held against what was announced on it; "
            "units: no sheets, but the list of all units with their rolls"
        ),
    ] = "count"
    stage: Annotated[
        Stage | None,
        Field(
            description="what kind of statement these figures are: of a unit that several stages state, the last stands"
        ),
    ] = None
    at: Annotated[
        dt.datetime | None, Field(description="when they were stated; where all sources say so, the order is by time")
    ] = None
    document: Annotated[
        str | None, Field(description="by what act or ruling figures were changed, as an address or a title")
    ] = None
    published_by: str
    interest: Annotated[str, Field(description="what the publisher has to gain, e.g. 'campaign of a candidate'")]
    kind: Literal["transcription", "images", "official file"] = "transcription"
    granularity: Annotated[
        Literal["unit", "aggregate"],
        Field(description="one row a sheet, or rows that each sum many sheets (then `sheets` counts them)"),
    ] = "unit"
    # How the file becomes a table.
    member: Annotated[
        str | None, Field(description="which files in a .zip or a folder, by name or glob; left out: the only one")
    ] = None
    worksheet: Annotated[
        str | None, Field(description="which sheets of a workbook, by name or glob; left out: the only one")
    ] = None
    rows: Annotated[
        str | None,
        Field(description="JSON: the way to the rows, e.g. 'result/*/candidates/*'; left out: the only list"),
    ] = None
    contest: Annotated[
        str | None, Field(description="results in NIST SP 1500-100 or EML: the identifier, or the name, of the contest")
    ] = None
    header: Annotated[
        Line | list[Line] | None,
        Field(
            description="the line on which the names of the columns stand, if not the first; several are joined by ' / '"
        ),
    ] = None
    names: Annotated[
        list[str] | None,
        Field(min_length=1, description="the names of the columns of a file without a header, or in its place"),
    ] = None
    code: Annotated[Code | None, Field(description="images of sheets: what their codes say")] = None
    entered_again: Annotated[
        str | None, Field(description="the same rows typed in a second time; where the two differ no figure is read")
    ] = None
    widths: Annotated[
        list[Annotated[int, Field(gt=0)]] | None,
        Field(min_length=1, description="characters of each column of a file without delimiters"),
    ] = None
    transposed: Annotated[
        bool, Field(description="units stand in columns and figures in rows; the first column names the figures")
    ] = False
    join: tuple[Join, ...] = ()
    fill_down: Annotated[
        list[str], Field(description="columns whose empty cells have the value above them, as merged cells leave them")
    ] = []
    columns: Annotated[dict[str, Cut], Field(description="columns made of others, by their new name")] = {}
    # Which rows count.
    where: Annotated[Conditions, Field(description="the rows that are read; all others are left out")] = {}
    latest: Annotated[
        str | None, Field(description="of several rows of a unit, those count whose value in this column is the last")
    ] = None
    no_sheet: Annotated[
        Conditions,
        Field(description="the rows that list a unit of which there is no sheet, whatever figures they show"),
    ] = {}
    no_unit: Annotated[
        Conditions, Field(description="the rows whose votes belong to no unit: by post, from abroad, electronic")
    ] = {}
    totals: Annotated[
        Literal["set aside", "counted"],
        Field(description="what is done with rows that add up other rows, known by their label or their sums"),
    ] = "set aside"
    long: Annotated[Long | None, Field(description="one row an option at a unit")] = None
    # What the columns are.
    unit: Annotated[list[str], Field(min_length=1, description="key columns; 'CENTRO:9' pads with zeros to 9")]
    region: list[str] = []
    sheets: Annotated[str | None, Field(description="column with how many sheets an aggregate row sums")] = None
    registered: Annotated[Columns | None, Field(description="voters on the roll of the unit")] = None
    ballots: Annotated[Columns | None, Field(description="papers in the box")] = None
    valid: Annotated[Columns | None, Field(description="valid votes")] = None
    invalid: Annotated[
        Columns | None, Field(description="papers that are no valid vote; left out: blank, null and contested together")
    ] = None
    blank: Annotated[Columns | None, Field(description="papers left blank, where they are no valid votes")] = None
    null: Annotated[Columns | None, Field(description="spoilt papers")] = None
    contested: Annotated[Columns | None, Field(description="papers whose validity is still to be decided")] = None
    votes: Annotated[
        dict[str, Columns], Field(description="candidate id to its column or columns; empty for a list of units")
    ]
    stated: Annotated[
        dict[str, str],
        Field(description="a candidate's id, or a figure, to the column with its stated total, held against its parts"),
    ] = {}
    # How cells are written.
    missing: Annotated[
        list[str], Field(description="further marks in the place of a figure that is not there, e.g. 'ILLEGIBLE'")
    ] = []
    unread: Annotated[
        list[str],
        Field(description="marks of a figure that stands on the sheet and could not be read, e.g. 'ILEGIBLE'"),
    ] = []
    thousands: Annotated[
        str | None, Field(min_length=1, max_length=1, description="mark between thousands in counts, e.g. ',' in 6,210")
    ] = None
    decimal: Annotated[
        Literal[",", "."] | None, Field(description="mark before decimals, where counts are written 6210,0")
    ] = None
    encoding: str | None = None
    delimiter: str | None = None
    derived_from: Annotated[str | None, Field(description="path of the fuller file these rows were summed from")] = None

    @property
    def paths(self) -> tuple[tuple[str, str | None], ...]:
        """Every file, or folder with a glob, that it is read from."""
        again = () if self.entered_again is None else ((self.entered_again, None),)
        return ((self.path, self.files), *((join.path, join.member) for join in self.join), *again)

    @property
    def files(self) -> str | None:
        """Which files of a folder are meant: of images, all of them where nothing is said."""
        return "**/*" if self.code is not None and self.member is None else self.member

    @property
    def called(self) -> str:
        """Its name, or else its path."""
        return self.name or self.path
