"""Every key of a TOML text is found on its line."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.case.toml_places import line_of, places

TEXT = '''# a comment with [brackets] and = signs
title = "one # not a comment"

[contest]
name = """two
lines with a = b"""
"odd key" = 1
deep.er = { x = 1, 'y z' = [1, 2] }

[[announcements]]
votes = { a = 1, b = 2 }   # comment ] }
[[announcements]]
list = [
  "first",   # of two
  [ 3, 4 ],
]
[announcements.coverage]
percent = 80.0
[[announcements.notes]]
text = \'\'\'it's "x" \'\'\'
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("contest",), 4),
        (("contest", "name"), 5),
        (("contest", "odd key"), 7),
        (("contest", "deep", "er", "y z", 1), 8),
        (("announcements", 0), 10),
        (("announcements", 0, "votes", "b"), 11),
        (("announcements", 1), 12),
        (("announcements", 1, "list", 0), 14),
        (("announcements", 1, "list", 1, 1), 15),
        (("announcements", 1, "coverage", "percent"), 18),
        (("announcements", 1, "notes", 0, "text"), 20),
    ],
    ids=str,
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_key_is_found_on_its_line(path: tuple[str | int, ...], line: int, line_end: str) -> None:
    """Tables, blocks, inline tables, arrays, quoted and dotted keys, strings over lines: each on its line."""
    assert line_of(TEXT.replace("\n", line_end), path) == line


def test_a_key_that_is_not_there_is_placed_at_its_table() -> None:
    """A missing key is shown at the table that lacks it; in an empty file, at line 1."""
    assert line_of(TEXT, ("announcements", 1, "coverage", "of")) == 17
    assert line_of("", ("contest", "name")) == 1


def paths(data: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return {path}.union(*(paths(value, (*path, key)) for key, value in items))


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{k}" = {toml(v)}' for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return f"'{value}'" if isinstance(value, str) else str(value)


keys = st.text(alphabet="ab.# =[]{}'", min_size=1, max_size=4)
values = st.recursive(
    st.integers() | st.text(alphabet='ab#=[]{}",', max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(keys, values, max_size=4))
def test_every_path_of_a_file_is_found(data: dict[str, Any]) -> None:
    """Whatever keys and values hold, the places are exactly the paths that the standard reader sees."""
    text = "".join(f'"{key}" = {toml(value)}\n' for key, value in data.items())
    assert set(places(text)) == paths(tomllib.loads(text))
