"""Who does what a verb tells, by who stands near it.

| where                                                                 | who                                                      |
|-----------------------------------------------------------------------|----------------------------------------------------------|
| before the verb, nearest first, with no preposition before it          | the subject, with those joined to it in a list            |
| right after it ("dijo Massa", "señaló el canciller peruano")           | the subject                                              |
| elsewhere in its sentence, by the parse of a pipeline of the user's    | the subject by that parse (`syntax.py`)                   |
| nowhere in its sentence                                               | whoever was the last subject, where the sentence says no other |

Nobody is the subject of a verb that is told of something unnamed ("las mesas que presentaban irregularidades"), and no single person that of
a verb in the plural.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recuento.reading.entities.entity import Entity
from recuento.records.text import Span

from .actors import Named
from .lexicon import SurfaceWords
from .mention import Mention

REACH = 240
"""Characters back to a subject in the same sentence."""
_NEAR = 60
"""Characters from a verb to the subject after it."""
_BESIDE = 60
"""Characters from a verb to whoever stands so near that no parse is asked."""
_WORD = re.compile(r"\w+")
_BEFORE = re.compile(r"(\w+)\W{0,2}$")


def subjects_before(named: Named, text: str, words: SurfaceWords, sentence: Span, verb: int) -> list[Entity]:
    """Those who stand before a verb as its subject, in the same sentence.

    Where nobody stands right beside the verb, and a parse has somebody else who is named as its subject, it is they.
    """
    if _is_told_of_a_thing(named, text, words, sentence, verb):
        return []
    near = _subjects_near(named, text, words, sentence, verb)
    word = _WORD.match(text, verb)
    beside = any(m.who in near for m in named.within(max(sentence[0], verb - _BESIDE), verb))
    if named.syntax is None or word is None or beside:
        return near
    by_parse = named_at(named, sentence, named.syntax.subject_of(word.span()) or ())
    return near if not by_parse or any(one in near for one in by_parse) else by_parse


def _is_told_of_a_thing(named: Named, text: str, words: SurfaceWords, sentence: Span, verb: int) -> bool:
    """Whether a verb stands behind "que" and something that nobody's name is: "las mesas que presentaban irregularidades"."""
    relative = words["relative"].search(text, max(sentence[0], verb - REACH), verb)
    if relative is None or "quien" in relative.group():
        return False
    before = _BEFORE.search(text[max(sentence[0], relative.start() - 30) : relative.start()])
    if before is None or not before.group(1)[0].islower():
        return False
    if words["takes_that"].fullmatch(before.group(1)) or words["of_its_own"].search(text, sentence[0], verb):
        return False  # "dijo que rechaza", "ya que rechaza", "un comunicado en el que rechaza"
    if words["outcome"].fullmatch(before.group(1)) and not words["things_do"].match(text, verb):
        return False  # "un proceso que calificó de democrático": it is what something is done to
    mentions = named.phrases_within(max(sentence[0], relative.start() - REACH), relative.start())
    return not (mentions and mentions[-1].phrase[1] >= relative.start())


def named_at(named: Named, sentence: Span, heads: Sequence[Span]) -> list[Entity]:
    """Those whose names or titles stand at these places of a sentence."""
    mentions = named.phrases_within(*sentence)
    found = (next((m.who for m in mentions if m.phrase[0] <= s < max(m.phrase[1], m.end)), None) for s, _ in heads)
    return list({id(who): who for who in found if who is not None}.values())


def _subjects_near(named: Named, text: str, words: SurfaceWords, sentence: Span, verb: int) -> list[Entity]:
    """Those who stand before a verb as its subject; nobody where only objects stand there."""
    start = max(sentence[0], verb - REACH)
    start = max([start, *(m.end() for m in words["semicolon"].finditer(text, start, verb))])
    mentions = [m for m in named.phrases_within(start, verb) if not is_inside_marks(text, sentence[0], m.start)]
    last = list(words["boundaries"].finditer(text, start, verb))
    clause = last[-1].end() if last else start
    if not any(m.start >= clause for m in mentions) and words["another"].search(text, clause, verb):
        return []  # "mientras que otros rechazaron ...": somebody who is not named
    relative, plural = words["relative"].search(text, start, verb), _is_plural(text, verb)
    if relative is not None and mentions and mentions[-1].phrase[1] == relative.start():
        # "a Clara Soto, que denunció": whoever the clause says more of; of a list the last one, where the verb is of one
        several = list_ending_at(text, mentions, len(mentions) - 1, words) if plural else mentions[-1:]
        return list({id(m.who): m.who for m in several}.values())
    who = list(words["who"].finditer(text, start, verb))
    if who and not any(m.phrase[0] >= who[-1].end() for m in mentions):
        # "frente a Clara Soto, candidata de la Alianza, quien dijo que no acepta": the last person
        people = [m.who for m in mentions if m.who.kind == "person" and m.end <= who[-1].start()]
        if people and not plural:
            return people[-1:]
    for i in range(len(mentions) - 1, -1, -1):
        listed = list_ending_at(text, mentions, i, words)
        if words["that_before"].search(text, start, listed[0].phrase[0]) and words["and"].search(
            text, listed[-1].end, verb
        ):
            continue  # "añadió que Ecuador sufre y exigió ...": whoever added it exacts it, too
        if plural and len(listed) == 1 and listed[0].who.kind == "person":
            continue  # "las autoridades, incluida Ana Paz, han instado"
        if is_free(text, words, listed[0]):
            if listed[-1].end < clause and words["another"].search(text, clause, verb):
                return []
            return list({id(m.who): m.who for m in listed}.values())
    return []


def _is_plural(text: str, verb: int) -> bool:
    word = _WORD.match(text, verb)
    return word is not None and word.group().endswith("n")


def subject_after(named: Named, text: str, end: int, limit: int) -> Entity | None:
    """Whoever stands right after a verb, with a title or without; nobody where an object or a quotation comes first."""
    words = named.words
    for mention in named.phrases_within(end, limit):
        between = words["by_means"].sub("", text[end : mention.phrase[0]], count=1)
        beyond = words["ends_the_reach"].search(between) or words["says"].search(between)
        return None if len(between) > _NEAR or beyond else mention.who
    return None


def subjects_after(named: Named, text: str, end: int, limit: int, words: SurfaceWords) -> list[Entity]:
    """Whoever stands right after a verb, with those who are joined to them in a list."""
    first = subject_after(named, text, end, limit)
    if first is None:
        return []
    return [m.who for m in listed_from(text, named.phrases_within(end, limit), 0, words)]


def is_free(text: str, words: SurfaceWords, mention: Mention) -> bool:
    """Whether no preposition stands before somebody's name and titles, nor an opening bracket: "el consejo (CNE)"."""
    at = mention.phrase[0]
    if text[max(0, at - 1) : at] == "(" or words["governed_by"].search(text[max(0, at - 48) : at]):
        return False
    for _ in range(3):
        before = _BEFORE.search(text[max(0, at - 30) : at])
        if before is None:
            return True
        word = before.group(1).lower()
        if word == "como":  # "países como Chile felicitaron", and not "su elección como presidente de Chile"
            several = _BEFORE.search(text[max(0, at - 40) : at - len("como ")])
            aside = several is not None and "," in several.group()
            return several is not None and (aside or several.group(1).endswith("s"))
        if word in words.lists["articles"]:
            at -= len(text[max(0, at - 30) : at]) - before.start()
            continue
        return word not in words.lists["prepositions"]
    return True


def is_inside_marks(text: str, start: int, at: int) -> bool:
    """Whether a place lies within quotation marks that were opened in the sentence.

    What begins with a small letter goes on with the sentence around it, as if it stood in no marks: "su país “no reconocerá el resultado”".
    """
    before = text[start:at]
    opened = max(before.rfind("“"), before.rfind("«"))
    if opened > max(before.rfind("”"), before.rfind("»")):
        return not text[start + opened + 1].islower()
    if before.count('"') % 2 == 1:
        return not text[start + before.rfind('"') + 1].islower()
    return False


def listed_from(text: str, mentions: Sequence[Mention], at: int, words: SurfaceWords) -> list[Mention]:
    """Those named in one list that begins here: "Bolivia, Cuba y Nicaragua"."""
    listed = [mentions[at]]
    for later in mentions[at + 1 :]:
        if not _are_joined(text, listed[-1], later, words):
            break
        listed.append(later)
    return listed


def _are_joined(text: str, one: Mention, other: Mention, words: SurfaceWords) -> bool:
    """Whether two mentions stand beside each other in a list of their like."""
    states = one.who.answers_for_a_state and other.who.answers_for_a_state
    if (one.who.kind != other.who.kind and not states) or one.end > other.phrase[0]:
        return False
    return words["link"].fullmatch(text, one.phrase[1], other.phrase[0]) is not None


def list_ending_at(text: str, mentions: Sequence[Mention], at: int, words: SurfaceWords) -> list[Mention]:
    """Those named in one list that ends here: "Bolivia, Cuba y Nicaragua"."""
    listed = [mentions[at]]
    for earlier in reversed(mentions[:at]):
        if not _are_joined(text, earlier, listed[0], words):
            break
        listed.insert(0, earlier)
    return listed
