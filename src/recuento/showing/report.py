"""The dossier as one HTML page that asks nothing of any network.

The page's policy lets in exactly one style and one script, both files of this package, by their hashes; whatever an
article or a sheet holds is escaped text. Without the script everything is there to read; it sorts tables, opens what
a link leads into, and points a mark's note out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from recuento.records.inert import encodable

from .articles import LEGEND
from .axis import Axis, draw
from .charts import NARROW, WIDE, Group, bars
from .claims import MEANINGS, WORDS
from .dossier import Dossier
from .private import WITHHELD
from .templating import environment, style_hash
from .translation import translation

if TYPE_CHECKING:
    from markupsafe import Markup

OPEN_ARTICLES = 3
"""Up to so many articles are shown unfolded."""


OPEN_CLAIMS = 6
"""So many claims by others are shown unfolded, those that answer most first."""

OPEN_ROWS = 4
"""So many candidates of an announcement are shown unfolded."""


SCRIPT_WORDS = {
    "search": "Country or words",
    "all": "all",
    "stance": "Stance",
    "from": "From",
    "to": "To",
    "unit": "Unit or region",
    "shown": "{some} of {all} shown",
    "of": ", of {all}",
}
"""The words of the page's script, by the names it has for them."""


PAGE_ROOM = 3_000_000
"""Bytes that a page may take: one that would take more has no rows of sheets, and says so."""


def render_html(dossier: Dossier) -> str:
    """The page. The same dossier gives the same text."""
    page = _rendered(dossier)
    if dossier.sheets.rows is not None and len(page.encode()) > PAGE_ROOM:
        return _rendered(replace(dossier, sheets=replace(dossier.sheets, rows=None)))
    return page


def _rendered(dossier: Dossier) -> str:
    templates, text = environment(dossier.locale), translation(dossier.locale).text
    style = templates.get_template("dossier.css").render()
    script = templates.get_template("dossier.js").render()
    page = templates.get_template("dossier.html.j2").render(
        d=dossier,
        style=style,
        style_hash=style_hash(style),
        script=script,
        script_hash=style_hash(script),
        legend=LEGEND,
        meanings=[(kind.value, text(WORDS[kind][0]), text(MEANINGS[kind.value])) for kind in WORDS],
        script_words={key: text(words) for key, words in SCRIPT_WORDS.items()},
        open_articles=len(dossier.articles) <= OPEN_ARTICLES,
        claims_open=OPEN_CLAIMS,
        rows_open=OPEN_ROWS,
        chart=_chart,
        axis=_axis,
    )
    # Names of members of the public were blanked in the text of articles with these words, in English.
    return encodable(page.replace(WITHHELD, text(WITHHELD)))


def _axis(axis: Axis) -> Markup:
    """The first picture twice, for a wide page and for a phone."""
    from markupsafe import Markup

    return Markup('<div class="wide">{}</div><div class="narrow">{}</div>').format(draw(axis, WIDE), draw(axis, NARROW))


def _chart(groups: Sequence[Group]) -> Markup:
    """The bars twice, for a wide page and for a phone; the style shows the one that fits.

    It is markup of our own library, with the texts in it escaped there.
    """
    from markupsafe import Markup

    wide, narrow = bars(groups, WIDE), bars(groups, NARROW)
    return Markup('<div class="wide">{}</div><div class="narrow">{}</div>').format(Markup(wide), Markup(narrow))  # noqa: S704
