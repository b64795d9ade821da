"""recuento reads the news about a contested election and counts the votes again.

The verbs of the command line are functions here: ``recuento.read(text)`` gives a `Reading`, ``recuento.read_many(inputs)`` a stream of
them, ``recuento.count(case)`` a `Tally`, ``recuento.weigh(case)`` a `Weighing`, where a case is the path of its folder, or a `Case`. Each
is imported when it is first used, so that ``import recuento`` is quick. See docs/api.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import read, read_many
    from .case.run import count, weigh
    from .errors import RecuentoError
    from .records.contest import Case
    from .records.counted import Tally
    from .records.said import Reading
    from .records.verdict import Weighing

__all__ = ["Case", "Reading", "RecuentoError", "Tally", "Weighing", "count", "read", "read_many", "weigh"]

_HOMES = {
    "Case": ".records.contest",
    "Reading": ".records.said",
    "RecuentoError": ".errors",
    "Tally": ".records.counted",
    "Weighing": ".records.verdict",
    "count": ".case.run",
    "read": ".api",
    "read_many": ".api",
    "weigh": ".case.run",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
