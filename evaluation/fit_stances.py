"""Fit the scorer of stances on labelled news, and say how it does on elections that it has not seen.

python -m evaluation.fit_stances            folds by country of the election, then the model on everything
python -m evaluation.fit_stances --folds 0  the model only
python -m evaluation.fit_stances --also DIR what reviewers decided, too (`recuento export CASE --to gold`)

Each sentence and actor is an example; it is labelled with the gold stance of that country whose evidence touches the
sentence, or none; optional gold is left out. Coefficients are those of multinomial logistic regression with an L2
penalty (scikit-learn, lbfgs); stances of the contest's own side weigh more, since they are told in more ways. The same
texts give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from recuento.reading import article_from_text
from recuento.reading.reactions import stance_model
from recuento.reading.reactions.stance_candidates import StanceCandidate
from recuento.reading.reactions.stance_features import features_of
from recuento.reading.reactions.stance_model import ADMITTED, FILE, KINDS, NONE, SIDES, parse, side_of
from recuento.reading.reading import read_with_candidates
from recuento.records.figures import Figures
from recuento.records.said import LEARNED

from .reliability import bins_of, diagram
from .shared import Json, json_lines, shared_folder
from .spread import Counted, pooled, spread_of

SETS = ("news-train", "news-dev")
LIGHT = 0.06
"""Features are left out whose weight is less than this for every kind."""
SEEN_IN = {"word": 2, "char": 3, "class": 2, "flag": 2}
"""Examples that a feature must be in to count at all."""
PENALTY = {"abroad": 8.0, "home": 2.0}
"""Inverse strength of the penalty."""
WEIGHT = {"abroad": 1.0, "home": 4.0}
"""How much an example of a stance weighs against one of none."""

SHIPPED = Path(stance_model.__file__).with_name(FILE)
"""The weights that the reader loads."""


@dataclass(frozen=True)
class Example:
    """A candidate with its label, and whence it is."""

    candidate: StanceCandidate
    label: str
    text: int


@dataclass(frozen=True)
class Text:
    """A text with its gold, what the rules alone read in it as (country, stance), and whose acts they read as denied."""

    gold: Json
    rules: frozenset[tuple[str, str]]
    denied: frozenset[str]

    @property
    def country(self) -> str:
        """The country of its election."""
        return str((self.gold.get("election") or {}).get("country"))


def examples_in(folders: Iterable[Path]) -> tuple[list[Text], list[Example]]:
    """The English texts of the folders, and every candidate in them that has a label."""
    texts, examples = [], []
    for folder in folders:
        golds = [g for g in json_lines(folder / "gold.jsonl") if g["lang"] == "en"]
        articles = [article_from_text((folder / f"{g['id']}.txt").read_text(encoding="utf-8")) for g in golds]
        for gold, article in zip(golds, articles, strict=True):
            reading, candidates = read_with_candidates(article)
            rules = frozenset((s.country, s.stance.value) for s in reading.stances if s.country and s.by != LEARNED)
            for candidate in candidates:
                label = _label(gold, candidate)
                if label is not None:
                    examples.append(Example(candidate, label, len(texts)))
            denied = frozenset(a.country for a in reading.acts if a.country and (a.negated or a.hypothetical))
            texts.append(Text(gold, rules, denied))
    return texts, examples


def _label(gold: Json, candidate: StanceCandidate) -> str | None:
    """The gold stance of the candidate there; None where a careful reader may have left it out, or a neutral one."""
    start, end = candidate.sentence
    there = [
        s
        for s in gold["stances"]
        if s["actor_country"] == candidate.country and s["span"][0] < end and start < s["span"][1]
    ]
    firm = [s["stance"] for s in there if not s.get("optional")]
    if firm:
        return str(firm[0]) if firm[0] in KINDS else None
    return None if there else NONE


def fit(examples: Sequence[Example]) -> str:
    """The text of the model's file, without comments."""
    features = [features_of(e.candidate) for e in examples]
    labels = [e.label for e in examples]
    names = _vocabulary(features)
    matrix = _matrix(features, names)
    lines = ["\t".join(("side", "feature", *KINDS))]
    for side in SIDES:
        weights, start = _fitted(matrix, labels, side)
        lines.append("\t".join((side, "", *(f"{n:.3f}" for n in start))))
        for name, i in names.items():
            if np.abs(weights[:, i]).max() >= LIGHT:
                lines.append("\t".join((side, name, *(f"{n:.2f}" for n in weights[:, i]))))
    return "\n".join(lines) + "\n"


def _vocabulary(features: Sequence[dict[str, frozenset[str]]]) -> dict[str, int]:
    counts = Counter(f"{group}:{name}" for found in features for group, names in found.items() for name in names)
    kept = sorted(name for name, count in counts.items() if count >= SEEN_IN[name.split(":")[0]] and "\t" not in name)
    return {name: i for i, name in enumerate(kept)}


def _matrix(features: Sequence[dict[str, frozenset[str]]], names: dict[str, int]) -> sparse.csr_matrix:
    """The examples as rows, each group of features scaled to length one as the scorer does."""
    rows, columns, values = [], [], []
    for row, found in enumerate(features):
        for group, members in found.items():
            # In order, so that sums are rounded alike whatever the order of a set.
            here = sorted(i for name in members if (i := names.get(f"{group}:{name}")) is not None)
            rows += [row] * len(here)
            columns += here
            values += [1 / max(1, len(members)) ** 0.5] * len(here)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(features), len(names)))


def _fitted(matrix: sparse.csr_matrix, labels: Sequence[str], side: str) -> tuple[np.ndarray, np.ndarray]:
    weight = {kind: 1.0 if kind == NONE else WEIGHT[side] for kind in KINDS}
    model = LogisticRegression(C=PENALTY[side], class_weight=weight, max_iter=400).fit(matrix, labels)
    order = [list(model.classes_).index(kind) for kind in KINDS]
    return model.coef_[order], model.intercept_[order]


# --- elections left out ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LeftOut:
    """A country's likeliest stance in a text where the rules say nothing of it, by a model that saw no election of it."""

    text: int
    country: str
    kind: str
    score: float
    side: str


def left_out(texts: Sequence[Text], examples: Sequence[Example], folds: int) -> list[LeftOut]:
    """The scorer's likeliest stances, admitted or not, elections left out of the fit by their country."""
    found = []
    groups = [texts[e.text].country for e in examples]
    for train, test in GroupKFold(folds).split(examples, groups=groups):
        model = parse(fit([examples[i] for i in train]))
        best: dict[tuple[int, str], LeftOut] = {}
        for i in test:
            one = examples[i]
            none, *shares = model.shares(one.candidate)
            at = one.text, one.candidate.country
            if at not in best or 1 - none > best[at].score:
                kind = KINDS[int(np.argmax(shares)) + 1]
                best[at] = LeftOut(*at, kind, 1 - none, side_of(one.candidate))
        found += [
            one
            for (text, country), one in best.items()
            if country not in texts[text].denied | {c for c, _ in texts[text].rules}
        ]
    return found


def together(texts: Sequence[Text], scored: Iterable[LeftOut]) -> list[set[tuple[str, str]]]:
    """What rules and scorer read in each text."""
    read = [set(text.rules) for text in texts]
    for one in scored:
        if one.score >= ADMITTED[one.side]:
            read[one.text].add((one.country, one.kind))
    return read


def reliability(texts: Sequence[Text], scored: Iterable[LeftOut], side: str) -> Iterator[tuple[float, bool]]:
    """Each score with whether that stance is in the gold; countries whose gold stance is optional are neither."""
    for one in scored:
        gold = [s for s in texts[one.text].gold["stances"] if s["actor_country"] == one.country]
        right = any(one.kind in {s["stance"], *s.get("also_ok", ())} for s in gold)
        if one.side == side and (right or not any(s.get("optional") for s in gold)):
            yield one.score, right


def figures(texts: Sequence[Text], read: Sequence[set[tuple[str, str]]], *, home: bool) -> Iterator[Counted]:
    """For each text what was right, wrong and missed of its sets of (country, stance); optional gold is neither."""
    for text, found in zip(texts, read, strict=True):
        inside = _inside(text, home=home)
        gold = [s for s in text.gold["stances"] if inside(s["actor_country"])]
        every = [(s["actor_country"], {s["stance"], *s.get("also_ok", ())}) for s in gold]
        firm = {
            (s["actor_country"], frozenset((s["stance"], *s.get("also_ok", ())))) for s in gold if not s.get("optional")
        }
        met = [any(c == country and kind in kinds for c, kind in found) for country, kinds in firm]
        wrong = sum(not any(c == g and kind in kinds for g, kinds in every) for c, kind in found if inside(c))
        year = (text.gold.get("election") or {}).get("year")
        counts = Figures(right=sum(met), false=wrong, missed=len(met) - sum(met))
        yield Counted(f"{text.country} {year}", str(text.gold.get("outlet")), counts)


def _inside(text: Text, *, home: bool) -> Callable[[str], bool]:
    return lambda country: (country == text.country) == home


def main() -> None:
    """Fits, prints, and writes the file into the package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--only-figures", action="store_true", help="print them and leave the file as it is")
    parser.add_argument(
        "--also", type=Path, action="append", default=[], help="more labelled news, as `export --to gold`"
    )
    asked = parser.parse_args()
    folders = [folder for name in SETS if (folder := shared_folder(name)) is not None] + asked.also
    texts, examples = examples_in(folders)
    if asked.folds:
        # Figures are over the first set: the rules were made on the second.
        count = sum(1 for g in json_lines(folders[0] / "gold.jsonl") if g["lang"] == "en")
        scored = left_out(texts, examples, asked.folds)
        for name, read in (("rules", together(texts, ())), ("rules and scorer", together(texts, scored))):
            for home in (False, True):
                counted = list(figures(texts[:count], read[:count], home=home))
                of = pooled(one.figures for one in counted)
                told = f"P {of.precision or 0:.2f} R {of.recall or 0:.2f} F1 {of.f1 or 0:.2f}"
                print(f"{name:17} {'home' if home else 'abroad':7} {told}; F1 {spread_of(counted).words()}")
        for side in SIDES:
            print(f"of the stances scored {side}, where the rules say nothing, right:")
            print(*diagram(bins_of(reliability(texts, scored, side))), sep="\n")
    if asked.only_figures:
        return
    examples_of = defaultdict(int)
    for example in examples:
        examples_of[example.label] += 1
    data = hashlib.sha256(b"".join((folder / "gold.jsonl").read_bytes() for folder in folders)).hexdigest()[:16]
    comments = (
        "# Weights of the scorer of stances, made by `make fit`: see evaluation/fit_stances.py and docs/reading.md.\n"
        f"# Fitted on {len(texts)} news texts with gold stances of others' making (data {data}); no text of theirs is here.\n"
        f"# Examples: {', '.join(f'{kind} {examples_of[kind]:,}' for kind in KINDS)}.\n"
    )
    asked.out.write_text(comments + fit(examples), encoding="utf-8")


if __name__ == "__main__":
    main()
