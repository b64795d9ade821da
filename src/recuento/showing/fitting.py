"""Texts cut and wrapped to the letters there is room for."""

from __future__ import annotations


def cut(text: str, room: float) -> str:
    """The text, shortened with an ellipsis to so many letters."""
    return text if len(text) <= room else f"{text[: max(int(room) - 1, 1)].rstrip()}…"


def wrapped(text: str, room: float) -> list[str]:
    """The text on as many lines as it takes, none of more letters than there is room for."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(cut(word, room))
    return lines or [""]
