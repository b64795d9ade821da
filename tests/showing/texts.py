"""Every text of the page that a catalogue must have: what the code and the templates ask for, and what tables hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import recuento.showing
from recuento.counting.checks import CHECKS
from recuento.reading.lexicon.vocabulary import data
from recuento.records.recipe import SheetSource
from recuento.records.said import ActKind, Relation, Result, StanceKind
from recuento.showing import claims, details, explain, method, odd_figures, private, report, sums, terminal, voices
from recuento.showing.articles import LEGEND

ROOM = Path(recuento.showing.__path__[0])
_ASKED = re.compile(r'(?<![\w.])_\("((?:[^"\\]|\\.)*)"')
_COUNTED = re.compile(r'counted\([^"]*"((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\)')


def texts() -> tuple[set[str], set[tuple[str, str]]]:
    """The texts, and those for one and for many."""
    single, plural = set(_of_tables()), set(terminal._COUNTED.values())
    plural |= {(words, words) for _, words in claims.WORDS.values()}
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name == "text" and node.args:
                    single |= set(_constants(node.args[0], ast.parse(path.read_text("utf-8"))))
                if name == "plural" and len(node.args) == 3 and all(isinstance(a, ast.Constant) for a in node.args[1:]):
                    plural.add((node.args[1].value, node.args[2].value))  # type: ignore[attr-defined]
    for path in (ROOM / "templates" / "dossier.html.j2", *(ROOM / "templates" / "site").glob("*.j2")):
        template = path.read_text("utf-8")
        single |= {text.replace('\\"', '"') for text in _ASKED.findall(template)}
        plural |= set(_COUNTED.findall(template))
    return {text for text in single if re.search("[A-Za-z]{2}", text)}, plural


def _constants(node: ast.expr, tree: ast.Module) -> Iterator[str]:
    """The texts that an argument may be: itself, either side of a choice, or what the name is given in the module."""
    match node:
        case ast.Constant(value=str() as value):
            yield value
        case ast.IfExp(body=one, orelse=other):
            yield from (*_constants(one, tree), *_constants(other, tree))
        case ast.Name(id=name):
            for given in _given(name, tree):
                yield from _constants(given, tree) if isinstance(given, ast.Constant | ast.IfExp) else ()
        case ast.Subscript(value=ast.Name(id=name)):
            for given in _given(name, tree):
                yield from (v.value for v in getattr(given, "values", ()) if isinstance(v, ast.Constant))


def _given(name: str, tree: ast.Module) -> Iterator[ast.expr]:
    """What a name is given anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            yield node.value


def _titled(name: str) -> str:
    return claims.sentence(name.replace("_", " ")).removesuffix(".")


def _of_tables() -> Iterator[str]:
    yield from (word for word, _ in claims.WORDS.values())
    yield from claims.MEANINGS.values()
    yield from (word for _, word in (*claims.CHECK_WORDS.values(), *sums.SEVERITIES.values()))
    yield from (word for words in voices.STANCES.values() for word in words)
    yield from (*voices.VOICES.values(), *voices._MAY.values(), voices._UNSURE)
    yield from (part for pair in method.METHODS for part in pair)
    yield from (name for _, name in LEGEND)
    yield from explain.KINDS.values()
    yield from (text for pair in odd_figures.TESTS.values() for text in pair)
    yield from odd_figures.COLUMNS.values()
    yield from ("source", "outlet", "agency", "byline", "dateline", "published", "language", "election", "story")
    yield from report.SCRIPT_WORDS.values()
    yield from (words for _, words in terminal._KEY.values())
    yield from (*details.PATTERNS, *details.WHOLE, private.A_PERSON, private.WITHHELD)
    yield from (_titled(check.__name__) for check in CHECKS)
    yield from (claims.sentence(text) for text in explains())
    yield from checks_of_weighing()
    yield from (kind.value.replace("_", " ") for kind in (*ActKind, *StanceKind))
    ties = data("relations")["en"]
    yield from (kind.replace("_", " ") for table in ties["relations"].values() for kind in table)
    yield from (*ties["sectors"], "sanctions")
    yield from Relation.model_fields["status"].annotation.__args__  # type: ignore[union-attr]
    yield from (bound.replace("_", " ") for bound in Result.model_fields["bound"].annotation.__args__)  # type: ignore[union-attr]
    yield from SheetSource.model_fields["kind"].annotation.__args__  # type: ignore[union-attr]
    yield from ("direct", "indirect", "mixed", "attributed", "reporter", "pledge", "relation")


def explains() -> Iterator[str]:
    """What each check says of what it found."""
    for path in (Path(recuento.showing.__path__[0]).parent / "counting" / "checks").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for made in node.decorator_list:
                    if isinstance(made, ast.Call) and getattr(made.func, "id", "") == "check":
                        yield _as_text(made.args[1])


def _as_text(node: ast.expr) -> str:
    from recuento.counting.once import POLICY

    return str(eval(compile(ast.Expression(node), "check", "eval"), {"POLICY": POLICY}))  # noqa: S307 - our own source


def checks_of_weighing() -> Iterator[str]:
    """The names of the weighing's checks, as titles."""
    room = Path(recuento.showing.__path__[0]).parent / "weighing"
    for path in room.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Check":
                for k in node.keywords:
                    if k.arg == "check":
                        yield from (
                            _titled(c.value.partition(":")[0])
                            for c in ast.walk(k.value)
                            if isinstance(c, ast.Constant) and isinstance(c.value, str) and len(c.value) > 2
                        )
