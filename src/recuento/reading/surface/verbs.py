"""The forms in which news tells what somebody did, made from infinitives by a language's conjugations (words/surface.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Forms:
    """Alternatives of a pattern, for each way of telling: done, done before something else ("luego de que felicitara"), to come, the infinitive, the participle, said of "us"."""

    told: tuple[str, ...]
    afterwards: tuple[str, ...]
    to_come: tuple[str, ...]
    infinitive: tuple[str, ...]
    participle: tuple[str, ...]
    own: tuple[str, ...]


def forms_of(
    infinitives: Sequence[str], conjugations: Mapping[str, Any], irregular: Mapping[str, Mapping[str, Any]]
) -> Forms:
    """The forms of all these verbs. What follows a verb ("poner en duda") follows each of its forms, and when it was done may stand between.

    `conjugations` has the endings of each, by the last two letters of the infinitive; `irregular` forms that differ.
    """
    made: dict[str, list[str]] = {
        "told": [],
        "afterwards": [],
        "to_come": [],
        "infinitive": [],
        "participle": [],
        "own": [],
    }
    for phrase in infinitives:
        verb, _, rest = phrase.partition(" ")
        after = f"{conjugations['when']} {rest}" if rest else ""
        stem, ending = verb[:-2], conjugations[verb[-2:]]
        own = irregular.get(verb, {})
        participle = own.get("participle", stem + ending["participle"])
        told = own.get("told", [stem + e for e in ending["told"]])
        made["told"] += [form + after for form in (*told, f"{conjugations['having']}{participle}o")]
        made["afterwards"] += [form + after for form in own.get("afterwards", [stem + e for e in ending["afterwards"]])]
        made["to_come"] += [own.get("future", verb) + e + after for e in conjugations["to_come"]]
        made["infinitive"] += [f"{verb}{conjugations['pronouns']}{after}", f"haber {participle}o{after}"]
        made["participle"].append(f"{participle}[oa]s?{after}")
        made["own"] += [form + after for form in own.get("own", [stem + e for e in ending["own"]])]
    return Forms(**{name: tuple(forms) for name, forms in made.items()})
