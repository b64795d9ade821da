"""case.toml: every mistake is told by its key, its line and its mend; the template teaches and is itself a case."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from recuento.case import load, new
from recuento.case.case_file import full_example, named_recipes, parse_case, template
from recuento.case.toml_places import places
from recuento.errors import CaseError, OutputError, RecuentoError
from recuento.records.contest import Case
from recuento.records.corrections import COLUMNS
from recuento.records.recipe import SheetSource

FULL = re.sub(r"^recipe = .*\n", "", full_example(), flags=re.M)  # which would stand in for keys that are missing


def mistake(old: str, changed: str, text: str = FULL) -> str:
    """What is said of the full example with one stretch of it changed."""
    assert old in text
    with pytest.raises(CaseError) as caught:
        parse_case(text.replace(old, changed, 1))
    return str(caught.value)


def line_holding(words: str, text: str = FULL) -> int:
    return text[: text.index(words)].count("\n") + 1


# old words, new words, the key and what is wrong, the mend; the line is that of the old words
MISTAKES = [
    ("date = 2024-07-28", "dat = 2024-07-28", "contest.dat is not a key of a case", "did you mean date?"),
    ("roll =", "weather =", "contest.weather is not a key of a case", "the keys here are name, country, date"),
    ("date = 2024-07-28", 'date = "soon"', 'contest.date is "soon", not a date', "write without quotation marks for"),
    ('country = "VEN"', 'country = "Utopia"', 'contest.country is "Utopia", not three capital letters', "VEN"),
    ("units = 30026", "units = 0", "contest.units is 0, not a whole number, 1 or more", "units = 30026"),
    ("units = 30026", "units = 30.5", "contest.units is 30.5, not a whole number", "units = 30026"),
    ('rule = "plurality"', 'rule = "most"', 'contest.rule is "most", not one of "plurality", "majority"', "rule ="),
    (
        'name = "Presid',
        "name = 3 #",
        "contest.name is 3, not text in quotation marks",
        'name = "Presidential election"',
    ),
    ('id = "maduro"', 'id = "Maduro 1"', 'candidates[1].id is "Maduro 1", not a small letter', 'id = "maduro"'),
    ('id = "gonzalez"', 'id = "maduro"', "two candidates share the id 'maduro'", "give each an id of its own"),
    ("percent = 80.0", "percent = 180.0", "coverage.percent is 180.0, not a number from 0 to 100", "percent = 80.0"),
    ('of = "units"', 'of = "votes"', '.of is "votes", not one of "units", "roll", "ballots"', 'of = "units"'),
    ("maduro = 5150092", "madura = 5150092", "announcement 'first' names 'madura'", "did you mean maduro?"),
    ('winner = "maduro"', 'winner = "x"', "announcement 'first' names 'x'", "the candidates are maduro, gonzalez"),
    (
        "maduro = 5150092",
        "maduro = -1",
        "announcements[1].votes.maduro is -1, not a whole number, 0 or more",
        "votes =",
    ),
    ("maduro = 5150092", "maduro = 5.5", "announcements[1].votes.maduro is 5.5, not a whole number", "votes ="),
    (
        "maduro = 51.20",
        "maduro = 5120",
        "announcements[1].shares.maduro is 5120, not a number from 0 to 100",
        "shares =",
    ),
    ("irreversible = true", 'irreversible = "so"', '.irreversible is "so", not true or false', "irreversible = true"),
    (
        "at = 2024-07-29T00:05:00-04:00",
        'at = "late"',
        'announcements[1].at is "late", not a date and time',
        "at = 2024",
    ),
    ('gonzalez = "EG"', 'gonzales = "EG"', "sheets 'sheets/results.csv' give votes to 'gonzales'", "mean gonzalez?"),
    ('registered = "RE"', "registered = 3", "sheets[1].registered is 3, not text in quotation marks or a list", '"RE"'),
    (
        'unit = ["CENTRO:9", "MESA:2"]',
        'unit = "M"',
        'sheets[1].unit is "M", not a list of values',
        'unit = ["CENTRO:9"',
    ),
    ('unit = ["CENTRO:9", "MESA:2"]', "unit = []", "sheets[1].unit is empty, not a list", 'unit = ["CENTRO:9"'),
    ('kind = "transcription"', 'kind = "scan"', 'sheets[1].kind is "scan", not one of "transcription"', "kind ="),
    ("[[announcements]]", "[announcements]", "[announcements] has single brackets", "write [[announcements]] before"),
]


@pytest.mark.parametrize(("old", "changed", "what", "mend"), MISTAKES, ids=[m[1] for m in MISTAKES])
def test_a_mistake_is_told_by_key_line_and_mend(old: str, changed: str, what: str, mend: str) -> None:
    """The one line names file and line, the key and what is wrong with it, and how to write it."""
    said = mistake(old, changed)
    place, _, rest = said.partition("; ")
    assert place.startswith(f"case.toml: line {line_holding(old)}: ")
    assert what in place
    assert mend in rest
    assert "\n" not in said


@pytest.mark.parametrize(
    ("old", "changed", "says"),
    [
        ('source = "CNE', 'sauce = 1\n#"', "announcements[1].sauce is not a key"),
        ("name =", "#", "contest.name is missing; add name = "),
        ('published_by = "', '#"', "sheets[1].published_by is missing; add published_by = "),
        ('votes = { gonzalez = "EG"', "#", "sheets[1].votes is missing; add votes = { gonzalez"),
    ],
)
def test_a_missing_key_is_told_with_an_example(old: str, changed: str, says: str) -> None:
    """A required key that is missing is named at its table, with the line to add."""
    assert says in mistake(old, changed)


def test_missing_tables_are_told_with_what_belongs_under_them() -> None:
    """An empty file says which tables a case needs, and which keys under them."""
    said = mistake(FULL, "")
    assert said == (
        "case.toml: line 1: [contest] is missing; "
        "add [contest] and under it name, country, date, authority (and 1 more)"
    )


def test_a_misspelt_key_is_one_mistake() -> None:
    """A required key misspelt is not also reported as missing."""
    assert "more)" not in mistake("date = 2024-07-28", "dat = 2024-07-28")


def test_several_mistakes_are_counted_after_the_first_in_the_file() -> None:
    """The first in the file is told in full, the others as a number."""
    text = FULL.replace('rule = "plurality"', 'rule = "most"').replace("units = 30026", "units = 0")
    said = mistake('country = "VEN"', 'country = "x"', text)
    assert "contest.country" in said
    assert said.endswith("(and 2 more)")


@pytest.mark.parametrize(
    ("text", "place", "mend"),
    [
        ('a = "x', "line 1, at its end", "close the quotation mark"),
        ("[contest]\nname = Nicolás", "line 2, column 8", 'text needs "quotation marks"'),
        ("[contest]\nroll = 21,321,783", "line 2, column", "numbers without separators"),
        ("a = 1\na = 2", "line 2", "the key stands there twice"),
        ("just words", "line 1", "write key = value"),
        ("\n[contest", "line 2, at its end", "close the bracket"),
    ],
)
def test_what_is_not_toml_is_told_with_line_and_column(text: str, place: str, mend: str) -> None:
    """A slip of syntax says where it is and what it most often is."""
    with pytest.raises(CaseError) as caught:
        parse_case(text, where="c.toml")
    assert str(caught.value).startswith(f"c.toml: {place}")
    assert mend in str(caught.value)


def test_a_file_in_another_encoding_is_told_with_its_line() -> None:
    """Latin-1 is named at the line of its first letter that UTF-8 cannot be; a byte order mark does no harm."""
    with pytest.raises(CaseError, match=r"case.toml: line 2: is not UTF-8 text; save the file as UTF-8"):
        parse_case("# Nicol\n# á".encode("latin-1"))
    assert parse_case(b"\xef\xbb\xbf" + template().encode()).contest.country == "VEN"


def test_the_template_is_a_case_as_it_stands() -> None:
    """What `recuento new` writes loads before anything is filled in."""
    case = parse_case(template())
    assert case.contest.date == dt.date(2024, 7, 28)
    assert case.announcements == ()


def test_every_example_line_of_the_template_holds() -> None:
    """Taking away the # of every example line gives a case that loads."""
    case = parse_case(FULL)
    assert case.announcements[0].votes == {"maduro": 5150092, "gonzalez": 4445978}
    assert case.sheets[0].unit == ["CENTRO:9", "MESA:2"]


def models_within(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for a in get_args(annotation) for m in models_within(a)]


def key_paths(model: type[BaseModel], path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = set()
    for name, field in model.model_fields.items():
        here = (*path, name)
        found.add(here)
        if get_origin(field.annotation) is dict or "dict[str, str | list[str] | " in str(field.annotation):
            continue  # the names in it are the author's; their keys are held by test_every_key
        for inner in models_within(field.annotation):
            several = "tuple" in str(field.annotation)
            found |= key_paths(inner, (*here, 0) if several else here)
    return found


def test_the_template_shows_every_key_of_a_case() -> None:
    """No key of the case file is left out of the template."""
    assert key_paths(Case) - set(places(full_example())) == set()


def test_a_named_recipe_gives_the_keys_that_the_source_does_not() -> None:
    """What stands in the case overrides the recipe."""
    people = "".join(
        f'[[candidates]]\nid = "{c}"\nname = "{c}"\n' for c in ("davankov", "putin", "slutsky", "kharitonov")
    )
    source = '[[sheets]]\npath = "x.csv"\nrecipe = "russia-president-2024"\npublished_by = "CEC"\ninterest = "the state"\nregion = ["region"]\n'
    head = '[contest]\nname = "x"\ncountry = "RUS"\ndate = 2024-03-17\nauthority = "CEC"\n'
    sheets = parse_case(head + people + source).sheets[0]
    assert (sheets.unit, sheets.region, sheets.kind) == (["region", "tik", "uik"], ["region"], "official file")
    with pytest.raises(
        CaseError,
        match=r"line 20: sheets\[1\].recipe names 'russia-president', .*did you mean 'russia-president-2024'",
    ):
        parse_case(head + people + source.replace('2024"\npub', '"\npub').replace('president-"', 'president"'))


@pytest.mark.parametrize("name", named_recipes())
def test_every_named_recipe_says_where_its_file_is_from_and_whom_it_gives_votes_to(name: str) -> None:
    """Its comment names the ids that [[candidates]] must have."""
    text = named_recipes()[name]
    given = tomllib.loads(text)
    recipe = SheetSource(path="x", published_by="x", interest="x", **{"votes": {}} | given)
    comment = " ".join(line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#"))
    if "votes" not in given:
        assert "The case says which candidate has which number: votes = { " in comment
        return
    assert comment.split("Candidates' ids: ")[1].rstrip(".").split() == list(recipe.votes)


# --- the folder -----------------------------------------------------------------------------------------------------


def test_a_new_case_folder_loads(tmp_path: Path) -> None:
    """A new folder holds case.toml, articles/, sheets/ and the header of corrections.csv."""
    new(tmp_path / "deep" / "case")
    folder = tmp_path / "deep" / "case"
    assert sorted(p.name for p in folder.iterdir()) == ["articles", "case.toml", "corrections.csv", "sheets"]
    assert (folder / "corrections.csv").read_text() == ",".join(COLUMNS) + "\n"
    with pytest.raises(
        CaseError, match=r'line 9: contest.name is not filled in; write for example: name = "Pres.*8 more'
    ):
        load(folder)
    path = folder / "case.toml"
    examples = re.sub(r'"FILL IN" +# e\.g\. ("[^"]*"|[\d-]+)', r"\1 # ", path.read_text(encoding="utf-8"))
    path.write_text(examples, encoding="utf-8")
    assert load(folder) == load(str(path)) == parse_case(template())


def test_a_case_is_never_overwritten(tmp_path: Path) -> None:
    """Where a case.toml is, nothing is written; other files of the folder are kept."""
    (tmp_path / "corrections.csv").write_text("mine")
    new(tmp_path)
    assert (tmp_path / "corrections.csv").read_text() == "mine"
    (tmp_path / "case.toml").write_text("mine")
    with pytest.raises(CaseError, match=r"case\.toml: is there already; name another folder"):
        new(tmp_path)
    assert (tmp_path / "case.toml").read_text() == "mine"


def test_a_folder_without_a_case_is_told_how_to_get_one(tmp_path: Path) -> None:
    """A folder without case.toml, and a folder that is not there, point to `recuento new`."""
    with pytest.raises(CaseError, match=r"holds no case\.toml; `recuento new .*` writes one"):
        load(tmp_path)
    with pytest.raises(CaseError, match="is no case folder; `recuento new"):
        load(tmp_path / "none")


def test_mistakes_name_the_file(tmp_path: Path) -> None:
    """The error of a case on disk begins with the path of its case.toml."""
    (tmp_path / "case.toml").write_text("[contest]\n")
    with pytest.raises(RecuentoError) as caught:
        load(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'case.toml'}: line 1: ")


def test_a_place_where_no_folder_can_be_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is one line with the mend."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"cannot be made .*; name another place"):
        new(tmp_path / "file")


# --- whatever it holds ----------------------------------------------------------------------------------------------

scalars = (
    st.integers(-5, 10**12)
    | st.floats()
    | st.booleans()
    | st.text(alphabet="abz ='\\-é", max_size=6)
    | st.dates()
    | st.just(dt.datetime(2024, 7, 29, tzinfo=dt.UTC))
    | st.just(dt.time(9, 30))
)
values = st.recursive(
    scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.sampled_from("abz"), v, max_size=2), max_leaves=4
)


def written(value: Any) -> str:
    """A value as TOML."""
    match value:
        case dict():
            return "{" + ", ".join(f'"{k}" = {written(v)}' for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value)
        case dt.date() | dt.time():
            return value.isoformat()
    return str(value)


KEYS = list(re.finditer(r"^(\w+) = (.*?)(?=\s+# |$)", FULL, re.M))


@given(st.lists(st.tuples(st.sampled_from(KEYS), values), max_size=3, unique_by=lambda c: c[0].start()))
def test_any_value_at_any_key_is_taken_or_told_in_one_line(changes: list[tuple[re.Match[str], Any]]) -> None:
    """Whatever stands at a key, the case loads or one line names the file and a line; nothing else is raised."""
    text = FULL
    for match, value in sorted(changes, key=lambda c: -c[0].start()):
        text = text[: match.start(2)] + written(value) + text[match.end(2) :]
    said = ""
    try:
        parse_case(text)
    except CaseError as error:
        said = str(error)
    assert re.fullmatch(r"(case\.toml: line \d+(, column \d+|, at its end)?: .+)?", said)


@given(st.text(alphabet="ab1=[]{}\"'., \n#-", max_size=40) | st.binary(max_size=20))
def test_any_text_is_a_case_or_told_in_one_line(content: str | bytes) -> None:
    """What is no case file at all is told just so."""
    with pytest.raises(CaseError, match=r"^case\.toml: line \d+"):
        parse_case(content)
