"""The dossier on one screen of a terminal: 100 columns by 40 lines, fewer columns too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .axis import Axis
from .claims import Claim
from .dossier import Dossier
from .fitting import cut
from .numbers import Numbers

if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.text import Text

LINES = 39
"""What a screen of 40 lines shows before the prompt."""

STYLES = {
    "impossible": ("✖", "bold red"),
    "contradicted": ("◆", "bold yellow"),
    "undetermined": ("?", "bold"),
    "consistent": ("≈", "bold blue"),
    "confirmed": ("✔", "bold cyan"),
}
"""A sign and a style for each verdict: the word stands beside them, so neither is needed to understand it."""

_COUNTRIES = 12


def print_summary(dossier: Dossier, console: Console, where: Path | str | None = None) -> None:
    """Prints the answer, the claims with their verdicts, the coverage, the stances, the findings, and where more is.

    As many claims are listed as the screen holds; the rest are counted. `where` is the page that holds everything.
    """
    for fit in (12, 9, 7, 5, 4, 3, 2, 1, 0):
        for brief in (False, True):
            summary = _summary(dossier, fit, brief=brief, where=str(where) if where else None)
            if len(console.render_lines(summary, pad=False)) <= LINES:
                console.print(summary)
                return
    console.print(summary)


def summary_text(dossier: Dossier, where: Path | str | None = None, *, width: int = 100, colour: bool = True) -> str:
    """The same summary as text for a terminal of `width` columns, without a line end at its end."""
    from rich.console import Console

    drawn = io.StringIO()
    console = Console(
        file=drawn,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        legacy_windows=False,
    )
    print_summary(dossier, console, where)
    return drawn.getvalue().rstrip("\n")


def _summary(dossier: Dossier, claims: int, *, brief: bool, where: str | None) -> Group:
    from rich.console import Group
    from rich.text import Text

    said = dossier.lede.deck[:2] if brief else (*dossier.lede.deck[:2], *dossier.besides[:1])
    parts: list[Text] = [Text(dossier.title, style="dim"), Text(f"{dossier.lede.headline}.", style="bold")]
    parts += [Text(" ".join(said)), *_bars(dossier.lede.axis, dossier.numbers)]
    parts += [Text(), *_claims(dossier, claims, brief=brief)]
    parts += [
        Text(),
        _headed(dossier.numbers.text("Coverage"), " ".join(dossier.coverage.sentences[: 1 if brief else 2])),
    ]
    parts += _stances(dossier)
    parts.append(_headed(dossier.numbers.text("Sheets"), _findings(dossier)))
    if dossier.elsewhere:
        parts.append(_headed(dossier.numbers.text("Articles"), " ".join(dossier.elsewhere[: 1 if brief else 2])))
    if where:
        parts += [Text(), Text.assemble((f"{dossier.numbers.text('Dossier')}  ", "bold"), where)]
    return Group(*parts)


def _bars(axis: Axis | None, numbers: Numbers) -> Iterator[Text]:
    """A line for each of the first two candidates: counted █, possible ░, announced ◆, on one scale."""
    from rich.text import Text

    if axis is None:
        return
    most = axis.top

    def at(value: float) -> int:
        return min(_BAR_WIDTH - 1, max(0, round(value / most * (_BAR_WIDTH - 1))))

    for row in axis.rows[:_BARS]:
        cells = [" "] * _BAR_WIDTH
        if row.low is not None and row.high is not None:
            for i in range(at(row.low), at(row.high) + 1):
                cells[i] = "░"
        for mark in row.marks:
            if mark.kind == "counted":
                cells[: at(mark.at) + 1] = "█" * (at(mark.at) + 1)
        for mark in row.marks:
            if mark.kind == "announced":
                cells[at(mark.at)] = "◆"
        yield Text(f"{cut(row.name, _NAME_WIDTH):<{_NAME_WIDTH}} {''.join(cells).rstrip()}", no_wrap=True)
    kinds = {m.kind for row in axis.rows[:_BARS] for m in row.marks}
    kinds |= {"possible" for row in axis.rows[:_BARS] if row.low is not None}
    key = "  ".join(f"{sign} {numbers.text(words)}" for kind, (sign, words) in _KEY.items() if kind in kinds)
    yield Text(f"{'':<{_NAME_WIDTH}} {key}", style="dim")


_KEY = {
    "counted": ("█", "counted"),
    "possible": ("░", "possible with the missing sheets"),
    "announced": ("◆", "announced"),
}

_NARROWEST = 12
"""Letters of the column of verdicts."""

_BARS, _BAR_WIDTH, _NAME_WIDTH = 2, 56, 20


def _headed(head: str, text: str) -> Text:
    from rich.text import Text

    return Text.assemble((f"{head}  ", "bold"), text)


def _claims(dossier: Dossier, shown: int, *, brief: bool) -> Iterator[Text]:
    from rich.text import Text

    wide = max((len(claim.word) for claim in dossier.claims[:shown]), default=0)
    for claim in dossier.claims[:shown]:
        yield _claim(claim, wide, brief=brief)
    if (more := len(dossier.claims) - shown) > 0:
        told = dossier.numbers.plural(
            more, "and %(n)s more claim in the dossier", "and %(n)s more claims in the dossier"
        )
        yield Text(f"… {told}", style="dim")
    if dossier.unsettled:
        told = dossier.numbers.plural(
            len(dossier.unsettled),
            "%(n)s claim that no count can settle, listed apart",
            "%(n)s claims that no count can settle, listed apart",
        )
        yield Text(told, style="dim")


def _claim(claim: Claim, wide: int, *, brief: bool) -> Text:
    from rich.text import Text

    sign, style = STYLES[claim.kind]
    who = f"{claim.stated_by}: " if claim.stated_by else ""
    words = f"“{claim.heard[0].words}”" if claim.heard[0].place else claim.heard[0].words
    line = Text.assemble((f"{sign} {claim.word:<{max(wide, _NARROWEST)}} ", style), cut(f"{who}{words}", 150))
    if not brief:
        line.append(f"\n  {cut(claim.says, 180)}", "dim")
    return line


def _stances(dossier: Dossier) -> Iterator[Text]:
    for group in dossier.stances:
        countries = group.countries
        if countries:
            more = len(countries) - _COUNTRIES
            named = [cut(c, 30) for c in countries[:_COUNTRIES]] + (
                [dossier.numbers.plural(more, "%(n)s more", "%(n)s more")] if more > 0 else []
            )
            yield _headed(f"{group.title} ({len(countries)})", dossier.numbers.join(named))


def _findings(dossier: Dossier) -> str:
    n = dossier.numbers
    if not dossier.findings:
        return n.text("nothing odd was found") if dossier.method.sources else n.text("none to check")
    counts = [
        n.plural(many, *_COUNTED[mark])
        for mark in dict.fromkeys(f.mark for f in dossier.findings)
        if (many := sum(f.mark == mark for f in dossier.findings))
    ]
    listed = "; ".join(f"{f.title} ({f.count})" for f in dossier.findings[:3])
    return n.text("%(counts)s among the checks: %(listed)s", counts=n.join(counts), listed=listed)


_COUNTED = {
    "fails": ("%(n)s error", "%(n)s errors"),
    "open": ("%(n)s to look at", "%(n)s to look at"),
    "note": ("%(n)s note", "%(n)s notes"),
}
