"""The versions in a manifest change with any file of the package that a run rests on."""

from __future__ import annotations

from pathlib import Path

import recuento
from recuento.case import manifest


def test_code_and_reader_are_hashes_of_the_rooms_that_they_name() -> None:
    """A change in any room is a change of `code`; one in `reading` or `records` is one of `reader`, too."""
    package = Path(recuento.__file__).parent
    nothing = manifest._digest(package)
    for part in ("reading", "records", "counting", "showing", "."):
        assert manifest._digest(package, part) != manifest._digest(package / "case", part)
        assert manifest._digest(package, part) != nothing
    assert manifest.versions()["code"] == manifest._digest(package, ".")
