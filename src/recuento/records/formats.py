"""The names of the formats that record files come in, apart from the code that needs heavy libraries to write them."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal, get_args

Format = Literal["json", "jsonl", "csv", "parquet", "table"]
FORMATS: tuple[Format, ...] = get_args(Format)


def form_of(path: PurePath | str) -> Format | None:
    """The format that a file's name asks for by its ending; None where the ending says nothing."""
    ending = PurePath(path).suffix.lower().lstrip(".")
    return next((f for f in FORMATS if f == ending and f != "table"), None)
