"""What `recuento forensics` writes: a row for each test of each column."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .formats import ForensicTest
from .text import Record

UNIFORM = "uniform digits"
"""The null of a row that is there for comparison with other programs, beside the calibrated one."""


class ForensicRow(Record):
    """One test of one column (or pair of columns)."""

    test: ForensicTest
    column: Annotated[str, Field(description="the column, or turnout, or share:ID of the valid votes")]
    n: Annotated[int, Field(description="how many rows (or centres) it rests on")]
    statistic: Annotated[float | None, Field(description="what it is for each test stands in docs/forensics.md")]
    df: Annotated[int | None, Field(description="degrees of freedom, where it has any")]
    p: Annotated[
        float | None, Field(description="how often the null gives as much; null: not computed, the warning says why")
    ]
    null: Annotated[str, Field(description="what it is held against")]
    warning: Annotated[str, Field(description="what it cannot say")]
    p_holm: Annotated[
        float | None,
        Field(
            description="p adjusted for all tests of the run (Holm 1979); of two rows that test the same the calibrated one"
        ),
    ] = None
