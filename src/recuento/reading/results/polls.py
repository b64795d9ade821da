"""Opinion polls told from counts: a share that somebody was asked for is no result.

Within a sentence some words are enough ("likely voters", "respondents", "among men"). An article with several of them is
about a poll; there a share needs words of a count in its paragraph to be a result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Token

from recuento.reading.lexicon.vocabulary import data

ENOUGH = 2
"""So many different words of polls make an article one about a poll."""


class Polls:
    """Which sentences of an article are about what people were asked, not what was counted.

    In an article about a poll it is the paragraph that must have words of a count: the next sentence goes on with it.
    """

    def __init__(self, sentences: Sequence[Sequence[Token]]) -> None:
        cues = {m.casefold() for s in sentences for m in _poll_words().findall(_text(s))}
        self.about_a_poll = len(cues) >= ENOUGH
        self._counting: dict[int, bool] = {}

    def in_(self, sentence: Sequence[Token]) -> bool:
        """Whether the shares in a sentence are those of a poll."""
        if _poll_words().search(_text(sentence)):
            return True
        return self.about_a_poll and not self._tells_of_a_count(sentence[0].doc)

    def _tells_of_a_count(self, paragraph: Doc) -> bool:
        """Whether a paragraph has words of a count; each is searched once."""
        if id(paragraph) not in self._counting:
            self._counting[id(paragraph)] = _count_words().search(paragraph.text) is not None
        return self._counting[id(paragraph)]


def _text(tokens: Sequence[Token]) -> str:
    return "".join(t.text_with_ws for t in tokens)


@cache
def _poll_words() -> re.Pattern[str]:
    return _pattern("polls")


@cache
def _count_words() -> re.Pattern[str]:
    return _pattern("counts")


def _pattern(group: str) -> re.Pattern[str]:
    """The phrases of a group as one pattern; a blank in a phrase is any white space."""
    phrases = data("polls")["en"][group]
    return re.compile(r"\b(?:" + "|".join(p.replace(" ", r"\s") for p in phrases) + r")\b", re.IGNORECASE)
