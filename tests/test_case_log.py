"""The append-only log of a case: nothing that was logged changes unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cases_invented import make_case

from recuento.case.evidence_log import append, check, prove_entry, prove_growth, read_log
from recuento.case.journal import Journal
from recuento.case.run import run
from recuento.cli import main
from recuento.errors import CaseError
from recuento.records.journal import Decision
from recuento.records.merkle import Checkpoint, leaf_hash


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make_case(tmp_path / "case")


def states(case: Path) -> dict[str, str]:
    return {path: state for state, path in check(case)}


def test_every_file_of_the_case_is_logged_once_until_it_changes(case: Path) -> None:
    _, first = append(case)
    assert first > 1
    assert append(case)[1] == 0
    with (case / "case.toml").open("a", encoding="utf-8") as out:
        out.write("# a remark\n")
    logged, added = append(case)
    assert (added, len(logged.lines)) == (1, first + 1)


def test_what_the_last_run_said_is_logged_too(case: Path) -> None:
    run(case)
    logged, _ = append(case)
    assert "out/verdicts.json" in {json.loads(line)["path"] for line in logged.lines}


def test_a_file_that_changed_or_went_since_is_named(case: Path) -> None:
    append(case)
    sheets = next((case / "sheets").iterdir())
    sheets.write_text(sheets.read_text("utf-8") + "\n", "utf-8")
    assert states(case)[f"sheets/{sheets.name}"] == "changed"
    assert main(["log", str(case), "--check"]) == 6
    sheets.unlink()
    assert states(case)[f"sheets/{sheets.name}"] == "missing"


@pytest.mark.parametrize("harm", ["change", "remove", "add"])
def test_a_log_in_which_a_line_was_changed_is_refused(case: Path, harm: str) -> None:
    """Added lines after the last are what a killed run leaves; in any other place they are a change."""
    append(case)
    path = case / "log" / "entries.jsonl"
    lines = path.read_bytes().split(b"\n")
    made = {
        "change": [lines[0].replace(b'"size":', b'"size":1'), *lines[1:]],
        "remove": lines[1:],
        "add": [lines[0], *lines],
    }
    path.write_bytes(b"\n".join(made[harm]))
    with pytest.raises(CaseError, match="lines of its checkpoint"):
        append(case)
    assert main(["log", str(case)]) == 2


def test_a_run_that_was_killed_between_lines_and_checkpoint_loses_nothing(case: Path) -> None:
    logged, _ = append(case)
    with (case / "log" / "entries.jsonl").open("ab") as out:
        out.write(b'{"half":1}\n')
    found = read_log(case)
    assert found is not None
    assert found.lines == logged.lines


def test_an_earlier_checkpoint_that_no_longer_fits_is_named(case: Path) -> None:
    append(case)
    kept = next((case / "log" / "checkpoints").iterdir())
    kept.write_text(kept.read_text("utf-8").replace("\n1", "\n1"), "utf-8")
    forged = kept.with_name("1")
    forged.write_text(f"recuento/case\n1\n{'A' * 43}=\n", "utf-8")
    assert ("changed", "log/checkpoints/1") in set(check(case))


def test_stamps_that_lie_beside_are_left_alone(case: Path) -> None:
    append(case)
    (case / "log" / "checkpoint.ots").write_bytes(b"stamp")
    append(case)
    assert (case / "log" / "checkpoint.ots").read_bytes() == b"stamp"


def test_proofs_are_of_what_is_logged(case: Path, tmp_path: Path) -> None:
    append(case)
    (tmp_path / "kept").write_bytes((case / "log" / "checkpoint").read_bytes())
    run(case)
    append(case)
    assert json.loads(str(prove_entry(case, "case.toml")["line"]))["kind"] == "case"
    assert prove_growth(case, tmp_path / "kept")["old"] == (tmp_path / "kept").read_text("utf-8")
    with pytest.raises(CaseError, match="no entry"):
        prove_entry(case, "nothing")
    (tmp_path / "kept").write_text("recuento/case\n1\n" + "A" * 43 + "=\n", "utf-8")
    with pytest.raises(CaseError, match="has not grown"):
        prove_growth(case, tmp_path / "kept")


def test_a_log_that_is_a_link_out_of_the_case_is_not_written_to(case: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (case / "log").symlink_to(tmp_path / "elsewhere")
    assert main(["log", str(case)]) == 3
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_log_of_lines_that_are_no_entries_is_one_line_of_error(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As somebody else may have made it, with a checkpoint that fits."""
    line = b"[1]"
    (case / "log").mkdir()
    (case / "log" / "entries.jsonl").write_bytes(line + b"\n")
    (case / "log" / "checkpoint").write_text(Checkpoint("x", 1, leaf_hash(line)).text(), "utf-8")
    assert main(["log", str(case)]) == 2
    assert "line 1 of the log is no entry" in capsys.readouterr().err


def test_a_case_without_a_log_says_so(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", str(case), "--check"]) == 2
    assert "has no log" in capsys.readouterr().err


def test_two_questions_at_once_are_refused(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", str(case), "--check", "--prove", "case.toml"]) == 2
    assert "one of --check, --prove and --since" in capsys.readouterr().err


def test_the_journal_of_reviews_is_logged_with_the_other_files(tmp_path: Path) -> None:
    case = make_case(tmp_path / "n")
    decision = Decision(action="confirm", subject="unit", id="007-01", field="vega", was="25", why="seen")
    Journal(case).decide("Ana", decision)
    append(case)
    assert ("same", "review/journal.jsonl") in list(check(case))
    Journal(case).decide("Beto", decision)
    assert ("changed", "review/journal.jsonl") in list(check(case))
