"""`recuento audit`: from inputs to p, against closed forms, published rules and another implementation; and bad input."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from tests.cases_invented import make_case

from recuento.auditing.methods import audit
from recuento.cli import main
from recuento.errors import InputError
from recuento.records.audit import AuditResult

TWO = {"ballots": 1000, "votes": {"ana": 600, "beto": 400}, "risk_limit": 0.1}
BATCHES = [{"id": str(i), "ballots": 100, "votes": {"ana": 55, "beto": 45}} for i in range(100)]
AS_REPORTED = {"ana": 55, "beto": 45}


def result(method: Any, **inputs: Any) -> AuditResult:
    return audit(method, json.dumps(inputs).encode())


def test_the_inputs_are_named_by_their_digest() -> None:
    content = json.dumps(TWO).encode()
    assert audit("bravo", content).inputs_sha256 == hashlib.sha256(content).hexdigest()


def test_every_pair_of_winner_and_loser_must_be_confirmed() -> None:
    """The closest pair decides."""
    three = {"ballots": 1000, "votes": {"ana": 500, "beto": 300, "carla": 200}, "risk_limit": 0.1}
    sample = [{"ana": 50, "beto": 20, "carla": 10}]
    found = result("bravo", **three, sample=sample)
    pairs = [
        result("bravo", ballots=1000, votes={"ana": 500, x: v}, risk_limit=0.1, sample=[{"ana": 50, x: s}]).p
        for x, v, s in (("beto", 300, 20), ("carla", 200, 10))
    ]
    assert found.p == max(p for p in pairs if p is not None)
    assert found.confirmed


def test_a_tie_asks_for_a_full_count() -> None:
    for method in ("bravo", "minerva", "super-simple"):
        found = result(method, ballots=900, votes={"ana": 400, "beto": 400})
        assert (found.p, found.confirmed, found.sample_size) == (1.0, False, {"full_count": 900})
    tied = [{"id": "1", "ballots": 10, "votes": {"ana": 5, "beto": 5}}]
    assert result("macro", batches=tied).sample_size == {"full_count": 1}


@pytest.mark.parametrize("margin", [0.01, 0.02, 0.05])
def test_super_simple_without_errors_takes_about_4_8_ballots_over_the_margin(margin: float) -> None:
    """Lindeman and Stark 2012: at a risk limit of 10%, 4.8 over the diluted margin."""
    votes = {"ana": round(50_000 * (1 + margin)), "beto": round(50_000 * (1 - margin))}
    found = result("super-simple", ballots=100_000, votes=votes, risk_limit=0.1)
    assert found.sample_size["no_errors"] == pytest.approx(4.8 / margin, rel=0.015)


def test_super_simple_multiplies_a_factor_for_each_discrepancy() -> None:
    found = result("super-simple", **TWO, drawn=60, o1=1, u1=1, u2=1)
    u = 2 * 1.03905 / 0.2
    by_hand = (1 - 1 / u) ** 60 / (1 - 1 / (2 * 1.03905)) / (1 + 1 / (2 * 1.03905)) / (1 + 1 / 1.03905)
    assert found.p == pytest.approx(by_hand)


def test_batches_are_compared_by_the_margins_overstated() -> None:
    """U is 100 batches of (10 + 100) votes over 1,000, 11; a margin overstated by 2 votes of 110 is a taint of 2/110."""
    found = result(
        "macro",
        batches=BATCHES,
        draws=["3", "7"],
        audited={"3": AS_REPORTED, "7": {"ana": 54, "beto": 46}},
        risk_limit=0.1,
    )
    assert found.p == pytest.approx((10 / 11) ** 2 / (1 - 2 / 110))
    assert found.sample_size["draws_if_no_errors"] == 25  # ln .1 / ln(10/11) = 24.2


def test_a_batch_drawn_again_counts_again() -> None:
    found = result("kaplan-markov", batches=BATCHES, draws=["3", "3"], audited={"3": AS_REPORTED})
    assert found.p == pytest.approx((10 / 11) ** 2)


def test_taints_and_a_bound_do_in_the_place_of_batches() -> None:
    for method in ("kaplan-markov", "kaplan-wald", "alpha"):
        whole = result(method, batches=BATCHES, draws=["3"] * 5, audited={"3": AS_REPORTED})
        assert result(method, error_bound=11.0, taints=[0.0] * 5).p == pytest.approx(whole.p)


@pytest.mark.parametrize("method", ["kaplan-markov", "kaplan-wald", "macro", "alpha"])
def test_a_batch_as_wrong_as_can_be_leaves_nothing_confirmed(method: str) -> None:
    found = result(method, error_bound=2.0, taints=[0.0] * 50 + [1.0])
    assert (found.p, found.confirmed, found.sample_size["further_draws_if_no_errors"]) == (1.0, False, None)


@pytest.mark.parametrize("method", ["kaplan-markov", "kaplan-wald", "macro", "alpha"])
def test_p_is_the_least_after_any_draw(method: str) -> None:
    clean, then = (
        result(method, error_bound=3.0, taints=[0.0] * 4),
        result(method, error_bound=3.0, taints=[0.0] * 4 + [0.9]),
    )
    assert then.p == clean.p


@pytest.mark.parametrize("method", ["kaplan-markov", "kaplan-wald", "macro", "alpha"])
def test_so_many_more_draws_without_errors_confirm(method: str) -> None:
    base = {"error_bound": 9.0, "risk_limit": 0.05}
    taints = [0.0, 0.02]
    more = result(method, **base, taints=taints).sample_size["further_draws_if_no_errors"]
    assert more is not None
    assert result(method, **base, taints=[*taints, *[0.0] * more]).confirmed
    assert not result(method, **base, taints=[*taints, *[0.0] * (more - 1)]).confirmed


STRATA = [
    {"name": "N", "units": 40, "sample": [
        {"valid": v, "votes": {"ana": a, "beto": v - a}} for v, a in ((200, 120), (180, 90), (220, 150), (150, 60), (210, 100))]},
    {"name": "S", "units": 60, "sample": [
        {"valid": v, "votes": {"ana": a, "beto": v - a}} for v, a in ((100, 30), (120, 50), (90, 45), (130, 40))]},
]  # fmt: skip


def test_a_quick_count_is_that_of_another_implementation() -> None:
    """Samplics 0.6.1, TaylorEstimator of a ratio with strata, weights 8 and 15, finite corrections: share, error, interval."""
    (ana, _) = result("quickcount", strata=STRATA).estimates
    assert ana.share == pytest.approx(46.46358543417367)
    assert ana.se == pytest.approx(3.431079736156238)
    assert (ana.low, ana.high) == (pytest.approx(38.35037108091006), pytest.approx(54.57679978743728))
    assert ana.se_jackknife == pytest.approx(ana.se, rel=0.01)


def test_with_every_unit_at_hand_nothing_is_left_to_chance() -> None:
    whole = [{**STRATA[0], "units": 5}, {**STRATA[1], "units": 4}]
    (ana, _) = result("quickcount", strata=whole).estimates
    assert (ana.se, ana.low, ana.high) == (0.0, ana.share, ana.share)
    assert ana.share == pytest.approx(100 * 685 / 1400)


def test_clusters_vary_by_their_sums() -> None:
    """Units in pairs of a cluster that vote alike tell no more than the clusters do."""
    units = [
        {"valid": 100, "votes": {"ana": a}, "cluster": c}
        for c, a in (("x", 40), ("y", 60), ("z", 50))
        for _ in range(2)
    ]
    (one,) = result("quickcount", strata=[{"name": "N", "units": 60, "clusters": 30, "sample": units}]).estimates
    alone = [{"valid": 200, "votes": {"ana": 2 * a}} for a in (40, 60, 50)]
    (other,) = result("quickcount", strata=[{"name": "N", "units": 30, "sample": alone}]).estimates
    assert (one.share, one.se, one.df) == (other.share, pytest.approx(other.se), other.df)


def test_a_quick_count_confirms_nothing() -> None:
    found = result("quickcount", strata=STRATA)
    assert (found.p, found.confirmed) == (None, None)


def test_late_units_are_told_by_what_all_their_voters_could_do() -> None:
    late = [{**STRATA[0], "late": [{"roll": 300}]}, STRATA[1]]
    (ana, _) = result("quickcount", strata=late).estimates
    north, south = 40 / 6, 15
    valid = north * (960 + 300) + south * 440
    assert ana.low_with_late == pytest.approx(100 * (north * 520 + south * 165) / valid)
    assert ana.high_with_late == pytest.approx(100 * (north * 820 + south * 165) / valid)


def test_the_curve_says_what_it_takes_of_late_units_to_move_the_share() -> None:
    """One late unit of six in the North, as large as the others' mean of 192: its points weigh a sixth of the North's votes."""
    late = [{**STRATA[0], "late": [{"roll": 300}]}, STRATA[1]]
    (ana, _) = result("quickcount", strata=late).estimates
    curve = dict(ana.sensitivity)
    north, south = 40 / 6, 15
    valid = north * (960 + 192) + south * 440
    assert curve[10.0] - curve[0.0] == pytest.approx(10 * north * 192 / valid)
    assert list(curve.values()) == sorted(curve.values())
    assert result("quickcount", strata=STRATA).estimates[0].sensitivity == ()


def test_a_case_with_a_list_of_units_is_estimated_from_what_came(tmp_path: Any, capsysbinary: Any) -> None:
    case = make_case(
        tmp_path,
        sheets="t,r,roll,valid,A,B\n1,N,300,200,120,80\n2,N,300,180,90,90\n4,S,200,100,30,70\n5,S,200,120,50,70\n",
        toml=LISTED,
    )
    (case / "sheets" / "units.csv").write_text(
        "t,r,roll\n1,N,300\n2,N,300\n3,N,280\n4,S,200\n5,S,200\n", encoding="utf-8"
    )
    assert main(["audit", "quickcount", str(case), "--format", "json"]) == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert told["sample_size"] == {"units": 4, "late": 1}
    assert "nobody drew them" in told["assuming"][0]
    assert told["estimates"][0]["share"] == pytest.approx(100 * (3 / 2 * 210 + 80) / (3 / 2 * 380 + 220))


LISTED = """[contest]
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
region = ["r"]
registered = "roll"
valid = "valid"
votes = { ana = "A", beto = "B" }
[[sheets]]
path = "sheets/units.csv"
role = "units"
published_by = "Board"
interest = "none known"
unit = ["t"]
region = ["r"]
registered = "roll"
votes = {}
"""


def test_a_stratum_of_which_nothing_has_come_leaves_all_unsaid() -> None:
    found = result("quickcount", strata=[STRATA[0], {"name": "S", "units": 60}])
    assert found.estimates == ()
    assert "'S'" in found.assuming[0]


def test_one_unit_of_a_stratum_tells_a_share_and_no_error() -> None:
    (ana, _) = result("quickcount", strata=[{**STRATA[0], "sample": STRATA[0]["sample"][:1]}]).estimates
    assert (ana.share, ana.se, ana.low, ana.design_effect) == (pytest.approx(60.0), None, None, None)


@pytest.mark.parametrize(
    ("method", "inputs", "what"),
    [
        ("bravo", {"ballots": 900, "votes": {"ana": 600, "beto": 400}}, "votes add up to 1000 on 900 ballots"),
        ("bravo", {"ballots": 900, "votes": {"ana": 600}}, "there is no loser"),
        ("bravo", {**TWO, "sample": [{"zoe": 1}]}, "'zoe' is not among the reported candidates"),
        ("bravo", {**TWO, "sample": [{"ana": 800, "beto": 700}], "drawn": [1500]}, "the sample has 1500 ballots"),
        ("bravo", {**TWO, "sample": [{"ana": 8}], "drawn": [7]}, "8 votes on 7 ballots"),
        ("bravo", {**TWO, "risk_limit": 2}, "less than 1"),
        ("bravo", {**TWO, "sample": [{"ana": 40}]}, "the votes of 'beto' are missing"),
        ("minerva", {**TWO, "sample": [{"ana": 40, "beto": 1}, {"beto": 3}]}, "the votes of 'ana' are missing"),
        ("quickcount", {"strata": [{"name": "N", "units": 9, "sample": [{"valid": 9, "votes": {"ana": 4, "beto": 5}}, {"valid": 9, "votes": {"ana": 4}}]}]}, "does not give the votes of 'beto'"),
        ("minerva", {"votes": {"ana": 1, "beto": 0}}, "field required"),
        ("super-simple", {**TWO, "drawn": 1, "o1": 2}, "2 ballots differ of 1 drawn"),
        ("macro", {"batches": BATCHES, "draws": ["900"]}, "the batch '900' is not among the batches"),
        ("macro", {"batches": BATCHES, "draws": ["9"]}, "the hand count of '9' is missing"),
        ("macro", {"batches": BATCHES, "draws": ["9"], "audited": {"9": {"ana": 5}}}, "the votes of 'beto' are missing"),
        ("macro", {"batches": BATCHES[:1] * 2}, "two batches have the same id"),
        ("macro", {"batches": [{"id": "1", "ballots": 5, "votes": {"ana": 9, "beto": 0}}]}, "9 votes in a batch of at most 5"),
        ("kaplan-markov", {"error_bound": 1.0, "taints": []}, "greater than 1"),
        ("kaplan-markov", {"error_bound": 2.0, "taints": [1.5]}, "less than or equal to 1"),
        ("alpha", {"x": [2.0]}, "a value is above u"),
        ("alpha", {"x": [1, 1, 1], "N": 2}, "3 values out of a population of 2"),
        ("quickcount", {"strata": []}, "at least 1 item"),
        ("quickcount", {"strata": [{**STRATA[0], "units": 3}]}, "3 units and a sample of 5"),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused_in_one_line(method: Any, inputs: dict[str, Any], what: str) -> None:
    with pytest.raises(InputError, match=r"^[^\n]+$") as error:
        result(method, **inputs)
    assert what in str(error.value)


def test_the_command_reads_a_file_and_prints_what_the_schema_says(tmp_path: Any, capsysbinary: Any) -> None:
    place = tmp_path / "in.json"
    place.write_text(json.dumps(TWO), encoding="utf-8")
    assert main(["audit", "bravo", str(place), "--format", "json"]) == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert list(told) == ["method", "inputs_sha256", "p", "confirmed", "sample_size", "assuming", "estimates"]
    place.write_text("{", encoding="utf-8")
    assert main(["audit", "bravo", str(place)]) != 0
