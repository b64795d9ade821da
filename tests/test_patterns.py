"""No pattern that meets a user's text takes more than linear time: each is tried on long repeats of what it looks for."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import recuento

PIECES = (
    " ", "\n", "\u00a0", "a", "A", "a ", "A ", "Ab ", "a-", "A.", "1", "1,", "1 ", "-", " -", "–", "|", " | ", "(", "[", "<",
    "<!---->", "<?xml>", '"', "“", ".", ". ", "/", "www.", "#a ", "•", "©", "said ", "by ", "from ", "2020 ", "election ",
)  # fmt: skip
LENGTH = 6_000
PLENTY = 1.0
"""Seconds of the processor (other work on the machine counts for nothing): some hundred times what a linear pattern takes on so short a text, and far less than a quadratic one."""
OWN_TEXT = ("recuento.case.toml_places", "recuento.case.case_file", "recuento.scoring")
"""Modules whose patterns are matched in place, over a case file that the user wrote."""


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Every pattern at the top of a module, by its name."""
    for found in pkgutil.walk_packages(recuento.__path__, "recuento."):
        if found.name.endswith("__main__") or found.name.startswith(OWN_TEXT):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            parts = value if isinstance(value, tuple) else (value,)
            held = [y for x in parts for y in (x if isinstance(x, tuple) else (x,))]
            yield from ((f"{found.name}.{name}", p) for p in held if isinstance(p, re.Pattern))


PATTERNS = sorted(
    {p.pattern if isinstance(p.pattern, str) else repr(p.pattern): (n, p) for n, p in patterns()}.values(),
    key=lambda x: x[0],
)


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=[name for name, _ in PATTERNS])
def test_a_pattern_is_through_a_long_repeat_at_once(name: str, pattern: re.Pattern[str] | re.Pattern[bytes]) -> None:
    """Searched for everywhere, and matched from the start, on repeats with and without something before and after."""
    for piece in PIECES:
        repeat = (piece * LENGTH)[:LENGTH]
        for text in (repeat, f"x{repeat}!"):
            subject = text.encode() if isinstance(pattern.pattern, bytes) else text
            begun = time.process_time()
            for _ in pattern.finditer(subject):  # type: ignore[arg-type]
                pass
            pattern.match(subject)  # type: ignore[arg-type]
            assert time.process_time() - begun < PLENTY, f"{name}: {piece!r}"
