"""The summary on a terminal: one screen, whatever the case."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console
from tests.showing import samples

from recuento.records.verdict import VerdictKind
from recuento.showing import dossier
from recuento.showing.terminal import print_summary, summary_text

WHERE = "ve/out/dossier.html"


def summary(width: int = 100, number: int = 1, *, colour: bool = False, **changes: Any) -> str:
    """What is printed for the sample case."""
    readings = samples.readings(number)
    given: dict[str, Any] = {
        "case": samples.case(),
        "tally": samples.tally(),
        "weighing": samples.weighing(readings),
        "manifest": samples.MANIFEST,
    }
    built = dossier.build(readings=readings, **{**given, **changes})
    out = io.StringIO()
    system = "standard" if colour else None
    print_summary(built, Console(file=out, width=width, force_terminal=colour, color_system=system), WHERE)
    return out.getvalue()


def test_it_holds_the_answer_the_claims_the_coverage_the_stances_and_the_place() -> None:
    """Everything a reader asks first, in words."""
    shown = summary()
    for words in (
        "announced that Tomás Rojas had won; the sheets at hand rule that out, if they are authentic.",
        "Ruled out",
        "Confirmed",
        "1,640 of 2,000 sheets are counted (82.00%); 360 are missing.",
        "Recognise (1)",
        "Reject (1)",
        "1 error, 1 to look at and 1 note",
        WHERE,
    ):
        assert words in " ".join(shown.split())


@pytest.mark.parametrize("width", [60, 80, 100, 200])
@pytest.mark.parametrize("claims", [0, 5, 60])
def test_it_fits_a_screen_of_forty_lines(width: int, claims: int) -> None:
    """Claims that do not fit are counted."""
    weighed = samples.weighing(samples.readings(1))
    many = tuple(
        weighed.verdicts[i % 5].model_copy(update={"says": f"{weighed.verdicts[i % 5].says} {i} {'word ' * 40}"})
        for i in range(claims)
    )
    shown = summary(width, weighing=weighed.model_copy(update={"verdicts": many}))
    lines = shown.splitlines()
    assert len(lines) < 40
    assert max(len(line) for line in lines) <= width
    assert WHERE in shown
    if claims == 60:
        assert "more claims in the dossier" in shown


def test_a_case_with_nothing_in_it_is_told_so() -> None:
    """No sheets, no articles, no verdicts."""
    shown = summary(number=0, case=samples.case(announcements=[]), tally=None, weighing=samples.NOTHING, manifest={})
    assert "No sheets are at hand" in shown
    assert "none to check" in shown


def test_every_verdict_is_told_by_its_word() -> None:
    """Colour and sign are beside it, not instead."""
    shown = summary()
    for word in ("Ruled out", "Contradicted", "Undetermined", "Consistent", "Confirmed"):
        assert word in shown
    assert len(VerdictKind) == 5


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR set, no colour is written even to a terminal."""
    assert "\x1b[1;31m" in summary(colour=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in summary(colour=True)


def test_as_text_it_is_the_same_summary() -> None:
    """The command line prints it through its own standard output."""
    readings = samples.readings(1)
    built = dossier.build(samples.case(), readings, samples.tally(), samples.weighing(readings), samples.MANIFEST)
    assert summary_text(built, WHERE, colour=False) == summary().rstrip("\n")
    assert "\x1b[1;31m" in summary_text(built, WHERE, colour=True)


def test_names_cannot_steer_the_terminal() -> None:
    """Escape sequences and rich's own markup are shown as text."""
    base = samples.case()
    evil = base.contest.model_copy(update={"name": "[bold red]x[/]\x1b[2J\u202e"})
    shown = summary(case=base.model_copy(update={"contest": evil}))
    assert "[bold red]x[/]" in shown
    assert not set(shown) & set("\x1b\u202e")
