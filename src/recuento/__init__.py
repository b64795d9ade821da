"""recuento reads the news about a contested election and counts the votes again.

The verbs of the command line are functions here: ``recuento.read(text)`` gives a `Reading`, ``recuento.count(case)``
a `Tally`, ``recuento.weigh(case)`` a `Weighing`, where a case is the path of its folder. Each is imported when it is first used, so
that ``import recuento`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .case.run import count, weigh
    from .errors import RecuentoError
    from .reading.reading import read

__all__ = ["RecuentoError", "count", "read", "weigh"]

_HOMES = {
    "RecuentoError": ".errors",
    "count": ".case.run",
    "read": ".reading.reading",
    "weigh": ".case.run",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
