"""The audit of a published table against the images of its sheets: planned, drawn, filled in and assessed."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.cases_invented import make_case

from recuento.auditing.table import PublishedTable, assess, draw, plan
from recuento.cli import main
from recuento.errors import InputError

NAMES = ("ana", "beto")


def table(votes: list[tuple[int, int]], roll: int = 300) -> PublishedTable:
    return PublishedTable(
        units=[f"u{i}" for i in range(len(votes))],
        sources=["sheets.csv"] * len(votes),
        rows=list(range(2, len(votes) + 2)),
        candidates=NAMES,
        votes=np.array(votes, dtype=np.int64),
        stated=np.ones((len(votes), 2), dtype=bool),
        roll=np.full(len(votes), roll, dtype=np.int64),
    )


CLOSE = [(120, 90), (100, 95), (80, 110), (150, 60)] * 10


def as_reported(t: PublishedTable, units: list[str]) -> dict[str, list[dict[str, int]]]:
    rows = {u: dict(zip(NAMES, t.votes[t.units.index(u)].tolist(), strict=True)) for u in units}
    return {u: [row, row] for u, row in rows.items()}


def assessed(t: PublishedTable, draws: int, readings: Any) -> Any:
    return assess(t, "seed", draws, readings, 0.05, "0" * 64)


def units_of(t: PublishedTable, draws: int) -> list[str]:
    return [s.unit for s in draw(t, "seed", draws).sheets]


def test_a_plan_has_the_bound_of_every_sheet_and_the_draws_that_confirm() -> None:
    t = table(CLOSE)
    found = plan(t, 0.05)
    margin = sum(a - b for a, b in CLOSE)
    assert (found.winner, found.margin, found.batches) == (("ana",), margin, 40)
    assert found.error_bound == pytest.approx(sum((a - b + 300) / margin for a, b in CLOSE))
    assert found.draws is not None
    clean = assessed(t, found.draws, as_reported(t, units_of(t, found.draws)))
    assert clean.confirmed
    one_fewer = found.draws - 1
    assert not assessed(t, one_fewer, as_reported(t, units_of(t, one_fewer))).confirmed


def test_the_expected_sheets_are_those_of_so_many_draws() -> None:
    t = table(CLOSE)
    found = plan(t, 0.05)
    seen = [len(draw(t, f"s{i}", found.draws or 0).sheets) for i in range(200)]
    assert np.mean(seen) == pytest.approx(found.expected_sheets, rel=0.03)


def test_sheets_are_drawn_in_proportion_to_their_bounds() -> None:
    """A sheet that can hold no error is never drawn; one that can hold twice as much comes twice as often."""
    t = table([(100, 0), (0, 100), (50, 0)], 100)
    times = {s.unit: len(s.draws) for s in draw(t, "x", 6_000).sheets}
    assert "u1" not in times  # 0 - 100 + 100
    assert times["u0"] / times["u2"] == pytest.approx(200 / 150, rel=0.08)


def test_what_the_readers_find_otherwise_is_listed_and_weighs() -> None:
    t = table(CLOSE)
    units = units_of(t, 30)
    readings = as_reported(t, units)
    clean = assessed(t, 30, readings)
    wrong = {"ana": 100, "beto": 100}
    readings[units[0]] = [wrong, wrong]
    found = assessed(t, 30, readings)
    assert {(d.unit, d.read) for d in found.differences} <= {(units[0], 100)}
    assert found.differences
    assert found.p > clean.p


def test_after_an_error_so_many_more_draws_as_are_said_confirm() -> None:
    """What is lacking goes on from where the draws stand, and not from where they stood best."""
    t = table(CLOSE * 20)
    units = units_of(t, 12)
    readings = as_reported(t, units)
    last = draw(t, "seed", 12).sheets[-1].unit
    readings[last] = [{"ana": 60, "beto": 140}] * 2
    found = assessed(t, 12, readings)
    more = found.sample_size["further_draws_if_no_errors"]
    for extra, confirmed in ((more, True), (more - 1, False)):
        units = units_of(t, 12 + extra)
        read = {**as_reported(t, [u for u in units if u != last]), last: readings[last]}
        drawn_again = any(i > 12 for s in draw(t, "seed", 12 + extra).sheets if s.unit == last for i in s.draws)
        assert not drawn_again
        assert assessed(t, 12 + extra, read).confirmed is confirmed


def test_two_readings_that_differ_need_a_third() -> None:
    t = table(CLOSE)
    units = units_of(t, 5)
    readings = as_reported(t, units)
    right, other = readings[units[0]][0], {"ana": 1, "beto": 1}
    readings[units[0]] = [right, other]
    with pytest.raises(InputError, match="differ"):
        assessed(t, 5, readings)
    readings[units[0]] = [right, other, right]
    found = assessed(t, 5, readings)
    assert found.readings_differed == (units[0],)
    assert found.differences == ()


def test_a_sheet_that_nobody_read_or_nobody_drew_is_refused() -> None:
    t = table(CLOSE)
    units = units_of(t, 5)
    readings = as_reported(t, units)
    del readings[units[2]]
    with pytest.raises(InputError, match="read by nobody"):
        assessed(t, 5, readings)
    stranger = next(u for u in t.units if u not in units)
    with pytest.raises(InputError, match="was not drawn"):
        assessed(t, 5, as_reported(t, [*units, stranger]))


def test_a_tie_is_not_drawn_from() -> None:
    t = table([(50, 50)])
    assert plan(t, 0.05).draws is None
    with pytest.raises(InputError, match="full count"):
        draw(t, "s", 3)


def test_more_votes_than_voters_leave_no_bound() -> None:
    with pytest.raises(InputError, match="registered voters"):
        plan(table([(200, 150)], 300), 0.05)


def test_a_wrong_table_is_confirmed_no_more_often_than_the_risk_limit() -> None:
    """500 audits of a table in which as many sheets are turned round as it takes for the other to have won, just."""
    t = table(CLOSE)
    truth = t.votes.copy()
    margin = int(truth[:, 0].sum() - truth[:, 1].sum())
    for k in range(len(truth)):
        if margin <= 0:
            break
        moved = min(truth[k, 0], -(-margin // 2))
        truth[k] += (-moved, moved)
        margin -= 2 * int(moved)
    assert truth[:, 0].sum() <= truth[:, 1].sum()
    draws = plan(t, 0.1).draws or 0
    confirmed = 0
    for seed in range(500):
        units = [s.unit for s in draw(t, str(seed), draws).sheets]
        read = {u: [dict(zip(NAMES, truth[t.units.index(u)].tolist(), strict=True))] * 2 for u in units}
        confirmed += bool(assess(t, str(seed), draws, read, 0.1, "").confirmed)
    assert confirmed / 500 <= 0.1 + 3 * (0.09 / 500) ** 0.5


CASE = """[contest]
name = "Mayor"
country = "NOR"
date = 2031-05-04
authority = "Board"
candidates_complete = true
[[candidates]]
id = "ana"
name = "Ana"
[[candidates]]
id = "beto"
name = "Beto"
[[sheets]]
path = "sheets/sheets.csv"
published_by = "Watchers"
interest = "none known"
unit = ["t"]
registered = "roll"
votes = { ana = "A", beto = "B" }
"""


def test_the_three_steps_on_a_case(tmp_path: Path, capsysbinary: Any) -> None:
    rows = "".join(f"{i},300,{140 + i % 7},{90 - i % 5}\n" for i in range(30))
    case = make_case(tmp_path / "case", sheets=f"t,roll,A,B\n{rows}", toml=CASE)
    assert main(["audit", "plan", str(case), "--format", "json"]) == 0
    draws = json.loads(capsysbinary.readouterr().out)["draws"]
    told = ["--seed", "dice 3 5 1", "--draws", str(draws)]
    forms = tmp_path / "forms"
    assert main(["audit", "draw", str(case), *told, "--forms", str(forms), "--format", "json"]) == 0
    drawn = json.loads(capsysbinary.readouterr().out)
    first, _, second = (forms / "audit.html").read_text("utf-8").partition("second reading")
    assert first.count("<section>") == second.count("<section>") == len(drawn["sheets"])
    assert "<th>Ana</th>" in first
    filled = []
    with (forms / "audit.csv").open(newline="") as form:
        for row in csv.DictReader(form):
            i = int(row["unit"])
            filled.append({**row, "reader": "me", "ana": 140 + i % 7, "beto": 90 - i % 5})
    with (forms / "audit.csv").open("w", newline="") as form:
        writer = csv.DictWriter(form, ["unit", "reading", "reader", "ana", "beto"])
        writer.writeheader()
        writer.writerows(filled)
    assert main(["audit", "assess", str(case), *told, "--entered", str(forms / "audit.csv"), "--format", "json"]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert (found["confirmed"], found["differences"], found["method"]) == (True, [], "macro")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["plan"], "needs a case folder"),
        (["draw", "CASE"], "needs a seed"),
        (["assess", "CASE", "--seed", "s", "--draws", "3"], "give --entered"),
        (["plan", "CASE", "--risk-limit", "1"], "between 0 and 1"),
    ],
)
def test_what_a_step_lacks_is_told_in_one_line(args: list[str], says: str, tmp_path: Path, capsys: Any) -> None:
    case = make_case(tmp_path, sheets="t,roll,A,B\n1,300,140,90\n", toml=CASE)
    assert main(["audit", *(str(case) if a == "CASE" else a for a in args)]) != 0
    err = capsys.readouterr().err
    assert says in err
    assert err.count("\n") == 1


def test_a_bare_table_is_planned_drawn_and_assessed_like_a_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its layout is proposed from its header; a table without registered voters is refused in one line."""
    counts = tmp_path / "counts.csv"
    rows = [f"{1000 + i},300,{100 + i % 7},{80 + i % 5}" for i in range(60)]
    counts.write_text("\n".join(["table,registered,Ana Prueba,Beto Ensayo", *rows]) + "\n", "utf-8")
    assert main(["audit", "plan", str(counts)]) == 0
    planned = json.loads(capsys.readouterr().out)
    assert (planned["batches"], planned["margin"]) == (60, sum(20 + i % 7 - i % 5 for i in range(60)))
    draw_it = ["--seed", "dice", "--draws", "3"]
    assert main(["audit", "draw", str(counts), *draw_it, "--forms", str(tmp_path / "forms")]) == 0
    drawn = json.loads(capsys.readouterr().out)
    with (tmp_path / "forms" / "audit.csv").open(newline="") as file:
        form = list(csv.reader(file))
    by_unit = {row.split(",")[0]: row.split(",")[2:] for row in rows}
    filled = [form[0], *([*row[:3], *by_unit[row[0]]] for row in form[1:])]
    with (tmp_path / "forms" / "audit.csv").open("w", newline="") as file:
        csv.writer(file).writerows(filled)
    entered = ["--entered", str(tmp_path / "forms" / "audit.csv")]
    assert main(["audit", "assess", str(counts), *draw_it, *entered]) == 0
    assert json.loads(capsys.readouterr().out)["differences"] == []
    assert drawn["draws"] == 3
    bare = tmp_path / "bare.csv"
    bare.write_text("table,Ana Prueba,Beto Ensayo\n" + "\n".join(f"{i},{100 + i},{80 + i}" for i in range(60)) + "\n")
    assert main(["audit", "plan", str(bare)]) != 0
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
