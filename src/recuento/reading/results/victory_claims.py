"""Victory claims: who says that they, or their side, won. No claim is an official result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity, actor_id
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of
from recuento.records.said import VictoryClaim
from recuento.records.text import Article, content_id

from .another_vote import is_of_another_vote, year_of_contest
from .candidates import could_stand
from .claimants import claimants, is_a_side
from .figure_owners import named_in_phrase
from .not_shares import names_a_part
from .saying_won import says_to_have_won

_WORDS = rule_words("victory_claims")

Claim = tuple[Entity, str]
_THEMSELVES = _WORDS["themselves"]


def find_victory_claims(
    article: Article, units: Sequence[Unit], entities: Entities, voices: AttributionIndex
) -> tuple[VictoryClaim, ...]:
    """Who says that they or their side won; one record a claimant, where the article says so first in its body."""
    claims: dict[str, VictoryClaim] = {}
    year = year_of_contest(article)
    for unit in sorted(units, key=lambda u: (u.headline, u.starts[0] if u.starts else 0)):
        for token in unit.tokens:
            for someone, by in _claims_at(token, entities, voices):
                if is_of_another_vote(token, year) or _is_of_a_part(token):
                    continue
                start, end = dependencies.sentence_span(token)
                voice = voices.of(unit.starts[token.i])
                claims.setdefault(
                    someone.key,
                    VictoryClaim(
                        id=content_id("claim", article.id, someone.key),
                        claimant=actor_id(article.id, someone),
                        voice="attributed" if voice == "attributed" else "reporter",
                        start=start,
                        end=end,
                        text=article.text[start:end],
                        by=by,
                    ),
                )
    return tuple(sorted(claims.values(), key=lambda c: (c.start, c.id)))


def _is_of_a_part(token: Token) -> bool:
    """Whether only a part of the country is claimed: "victory in the capital", "the winner in two provinces"."""
    crown = word_list("results", "en")["victory"] | {"winner", "win"}
    after = list(token.doc[token.i : min(token.sent.end, token.i + 9)])
    at = next((k for k, t in enumerate(after) if t.lemma_.lower() in crown), None)
    where = after[at + 1 : at + 3] if at is not None else []
    if len(where) < 2 or where[0].lower_ != "in" or where[1].lower_ in {"every", "all", "most"}:
        return False
    return names_a_part(where[0])


def _claims_at(token: Token, entities: Entities, voices: AttributionIndex) -> Iterator[Claim]:
    """The claims that this word makes: a verb of claiming or of winning, or a noun for a claim."""
    words, lemma = word_list("results", "en"), token.lemma_.lower()
    if token.pos_ == "NOUN":
        if lemma in words["claim_nouns"]:
            yield from _by_noun(token, entities)
        elif lemma in words["victory"]:
            yield from _our_victory(token, entities)
            yield from _calls_it_own(token, entities)
            yield from _in_a_victory_speech(token, entities)
        return
    if token.pos_ not in {"VERB", "AUX"}:
        return
    if lemma in words["claim_verbs"] | words["self_styled"] | {"lay", "thank"} and not _is_unreal(token):
        yield from _by_verb(token, entities)
    if lemma in words["wins"] | words["defeats"] | words["stolen"] | {"be", "choose"}:
        yield from says_to_have_won(token, entities, voices)


def _is_unreal(verb: Token) -> bool:
    denied = verb.dep_ in {"ccomp", "xcomp"} and verb.head.lemma_.lower() in word_list("results", "en")["denies"]
    aside = (
        verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.i > 0 and verb.nbor(-1).text == ","
    )  # "called in the press, claiming"
    return denied or dependencies.is_negated(verb) or (not aside and dependencies.is_hypothetical(verb))


# ---- verbs ----------------------------------------------------------------------------------------------------------


def _by_verb(verb: Token, entities: Entities) -> Iterator[Claim]:
    words, lemma = word_list("results", "en"), verb.lemma_.lower()
    if _lays_claim(verb) or _thanks_for_it(verb) or (lemma in words["self_styled"] and _takes_the_title(verb)):
        yield from _doers(verb, entities)
    elif lemma in words["claim_verbs"] and not dependencies.is_passive(verb):
        for victory in (o for o in dependencies.objects(verb) if o.lemma_.lower() in words["victory"]):
            yield from _of_victory(verb, victory, entities)


def _lays_claim(verb: Token) -> bool:
    """As in "lays claim to the presidency"."""
    objects = [o for o in dependencies.objects(verb) if o.lemma_.lower() == "claim"]
    return (
        verb.lemma_.lower() == "lay"
        and bool(objects)
        and any(_is_a_win(h) for o in (verb, *objects) for h in dependencies.prepositional(o, "to"))
    )


def _thanks_for_it(verb: Token) -> bool:
    """As in "thanked voters for her victory"."""
    victory = word_list("results", "en")["victory"]
    return verb.lemma_.lower() == "thank" and any(
        h.lemma_.lower() in victory and _is_own(h) for h in dependencies.prepositional(verb, "for")
    )


def _of_victory(verb: Token, victory: Token, entities: Entities) -> Iterator[Claim]:
    """As in "declared victory"; of another's victory only a party speaks as of its own."""
    owner = dependencies.child(victory, "poss")
    if verb.lemma_.lower() in _WORDS["celebrate_or_hail"] and owner is not None and not _is_own(victory):
        return
    if verb.lemma_.lower() in _WORDS["celebrate_or_hail"] and dependencies.prepositional(victory, "of", "for", "by"):
        return  # "hailed the victory of X", "a victory for democracy"
    rival = entities.one(owner) if owner is not None and owner.tag_ != "PRP$" else None
    plainly = owner is None and not dependencies.prepositional(victory, "for", "of")
    for doer, by in _doers(verb, entities, of_their_own=plainly):
        if rival is None or rival is doer:
            yield doer, by
        elif rival.kind in {"person", "party"} and doer.kind == "party":
            yield rival, by


def _takes_the_title(verb: Token) -> bool:
    """Whether a verb is followed by "himself the winner" or the like, whatever the parse."""
    words = word_list("results", "en")
    after = list(verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 14)])
    at = next((k for k, t in enumerate(after[:4]) if t.lower_ in _THEMSELVES), None)
    if verb.lemma_.lower() in _WORDS["swear_or_inaugurate"]:  # "swore himself in", "had herself sworn in"
        return at is not None or (verb.i > verb.sent.start and verb.nbor(-1).lower_ in _THEMSELVES)
    if at is None:
        return False
    for token in after[at + 1 :]:
        if token.lemma_.lower() in words["titles_claimed"] | words["victory"]:
            return token.lower_ not in {"leader"} or any(t.lower_ in _RIGHTFUL for t in after[at + 1 :])
        if token.text in {";", "."} or (token.pos_ == "VERB" and token.dep_ != "amod"):
            return False
        if token.lemma_.lower() in _WORDS["contenders"]:
            return False  # "presented himself as a candidate for president"
    return False


_RIGHTFUL = _WORDS["own_right"]


def _doers(verb: Token, entities: Entities, *, of_their_own: bool = False) -> Iterator[Claim]:
    """Who claims: candidates, parties and who speaks for them; a spokesman's or camp's claim is its candidate's.

    `of_their_own`: the victory is said to be nobody else's, so that a minister may claim it, and a movement.
    """
    head = dependencies.agent(verb) if dependencies.is_passive(verb) else dependencies.subject(verb)
    if verb.tag_ == "VB" and verb.head.lower_ in _WORDS["ordinals"]:  # "was the first to claim"
        head = dependencies.subject(verb.head.head)
    found = claimants(head, entities)
    if not found and of_their_own and head is not None:
        found = [p for p in entities.everybody(head) if could_stand(p, entities)]
    for doer in found:
        yield doer, "claims-victory"


# ---- nouns ----------------------------------------------------------------------------------------------------------


def _by_noun(claim: Token, entities: Entities) -> Iterator[Claim]:
    """As in "his claim to victory", "claims of victory by X", "X's claim to have won", "X's claim that he won"."""
    end = _end_of_victory(claim)
    if end is None or _is_not_made(claim):
        return
    found: list[Entity] = []
    for owner in (c for c in claim.children if c.dep_ == "poss"):
        found += claimants(owner, entities)
    after = list(claim.doc[end + 1 : min(claim.sent.end, end + 16)])
    if not found and after and after[0].lower_ in {"by", "from"}:
        named = named_in_phrase(after[1:], entities)
        found = [named] if named is not None and is_a_side(named, entities) else []
    for someone in found:
        yield someone, "claim-of-victory"


def _end_of_victory(claim: Token) -> int | None:
    """Where the words for the victory claimed end: "claim of outright victory", "claim to have won"; None if none do."""
    words, doc = word_list("results", "en"), claim.doc
    after = list(doc[claim.i + 1 : min(claim.sent.end, claim.i + 7)])
    if not after or after[0].lower_ not in {"of", "to", "that"}:
        return None
    for token in after[1:]:
        if token.pos_ in {"NOUN", "PROPN"} and not _is_before_its_noun(token):
            return token.i if _is_a_win(token) and after[0].lower_ != "that" else None
        if token.pos_ == "VERB":
            won = token.lemma_.lower() in words["wins"] and token.tag_ in {"VBD", "VBN"}
            return token.i if won and not dependencies.is_hypothetical(token) else None
    return None


def _is_before_its_noun(token: Token) -> bool:
    return token.dep_ in {"compound", "poss", "nmod"} and token.head.i > token.i


def _our_victory(victory: Token, entities: Entities) -> Iterator[Claim]:
    """As in "these sheets demonstrate our victory", said by a side."""
    speaker = entities.speaker_inside.get(id(unit_of(victory)))
    if speaker is None or speaker.kind != "person" or speaker.speaks_for != "party":
        return
    if not any(c.dep_ == "poss" and c.lower_ in {"our", "my"} for c in victory.children):
        return
    verb = victory.head
    proves = victory.dep_ == "dobj" and verb.lemma_.lower() in word_list("results", "en")["shows_victory"]
    if proves and not _is_unreal(verb):
        yield speaker, "we-won"


def _calls_it_own(victory: Token, entities: Entities) -> Iterator[Claim]:
    """As in "Vega said his win was a victory for all": who speaks of their own victory claims it."""
    verb = victory.head
    if victory.dep_ not in {"nsubj", "nsubjpass"} or not _is_own(victory) or _is_unreal(verb):
        return
    cue = verb.head if verb.dep_ == "ccomp" else None
    if cue is None or cue.lemma_.lower() not in word_list("results", "en")["say_won"] or _is_unreal(cue):
        return
    owner = entities.one(dependencies.child(victory, "poss"))
    for someone in claimants(dependencies.subject(cue), entities):
        if owner is someone:
            yield someone, "says-won"


def _in_a_victory_speech(victory: Token, entities: Entities) -> Iterator[Claim]:
    """As in "in a victory speech, Vega thanked voters", "gave his victory address": by whoever holds it."""
    speech = victory.head
    if victory.dep_ != "compound" or speech.lemma_.lower() not in _WORDS["speeches"]:
        return
    verb = next(dependencies.ancestors_verbs(speech), None)
    if verb is None or dependencies.is_negated(verb) or dependencies.is_hypothetical(verb):
        return
    held_at = speech.dep_ == "pobj" and speech.head.lower_ in {"in", "during", "at"}
    given = speech.dep_ == "dobj" and verb.lemma_.lower() in _WORDS["speaks"]
    owner = dependencies.child(speech, "poss")
    if held_at or given:
        named = owner if owner is not None and owner.tag_ != "PRP$" else dependencies.subject(verb)
        for someone in claimants(named, entities):
            yield someone, "victory-speech"


def _is_not_made(claim: Token) -> bool:
    """As in "made no claim to victory", "withdrew her claim of victory"."""
    verb = claim.head
    if claim.dep_ not in {"dobj", "pobj"} or verb.pos_ != "VERB":
        return False
    return verb.lemma_.lower() in _WORDS["takes_back"] or (_is_unreal(verb) and verb.lemma_ in _WORDS["make_or_lay"])


def _is_a_win(noun: Token) -> bool:
    return noun.lemma_.lower() in word_list("results", "en")["victory"] | {"presidency"} and not any(
        c.lower_ in _WORDS["moral_or_partial"] for c in noun.children
    )


def _is_own(victory: Token) -> bool:
    return any(c.dep_ == "poss" and c.lower_ in _WORDS["own"] for c in victory.children)
