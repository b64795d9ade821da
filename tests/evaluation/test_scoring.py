"""How readings are set beside the gold: what counts as right, false and missed, and what is never counted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from evaluation.own import GOLD, held_out_articles, own_articles

from recuento.errors import InputError
from recuento.records import said
from recuento.records.figures import Figures
from recuento.records.text import Article, Dateline, Span
from recuento.scoring import KINDS, GoldArticle, Score, load_gold, score
from recuento.scoring.matching import pair, same_actor, same_name, token_f1
from recuento.scoring.quotations import quoted_stretches
from recuento.showing.scores import figures_data, figures_table

TEXT = """Menu
Ally hails Bravo's win

Cuba congratulated Bravo on Monday. The United States did not congratulate him.

"We won," Bravo said. "Count again," he added. The board gave Bravo 51.2% and Calder 44%.

Norway would recognise Bravo if a court agrees.
"""


def gold(**records: Any) -> GoldArticle:
    """A gold article over TEXT."""
    raw = {"id": "t", "style": "agency", "election": {"country": "", "year": 2030}, "text": TEXT, **records}
    return GoldArticle.model_validate(raw)


class Hand:
    """Makes a reading by hand, as a reader would, over any text."""

    def __init__(self, text: str = TEXT, body: tuple[Span, ...] | None = None, **page: Any) -> None:
        """Start with an empty reading of a text."""
        whole = body if body is not None else ((0, len(text)),)
        self.article = Article(id="a", source="test", text=text, body=whole, **page)
        self.actors: dict[str, said.Actor] = {}
        self.records: dict[str, list[Any]] = {}
        self.made = 0

    def actor(self, name: str, kind: str = "person", country: str | None = None) -> str:
        """The id of an actor with this name."""
        self.actors.setdefault(
            name, said.Actor.model_validate({"id": name, "name": name, "kind": kind, "country": country})
        )
        return name

    def at(self, words: str, nth: int = 1) -> dict[str, Any]:
        """The place of some words, and the keys that every record has."""
        start = -1
        for _ in range(nth):
            start = self.article.text.index(words, start + 1)
        return self.place(start, start + len(words))

    def place(self, start: int, end: int) -> dict[str, Any]:
        """The same for given offsets."""
        self.made += 1
        text = self.article.text[start:end]
        return {"id": f"r{self.made}", "by": "hand", "start": start, "end": end, "text": text}

    def add(self, key: str, record: said.Located) -> Hand:
        """Put a record into the reading."""
        self.records.setdefault(key, []).append(record)
        return self

    def quote(self, words: str, speaker: str | None, kind: str = "direct", nth: int = 1) -> Hand:
        """Put a quotation into the reading."""
        place = self.at(words, nth)
        fields = {"kind": kind, "speaker": speaker, "segments": [(place["start"], place["end"])]}
        return self.add("quotations", said.Quotation.model_validate({**place, **fields}))

    def result(self, words: str, candidate: str, **figures: Any) -> Hand:
        """Put a result into the reading."""
        fields = {"candidate": self.actor(candidate), "voice": "reporter", **figures}
        return self.add("results", said.Result.model_validate({**self.at(words), **fields}))

    def act(self, words: str, country: str | None, act: str, actor: str = "gov", nth: int = 1, **more: Any) -> Hand:
        """Put an act into the reading."""
        who = self.actor(country or actor, "government", country)
        fields = {"actor": who, "country": country, "act": act, "voice": "reporter", **more}
        return self.add("acts", said.Act.model_validate({**self.at(words, nth), **fields}))

    def stance(
        self, words: str, country: str | None, stance: str, actor: str = "gov", kind: str = "government"
    ) -> Hand:
        """Put a stance into the reading."""
        who = self.actor(country or actor, kind, country)
        fields = {"actor": who, "country": country, "stance": stance, "basis": ()}
        return self.add("stances", said.Stance.model_validate({**self.at(words), **fields}))

    def reading(self) -> said.Reading:
        """The reading as made so far."""
        lists = {key: tuple(records) for key, records in self.records.items()}
        return said.Reading(article=self.article, actors=tuple(self.actors.values()), **lists)


def counts(of: Score, kind: str) -> tuple[int, int, int]:
    """Right, false, missed."""
    figures = of.figures[kind]
    return figures.right, figures.false, figures.missed


BRAVO_SAID = {"text": "We won,", "kind": "direct", "speaker": "Mateo Bravo", "source": "Bravo", "cue": "said"}
CUBA_ACT = {"at": "Cuba congratulated Bravo", "country": "CUB", "act": "congratulates", "target": "Bravo"}
CUBA_STANCE = {"at": "Cuba congratulated Bravo", "country": "CUB", "stance": "recognises"}


def test_a_reading_without_records_misses_everything_firm() -> None:
    """Nothing read means no right and no false record, and each firm gold record is missed."""
    result = score([(gold(acts=[CUBA_ACT], stances=[CUBA_STANCE], quotations=[BRAVO_SAID]), Hand().reading())])
    assert counts(result, "foreign acts") == (0, 0, 1)
    assert counts(result, "foreign stances") == (0, 0, 1)
    assert counts(result, "direct quotations") == (0, 0, 1)
    assert {m.what for m in result.mistakes if m.kind == "foreign acts"} == {"missed"}


def test_the_words_of_a_quotation_need_agree_only_at_a_token_f1_of_four_fifths() -> None:
    """One word of six too many is the same quotation; half of the words is not."""
    article = gold(quotations=[{"text": "The board gave Bravo 51.2%", "kind": "direct", "speaker": ""}])
    assert counts(
        score([(article, Hand().quote("The board gave Bravo 51.2% and", None).reading())]), "direct quotations"
    ) == (1, 0, 0)
    half = score([(article, Hand().quote("Bravo 51.2% and Calder 44%", None).reading())])
    assert counts(half, "direct quotations") == (0, 1, 1)


def test_a_wrong_speaker_is_a_mistake_that_leaves_the_quotation_right() -> None:
    """Speaker accuracy is told of right quotations and changes neither precision nor recall."""
    hand = Hand()
    hand.quote("We won,", hand.actor("Ines Calder"))
    result = score([(gold(quotations=[BRAVO_SAID]), hand.reading())])
    assert counts(result, "direct quotations") == (1, 0, 0)
    assert result.figures["direct quotations"].told["speaker"] == (0, 1)
    assert [m.what for m in result.mistakes if m.by == "hand" and "speaker" in m.what] == ["wrong speaker"]


def test_a_speaker_whom_nobody_can_name_must_stay_unknown() -> None:
    """An empty gold speaker is right only when the reader names nobody."""
    article = gold(quotations=[{"text": "We won,", "kind": "direct", "speaker": ""}])
    hand = Hand()
    hand.quote("We won,", hand.actor("Mateo Bravo"))
    assert score([(article, hand.reading())]).figures["direct quotations"].told["speaker"] == (0, 1)
    assert score([(article, Hand().quote("We won,", None).reading())]).figures["direct quotations"].told["speaker"] == (
        1,
        1,
    )


def test_the_same_quotation_read_twice_is_once_false() -> None:
    """Quotations are paired one to one."""
    long = {"text": "The board gave Bravo 51.2%", "kind": "direct", "speaker": ""}
    twice = Hand().quote("The board gave Bravo 51.2%", None).quote("The board gave Bravo 51.2%", None)
    assert counts(score([(gold(quotations=[long]), twice.reading())]), "direct quotations") == (1, 1, 0)


def test_a_short_false_quotation_counts_only_when_the_gold_names_it_a_trap() -> None:
    """Two words in quotation marks may be told either way, unless they are known to be no quotation."""
    hand = Hand().quote("Count again,", None)
    assert counts(score([(gold(), hand.reading())]), "direct quotations") == (0, 0, 0)
    trap = gold(not_quotations=["Count again"])
    assert counts(score([(trap, hand.reading())]), "direct quotations") == (0, 1, 0)


def test_an_indirect_record_of_a_mixed_quotation_is_missed_there_and_not_false_elsewhere() -> None:
    """The quotation marks were overlooked, the statement was not."""
    mixed = {"text": '"Count again," he added. The board', "kind": "mixed", "speaker": ""}
    hand = Hand().quote('"Count again," he added. The board', None, kind="indirect")
    result = score([(gold(quotations=[mixed]), hand.reading())])
    assert counts(result, "direct quotations") == (0, 0, 1)
    assert counts(result, "indirect statements") == (0, 0, 0)


def test_a_mixed_quotation_is_also_found_by_its_quoted_words_alone() -> None:
    """A reader that takes only the words in quotation marks has found the quotation."""
    mixed = {"text": '"Count again," he added. The board', "kind": "mixed", "speaker": ""}
    result = score([(gold(quotations=[mixed]), Hand().quote("Count again,", None, kind="mixed").reading())])
    assert counts(result, "direct quotations") == (1, 0, 0)


RESULTS = [
    {"at": "Bravo 51.2%", "candidate": "Mateo Bravo", "share": 51.2, "authority": "board"},
    {"at": "Calder 44%", "candidate": "Ines Calder", "share": 44.0},
]


@pytest.mark.parametrize(
    ("share", "votes", "expected"),
    [
        (51.2, None, (1, 0, 1)),
        (51.3, None, (1, 0, 1)),
        (51.4, None, (0, 1, 2)),
        (None, 5, (0, 1, 2)),
        (None, None, (0, 1, 2)),
    ],
)
def test_a_share_is_right_within_a_tenth_of_a_point(
    share: float | None, votes: int | None, expected: tuple[int, int, int]
) -> None:
    """The candidate and the share must both agree; no share is not the share."""
    hand = Hand().result("Bravo 51.2%", "Mateo Bravo", share=share, votes=votes)
    assert counts(score([(gold(results=RESULTS), hand.reading())]), "results") == expected


def test_a_result_without_figures_is_matched_by_one_without_figures() -> None:
    """A declared winner has no share, and a made-up share is false."""
    article = gold(results=[{"at": "Bravo's win", "candidate": "Bravo"}])
    assert counts(score([(article, Hand().result("Bravo's win", "Bravo").reading())]), "results") == (1, 0, 0)
    assert counts(score([(article, Hand().result("Bravo's win", "Bravo", share=50.0).reading())]), "results") == (
        0,
        1,
        1,
    )


def test_rounded_votes_are_the_same_votes() -> None:
    """A count agrees within a hundredth: the press writes 5.15 million for 5,150,092."""
    article = gold(results=[{"at": "Bravo's win", "candidate": "Bravo", "votes": 5150092}])
    close = Hand().result("Bravo's win", "Bravo", votes=5150000)
    far = Hand().result("Bravo's win", "Bravo", votes=5250000)
    assert counts(score([(article, close.reading())]), "results") == (1, 0, 0)
    assert counts(score([(article, far.reading())]), "results") == (0, 1, 1)


def test_a_result_told_again_is_not_counted_again() -> None:
    """Headline and body may both give the share."""
    hand = Hand().result("Bravo's win", "Mateo Bravo", share=51.2).result("Bravo 51.2%", "Mateo Bravo", share=51.2)
    assert counts(score([(gold(results=RESULTS), hand.reading())]), "results") == (1, 0, 1)


def test_a_negated_act_read_as_done_is_both_missed_and_false() -> None:
    """What was not done is not an act."""
    denied = {
        "at": "The United States did not congratulate him",
        "country": "USA",
        "act": "congratulates",
        "negated": True,
    }
    hand = Hand().act("The United States did not congratulate him", "USA", "congratulates")
    assert counts(score([(gold(acts=[denied]), hand.reading())]), "foreign acts") == (0, 1, 1)


def test_a_recognition_withheld_is_one_act_under_three_names() -> None:
    """Not recognising, not accepting and refusing to recognise are the same; doing any of them is not."""
    words = "The United States did not congratulate him"
    article = gold(acts=[{"at": words, "country": "USA", "act": "refuses_recognition"}])
    for act, negated, expected in (("recognises", True, 1), ("accepts", True, 1), ("recognises", False, 0)):
        hand = Hand().act(words, "USA", act, negated=negated)
        assert counts(score([(article, hand.reading())]), "foreign acts")[0] == expected


def test_what_may_be_said_is_never_counted() -> None:
    """An urging or a voiced concern may be taken for a statement or not."""
    hand = Hand().quote("recognise Bravo if a court agrees", None, kind="indirect")
    assert counts(score([(gold(), hand.reading())]), "indirect statements") == (0, 1, 0)
    lenient = gold(maybe_said=["recognise Bravo if a court agrees"])
    assert counts(score([(lenient, hand.reading())]), "indirect statements") == (0, 0, 0)
    assert counts(score([(lenient, Hand().reading())]), "indirect statements") == (0, 0, 0)


def test_a_hypothetical_act_read_as_done_is_told_as_a_mistake() -> None:
    """The act is found, its being only foretold is not."""
    foretold = {"at": "Norway would recognise Bravo", "country": "NOR", "act": "recognises", "hypothetical": True}
    hand = Hand().act("Norway would recognise Bravo", "NOR", "recognises")
    result = score([(gold(acts=[foretold]), hand.reading())])
    assert counts(result, "foreign acts") == (1, 0, 0)
    assert result.figures["foreign acts"].told["hypothetical"] == (0, 1)


def test_another_label_that_a_careful_reader_could_give_is_right() -> None:
    """`also_ok` widens what is accepted, not what is demanded."""
    article = gold(stances=[{**CUBA_STANCE, "stance": "questions", "also_ok": ["rejects"]}])
    for kind, expected in (("rejects", (1, 0, 0)), ("questions", (1, 0, 0)), ("neutral", (0, 1, 1))):
        hand = Hand().stance("Cuba congratulated Bravo", "CUB", kind)
        assert counts(score([(article, hand.reading())]), "foreign stances") == expected


def test_an_optional_record_costs_nothing_and_earns_nothing() -> None:
    """Missed or read, an optional record leaves the figures as they are."""
    article = gold(stances=[{**CUBA_STANCE, "optional": True}])
    read = Hand().stance("Cuba congratulated Bravo", "CUB", "recognises").reading()
    for reading in (Hand().reading(), read):
        assert counts(score([(article, reading)]), "foreign stances") == (0, 0, 0)


def test_a_domestic_stance_counts_in_its_own_row() -> None:
    """A party of the country itself is no foreign government, even in a country that has no code."""
    hand = Hand().stance("Calder", None, "rejects", actor="Ines Calder", kind="person")
    result = score([(gold(), hand.reading())])
    assert counts(result, "domestic stances") == (0, 1, 0)
    assert counts(result, "foreign stances") == (0, 0, 0)


def test_an_unnamed_group_is_foreign_and_matched_by_its_name() -> None:
    """Other foreign governments have no code, yet they are somebody."""
    group = {"at": "Count again", "country": "", "actor": "other foreign governments", "stance": "questions"}
    hand = Hand().stance("Count again", None, "questions", actor="foreign governments", kind="group")
    assert counts(score([(gold(stances=[group]), hand.reading())]), "foreign stances") == (1, 0, 0)


def test_a_foreign_stance_in_a_text_without_one_is_an_alarm() -> None:
    """Only texts whose gold has no foreign stance at all can alarm."""
    hand = Hand().stance("Cuba congratulated Bravo", "CUB", "recognises")
    quiet = score([(gold(), hand.reading())])
    assert (quiet.alarms, quiet.quiet) == (1, 1)
    loud = score([(gold(stances=[CUBA_STANCE]), hand.reading())])
    assert (loud.alarms, loud.quiet) == (0, 0)


def test_events_are_false_only_where_the_gold_lists_them_all() -> None:
    """Elsewhere the gold names the main events, and another one may well be there."""
    hand = Hand()
    fields = {"actor": hand.actor("Calder"), "type": "PROTEST", "cameo": "14"}
    hand.add("events", said.Event.model_validate({**hand.at("Calder"), **fields}))
    assert counts(score([(gold(), hand.reading())]), "events") == (0, 0, 0)
    assert counts(score([(gold(all_events=True), hand.reading())]), "events") == (0, 1, 0)


def test_a_menu_line_read_as_article_is_a_false_line() -> None:
    """Lines are right, false or lost by whether at least half of them is in the body."""
    article = gold(page={"title": "Ally hails Bravo's win", "furniture": ["Menu"]})
    whole = score([(article, Hand(title="Ally hails Bravo's win").reading())])
    assert counts(whole, "page lines") == (4, 1, 0)
    assert counts(whole, "page fields") == (1, 0, 0)
    nothing = score([(article, Hand(body=()).reading())])
    assert counts(nothing, "page lines") == (0, 0, 4)
    assert counts(nothing, "page fields") == (0, 0, 1)


def test_a_page_field_that_differs_is_both_missed_and_false() -> None:
    """A wrong date is worse than none."""
    article = gold(page={"published": dt.date(2030, 1, 2)})
    result = score([(article, Hand(published=dt.date(2030, 2, 1)).reading())])
    assert counts(result, "page fields") == (0, 1, 1)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Maduro", "Nicolás Maduro Moros", True),
        ("NICOLÁS MADURO", "Nicolas Maduro", True),
        ("Edmundo González", "Felipe González", True),
        ("Ines Calder", "Mateo Bravo", False),
        ("Central Election Commission", "the commission", True),
        ("Constitutional Court", "Supreme Court", False),
        ("", "Maduro", False),
    ],
)
def test_names_are_one_when_the_last_word_of_either_is_in_the_other(a: str, b: str, same: bool) -> None:
    """Surnames tell people; common words such as "court" tell no two bodies."""
    assert same_name(a, b) is same


def test_an_actor_may_be_meant_by_code_or_by_name() -> None:
    """Alternatives are parted by a bar, and an empty term means nobody."""
    peskov = said.Actor(id="p", name="Dmitry Peskov", kind="person", country="RUS")
    assert same_actor("RUS", peskov)
    assert same_actor("USA|Peskov", peskov)
    assert not same_actor("USA", peskov)
    assert same_actor("", None)
    assert same_actor("insider|", None)
    assert not same_actor("insider|", peskov)
    assert not same_actor("RUS", None)


def test_token_f1_is_one_for_equal_words_and_zero_for_none_shared() -> None:
    """Case, accents and punctuation do not count."""
    assert token_f1("We won, González!", "we won gonzalez") == pytest.approx(1.0)
    assert token_f1("we won", "they lost") == 0.0
    assert token_f1("a b c d", "a b") == pytest.approx(2 / 3)


def test_pairs_serve_the_firm_gold_first_and_the_likest_next() -> None:
    """An optional gold record never takes the record that a firm one needs."""
    pairing = pair([("x", True), ("x", False)], ["x"], lambda g, p: float(g[0] == p), lambda g: g[1])
    assert pairing.pairs == [(("x", False), "x")]
    likest = pair([10], [8, 9], lambda g, p: 1 / (g - p), lambda _: False)
    assert likest.pairs == [(10, 9)]
    assert likest.left == [8]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('he said “no” and "never"', ["no", "never"]),
        ("the ‘count’s over’ line", ["count’s over"]),
        ("Maduro's and Gonzalez's votes", []),
        ("an “unclosed line", []),
    ],
)
def test_quoted_stretches_are_what_stands_between_marks(text: str, expected: list[str]) -> None:
    """Apostrophes open and close nothing."""
    assert [text[a:b] for a, b in quoted_stretches(text)] == expected


def test_figures_are_undefined_rather_than_zero_where_nothing_is_counted() -> None:
    """No record read has no precision; no gold record has no recall."""
    assert (Figures().precision, Figures().recall, Figures().f1) == (None, None, None)
    assert Figures(right=0, false=0, missed=2).f1 == 0.0
    assert Figures(right=1, false=1, missed=0).precision == 0.5


def test_the_table_and_the_data_tell_the_same_figures() -> None:
    """What a person sees and what a machine gets come from one count."""
    figures = {"results": Figures(right=3, false=1, missed=1, told={"authority": (2, 3)})}
    assert "results                 0.75  0.75  0.75      3      1      1   authority 0.67" in figures_table(
        "x", figures
    )
    assert figures_data(figures)["results"]["told"] == {"authority": {"right": 2, "of": 3}}


GOLD_TOML = """
[[articles]]
id = "one"
style = "agency"
election = {{ country = "", year = 2030 }}
text = "Cuba hailed Bravo. Cuba slept."
stances = [{{ at = "{at}", country = "CUB", stance = "recognises" {more} }}]
"""


@pytest.mark.parametrize(
    ("at", "more", "complaint"),
    [
        ("Cuba praised Bravo", "", "is not in the text"),
        ("Cuba", "", "is in the text 2 times; say which with nth"),
        ("Cuba", ", nth = 3", "so there is no nth = 3"),
        ("Cuba hailed Bravo", ', colour = "red"', "Extra inputs are not permitted"),
    ],
)
def test_gold_that_points_nowhere_is_refused(tmp_path: Path, at: str, more: str, complaint: str) -> None:
    """A record whose words are absent or ambiguous names the file, the article and the words."""
    path = tmp_path / "gold.toml"
    path.write_text(GOLD_TOML.format(at=at, more=more), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_gold(path)
    assert str(path) in str(caught.value)
    assert complaint in str(caught.value)


def test_gold_knows_which_occurrence_is_meant(tmp_path: Path) -> None:
    """`nth` chooses among equal words."""
    path = tmp_path / "gold.toml"
    path.write_text(GOLD_TOML.format(at="Cuba", more=", nth = 2"), encoding="utf-8")
    (article,) = load_gold(path)
    assert article.span(article.stances[0]) == (19, 23)


def test_words_inside_a_longer_word_are_not_the_words(tmp_path: Path) -> None:
    """Nobody is found in the middle of a word."""
    path = tmp_path / "gold.toml"
    path.write_text(GOLD_TOML.format(at="ub", more=""), encoding="utf-8")
    with pytest.raises(InputError, match="is not in the text"):
        load_gold(path)


def test_a_file_that_is_no_gold_is_refused(tmp_path: Path) -> None:
    """Absent, broken and empty files, and two articles of one id, each give one clear line."""
    one = GOLD_TOML.format(at="Cuba hailed Bravo", more="")
    for content, complaint in (("x = [", "is not TOML"), ("", "no [[articles]]"), (one + one, "two articles")):
        path = tmp_path / "gold.toml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_gold(path)
        assert complaint in str(caught.value)
    with pytest.raises(InputError, match="cannot be read"):
        load_gold(tmp_path / "absent.toml")


def perfect(article: GoldArticle) -> said.Reading:
    """The reading of somebody who reads exactly as the gold does."""
    page = article.page
    dateline = Dateline(place=page.place, date=page.date) if page.place or page.date else None
    fields = {k: getattr(page, k) for k in ("title", "outlet", "agency", "byline", "published")}
    hand = Hand(article.text, body=_outside(article), dateline=dateline, **fields)
    _speak(hand, article)
    _announce(hand, article)
    _react(hand, article)
    _tie(hand, article)
    return hand.reading()


def _who(hand: Hand, term: str | None, kind: str = "government") -> str | None:
    """The id of the actor that a gold term names first."""
    first = (term or "").split("|")[0]
    if not first:
        return None
    is_code = first.isupper() and " " not in first
    return hand.actor(first, kind, first if is_code else None)


def _speak(hand: Hand, article: GoldArticle) -> None:
    for q in article.quotations:
        spans = article.quotation_spans(q)
        place = {**hand.place(spans[0][0], spans[-1][1]), "text": q.content}
        near = {k: article.nearest(w, spans[0]) for k, w in (("source", q.source), ("cue", q.cue)) if w}
        more = {"segments": spans, "kind": q.kind, "speaker": _who(hand, q.speaker, "person")}
        hand.add("quotations", said.Quotation.model_validate({**place, **more, **near}))


def _announce(hand: Hand, article: GoldArticle) -> None:
    for r in article.results:
        more = r.model_dump(include={"share", "votes", "rank", "bound"})
        more |= {"candidate": _who(hand, r.candidate, "person"), "authority": _who(hand, r.authority, "authority")}
        place = hand.place(*article.span(r))
        hand.add("results", said.Result.model_validate({**place, **more, "voice": "reporter"}))
    for c in article.victory_claims:
        more = {"claimant": _who(hand, c.claimant, "person"), "voice": "attributed"}
        hand.add("victory_claims", said.VictoryClaim.model_validate({**hand.place(*article.span(c)), **more}))


def _react(hand: Hand, article: GoldArticle) -> None:
    for a in article.acts:
        more = a.model_dump(include={"act", "negated", "hypothetical"})
        more |= {"actor": _who(hand, a.country or a.actor, _kind(a.scope)), "country": a.country or None}
        more |= {"target": _who(hand, a.target), "voice": "reporter"}
        hand.add("acts", said.Act.model_validate({**hand.place(*article.span(a)), **more}))
    for s in article.stances:
        more = {"actor": _who(hand, s.country or s.actor, _kind(s.scope)), "country": s.country or None}
        more |= {"toward": _who(hand, s.toward), "stance": s.stance, "current": s.current, "basis": ()}
        hand.add("stances", said.Stance.model_validate({**hand.place(*article.span(s)), **more}))


def _kind(scope: str) -> str:
    """Domestic actors are persons here, foreign ones without a code groups."""
    return "person" if scope == "domestic" else "group"


def _tie(hand: Hand, article: GoldArticle) -> None:
    for p in article.pledges:
        more = {"by": _who(hand, p.by), "to": _who(hand, p.to), "what": p.at, "sectors": p.sectors}
        more |= {"voice": "reporter", "found_by": "hand"}
        hand.add("pledges", said.Pledge.model_validate({**hand.place(*article.span(p)), **more}))
    for t in article.relations:
        more = t.model_dump(include={"kind", "sectors", "status", "since"})
        more |= {"a": _who(hand, t.a), "b": _who(hand, t.b), "voice": "reporter"}
        hand.add("relations", said.Relation.model_validate({**hand.place(*article.span(t)), **more}))
    for e in article.events:
        more = {"actor": _who(hand, e.actor), "recipient": _who(hand, e.recipient), "type": e.type, "cameo": "01"}
        hand.add("events", said.Event.model_validate({**hand.place(*article.span(e)), **more}))


def _outside(article: GoldArticle) -> tuple[Span, ...]:
    """What the furniture leaves over."""
    body, start = [], 0
    for a, b in article.furniture_spans():
        body.append((start, a))
        start = b
    return (*body, (start, len(article.text)))


ALL = [*own_articles(), *held_out_articles()]


@pytest.mark.parametrize("article", ALL, ids=lambda a: a.id)
def test_a_perfect_reading_of_our_gold_is_perfect(article: GoldArticle) -> None:
    """The gold agrees with itself and with the records: who reads exactly so makes no mistake."""
    result = score([(article, perfect(article))])
    assert [str(m) for m in result.mistakes] == []
    assert all(f.f1 in {None, 1.0} for f in result.figures.values())


def test_our_gold_set_is_broad_enough_to_mean_something() -> None:
    """Enough articles, elections and styles, a part held out, and texts without any stance among them."""
    assert len(ALL) >= 60
    assert len(held_out_articles()) >= 20
    assert len({(a.election.country, a.election.year) for a in ALL}) >= 30
    assert {a.style for a in ALL} == {"agency", "broadsheet", "tabloid", "broadcaster"}
    assert sum(not any(s.scope == "foreign" for s in a.stances) for a in ALL) >= 10
    assert len({a.id for a in ALL}) == len(ALL)


def test_held_out_articles_live_in_their_own_file() -> None:
    """Nothing held out is ever among the articles that mistakes are listed for."""
    assert {p.name for p in GOLD.glob("heldout*.toml")} == {"heldout.toml"}
    assert not {a.id for a in own_articles()} & {a.id for a in held_out_articles()}


def test_every_kind_has_its_row() -> None:
    """A score starts with all rows, in the order of reading."""
    assert tuple(Score().figures) == KINDS
