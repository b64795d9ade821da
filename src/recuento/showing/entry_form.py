"""Sheets that no machine could read, to be entered by hand, twice: a table to fill, and a page with each image beside its fields.

The page is for reading and printing and has no script; figures are typed into the table, by two people who do not see each
other's, and both files are then sheets of the case.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from recuento.records.contest import Case
from recuento.records.counted import Tally
from recuento.records.inert import encodable, no_formula
from recuento.records.recipe import SheetSource

from .templating import environment, style_hash

UNREAD = (
    "image_has_no_code_that_could_be_read",
    "image_could_not_be_opened",
    "code_is_not_as_the_recipe_says",
    "part_of_a_code_is_missing",
    "code_does_not_have_the_digest_that_it_states",
)
"""The checks that list images whose sheet is not counted."""
_SHOWN = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"}


@dataclass(frozen=True)
class Unread:
    """An image to be entered: its path within the case, why it was not read, and whether a browser shows it."""

    image: str
    why: str
    shown: bool
    link: str


@dataclass(frozen=True)
class EntryForm:
    """What is to be entered for one source: the columns of the table, and the images."""

    source: SheetSource
    keys: tuple[str, ...]
    figures: tuple[str, ...]
    images: tuple[Unread, ...]

    def table(self) -> str:
        """The table to be filled, as CSV: a row an image."""
        page = io.StringIO()
        writer = csv.writer(page, lineterminator="\n")
        writer.writerow(["image", *self.keys, *self.figures])
        for unread in self.images:
            writer.writerow([no_formula(encodable(unread.image)), *[""] * (len(self.keys) + len(self.figures))])
        return page.getvalue()

    def recipe(self, first: str, second: str) -> str:
        """The `[[sheets]]` that counts the two tables when they are filled."""
        keys = ", ".join(f'"{_escaped(k)}"' for k in self.source.unit)
        regions = ", ".join(f'"{_escaped(k)}"' for k in self.source.region)
        votes = ", ".join(f'{candidate} = "{candidate}"' for candidate in self.source.votes)
        lines = [
            "[[sheets]]",
            f'path = "{_escaped(first)}"',
            f'entered_again = "{_escaped(second)}"',
            f'published_by = "{_escaped(self.source.published_by)}"',
            f'interest = "{_escaped(self.source.interest)}"',
            'kind = "images"',
            f"unit = [{keys}]",
            *([f"region = [{regions}]"] if regions else []),
            *(f'{name} = "{name}"' for name in self.figures if name not in self.source.votes),
            f"votes = {{ {votes} }}",
        ]
        return "\n".join(lines)


def entry_forms(case: Case, tally: Tally) -> list[EntryForm]:
    """A form for each source of images in which something could not be read; none where all could."""
    why: dict[str, str] = {}
    for finding in tally.findings:
        if finding.check in UNREAD:
            for row in finding.rows:
                why.setdefault(row.source, f"{finding.check.replace('_', ' ')}: {row.detail}")
    forms = []
    for source in case.sheets:
        if source.code is None:
            continue
        mine = sorted(image for image in why if _is_of(image, source.path))
        if mine:
            keys = tuple(
                text.rpartition(":")[0] if _is_padded(text) else text for text in (*source.unit, *source.region)
            )
            named = ("registered", "ballots", "valid", "invalid", "blank", "null", "contested")
            figures = (*(name for name in named if getattr(source, name) is not None), *source.votes)
            images = tuple(_unread(image, why[image]) for image in mine)
            forms.append(EntryForm(source, tuple(dict.fromkeys(keys)), figures, images))
    return forms


def render_entry_page(form: EntryForm, up: str, table: str, recipe: str) -> str:
    """The page; `up` is the way from it to the case folder, `table` the name of the table to be filled."""
    style = environment().get_template("entry.css").render()
    page = (
        environment()
        .get_template("entry.html.j2")
        .render(form=form, up=quote(up), table=table, recipe=recipe, style=style, style_hash=style_hash(style))
    )
    return encodable(page)


def _unread(image: str, why: str) -> Unread:
    plain = image.partition(", member ")[0]
    return Unread(image, why, plain == image and PurePosixPath(plain).suffix.lower() in _SHOWN, quote(plain))


def _is_of(image: str, path: str) -> bool:
    return image == path or image.startswith((f"{path.rstrip('/')}/", f"{path}, member "))


def _is_padded(text: str) -> bool:
    return text.rpartition(":")[2].isdecimal() and ":" in text


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
