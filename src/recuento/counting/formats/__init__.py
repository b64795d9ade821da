"""One module per file format. Each yields a `Table` of text columns with line numbers and the hash of its bytes.

A new format is one module with one function, and one row of `_BY_SUFFIX`.
"""

from __future__ import annotations

from pathlib import Path

from recuento.errors import SheetError
from recuento.records.contest import SheetSource

from .delimited import read_delimited
from .parquet import read_parquet
from .table import Table, in_words, names_like, tidy_name

__all__ = ["Table", "in_words", "names_like", "read_table", "tidy_name"]

_BY_SUFFIX = {
    ".csv": "delimited",
    ".tsv": "delimited",
    ".tab": "delimited",
    ".txt": "delimited",
    ".parquet": "parquet",
    ".pq": "parquet",
}


def read_table(path: Path, source: SheetSource, wanted: frozenset[str]) -> Table:
    """The file of `source` at `path`, with the columns whose tidied name is `wanted`.

    Raises SheetError, with the line where there is one, for a file that is not what its name says.
    """
    kind = _BY_SUFFIX.get(path.suffix.lower())
    try:
        if kind == "delimited":
            return read_delimited(path, source.path, wanted, source.encoding, source.delimiter)
        if kind == "parquet":
            return read_parquet(path, source.path, wanted)
    except OSError as error:
        raise SheetError(
            f"the file cannot be opened ({error.strerror or error})",
            where=source.path,
            mend="check its path and permissions",
        ) from error
    raise SheetError(
        f"sheets in {path.suffix or 'a file without an ending'} are not read",
        where=source.path,
        mend=f"save the file as one of {', '.join(_BY_SUFFIX)}",
    )
