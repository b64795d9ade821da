"""The forms in which sheets that no machine could read are entered by hand."""

from __future__ import annotations

import os
from pathlib import Path

from recuento.errors import CaseError, OutputError
from recuento.records.contest import Case
from recuento.records.files import replacing

from .folder import CASE_FILE, load, place_of
from .run import count

TABLE, PAGE = "to-enter.csv", "to-enter.html"


def write_forms(folder: Path, to: Path, *, allow_outside: bool = False) -> list[Path]:
    """Counts the case and writes, for each source of images with something unread, a table to fill and a page.

    Returns the files that were written: none where everything was read. Raises CaseError where the case has no
    images, OutputError where a table that somebody may have filled is in the way.
    """
    from recuento.showing.entry_form import entry_forms, render_entry_page

    case: Case = load(folder)
    place = place_of(folder)
    if not any(source.code for source in case.sheets):
        raise CaseError(
            "the case has no images of sheets",
            where=str(place / CASE_FILE),
            mend="say in [[sheets]] what their `code` is",
        )
    written = []
    for number, form in enumerate(entry_forms(case, count(folder, allow_outside=allow_outside)), start=1):
        table, page = (to / (name if number == 1 else name.replace(".", f"-{number}.")) for name in (TABLE, PAGE))
        if table.exists():
            raise OutputError("is there already, and may be filled", where=str(table), mend="move it away")
        to.mkdir(parents=True, exist_ok=True)
        up = Path(os.path.relpath(place, to)).as_posix()
        entered = Path(os.path.relpath(to, place)).as_posix()
        recipe = form.recipe(f"{entered}/first.csv", f"{entered}/second.csv")
        for path, text in ((table, form.table()), (page, render_entry_page(form, up, table.name, recipe))):
            with replacing(path) as out:
                out.write(text.encode())
            written.append(path)
    return written
