"""What a figure is of when it is nobody's announced result.

Turnout, what is counted so far, a lead, a bar to be cleared, a part of the country.

Each check is named by the sentence that is true when it fires. Where none fires, the figure may still be nobody's:
`shares` asks for a candidate tied to it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from spacy.tokens import Token

from recuento.reading.gazetteer import lookup
from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.reading.parse import dependencies

from .counted_so_far import is_counted_so_far
from .numerals import Figure

_WORDS = rule_words("not_shares")

_FAR: Final = 9
_NEAR: Final = 5
_HALF_THE_VOTE: Final = 50.0
_FIRM_MARGIN: Final = 40.0
"""Percent; who "won by 51 percent" has that share, who "won by 5 percent" is that much ahead."""


def is_no_share(figure: Figure) -> bool:
    """Whether a figure is of something else than one candidate's votes in the whole contest."""
    return any(check(figure) for check in _CHECKS)


# ---- the checks -----------------------------------------------------------------------------------------------------


def is_of_something_else(figure: Figure) -> bool:
    """As in "34 per cent of MPs", "99% of registered voters": what stands after "of" is no vote."""
    if figure.share is None or figure.bare:
        return False
    after = figure.after(_FAR)
    if len(after) < 2 or after[0].lower_ != "of":
        return False
    words = word_list("results", "en")
    if [t.lower_ for t in after[1:3]] == ["those", "who"] and any(
        t.lemma_.lower() in words["took_part"] for t in after[3:6]
    ):
        return False  # "92% of those who took part"
    for token in after[1:]:
        lemma = token.lemma_.lower()
        if lemma in _WORDS["register_or_registered"]:
            return True
        if lemma in words["of_votes"] and token.lower_ != "voting":
            return False
        if token.lower_ in _WORDS["run_off"]:  # "of the run-off vote"
            continue
        if token.dep_ == "amod":  # "of the disputed vote"
            continue
        if token.pos_ in {"VERB", "AUX", "PUNCT"} or token.dep_ in {"prep", "cc"}:
            return True
    return True


def _is_of_sheets(figure: Figure) -> bool:
    after = figure.after(6)
    return (
        bool(after)
        and after[0].lower_ == "of"
        and any(t.lemma_.lower() in word_list("results", "en")["sheets"] for t in after)
    )


def _is_another_percentage(figure: Figure) -> bool:
    """Turnout, inflation, a swing: by the words that govern it or stand near it."""
    if figure.share is None:
        return False
    words, unit = word_list("results", "en"), figure.unit
    beside = unit.head if unit.dep_ == "conj" else None  # "won 123 seats and 28.7% of the vote"
    near = [t for t in (*figure.before(_NEAR), *figure.after(4)) if t != beside and not _has_its_own_number(t, figure)]
    if any(t.lemma_.lower() in words["near_percentages"] for t in near if t.sent == unit.sent):
        governed = any(t.lemma_.lower() in words["near_percentages"] for t in (unit.head, unit.head.head))
        close = [t for t in near if t.lemma_.lower() in words["near_percentages"]]
        return governed or not any(
            t.text in {",", ";"} for c in close for t in unit.doc[min(c.i, figure.last) + 1 : max(c.i, figure.first)]
        )
    around = [t for t in (*unit.children, unit.head, unit.head.head) if t != beside and t not in unit.conjuncts]
    return any(t.lemma_.lower() in words["other_percentages"] and not _is_the_election(t) for t in around)


def _has_its_own_number(noun: Token, figure: Figure) -> bool:
    """Whether a noun near a figure counts something beside it: "31% of the vote and 37 seats"."""
    return any(c.dep_ == "nummod" and not figure.first <= c.i <= figure.last for c in noun.children)


def _is_the_election(token: Token) -> bool:
    """Whether "poll" means the election: "the presidential poll"."""
    return token.lemma_.lower() == "poll"


def _is_what_a_noun_after_says(figure: Figure) -> bool:
    """As in "a 5 percent lead", "1.5 percentage points", "the 50 percent mark"."""
    after = [t for t in figure.after(3) if t.text not in {"-"}]
    return bool(after) and any(
        t.lemma_.lower() in word_list("results", "en")["nouns_after"] and t.pos_ in {"NOUN", "PROPN"}
        for t in (after[:1] if after[0].pos_ in {"NOUN", "PROPN"} else after[:2])
        if not any(x.is_punct or x.dep_ == "prep" for x in after[: after.index(t)])
    )


def _is_a_margin(figure: Figure) -> bool:
    """A lead or gap and nobody's votes: "by 5,594 votes", "200,000 votes more than", "a lead of 50,000 votes"."""
    words = word_list("results", "en")
    before, after = figure.before(_NEAR), figure.after(3)
    close = [t.lower_ for t in after]
    if set(close[:1]) & {"more", "fewer", "ahead"}:
        return close[0] != "ahead" or not _is_what_was_got(figure)
    within = figure.doc[figure.first : figure.last + 1]
    if figure.share is None and (any(t.lower_ in {"more", "fewer"} for t in within) or _says_points_in_votes(figure)):
        return True
    told = any(t.lemma_.lower() in words["margins"] and not _is_a_place_ahead(t) for t in before)
    gap = told or _is_what_a_gap_is(figure)
    scored = figure.share is not None and (_opens_a_scoreline(figure) or _closes_a_scoreline(figure))
    if gap and not scored:  # "a lead of 45.3% to 38.2%"
        return True
    if any(t.lower_ in _WORDS["margins"] for t in after[:1]):
        return True
    if figure.share is None and after and after[0].lemma_.lower() in words["margins"] | {"majority"}:
        return True  # "a 7,210 vote majority"
    by = next((t for t in reversed(before) if t.lower_ not in words["hedges"] | {"the", "mere"}), None)
    if by is None or by.lower_ != "by":
        return False
    if figure.votes is not None and figure.share is None:
        return not _opens_a_scoreline(figure)
    if dependencies.is_passive(by.head):
        return False
    return figure.share is not None and figure.share <= _FIRM_MARGIN and not _opens_a_scoreline(figure)


def _is_what_a_gap_is(figure: Figure) -> bool:
    """As in "the difference between X and Y was 13,000 votes"."""
    subject = dependencies.subject(figure.unit.head) if figure.unit.dep_ in {"attr", "dobj"} else None
    return subject is not None and subject.lemma_.lower() in word_list("results", "en")["margins"]


def _is_what_was_got(figure: Figure) -> bool:
    """As in "securing 6,730,430 votes ahead of X": who is only so many votes ahead "is" or "leads"."""
    verb = figure.unit.head
    return figure.unit.dep_ == "dobj" and verb.lemma_.lower() in _WORDS["gets_votes"]


def _says_points_in_votes(figure: Figure) -> bool:
    """As in "by 6 percentage points, or about 8.4 million votes"."""
    points = [t.i for t in figure.before(6) if t.lemma_.lower() == "point"]
    return bool(points) and any(t.lower_ == "or" for t in figure.doc[points[-1] : figure.first])


def _is_a_place_ahead(token: Token) -> bool:
    """Whether "ahead" or "behind" ranks a candidate named after it ("ahead of Y on 44%"), or "lead" is a verb."""
    if token.pos_ in {"VERB", "AUX"}:
        return True
    if token.lower_ == "short" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of":
        return True  # "fell short of a majority with 48%"
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if token.lower_ == "ahead":
        return after is not None and after.lower_ in {"of", "with", "on", "at"}
    if token.lower_ in _WORDS["lead_or_edge"] and token.i and token.nbor(-1).lower_ in {"the", "in"}:
        return after is not None and after.lower_ in {"with", "on", "at"}
    return token.lower_ == "behind" and after is not None and after.lower_ != "by"


def _opens_a_scoreline(figure: Figure) -> bool:
    """Whether a second figure follows as in "51.2% to 44.2%"."""
    joins = word_list("results", "en")["scoreline"]
    after = figure.after(_FAR + 1)
    joined = next((k for k, t in enumerate(after) if t.lower_ in joins), None)
    if joined is None or any(t.text[0].isdigit() for t in after[:joined]):
        return False  # "won by 4 million votes, having got 15 to 11 million": the score is of the figures after it
    return any(t.text[0].isdigit() for t in after[joined + 1 : joined + 7])


def _closes_a_scoreline(figure: Figure) -> bool:
    """Whether a figure is the second in "51.2% to 44.2%"."""
    before = [t.lower_ for t in figure.before(3)]
    return len(before) > 2 and before[-1] in {"to", "against", "-", "–"} and before[-2] in {"%", "percent", "cent"}


def _is_a_bar(figure: Figure) -> bool:
    """A bar to be cleared: "needed more than 50 percent", "50 percent plus one"; exactly half, where a run-off is told."""
    if figure.share is None:
        return False
    words = word_list("results", "en")
    before, after = figure.before(_NEAR + 2), figure.after(4)
    stop = max((t.i for t in before if t.text in {";"}), default=-1)
    missed = any(t.lower_ == "short" for t in before) and figure.before(1)[0].lower_ in {"with", "on"}
    bars = (t for t in before if t.lemma_.lower() in words["thresholds"] and t.i > stop)
    if any(not _is_reached(t) for t in bars) and not missed:
        return True
    if any(t.lemma_.lower() in _WORDS["bars"] for t in after):
        return True
    verb = next(dependencies.ancestors_verbs(figure.unit), None)
    if verb is not None and (dependencies.is_hypothetical(verb) or _is_wished(verb)):
        return True
    answered = verb is not None and verb.lemma_ == "vote" and any(c.lower_ == "no" for c in verb.children)
    if verb is not None and dependencies.is_negated(verb) and not answered:
        return not missed  # "fell short of a majority with 48%": what they got all the same
    in_sentence = {t.lemma_.lower() for t in figure.unit.sent}
    return (
        figure.share == _HALF_THE_VOTE
        and bool(in_sentence & _WORDS["run_offs"])
        and ("avoid" in in_sentence or "need" in in_sentence or "force" in in_sentence)
    )


def _is_reached(bar: Token) -> bool:
    """As in "secured the required majority, with 58 percent"."""
    words = word_list("results", "en")
    return bar.dep_ == "amod" and bar.head.dep_ == "dobj" and bar.head.head.lemma_.lower() in words["got"]


def _is_wished(verb: Token) -> bool:
    """As in "a candidate has to take 50 percent", "in order to win 40 percent"."""
    return (
        verb.tag_ == "VB"
        and any(c.tag_ == "TO" for c in verb.children)
        and verb.head.lemma_.lower() in _WORDS["wishes"]
    )


def is_of_a_part(figure: Figure) -> bool:
    """A result in a part of the country: "25 per cent in 35 counties", "In Nairobi County ...", "at some of them"."""
    for k, token in enumerate(figure.after(14)):
        if token.text[0].isdigit() and not _is_counting_places(token):
            break
        if token.text in {";"} or (token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"acl", "amod"} and k > 2):
            break
        if token.lower_ in _WORDS["everywhere"]:
            return token.lower_ in _WORDS["abroad_or_overseas"]
        if token.lower_ in _WORDS["before_parts"] and names_a_part(token):
            return True
        if (
            token.lower_ == "there"
            and token.dep_ == "advmod"
            and token.nbor(-1).lemma_.lower() in _WORDS["after_a_share"]
        ):
            return True  # "gave him close to 90% of the vote there"
    if _stands_after_a_part(figure) or _is_told_of_a_place(figure):
        return True
    first = figure.unit.sent[0]
    start = next((t for t in figure.before(14) if t.lower_ in {"in", "at"} and _opens_clause(t, first)), None)
    return start is not None and names_a_part(start)


def _is_told_of_a_place(figure: Figure) -> bool:
    """As in "in the north, where he won 95 percent": a clause that says what happened somewhere."""
    for verb in dependencies.ancestors_verbs(figure.unit):
        if any(c.lower_ == "where" and c.i < figure.first for c in verb.children):
            return True
    return False


def _stands_after_a_part(figure: Figure) -> bool:
    """As in "lost in the capital, 38% to 60%": nothing but marks and prepositions between the place and the figure."""
    for token in reversed(figure.before(9)):
        if token.lower_ in {"in", "across"}:
            return names_a_part(token)
        score = token.text[0].isdigit() or token.lower_ in _WORDS["percents"]
        loose = token.is_punct or token.lower_ in {"with", "by", "the"} or token.dep_ in {"pobj", "compound", "amod"}
        if not loose and not score:
            return False
    return False


def _opens_clause(token: Token, first: Token) -> bool:
    return token == first or (token.i > 0 and token.nbor(-1).text in {";", ":"})


def names_a_part(preposition: Token) -> bool:
    """Whether a preposition leads to a part of the country: "in 35 counties", "in the capital"."""
    parts = word_list("results", "en")["parts_of_country"]
    if _is_a_place_within(preposition):
        return True
    for t in preposition.doc[preposition.i + 1 : min(preposition.sent.end, preposition.i + 7)]:
        if t.lemma_.lower() in parts or t.lower_ == "them" or _is_a_capital(t):
            return True
        if t.pos_ in {"VERB", "AUX"} or t.text in {",", ";", "(", ")"} or t.lower_ in _WORDS["joins_a_part"]:
            return False
    return False


def _is_a_place_within(preposition: Token) -> bool:
    """As in "82% of the vote in Tamale": a proper name that is no country, no body and no date is a place within a country."""
    if preposition.lower_ != "in" or preposition.i + 1 >= preposition.sent.end:
        return False
    name = preposition.nbor()
    end = next((t for t in name.doc[name.i : name.sent.end] if t.pos_ != "PROPN"), None)
    words = [t.text for t in name.doc[name.i : end.i if end is not None else name.sent.end]]
    if not words or end is None or end.pos_ in {"NOUN", "ADJ", "PART", "NUM"}:
        return False
    known = [entry.kind for w in (words, *([w] for w in words)) if (entry := lookup.lookup(w)) is not None]
    return set(known) <= {"place"} and not any(w.lower() in _WORDS["no_places"] for w in words)


def _is_a_capital(token: Token) -> bool:
    entry = lookup.lookup([token.text]) if token.pos_ == "PROPN" else None
    return entry is not None and entry.kind == "capital"


def _is_counting_places(token: Token) -> bool:
    parts = word_list("results", "en")["parts_of_country"]
    return any(t.lemma_.lower() in parts for t in token.doc[token.i + 1 : min(token.sent.end, token.i + 4)])


def _is_a_range(figure: Figure) -> bool:
    """As in "between 70 and 90 percent", "70-80 percent", "from 70 percent up to 90 percent"."""
    before = [t.lower_ for t in figure.before(4)]
    if "between" in before:
        return True
    if figure.share is None:
        return False
    if len(before) > 1 and before[-1] in {"-", "–"} and before[-2][:1].isdigit():
        return figure.share > float(before[-2].replace(",", ".")) if _is_number(before[-2]) else True
    after = [t.lower_ for t in figure.after(2)]
    if "from" in before and after[:1] in (["up"], ["to"]) and not _is_revised(figure):
        return True
    return before[-2:] == ["up", "to"]


def _is_number(text: str) -> bool:
    return text.replace(",", ".").replace(".", "", 1).isdigit()


def _is_revised(figure: Figure) -> bool:
    return any(t.lemma_.lower() in word_list("results", "en")["shares"] for t in figure.before(_FAR))


def _is_what_it_was_before(figure: Figure) -> bool:
    """The old figure of a change: "from 54.6 percent to 49.7 percent", "up from 20.3%", "down from 55%"."""
    before = [t.lower_ for t in figure.before(3)]
    if "from" in before and not {"to", ","} & set(before[before.index("from") :]):
        after = {t.lower_ for t in figure.after(3)}
        changed = _WORDS["changes"] & set(before)
        return bool(changed) or "to" in after
    return False


def _is_a_change(figure: Figure) -> bool:
    """As in "3.8% (down 8.7%)", "was up 5%", "(an increase of 5.5%)": by how much, and not how much."""
    more = figure.before(2)
    if len(more) > 1 and more[1].lower_ == "of" and more[0].lower_ in _WORDS["changes_by"] and figure.share is not None:
        return True
    before = figure.before(1)
    changed = bool(before) and before[0].lower_ in _WORDS["up_and_down"]
    return figure.share is not None and changed and before[0].dep_ != "prt"  # not "picked up 45%"


def _is_polled(figure: Figure) -> bool:
    """What somebody stands at in opinion polls: "is polling around 13 percent"; not "with half the votes counted"."""
    verb = next(dependencies.ancestors_verbs(figure.unit), None)
    if verb is None or verb.lemma_ != "poll" or verb.tag_ != "VBG":
        return False
    return not any(t.lower_ in _WORDS["counted_or_tallied"] for t in verb.sent)


def _is_of_a_primary(figure: Figure) -> bool:
    """As in "won the opposition primary with 92% of the vote": not the election that it was for."""
    near = (*figure.before(_FAR + 5), *figure.after(_FAR))
    return any(t.lemma_.lower() in _WORDS["primary_or_primaries"] and t.pos_ in {"NOUN", "PROPN"} for t in near)


def _is_discarded(figure: Figure) -> bool:
    """As in "threw out a third of the votes cast for X": what did not count."""
    verb = next(dependencies.ancestors_verbs(figure.unit), None)
    while verb is not None and verb.dep_ in {"acl", "relcl"} and verb.lemma_.lower() == "cast":
        verb = next(dependencies.ancestors_verbs(verb), None)
    return verb is not None and verb.lemma_.lower() in word_list("results", "en")["discards"]


def _is_audited(figure: Figure) -> bool:
    """What is done to N percent of the votes: "54 percent of the total votes are audited"."""
    verb = figure.unit.head
    if figure.unit.dep_ != "nsubjpass":
        return False
    return verb.lemma_.lower() not in _WORDS["gives_votes"]


def _is_of_several(figure: Figure) -> bool:
    """A sum over several: "took about 38% between them", "the combined share", "the other six candidates got"."""
    near = {t.lower_ for t in (*figure.before(_FAR), *figure.after(4))}
    after = [t.lower_ for t in figure.after(4)]
    return "combined" in near or "together" in after or ("between", "them") in pairwise(after)


def _is_the_total(figure: Figure) -> bool:
    """All votes and nobody's: "from the 24,025,940 total valid votes", "out of 41 million votes"."""
    if figure.votes is None or figure.share is not None:
        return False
    hedges = word_list("results", "en")["hedges"] | word_list("results", "en")["hedges_more"] | {"than"}
    before = [t.lower_ for t in figure.before(6) if t.lower_ not in hedges]
    total = any(t.lower_ == "total" for t in figure.doc[figure.first : figure.last + 1])
    return before[-2:] in (["from", "the"], ["of", "the"], ["out", "of"]) or (total and "of" not in before[-1:])


_CHECKS: Final = (
    _is_of_sheets,
    is_counted_so_far,
    is_of_something_else,
    _is_another_percentage,
    _is_what_a_noun_after_says,
    _is_a_margin,
    _is_a_bar,
    is_of_a_part,
    _is_a_range,
    _is_what_it_was_before,
    _is_a_change,
    _is_discarded,
    _is_polled,
    _is_of_a_primary,
    _is_audited,
    _is_of_several,
    _is_the_total,
)
