"""The weighing with its messages in English words, for tests of what it says."""

from __future__ import annotations

from typing import Any

from recuento.records.verdict import Weighing
from recuento.showing.wording import Wording
from recuento.weighing import weigh as weigh_in_messages

ENGLISH = Wording("en")


def weigh(*inputs: Any) -> Weighing:
    """As `recuento.weighing.weigh`, in words."""
    return ENGLISH.worded(weigh_in_messages(*inputs))


def said(text: str) -> str:
    """One message in words."""
    return ENGLISH.text(text)
