"""A case.toml read into a `Case`, where every mistake is named by its key, its line and its mend.

Three things can be wrong: the text is not TOML, a key is not one that recuento knows (or one is missing), or a value is
not what belongs there. What belongs there is said in words made from the records themselves, with the line of the
template that shows it, so that the message, the template and the model cannot drift apart.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import re
import tomllib
import types
from collections.abc import Iterator
from importlib import resources
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from recuento.errors import CaseError
from recuento.records.contest import Case

from .toml_places import Path, line_of, places

_SYNTAX_PLACE = re.compile(
    r"^(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$", re.S
)
_SYNTAX_MENDS = {
    "Invalid value": 'text needs "quotation marks"; write numbers without thousands separators',
    "Expected '=' after a key": "write key = value, one on a line",
    "Cannot overwrite a value": "the key stands there twice; keep one",
    "Cannot declare": "the table stands there twice; for several of a kind write [[name]] with two brackets before each",
    "Unclosed": "close the bracket",
    "Unterminated": "close the quotation mark",
    "Expected ']'": "close the bracket",
    "Illegal character": "close the quotation mark on the same line",
    "Expected newline or end of document": "one key = value on a line; dates are 2024-07-28, numbers without separators",
    "Unescaped": r"write \\ for a backslash, or use single quotation marks",
}
_PLAIN_WORDS: dict[Any, str] = {
    str: "text in quotation marks",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a date",
    dt.datetime: "a date and time with its offset from UTC",
}
_PATTERN_WORDS = {
    r"^[A-Z]{3}$": "three capital letters (ISO 3166-1 alpha-3)",
    r"^[a-z][a-z0-9_-]*$": "a small letter, then small letters, digits, _ or -",
}
_QUOTED = re.compile(r"'([^']*)'")


def template() -> str:
    """A commented case.toml with the values of an example. It is itself a valid case; `blank` is for a new one."""
    return resources.files(__package__).joinpath("case_template.toml").read_text(encoding="utf-8")


FILL_IN = "FILL IN"
"""What stands in a new case in the place of each value that only its author knows."""


def blank() -> str:
    """The case.toml that `recuento new` writes: the template, its values put behind # as examples and left to fill in.

    It is refused until they are filled in, line by line, so that nobody's figures are taken for another contest's.
    """
    told = re.sub(
        r"^(?P<key>\w+ = )(?P<value>\"[^\"]*\"|[\d-]+)(?P<gap> *)(?:# )?(?P<hint>.*)$",
        lambda m: f'{m["key"]}"{FILL_IN}"{" " * 8}# e.g. {m["value"]}{"; " + m["hint"] if m["hint"] else ""}',
        template(),
        flags=re.M,
    )
    return told.replace(
        "# The figures below are an example (Venezuela, 28 July 2024). Put your own in their place.",
        f'# Write your own values in the place of each "{FILL_IN}". The examples are Venezuela\'s, 28 July 2024.',
    )


@functools.cache
def full_example() -> str:
    """The template with every example line in use: each key of a case stands in it once, with a value that fits."""
    return re.sub(r"^#(?=[\[a-z])", "", template(), flags=re.M)


def parse_case(content: bytes | str, *, where: str = "case.toml") -> Case:
    """The case that the content of a case.toml describes. Raises CaseError with line, key and mend."""
    text = _decoded(content, where)
    try:
        data = tomllib.loads(text)
        left = [path for path, value in _leaves(data) if value == FILL_IN]
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(str(error), text, where) from error
    except RecursionError as error:
        raise CaseError("is nested too deep to be a case", where=where, mend="see `recuento new`") from error
    except ValueError as error:  # a whole number of more digits than Python reads
        raise CaseError("holds a number of thousands of digits", where=where, mend="write the figure") from error
    if left:
        first = min(left, key=lambda path: line_of(text, path))
        what, more = f"{_shown(first)} is not filled in", f" (and {len(left) - 1} more)" if len(left) > 1 else ""
        place = f"{where}: line {line_of(text, first)}"
        raise CaseError(what, where=place, mend=f"write for example: {_example(first)}{more}")
    data = _with_named_recipes(data, text, where)
    try:
        return Case.model_validate(data)
    except ValidationError as error:
        raise _first_mistake(error, data, text, where) from error


def named_recipes() -> dict[str, str]:
    """The recipes that recuento has: by name, the TOML of each, with where the file is from in its comment."""
    folder = resources.files(__package__).joinpath("recipes")
    found = {
        file.name.removesuffix(".toml"): file.read_text("utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    return dict(sorted(found.items()))


def _with_named_recipes(data: dict[str, Any], text: str, where: str) -> dict[str, Any]:
    """The case with the keys of each named recipe beside the source's own, which override them."""
    sheets = data.get("sheets")
    if not isinstance(sheets, list) or not any(
        isinstance(s, dict) and isinstance(s.get("recipe"), str) for s in sheets
    ):
        return data
    known, filled = named_recipes(), []
    for i, source in enumerate(sheets):
        name = source.get("recipe") if isinstance(source, dict) else None
        if not isinstance(name, str):
            filled.append(source)
            continue
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            raise CaseError(
                f"sheets[{i + 1}].recipe names {name!r}, which recuento does not have",
                where=f"{where}: line {line_of(text, ('sheets', i, 'recipe'))}",
                mend=f"did you mean {close[0]!r}?"
                if close
                else f"it has {', '.join(known)}; or leave it out and name the columns",
            )
        filled.append(tomllib.loads(known[name]) | source)
    return data | {"sheets": filled}


def _decoded(content: bytes | str, where: str) -> str:
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CaseError("is not UTF-8 text", where=f"{where}: line {line}", mend="save the file as UTF-8") from error


def _syntax_error(message: str, text: str, where: str) -> CaseError:
    match = _SYNTAX_PLACE.match(message)
    what = match["what"] if match else message
    last = text.rstrip().count("\n") + 1
    place = f"line {match['line']}, column {match['column']}" if match and match["line"] else f"line {last}, at its end"
    mend = next((mend for start, mend in _SYNTAX_MENDS.items() if what.startswith(start)), None)
    return CaseError(f"is not TOML: {what[:1].lower()}{what[1:]}", where=f"{where}: {place}", mend=mend)


# --- mistakes of content --------------------------------------------------------------------------------------------


def _first_mistake(error: ValidationError, data: dict[str, Any], text: str, where: str) -> CaseError:
    """The mistake that stands first in the file, and how many more there are."""
    by_place: dict[Path, ErrorDetails] = {}
    for detail in error.errors(include_url=False):
        by_place.setdefault(_place(detail, data), detail)
    for path in [p for p, detail in by_place.items() if detail["type"] == "extra_forbidden"]:
        if meant := _close_key(path):
            by_place.pop((*path[:-1], meant), None)  # a misspelt key is one mistake, and not also a missing one
    for path in list(
        by_place
    ):  # what is wrong within a table says more than that it is none of the other things it may be
        if any(len(other) > len(path) and other[: len(path)] == path for other in by_place):
            by_place.pop(path)
    ordered = sorted(by_place.items(), key=lambda item: line_of(text, item[0]))
    path, detail = ordered[0]
    what, mend = _what_and_mend(detail, path, data)
    if more := len(ordered) - 1:
        mend += f" (and {more} more)"
    return CaseError(what, where=f"{where}: line {line_of(text, path)}", mend=mend)


def _place(detail: ErrorDetails, data: Any) -> Path:
    """The key path of a mistake in the file, without the names that pydantic gives to the branches of a union."""
    if detail["type"] == "value_error":
        return _place_of_names(detail, data)
    path: list[str | int] = []
    for part in detail["loc"]:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            if detail["type"] == "missing":
                path.append(part)
                break
            continue  # the name of a branch
        path.append(part)
    return tuple(path)


def _place_of_names(detail: ErrorDetails, data: Any) -> Path:
    """Where the names that a message quotes stand together: the last key or value that is the last name quoted."""
    loc = tuple(detail["loc"])
    for part in loc:
        data = data[part]
    names = _QUOTED.findall(detail["msg"])
    found = [(loc + path, value) for path, value in _leaves(data)]
    if not names:
        return loc
    blocks = {path[: len(loc) + 2] for path, value in found if value == names[0]}
    inside = [p for p, v in found if names[-1] in (v, p[-1]) and (len(names) == 1 or p[: len(loc) + 2] in blocks)]
    return inside[-1] if inside else loc


def _leaves(data: Any) -> Iterator[tuple[Path, Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        if isinstance(value, dict | list):
            for path, leaf in _leaves(value):
                yield (key, *path), leaf
        else:
            yield (key,), value


def _what_and_mend(detail: ErrorDetails, path: Path, data: dict[str, Any]) -> tuple[str, str]:
    match detail["type"]:
        case "missing":
            return f"{_shown(path)} is missing", f"add {_example(path)}{_required_under(path)}"
        case "extra_forbidden":
            return _unknown_key(path)
        case "value_error":
            return _wrong_name(detail, data)
    value = detail["input"] if not detail["loc"] else _at(data, path)
    if path in {("candidates",), ("announcements",), ("sheets",)} and isinstance(value, dict):
        return f"[{path[0]}] has single brackets", f"write [[{path[0]}]] before each block"
    bare = " without quotation marks" if isinstance(value, str) and _bare_word(path) else ""
    return f"{_shown(path)} is {_said(value)}, not {_expected(path)}", f"write{bare} for example: {_example(path)}"


def _required_under(path: Path) -> str:
    model = _model_at((*path, 0)) if get_origin(_field_at(path)[0]) is tuple else _model_at(path)
    required = [name for name, field in model.model_fields.items() if field.is_required()] if model else []
    return f" and under it {', '.join(required)}" if required else ""


def _bare_word(path: Path) -> bool:
    """Whether what belongs here is written without quotation marks."""
    return _field_at(path)[0] in {int, float, bool, dt.date, dt.datetime}


def _close_key(path: Path) -> str | None:
    """The key that an unknown key in its place was probably meant to be."""
    model = _model_at(path[:-1])
    close = difflib.get_close_matches(str(path[-1]).lower(), model.model_fields if model else [], n=1)
    return close[0] if close else None


def _unknown_key(path: Path) -> tuple[str, str]:
    meant, model = _close_key(path), _model_at(path[:-1])
    mend = f"did you mean {meant}?" if meant else f"the keys here are {', '.join(model.model_fields if model else [])}"
    return f"{_shown(path)} is not a key of a case", mend


def _wrong_name(detail: ErrorDetails, data: dict[str, Any]) -> tuple[str, str]:
    what = detail["msg"].removeprefix("Value error, ")
    candidates = data.get("candidates", [])
    ids = [str(c.get("id")) for c in candidates if isinstance(c, dict)] if isinstance(candidates, list) else []
    names = _QUOTED.findall(what)
    if names and names[-1] in ids:
        return what, "give each an id of its own"
    close = difflib.get_close_matches(names[-1], ids, n=1) if names else []
    return what, f"did you mean {close[0]}?" if close else f"the candidates are {', '.join(ids)}"


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _shown(path: Path) -> str:
    """A key path as people write it: announcements[1].votes.maduro, counting blocks from 1."""
    if len(path) == 1 and path[0] in Case.model_fields:
        return "[contest]" if path[0] == "contest" else f"[[{path[0]}]]"
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.lstrip(".") or "the file"


def _said(value: Any) -> str:
    match value:
        case str():
            shown = f'"{value}"'
        case bool():
            shown = str(value).lower()
        case dict():
            return "a table" if value else "empty"
        case list():
            return "a list" if value else "empty"
        case dt.datetime() | dt.date() | dt.time():
            shown = value.isoformat()
        case _:
            shown = str(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


# --- what belongs at a key ------------------------------------------------------------------------------------------


def _example(path: Path) -> str:
    """The line of the full example that shows this key, without its comment."""
    text = full_example()
    generic = tuple(0 if isinstance(part, int) else part for part in path)
    known = places(text)
    while generic and generic not in known:
        generic = generic[:-1]
    line = text.splitlines()[known[generic] - 1]
    return re.split(r"\s+# ", line)[0].strip()


def _expected(path: Path) -> str:
    """What belongs at this key, in words."""
    annotation, metadata = _field_at(path)
    for constraint in metadata:
        if words := _PATTERN_WORDS.get(getattr(constraint, "pattern", None) or ""):
            return words
    low, high = (next((v for c in metadata if (v := getattr(c, n, None)) is not None), None) for n in ("ge", "le"))
    above = next((v for c in metadata if (v := getattr(c, "gt", None)) is not None), None)
    words = _words(annotation)
    if low is not None and high is not None:
        return f"{words} from {low} to {high}"
    if low is not None or above is not None:
        return f"{words}, {low if low is not None else int(above or 0) + 1} or more"
    return words


def _words(annotation: Any) -> str:
    annotation, _ = _bare(annotation)
    if annotation in _PLAIN_WORDS:
        return _PLAIN_WORDS[annotation]
    args = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is Literal:
            return "one of " + ", ".join(f'"{a}"' for a in args)
        case origin if origin in (Union, types.UnionType):
            return " or ".join(dict.fromkeys(_words(a) for a in args))
        case origin if origin in (list, tuple):
            item = "tables" if _is_model(args[0]) else "values, each " + _words(args[0])
            return f"a list of {item}"
        case origin if origin is dict:
            return f"a table of names with {_words(args[1])}"
    return "a table"


def _bare(annotation: Any) -> tuple[Any, list[Any]]:
    """An annotation without `Annotated` and `None`, and the constraints found on the way."""
    metadata: list[Any] = []
    while True:
        args = get_args(annotation)
        if hasattr(annotation, "__metadata__"):
            for extra in annotation.__metadata__:
                metadata += extra.metadata if isinstance(extra, FieldInfo) else [extra]
            annotation = args[0]
        elif get_origin(annotation) in (Union, types.UnionType) and type(None) in args:
            rest = [a for a in args if a is not type(None)]
            annotation = rest[0] if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007 - built, not written
        else:
            return annotation, metadata


def _field_at(path: Path) -> tuple[Any, list[Any]]:
    """The type and constraints of what belongs at this path."""
    annotation: Any = Case
    metadata: list[Any] = []
    for part in path:
        if _is_model(annotation):
            field = annotation.model_fields.get(part)
            if field is None:
                return str, []
            annotation, metadata = _bare(field.annotation)
            metadata = [*field.metadata, *metadata]
        else:
            annotation = _branch(annotation, part)
            if _is_model(annotation):
                field = annotation.model_fields.get(part)
                annotation, metadata = _bare(field.annotation) if field else (str, [])
                continue
            args = get_args(annotation) or (str,)
            annotation, metadata = _bare(args[-1] if get_origin(annotation) is dict else args[0])
    return annotation, metadata


def _branch(annotation: Any, part: str | int) -> Any:
    """Of the things that may stand in a place, the one that has parts of this kind: a list, or a table."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation
    branches = get_args(annotation)
    if isinstance(part, int):
        return next((a for a in branches if get_origin(a) in (list, tuple)), branches[0])
    return next((a for a in branches if _is_model(a) or get_origin(a) is dict), branches[0])


def _model_at(path: Path) -> type[BaseModel] | None:
    annotation, _ = _field_at(path)
    branches = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
    return next((a for a in branches if _is_model(a)), None)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
