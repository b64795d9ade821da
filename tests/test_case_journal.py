"""The journal of reviews: what takes effect, that nothing is lost, and that each earlier state can be made again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cases_invented import ARTICLE, make_case

from recuento.case.journal import Journal, corrections_at, digest_of_verdict, signed_by, waiting
from recuento.case.run import count, run
from recuento.cli import main
from recuento.errors import CaseError
from recuento.records.corrections import COLUMNS
from recuento.records.journal import Decision
from recuento.records.said import Reading
from recuento.records.verdict import Weighing


def of_unit(to: str = "26", was: str = "25", why: str = "the photograph says so") -> Decision:
    return Decision(action="correct", subject="unit", id="007-01", field="vega", was=was, to=to, why=why)


def text_of(folder: Path) -> str | None:
    path = folder / "corrections.csv"
    return path.read_bytes().decode() if path.is_file() else None


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make_case(tmp_path / "n", articles={"a.txt": ARTICLE})


def test_a_correction_is_a_row_that_the_next_count_makes(case: Path) -> None:
    before = {c.id: c.votes for c in count(case).candidates}
    entry = Journal(case).decide("Ana", of_unit(), version="v")
    assert entry.counts
    assert entry.case_version == "v"
    assert {c.id: c.votes for c in count(case).candidates} == {**before, "vega": before["vega"] + 1}
    assert text_of(case) == f"{','.join(COLUMNS)}\n007-01,,vega,25,26,the photograph says so,Ana\n"


def test_a_rejected_record_is_gone_and_what_rested_on_it_alone(case: Path) -> None:
    run(case)
    (reading,) = [
        Reading.model_validate_json(line) for line in (case / "out" / "records.jsonl").read_bytes().splitlines()
    ]
    (act,) = reading.acts
    assert any(act.id in s.basis for s in reading.stances)
    Journal(case).decide("Ana", Decision(action="reject", subject="record", id=act.id, why="he did not"))
    run(case)
    (after,) = [
        Reading.model_validate_json(line) for line in (case / "out" / "records.jsonl").read_bytes().splitlines()
    ]
    assert after.acts == ()
    assert after.stances == ()
    assert after.results == reading.results


def test_with_two_persons_asked_one_alone_changes_nothing(case: Path) -> None:
    journal = Journal(case, needed=2)
    assert not journal.decide("Ana", of_unit()).counts
    assert text_of(case) is None
    with pytest.raises(CaseError, match="decided this already"):
        journal.decide("Ana", of_unit(why="another reason"))
    assert not journal.decide("Beto", of_unit(to="27")).counts
    assert [e.who for e in waiting(journal.entries())] == ["Ana", "Beto"]
    assert journal.decide("Carla", of_unit(why="so I read it")).counts
    assert waiting(journal.entries()) == []
    assert (text_of(case) or "").endswith("007-01,,vega,25,26,so I read it,Carla\n")


def test_what_was_put_into_corrections_by_hand_stays_and_is_noted(case: Path) -> None:
    by_hand = f"{','.join(COLUMNS)}\n007-02,,vega,38,39,seen,Luis"
    (case / "corrections.csv").write_text(by_hand, "utf-8")
    journal = Journal(case)
    journal.decide("Ana", of_unit())
    assert (text_of(case) or "").startswith(f"{by_hand}\n007-01")
    (case / "corrections.csv").write_text(by_hand, "utf-8")
    journal.decide("Ana", Decision(action="confirm", subject="unit", id="007-02", field="vega", was="39", why="seen"))
    assert [(e.who, e.found) for e in journal.entries()] == [("", by_hand), ("Ana", None), ("", by_hand), ("Ana", None)]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.booleans()), max_size=8), st.integers(1, 2))
def test_every_earlier_state_can_be_made_again_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, bool]], needed: int
) -> None:
    """Whatever is decided and whatever is edited by hand in between."""
    folder = tmp_path_factory.mktemp("n")
    journal = Journal(folder, needed=needed)
    states: dict[int, str | None] = {}
    for who, to, by_hand in steps:
        if by_hand:
            (folder / "corrections.csv").write_text(f"{','.join(COLUMNS)}\n1,,vega,1,{to},x,y\n", "utf-8")
        try:
            entry = journal.decide(who, of_unit(to=str(to)))
        except CaseError:
            continue
        states[entry.n] = text_of(folder)
    entries = journal.entries()
    assert {n: corrections_at(entries, n) for n in states} == states


def test_the_verb_tells_who_decided_what_and_prints_an_earlier_state(case: Path, capfdbinary: Any) -> None:
    journal = Journal(case)
    states = []
    for to in ("26", "27"):
        journal.decide("Ana", of_unit(to=to, why="seen\n=1+1"))
        states.append((case / "corrections.csv").read_bytes())
    assert main(["journal", str(case)]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == [
        "there was no corrections.csv",
        "Ana: correct unit 007-01, vega: 25 to 26 because: seen =1+1",
        "Ana: correct unit 007-01, vega: 25 to 27 because: seen =1+1",
    ]
    assert main(["journal", str(case), "--corrections-at", "2"]) == 0
    assert capfdbinary.readouterr().out == states[0]
    for n, why in ((4, "has 3 entries"), (1, "there was no corrections.csv")):
        assert main(["journal", str(case), "--corrections-at", str(n)]) != 0
        assert why in capfdbinary.readouterr().err.decode()


def test_a_line_that_was_changed_taken_out_or_put_in_is_named(case: Path) -> None:
    journal = Journal(case)
    for to in ("26", "27", "28"):
        journal.decide("Ana", of_unit(to=to))
    path = case / "review" / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    for changed, n in (
        ([*lines[:1], lines[1].replace(b'"26"', b'"62"'), *lines[2:]], 3),
        (lines[:1] + lines[2:], 2),
        ([*lines[:2], lines[1], *lines[2:]], 3),
        ([*lines[:2], b"{}\n"], 3),
    ):
        path.write_bytes(b"".join(changed))
        with pytest.raises(CaseError) as error:
            journal.entries()
        assert f"line {n}" in str(error.value)
    path.write_bytes(b"".join(lines))
    assert len(journal.entries()) == 4


def test_a_server_killed_while_it_wrote_loses_nothing_that_was_answered(case: Path) -> None:
    """Half a line of the journal is no entry; a whole one whose row is not in corrections.csv yet gets it."""
    journal = Journal(case)
    journal.decide("Ana", of_unit())
    path, first = case / "review" / "journal.jsonl", text_of(case)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"n": 3, "at": "20')
    journal.decide("Beto", of_unit(was="26", to="27"))
    assert [e.who for e in journal.entries()] == ["", "Ana", "Beto"]
    (case / "corrections.csv").write_text(first or "", "utf-8")  # as if killed before the row was written
    (case / "review" / "applied").write_text("2\n")
    journal.decide("Carla", of_unit(was="27", to="28"))
    assert [line.split(",")[4] for line in (text_of(case) or "").splitlines()[1:]] == ["26", "27", "28"]
    assert [e.found is None for e in journal.entries()] == [False, True, True, True]


def test_many_at_once_lose_nothing(case: Path) -> None:
    with ThreadPoolExecutor(8) as at_once:
        list(at_once.map(lambda i: Journal(case).decide(f"r{i}", of_unit(to=str(i))), range(40)))
    entries = Journal(case).entries()
    assert len(entries) == 41
    assert len((text_of(case) or "").splitlines()) == 41


def test_a_reason_that_a_spreadsheet_would_compute_is_text(case: Path) -> None:
    Journal(case).decide("Ana", of_unit(why='=HYPERLINK("http://evil")'))
    assert ",'=HYPERLINK" in (text_of(case) or "").replace('"', "")


def test_a_verdict_is_signed_as_it_is_in_every_language(case: Path) -> None:
    told = {}
    for language in ("en", "es"):
        run(case, language=language)
        weighing = Weighing.model_validate_json((case / "out" / "verdicts.json").read_text("utf-8"))
        told[language] = [digest_of_verdict(v) for v in weighing.verdicts]
        assert len(set(told[language])) == len(told[language])
    assert told["en"] == told["es"]


def test_all_who_signed_a_verdict_are_named_and_who_objects_later_is_not(case: Path) -> None:
    run(case)
    verdict = Weighing.model_validate_json((case / "out" / "verdicts.json").read_text("utf-8")).verdicts[0]
    sign = Decision(action="sign", subject="verdict", id=digest_of_verdict(verdict), why="done again by hand")
    journal = Journal(case, needed=2)
    journal.decide("Ana", sign)
    assert signed_by(journal.entries(), verdict) == []
    journal.decide("Beto", sign)
    assert [e.who for e in signed_by(journal.entries(), verdict)] == ["Ana", "Beto"]
    journal.decide("Ana", sign.model_copy(update={"action": "reject", "why": "a sheet is missing"}))
    assert [e.who for e in signed_by(journal.entries(), verdict)] == ["Beto"]
