"""The news-dev set: real articles on contested elections, with stances, results, victory claims and quotations.

Its gold names countries, candidates and speakers and gives spans; a stance counts as a set of (country, kind) a
document. Figures are over the English texts; the Spanish ones are counted apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from recuento.records.figures import Figures
from recuento.records.said import LEARNED, Quotation, Reading
from recuento.scoring.bench import Mistake
from recuento.scoring.matching import pair, same_name, token_f1
from recuento.scoring.quotations import QUOTATION_F1, quoted_stretches
from recuento.scoring.results import SHARE_TOLERANCE

from .reader import read_texts
from .shared import Json, json_lines, their_figures
from .spread import Counted

Alike = Callable[[Json, Json], float]

LEAST_WORDS = 4
"""The set marks no quotation of fewer words."""

ROWS = ("foreign stances", "domestic stances", "all stances", "results", "victory claims", "quotations")


@dataclass
class NewsScore:
    """Figures by row, the mistakes behind them, and distractors in which a foreign stance was read."""

    figures: dict[str, Figures] = field(default_factory=lambda: {row: Figures() for row in ROWS})
    mistakes: list[Mistake] = field(default_factory=list)
    by_text: dict[str, list[Counted]] = field(default_factory=lambda: {row: [] for row in ROWS})
    texts: int = 0
    quiet: int = 0
    alarms: int = 0
    theirs: Json | None = None


def evaluate_news(folder: Path, language: str = "en", *, rules_only: bool = False) -> NewsScore:
    """Read the set's texts in one language, score them, and run the set's own scorer when it is there.

    `rules_only` leaves out the stances that only the learned scorer found, for texts that it was fitted on.
    """
    golds = [g for g in json_lines(folder / "gold.jsonl") if g["lang"] == language]
    texts = [(folder / f"{g['id']}.txt").read_text(encoding="utf-8") for g in golds]
    readings = read_texts(texts)
    predictions = [prediction(g["id"], reading) for g, reading in zip(golds, readings, strict=True)]
    for predicted in predictions if rules_only else ():
        predicted["stances"] = [s for s in predicted["stances"] if s["by"] != LEARNED]
    total = NewsScore()
    for gold, text, predicted in zip(golds, texts, predictions, strict=True):
        _count(total, gold, text, predicted)
    theirs = their_figures(folder / "score.py", predictions, ["PRED", "--json"])
    total.theirs = theirs.get(f"lang {language}") if theirs else None
    return total


def prediction(text_id: str, reading: Reading) -> Json:
    """A reading in the form that the set's scorer takes; a key of its own (`by`) says which pattern made a record."""

    def name(actor_id: str | None) -> str | None:
        actor = reading.actor(actor_id)
        return actor.name if actor else None

    return {
        "id": text_id,
        "stances": [
            {"actor_country": s.country, "stance": s.stance.value, "start": s.start, "end": s.end, "by": s.by}
            for s in reading.stances
        ],
        "results": [
            {"candidate": name(r.candidate), "share": r.share, "text": r.text, "by": r.by} for r in reading.results
        ],
        "victory_claims": [{"claimant": name(c.claimant), "text": c.text, "by": c.by} for c in reading.victory_claims],
        "quotes": [
            {"text": words, "speaker": name(q.speaker), "by": q.by}
            for q in reading.quotations
            for words in spoken_words(reading.article.text, q)
        ],
    }


def spoken_words(text: str, quotation: Quotation) -> list[str]:
    """The stretches of a quotation that stand in quotation marks."""
    stretches = [text[start:end] for start, end in quotation.segments]
    if quotation.kind == "direct":
        return stretches
    if quotation.kind == "indirect":
        return []
    around = text[max(0, quotation.start - 1) : quotation.end + 1]
    return [around[start:end] for start, end in quoted_stretches(around)] or stretches


@dataclass
class _Text:
    """One text under scoring."""

    total: NewsScore
    gold: Json
    predicted: Json
    text: str

    def note(self, row: str, what: str, item: Json, keys: tuple[str, ...]) -> None:
        """Note a mistake with the words of the record."""
        if "span" in item:
            start, end = item["span"]
        else:
            start, end = item.get("start", 0), item.get("end", 0)
        words = item.get("text") or self.text[start:end]
        detail = " ".join(str(item[key]) for key in keys)
        self.total.mistakes.append(Mistake(self.gold["id"], row, what, detail, words, item.get("by", "")))

    def count(self, row: str, golds: list[Json], preds: list[Json], alike: Alike, keys: tuple[str, ...]) -> int:
        """Pair and count one row; a repeated prediction is not counted. Gives the number of false ones."""
        pairing = pair(golds, preds, alike, lambda g: bool(g.get("optional")))
        figures = self.total.figures[row]
        figures.right += sum(not g.get("optional") for g, _ in pairing.pairs)
        for g in pairing.missed:
            if not g.get("optional"):
                figures.missed += 1
                self.note(row, "missed", g, keys)
        false = [p for p in pairing.left if not any(alike(g, p) for g in golds)]
        figures.false += len(false)
        for p in false:
            self.note(row, "false", p, keys)
        return len(false)


def _count(total: NewsScore, gold: Json, text: str, predicted: Json) -> None:
    """Count one text."""
    total.texts += 1
    one = NewsScore()
    of = _Text(one, gold, predicted, text)
    home = (gold.get("election") or {}).get("country")
    _stances(of, "all stances", lambda _: True)
    false = _stances(of, "foreign stances", lambda country: country != home)
    _stances(of, "domestic stances", lambda country: country == home)
    if gold["kind"] == "distractor":
        total.quiet += 1
        total.alarms += false > 0
    _results(of)
    _claims(of)
    _quotations(of)
    election = gold.get("election") or {}
    for row, figures in one.figures.items():
        total.figures[row].add(figures)
        total.by_text[row].append(
            Counted(f"{election.get('country')} {election.get('year')}", str(gold.get("outlet") or gold["id"]), figures)
        )
    total.mistakes += one.mistakes


def _stances(of: _Text, row: str, counts: Callable[[str | None], bool]) -> int:
    """Sets of (country, kinds): several people of one government are one item.

    Only countries that `counts` says are counted, on both sides: what is predicted of the election's own country is
    charged to the domestic row, and is no false foreign stance. A prediction is right where any record accepts it, also one that is optional. Gives the number of
    false ones.
    """
    firm: dict[tuple[str, frozenset[str]], Json] = {}
    accepted: set[tuple[str, frozenset[str]]] = set()
    for stance in of.gold["stances"]:
        if not counts(stance["actor_country"]):
            continue
        item = (stance["actor_country"], frozenset({stance["stance"], *stance.get("also_ok", ())}))
        accepted.add(item)
        if not stance.get("optional"):
            firm.setdefault(item, stance)
    preds = {
        (p["actor_country"], p["stance"]): p for p in reversed(of.predicted["stances"]) if counts(p["actor_country"])
    }

    def fits(item: tuple[str, frozenset[str]], predicted: tuple[str, str]) -> bool:
        return item[0] == predicted[0] and predicted[1] in item[1]

    figures = of.total.figures[row]
    missed = [stance for item, stance in firm.items() if not any(fits(item, p) for p in preds)]
    false = [preds[p] for p in preds if not any(fits(item, p) for item in accepted)]
    figures.right += len(firm) - len(missed)
    figures.missed += len(missed)
    figures.false += len(false)
    for stance in missed:
        of.note(row, "missed", stance, ("actor_country", "stance"))
    for predicted in false:
        of.note(row, "false", predicted, ("actor_country", "stance"))
    return len(false)


def _results(of: _Text) -> None:
    """The same surname, and the same share within a tenth of a point, or no share on either side."""

    def alike(g: Json, p: Json) -> float:
        if not same_name(g["candidate"], p["candidate"] or ""):
            return 0.0
        if g["share"] is None or p["share"] is None:
            return float(g["share"] is None and p["share"] is None)
        return float(abs(g["share"] - p["share"]) <= SHARE_TOLERANCE + 1e-9)

    of.count("results", of.gold["results"], of.predicted["results"], alike, ("candidate", "share"))


def _claims(of: _Text) -> None:
    """The same surname."""

    def alike(g: Json, p: Json) -> float:
        return float(same_name(g["claimant"], p["claimant"] or ""))

    of.count("victory claims", of.gold["victory_claims"], of.predicted["victory_claims"], alike, ("claimant",))


def _quotations(of: _Text) -> None:
    """Token F1 of 0.8 or more, one to one, the best pairs first; then the speaker's surname."""
    golds = [{**q, "text": of.text[q["span"][0] : q["span"][1]]} for q in of.gold["quotes"]]
    preds = [q for q in of.predicted["quotes"] if len(q["text"].split()) >= LEAST_WORDS]

    def alike(g: Json, p: Json) -> float:
        agree = token_f1(g["text"], p["text"])
        return agree if agree >= QUOTATION_F1 else 0.0

    pairing = pair(golds, preds, alike, lambda _: False)
    figures = of.total.figures["quotations"]
    figures.right += len(pairing.pairs)
    figures.missed += len(pairing.missed)
    figures.false += len(pairing.left)
    for item in pairing.missed:
        of.note("quotations", "missed", item, ("speaker",))
    for item in pairing.left:
        of.note("quotations", "false", item, ("speaker",))
    for g, p in pairing.pairs:
        if not g["speaker"]:
            continue  # the text does not say who speaks, so nobody can be right
        right = same_name(g["speaker"], p["speaker"] or "")
        figures.tell("speaker", right)
        if not right:
            of.note("quotations", f"wrong speaker, not {g['speaker']}:", p, ("speaker",))
