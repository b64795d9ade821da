"""Who is named where: states, organisations, electoral bodies, parties and sides by lists, people by capitals and titles.

A shorter name is the person whose words it has ("Nasralla" after "Salvador Nasralla"); a title with a state makes a person, or
nobody by name, speak for it ("el canciller peruano", "el presidente de Chile, Gabriel Boric").
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from recuento.reading.entities.entity import Entity
from recuento.reading.gazetteer.leaders import Moment, leader, moment_of
from recuento.records.text import Article, Span

from .bodies import Bodies
from .contest_country import contest_country
from .lexicon import SurfaceWords
from .mention import Mention
from .people import People
from .syntax import Syntax
from .titles import Titles, speaks_for
from .tokens import Token, tokens_of


def _without_acronyms(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, each with the acronym of its own that stands in brackets behind it: "la Unión Europea (UE)" is one."""
    last: Mention | None = None
    for mention in mentions:
        bracketed = (
            text[max(0, mention.start - 1) : mention.start] == "(" and text[mention.end : mention.end + 1] == ")"
        )
        if (
            last is not None
            and bracketed
            and last.who is mention.who
            and not text[last.end : mention.start - 1].strip()
        ):
            last = replace(last, end=mention.end + 1, phrase=(last.phrase[0], max(last.phrase[1], mention.end + 1)))
            continue
        if last is not None:
            yield last
        last = mention
    if last is not None:
        yield last


class Named:
    """Everybody whom an article names, with the places."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Span],
        words: SurfaceWords,
        syntax: Syntax | None = None,
    ) -> None:
        self.syntax = syntax
        """The parse, where a pipeline of the user's is for the language."""
        self.words = words
        all_tokens = [tokens_of(article.text, span) for span in sentences]
        self.contest_country = contest_country(article.text, sentences, all_tokens, words, moment_of(article))
        self._people = People(article.text, all_tokens, words)
        self._bodies = Bodies(article.text, words, self._people, self.contest_country)
        self._titles = Titles(article.text, words, self.contest_country, self._bodies.of_code)
        self.mentions: list[Mention] = []
        for tokens in all_tokens:
            self.mentions += self._mentions_in(tokens)
        self.officials = self._titles.officials
        """The keys of those who hold an office in an electoral body: nobody's candidates, and on no side."""
        self._tell_leaders(moment_of(article))
        self.mentions.sort(key=lambda m: m.start)
        self.mentions = list(_without_acronyms(article.text, self.mentions))
        self._starts = [m.start for m in self.mentions]
        for mention in self.mentions:
            mention.who.mentions.add((mention.start, mention.end))
        self.authority = self._usual_authority()
        about = [s for s in sentences if words["election"].search(article.text, *s)]
        self.at_the_vote = {id(m.who) for s in about for m in self.within(*s) if m.who.kind == "person"}
        """People whom a sentence about the vote names."""

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions in a stretch of the text, in order."""
        first = bisect_left(self._starts, start)
        return [m for m in self.mentions[first : bisect_left(self._starts, end, lo=first)] if m.end <= end]

    def phrases_within(self, start: int, end: int) -> list[Mention]:
        """The same, without the states and bodies that stand in somebody's title: "el presidente de Chile, Hugo Lorca" is one."""
        found = sorted(self.within(start, end), key=lambda m: (m.phrase[0], -m.phrase[1]))
        titled = [m.phrase for m in found if m.who.kind == "person" and m.phrase != (m.start, m.end)]
        return [m for m in found if m.who.kind == "person" or not any(s <= m.start and m.end <= e for s, e in titled)]

    def everyone(self) -> list[Entity]:
        """All who are named, once each."""
        return list({id(m.who): m.who for m in self.mentions}.values())

    def _mentions_in(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        taken: set[int] = set()
        found: list[tuple[int, int, Entity]] = []

        def take(first: int, last: int, who: Entity | None) -> None:
            if who is not None and not taken & set(range(first, last + 1)):
                taken.update(range(first, last + 1))
                found.append((first, last, who))

        for first, last, who in sorted(
            self._bodies.listed(tokens), key=lambda f: f[0] - f[1]
        ):  # the longest names first
            take(first, last, who)
        for run, (first, last) in self._people.runs(tokens):
            if not self._people.is_a_place(run, tokens[first].start):
                take(first, last, self._people.named(run))
        spans = [(tokens[first].start, tokens[last].end, who) for first, last, who in sorted(found, key=lambda f: f[0])]
        phrases = {start: (start, end) for start, end, _ in spans}
        if tokens:
            yield from self._titles.beside(tokens[0].start, tokens[-1].end, spans, phrases)
        for start, end, who in spans:
            yield Mention(start, end, who, phrases[start])

    def _tell_leaders(self, when: Moment | None) -> None:
        """Whoever governs a state, or speaks for an organisation, and is named in full without the state: "Alberto Fernández". Not who stands for office."""
        for who in {id(m.who): m.who for m in self.mentions if m.who.kind == "person"}.values():
            stands = who.role is not None and self.words["stands"].search(who.role) is not None
            known = leader(who.words, when) if who.country is None and not stands and len(who.words) > 1 else None
            if known is not None and known.governs(when):
                speaks_for(who, known.code)

    def _usual_authority(self) -> Entity | None:
        """The electoral body that the article names most."""
        bodies = Counter(m.who.key for m in self.mentions if m.who.kind == "authority")
        if not bodies:
            return None
        key = max(bodies, key=lambda k: bodies[k])
        return next(m.who for m in self.mentions if m.who.key == key)
