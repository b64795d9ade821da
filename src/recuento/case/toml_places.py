"""Where each key of a TOML file stands, so that an error can name its line.

The standard library's reader gives values without places. This walks a text that it has already accepted, and so
need not judge: it only has to tell keys, strings, brackets and comments apart.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BASIC_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""(?:"{0,2})|'
    r"'''[\s\S]*?'''(?:'{0,2})|" + _BASIC_STRING.pattern + r"|'[^'\n]*'"
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]+")
_DOT = re.compile(r"[ \t]*\.[ \t]*")


def line_of(text: str, path: Path) -> int:
    """The line, from 1, of the key at this path, or of the nearest table around it that the text holds."""
    known = places(text)
    while path and path not in known:
        path = path[:-1]
    return known.get(path, 1)


def places(text: str) -> dict[Path, int]:
    """The line, from 1, where each key, table and array item of a valid TOML text first stands."""
    return _Walk(text.replace("\r\n", "\n")).found


class _Walk:
    """One pass over the text; `at` is the place reached, `found` what was seen so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {(): 1}
        self._items: dict[Path, int] = {}
        self._statements()

    def _statements(self) -> None:
        table: Path = ()
        while self._skip():
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self) -> bool:
        """Passes blanks, line ends and comments; false at the end of the text."""
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at < len(self.text)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None or match.end() == self.at:
            raise ValueError(f"no TOML at offset {self.at}")
        self.at = match.end()
        return match[0]

    def _note(self, path: Path, start: int) -> None:
        self.found.setdefault(path, self.text.count("\n", 0, start) + 1)

    def _header(self) -> Path:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        self._skip()
        path: Path = ()
        keys = list(self._key())
        for i, key in enumerate(keys):
            path = (*path, key)
            self._note(path, start)
            if i < len(keys) - 1 and path in self._items:
                path = (*path, self._items[path] - 1)
        if many:
            number = self._items.get(path, 0)
            self._items[path] = number + 1
            path = (*path, number)
            self._note(path, start)
        self._skip()
        self.at += 2 if many else 1
        return path

    def _key(self) -> Iterator[str]:
        """The parts of a key, which dots join."""
        while True:
            if self.text[self.at] in "\"'":
                yield _unquote(self._take(_STRING))
            else:
                yield self._take(_BARE_KEY)
            dot = _DOT.match(self.text, self.at)
            if dot is None:
                return
            self.at = dot.end()

    def _pair(self, table: Path) -> None:
        start = self.at
        path = table
        for key in self._key():
            path = (*path, key)
            self._note(path, start)
        self._skip()
        self.at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip()
        match self.text[self.at]:
            case "[":
                self._array(path)
            case "{":
                self._inline(path)
            case '"' | "'":
                self._take(_STRING)
            case _:
                self._take(_BARE_VALUE)

    def _array(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self._skip() and self.text[self.at] != "]":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self._note((*path, number), self.at)
            self._value((*path, number))
            number += 1
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while self._skip() and self.text[self.at] != "}":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self._pair(path)
        self.at += 1


def _unquote(quoted: str) -> str:
    """What a quoted key says, by the standard library's own rules for escapes."""
    return next(iter(tomllib.loads(f"{quoted} = 0")))
