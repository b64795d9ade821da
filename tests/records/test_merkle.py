"""The hash tree is that of RFC 6962, and its proofs are checked by the script that does not import recuento."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.records.merkle import (
    Checkpoint,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    parse_checkpoint,
    root_of,
)

SCRIPT = Path(__file__).parents[2] / "docs" / "check_proof.py"
ENTRIES = [
    bytes.fromhex(h)
    for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_reference_implementation_of_certificate_transparency(size: int) -> None:
    assert root_of([leaf_hash(e) for e in ENTRIES[:size]]).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def checked(told: dict[str, object], folder: Path) -> bool:
    (folder / "proof.json").write_text(json.dumps(told), "utf-8")
    return (
        subprocess.run(
            [sys.executable, str(SCRIPT), str(folder / "proof.json")], capture_output=True, check=False
        ).returncode
        == 0
    )


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7])
def test_the_script_takes_every_true_proof_and_no_other(size: int, tmp_path: Path) -> None:
    lines = [f"line {i}" for i in range(size)]
    leaves = [leaf_hash(line.encode()) for line in lines]
    now = Checkpoint("recuento/x", size, root_of(leaves)).text()
    for i, line in enumerate(lines):
        told = {"line": line, "index": i, "proof": [h.hex() for h in inclusion_proof(leaves, i)], "checkpoint": now}
        assert checked(told, tmp_path)
        assert not checked({**told, "line": f"{line}!"}, tmp_path)
    for old in range(1, size + 1):
        before = Checkpoint("recuento/x", old, root_of(leaves[:old])).text()
        told = {"old": before, "proof": [h.hex() for h in consistency_proof(leaves, old)], "checkpoint": now}
        assert checked(told, tmp_path)
        forged = Checkpoint("recuento/x", old, leaf_hash(b"other")).text()
        assert not checked({**told, "old": forged}, tmp_path)


@given(st.binary(max_size=40))
def test_whatever_is_no_checkpoint_is_none(text: bytes) -> None:
    told = text.decode("utf-8", errors="replace")
    found = parse_checkpoint(told)
    assert found is None or found.text().split("\n")[:2] == told.split("\n")[:2]


def test_a_checkpoint_is_read_as_it_is_written_signatures_or_not() -> None:
    made = Checkpoint("recuento/x", 3, leaf_hash(b"x"))
    assert parse_checkpoint(made.text()) == made
    assert parse_checkpoint(f"{made.text()}\n— somebody c2lnbmF0dXJl\n") == made
