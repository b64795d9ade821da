"""How well something was read: right, false and missed records of one kind, and the figures that follow."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Figures:
    """Counts of right, false and missed records of one kind, and of what was told of the right ones.

    `told` maps an attribute ("speaker") to how many of the right records had it right and of how many it was asked.
    """

    right: int = 0
    false: int = 0
    missed: int = 0
    told: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def precision(self) -> float | None:
        """The share of read records that are right; None when none was read."""
        return self.right / (self.right + self.false) if self.right + self.false else None

    @property
    def recall(self) -> float | None:
        """The share of gold records that were read; None when there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None when there was nothing to read and nothing was read."""
        counted = 2 * self.right + self.false + self.missed
        return 2 * self.right / counted if counted else None

    def add(self, other: Figures) -> None:
        """Count another text's figures in."""
        self.right += other.right
        self.false += other.false
        self.missed += other.missed
        for name, (right, of) in other.told.items():
            old_right, old_of = self.told.get(name, (0, 0))
            self.told[name] = (old_right + right, old_of + of)

    def tell(self, name: str, right: bool) -> None:
        """Count one attribute of one right record."""
        old_right, old_of = self.told.get(name, (0, 0))
        self.told[name] = (old_right + right, old_of + 1)
