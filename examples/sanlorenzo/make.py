"""Makes the example of San Lorenzo, an invented country whose true count is known: `python make.py [FOLDER]`.

An honest vote at 400 tables is drawn first. Then sheets of most tables are published, some of them corrupted in known
ways; the authority announces figures that have nothing to do with the vote; and three articles tell of it. truth.json
keeps what really happened. The same bytes come out on every machine: whole numbers and a seeded generator decide all.
"""

from __future__ import annotations

import csv
import io
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
SEED = 20310504
CANDIDATES = {"rocavado": "Elena Rocavado", "ibarreta": "Tomás Ibarreta", "pradal": "Lucía Pradal"}
WINNER, DECLARED, THIRD = CANDIDATES
DEPARTMENTS = {"Norte": 59, "Costa": 66, "Sierra": 53, "Llano": 70}  # the winner's strength there, in percent
TOWNS = ("Alta", "Baja", "Vieja", "Nueva", "Grande")
PARISHES = ("San Blas", "Santa Rita", "La Merced", "El Carmen", "Las Palmas")
TABLES_IN_A_CENTRE = 4
PUBLISHED = 340  # tables whose sheets the winner's campaign has
ANNOUNCED = 330  # tables that the authority says it has counted
FALSE_SHARES = {DECLARED: 5534, WINNER: 4079}  # of 10,000 valid votes
HEADER = ("department", "town", "parish", "centre", "table", "registered", "valid", "null", *CANDIDATES)


@dataclass(frozen=True)
class Table:
    """A polling table and how people voted there, in truth."""

    region: tuple[str, str, str]
    centre: str
    number: int
    registered: int
    null: int
    votes: tuple[int, ...]

    @property
    def valid(self) -> int:
        """Valid votes."""
        return sum(self.votes)

    def row(self) -> list[str]:
        """The line of its sheet in the published file."""
        figures = (self.number, self.registered, self.valid, self.null, *self.votes)
        return [*self.region, self.centre, *map(str, figures)]


# --- the vote -------------------------------------------------------------------------------------------------------


def vote(rng: random.Random) -> list[Table]:
    """All tables of the country."""
    places = [(d, f"{town} {d}", parish) for d in DEPARTMENTS for town in TOWNS for parish in PARISHES]
    return [
        table_at(rng, place, f"{centre:04}", number)
        for centre, place in enumerate(places, start=1)
        for number in range(1, TABLES_IN_A_CENTRE + 1)
    ]


def table_at(rng: random.Random, region: tuple[str, str, str], centre: str, number: int) -> Table:
    """A table where people voted about as the rest of their department did."""
    registered = rng.randint(320, 520)
    cast = registered * rng.randint(70, 82) // 100
    null = rng.randint(0, 6)
    valid = cast - null
    first = valid * (DEPARTMENTS[region[0]] + rng.randint(-6, 6)) // 100
    third = valid * rng.randint(2, 6) // 100
    return Table(region, centre, number, registered, null, (first, valid - first - third, third))


def total(tables: list[Table]) -> dict[str, int]:
    """Each candidate's votes over these tables."""
    return {name: sum(table.votes[i] for table in tables) for i, name in enumerate(CANDIDATES)}


# --- the sheets -----------------------------------------------------------------------------------------------------


def votes_off(row: list[str]) -> list[str]:
    """A candidate's votes raised, the valid votes as they were."""
    return altered(row, WINNER, str(int(row[HEADER.index(WINNER)]) + 20))


def too_many_null(row: list[str]) -> list[str]:
    """More null votes than the table has voters."""
    return altered(row, "null", str(int(row[HEADER.index("registered")]) + 7))


def negative(row: list[str]) -> list[str]:
    """Votes below zero."""
    return altered(row, THIRD, "-3")


def text_for_number(row: list[str]) -> list[str]:
    """A letter O typed for a zero."""
    return altered(row, DECLARED, f"1O{row[HEADER.index(DECLARED)][-1]}")


def empty_cell(row: list[str]) -> list[str]:
    """Votes that were not typed in."""
    return altered(row, DECLARED, "")


def altered(row: list[str], column: str, cell: str) -> list[str]:
    """The row with another content in one cell."""
    return [cell if name == column else old for name, old in zip(HEADER, row, strict=True)]


CORRUPTIONS: dict[str, Callable[[list[str]], list[str]]] = {
    "candidates do not add to valid": votes_off,
    "valid and null exceed registered": too_many_null,
    "negative cell": negative,
    "text in a number cell": text_for_number,
    "missing cell": empty_cell,
}


def publish(rng: random.Random, tables: list[Table]) -> tuple[list[list[str]], list[dict[str, object]]]:
    """The rows of the published file and which of them are corrupted, two of each kind, with their line in the file.

    Of a unit listed twice both rows are told, since the file does not say which one is right.
    """
    chosen = sorted(rng.sample(range(len(tables)), PUBLISHED))
    rows = [tables[i].row() for i in chosen]
    marked: dict[int, str] = {}
    spoiled = rng.sample(range(PUBLISHED), 2 * len(CORRUPTIONS) + 4)
    for kind in [*CORRUPTIONS] * 2:
        at = spoiled.pop()
        rows[at] = CORRUPTIONS[kind](rows[at])
        marked[at] = kind
    for at, conflicting in zip(spoiled, (False, False, True, True), strict=True):
        kind = "unit twice, conflicting" if conflicting else "unit twice, identical"
        marked |= {at: kind, len(rows): kind}
        rows.append(moved_votes(rows[at]) if conflicting else list(rows[at]))
    truth = [{"line": at + 2, "unit": f"{rows[at][3]}-{rows[at][4]}", "kind": marked[at]} for at in sorted(marked)]
    return rows, truth


def moved_votes(row: list[str]) -> list[str]:
    """Ten votes moved from one candidate to another, which no sum gives away."""
    first, second = (int(row[HEADER.index(c)]) for c in (WINNER, DECLARED))
    return altered(altered(row, WINNER, str(first - 10)), DECLARED, str(second + 10))


# --- the announcements ----------------------------------------------------------------------------------------------


def falsehood(honest: dict[str, int]) -> dict[str, int]:
    """Figures that reverse the result, over as many valid votes as the honest ones."""
    valid = sum(honest.values())
    votes = {name: valid * part // 10000 for name, part in FALSE_SHARES.items()}
    return votes | {THIRD: valid - sum(votes.values())}


def percent(part: int, whole: int) -> str:
    """A share in percent with two decimals, halves rounded up, by whole numbers alone."""
    hundredths = (20000 * part + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def announced_figures(votes: dict[str, int]) -> dict[str, str]:
    """An announcement's votes and shares as the templates name them."""
    valid = sum(votes.values())
    shares = {f"{name}_share": percent(count, valid) for name, count in votes.items()}
    return {**{f"{name}_votes": str(count) for name, count in votes.items()}, **shares}


# --- the files ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Story:
    """Everything that happened."""

    tables: list[Table]
    rows: list[list[str]]
    corrupted: list[dict[str, object]]
    honest: dict[str, int]
    announced: dict[str, int]


def story() -> Story:
    """The vote, the sheets and the announcement, drawn from the seed."""
    rng = random.Random(SEED)  # noqa: S311 - an example, not a secret
    tables = vote(rng)
    rows, corrupted = publish(rng, tables)
    honest = total([tables[i] for i in sorted(rng.sample(range(len(tables)), ANNOUNCED))])
    return Story(tables, rows, corrupted, honest, falsehood(honest))


def sheets_file(rows: list[list[str]]) -> str:
    """The published file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEADER, *rows])
    return out.getvalue()


def truth_file(told: Story) -> str:
    """What really happened, for tests to hold verdicts against."""
    truth = {
        "tables": len(told.tables),
        "registered": sum(t.registered for t in told.tables),
        "valid": sum(t.valid for t in told.tables),
        "null": sum(t.null for t in told.tables),
        "votes": total(told.tables),
        "winner": WINNER,
        "published_tables": PUBLISHED,
        "corrupted_rows": told.corrupted,
        "honest_announcement": {"tables": ANNOUNCED, "votes": told.honest},
    }
    return json.dumps(truth, indent=1, ensure_ascii=False) + "\n"


def case_figures(told: Story) -> dict[str, str]:
    """The blanks of case.toml."""
    figures = {
        "units": str(len(told.tables)),
        "roll": str(sum(t.registered for t in told.tables)),
        "unit_roll_max": str(max(t.registered for t in told.tables)),
        "coverage": percent(ANNOUNCED, len(told.tables)).rstrip("0"),
    }
    return figures | announced_figures(told.announced)


def news_figures(told: Story) -> dict[str, str]:
    """The blanks of the articles: the announced figures, and what the opposition makes of its own sheets."""
    figures = case_figures(told)
    grouped = {name: f"{int(text):,}" for name, text in figures.items() if text.isdigit()}
    published = {row[3] + row[4]: row for row in told.rows}
    mine = [table for table in told.tables if table.centre + str(table.number) in published]
    sums = total(mine)
    own = {f"sheet_{name}_share": percent(count, sum(sums.values())) for name, count in sums.items()}
    own |= {f"sheet_{name}_votes": f"{count:,}" for name, count in sums.items()}
    return figures | grouped | own | {"published": str(PUBLISHED)}


def files(told: Story) -> dict[str, str]:
    """Every file of the example by its path."""
    news = news_figures(told)
    return {
        "case.toml": filled("case.toml", case_figures(told)),
        "sheets/results.csv": sheets_file(told.rows),
        "truth.json": truth_file(told),
        **{
            f"articles/{name}": filled(name, news)
            for name in ("2031-05-05-announcement.txt", "2031-05-05-sheets.txt", "2031-05-06-reactions.txt")
        },
    }


def filled(name: str, figures: dict[str, str]) -> str:
    """A template with its blanks filled."""
    return Template((HERE / "templates" / name).read_text(encoding="utf-8")).substitute(figures)


def main(arguments: list[str]) -> int:
    """Writes the example to the folder named, or to the one this script is in."""
    folder = Path(arguments[0]) if arguments else HERE
    for path, content in files(story()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
