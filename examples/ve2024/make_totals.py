"""Adds up the published tally sheets of Venezuela 2024 by municipality: `python make_totals.py RESULTADOS_2024_CSV_V1.csv`.

Writes sheets/totals_by_municipality.csv beside this script, in the same bytes for the same sheets in any order of rows.
Municipality codes repeat in every state of the source, so that a municipality is told by state and name.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

KEY = {"state": "EDO", "municipality": "MUN"}
FIGURES = {
    "registered": "RE",
    "valid": "VOTOS_VALIDOS",
    "null": "VOTOS_NULOS",
    "maduro": "NM",
    "gonzalez": "EG",
    "martinez": "LM",
    "bertucci": "JABE",
    "brito": "JOBR",
    "ecarri": "AE",
    "fermin": "CF",
    "ceballos": "DC",
    "marquez": "EM",
    "rausseo": "BERA",
}
OUTPUT = Path(__file__).parent / "sheets" / "totals_by_municipality.csv"


def totals_by_municipality(path: Path) -> pl.DataFrame:
    """One row a municipality: how many sheets, and the sum of each figure over them.

    Raises ValueError where a sheet lacks a figure: its municipality would have no total.
    """
    figures = [pl.col(column).cast(pl.Int64).alias(name) for name, column in FIGURES.items()]
    sheets = pl.read_csv(path, columns=[*KEY.values(), *FIGURES.values()])
    sheets = sheets.select(*(pl.col(column).alias(name) for name, column in KEY.items()), *figures)
    if sum(sheets.null_count().row(0)):
        raise ValueError(f"{path}: some cell that should hold a figure is empty")
    sums = sheets.group_by(list(KEY)).agg(pl.len().cast(pl.Int64).alias("sheets"), pl.col(list(FIGURES)).sum())
    return sums.sort(list(KEY))


def main(arguments: list[str]) -> int:
    """Writes the totals of the file that the only argument names."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        sys.stderr.write("usage: python make_totals.py RESULTADOS_2024_CSV_V1.csv\n")
        return 2
    OUTPUT.write_bytes(totals_by_municipality(Path(arguments[0])).write_csv().encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
