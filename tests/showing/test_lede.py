"""The first screen: a sentence that says no more than the verdict, and a picture that a reader can redo."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.showing import samples

from recuento.records.counted import CandidateTally
from recuento.records.verdict import VerdictKind
from recuento.showing import dossier
from recuento.showing.axis import Axis, Gap, Mark, Row, Threshold, draw, round_steps
from recuento.showing.lede import Lede
from recuento.showing.report import render_html


def lede(**changes: Any) -> Lede:
    """The first screen of the sample case."""
    given_: dict[str, Any] = {
        "case": samples.case(),
        "readings": (),
        "tally": samples.tally(),
        "weighing": samples.weighing(),
        "manifest": samples.MANIFEST,
    }
    return dossier.build(**{**given_, **changes}).lede


def judged(kind: VerdictKind) -> Lede:
    """The first screen where the verdict on the announced winner is of a kind."""
    weighing = samples.weighing()
    winner = next(v for v in weighing.verdicts if v.claim == "winner")
    verdicts = (winner.model_copy(update={"kind": kind}),)
    return lede(weighing=weighing.model_copy(update={"verdicts": verdicts}))


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (VerdictKind.IMPOSSIBLE, "rule that out, if they are authentic"),
        (VerdictKind.CONTRADICTED, "speak against it, without proof"),
        (VerdictKind.UNDETERMINED, "leave that open"),
        (VerdictKind.CONSISTENT, "agree, which is no proof"),
        (VerdictKind.CONFIRMED, "confirm it, if they are authentic"),
    ],
)
def test_the_headline_says_what_the_verdict_says(kind: VerdictKind, says: str) -> None:
    assert judged(kind).headline == f"The Electoral Board announced that Tomás Rojas had won; the sheets at hand {says}"


@pytest.mark.parametrize("kind", list(VerdictKind))
def test_at_most_three_sentences_stand_below(kind: VerdictKind) -> None:
    assert 1 <= len(judged(kind).deck) <= 3


def test_only_where_both_cannot_be_right_does_it_say_so() -> None:
    cannot = {kind for kind in VerdictKind if "cannot both be right" in " ".join(judged(kind).deck)}
    assert cannot == {VerdictKind.IMPOSSIBLE}


def test_without_sheets_the_headline_says_that_none_are_there() -> None:
    shown = lede(tally=None, weighing=samples.NOTHING)
    assert shown.headline.endswith("no sheets are at hand to set beside it")
    assert shown.axis is not None
    assert {m.kind for row in shown.axis.rows for m in row.marks} == {"announced", "earlier"}


def test_without_an_announcement_it_tells_who_has_most_votes() -> None:
    case = samples.case(announcements=[])
    assert lede(case=case).headline.startswith("Ana Beltrán has most votes on the sheets counted")


def test_without_an_announcement_nothing_is_said_to_contradict_one() -> None:
    """Articles may claim a winner whom the sheets rule out; no announcement does."""
    shown = lede(case=samples.case(announcements=[]))
    assert "announcement cannot" not in " ".join(shown.deck)
    assert shown.kind == "open"


def test_a_tie_is_told_as_a_tie() -> None:
    tally = samples.tally()
    alike = tuple(c.model_copy(update={"votes": 500}) for c in tally.candidates[:2])
    shown = lede(case=samples.case(announcements=[]), tally=tally.model_copy(update={"candidates": alike}))
    assert shown.headline.startswith("Ana Beltrán and Tomás Rojas have equally many votes")


def test_the_gap_is_the_difference_of_two_figures_that_stand_beside_it() -> None:
    """What one has at least, less what the other has at most: 420,400 - 401,210."""
    shown = lede()
    assert shown.axis is not None
    gap = shown.axis.gap
    assert gap is not None
    assert gap.text == "19,190 votes short, whatever the missing sheets say"
    words = [row.possible for row in shown.axis.rows]
    assert "420,400" in words[0]
    assert "401,210" in words[gap.row]


def test_no_gap_is_drawn_where_what_is_possible_overlaps() -> None:
    weighing = samples.weighing()
    assert weighing.bounds is not None
    open_ = weighing.bounds.model_copy(
        update={"votes": {"beltran": (420_400, 621_400), "rojas": (200_210, 420_400), "mora": (20_000, 221_000)}}
    )
    shown = lede(weighing=weighing.model_copy(update={"bounds": open_}))
    assert shown.axis is not None
    assert shown.axis.gap is None


@pytest.mark.parametrize(
    ("shares", "text"),
    [
        ((40.0, 48.3), "at most 48.30%: half is out of reach"),
        ((50.2, 55.0), "at least 50.20%: more than half, whatever the missing sheets say"),
        ((45.0, 55.0), None),
    ],
)
def test_where_more_than_half_is_asked_the_gap_is_from_half(shares: tuple[float, float], text: str | None) -> None:
    """Of whoever was announced the winner; nothing decides where half lies within what is possible."""
    case = samples.case()
    majority = case.model_copy(update={"contest": case.contest.model_copy(update={"rule": "majority"})})
    weighing = samples.weighing()
    assert weighing.bounds is not None
    bounds = weighing.bounds.model_copy(
        update={
            "shares": {"rojas": shares, "beltran": (30.0, 52.0), "mora": (2.0, 20.0)},
            "votes": {"rojas": (400, 500), "beltran": (300, 520), "mora": (20, 200)},
        }
    )
    shown = lede(case=majority, weighing=weighing.model_copy(update={"bounds": bounds}))
    assert shown.axis is not None
    assert (shown.axis.gap.text if shown.axis.gap else None) == text


def _many(number: int) -> dossier.Dossier:
    names = [{"id": f"c{i}", "name": f"Candidate {i}"} for i in range(number)]
    case = samples.case(candidates=names, announcements=[], sheets=[])
    votes = tuple(CandidateTally(id=f"c{i}", name=f"Candidate {i}", votes=1000 - i, share=None) for i in range(number))
    tally = samples.tally().model_copy(update={"candidates": votes})
    return dossier.build(case, (), tally, samples.NOTHING, samples.MANIFEST)


def many_candidates(number: int) -> str:
    """The page of a case with so many candidates, nearly alike."""
    return render_html(_many(number))


@pytest.mark.parametrize(("number", "rows"), [(2, 2), (5, 4), (30, 2)])
def test_the_leading_candidates_are_drawn_and_the_rest_counted(number: int, rows: int) -> None:
    """Of thirty alike none has a twentieth of the votes: two are drawn."""
    shown = _many(number).lede
    assert shown.axis is not None
    assert len(shown.axis.rows) == rows
    assert any(f"{number - rows} more candidate" in note for note in shown.notes) is (number > rows)


def test_whom_the_headline_names_is_drawn() -> None:
    """Even where hardly a vote was counted for them."""
    case = samples.case()
    last = case.announcements[-1].model_copy(update={"winner": "mora"})
    shown = lede(case=case.model_copy(update={"announcements": (last,)}))
    assert shown.axis is not None
    assert "Julio Mora" in [row.name for row in shown.axis.rows]


@pytest.mark.parametrize("counted", [True, False])
def test_a_margin_says_whether_it_was_counted_or_announced(counted: bool) -> None:
    case = samples.case()
    forty_ten = case.model_copy(update={"contest": case.contest.model_copy(update={"rule": "forty_ten"})})
    shown = lede(case=forty_ten, **({} if counted else {"tally": None, "weighing": samples.NOTHING}))
    assert shown.axis is not None
    assert shown.axis.gap is not None
    assert f"points behind as {'counted' if counted else 'announced'}" in shown.axis.gap.text


# --- the drawing


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (0.0, [0.0]),
        (10.7e6, [0.0, 2.5e6, 5e6, 7.5e6, 10e6, 12.5e6]),
        (54.27, [0.0, 20.0, 40.0, 60.0]),
        (3.0, [0.0, 1.0, 2.0, 3.0]),
    ],
)
def test_the_axis_is_divided_at_round_values(most: float, steps: list[float]) -> None:
    assert round_steps(most) == steps


def test_a_share_has_no_place_above_a_hundred() -> None:
    assert max(round_steps(99.0, 100.0)) == 100.0


@given(st.floats(1e-3, 1e12))
def test_an_axis_holds_its_largest_value_on_few_steps(most: float) -> None:
    steps = round_steps(most)
    assert steps[0] == 0
    assert steps[-1] >= most * (1 - 1e-9)
    assert len(steps) <= 7


VALUES = st.floats(0, 1e9)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=120)


@given(st.lists(st.tuples(TEXTS, VALUES, VALUES, VALUES), min_size=1, max_size=4), st.sampled_from([340, 760]))
def test_every_mark_lies_on_the_drawing(rows: list[tuple[str, float, float, float]], width: int) -> None:
    """Whatever the figures and names are."""
    drawn = tuple(
        Row(name, (Mark("counted", a, name), Mark("announced", b, name)), min(a, c), max(a, c), name)
        for name, a, b, c in rows
    )
    gap = Gap(0, rows[0][1], rows[0][2], rows[0][0])
    axis = Axis(drawn, ((0.0, "0"),), (Threshold(rows[0][3], "asked"),), gap)
    svg = str(draw(axis, width))
    places = [float(v) for v in re.findall(r'(?: x| cx)="(-?[\d.e+]+)"', svg)]
    assert all(-1 <= place <= width + 1 for place in places)
    height = float(re.search(r'height="([\d.]+)"', svg).group(1))  # type: ignore[union-attr]
    assert all(float(v) <= height for v in re.findall(r' y="(-?[\d.]+)"', svg))


def test_a_name_is_text_and_no_markup() -> None:
    axis = Axis((Row('<script>alert("x")</script>', (Mark("counted", 1.0, "<b>1</b>"),)),), ((0.0, "0"),))
    assert "<script" not in str(draw(axis, 760))
    assert "<b>" not in str(draw(axis, 760))
