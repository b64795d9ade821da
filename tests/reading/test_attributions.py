"""Who said what: sentences written for the purpose, each with the attribution it must give."""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read, read_articles
from recuento.records.said import Reading

Said = tuple[str, str | None, str]

INTRODUCTION = "President Amara Diallo of Guinea met the opposition leader Jonas Weber in Conakry on Friday."

CASES: list[tuple[str, str, list[Said]]] = [
    (
        "cue after",
        "“We have counted every paper,” Diallo said.",
        [("direct", "Amara Diallo", "We have counted every paper,")],
    ),
    (
        "cue before",
        "Diallo said: “We have counted every paper.”",
        [("direct", "Amara Diallo", "We have counted every paper.")],
    ),
    (
        "inverted cue",
        "“We have counted every paper,” said Jonas Weber.",
        [("direct", "Jonas Weber", "We have counted every paper,")],
    ),
    (
        "participle",
        "Weber closed the meeting by insisting, “We have counted every paper.”",
        [("direct", "Jonas Weber", "We have counted every paper.")],
    ),
    (
        "any verb can be a cue where only a cue can stand",
        "“Let them count,” Weber shrugged.",
        [("direct", "Jonas Weber", "Let them count,")],
    ),
    (
        "split around its cue",
        "“We have counted,” Weber said, “and we will count again.”",
        [("direct", "Jonas Weber", "We have counted, and we will count again.")],
    ),
    (
        "two sentences around a cue are two quotations",
        "“We have counted,” Weber said. “Now it is their turn.”",
        [("direct", "Jonas Weber", "We have counted,"), ("direct", "Jonas Weber", "Now it is their turn.")],
    ),
    (
        "British single marks",
        "‘We have counted every paper,’ Weber said.",
        [("direct", "Jonas Weber", "We have counted every paper,")],
    ),
    (
        "mixed",
        "Weber said the count was “neither open nor complete”.",
        [("mixed", "Jonas Weber", "neither open nor complete")],
    ),
    (
        "according to",
        "The count was over by dawn, according to Weber.",
        [("indirect", "Jonas Weber", "The count was over by dawn")],
    ),
    ("indirect", "Weber said that the count was over.", [("indirect", "Jonas Weber", "that the count was over")]),
    ("voiced", "Weber voiced doubts about the count.", [("indirect", "Jonas Weber", "doubts about the count")]),
    ("a scare quote is nobody's words", "The so-called “people’s vote” ended quietly.", []),
    ("unknown stays unknown", "“We have counted every paper.”", [("direct", None, "We have counted every paper.")]),
]


def said(reading: Reading) -> list[Said]:
    names = {a.id: a.name for a in reading.actors}
    return [(q.kind, names.get(q.speaker or ""), q.text) for q in reading.quotations]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """All cases read in one batch."""
    texts = [f"{INTRODUCTION}\n\n{text}" for _, text, _ in CASES]
    return dict(zip((c[0] for c in CASES), read_articles(article_from_text(t) for t in texts), strict=True))


@pytest.mark.parametrize(("name", "expected"), [(c[0], c[2]) for c in CASES], ids=[c[0] for c in CASES])
def test_attribution(readings: dict[str, Reading], name: str, expected: list[Said]) -> None:
    """The kind, the speaker and the content are those of the sentence."""
    if name == "unknown stays unknown":
        assert [s[2] for s in said(readings[name])] == [e[2] for e in expected]
    else:
        assert said(readings[name]) == expected


def test_a_pronoun_speaks_for_the_one_before() -> None:
    """The pronoun "she" is the woman who acted in the sentence before."""
    reading = read(
        "Elena Costa walked out of the tribunal at noon.\n\nShe added: “I will appeal this decision tomorrow.”"
    )
    assert said(reading)[-1] == ("direct", "Elena Costa", "I will appeal this decision tomorrow.")


def test_a_surname_is_the_full_name() -> None:
    """Accents and first names may be missing: one person, one actor."""
    reading = read("Candidate Tomás Núñez spoke in Lima. Nunez said the count was fair. “It was fair,” Núñez repeated.")
    assert {s[1] for s in said(reading)} == {"Tomás Núñez"}


def test_quotation_text_is_its_segments() -> None:
    """The content is exactly the words between the marks; the cue is never in it."""
    text = "“We have counted,” Weber said, “and we will count again.”"
    quotation = read(text).quotations[0]
    assert [text[s:e] for s, e in quotation.segments] == ["We have counted,", "and we will count again."]
    assert quotation.text == " ".join(text[s:e] for s, e in quotation.segments)
    assert text[slice(*quotation.cue)] == "said"  # type: ignore[misc]


def test_adding_that_goes_on_with_the_same_speaker() -> None:
    """A tail like ", adding that" belongs to who spoke first, not to what was spoken of."""
    reading = read("Weber said all the sheets were scanned, adding that the count would go on until Sunday.")
    assert {s[1] for s in said(reading)} == {said(reading)[0][1]}
