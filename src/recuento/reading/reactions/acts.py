"""What actors did about the announced result or toward its winner.

Three looks at the parse. *Acts*: a verb or a noun of congratulating, recognising, doubting, demanding, rejecting, with
its subject. *Words*: what somebody is reported to have said of the vote ("neither free nor fair", "stolen"). *Likewise*:
acts told by pointing at another's ("so did Peru"). An act keeps being one when it is denied or only foretold; then it
says so and no stance rests on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from spacy.tokens import Token

from recuento.reading.attribution.speakers import AttributionIndex
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity, actor_id
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies
from recuento.reading.parse.units import Unit, unit_of
from recuento.reading.results.winner_and_rivals import Contenders
from recuento.records.said import Act, ActKind
from recuento.records.text import Article, content_id

from . import approvals, at_home, congratulations, demands, doubts, praise, set_phrases, withholding
from .act_mention import ActMention, Scene
from .denials import find_denials
from .judgements import accuses_of_altering_it, find_judgements
from .likewise import find_likewise
from .same_contest import Years, is_of_another_election, years_of_the_vote
from .sides import joins_a_side
from .stances import STANCE_OF

_CANNOT_ACT = frozenset({"outlet"})

_Reader = Callable[[Scene, Token], Iterator[ActMention]]

_VERBS: tuple[tuple[str, _Reader], ...] = (
    ("congratulate", congratulations.congratulates),
    ("salute", approvals.salutes),
    ("greet_winner", approvals.welcomes),
    ("praising", praise.praises),
    ("recognise", approvals.recognises),
    ("accept", approvals.accepts),
    ("consider", approvals.considers),
    ("consider", doubts.calls_a_rejection_void),
    ("win", approvals.concludes),
    ("concede", at_home.concedes),
    ("reject", approvals.rejects),
    ("annul", at_home.annuls),
    ("petition", at_home.goes_to_court),
    ("find_flaws", doubts.finds_flaws),
    ("doubt_verbs", doubts.questions),
    ("put", doubts.puts_in_question),
    ("demand", demands.asks),
    ("delay", withholding.delays),
    ("take_note", doubts.takes_note),
    ("watch", doubts.watches_with_concern),
    ("cry", doubts.cries_foul),
    ("accuse", accuses_of_altering_it),
    ("verifies", doubts.cannot_verify),
    ("kept_out", doubts.were_kept_out),
    ("approve_by_phrase", set_phrases.approves_by_phrase),
    ("wish", set_phrases.wishes_well),
    ("look_forward", approvals.looks_forward),
)
"""Groups of verbs in ``words/acts.toml`` and what reads them, in the order they are tried; the first that fits is it."""

_NOUNS: tuple[tuple[str, _Reader], ...] = (
    ("congratulations", congratulations.congratulations),
    ("recognition", approvals.recognition),
    ("rejection", approvals.rejection),
    ("endorsement", praise.endorsement),
    ("doubts", doubts.voices_doubt),
    ("doubts_there_are", set_phrases.there_is_doubt),
    ("claims", doubts.alleges),
    ("reports", set_phrases.reports_of_flaws),
    ("trust", set_phrases.has_no_trust),
    ("wishes", set_phrases.sends_wishes),
    ("demands_nouns", demands.calls),
)

_ADJECTIVES: tuple[tuple[str, _Reader], ...] = (
    ("satisfied", praise.is_satisfied),
    ("unconvinced", doubts.is_unconvinced),
)


@cache
def _readers(groups: tuple[tuple[str, _Reader], ...]) -> Mapping[str, tuple[_Reader, ...]]:
    """Lemma to what reads it."""
    words = word_list("acts", "en")
    lemmas = {lemma for group, _ in groups for lemma in words[group]}
    return {lemma: tuple(reader for group, reader in groups if lemma in words[group]) for lemma in lemmas}


def find_acts(
    article: Article, units: Sequence[Unit], entities: Entities, voices: AttributionIndex, contest: Contenders
) -> tuple[Act, ...]:
    """All acts of an article, in order; the headline's only where the body does not tell them."""
    scene = Scene(article, entities, voices, contest)
    years = years_of_the_vote(article)
    mentions = [d for unit in units for d in _deeds(scene, unit) if not _is_elsewhere(d, scene, years)]
    mentions = [d for d in mentions if not _is_a_habit(d.anchor)]
    mentions += [d for unit in units for d in find_likewise(scene, unit, mentions)]
    acts: dict[tuple[str, ActKind, bool, bool, str | None, int, int], Act] = {}
    mentions.sort(key=lambda m: (unit_of(m.anchor).headline, unit_of(m.anchor).starts[m.anchor.i]))
    done = [(m, doer) for m in mentions for doer in m.doers if _can_be_done_by(scene, m, doer)]
    for mention, doer in done:  # first, so that all that somebody does is told of the side that one act shows
        _take_side(scene, mention, doer)
    for mention, doer in done:
        headline = unit_of(mention.anchor).headline
        act = _record(scene, mention, doer)
        same = (act.actor, act.act, act.negated, act.hypothetical)
        if headline and any(
            k[:4] == same or (k[4], STANCE_OF[k[1]]) == (doer.country, STANCE_OF[act.act]) for k in acts
        ):
            continue
        acts.setdefault((*same, doer.country, act.start, act.end), act)
    return tuple(sorted(acts.values(), key=lambda a: (a.start, a.end, a.actor, a.act)))


def _deeds(scene: Scene, unit: Unit) -> Iterator[ActMention]:
    """The acts and judgements of one unit."""
    verbs, nouns, adjectives = _readers(_VERBS), _readers(_NOUNS), _readers(_ADJECTIVES)
    musts = scene.words["musts"]
    for token in unit.tokens:
        lemma = token.lemma_.lower()
        if token.i > 1 and token.nbor(-1).text == "-" and token.pos_ == "VERB":
            lemma = f"{token.nbor(-2).lower_}-{lemma}"  # "rubber-stamped"
        if token.i in unit.held:
            continue
        for reader in adjectives.get(token.lower_) or _readers_at(token, lemma, verbs, nouns):
            found = [d for d in reader(scene, token) if d.doers]
            if found:
                yield from found
                break
        if token.lower_ == "until":
            yield from withholding.until(scene, token)
        if demands.is_must(token, musts):
            yield from demands.musts(scene, token)
    yield from find_judgements(scene, unit)
    yield from find_denials(scene, unit)


def _readers_at(
    token: Token, lemma: str, verbs: Mapping[str, tuple[_Reader, ...]], nouns: Mapping[str, tuple[_Reader, ...]]
) -> tuple[_Reader, ...]:
    """What reads a word, by its lemma, as a verb or as a noun."""
    if token.pos_ in {"VERB", "AUX"}:
        return verbs.get(lemma, ())
    if token.pos_ in {"NOUN", "PROPN", "INTJ"} or token.lower_ == "congratulatory":
        return nouns.get(lemma, ())
    return ()


def _can_be_done_by(scene: Scene, mention: ActMention, doer: Entity) -> bool:
    """Whether somebody can be said to have done it: no outlet, no unnamed crowd of a headline."""
    of_a_headline = unit_of(mention.anchor).headline and doer.kind == "group"
    if doer.kind == "group" and mention.kind in _GREETINGS and _are_allies(scene, doer):
        return False
    return doer.kind not in _CANNOT_ACT and not of_a_headline and not _is_unlikely(scene, mention, doer)


_WORDS = rule_words("acts")
_GREETINGS = frozenset({ActKind.CONGRATULATES, ActKind.RECOGNISES})


def _are_allies(scene: Scene, doer: Entity) -> bool:
    """Whether a group is only called somebody's allies: states abroad or a party at home, which is not said."""
    last = doer.name.split()[-1].lower()
    return last in scene.words["allies"] or last.removesuffix("ies") + "y" in scene.words["allies"]


def _is_unlikely(scene: Scene, mention: ActMention, doer: Entity) -> bool:
    """Whether the winner is said to dispute the victory: then somebody else was misread as the winner."""
    against = {ActKind.DOUBTS, ActKind.REFUSES, ActKind.CALLS_FRAUD, ActKind.WITHHOLDS}
    if doer is scene.contest.winner and mention.kind in _GREETINGS and mention.target in {None, doer}:
        return True  # who hails their own victory claims it
    if mention.kind is ActKind.CALLS_FRAUD and _accuses_a_rival(scene, mention):
        return True
    if doer is scene.contest.winner and scene.contest.declared and mention.kind is ActKind.ACCEPTS:
        return True
    return doer is scene.contest.winner and scene.contest.declared and mention.kind in against


def _accuses_a_rival(scene: Scene, mention: ActMention) -> bool:
    """Whether it is the declared loser who is accused of fraud, so that nothing is said of the result."""
    verb = mention.anchor
    if not scene.contest.declared or verb.lemma_.lower() not in _WORDS["accuses"]:
        return False
    accused = [p for o in dependencies.objects(verb)[:1] for p in scene.entities.who(o)]
    return any(scene.is_rival(p) for p in accused)


_SIDES = frozenset(
    {ActKind.REFUSES, ActKind.CALLS_FRAUD, ActKind.DEMANDS_RECOUNT, ActKind.CONGRATULATES, ActKind.ACCEPTS}
)


def _take_side(scene: Scene, mention: ActMention, doer: Entity) -> None:
    """Somebody named without office or country, who accepts or refuses the result, is of a camp of the country."""
    if mention.kind not in _SIDES or mention.negated or mention.by == "says-must":
        return
    if joins_a_side(doer, scene.entities, scene.words):
        scene.entities.take_side(doer)


def _is_a_habit(anchor: Token) -> bool:
    """Whether what is told is what is done often, of this vote or another: "parties there often say the vote is rigged"."""
    habits = word_list("syntax", "en")["habits"]
    return any(
        verb.tag_ in {"VBP", "VBZ"} and any(c.lower_ in habits for c in verb.children)
        for verb in (anchor, *dependencies.ancestors_verbs(anchor))
    )


def _is_elsewhere(mention: ActMention, scene: Scene, years: Years | None) -> bool:
    return is_of_another_election(mention.anchor, scene.entities, scene.contest.winner, years)


def _record(scene: Scene, mention: ActMention, doer: Entity) -> Act:
    """The record of one actor's part in an act."""
    article_id, text = scene.article.id, scene.article.text
    anchor, unit = mention.anchor, unit_of(mention.anchor)
    start, end = _shown_by(anchor)
    at = unit.starts[anchor.i]
    inside = scene.voices.at(at)
    own_cue = inside is not None and inside.cue is not None and inside.cue[0] == at
    attributed = (inside is not None and not own_cue) or mention.by.startswith("says-")
    target = mention.target or scene.contest.winner
    return Act(
        id=content_id("act", article_id, doer.key, mention.kind, mention.negated, mention.hypothetical, start, end),
        actor=actor_id(article_id, doer),
        country=doer.country or (scene.entities.contest_country if doer.speaks_for == "party" else None),
        act=mention.kind,
        target=actor_id(article_id, target) if target is not None else None,
        negated=mention.negated,
        hypothetical=mention.hypothetical,
        voice="attributed" if attributed else "reporter",
        start=start,
        end=end,
        text=text[start:end],
        by=mention.by,
    )


def _shown_by(anchor: Token) -> tuple[int, int]:
    """The clause that shows an act: from its subject to the end of its own words, without a coordinate clause after."""
    subject = dependencies.own_subject(anchor)
    first = min([t.left_edge.i for t in (anchor, *([subject] if subject is not None else []))])
    last = anchor.i
    for c in anchor.children:
        if c.dep_ in {"conj", "cc", "punct", "advcl", "parataxis"}:
            continue
        last = max(last, c.right_edge.i)
        first = min(first, c.left_edge.i)
    return dependencies.trimmed_span(anchor.doc[first], anchor.doc[last])
