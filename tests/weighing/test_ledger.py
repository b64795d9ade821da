"""The ledger: the same figure is the same claim, whoever was first is told by the day, and what differs later is told."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cases_invented import make_case

from recuento.cli import main
from recuento.reading import article_from_text, read_articles
from recuento.records.contest import Announcement, Candidate, Case, Contest
from recuento.records.ledger import Ledger, LedgerClaim
from recuento.records.said import Reading
from recuento.records.schemas import schema_of
from recuento.weighing.ledger import ledger

FIRST = Announcement(
    id="first",
    at=dt.datetime(2031, 5, 5, 1, tzinfo=dt.UTC),
    votes={"vega": 5_150_092},
    shares={"vega": 51.2},
    source="radio",
)
SECOND = Announcement(
    id="second",
    at=dt.datetime(2031, 5, 8, 1, tzinfo=dt.UTC),
    votes={"vega": 6_408_844},
    shares={"vega": 51.95},
    valid=12_000_000,
    source="page",
)


def _case(*announcements: Announcement) -> Case:
    return Case(
        contest=Contest(
            name="President of Norland", country="NOR", date=dt.date(2031, 5, 4), authority="Electoral Board"
        ),
        candidates=(Candidate(id="vega", name="Bruno Vega"), Candidate(id="soto", name="Clara Soto")),
        announcements=announcements,
    )


def _told(*sentences: tuple[str, str | None, str]) -> list[Reading]:
    articles = [
        article_from_text(
            f"Bruno Vega and Clara Soto stood in the presidential election in Norway.\n\n{text}",
            f"{i}.txt",
        ).model_copy(update={"outlet": outlet, "published": dt.date.fromisoformat(day) if day else None})
        for i, (text, day, outlet) in enumerate(sentences)
    ]
    return list(read_articles(articles))


def _shares(found: Ledger, candidate: str = "vega") -> list[LedgerClaim]:
    return [c for c in found.claims if c.claim == "share" and c.candidate == candidate]


def test_a_rounded_figure_is_the_same_claim_as_the_one_that_was_announced() -> None:
    """51% repeats 51.2%; both stand in one entry, under the announcement."""
    readings = _told(("Vega won 51% of the vote, the board said.", "2031-05-06", "Post"))
    (share,) = _shares(ledger(_case(FIRST), readings))
    assert (share.figure, share.announcement) == (51.2, "first")
    assert [(m.figure, m.outlet) for m in share.mentions] == [(51.2, None), (51.0, "Post")]
    assert share.first == (0,)


def test_figures_that_repeat_no_announcement_are_put_together_by_what_they_may_stand_for() -> None:
    """67% may be 67.1%; 66% may not."""
    readings = _told(
        ("Soto won 67.1% of the vote.", "2031-05-05", "Post"),
        ("Soto won 67% of the vote.", "2031-05-06", "Star"),
        ("Soto won 66% of the vote.", "2031-05-06", "Echo"),
    )
    assert [(c.figure, [m.outlet for m in c.mentions]) for c in _shares(ledger(_case(), readings), "soto")] == [
        (67.1, ["Post", "Star"]),
        (66.0, ["Echo"]),
    ]


def test_who_was_first_is_not_told_where_some_mention_has_no_date() -> None:
    """It may have been the first."""
    readings = _told(
        ("Soto won 67.1% of the vote.", "2031-05-05", "Post"), ("Soto won 67.1% of the vote.", None, "Star")
    )
    (share,) = _shares(ledger(_case(), readings), "soto")
    assert share.first == ()


def test_two_on_the_earliest_day_are_both_first() -> None:
    """A day tells no more."""
    readings = _told(
        ("Soto won 67.1% of the vote.", "2031-05-05", "Post"), ("Soto won 67.1% of the vote.", "2031-05-05", "Star")
    )
    (share,) = _shares(ledger(_case(), readings), "soto")
    assert share.first == (0, 1)


def test_another_figure_later_from_the_same_outlet_is_told() -> None:
    """And not one from another outlet, nor an earlier one."""
    readings = _told(
        ("Soto won 67% of the vote.", "2031-05-05", "Post"),
        ("Soto won 61% of the vote.", "2031-05-07", "Post"),
        ("Soto won 58% of the vote.", "2031-05-07", "Star"),
    )
    found = ledger(_case(), readings)
    by_figure = {c.figure: c for c in _shares(found, "soto")}
    later = {figure: [found.claims[i].figure for i in c.later] for figure, c in by_figure.items()}
    assert later == {67.0: [61.0], 61.0: [], 58.0: []}


def test_what_changed_between_announcements_is_told_figure_by_figure() -> None:
    """What was not stated is null, and no zero."""
    _, second = ledger(_case(SECOND, FIRST), []).bulletins
    assert (second.announcement, second.before) == ("second", "first")
    assert [(m.figure, m.was, m.now) for m in second.moved] == [
        ("votes:vega", 5_150_092, 6_408_844),
        ("share:vega", 51.2, 51.95),
        ("valid", None, 12_000_000),
    ]


@given(st.lists(st.sampled_from([51.2, 51.0, 51.3, 52.0, 51.24, 50.0]), min_size=1, max_size=6))
def test_every_mention_stands_in_one_entry(shares: list[float]) -> None:
    """None is lost, none counted twice, and no two entries of unhedged figures have the same figure."""
    made = [
        Announcement(id=str(i), at=dt.datetime(2031, 5, 5, i, tzinfo=dt.UTC), shares={"vega": share}, source="radio")
        for i, share in enumerate(shares)
    ]
    found = ledger(_case(*made), [])
    assert sorted(m.figure or 0 for c in found.claims for m in c.mentions) == sorted(shares)
    assert len({(c.figure, c.announcement) for c in found.claims}) == len(found.claims)


def test_the_verb_writes_a_table_and_records_that_follow_their_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every form; the table on 80 columns."""
    toml = (
        '[contest]\nname = "President of Norland"\ncountry = "NOR"\ndate = 2031-05-04\nauthority = "Electoral Board"\n'
        '[[candidates]]\nid = "vega"\nname = "Bruno Vega"\n[[announcements]]\nid = "first"\nat = 2031-05-05T01:00:00Z\n'
        "shares = { vega = 51.2 }\n"
        'source = "radio"\n'
    )
    text = "The Electoral Board said Bruno Vega won the presidential election in Norway with 51% of the vote.\n"
    case = make_case(tmp_path / "case", articles={"a.txt": text}, toml=toml)
    assert main(["ledger", str(case), "--format", "json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert set(written) == set(schema_of("ledger")["required"])
    assert {c["figure"] for c in written["claims"] if c["claim"] == "share"} == {51.2}
    assert "Bruno Vega: 51.2%" in {m["text"] for c in written["claims"] for m in c["mentions"]}
    assert main(["ledger", str(case), "--format", "table"]) == 0
    shown = capsys.readouterr().out
    assert "Bruno Vega has 51.2% of the vote (as announcement first)" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert main(["ledger", str(case), "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("place,claim,candidate,figure")
