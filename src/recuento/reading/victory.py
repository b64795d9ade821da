"""Victory claims: who says that they, or their side, won. No claim is an official result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from recuento.records.said import VictoryClaim
from recuento.records.text import Article, content_id

from . import syntax
from .cast import Cast
from .parsing import Unit, unit_of
from .someone import Someone, actor_id
from .speakers import Voices
from .vocabulary import word_list


def find_victory_claims(
    article: Article, units: Sequence[Unit], cast: Cast, voices: Voices
) -> tuple[VictoryClaim, ...]:
    """Who says that they or their side won; one record a claimant, where the article says so first in its body."""
    claims: dict[str, VictoryClaim] = {}
    for unit in sorted(units, key=lambda u: (u.headline, u.starts[0] if u.starts else 0)):
        for verb in unit.doc:
            if verb.pos_ not in {"VERB", "AUX"}:
                continue
            for someone, by in _claimants(verb, cast):
                start, end = syntax.sentence_span(verb)
                voice = voices.of(unit.starts[verb.i])
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


def _claimants(verb: Token, cast: Cast) -> Iterator[tuple[Someone, str]]:
    words = word_list("results", "en")
    lemma = verb.lemma_.lower()
    if syntax.is_negated(verb) or syntax.is_hypothetical(verb):
        return
    if lemma in words["claim_verbs"]:
        victories = [o for o in syntax.objects(verb) if o.lemma_.lower() in words["victory"]]
        crown = words["winner"] | words["victory"]
        himself = [
            t
            for t in verb.subtree
            if t.lower_ in {"himself", "herself", "themselves", "itself"}
            and 0 < t.i - verb.i <= 3
            and any(c.lemma_.lower() in crown for c in verb.subtree)
        ]
        for head in victories or himself:
            owner = syntax.child(head, "poss")
            doers = cast.everybody(_doer(verb))
            for doer in doers:
                if doer.kind in {"person", "party"} or doer.speaks_for == "party":
                    rival = cast.one(owner) if owner is not None and owner.tag_ != "PRP$" else None
                    yield (
                        rival
                        if rival is not None and rival.kind in {"person", "party"} and doer.kind == "party"
                        else doer,
                        "claims-victory",
                    )
    if lemma in words["say_won"]:
        content = next((c for c in verb.children if c.dep_ in {"ccomp", "parataxis"}), None)
        if content is not None and (winner := _says_won(content, verb, cast)) is not None:
            yield winner, "says-won"
    if lemma == "win" and (speaker := cast.speaker_inside.get(id(unit_of(verb)))) is not None:
        own = syntax.own_subject(verb)
        if (
            own is not None
            and own.lower_ in {"we", "i"}
            and _about_the_election(verb)
            and verb.tag_ in {"VBD", "VBN"}
            and speaker.kind == "person"
            and speaker.speaks_for != "organisation"
        ):
            yield speaker, "we-won"


def _doer(verb: Token) -> Token | None:
    return syntax.agent(verb) if syntax.is_passive(verb) else syntax.subject(verb)


def _says_won(content: Token, verb: Token, cast: Cast) -> Someone | None:
    """The one who won according to what is said, when that is the speaker or the speaker's side."""
    lemma = content.lemma_.lower()
    winner_words = word_list("results", "en")["winner"] - {"leader"}
    crowned = lemma == "be" and any(c.dep_ == "attr" and c.lemma_.lower() in winner_words for c in content.children)
    crowned = crowned or any(t.lower_ in {"himself", "herself"} and t.dep_ == "nsubj" for t in content.children)
    won = lemma in {"win", "defeat", "beat", "prevail", "triumph"} and content.tag_ in {"VBD", "VBN"}
    if not (won or crowned) or syntax.is_hypothetical(content) or syntax.is_negated(content):
        return None
    speaker = cast.one(_doer(verb))
    own = syntax.own_subject(content)
    subject = speaker if own is not None and own.lower_ in {"himself", "herself"} else cast.one(own)
    if speaker is None or subject is None or (lemma == "win" and not _about_the_election(content)):
        return None
    if subject is speaker:
        return speaker if speaker.kind in {"person", "party"} else None
    same_side = (
        speaker.speaks_for == "party"
        and subject.kind in {"person", "party"}
        and subject.speaks_for in {"party", "none"}
    )
    return subject if same_side else None


def _about_the_election(verb: Token) -> bool:
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    lists = word_list("syntax", "en")
    return not objects or any(
        o.lemma_.lower() in lists["elections"] | {"race", "contest", "presidency", "majority", "percent", "%", "round"}
        for o in objects
    )
