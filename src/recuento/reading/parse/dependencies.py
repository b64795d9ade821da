"""Questions about a dependency parse that every record asks: who is the subject, what is denied, what is only imagined.

Labels are those of spaCy's English pipelines (ClearNLP scheme).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from recuento.reading.lexicon.vocabulary import rule_words, word_list
from recuento.records.text import Span

from .units import unit_of

_WORDS = rule_words("dependencies")

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_MODIFIERS: Final = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "case", "predet", "quantmod", "advmod"}
)
_SHARES_SUBJECT: Final = frozenset({"xcomp", "advcl", "pcomp", "acomp"})
_CLAUSES: Final = frozenset({"ccomp", "xcomp", "advcl", "conj", "acl", "relcl", "pcomp", "parataxis", "dep"})


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive: "was questioned", "questioned by"; a reduced relative counts.

    So does a participle joined to a passive: "was held and charged".
    """
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if any(c.dep_ == "agent" for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and child(verb, "nsubj", "csubj", "aux", "dobj") is None:
        return is_passive(verb.head)
    return verb.dep_ in {"acl", "amod"} and child(verb, "dobj", "aux") is None


def own_subject(verb: Token) -> Token | None:
    """The subject that stands with the verb itself."""
    subjects = {"nsubj", "nsubjpass", "csubj"}
    found = [c for c in verb.children if c.dep_ in subjects]
    if not found:  # the subject may hang below what the parser takes for an auxiliary
        found = [g for c in verb.children if c.dep_ == "aux" for g in c.children if g.dep_ in subjects]
    return found[-1] if found else None


def subject(verb: Token) -> Token | None:
    """Who does it, grammatically: the verb's subject, or that of the clause it shares one with.

    Follows conjoined verbs ("came and said"), participles and infinitives ("..., saying", "by reaffirming",
    "refused to recognise"), and a participle that modifies a noun ("a statement saying").
    """
    outer = _doer_above(verb) if verb.tag_ == "VBG" and verb.dep_ == "advcl" else None
    had = (
        verb.dep_ in {"acl", "relcl"}
        and verb.tag_ == "VB"
        and verb.head.dep_ == "dobj"
        and verb.head.head.lemma_ in _HAS
    )
    return outer or _shared_subject(verb.head.head if had else verb)  # "has the courage to accept it"


_HAS: Final = _WORDS["has"]
"""Whoever has a quality does what it takes it for."""


def _shared_subject(verb: Token) -> Token | None:
    seen = 0
    while seen < 12:
        seen += 1
        own = own_subject(verb)
        if own is not None:
            return antecedent(own)
        if verb.dep_ in {"acl", "relcl"}:
            return verb.head
        controller = _controller(verb)
        if controller is not None:
            return controller
        if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
            if is_passive(verb.head) and not is_passive(verb):
                return own_subject(verb.head) or subject(verb.head)
            verb = verb.head
        elif (verb.dep_ == "pcomp" and verb.head.dep_ in {"prep", "agent"}) or _was_prompt_to(verb):
            verb = verb.head.head
        elif verb.dep_ in _SHARES_SUBJECT and verb.head.pos_ in {"VERB", "AUX"} and not _has_its_own_time(verb):
            verb = verb.head
        else:
            return None
        if verb.pos_ not in {"VERB", "AUX"}:
            return None
    return None


def _has_its_own_time(verb: Token) -> bool:
    """Whether a clause with a conjunction is finite, so that its subject is its own, even where the parse misses it."""
    marked = any(c.dep_ == "mark" for c in verb.children)
    return verb.dep_ == "advcl" and verb.tag_ in {"VBZ", "VBD", "VBP"} and marked


def _was_prompt_to(verb: Token) -> bool:
    """As in "was quick to congratulate"; who was "hard to convince" does nothing."""
    prompt = verb.head.dep_ == "acomp" and verb.head.lemma_.lower() in word_list("syntax", "en")["prompt"]
    return verb.dep_ == "xcomp" and prompt


def _doer_above(participle: Token) -> Token | None:
    """Who does what a participle after a comma tells, where the parse hangs it below a clause about things.

    In "Blinken said the results were unclear, criticising the council", the results criticise nobody.
    """
    if own_subject(participle) is not None or participle.left_edge.i == 0:
        return None
    if participle.left_edge.nbor(-1).text != ",":
        return None
    clause = participle.head
    if (told := _told_before(participle, clause)) is not None:
        return passive_subject(told) or own_subject(told)
    nearest = own_subject(clause)
    if nearest is None or clause.dep_ not in {"ccomp", "acl", "relcl"} or _is_doer(antecedent(nearest)):
        return None
    subjects = (own_subject(verb) for verb in ancestors_verbs(clause))
    return next((s for s in subjects if s is not None and _is_doer(s)), None)


def _told_before(participle: Token, cue: Token) -> Token | None:
    """The clause that a report stands behind: "X was declared the winner, officials said, securing a term": X secures."""
    says = word_list("quotations", "en")
    if cue.lemma_.lower() not in says["say"] or participle.lemma_.lower() in says["say"] | says["quoting"]:
        return None
    clause = next((c for c in cue.lefts if c.dep_ in {"ccomp", "parataxis"}), None)
    apart = clause is not None and cue.left_edge.i <= clause.right_edge.i < cue.i
    between = cue.doc[clause.right_edge.i + 1] if clause is not None and apart else None
    return clause if between is not None and between.text == "," else None


def _is_doer(noun: Token) -> bool:
    """Whether a noun is surely one that does and says: a name, a person's pronoun, a word for people or bodies."""
    if noun.tag_ == "PRP":
        return noun.lower_ not in {"it", "this", "that"}
    lists = word_list("syntax", "en")
    lemma = noun.lemma_.lower()
    return noun.pos_ == "PROPN" or any(lemma in lists[group] for group in ("persons", "crowds", "bodies", "states"))


def _controller(verb: Token) -> Token | None:
    """The object that does what an infinitive says: "urged the court to annul"."""
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and verb.head.pos_ == "VERB" and verb.tag_ == "VB":
        commanded = child(verb.head, "dobj")
        if (
            commanded is not None
            and commanded.i < verb.i
            and verb.head.lemma_.lower() in word_list("syntax", "en")["commands"]
        ):
            return commanded
    return None


def antecedent(token: Token) -> Token:
    """The noun a relative pronoun stands for."""
    if token.tag_ in {"WDT", "WP"} or token.lower_ in {"that", "which", "who"}:
        clause = token.head
        while clause.dep_ in {"conj", "ccomp", "xcomp"} and clause.head.pos_ in {"VERB", "AUX"}:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return token


def agent(verb: Token) -> Token | None:
    """Who does it, in a passive: "questioned by Washington"."""
    by = child(verb, "agent")
    if by is None:
        by = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "by"), None)
    return child(by, "pobj") if by is not None else None


def passive_subject(verb: Token) -> Token | None:
    """What it is done to, in a passive; for a reduced relative the noun it modifies."""
    own = own_subject(verb)
    if own is not None:
        return antecedent(own)
    if verb.dep_ in {"acl", "relcl", "amod"}:
        return verb.head
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return passive_subject(verb.head)
    if verb.dep_ == "advcl" and verb.head.pos_ == "VERB":
        return own_subject(verb.head)
    return None


def objects(verb: Token) -> list[Token]:
    """Direct objects, each with its conjuncts; a passive's are its subject and what is left: "was denied *access*"."""
    if is_passive(verb):
        own = passive_subject(verb)
        second = [c for c in verb.children if c.dep_ == "dobj"]
        return [member for token in (own, *second) if token is not None for member in with_conjuncts(token)]
    found = [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.pos_ != "ADP"]
    if not found and verb.dep_ == "relcl":
        pronoun = next((c for c in verb.children if c.tag_ in {"WDT", "WP"} and c.dep_ in {"dobj", "pobj"}), None)
        found = [verb.head] if pronoun is not None else []
    # "an election which the opposition dismissed": what "which" stands for
    return [member for token in found for member in with_conjuncts(antecedent(token) if token.tag_ == "WDT" else token)]


def prepositional(token: Token, *prepositions: str) -> list[Token]:
    """Objects of a token's prepositions ("on his victory", "to Maduro"), with conjuncts."""
    found = []
    for c in token.children:
        if c.dep_ in {"prep", "dative", "agent"} and c.lower_ in prepositions:
            found += [m for p in c.children if p.dep_ in {"pobj", "pcomp"} for m in with_conjuncts(p)]
    return found


def occasion(verb: Token) -> list[Token]:
    """What somebody is congratulated on or for: "on his victory"; a day ("on Monday") is none."""
    return [h for h in prepositional(verb, "on", "for") if h.tag_ not in {"NNP", "NNPS", "CD"}]


def with_conjuncts(token: Token) -> list[Token]:
    """A token and everything joined to it by "and", "or" or commas."""
    members = [token]
    for member in members:
        members += [c for c in member.children if c.dep_ == "conj" and c not in members]
        if len(members) > 60:
            break
    return members


def left_edge(head: Token) -> Token:
    """First token of a noun phrase: its determiner, adjectives, compounds and possessor."""
    first = head
    for c in head.lefts:
        if c.dep_ in _MODIFIERS or c.dep_ in {"nmod", "npadvmod"}:
            first = min(first, c.left_edge, key=lambda t: t.i)
    return first


def noun_phrase(head: Token) -> tuple[int, int]:
    """First and last token of a noun phrase with its "of" phrases, without clauses, conjuncts or appositions."""
    last = head.i
    for c in head.rights:
        close = c.i == last + 1 or (c.left_edge.i == last + 1)
        if not close:
            break
        if c.dep_ == "prep" and c.lower_ in _WORDS["joins_a_phrase"]:
            objects_of = [p for p in c.children if p.dep_ == "pobj"]
            if objects_of:
                last = noun_phrase(objects_of[0])[1]
        elif c.dep_ in {"case", "nummod", "compound"} or (
            c.dep_ == "appos" and c.left_edge.i == last + 1 and c.pos_ == "PROPN"
        ):
            last = max(last, c.right_edge.i if c.dep_ != "appos" else c.i)
        else:
            break
    return left_edge(head).i, last


def phrase_span(head: Token) -> Span:
    """Offsets of a noun phrase in the article."""
    return unit_of(head).span(*noun_phrase(head))


def clause_span(token: Token) -> Span:
    """Offsets of everything below a token, without punctuation at either end."""
    return trimmed_span(token.left_edge, token.right_edge)


def trimmed_span(first: Token, last: Token) -> Span:
    """Offsets from one token to another, without punctuation, conjunctions or closing marks at either end."""
    doc = first.doc
    i, j = first.i, last.i
    while i < j and (doc[i].is_punct or doc[i].dep_ == "cc"):
        i += 1
    while j > i and (doc[j].is_punct or doc[j].dep_ == "cc") and doc[j].text not in {"%", ")"}:
        j -= 1
    return unit_of(first).span(i, j)


def sentence_span(token: Token) -> Span:
    """Offsets of a token's sentence."""
    sentence = token.sent
    return trimmed_span(sentence[0], sentence[-1])


def ancestors_verbs(token: Token) -> Iterator[Token]:
    """The verbs a token hangs below, nearest first."""
    for above in token.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            yield above


def is_negated(predicate: Token) -> bool:
    """Whether an act is denied: "did not", "never", "refused to", "stopped short of", "no government", "without".

    A verb of refusing counts for the verb below it, not for itself.
    """
    if is_denied_itself(predicate) or _is_beyond(predicate):
        return True
    verb = predicate
    for _ in range(4):
        if is_yet_to_come(verb):
            return True
        if verb.dep_ == "advcl" and verb.head.lemma_.lower() == "rule" and verb.i and verb.nbor(-1).lower_ == "out":
            return not is_denied_itself(verb.head)  # "has ruled out recognising it", as some parses have it
        if verb.dep_ == "pcomp" and verb.tag_ != "VBG":
            return False  # "refused to attend what it called a sham": a clause of its own
        if verb.dep_ not in _CARRIES_DENIAL and not _is_what_a_noun_is_for(verb):
            return False
        below, verb = verb, verb.head
        if verb.lemma_.lower() == "deny" and below.dep_ in {"ccomp", "xcomp"}:
            return not is_denied_itself(verb)  # "denied that it had recognised the result"
        if below.dep_ == "ccomp" and not _refuses(verb):
            return False
        if _denies_what_hangs_below(verb, below, predicate):
            return True
    return False


def _is_what_a_noun_is_for(verb: Token) -> bool:
    """Whether an infinitive hangs below a noun as a clause: "was in no mood to concede"."""
    return verb.dep_ == "relcl" and verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.lefts)


def _is_beyond(predicate: Token) -> bool:
    """Whether it takes a quality that somebody is said not to have: "does not have the courage to accept it"."""
    above = predicate.head
    if predicate.tag_ != "VB" or predicate.dep_ not in {"advcl", "acl", "relcl"}:
        return False
    if above.dep_ == "dobj" and predicate.dep_ in {"acl", "relcl"}:
        above = above.head
    had = any(c.dep_ == "dobj" and above.i < c.i < predicate.i for c in above.children)
    lemma = above.lemma_.lower()
    return had and ((lemma == "have" and is_denied_itself(above)) or (lemma == "lack" and not is_denied_itself(above)))


def is_yet_to_come(verb: Token) -> bool:
    """Whether a verb has not been done so far: "has yet to concede", "is still to recognise the result"."""
    if not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return False
    before = verb.doc[max(verb.sent.start, verb.left_edge.i - 3) : verb.i]
    above = verb.head
    holds = above.lemma_.lower() in _WORDS["have_or_be"] and above != verb
    return holds and any(t.lower_ in _WORDS["yet_or_still"] and t.i > above.i for t in before)


_CARRIES_DENIAL: Final = frozenset({"xcomp", "pcomp", "dobj", "pobj", "prep", "conj", "ccomp", "acl", "acomp"})


def _denies_what_hangs_below(above: Token, below: Token, predicate: Token) -> bool:
    """One step up: a denied verb, a verb of refusing, or a preposition that denies."""
    if above.lower_ == "against":
        return below.tag_ == "VBG"  # "voted against recognising it"; not "against what they called a fraud"
    if above.lower_ in _WORDS["without_or_short"] or (above.dep_ == "prep" and above.head.lower_ == "short"):
        return True
    if above.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
        return False
    denied = is_denied_itself(above)
    if above.pos_ == "NOUN" and below.dep_ in {"acl", "relcl"} and any(c.lower_ == "no" for c in above.lefts):
        return True  # "had no reason to doubt it"
    if below.dep_ == "conj":
        # "did not congratulate or recognise": the denial reaches over "or", not over "but".
        return denied and any(c.lower_ in {"or", "nor"} for c in above.children)
    if _refuses(above):
        return not denied
    return denied and above.pos_ in {"VERB", "AUX"} and predicate.dep_ == "xcomp"


def _refuses(word: Token) -> bool:
    """Whether a word refuses what hangs below it; to rule is to find, unless it is to rule out."""
    if word.lemma_.lower() == "rule":
        return any(c.lower_ == "out" for c in word.children)
    return word.lemma_.lower() in word_list("syntax", "en")["refuses"]


def is_not_only(token: Token) -> bool:
    """Whether a denial denies nothing, because more follows: "not only the triumph of democracy, but also ..."."""
    return token.lower_ == "not" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _WORDS["only"]


def is_denied_itself(token: Token) -> bool:
    """Whether a word is denied by what hangs right below it: "did not", "never", "no government", "stopped short"."""
    words = word_list("syntax", "en")
    if token.pos_ == "VERB" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "neither":
        return True  # "called neither for a recount nor for a new vote"
    for c in token.children:
        if is_not_only(c):
            continue
        if c.dep_ == "neg" or c.lower_ in words["denials"] or (c.lower_ == "longer" and c.nbor(-1).lower_ == "no"):
            return True
        if c.dep_ in {"nsubj", "nsubjpass", "dobj"} and any(
            d.lower_ in {"no", "neither", "none"} for d in (c, *c.lefts)
        ):
            return True
    return (
        any(c.lower_ == "short" and c.dep_ in {"advmod", "acomp", "prt"} for c in token.children)
        and token.lemma_ in _WORDS["stop_or_fall"]
    )


def is_resolved(predicate: Token) -> bool:
    """Whether what is foretold is what its subject has decided: "said they would reject it", "will not accept it"."""
    foretold = {c.lower_ for c in predicate.children if c.dep_ == "aux"} & {"will", "would", "'ll", "’ll"}
    conditions = word_list("syntax", "en")["conditions"]
    return bool(foretold) and not any(
        c.dep_ in {"mark", "advcl", "advmod"} and any(g.lower_ in conditions for g in (c, *c.children))
        for c in predicate.children
    )


def _is_imagined_itself(predicate: Token) -> bool:
    """Whether a verb's own words say that it is not done: a modal, the subjunctive, "if"."""
    words = word_list("syntax", "en")
    for c in predicate.children:
        if _is_modal(c):
            return True
        if c.dep_ == "auxpass" and c.lower_ == "be" and not any(d.dep_ == "aux" for d in predicate.children):
            return True  # the subjunctive: "demanded that he be named"
        if c.dep_ == "mark" and c.lower_ in words["conditions"]:
            return True
    return False


def _is_asked(predicate: Token) -> bool:
    """Whether it is in question that something is done at all: "whether they go to court"."""
    return any(c.dep_ == "mark" and c.lower_ in {"whether", "if"} for c in predicate.children)


def is_an_adjective_all_the_same(verb: Token) -> bool:
    """Whether the parser takes a writer's adjective for a verb: "said Peru's disputed elections were fair"."""
    subject = own_subject(verb)
    return verb.tag_ in {"VBD", "VBN"} and subject is not None and any(c.tag_ == "POS" for c in subject.children)


def is_self_proclaimed(win: Token) -> bool:
    """Whether a victory is one that its winner alone declared: who rejects it has rejected no result."""
    named = [c for c in win.lefts if c.dep_ in {"amod", "compound"}]
    return any(
        c.lower_ in _WORDS["proclaimed"] and c.i > 1 and c.nbor(-1).text == "-" and c.nbor(-2).lower_ == "self"
        for c in named
    )


def _is_modal(aux: Token) -> bool:
    """Whether an auxiliary imagines what is done; "'d" before a participle is "had": "he'd won", not "he'd win"."""
    words = word_list("syntax", "en")
    if aux.dep_ != "aux" or aux.lower_ not in words["modals"]:
        return False
    if aux.lower_ not in {"'d", "’d"}:
        return True
    after = next((t for t in aux.doc[aux.i + 1 : aux.i + 4] if t.pos_ not in {"ADV", "PART"}), aux)
    return after.tag_ not in {"VBN", "VBD"} and after.lower_ not in words["participles"]


def _is_a_free_relative(predicate: Token) -> bool:
    """Whether a verb tells what somebody did say: "unless it explains what Powell described as fraud"."""
    names_it = any(c.dep_ in {"dobj", "pobj", "nsubj"} and c.lower_ == "what" for c in predicate.lefts)
    return names_it and predicate.dep_ in {"pcomp", "ccomp"} and predicate.tag_ in {"VBD", "VBZ", "VBP", "VBN"}


def is_hypothetical(predicate: Token) -> bool:
    """Whether an act is only imagined, planned, asked for or foretold: "will", "if", "urged it to", "expected to"."""
    words = word_list("syntax", "en")
    above = predicate.head
    if predicate.dep_ in {"xcomp", "advcl"} and above.lemma_.lower() == "rule" and is_denied_itself(above):
        return True  # "has not ruled out recognising it"
    if predicate.dep_ == "advcl" and predicate.tag_ == "VB" and (is_denied_itself(above) or _is_asked(above)):
        return (
            True  # "was never able, to accept ...", "whether they go to court to contest it": what was not done for it
        )
    if _is_imagined_itself(predicate):
        return True
    if _is_a_free_relative(predicate):
        return False
    verb, hops = predicate, 0
    while hops < 3 and verb.dep_ in {"xcomp", "ccomp", "advcl", "acl", "pcomp", "conj", "prep", "dobj", "pobj"}:
        hops += 1
        if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.left_edge.i and verb.left_edge.nbor(-1).text == ",":
            return False  # "asked for a recount, saying that he had won": done beside what is asked for
        above = verb.head
        if verb.dep_ == "conj":
            if any(_is_modal(c) for c in above.children) and own_subject(verb) is None:
                return True
        elif (
            above.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}
            and above.lemma_.lower() in words["irrealis"]
            and (verb.tag_ in {"VB", "VBG", "NN", "NNS"} or verb.dep_ in {"prep", "pobj"})
        ) or (
            verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in words["conditions"] for c in verb.children)
        ):
            return True
        verb = above
    return False
