"""The pipeline's attribute rules, asked once for each word, tag and label instead of at each token.

spaCy's `AttributeRuler` matches some two hundred patterns at every token, which takes as long as the parser. Nearly all
of them see one token and only its lower-case form, its tag, its dependency label and whether it is blank: what they say
of these four is kept. The few that see more (two tokens, a regular expression) are matched as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

KEPT_ATTRIBUTE_RULER = "kept_attribute_ruler"
"""The factory's name, by which a pipeline is given one."""
_SEEN = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_CHOICES = frozenset({"IN", "NOT_IN"})
_ANY_OTHER = 0
"""In place of a word that no rule names."""

Match = tuple[int, int, int, int]
"""A rule's number, the hash of its name, and the first and the last token but one, as in `AttributeRuler.match`."""


class KeptAttributeRuler(AttributeRuler):
    """An attribute ruler that gives the same as spaCy's own with the same patterns."""

    def add_patterns(self, patterns: Iterable[Any]) -> None:
        """Adds rules, each a mapping with `patterns`, `attrs` and `index`."""
        super().add_patterns(patterns)
        self._named: set[int] = set()
        self._of_one, self._of_more = Matcher(self.vocab), Matcher(self.vocab)
        self._kept: dict[tuple[int, int, int, bool], tuple[tuple[int, int], ...]] = {}
        rules: Any = self.patterns
        for number, rule in enumerate(rules):
            simple = [p for p in rule["patterns"] if _sees_one_token(p)]
            others = [p for p in rule["patterns"] if not _sees_one_token(p)]
            for matcher, own in ((self._of_one, simple), (self._of_more, others)):
                if own:
                    matcher.add(str(number), own)
            for word in (w for pattern in simple for w in _words(pattern[0])):
                self._named.add(self.vocab.strings.add(word))

    def match(self, doc: Doc) -> list[Match]:
        """Every rule that holds, in the rules' order: the later one overrides."""
        found = [(int(self.vocab.strings[m]), m, s, e) for m, s, e in self._of_more(doc, allow_missing=True)]
        for i, token in enumerate(doc):
            word = token.lower if token.lower in self._named else _ANY_OTHER
            key = (word, token.tag, token.dep, token.is_space)
            rules = self._kept.get(key)
            if rules is None:
                rules = self._kept[key] = tuple(
                    (int(self.vocab.strings[m]), m) for m, *_ in self._of_one(doc[i : i + 1], allow_missing=True)
                )
            found += [(number, name, i, i + 1) for number, name in rules]
        return sorted(found)


@Language.factory(KEPT_ATTRIBUTE_RULER)
def _make(nlp: Language, name: str) -> KeptAttributeRuler:
    return KeptAttributeRuler(nlp.vocab, name)


def _sees_one_token(pattern: list[Mapping[str, Any]]) -> bool:
    """Whether a pattern is decided by the four things kept."""
    return len(pattern) == 1 and all(
        key in _SEEN and (not isinstance(value, Mapping) or value.keys() <= _CHOICES)
        for key, value in pattern[0].items()
    )


def _words(token: Mapping[str, Any]) -> Iterable[str]:
    wanted = token.get("LOWER", ())
    if isinstance(wanted, str):
        return (wanted,)
    return [w for words in wanted.values() for w in words] if isinstance(wanted, Mapping) else ()
