"""Announced results and victory claims: who has which share, count or rank, and who says so.

A percentage is a candidate's share only where syntax ties it to a candidate and the sentence is about votes; turnout,
polls, seats and what has been counted so far are told apart. Figures that a side gives for itself are recorded under
that side, never under the authority.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from recuento.records.said import Result, VictoryClaim
from recuento.records.text import Article, content_id

from . import syntax
from .cast import Cast, Someone, actor_id
from .parsing import Unit, unit_of
from .speakers import Voices
from .vocabulary import data, word_list

_NUMBER = re.compile(r"\d{1,3}(?:[ ,.\u00a0]\d{3})+|\d+(?:[.,]\d+)?")
_MILLION = {"million": 1_000_000, "m": 1_000_000, "thousand": 1_000, "bn": 1_000_000_000}


@dataclass(slots=True)
class Finding:
    """A result before it becomes a record."""

    candidate: Someone
    anchor: Token
    by: str
    authority: Someone | None = None
    share: float | None = None
    votes: int | None = None
    rank: int | None = None
    bound: str = "exact"
    clause: Token | None = None


def find_results(article: Article, units: Sequence[Unit], cast: Cast, voices: Voices) -> tuple[Result, ...]:
    """The results an article reports: one record for each candidate and figure."""
    found: list[Finding] = []
    for unit in units:
        for sentence in unit.doc.sents:
            tokens = list(sentence)
            found += _declared_winners(tokens, cast)
            found += _figures(tokens, cast)
    merged = _merge(found, article, cast, voices)
    return tuple(_record(article, f, cast, voices) for f in merged)


# ---- who was declared the winner ------------------------------------------------------------------------------------


def _declared_winners(tokens: list[Token], cast: Cast) -> Iterator[Finding]:
    words = word_list("results", "en")
    for verb in tokens:
        if verb.pos_ != "VERB" or syntax.is_negated(verb) or syntax.is_hypothetical(verb):
            continue
        lemma = verb.lemma_.lower()
        if lemma in words["declare"]:
            yield from _declared(verb, cast)
        elif lemma in words["award"]:
            yield from _awarded(verb, cast)


def _declared(verb: Token, cast: Cast) -> Iterator[Finding]:
    words = word_list("results", "en")
    authority = _authority(verb, cast)
    nouns = [c for c in verb.children if c.dep_ in {"oprd", "dobj", "attr", "xcomp", "ccomp", "pobj"}]
    nouns += [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for g in c.children]
    nouns += [g for c in nouns for g in c.children if c.dep_ == "ccomp" and g.dep_ in {"attr", "dobj"}]
    crowned = any(n.lemma_.lower() in words["winner"] for n in nouns)
    named = [o for o in syntax.objects(verb) if o.lemma_.lower() not in words["winner"]]
    named += [g for c in nouns if c.dep_ == "ccomp" for g in c.children if g.dep_ == "nsubj"]
    for head in named:
        if head.lemma_.lower() in words["victory"]:
            owner = syntax.child(head, "poss")
            person = cast.one(owner)
            presupposed = verb.dep_ in {"advcl", "relcl", "acl"}
            if person is not None and person.kind == "person" and authority not in {None, person} and not presupposed:
                yield Finding(person, verb, "declared-victory", authority, rank=1, clause=verb)
            continue
        for person in cast.who(head):
            own = authority is person
            if person.kind in {"person", "party"} and crowned and not own:
                yield Finding(person, verb, "declared-winner", authority, rank=1, clause=verb)


def _awarded(verb: Token, cast: Cast) -> Iterator[Finding]:
    words = word_list("results", "en")
    if not any(o.lemma_.lower() in words["victory"] for o in syntax.objects(verb)):
        return
    receivers = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"] + syntax.prepositional(verb, "to")
    for head in receivers:
        person = cast.one(head)
        if person is not None and person.kind in {"person", "party"}:
            yield Finding(person, verb, "awarded-win", _authority(verb, cast), rank=1, clause=verb)


def _authority(verb: Token, cast: Cast) -> Someone | None:
    """Who announces: the subject or agent when it is an authority, or speaks for one."""
    who = syntax.agent(verb) if syntax.is_passive(verb) else syntax.subject(verb)
    someone = cast.one(who)
    if someone is None and syntax.is_passive(verb):
        named = [s for t in verb.subtree if t.lower_ == "by" for c in t.children for s in cast.who(c)]
        someone = next((s for s in named if s.kind == "authority"), None)
    if someone is None:
        return cast.authority() if who is None or who.lemma_.lower() in {"result", "count", "tally", "figure"} else None
    if someone.kind == "authority":
        return someone
    return cast.authority() if someone.speaks_for == "authority" else someone


# ---- figures --------------------------------------------------------------------------------------------------------


def _figures(tokens: list[Token], cast: Cast) -> Iterator[Finding]:
    shares = [t for t in tokens if _is_percent(t)]
    counts = [
        t
        for t in tokens
        if t.lemma_.lower() in word_list("results", "en")["votes"] and t.tag_ == "NNS" and _count_of(t)
    ]
    if not shares and not counts:
        return
    if _is_about_something_else(tokens):
        return
    used: set[int] = set()
    for unit_token in shares:
        value, bound = _percent_value(unit_token)
        if value is None or unit_token.i in used or _is_other_percentage(unit_token) or _is_counted_so_far(unit_token):
            continue
        candidate, by = _candidate_of(unit_token, cast)
        if candidate is not None:
            yield Finding(candidate, unit_token, by, None, share=value, bound=bound)
        yield from _scoreline(unit_token, candidate, tokens, cast, used)
    for noun in counts:
        votes = _bare_count(noun) if _is_bare_count(noun) else _count_of(noun)
        candidate, by = _candidate_of(noun, cast)
        if candidate is not None and votes is not None and votes >= 100 and not _is_a_margin(noun):
            yield Finding(candidate, noun, by.replace("share", "count"), None, votes=votes, bound=_hedge(noun))


def _is_percent(token: Token) -> bool:
    return token.lower_ in {"%", "percent", "pc"} or (
        token.lower_ == "cent" and token.i > 0 and token.nbor(-1).lower_ == "per"
    )


def _percent_value(token: Token) -> tuple[float | None, str]:
    doc, i = token.doc, token.i - 1
    if token.lower_ == "cent":
        i -= 1
    if i < 0 or not (match := _NUMBER.fullmatch(doc[i].text)):
        return None, "exact"
    value = float(match.group().replace(",", "."))
    return (value, _hedge(doc[i])) if 0 <= value <= 100 else (None, "exact")


def _hedge(number: Token) -> str:
    words = word_list("results", "en")
    before = [t.lower_ for t in number.doc[max(0, number.i - 4) : number.i]]
    near = set(before[-3:])
    if near & words["hedges_more"] or before[-2:] == ["at", "least"]:
        return "more_than"
    if near & {"less", "under", "below", "fewer"}:
        return "less_than"
    return "about" if near & words["hedges_about"] else "exact"


def _count_of(noun: Token) -> int | None:
    """The number of votes before "votes": "5,150,092 votes", "5.15 million votes"."""
    before = [t for t in noun.doc[max(0, noun.i - 5) : noun.i] if t.like_num or t.lower_ in _MILLION]
    if not before:
        return None
    last = before[-1]
    factor = _MILLION.get(last.lower_, 1)
    number = before[-2] if factor > 1 and len(before) > 1 else last
    match = _NUMBER.fullmatch(number.text)
    if match is None:
        return None
    text = match.group()
    if factor > 1:
        return round(float(text.replace(",", ".")) * factor)
    digits = re.sub(r"[ ,.\u00a0]", "", text)
    grouped = re.fullmatch(r"\d{1,3}(?:[ ,.\u00a0]\d{3})+|\d+", text)
    return int(digits) if grouped else None


def _is_bare_count(token: Token) -> bool:
    """A large number without its noun, in a sentence of vote counts: "Obi third with 6,101,533", "2.7 million for X"."""
    return _bare_count(token) is not None


def _bare_count(token: Token) -> int | None:
    if token.lower_ in _MILLION and token.i and (match := _NUMBER.fullmatch(token.nbor(-1).text)):
        return round(float(match.group().replace(",", ".")) * _MILLION[token.lower_])
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", token.text) and not (token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _MILLION):
        return int(token.text.replace(",", ""))
    return None


def _is_a_margin(noun: Token) -> bool:
    near = {t.lower_ for t in noun.doc[max(0, noun.i - 6) : noun.i + 5]}
    return bool(near & {"margin", "ahead", "difference", "lead", "behind", "fewer", "gap", "missing"})


def _is_about_something_else(tokens: list[Token]) -> bool:
    words = word_list("results", "en")
    lemmas = {t.lemma_.lower() for t in tokens}
    return bool(lemmas & words["polls"]) and "poll" in lemmas or "survey" in lemmas or "pollster" in lemmas


def _is_other_percentage(percent: Token) -> bool:
    """Whether a percentage is of something else than votes for a candidate: turnout, growth, seats."""
    words = word_list("results", "en")
    near = [*percent.children, *(g for c in percent.children for g in c.children), percent.head, percent.head.head]
    around = percent.doc[max(0, percent.i - 5) : min(len(percent.doc), percent.i + 4)]
    if any(t.lower_ == "from" and t.i and t.nbor(-1).lower_ in {"up", "down", "fell", "rose", "increase", "drop"} for t in around if t.i < percent.i):
        return True
    return any(t.lemma_.lower() in words["other_percentages"] for t in near) or any(
        t.lemma_.lower() in {"turnout", "inflation", "abstention", "participation"} for t in around
    )


def _is_counted_so_far(percent: Token) -> bool:
    """Whether a percentage says how much has been counted: "with 80% of the votes counted"."""
    words = word_list("results", "en")
    after = percent.doc[percent.i : min(len(percent.doc), percent.i + 12)]
    thing = next((t for t in after if t.lemma_.lower() in words["counted_things"]), None)
    if thing is None:
        return False
    near = thing.doc[max(0, percent.i - 3) : min(len(thing.doc), thing.i + 6)]
    verbs = [
        t
        for t in near
        if t.lemma_.lower() in words["counted"] and t.tag_ in {"VBN", "VBD", "NN", "NNS", "VBG"} and t is not thing
    ]
    return any(t.i >= thing.i or t.head is thing for t in verbs) and not (
        thing.lemma_ == "vote" and verbs and verbs[0].i - thing.i > 4
    )


def _candidate_of(figure: Token, cast: Cast) -> tuple[Someone | None, str]:
    """The candidate a figure belongs to, by syntax first and by nearness within the clause last."""
    words = word_list("results", "en")
    for c in figure.children:
        if c.dep_ == "prep" and c.lower_ in {"for", "to"}:
            for head in (g for g in c.children if g.dep_ == "pobj"):
                if (person := _candidate(head, cast)) is not None:
                    return person, "share-for"
        if c.dep_ == "poss" and (person := _candidate(c, cast)) is not None:
            return person, "share-possessed"
    if (person := _right_before(figure, cast)) is not None:
        return person, "share-beside"
    after = figure.doc[figure.i + 1 : min(len(figure.doc), figure.i + 7)]
    for t in after:
        if t.lower_ == "for" and t.i + 1 < len(t.doc):
            person = next((p for c in t.children for p in [_candidate(c, cast)] if p is not None), None)
            if person is not None:
                return person, "share-for"
        if t.text in {",", ";", "."} or t.lower_ == "and":
            break
    above = figure
    for _ in range(8):
        if above.dep_ == "ROOT":
            break
        above = above.head
        if (person := _candidate(above, cast)) is not None:
            return person, "share-with"
        if above.pos_ in {"VERB", "AUX"}:
            given = [c for c in above.children if c.dep_ == "dative"]
            receiver = next(
                (p for g in given for h in (g, *g.children) if (p := _candidate(h, cast)) is not None), None
            )
            if receiver is not None and above.lemma_.lower() in words["award"]:
                return receiver, "share-given"
            if syntax.is_passive(above) and (by := _candidate(syntax.agent(above), cast)) is not None:
                return by, "share-by"
            who = syntax.subject(above)
            if (person := _candidate(who, cast)) is not None and above.lemma_.lower() in words["got"] | words[
                "wins"
            ] | words["beats"]:
                return person, "share-got"
            # "showed Maduro in the lead with 51%", "declared Maduro the winner with 51%".
            held = [p for o in syntax.objects(above) if (p := _candidate(o, cast)) is not None]
            if held and above.lemma_.lower() in words["declare"] | words["award"] | {"put", "place", "leave"}:
                return held[0], "share-of-object"
    return _nearest_candidate(figure, cast)


def _right_before(figure: Token, cast: Cast) -> Someone | None:
    """The name right before a figure: "Ana Ruiz with 48%", "Ana Ruiz (48%)", "Ruiz on 48%", "Ruiz 48%"."""
    i = figure.i - 1
    doc = figure.doc
    while i > 0 and (doc[i].like_num or doc[i].lower_ in _BESIDE or doc[i].is_punct and doc[i].text in {"(", ",", ":"}):
        i -= 1
    return cast.named_at(doc[i]) if i >= figure.i - 7 else None


_BESIDE = frozenset({"with", "on", "at", "per", "about", "around", "just", "over", "under", "nearly", "some", "than", "more", "less", "only", "second", "third", "fourth"})


def _nearest_candidate(figure: Token, cast: Cast) -> tuple[Someone | None, str]:
    """The nearest named candidate before a figure within the clause: "Maduro 51%, González 44%", "X (51.2%)"."""
    for t in reversed(figure.doc[max(0, figure.i - 12) : figure.i]):
        if t.text in {".", ";"} or _is_percent(t):
            break
        person = cast.named_at(t)
        if person is not None and person.kind == "person":
            return person, "share-near"
    return None, ""


def _candidate(head: Token | None, cast: Cast) -> Someone | None:
    someone = cast.one(head) if head is not None and head.pos_ in {"PROPN", "NOUN", "PRON"} else None
    return someone if someone is not None and someone.kind in {"person", "party"} else None


def _scoreline(
    first: Token, winner: Someone | None, tokens: list[Token], cast: Cast, used: set[int]
) -> Iterator[Finding]:
    """The second figure of "beat Y by 50.8% to 44.3%" or "51% against Y's 44%" is the loser's."""
    doc = first.doc
    for second in tokens:
        if not _is_percent(second) or not 0 < second.i - first.i <= 6:
            continue
        between = {t.lower_ for t in doc[first.i + 1 : second.i]}
        if not between & {"to", "-", "–", "against", "versus"}:
            continue
        value, bound = _percent_value(second)
        verb = next(syntax.ancestors_verbs(first), None)
        if value is None or verb is None:
            continue
        loser = next(
            (p for o in syntax.objects(verb) if (p := _candidate(o, cast)) is not None and p is not winner), None
        )
        loser = loser or next(
            (p for h in syntax.prepositional(verb, "over", "against") if (p := _candidate(h, cast)) is not None), None
        )
        if loser is not None and loser is not winner:
            used.add(second.i)
            yield Finding(loser, second, "share-of-loser", None, share=value, bound=bound)


# ---- from findings to records ---------------------------------------------------------------------------------------


def _merge(found: list[Finding], article: Article, cast: Cast, voices: Voices) -> list[Finding]:
    """One finding for each candidate, figure and authority: a win and its share in one sentence are one result."""
    merged: list[Finding] = []
    for finding in found:
        if finding.authority is None:
            finding.authority = _source_of(finding, cast, voices)
        if _of_another_year(finding, article):
            continue
        twin = next((m for m in merged if _same_sentence(m, finding) and _agree(m, finding)), None)
        if twin is None:
            merged.append(finding)
            continue
        for key in _FIGURES:
            if getattr(twin, key) is None:
                setattr(twin, key, getattr(finding, key))
        twin.bound = finding.bound if finding.share is not None and twin.bound == "exact" else twin.bound
        twin.clause = twin.clause if twin.clause is not None else finding.clause
    return [
        f
        for i, f in enumerate(merged)
        if not any(_says_no_more(f, g, i > k) for k, g in enumerate(merged) if g is not f)
    ]


_FIGURES = ("share", "votes", "rank")


def _same_sentence(a: Finding, b: Finding) -> bool:
    return a.anchor.doc is b.anchor.doc and a.anchor.sent.start == b.anchor.sent.start


def _agree(a: Finding, b: Finding) -> bool:
    """Whether two findings are of one candidate under one name and their figures do not differ."""
    pairs = [(getattr(a, k), getattr(b, k)) for k in _FIGURES]
    return (
        a.candidate is b.candidate
        and a.authority is b.authority
        and all(x is None or y is None or x == y for x, y in pairs)
    )


def _says_no_more(finding: Finding, other: Finding, later: bool) -> bool:
    """Whether all figures of a finding stand in another, fuller or told earlier in the body."""
    if not _agree(finding, other) and not (
        finding.candidate is other.candidate and _only_rank(finding) and other.rank == finding.rank
    ):
        return False
    mine = {k for k in _FIGURES if getattr(finding, k) is not None}
    theirs = {k for k in _FIGURES if getattr(other, k) is not None}
    if not mine <= theirs:
        return False
    mine_headline, other_headline = unit_of(finding.anchor).headline, unit_of(other.anchor).headline
    return mine < theirs or (mine_headline and not other_headline) or (later and mine_headline == other_headline)


def _only_rank(finding: Finding) -> bool:
    return finding.share is None and finding.votes is None


def _source_of(finding: Finding, cast: Cast, voices: Voices) -> Someone | None:
    """Under whose name a figure stands: the side that gives it, else the authority."""
    spoken = voices.at(unit_of(finding.anchor).starts[finding.anchor.i])
    speaker = spoken.speaker if spoken is not None else None
    if speaker is not None and speaker.speaks_for == "party":
        return cast.opposition_of(speaker)
    if speaker is not None and speaker.kind == "authority":
        return speaker
    for verb in syntax.ancestors_verbs(finding.anchor):
        doer = cast.one(syntax.subject(verb))
        if doer is not None and doer.kind == "authority":
            return doer
        owner = syntax.subject(verb)
        if owner is not None and owner.lemma_.lower() in {"tally", "count", "figure", "sheet", "result", "record"}:
            whose = [s for c in owner.subtree for s in cast.who(c) if s.speaks_for == "party"]
            if whose:
                return cast.opposition_of(whose[0])
    return cast.authority()


_YEAR = re.compile(r"(19|20)\d\d")


def _of_another_year(finding: Finding, article: Article) -> bool:
    """Whether a figure belongs to another election: its clause names a year that is not the article's."""
    if article.published is None:
        return False
    years = {int(t.text) for t in finding.anchor.sent if _YEAR.fullmatch(t.text)}
    return bool(years) and not years & {article.published.year, article.published.year + 1, article.published.year - 1}


def _record(article: Article, finding: Finding, cast: Cast, voices: Voices) -> Result:
    anchor = finding.clause or finding.anchor
    start, end = syntax.sentence_span(anchor)
    at = unit_of(finding.anchor).starts[finding.anchor.i]
    spoken = voices.at(at)
    by = finding.authority
    when, when_text = _announced_when(anchor, article)
    return Result(
        id=content_id("result", article.id, finding.candidate.key, finding.share, finding.votes, finding.rank, start),
        authority=actor_id(article.id, by) if by is not None else None,
        candidate=actor_id(article.id, finding.candidate),
        share=finding.share,
        bound=finding.bound,  # type: ignore[arg-type]
        votes=finding.votes,
        rank=finding.rank,
        term=_term(anchor),
        announced=when,
        announced_text=when_text,
        counted=_counted(anchor),
        stated_by=actor_id(article.id, spoken.speaker)
        if spoken is not None and spoken.speaker is not None
        else (actor_id(article.id, by) if by is not None else None),
        voice="attributed" if spoken is not None or by is not None else "reporter",
        start=start,
        end=end,
        text=article.text[start:end],
        by=finding.by,
    )


def _term(anchor: Token) -> int | None:
    ordinals = data("results")["ordinals"]["en"]
    for token in anchor.sent:
        if token.lemma_.lower() == "term":
            for t in token.subtree:
                if t.lower_ in ordinals:
                    return int(ordinals[t.lower_])
    return None


def _counted(anchor: Token) -> float | None:
    for token in anchor.sent:
        if _is_percent(token) and _is_counted_so_far(token):
            return _percent_value(token)[0]
    return None


_WHEN = re.compile(
    r"\b(?:(?:shortly|just|soon|minutes|hours|early|late) )?(?:(?:after|before|at|around|past) )?(?:midnight|noon)\b|\b(?:early|late) (?:on )?(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\bon (?P<on>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _announced_when(anchor: Token, article: Article) -> tuple[dt.date | None, str | None]:
    """When a result was announced, in the article's words, and on which day if that follows from the article's date."""
    start, end = syntax.sentence_span(anchor)
    match = _WHEN.search(article.text, start, end)
    if match is None:
        return None, None
    filed = (
        article.dateline.date
        if article.dateline is not None and article.dateline.date is not None
        else article.published
    )
    if filed is None:
        return None, match.group()
    name = match.group("day") or match.group("on")
    back = (filed.weekday() - _DAYS.index(name)) % 7 if name else 0
    return filed - dt.timedelta(days=back), match.group()


# ---- victory claims -------------------------------------------------------------------------------------------------


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
        himself = [o for o in syntax.objects(verb) if o.lower_ in {"himself", "herself", "themselves", "itself"}]
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
    same_side = speaker.speaks_for == "party" and subject.kind in {"person", "party"} and subject.speaks_for in {"party", "none"}
    return subject if same_side else None


def _about_the_election(verb: Token) -> bool:
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    lists = word_list("syntax", "en")
    return not objects or any(
        o.lemma_.lower() in lists["elections"] | {"race", "contest", "presidency", "majority", "percent", "%", "round"}
        for o in objects
    )
