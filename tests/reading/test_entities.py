"""The actors of an article are settled once: what a noun phrase stands for does not change with who asks, or when."""

import pytest

from recuento.reading.attribution.quotations import find_attributions
from recuento.reading.attribution.speakers import AttributionIndex, resolve_speakers
from recuento.reading.entities.entities import Entities
from recuento.reading.entities.resolver import EntityResolver
from recuento.reading.events.events import find_events
from recuento.reading.events.pledges import find_pledges
from recuento.reading.events.relations import find_relations
from recuento.reading.pages import article_from_text
from recuento.reading.parse.pipeline import load_pipeline
from recuento.reading.parse.units import Unit, cut_into_units, parse
from recuento.reading.results.results import find_results
from recuento.reading.results.victory_claims import find_victory_claims

TEXT = """Ghana's electoral commission said on Monday that President Kofi Mensah had won 53 percent of the vote.

His rival, Ama Boateng, rejected the result. "We won this election," she said. "They changed the figures at night."

France congratulated Mr Mensah, while the European Union said it would wait for its observers. The Progress party got
11 percent. China pledged support for Ghana, and troops from Togo crossed the border on Sunday.
"""


@pytest.fixture
def settled() -> tuple[list[Unit], Entities, AttributionIndex]:
    article = article_from_text(TEXT, "ghana.txt")
    nlp = load_pipeline(None)
    units = list(parse(cut_into_units(article.text, article.body, False, nlp), nlp))
    resolver = EntityResolver(units)
    spoken = resolve_speakers(find_attributions(units), units, resolver)
    return units, resolver.resolve(), AttributionIndex(spoken)


def _answers(units: list[Unit], entities: Entities) -> list[list[str]]:
    return [[s.key for s in entities.who(t)] for u in units for t in u.tokens]


def test_what_a_phrase_stands_for_does_not_change_while_rules_introduce_actors(settled):
    units, entities, _ = settled
    before = _answers(units, entities)
    progress = next(t for u in units for t in u.tokens if t.text == "Progress")
    entities.side_called(progress)
    assert entities.party_of_name(progress, progress.i).kind == "party"
    assert _answers(units, entities) == before


def test_a_pronoun_inside_a_quotation_is_its_speaker(settled):
    units, entities, _ = settled
    we = next(t for u in units for t in u.tokens if t.text == "We")
    assert [s.name for s in entities.who(we)] == ["Ama Boateng"]


def test_what_is_settled_cannot_be_written(settled):
    units, entities, _ = settled
    with pytest.raises(TypeError):
        entities.speaker_inside[id(units[0])] = None


def test_events_and_results_are_the_same_in_either_order():
    """The finders only read what is settled, so none of them sees a trace of another."""
    article = article_from_text(TEXT, "ghana.txt")
    finders = [find_results, find_victory_claims, find_pledges, find_relations, find_events]
    found = []
    for order in (finders, finders[::-1]):
        nlp = load_pipeline(None)
        units = list(parse(cut_into_units(article.text, article.body, False, nlp), nlp))
        resolver = EntityResolver(units)
        voices = AttributionIndex(resolve_speakers(find_attributions(units), units, resolver))
        entities = resolver.resolve()
        found.append({f.__name__: f(article, units, entities, voices) for f in order})
    assert found[0] == found[1]
    assert all(found[0][name] for name in ("find_results", "find_victory_claims", "find_pledges", "find_events"))
