"""Sentences before they are put into words: a key of the catalogue, and the figures and names that stand in them.

What the weighing finds it says so, and not in English: the words, and how figures are written, are the showing's. A
message is a string, so that it can stand wherever its words will (as in zope.i18nmessageid and Django's lazy texts);
the string is its key.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Annotated, Any

from pydantic import ValidatorFunctionWrapHandler, WrapValidator

Value = str | int | float | Fraction | dt.date | None | tuple[str, ...]
"""What may stand in a message: text or another message, a whole number, a percentage as it was written (float), a share
of one (Fraction), a day, or several texts."""


class Message(str):
    """A text of the catalogue by its key, with what stands in it. Two are equal where both are."""

    __slots__ = ("values",)
    values: dict[str, Value]

    def __new__(cls, key: str, **values: Value) -> Message:
        """A message by its key, with its values by their names."""
        message = super().__new__(cls, key)
        message.values = values
        return message

    @property
    def key(self) -> str:
        """The key in the catalogue."""
        return str.__str__(self)

    def filled(self, **values: Value) -> Message:
        """The same message with more of its values."""
        return Message(self.key, **{**self.values, **values})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self.key == other.key and self.values == other.values

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self.key, *self.values.items()))

    def __repr__(self) -> str:
        return f"Message({self.key!r}, {self.values})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.key, self.values)


def _restored(key: str, values: dict[str, Value]) -> Message:
    return Message(key, **values)


def sentences(*texts: str | None) -> str:
    """Texts one after the other, without those that are empty."""
    said = tuple(text for text in texts if text)
    return Message("sentences", texts=said) if len(said) > 1 else said[0] if said else ""


def _as_it_is(text: Any, check: ValidatorFunctionWrapHandler) -> Any:
    return text if isinstance(text, Message) else check(text)


Text = Annotated[str, WrapValidator(_as_it_is)]
"""The type of a record's field that is said to people: a message until it is put into words."""
