"""How well a reading stands up to its gold: the figures as a table for the eye, or as plain data for a machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recuento.records.figures import Figures


def figures_table(title: str, figures: Mapping[str, Figures]) -> str:
    """One row a kind: precision, recall, F1, the counts behind them, and what was told of the right ones."""
    lines = [f"\n{title}", f"{'':22}{'P':>6}{'R':>6}{'F1':>6}{'right':>7}{'false':>7}{'missed':>7}"]
    for kind, f in figures.items():
        if f.right + f.false + f.missed == 0:
            continue
        told = "  ".join(f"{name} {right / of:.2f}" for name, (right, of) in f.told.items() if of)
        numbers = "".join(f"{'-' if x is None else f'{x:.2f}':>6}" for x in (f.precision, f.recall, f.f1))
        lines.append(f"{kind:22}{numbers}{f.right:7}{f.false:7}{f.missed:7}   {told}".rstrip())
    return "\n".join(lines)


def figures_data(figures: Mapping[str, Figures]) -> dict[str, Any]:
    """The same as plain data."""
    return {
        kind: {
            "precision": f.precision,
            "recall": f.recall,
            "f1": f.f1,
            "right": f.right,
            "false": f.false,
            "missed": f.missed,
            "told": {name: {"right": right, "of": of} for name, (right, of) in f.told.items()},
        }
        for kind, f in figures.items()
    }
