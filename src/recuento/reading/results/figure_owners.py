"""Who stands at a figure: the candidate named after it or before it, with little between them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from recuento.reading.entities.entities import Entities
from recuento.reading.entities.entity import Entity
from recuento.reading.lexicon.vocabulary import Words, data, rule_words, word_list
from recuento.reading.parse import dependencies

from .candidates import candidate_at, could_stand, runs_or_last_candidate, unlisted_party_at
from .numerals import Figure, opens_a_score, votes_noun

_WORDS = rule_words("figure_owners")

_REACH = 18
"""Tokens from a figure within which its name may stand."""
_APPOSITION = 9
_DASHES = frozenset({"-", "–", "—", "--"})
_MARKS = frozenset({"(", ":", "-", "–", "—", '"', "”", "“", "'", "’"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


# ---- after ----------------------------------------------------------------------------------------------------------


def after_it(figure: Figure, entities: Entities) -> Entity | None:
    """As in "51% for X", "51% of the votes for X", "44% by his opponent, X", "against 48% of X"."""
    after = figure.after(_REACH)
    k = _skip_of_votes(after)
    while k < len(after) and after[k].text in {")", "]"}:
        k += 1
    rest = [t.lower_ for t in after[k : k + 3]]
    if not rest:
        return None
    if rest[0] == "," and rest[1:2] and (rest[1] == "for" or rest[1] in word_list("results", "en")["chosen"]):
        k, rest = k + 1, rest[1:]
    if rest[0] in word_list("results", "en")["chosen"]:  # "52% of voters backed X", "44% opted for X"
        k += rest[1:2] == ["for"]
        return named_in_phrase(after[k + 1 :], entities)
    if rest[0] in _WORDS["goes_to"]:
        k += 1 + (rest[1:2] in (["cast"], ["voted"]))
        opens = k < len(after) and after[k].lower_ in {"to", "for"}
    elif (
        rest[1:2] == ["by"]
        and after[k].lemma_.lower() in word_list("results", "en")["got"]
        and rest[0] not in word_list("results", "en")["comes_after"]
    ):
        k, opens = k + 1, True  # "the 39% gained by X"
    elif rest[0] == "in":
        k, opens = k + 2, rest in (["in", "favour", "of"], ["in", "favor", "of"])
    else:
        joined = any(t.lower_ in word_list("results", "en")["scoreline"] for t in figure.before(3))
        opens = rest[0] == "for" or (rest[0] in {"by", "of"} and joined)
    return named_in_phrase(after[k + 1 :], entities) if opens else None


def _skip_of_votes(after: Sequence[Token]) -> int:
    """How many tokens "of the votes cast" takes."""
    if not after or after[0].lower_ not in _WORDS["of_or_votes"]:
        return 0
    words = word_list("results", "en")
    if [t.lower_ for t in after[:3]] == ["of", "those", "who"]:  # "92% of those who took part backed X"
        return next((k + 1 for k, t in enumerate(after[:8]) if t.lemma_.lower() in words["took_part"]), 0)
    for k, token in enumerate(after[:7]):
        if token.lemma_.lower() in words["of_votes"]:
            more = (n for n in range(k + 1, len(after)) if after[n].lower_ not in _WORDS["of_votes"])
            return next(more, len(after))
        if token.lower_ in {"for", "to", ",", ";"}:
            return k if votes_noun(token.doc, after[0].i, after[-1].i) is not None else 0
    return 0


def named_in_phrase(tokens: Sequence[Token], entities: Entities) -> Entity | None:
    """The candidate a phrase names: "opposition candidate Ana Ruiz", "his Moscow-backed rival, Ana Ruiz"."""
    commas, fallback = 0, None
    for token in tokens[:14]:
        ends = token.pos_ in {"VERB", "AUX"} and not _is_part_of_a_compound(token)
        if ends or token.text in {";", "."} or token.text[0].isdigit():
            break
        if token.text in {",", "("}:
            commas += 1
            if commas > 1:
                break
            continue
        if token.lower_ in _WORDS["ends_a_phrase"]:
            break
        person = entities.named_at(token)
        if person is not None and could_stand(person, entities):
            return person if not _is_possessor(token) else None
        if fallback is None and commas == 0 and token.dep_ in {"pobj", "appos", "nmod", "dobj"}:
            fallback = candidate_at(token, entities)
    return fallback


def _is_part_of_a_compound(token: Token) -> bool:
    """Whether a verb is half of an adjective: "Moscow-backed"."""
    return token.i > 0 and token.nbor(-1).text == "-"


def _is_possessor(token: Token) -> bool:
    """Whether a name only owns what follows: "for Maduro's party"."""
    last = token
    while last.i + 1 < len(token.doc) and last.nbor(1).pos_ == "PROPN":
        last = last.nbor(1)
    return last.i + 1 < len(token.doc) and last.nbor(1).tag_ == "POS"


# ---- before ---------------------------------------------------------------------------------------------------------


def before_it(figure: Figure, entities: Entities) -> tuple[Entity | None, str]:
    """The name before a figure with nothing between but prepositions, hedges and a verb of getting."""
    doc, start = figure.doc, max(figure.unit.sent.start, figure.first - _REACH)
    last = figure.first - 1
    if last > start and doc[last].text in _POSSESSIVE and doc[last].tag_ == "POS":
        return candidate_at(doc[last - 1], entities), "share-possessed"
    owner = _owner_of_share(figure, entities)
    if owner is not None:
        return owner, "share-near"
    i, verb = _walk_back(figure, start, entities)
    if i < start:
        return None, ""
    won = word_list("results", "en")["victory"]
    if verb is None and doc[i].lemma_.lower() in won and (whose := dependencies.child(doc[i], "poss")) is not None:
        return candidate_at(whose, entities), "share-got"  # "Putin's victory with 87% of the vote"
    person = candidate_at(doc[i], entities) or _bare_name(figure, doc[i], verb, entities)
    if person is None and verb is not None and doc[i].text == ",":  # "Soto, whom polls had shown ahead, got 13%"
        person = candidate_at(dependencies.own_subject(verb), entities)
    if person is None and verb is not None and verb.dep_ == "pcomp":  # "was declared winner after securing 51%"
        person = candidate_at(dependencies.subject(verb), entities)
    if person is None or (person.kind == "party" and doc[i].tag_ in {"WDT", "WP"} and not person.name[:1].isupper()):
        person = _unlisted_party(figure, doc[i], verb, entities) or _subject_party(verb, doc[i], entities)
    if person is None:
        return None, "" if entities.who(doc[i]) or not _is_name(doc[i]) else "somebody else"
    if verb is not None:
        return _who_got_it(figure, person, doc[i], verb, entities)
    at_its_name = person.kind != "person" or entities.named_at(doc[i]) is person
    winner = _who_beat(figure, doc[i], entities) if at_its_name else None
    return (winner, "share-got") if winner is not None else (person, "share-beside")


def _who_got_it(
    figure: Figure, person: Entity, name: Token, verb: Token, entities: Entities
) -> tuple[Entity | None, str]:
    """Whoever is named before a verb of getting, or its subject where the name only stands in what is told of that."""
    head = dependencies.own_subject(verb)
    if (
        person.kind == "person" and head is not None and _is_in_a_clause_of(name, head)
    ):  # "four parties backing a charter by X gained 38%"
        subject = candidate_at(head, entities) or _bare_name(figure, head, verb, entities)
        return (subject, "share-got") if subject is not None else (None, "somebody else")
    if person.kind == "party":  # "Ana Ruiz of the main opposition party, the NDP, got 10%"
        subject = candidate_at(head, entities)
        inside = head is not None and _is_only_part_of(name, head)
        if subject is None and inside:  # "Mr Vega's bloc, which includes the NDP, took 49%"
            party = unlisted_party_at(head, entities) if head is not None and head.pos_ == "PROPN" else None
            return (party, "share-got") if party is not None else (None, "somebody else")
        person = subject if subject is not None and (subject.kind == "person" or inside) else person
    if not _is_what_the_verb_before_took(name, verb):
        return person, "share-got"
    party = _subject_party(verb, name, entities)  # "the party (SPÖ) under X came second"
    return (party, "share-got") if party is not None else (None, "")


def _is_in_a_clause_of(name: Token, head: Token) -> bool:
    """Whether a name stands in what only tells of a noun: "parties that X backs", "Ana Ruiz, a former aide to X"."""
    if head.pos_ not in {"NOUN", "PROPN"} or head not in name.ancestors:
        return False
    above, below_another = name, False
    while above != head:
        if above.dep_ in {"acl", "relcl"} or (above.dep_ == "appos" and below_another):
            return True
        below_another = below_another or above.dep_ in {"pobj", "poss"}
        above = above.head
    return False


def _unlisted_party(figure: Figure, name: Token, verb: Token | None, entities: Entities) -> Entity | None:
    """A party that no list has, by what it got, or beside a signed figure: "EKRE got 16%", "the Greens at 8.1 percent"."""
    beside = figure.before(1)
    at = bool(beside) and beside[0].lower_ in {"at", "with", "on", "("}
    if figure.share is None or (verb is None and (figure.bare or not at)):
        return None
    subject = dependencies.own_subject(verb) if verb is not None else None
    if subject is not None and name != subject and name.dep_ not in {"appos", "conj", "compound", "flat"}:
        return None  # "the party (SPÖ) under X came second"
    known = entities.who(name)
    of_a_country = name.i > 1 and name.nbor(-1).lower_ == "of" and name.nbor(-2).tag_ in {"NNPS", "NNS"}
    if any(p.kind not in {"party", "group"} for p in known) and not of_a_country:
        return None
    return unlisted_party_at(name, entities)


def _subject_party(verb: Token | None, name: Token, entities: Entities) -> Entity | None:
    """The candidate that a verb of getting is told of, where other words stand between: "the party (SPÖ) under X came second"."""
    if verb is None:
        return None
    subject = dependencies.own_subject(verb)
    if subject is None or (name != subject and subject not in name.ancestors):
        return None
    if subject.tag_ in {"WDT", "WP"}:  # "New Democracy, the party of the right wing, which got 45 percent"
        subject = dependencies.antecedent(subject)
    for head in _stood_for(subject):
        acronym = _in_brackets_after(head)
        party = acronym and (candidate_at(acronym, entities) or unlisted_party_at(acronym, entities))
        if party:
            return party
        someone = candidate_at(head, entities)
        if someone is not None and head.pos_ == "PROPN":
            return someone
        a_name = head.lemma_.lower() not in _WORDS["party_or_coalition"] and not entities.who(head)
        if a_name and (party := unlisted_party_at(head, entities)):
            return party
    return None


def _stood_for(noun: Token) -> list[Token]:
    """The noun and those that it is told of: "the party of the right wing" of New Democracy."""
    heads = [noun]
    while len(heads) < 4 and noun.dep_ in {"pobj", "appos"}:
        noun = noun.head.head if noun.dep_ == "pobj" else noun.head
        heads.append(noun)
    return heads


def _in_brackets_after(head: Token) -> Token | None:
    """The acronym that stands in brackets after a noun: "the freedom party (FPÖ)"."""
    doc, i = head.doc, head.i
    return doc[i + 2] if i + 3 < len(doc) and doc[i + 1].text == "(" and doc[i + 3].text == ")" else None


def _is_only_part_of(name: Token, head: Token) -> bool:
    """Whether a name stands in what is told of a phrase's head: "the Nation Alliance, a coalition headed by the CHP"."""
    while name not in {head, name.head} and name.dep_ in {"compound", "flat", "punct", "amod", "nmod"}:
        name = name.head
    beside = name.dep_ == "appos" and name.head == head  # "the main alliance, the Civic Coalition, got 30%"
    inside = name.dep_ in {"pobj", "dobj", "conj", "appos", "nsubj"} and head in name.ancestors
    return name != head and inside and not beside


def _is_name(token: Token) -> bool:
    return (
        token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and token.lower_ not in word_list("results", "en")["days_and_months"]
    )


def _bare_name(figure: Figure, token: Token, verb: Token | None, entities: Entities) -> Entity | None:
    """Somebody named only here and only by a surname: who "won 51% of the vote" is a candidate."""
    if figure.bare or verb is None or not token.text[:1].isupper() or token.pos_ not in {"PROPN", "NOUN"}:
        return None
    if token.dep_ not in {"nsubj", "compound"}:
        return None
    found = entities.named_speaker(token)
    return found[0] if found and could_stand(found[0], entities) else None


def _walk_back(figure: Figure, start: int, entities: Entities) -> tuple[int, Token | None]:
    """Where the words between a name and its figure begin: the token before them, and the verb among them."""
    words, doc = word_list("results", "en"), figure.doc
    i, verb = _last_between(figure, start)
    while i >= start:
        token = doc[i]
        tells = token.pos_ in {"VERB", "AUX"} or _is_a_verb_all_the_same(token, words)
        if tells and token.text not in _MARKS and token.lower_ not in words["beside"]:
            helps = token.pos_ == "AUX" or token.dep_ in {"aux", "auxpass"} or token.lower_ == "re"  # "re-elected"
            if not helps and not _gets(token, words):
                break
            verb = verb if helps and verb is not None else token
            i -= 1
        elif (before := _before_rank(token, start) or _before_title(token, start, entities)) is not None:
            i = before
        elif token.text == ",":
            told = _told_of_between_commas(token, start, entities) if verb is not None else None
            i = told if told is not None else _before_comma(token, start, entities)
            if doc[i].text == ",":
                break
        elif token.text in _DASHES and (opening := _aside(token, start)) is not None:
            i = opening - 1
        elif token.text == ")":
            i = next((j - 1 for j in range(i - 1, max(start, i - _APPOSITION), -1) if doc[j].text == "("), start - 1)
        elif (
            token.lower_ in words["beside"]
            or (token.pos_ == "ADV" and token.text.islower())
            or token.text in _MARKS
            or (token.lower_ in {"who", "that"} and verb is not None)
        ):
            i -= 1
        else:
            break
    return i, verb


def _last_between(figure: Figure, start: int) -> tuple[int, Token | None]:
    """Where to begin: right before the figure, or before "fell short of a majority with", whose verb it is then."""
    doc, i = figure.doc, figure.first - 1
    at = doc[i - 1] if i > start and doc[i].lower_ in {"with", "on"} else doc[i]
    if at.text == "," and at.i > start:  # "secured the required majority, with 58%"
        at = at.nbor(-1)
    short = _before_short_of(at, start)
    if short is None:
        short = _before_majority(at, start)
    return (i, None) if short is None else (short - 1, doc[short])


def _before_majority(token: Token, start: int) -> int | None:
    """The verb of "secured the required majority", "declared victory", from its noun."""
    verb = token.head
    won = {"majority", *word_list("results", "en")["victory"]}
    if token.dep_ != "dobj" or token.lemma_.lower() not in won or not max(start, token.i - 5) < verb.i < token.i:
        return None
    wins = word_list("results", "en")["got"] | word_list("results", "en")["claim_verbs"]
    return verb.i if verb.lemma_.lower() in wins else None


def _before_short_of(token: Token, start: int) -> int | None:
    """The verb of "fell short of an outright majority with 49.8%", from its last noun."""
    if token.lemma_.lower() not in _WORDS["majority_or_half"]:
        return None
    doc = token.doc
    for i in range(token.i - 1, max(start, token.i - 6), -1):
        if doc[i].lower_ == "short" and doc[i + 1].lower_ == "of":
            verb = next((j for j in range(i - 1, max(start, i - 4), -1) if doc[j].pos_ in {"VERB", "AUX"}), None)
            return verb if verb is not None and doc[verb].lemma_.lower() in _WORDS["falls"] else None
    return None


def _before_rank(token: Token, start: int) -> int | None:
    """Where to go on before a place that was taken: "finished a distant third with", "came second, with"."""
    doc, i = token.doc, token.i
    places, words = data("results")["ordinals"]["en"], word_list("results", "en")
    if token.text == "," and i > start:
        i -= 1
    if doc[i].lower_ == "place" and i > start:
        i -= 1
    if doc[i].lower_ not in places and doc[i].lower_ != "last":
        return None
    i -= 1
    while i > start and (doc[i].lower_ in {"a", "in", "the"} or doc[i].pos_ == "ADJ"):
        i -= 1
    return i if doc[i].pos_ in {"VERB", "AUX"} and doc[i].lemma_.lower() in words["takes_a_place"] else None


def _before_title(token: Token, start: int, entities: Entities) -> int | None:
    """Where to go on before a title that was won or given: "re-elected president of Peru with", "X president-elect with"."""
    doc, i = token.doc, token.i
    if i - 2 > start and token.pos_ == "PROPN" and doc[i - 1].lower_ == "of":
        i -= 2
    if doc[i].lower_ == "elect" and i - 2 > start and doc[i - 1].text == "-":
        i -= 2
    if doc[i].lemma_.lower() not in word_list("results", "en")["winner"]:
        return None
    before = doc[i - 1] if i > start else None
    if before is None or (before.lower_ not in _WORDS["before_a_title"] and entities.named_at(before) is None):
        return None
    while i - 1 > start and doc[i - 1].lower_ in _WORDS["before_elected"] and doc[i - 2].lower_ != "gave":
        if doc[i - 1].lower_ == "elected":
            return i - 1
        i -= 1
    return i - 1 if entities.named_at(doc[i - 1]) is not None else None


def _aside(dash: Token, start: int) -> int | None:
    """Where an aside between dashes opens: "X - backed by Y - won"."""
    doc = dash.doc
    for j in range(dash.i - 2, max(start, dash.i - _APPOSITION - 4), -1):
        if doc[j].text in _DASHES and doc[j].whitespace_ and doc[j - 1].whitespace_:
            return j
        if doc[j].text[0].isdigit():
            return None
    return None


def _gets(verb: Token, words: Words) -> bool:
    gets = verb.lemma_.lower() in words["got"] | words["wins"] | words["award"]
    return gets or _is_a_verb_all_the_same(verb, words)


def _is_a_verb_all_the_same(word: Token, words: Words) -> bool:
    """Whether the tagger took a verb of getting for an adjective: "X, backed by Y, secured 40%"."""
    stems = {word.lower_.removesuffix("d"), word.lower_.removesuffix("ed")}
    return word.tag_ == "JJ" and word.lower_.endswith("ed") and not stems.isdisjoint(words["got"])


def _before_comma(comma: Token, start: int, entities: Entities) -> int:
    """Where to go on before a comma: right before it, or over ", the president," at the name before."""
    doc, i = comma.doc, comma.i - 1
    if i < start or entities.named_at(doc[i]) is not None:
        return i
    for j in range(i, max(start, i - _APPOSITION), -1):
        if doc[j].text == ",":
            before = doc[j - 1]
            aside = i - j <= 2 or doc[j + 1].lower_ in _WORDS["according_or_as"]
            goes_on = entities.named_at(before) is not None or (aside and before.pos_ in {"AUX", "VERB"})
            return j - 1 if goes_on else i
        if (doc[j].pos_ in {"VERB", "AUX"} and i - j > 1 and doc[j].lower_ != "according") or doc[j].text in {";", ")"}:
            break
    return i


_LONGEST_ASIDE = 18


def _told_of_between_commas(comma: Token, start: int, entities: Entities) -> int | None:
    """The name that is told of between commas before its verb: "Ana Ruiz, backed by Ivo Soto, won", "X, of the NDP, who got"."""
    doc = comma.doc
    for j in range(comma.i - 2, max(start, comma.i - _LONGEST_ASIDE), -1):
        if doc[j].text in {";", ")"} or doc[j].text[0].isdigit():
            return None
        if doc[j].text != ",":
            continue
        opens = doc[j + 1]
        tells = opens.tag_ in {"VBN", "WP"} or opens.lower_ in _WORDS["tells_of_a_name"]
        if not tells or opens.lemma_.lower() in _WORDS["names_the_next"]:
            return None
        return j - 1 if entities.named_at(doc[j - 1]) is not None else None
    return None


def _owner_of_share(figure: Figure, entities: Entities) -> Entity | None:
    """As in "X's share of the vote was 51%", "lowered his share from 52% to 50%"."""
    words, before = word_list("results", "en"), figure.before(_REACH)
    for k in range(len(before) - 1, -1, -1):
        token = before[k]
        if token.text in {";", ","} or entities.named_at(token) is not None:
            return None
        if token.lemma_.lower() not in words["shares"] or token.pos_ != "NOUN":
            continue
        owner = next((t for t in reversed(before[max(0, k - 4) : k]) if t.tag_ in {"POS", "PRP$", "WP$"}), None)
        if owner is None:
            continue
        if (of := dependencies.prepositional(token, "of")) and of[0].lemma_.lower() not in words["of_votes"]:
            return None  # "X's share of the company"
        if owner.tag_ in {"POS", "WP$"} and owner.i:
            return candidate_at(owner.nbor(-1), entities)
        someone = entities.one(owner)
        if someone is not None:
            someone = runs_or_last_candidate(someone, owner, entities)
        return someone if someone is not None and could_stand(someone, entities) else None
    return None


def _who_beat(figure: Figure, name: Token, entities: Entities) -> Entity | None:
    """The winner, where the name before the figure is whom they beat: "X beat Y by 51% to 44%", "X led Y with 51%"."""
    head = name
    while head.dep_ in {"compound", "appos", "flat"} and head.head != head:
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ == "ahead" and opens_a_score(figure):
        ahead = head.head.head  # "X is ahead of Y 40 to 34 percent", "the tally has X ahead of Y"
        above = ahead.head
        before = [*(c for c in ahead.children if c.dep_ == "nsubj"), *dependencies.objects(above)]
        before += [s for s in [dependencies.subject(above)] if s is not None]
        return next((p for h in before if (p := candidate_at(h, entities)) is not None), None)
    if head.dep_ == "pobj" and head.head.lower_ not in {"by", "past"}:
        return None
    if head.dep_ not in {"dobj", "pobj"}:
        return None
    verb = head.head if head.dep_ == "dobj" else head.head.head
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in word_list("results", "en")["beats"]:
        return None
    return candidate_at(dependencies.subject(verb), entities)


def _is_what_the_verb_before_took(name: Token, verb: Token) -> bool:
    """Whether a name belongs to the verb before it and not to the one after: "having beaten Y won 51%"."""
    return (
        name.dep_ in {"dobj", "pobj"}
        and name.head.i < name.i
        and verb.dep_ not in {"relcl", "acl", "ccomp", "advcl", "conj"}
        and all(c.i != name.i for c in verb.children)
    )
