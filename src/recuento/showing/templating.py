"""What the HTML pages have in common: templates that escape what they are given, and a policy that lets in one style."""

from __future__ import annotations

import base64
import functools
import hashlib
from typing import TYPE_CHECKING

from .numbers import Numbers
from .translation import SOURCE

if TYPE_CHECKING:
    from jinja2 import Environment


@functools.cache
def environment(locale: str = SOURCE) -> Environment:
    """The templates of this package, in which `_` gives a text in the language and `counted` one for so many."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("recuento.showing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    numbers = Numbers(locale)
    made.globals.update(_=numbers.text, counted=numbers.plural, count=numbers.count)
    return made


def style_hash(text: str) -> str:
    """The hash by which a page's policy lets in a style or script of that text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
