"""How likely an actor takes a stance in a sentence: a linear scorer beside the rules, which adds where they say nothing.

Multinomial logistic regression over the features of `stance_features`: the weights of a candidate's features are added
up for each kind of stance and for none, and the sums turned into shares (softmax). Its coefficients stand in
`stance_model.tsv`, a feature a line, with where they are from; `make fit` makes it. Another set of weights serves the
contest's own actors, for whom a stance is likelier and is told in other words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from recuento.records.said import StanceKind

from .stance_candidates import StanceCandidate
from .stance_features import GROUPS, features_of

FILE = "stance_model.tsv"
"""Beside this module; `make fit` writes it there."""
NONE = "none"
KINDS = (NONE, StanceKind.RECOGNISES.value, StanceKind.QUESTIONS.value, StanceKind.REJECTS.value)
SIDES = ("abroad", "home")
"""Whose stances a set of weights is for: everybody else's, and those of the contest's own country."""
ADMITTED = {"abroad": 0.7, "home": 0.45}
"""The score from which on a stance is admitted; set on elections left out of the fit (see docs/reading.md)."""

Weights = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """The likeliest stance of a candidate, and how likely it takes any."""

    candidate: StanceCandidate
    kind: StanceKind
    score: float


@dataclass(frozen=True)
class Model:
    """Weights by side, group and feature, one for each kind; `start` are those that every candidate has."""

    start: Mapping[str, Weights]
    weights: Mapping[str, Mapping[str, Mapping[str, Weights]]]

    def shares(self, candidate: StanceCandidate) -> tuple[float, ...]:
        """How likely each of `KINDS` is; they add to one."""
        side = side_of(candidate)
        weights = self.weights[side]
        sums = list(self.start[side])
        for group, names in features_of(candidate).items():
            known = weights[group]
            found = [known[name] for name in names & known.keys()]
            scale = 1 / math.sqrt(len(names)) if names else 0.0
            for k, column in enumerate(zip(*found, strict=True)):
                sums[k] += scale * math.fsum(column)  # exactly rounded, so that the order of a set does not show
        most = max(sums)
        powers = [math.exp(s - most) for s in sums]
        return tuple(p / math.fsum(powers) for p in powers)


def side_of(candidate: StanceCandidate) -> str:
    """Which set of weights scores a candidate."""
    return "home" if "home" in candidate.flags else "abroad"


def scored(candidates: Iterable[StanceCandidate]) -> list[Scored]:
    """Each candidate with its likeliest stance, in order."""
    model = shipped()
    found = []
    for candidate in candidates:
        none, *shares = model.shares(candidate)
        best = max(range(len(shares)), key=lambda k: (shares[k], -k))
        found.append(Scored(candidate, StanceKind(KINDS[best + 1]), 1 - none))
    return found


def likely_stances(candidates: Iterable[StanceCandidate]) -> list[Scored]:
    """Of each country or organisation its likeliest stance, where that is likely enough."""
    best: dict[str, Scored] = {}
    for one in scored(candidates):
        code = one.candidate.country
        if one.score >= ADMITTED[side_of(one.candidate)] and (code not in best or one.score > best[code].score):
            best[code] = one
    return list(best.values())


@cache
def shipped() -> Model:
    """The model in the package."""
    return parse(files(__package__).joinpath(FILE).read_text("utf-8"))


def parse(text: str) -> Model:
    """A model from the text of its file: after the comments a head, then a line for each side and feature."""
    start: dict[str, Weights] = {}
    weights: dict[str, dict[str, dict[str, Weights]]] = {s: {group: {} for group in GROUPS} for s in SIDES}
    lines = (line for line in text.split("\n") if line and not line.startswith("#"))
    next(lines)
    for line in lines:
        side, feature, *numbers = line.split("\t")
        values = tuple(float(n) for n in numbers)
        if feature:
            group, _, name = feature.partition(":")
            weights[side][group][name] = values
        else:
            start[side] = values
    return Model(start, weights)
