"""Seats out of votes: official tables are reproduced, and every figure equals what trying all possibilities gives."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.cli import main
from recuento.records.schemas import schema_of
from recuento.records.seats import ConstituencySeats, ListSeats, SeatMethod
from recuento.weighing.seats import Constituency, SeatRule, allocate, apportion, compare_allocations

METHODS: list[SeatMethod] = ["dhondt", "sainte_lague", "modified_sainte_lague", "hare"]

# Votes and seats as declared at the European Parliament election of 23 May 2019 (D'Hondt, no barrier), from
# electionpolling.co.uk/results/2019ep; lists that are too small for a seat by far are left out.
EUROPEAN_PARLIAMENT_2019 = {
    "London": (
        8,
        {
            "LD": 608_725,
            "Lab": 536_810,
            "Brexit": 400_257,
            "Green": 278_957,
            "Con": 177_964,
            "ChUK": 117_635,
            "UKIP": 46_497,
        },
        {"LD": 3, "Lab": 2, "Brexit": 2, "Green": 1},
    ),
    "East of England": (
        7,
        {
            "Brexit": 604_715,
            "LD": 361_563,
            "Green": 202_460,
            "Con": 163_830,
            "Lab": 139_490,
            "ChUK": 58_274,
            "UKIP": 54_676,
        },
        {"Brexit": 3, "LD": 2, "Green": 1, "Con": 1},
    ),
    "South East": (
        10,
        {
            "Brexit": 915_686,
            "LD": 653_743,
            "Green": 343_249,
            "Con": 260_277,
            "Lab": 184_678,
            "ChUK": 105_832,
            "UKIP": 56_487,
        },
        {"Brexit": 4, "LD": 3, "Green": 1, "Con": 1, "Lab": 1},
    ),
    "South West": (
        6,
        {
            "Brexit": 611_742,
            "LD": 385_095,
            "Green": 302_364,
            "Con": 144_674,
            "Lab": 108_100,
            "UKIP": 53_739,
            "ChUK": 46_612,
        },
        {"Brexit": 3, "LD": 2, "Green": 1},
    ),
}

# Party votes of election night, 17 October 2020, as the Electoral Commission of New Zealand released them (Sainte-Laguë,
# barrier 5% or an electorate won, which the Māori Party had); scoop.co.nz/stories/PO2010/S00218.
NEW_ZEALAND_2020 = {
    "Labour": 1_169_397, "National": 638_393, "ACT": 190_106, "Green": 180_224, "Maori": 23_938, "NZ First": 63_447,
    "New Conservative": 35_954, "TOP": 33_718, "Advance": 20_841, "Legalise Cannabis": 7_637, "ONE": 6_470, "Vision": 2_775,
    "Outdoors": 2_593, "TEA": 1_869, "Sustainable": 1_467, "Social Credit": 1_350, "Heartland": 1_293,
}  # fmt: skip

# National Assembly of Namibia, 27 November 2019 (Hare, largest remainders, 96 seats): shares of the votes in hundredths of a
# percent as published (en.wikipedia.org, 2019 Namibian general election). What is left is of four lists without a seat; the
# article's excerpt gives none of them, and here each has a quarter.
NAMIBIA_2019 = {
    "SWAPO": 6545, "PDM": 1665, "LPM": 475, "NUDO": 196, "APP": 179, "UDF": 179, "RP": 177, "NEFF": 166, "RDP": 109, "CDV": 71,
    "SWANU": 65, "one": 44, "two": 43, "three": 43, "four": 43,
}  # fmt: skip


@pytest.mark.parametrize("region", EUROPEAN_PARLIAMENT_2019)
def test_the_seats_of_the_european_parliament_election_of_2019_are_reproduced(region: str) -> None:
    seats, votes, declared = EUROPEAN_PARLIAMENT_2019[region]
    dealt = apportion(votes, seats, "dhondt")
    assert {name: n for name, n in dealt.seats.items() if n} == declared
    assert dealt.tied == ()


def test_the_seats_of_new_zealand_on_election_night_2020_are_reproduced() -> None:
    assert sum(NEW_ZEALAND_2020.values()) == 2_381_472  # the total of the same release
    only = Constituency("New Zealand", 120, NEW_ZEALAND_2020, exempt=frozenset({"Maori"}))
    told = allocate([only], SeatRule("sainte_lague", barrier=5.0))
    assert {n: s for n, s in told.totals.items() if s} == {
        "Labour": 64,
        "National": 35,
        "ACT": 10,
        "Green": 10,
        "Maori": 1,
    }


def test_the_seats_of_namibia_in_2019_are_reproduced() -> None:
    dealt = apportion(NAMIBIA_2019, 96, "hare")
    seated = {
        "SWAPO": 63,
        "PDM": 16,
        "LPM": 4,
        "NUDO": 2,
        "APP": 2,
        "UDF": 2,
        "RP": 2,
        "NEFF": 2,
        "RDP": 1,
        "CDV": 1,
        "SWANU": 1,
    }
    assert {name: n for name, n in dealt.seats.items() if n} == seated


def test_a_tie_for_the_last_seat_is_left_to_a_lot_and_counted_for_nobody() -> None:
    dealt = apportion({"A": 100, "B": 100, "C": 10}, 3, "dhondt")
    assert (dealt.seats, dealt.tied, dealt.tied_seats) == ({"A": 1, "B": 1, "C": 0}, ("A", "B"), 1)
    dealt = apportion({"A": 50, "B": 50}, 1, "hare")
    assert (dealt.seats, dealt.tied, dealt.tied_seats) == ({"A": 0, "B": 0}, ("A", "B"), 1)


@pytest.mark.parametrize("method", METHODS)
def test_nobody_has_a_seat_where_nobody_has_a_vote(method: SeatMethod) -> None:
    assert apportion({"A": 0, "B": 0}, 3, method).seats == {"A": 0, "B": 0}
    assert apportion({"A": 0, "B": 1}, 3, method).seats == {"A": 0, "B": 3}


def test_as_many_votes_as_the_barrier_asks_are_enough_and_one_fewer_is_not() -> None:
    def seats_of_small(votes: int) -> int:
        only = Constituency("", 20, {"big": 1000 - votes, "small": votes})
        return allocate([only], SeatRule("sainte_lague", barrier=5.0)).totals["small"]

    assert seats_of_small(50) == 1
    assert seats_of_small(49) == 0


def test_a_barrier_over_the_whole_country_counts_what_a_list_has_elsewhere() -> None:
    two = [Constituency("north", 2, {"A": 60, "B": 40}), Constituency("south", 2, {"A": 98, "B": 2})]
    of_whole, of_each = (allocate(two, SeatRule("dhondt", 20.0, of_whole=whole)) for whole in (True, False))
    assert [row.passes for c in of_whole.constituencies for row in c.lists if row.list == "B"] == [True, True]
    assert [row.passes for c in of_each.constituencies for row in c.lists if row.list == "B"] == [True, False]


# ---- against brute force ------------------------------------------------------------------------------------------------

few_votes = st.lists(st.integers(0, 30), min_size=2, max_size=4).map(lambda ns: dict(zip("ABCD", ns, strict=False)))


@given(few_votes, st.integers(1, 6), st.sampled_from(METHODS[:3]))
def test_highest_averages_are_the_largest_quotients_of_all(
    votes: dict[str, int], seats: int, method: SeatMethod
) -> None:
    first = {"dhondt": Fraction(1), "sainte_lague": Fraction(1), "modified_sainte_lague": Fraction(7, 5)}[method]
    step = 1 if method == "dhondt" else 2
    divisors = [first, *(Fraction(1 + step * k) for k in range(1, seats))]
    every = sorted(((Fraction(n) / d, name) for name, n in votes.items() for d in divisors if n), reverse=True)
    dealt = apportion(votes, seats, method)
    if not every:
        assert not any(dealt.seats.values())
        return
    last = every[seats - 1][0]
    sure = {name: sum(q > last for q, other in every if other == name) for name in votes}
    at_last = [name for q, name in every if q == last]
    if sum(sure.values()) + len(at_last) == seats:
        sure = {name: n + at_last.count(name) for name, n in sure.items()}
        assert dealt.tied == ()
    else:
        assert set(dealt.tied) == set(at_last)
    assert dealt.seats == sure
    assert sum(dealt.seats.values()) + dealt.tied_seats == seats


@given(few_votes, st.integers(1, 6))
def test_a_hare_seat_is_a_full_quota_or_one_of_the_largest_remainders(votes: dict[str, int], seats: int) -> None:
    dealt, whole = apportion(votes, seats, "hare"), sum(votes.values())
    if not whole:
        return
    quotas = {name: Fraction(n * seats, whole) for name, n in votes.items()}
    assert all(int(quotas[n]) <= dealt.at_most(n) <= int(quotas[n]) + 1 for n in votes)
    rounded_up = [quotas[n] % 1 for n in votes if dealt.seats[n] > int(quotas[n])]
    left = [quotas[n] % 1 for n in votes if dealt.seats[n] == int(quotas[n]) and n not in dealt.tied]
    assert all(up >= down for up in rounded_up for down in left)
    assert sum(dealt.seats.values()) + dealt.tied_seats == seats


def row_of(told: ConstituencySeats, name: str) -> ListSeats:
    return next(row for row in told.lists if row.list == name)


@given(few_votes, st.integers(1, 5), st.sampled_from(METHODS), st.sampled_from([0.0, 15.0]))
def test_one_vote_fewer_than_said_changes_no_seat(
    votes: dict[str, int], seats: int, method: SeatMethod, barrier: float
) -> None:
    rule = SeatRule(method, barrier)

    def seats_with(name: str, more: int) -> tuple[int, int]:
        changed = allocate([Constituency("", seats, {**votes, name: votes[name] + more})], rule).constituencies[0]
        row = row_of(changed, name)
        return row.seats, row.seats + (name in changed.tied)

    now = allocate([Constituency("", seats, votes)], rule).constituencies[0]
    for name in votes:
        row = row_of(now, name)
        held, at_most = row.seats, row.seats + (name in now.tied)
        sure = at_most if name in now.tied else held + 1
        if row.to_gain is not None and row.to_gain < 200:
            assert seats_with(name, row.to_gain)[0] >= sure
            assert all(seats_with(name, x)[0] < sure for x in range(1, row.to_gain))
        if row.to_lose is not None:
            assert seats_with(name, -row.to_lose)[1] < held
            assert all(seats_with(name, -x)[1] >= held for x in range(1, row.to_lose))


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2)), min_size=2, max_size=3),
    st.integers(1, 4),
    st.sampled_from(METHODS[:3]),
    st.sampled_from([0.0, 20.0]),
)
def test_the_range_of_seats_is_what_all_ways_of_filling_the_open_votes_give(
    lists: list[tuple[int, int]], seats: int, method: SeatMethod, barrier: float
) -> None:
    votes = {name: n for name, (n, _) in zip("ABC", lists, strict=False)}
    still_open = {name: n for name, (_, n) in zip("ABC", lists, strict=False)}
    rule = SeatRule(method, barrier)
    told = allocate([Constituency("", seats, votes, still_open)], rule).constituencies[0]
    if told.barrier_open:
        assert all(row.seats_min is None and row.seats_max is None for row in told.lists)
        return
    least, most = dict.fromkeys(votes, seats), dict.fromkeys(votes, 0)
    for more in product(*(range(n + 1) for n in still_open.values())):
        filled = {name: n + x for (name, n), x in zip(votes.items(), more, strict=True)}
        ended = allocate([Constituency("", seats, filled)], rule).constituencies[0]
        for row in ended.lists:
            least[row.list] = min(least[row.list], row.seats)
            most[row.list] = max(most[row.list], row.seats + (row.list in ended.tied))
    assert {row.list: (row.seats_min, row.seats_max) for row in told.lists} == {n: (least[n], most[n]) for n in votes}


def test_by_remainders_a_vote_for_one_list_may_give_another_a_seat_so_open_votes_tell_no_range() -> None:
    before, after = (apportion({"A": 3, "B": b, "C": 9}, 3, "hare") for b in (5, 6))
    assert (before.at_most("A"), after.at_most("A")) == (0, 1)
    told = allocate([Constituency("", 3, {"A": 3, "B": 5, "C": 9}, {"B": 1})], SeatRule("hare")).constituencies[0]
    assert [(row.seats_min, row.seats_max) for row in told.lists] == [(None, None)] * 3


# ---- two counts, and the command ---------------------------------------------------------------------------------------


def test_two_counts_tell_which_seats_differ_and_no_more() -> None:
    night = allocate([Constituency("north", 3, {"A": 60, "B": 39}), Constituency("old", 1, {"A": 1})], SeatRule())
    final = allocate([Constituency("north", 3, {"A": 60, "B": 19}), Constituency("new", 1, {"A": 1})], SeatRule())
    told = compare_allocations(night, final)
    assert [(c.constituency, c.list, c.seats) for c in told.changes] == [("north", "A", (2, 3)), ("north", "B", (1, 0))]
    assert (told.vote_changes, told.only_a, told.only_b) == (1, ("old",), ("new",))


def test_a_list_that_one_count_does_not_give_is_unknown_there_and_a_lot_is_told() -> None:
    """No votes are taken for it; and where a lot decides, the seats may turn out alike."""
    night = allocate(
        [Constituency("north", 3, {"A": 60, "B": 39, "C": 1}), Constituency("south", 1, {"A": 5, "B": 4})], SeatRule()
    )
    final = allocate(
        [Constituency("north", 3, {"A": 60, "C": 1}), Constituency("south", 1, {"A": 5, "B": 5})], SeatRule()
    )
    told = compare_allocations(night, final)
    assert [(c.list, c.votes, c.seats, c.by_lot) for c in told.changes if c.constituency == "north"] == [
        ("A", (60, 60), (2, 3), False),
        ("B", (39, None), (1, None), False),
    ]
    assert [(c.list, c.seats, c.by_lot) for c in told.changes if c.constituency == "south"] == [("A", (1, 0), True)]
    assert (told.vote_changes, told.lists_apart) == (1, ("north",))


def test_the_command_offers_every_method_there_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "votes.csv").write_text("list,votes,seats\nA,5,3\n")
    assert list(get_args(SeatMethod)) == METHODS
    assert main(["seats", str(tmp_path / "votes.csv"), "--method", "none"]) == 2
    assert f"is not one of {', '.join(map(repr, METHODS))};" in capsys.readouterr().err
    for method in METHODS:
        assert main(["seats", str(tmp_path / "votes.csv"), "--method", method, "--format", "table"]) == 0


VOTES = "Constituency,List,Votes,Seats,Exempt\nnorth,A,60,3,\nnorth,B,39,,\nsouth,A,10,1,\nsouth,B,10,1,yes\n"


def test_the_command_writes_seats_by_its_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(VOTES)
    assert main(["seats", str(path), "--format", "json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert set(written) == set(schema_of("seats")["required"])
    assert written["totals"] == {"A": 2, "B": 1}
    assert main(["seats", str(path), "--format", "table"]) == 0
    assert "by lot among A, B" in capsys.readouterr().out
    (tmp_path / "final.csv").write_text(VOTES.replace("39", "19"))
    assert main(["seats", str(path), "--against", str(tmp_path / "final.csv"), "--format", "table"]) == 0
    assert "north, A: 2 -> 3 seats" in capsys.readouterr().out
    assert main(["seats", str(path), "--against", str(tmp_path / "final.csv"), "--format", "json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == set(schema_of("seats-against")["required"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("list,votes\nA,\n", "line 2: votes is empty"),
        ("list,votes\nA,12.5\n", "line 2: votes is '12.5'"),
        ("list,votes\nA,-1\n", "line 2: votes is '-1'"),
        ("list,votes\nA,5\nA,6\n", "line 3: the list 'A' stands twice"),
        ("list,votes\nA,5\n", "how many seats 'all' has is not said"),
        ("list,votes,seats\nA,5,3\nB,5,4\n", "line 3: 'all' has 3 seats further up and 4 here"),
        ("list,votes,seats\nA,5,999999\n", "at most 5000 are dealt out"),
        ("list,votes,seats,open\nA,5,3,\n", "line 2: open is empty"),
        ("list,votes,seats,exempt\nA,5,3,perhaps\n", "line 2: exempt is 'perhaps'"),
        ("name,ballots\nA,5\n", "column"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_in_one_line(
    text: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(text)
    assert main(["seats", str(path)]) == 2
    written = capsys.readouterr()
    assert (written.out, written.err.count("\n")) == ("", 1)
    assert says in written.err
