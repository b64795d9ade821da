"""Words by which somebody says to have won: "said she had won", "insists he is the rightful winner", "we won"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.entities.titles import is_head_of_state
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import unit_of

from .candidates import surname_at
from .claimants import claimants, is_a_side, whose_camp
from .governing import subject_of_win

_WORDS = rule_words("saying_won")

_WE = _WORDS["we_and_i"]
_MOST_STEPS = 6


def says_to_have_won(verb: Token, entities: Entities, voices: AttributionIndex) -> Iterator[tuple[Entity, str]]:
    """Who claims by this verb of winning, being the winner, or being robbed of a victory; nobody where it is told.

    The one who speaks must be the one who won, or of the same side.
    """
    if not _tells_a_win(verb, entities) or _is_unreal_up_to_the_cue(verb):
        return
    unit = unit_of(verb)
    if unit.inside is not None:
        speaker = entities.speaker_inside.get(id(unit))
        subject = _subject(verb)
        if speaker is not None and subject is not None:
            yield from _first_person(verb, subject, speaker, entities)
        return
    cue = _cue(verb)
    if cue is not None and dependencies.is_passive(cue) and dependencies.agent(cue) is None:
        return  # "was said to have won": by nobody who is named
    speakers = _speakers(cue, entities) if cue is not None else []
    if not speakers:
        spoken = voices.at(unit.starts[verb.i])
        speaker = spoken.speaker if spoken is not None else None
        speakers = [speaker] if speaker is not None and is_a_side(speaker, entities) else []
    winner = _who_won(verb, speakers, cue, entities)
    for someone in winner:
        yield someone, "says-won"


# ---- what is said ---------------------------------------------------------------------------------------------------


def _tells_a_win(verb: Token, entities: Entities) -> bool:
    words, lemma = word_list("results", "en"), verb.lemma_.lower()
    if lemma == "choose" or (lemma in words["wins"] and _is_of_the_teller(verb)):
        return _is_of_the_teller(verb)
    if lemma == "be":
        return _is_ours(verb) or any(
            c.dep_ in {"attr", "oprd"}
            and (
                _is_title_of_winner(c)
                or (is_head_of_state(entities.match_at(c)) and (_is_rightful(c) or _says_i(verb)))
            )
            for c in verb.children
        )
    if lemma in words["stolen"]:
        return _is_robbed(verb)
    if lemma in words["wins"] and dependencies.is_passive(verb):
        what = dependencies.passive_subject(verb)
        again = lemma in _WORDS["elect_or_re_elect"] and verb.tag_ == "VBN"
        return again or (lemma == "win" and what is not None and _is_the_contest(what))
    had = any(c.dep_ == "aux" and c.lemma_ in {"have", "'ve"} for c in verb.children)
    if verb.tag_ not in {"VBD", "VBN"} or (verb.tag_ == "VBN" and not had):
        return False
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if lemma in words["defeats"]:
        return any(entities.one(o) is not None for o in objects)
    return lemma in _WORDS["win_or_triumph"] and (not objects or any(_is_the_contest(o) for o in objects))


def _is_of_the_teller(verb: Token) -> bool:
    """As in "the people have chosen me", said in a quotation."""
    whom = any(c.dep_ == "dobj" and c.lower_ in {"me", "us"} for c in verb.children)
    by_whom = dependencies.own_subject(verb)
    voters = _WORDS["own_people"]
    return whom and unit_of(verb).inside is not None and by_whom is not None and by_whom.lemma_.lower() in voters


def _is_ours(verb: Token) -> bool:
    """As in "victory is ours", said in a quotation."""
    won = dependencies.own_subject(verb)
    ours = any(c.dep_ in {"attr", "acomp", "oprd"} and c.lower_ in {"ours", "mine"} for c in verb.children)
    return ours and won is not None and won.lemma_.lower() in word_list("results", "en")["victory"]


def _is_title_of_winner(noun: Token) -> bool:
    return noun.lemma_.lower() in _WORDS["who_has_won"] or (
        noun.lower_ == "elect" and noun.i > 1 and noun.nbor(-2).lower_ == "president"
    )


def _is_rightful(noun: Token) -> bool:
    return any(c.lower_ in _WORDS["rightful"] for c in noun.children)


def _says_i(verb: Token) -> bool:
    """As in "I am the president", said in a quotation."""
    return unit_of(verb).inside is not None and any(c.lower_ == "i" and c.dep_ == "nsubj" for c in verb.children)


def _is_robbed(verb: Token) -> bool:
    """As in "his victory was stolen"."""
    what = dependencies.passive_subject(verb) if dependencies.is_passive(verb) else None
    victory = word_list("results", "en")["victory"]
    return (
        what is not None
        and what.lemma_.lower() in victory
        and any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in what.children)
    )


def _is_the_contest(won: Token) -> bool:
    words = word_list("results", "en")
    return won.lemma_.lower() in words["what_is_won"] | words["also_won"] | {"percentage", "everything", "outright"}


# ---- who says it ----------------------------------------------------------------------------------------------------


def _cue(verb: Token) -> Token | None:
    """The verb of saying above: "said she had won", "claims to have won", "figures that show he won, he said"."""
    say = word_list("results", "en")["say_won"]
    above = verb
    for _ in range(_MOST_STEPS):
        if above.dep_ == "ROOT" or above.head == above:
            return None
        below, above = above, above.head
        if above.pos_ == "NOUN" and above.lemma_.lower() == "fact":
            return None
        if above.pos_ in {"VERB", "AUX"} and above.lemma_.lower() in say:
            return above if below.dep_ in {"ccomp", "xcomp", "parataxis", "conj", "dobj", "acl", "advcl"} else None
    return None


def _speakers(cue: Token, entities: Entities) -> list[Entity]:
    head = dependencies.agent(cue) if dependencies.is_passive(cue) else dependencies.subject(cue)
    return claimants(head, entities)


def _subject(verb: Token) -> Token | None:
    own = dependencies.own_subject(verb)
    if own is None and verb.lemma_.lower() in _WORDS["elect_or_re_elect"]:
        own = subject_of_win(verb)
    return own


def _is_unreal_up_to_the_cue(verb: Token) -> bool:
    """Whether a win is denied, foretold or conditional, in its own clause or a clause above it."""
    if dependencies.is_hypothetical(verb) or dependencies.is_negated(verb):
        return True
    cue = _cue(verb) if unit_of(verb).inside is None else None  # "I can tell you: we won" says that they won
    return cue is not None and (dependencies.is_hypothetical(cue) or dependencies.is_negated(cue))


def _first_person(verb: Token, subject: Token, speaker: Entity, entities: Entities) -> Iterator[tuple[Entity, str]]:
    """Within a quotation: "we won", "I am the president-elect", "my victory was stolen", "Ana won"."""
    if speaker.kind not in {"person", "party"} or speaker.speaks_for in {"authority", "organisation"}:
        return
    mine = subject.lower_ in _WE or any(c.lower_ in {"our", "my"} for c in subject.children)
    mine = mine or _is_ours(verb) or _is_of_the_teller(verb)
    if mine and speaker.kind == "person":
        if verb.lemma_.lower() == "be" and speaker.speaks_for == "government":
            return  # "I am the president" is no claim of whoever is
        yield speaker, "we-won"
    elif not mine and speaker.speaks_for == "party" and verb.lemma_.lower() in _WORDS["win_or_be"]:
        won = surname_at(subject, entities) or entities.one(subject)
        if won is not None and won is not speaker and _same_side(speaker, won):
            yield won, "says-won"


def _who_won(verb: Token, speakers: list[Entity], cue: Token | None, entities: Entities) -> list[Entity]:
    """Those who won by what is said, where they or their side say it."""
    own = _subject(verb)
    if cue is not None and verb.dep_ == "xcomp" and verb.head == cue:  # "claims to have won"
        return [s for s in speakers if s.kind in {"person", "party"}]
    if own is None or not speakers:
        return []
    if own.lower_ in {"himself", "herself", "themselves"} or (own.lower_ == "they" and len(speakers) > 1):
        return speakers
    if verb.lemma_.lower() in word_list("results", "en")["stolen"]:
        robbed = entities.one(dependencies.child(own, "poss"))
        return [s for s in speakers if s is robbed]
    if own.lower_ in {"he", "she"} and (whose := _of_the_camp(cue, entities)) is not None:
        return [whose]
    subject = surname_at(own, entities) or entities.one(own)
    if subject is None:
        return [s for s in speakers if s.kind == "person" and _is_their_side(own, s, entities)]
    if subject in speakers:
        return [subject, *(s for s in speakers if s is not subject and s.kind == "person")]
    if _is_called_a_rival(own) or not any(_same_side(s, subject) for s in speakers):
        return []
    persons = [s for s in speakers if s.kind == "person" and s.office != "spokesperson"]
    return [subject, *(persons if len(speakers) == len(persons) else [])]


def _of_the_camp(cue: Token | None, entities: Entities) -> Entity | None:
    """Whose campaign, party or aides say it, of whom "he" or "she" is said: "her aides say she won"."""
    head = dependencies.subject(cue) if cue is not None else None
    if head is None or head.lemma_.lower() not in word_list("results", "en")["camp"]:
        return None
    return whose_camp(head, entities)


def _is_their_side(subject: Token, speaker: Entity, entities: Entities) -> bool:
    """Whether an unknown subject is the speaker's own: "said his party had won", "said the opposition had won"."""
    owner = entities.one(dependencies.child(subject, "poss"))
    return subject.lemma_.lower() in word_list("results", "en")["camp"] and owner is speaker


def _is_called_a_rival(subject: Token) -> bool:
    """As in "her rival Pavel Horak"."""
    return any(t.lemma_.lower() in _WORDS["rival_or_opponent"] for t in (subject, *subject.children))


def _same_side(speaker: Entity, winner: Entity) -> bool:
    """Whether somebody who speaks for a party could be speaking of their own candidate; a candidate speaks of none."""
    return (
        speaker.office != "candidate"
        and speaker.speaks_for == "party"
        and winner.kind in {"person", "party"}
        and winner.speaks_for in {"party", "none"}
        and not winner.former
    )
