"""Pledges: what one state promises another, and what is only promised at home."""

from __future__ import annotations

import pytest

from .ties_invented import ties_of


@pytest.mark.parametrize(
    ("sentence", "by", "to"),
    [
        ("Japan pledged support for Vietnam.", "JPN", "VNM"),
        ("The European Union promised 20 million euros in aid to Mozambique.", "EU", "MOZ"),
        ("China announced plans to deepen cooperation with Kenya.", "CHN", "KEN"),
        (
            "Turkish President Recep Tayyip Erdogan told Asante that Turkey would continue to support Ghana.",
            "TUR",
            "GHA",
        ),
        ("Cuba reaffirmed its commitment to closer ties with Bolivia.", "CUB", "BOL"),
        ("Qatar is ready to work with Lebanon.", "QAT", "LBN"),
        ("Qatar hoped to work with Lebanon.", "QAT", "LBN"),
    ],
)
def test_a_state_pledges_to_another(sentence: str, by: str, to: str) -> None:
    """Verbs, nouns and adjectives of promising, with joint work, support or aid below them, are a pledge."""
    ties = ties_of(sentence)
    assert [(ties.name(p.by), ties.name(p.to)) for p in ties.pledges] == [(by, to)]


def test_we_in_a_quotation_pledges_as_its_speaker() -> None:
    """The first person of a quotation is the one who pledges, and the words are attributed."""
    ties = ties_of(
        "“We are strengthening our relations with Angola in all areas, including energy,” said Portuguese "
        "Foreign Minister Ana Ruiz."
    )
    [pledge] = ties.pledges
    assert (ties.name(pledge.by), ties.name(pledge.to)) == ("PRT", "AGO")
    assert pledge.sectors == ("all sectors", "energy")
    assert pledge.voice == "attributed"


def test_what_is_pledged_are_the_articles_words() -> None:
    """`what` is the content alone, without who pledges it."""
    [pledge] = ties_of("China announced plans to expand trade with Kenya.").pledges
    assert pledge.what == "expand trade with Kenya"
    assert pledge.text == "China announced plans to expand trade with Kenya"
    assert pledge.voice == "reporter"


def test_headline_and_body_tell_one_pledge() -> None:
    """The headline's pledge is the body's, which says more."""
    ties = ties_of(
        "China announced plans to deepen cooperation with Kenya in agriculture.",
        headline="China pledges closer cooperation",
    )
    [pledge] = ties.pledges
    assert pledge.sectors == ("agriculture",)


def test_two_that_agree_pledge_to_each_other() -> None:
    """Each side of an agreement pledges to the other."""
    ties = ties_of("India and Chile agreed to deepen trade ties.")
    assert {(ties.name(p.by), ties.name(p.to)) for p in ties.pledges} == {("IND", "CHL"), ("CHL", "IND")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Opposition leader Ana Ruiz vowed to win and to support teachers.",
        "Kenya did not pledge any support to Uganda.",
        "Poland said the European Union should offer aid to Belarus.",
        "The president promised to build roads.",
        "Kenya will support the rule of law.",
        "Ghana hoped for support from Togo.",
        "Ghana wanted aid for Togo.",
    ],
)
def test_promises_at_home_denials_and_wishes_are_no_pledges(sentence: str) -> None:
    """What is promised to voters, denied, or asked of somebody else is no pledge between states."""
    assert ties_of(sentence).pledges == ()
