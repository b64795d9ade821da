"""One article under scoring: pairs its gold with its reading, counts them, and notes every mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from recuento.records.figures import Figures
from recuento.records.said import Actor, Located, Pledge, Reading

from .gold import GoldArticle, GoldItem, GoldQuotation
from .matching import pair, same_actor, touches

KINDS = (
    "page fields",
    "page lines",
    "direct quotations",
    "indirect statements",
    "results",
    "victory claims",
    "foreign acts",
    "domestic acts",
    "foreign stances",
    "domestic stances",
    "pledges",
    "relations",
    "events",
)
"""What is scored, in the order of reading."""

G = TypeVar("G", bound=GoldItem | GoldQuotation)
P = TypeVar("P", bound=Located)

Told = Mapping[str, tuple[bool, str, str]]
"""Attribute to: was it right, what was wanted, what was read."""


@dataclass(frozen=True)
class Mistake:
    """One thing that was read wrongly, missed or told wrongly, with its words and the pattern that made it."""

    article: str
    kind: str
    what: str
    detail: str
    text: str
    by: str = ""

    def __str__(self) -> str:
        maker = f"  [{self.by}]" if self.by else ""
        return f"{self.article}  {self.kind}: {self.what} {self.detail}{maker}\n      {' '.join(self.text.split())}"


@dataclass
class Score:
    """The figures of each kind, and every mistake behind them.

    `quiet` counts the texts in which no foreign stance is to be read, `alarms` those of them where one was read.
    """

    figures: dict[str, Figures] = field(default_factory=lambda: {kind: Figures() for kind in KINDS})
    mistakes: list[Mistake] = field(default_factory=list)
    texts: int = 0
    quiet: int = 0
    alarms: int = 0


@dataclass(frozen=True)
class Rule(Generic[G, P]):
    """How one kind of record is compared.

    `alike` gives 0 for "not the same record" and more the more alike two are; `told` the attributes of a pair;
    `counts_false` whether a left-over record is a mistake at all.
    """

    alike: Callable[[G, P], float]
    show: Callable[[G | P], str]
    told: Callable[[G, P], Told] = lambda _gold, _pred: {}
    counts_false: Callable[[P], bool] = lambda _pred: True


@dataclass(frozen=True)
class Bench:
    """One article under scoring: the gold, the reading, and the score that both are counted into."""

    gold: GoldArticle
    reading: Reading
    score: Score

    def actor(self, actor_id: str | None) -> Actor | None:
        """The actor with this id."""
        return self.reading.actor(actor_id)

    def name(self, actor_id: str | None) -> str:
        """An actor as a person would call it."""
        actor = self.actor(actor_id)
        return "nobody" if actor is None else f"{actor.name} ({actor.country or actor.kind})"

    def is_same(self, term: str, actor_id: str | None) -> bool:
        """Whether the actor is the one a gold term means."""
        return same_actor(term, self.actor(actor_id))

    def near(self, item: GoldItem, record: Located) -> float:
        """A little more likeness for a record that rests on the gold record's own words."""
        return 0.5 if touches(self.gold.span(item), (record.start, record.end)) else 0.0

    def mistake(self, kind: str, what: str, detail: str, text: str, by: str = "") -> None:
        """Note a mistake."""
        self.score.mistakes.append(Mistake(self.gold.id, kind, what, detail, text, by))

    def set_beside(
        self, row: str | Callable[[G | P], str], golds: Sequence[G], preds: Sequence[P], rule: Rule[G, P]
    ) -> None:
        """Pair the records of one kind and count them in their row, which may depend on the record."""
        row_of: Callable[[G | P], str] = row if callable(row) else lambda _: row
        pairing = pair(golds, preds, rule.alike, lambda g: g.optional)
        for gold, pred in pairing.pairs:
            if not gold.optional:
                self.score.figures[row_of(gold)].right += 1
                self._tell(row_of(gold), rule.told(gold, pred), pred)
        for gold in pairing.missed:
            if not gold.optional:
                self.score.figures[row_of(gold)].missed += 1
                self.mistake(row_of(gold), "missed", rule.show(gold), _words(gold))
        for pred in pairing.left:
            if rule.counts_false(pred):
                self.score.figures[row_of(pred)].false += 1
                self.mistake(row_of(pred), "false", rule.show(pred), pred.text, _maker(pred))

    def _tell(self, row: str, told: Told, pred: Located) -> None:
        for name, (right, wanted, got) in told.items():
            self.score.figures[row].tell(name, right)
            if not right:
                self.mistake(row, f"wrong {name}", f"{got}, not {wanted}", pred.text, _maker(pred))


def no_repeat(golds: Sequence[G], alike: Callable[[G, P], float]) -> Callable[[P], bool]:
    """A left-over record counts as false unless it says again what some gold record says."""
    return lambda pred: not any(alike(gold, pred) for gold in golds)


def _words(gold: GoldItem | GoldQuotation) -> str:
    return gold.content if isinstance(gold, GoldQuotation) else gold.at


def _maker(record: Located) -> str:
    """The pattern that made a record."""
    return record.found_by if isinstance(record, Pledge) else str(getattr(record, "by", ""))
