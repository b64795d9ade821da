"""The claims over time on the page: what moved, in the reader's language, and nothing that the page tells already."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.showing import samples

from recuento.records.ledger import Bulletin, FigureMoved, Ledger, LedgerClaim, Mention
from recuento.records.messages import Message
from recuento.showing.ledger import ShownLedger, shown_ledger
from recuento.showing.numbers import Numbers
from recuento.weighing.claim_words import claim_in_words
from recuento.weighing.claims import Claim

CASE = samples.case()
WHO = CASE.candidates[0]


def mention(day: int | None = 3, outlet: str = "Post", **more: object) -> Mention:
    date = None if day is None else dt.date(2031, 6, day)
    given: dict[str, object] = {"stated_by": None, "figure": None, "words": None, **more}
    return Mention(source=f"{outlet}.txt", outlet=outlet, date=date, text="t", **given)


def claim(*mentions: Mention, kind: str = "share", figure: float | None = 51.2, **more: object) -> LedgerClaim:
    said = Message("claim.share.exact", name=WHO.name, share=figure, base=Message("base.unstated"), within="")
    given: dict[str, object] = {
        "candidate": WHO.id,
        "bound": "exact",
        "announcement": None,
        "first": (0,),
        "says": said,
        **more,
    }
    return LedgerClaim(claim=kind, name=WHO.name, figure=figure, mentions=mentions, **given)


def shown(*claims: LedgerClaim, moved: tuple[FigureMoved, ...] = (), locale: str = "en", **how: bool) -> ShownLedger:
    second = Bulletin(announcement="b", at=dt.datetime(2031, 6, 5, tzinfo=dt.UTC), before="a", moved=moved)
    first = Bulletin(announcement="a", at=dt.datetime(2031, 6, 2, tzinfo=dt.UTC), before=None)
    ledger = Ledger(contest="Norland", claims=claims, bulletins=(first, second) if moved else ())
    return shown_ledger(CASE, ledger, Numbers(locale), **how)


def test_who_was_first_and_how_often_since() -> None:
    (entry,) = shown(claim(mention(3), mention(4, "Star"), mention(4, "Echo", copied=True))).entries
    assert entry.claim == f"{WHO.name} has 51.2% of the vote"
    assert entry.course == ("first on 3 June 2031: Post", "then 2 more times, 1 of them in copies of one story")


def test_without_a_day_nobody_is_called_first() -> None:
    (entry,) = shown(claim(mention(3), mention(None, "Star"), first=())).entries
    assert entry.course == ("who was first is not known: 1 of 2 mentions without a date",)


def test_another_figure_later_is_told_with_its_place_and_no_reason() -> None:
    was, now = shown(claim(mention(3), later=(1,)), claim(mention(5), figure=48.9)).entries
    assert was.course[-1].endswith(f"later, from a voice or outlet of this one: 2. {WHO.name} has 48.9% of the vote")
    assert len(now.course) == 1


def test_a_page_that_tells_each_claim_already_lists_only_what_was_repeated_or_moved() -> None:
    once, twice = claim(mention(3), figure=1.0), claim(mention(3), mention(4))
    assert [e.number for e in shown(once, twice, moving=True).entries] == [2]
    assert [e.number for e in shown(claim(mention(3), later=(1,)), once, moving=True).entries] == [1, 2]


def test_what_moved_between_announcements_and_what_was_not_stated() -> None:
    moved = (
        FigureMoved(figure=f"votes:{WHO.id}", was=None, now=5_150_092),
        FigureMoved(figure="coverage", was=80.0, now=96.87),
        FigureMoved(figure="winner_as", was="leads", now="won outright"),
    )
    (told,) = shown(moved=moved).bulletins
    assert told.startswith(f"From announcement a to b: votes of {WHO.name} not stated → 5,150,092; part counted 80% →")
    assert told.endswith("words for the winner leads → won outright")
    (told,) = shown(moved=moved, locale="es").bulletins
    assert "parte escrutada 80% → 96,87%" in told
    assert "va en cabeza → ganó en primera vuelta" in told


@given(
    st.sampled_from(("winner", "share", "votes", "lead", "lead_points", "seats", "turnout", "rank")),
    st.sampled_from(("exact", "more_than", "less_than", "about")),
    st.sampled_from(("en", "es")),
    st.sampled_from((None, "won", "won outright", "came first", "leads")),
    st.integers(1, 9),
)
def test_every_kind_of_claim_has_its_words(kind: str, bound: str, locale: str, words: Any, figure: int) -> None:
    told = Claim(kind, WHO.id, figure, bound, None, None, "t", "a.txt", words=words)
    made = claim(mention(words=words), mention(4), kind=kind, figure=figure, says=claim_in_words(told, WHO.name))
    (entry,) = shown(made, locale=locale).entries
    assert str(figure) in entry.claim or kind in {"winner", "rank"}
    assert WHO.name in entry.claim or kind == "turnout"


def test_the_words_of_whoever_is_not_on_the_ballot_go_through_the_blanking() -> None:
    made = claim(
        mention(stated_by="Ana Ruiz"), kind="winner", figure=None, candidate=None, says="Ana Ruiz said they won"
    )
    ledger = Ledger(contest="Norland", claims=(made,), bulletins=())
    (entry,) = shown_ledger(CASE, ledger, Numbers(), lambda _: "[name withheld]").entries
    assert entry.claim == "[name withheld]"
    assert entry.course[-1] == "in the name of [name withheld]"


def test_nothing_is_shown_where_there_is_no_ledger() -> None:
    assert not shown_ledger(CASE, None, Numbers())
