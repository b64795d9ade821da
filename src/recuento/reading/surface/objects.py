"""What a verb is done to: whether the result of the vote, and not what only has to do with it, follows a verb or stands before it.

| what follows                                            | is it the result?                                                     |
|---------------------------------------------------------|------------------------------------------------------------------------|
| "rechazó rotundamente los resultados"                   | yes: the first thing behind the verb                                    |
| "rechazó la impugnación de los resultados"              | no: a preposition makes them part of something else                     |
| "aceptó la invitación y verificó los resultados"        | no: another verb's                                                     |
| "rechazó los resultados de las elecciones en Nicaragua"  | no, where the article is about another state's vote                     |
"""

from __future__ import annotations

import re

from recuento.records.names import fold
from recuento.records.text import Span

from .actors import Named
from .demonyms import demonyms
from .lexicon import StanceWords, SurfaceWords

WITHIN, BEFORE = 130, 140
"""Characters behind and before a verb in which what it is done to stands."""
_FIRST_WORDS = 4
"""Words after a verb among which what is no result would stand."""
_OF_THEM = re.compile(r"(?:[aei]r|ndo)l[oaes]s?$")
_SPOKEN_OF = 400
"""Characters back to whom "felicitarlo" is about."""
_WORD = re.compile(r"\w+|[^\w\s]")
_SAID_OF_IT = frozenset({"wrongs", "lesser_wrongs", "fair"})
_A_VERB, _GREETINGS = 16, 24
"""Characters back in which the verb ends."""
_CALLED = frozenset({"wrongs", "fair"})
_BESIDE = 24
_NO_GROUPS = frozenset({"anybody", "nothing"})
"""Objects that are no group of words: somebody of the vote, and what the verb itself says."""
_DONE_TO = frozenset({"outcome", "win"})
_ADJECTIVES = 1
"""So many words may stand between an article and what it belongs to."""
_OF_ANOTHER = 44


def names_an_object(text: str, sentence: Span, entry: StanceWords, words: SurfaceWords) -> bool:
    """Whether anything in a sentence could be what an entry's verb is done to: most sentences have nothing for most entries."""
    if entry.object in _NO_GROUPS or entry.of_whom is not None:
        return True
    if entry.object == "outcome" and words["of_somebody_named"].search(text, *sentence) is not None:
        return True
    return words[entry.object or "election"].search(text, *sentence) is not None


def has_its_object(text: str, sentence: Span, entry: StanceWords, at: int, named: Named, words: SurfaceWords) -> bool:
    """Whether what makes the verb a stance on the result follows it in the sentence."""
    if entry.object == "nothing":
        return True
    end = min(sentence[1], at + WITHIN)
    considers = words["considers"].search(text, max(sentence[0], at - _A_VERB), at) is not None
    if considers and entry.object in _SAID_OF_IT and words["that"].match(text, at + 1):
        return False  # "consideró que ...": what is said in a clause is a judgement (`judgements.py`)
    if (when := words["when"].match(text, at, end)) is not None:
        at = when.end()  # "validó la madrugada del sábado la reelección"
    if entry.object == "outcome" and _is_of_the_winner_alone(text, at, end, named, words):
        return True
    if entry.object in _DONE_TO:
        stop = words["next_clause"].search(text, at, end)
        end = stop.start() if stop is not None else end
        return _is_done_to_the_result(text, at, end, entry.object, words) and not is_of_another_vote(
            text, at, end, named, words
        )
    if entry.object == "anybody":
        return _is_done_to_somebody(text, sentence, (at, end), named, words)
    if entry.object == "demanded":  # what is demanded says by itself that it is of the vote
        return words["demanded"].search(text, at, end) is not None
    return _is_told_of_the_vote(text, sentence, (at, end), entry, words)


def _is_told_of_the_vote(text: str, sentence: Span, stretch: Span, entry: StanceWords, words: SurfaceWords) -> bool:
    """Whether the entry's words follow in a sentence about the vote, and are said of it."""
    at, end = stretch
    verb = text[max(sentence[0], at - _A_VERB - _A_VERB) : at].rsplit(" ", 1)[0]
    called = (
        entry.object in _SAID_OF_IT and words["of_them_all"].search(f"{verb} ") is not None
    )  # "las calificó de farsa"
    if not called and words["election"].search(text, *sentence) is None:
        return False
    told = words[entry.object].search(text, at, end) if entry.object is not None else None
    if told is None:
        return entry.object is None
    if entry.object == "doubt":  # "expresó su confianza en que se aclaren las dudas"
        return words["settles"].search(text, at, told.start()) is None
    if entry.object in _CALLED:  # "considera válidas las denuncias" says nothing of the vote
        denied = entry.object == "fair" and words["denied_there"].search(text, at, told.start()) is not None
        return not denied and words["not_objects"].search(text, at, min(end, told.end() + _BESIDE)) is None
    return True


def _is_of_the_winner_alone(text: str, at: int, end: int, named: Named, words: SurfaceWords) -> bool:
    """As in "no ha reconocido a Vega", of somebody whom a sentence about the vote names, with nothing behind that is recognised of them."""
    if words["considers_so"].search(text, max(0, at - _A_VERB), at) is None:
        return False
    for mention in named.phrases_within(at, end)[:1]:
        to = text[at : mention.phrase[0]].strip().lower() in words.lists["personal"]
        alone = words["ends_there"].match(text, mention.phrase[1]) is not None
        return to and alone and id(mention.who) in named.at_the_vote
    return False


def _is_done_to_somebody(text: str, sentence: Span, stretch: Span, named: Named, words: SurfaceWords) -> bool:
    """Whether somebody is congratulated on the vote: whom a sentence about it names, and not "a los jugadores"."""
    at, end = stretch
    if words["to_others"].match(text, at):
        return False
    like = words["to_their_like"].search(text, at, end)
    if like is not None and demonyms(words.language).get(fold(like.group(1))) == named.contest_country is not None:
        return True  # "felicitó a su par hondureño"
    if words["ends_there"].match(text, at) is not None and words["greetings"].search(text, max(0, at - _GREETINGS), at):
        return True  # "también enviaron sus felicitaciones."
    about = words["election"].search(text, *sentence) is not None
    about = about or any(id(m.who) in named.at_the_vote for m in named.within(at, end))
    if not about and _OF_THEM.search(text, max(sentence[0], at - _A_VERB), at):  # "se apresuraron a felicitarlo"
        before = [m.who for m in named.within(max(0, sentence[0] - _SPOKEN_OF), sentence[0]) if m.who.kind == "person"]
        about = bool(before) and id(before[-1]) in named.at_the_vote
    return about and not is_of_another_vote(text, at, end, named, words)


def follows_its_object(text: str, sentence: Span, entry: StanceWords, verb: int, words: SurfaceWords) -> bool:
    """As in "un triunfo que la oposición no aceptará": the result stands before the verb, as what it is done to."""
    if entry.object not in _DONE_TO:
        return False
    start = max(sentence[0], verb - BEFORE)
    that = words["that_they"].search(text, start, verb)
    told = list(words["outcome"].finditer(text, start, that.start())) if that is not None else []
    return bool(told) and that is not None and not text[told[-1].end() : that.start()].strip(" ,")


def is_of_another_vote(text: str, start: int, end: int, named: Named, words: SurfaceWords) -> bool:
    """Whether a stretch names the vote of a state that is not the article's: "las elecciones en Nicaragua"."""
    for mention in named.within(start, end):
        if mention.who.kind == "government" and mention.who.country != named.contest_country is not None:
            before = max(start, mention.start - _OF_ANOTHER)
            if words["of_the_vote"].search(text, before, mention.start) is not None:
                return True
    return False


def _is_done_to_the_result(text: str, at: int, end: int, group: str, words: SurfaceWords) -> bool:
    first = " ".join(text[at:end].split()[:_FIRST_WORDS])
    if words["not_objects"].search(first) or words["that"].match(first) is not None:
        return False
    if group == "win" and words["held"].match(text, at) is not None:
        return False  # "celebró elecciones"
    for told in words[group].finditer(text, at, end):
        if words["breaks_off"].search(text, at, told.start()) is not None:
            return False
        if _is_the_first_thing(text, at, told.start(), group, words):
            return True
    return False


def _is_the_first_thing(text: str, at: int, start: int, group: str, words: SurfaceWords) -> bool:
    """Whether no preposition ties a word to what stands before it; "por" does not where a win is what somebody is praised for."""
    skipped = 0
    for word in reversed(_WORD.findall(text[at:start])):
        low = word.lower()
        if low in words.lists["ties"]:
            return low == "por" and group == "win"
        if low in words.lists["articles"] or not low[0].isalnum():
            continue
        skipped += 1
        if low in words.lists["personal"] or skipped > _ADJECTIVES:
            return True
    return True
