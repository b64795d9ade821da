"""Spanish read without a parse: quotations with their speakers, results, victory claims and stances, and what is none of them.

The texts are invented; the names of states are real, since it is they that a list knows.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.test_patterns import LENGTH, PIECES, PLENTY

from recuento.reading import article_from_text, read_articles
from recuento.reading.surface.demonyms import demonyms
from recuento.reading.surface.lexicon import languages, words_of
from recuento.reading.surface.reader import NOTE, read_on_the_surface
from recuento.reading.surface.sentences import sentences_of
from recuento.records.said import Reading
from recuento.showing.explain import explain

INTRODUCTION = (
    "El Tribunal Supremo Electoral (TSE) de Bolivia declaró ganador de las elecciones presidenciales a Bruno Vega Ríos con el 51,2% de los votos, "
    "frente al 44,2% de la candidata opositora, Clara Soto.\n\n"
)


def read(text: str) -> Reading:
    (reading,) = read_articles([article_from_text(INTRODUCTION + text, "a.txt")])
    return reading


def name(reading: Reading, actor: str | None) -> str | None:
    found = reading.actor(actor)
    return found.name if found is not None else None


def stances(text: str) -> set[tuple[str | None, str | None, str]]:
    reading = read(text)
    return {(name(reading, s.actor), s.country, s.stance.value) for s in reading.stances}


def results(text: str, introduction: str = "") -> set[tuple[str | None, float | None, int | None, str]]:
    (reading,) = read_articles([article_from_text(introduction + text, "a.txt")])
    return {(name(reading, r.candidate), r.share, r.votes, r.bound) for r in reading.results}


STANCES: list[tuple[str, set[tuple[str, str, str]]]] = [
    ("El presidente de Chile, Hugo Lorca, felicitó a Vega por su victoria.", {("Hugo Lorca", "CHL", "recognises")}),
    ("El canciller peruano, Inés Paz, puso en duda los resultados.", {("Inés Paz", "PER", "questions")}),
    (
        "Cuba, México y Nicaragua reconocieron el triunfo de Vega, mientras que Uruguay rechazó los resultados.",
        {
            ("Cuba", "CUB", "recognises"),
            ("México", "MEX", "recognises"),
            ("Nicaragua", "NIC", "recognises"),
            ("Uruguay", "URY", "rejects"),
        },
    ),
    ("El gobierno ruso felicitó al ganador de las elecciones.", {("Rusia", "RUS", "recognises")}),
    ("La Unión Europea pidió un recuento de los votos.", {("European Union", "EU", "questions")}),
    (
        "El secretario general de la OEA, Luis Arana, exigió una auditoría de las actas.",
        {("Luis Arana", "OAS", "questions")},
    ),
    ("Los resultados fueron cuestionados por la Unión Europea.", {("European Union", "EU", "questions")}),
    ("La oposición, encabezada por Clara Soto, denunció fraude en las elecciones.", {("oposición", "BOL", "rejects")}),
    ("Clara Soto reconoció su derrota.", {("Clara Soto", "BOL", "recognises")}),
    ("Panamá no reconocerá la victoria de Vega hasta que se publiquen las actas.", {("Panamá", "PAN", "questions")}),
    ("Panamá aún no ha reconocido los resultados.", {("Panamá", "PAN", "questions")}),
    ("Panamá no reconoció los resultados.", {("Panamá", "PAN", "rejects")}),
    (
        "La Unión Europea y Panamá exigieron una auditoría de las actas.",
        {("European Union", "EU", "questions"), ("Panamá", "PAN", "questions")},
    ),
    ("La Oea cuestionó el escrutinio.", {("Organization of American States", "OAS", "questions")}),
    ("Uruguay consideró que la reelección de Vega carece de “legitimidad”.", {("Uruguay", "URY", "questions")}),
    (
        "El paraguayo Hugo Lorca dijo: “No reconocemos los resultados de esta elección”.",
        {("Hugo Lorca", "PRY", "rejects")},
    ),
    (
        "El gobierno peruano, encabezado por la presidenta interina, Inés Paz, ha rechazado los resultados.",
        {("Perú", "PER", "rejects")},
    ),
    ("Clara Soto insistió en que hubo “fraude” en las elecciones.", {("Clara Soto", "BOL", "rejects")}),
    ("Uruguay afirmó, sin pruebas, que la elección fue fraudulenta.", {("Uruguay", "URY", "rejects")}),
    (
        "Varios países —entre ellos Chile y Perú— aseguraron que no reconocen la victoria de Vega.",
        {("Chile", "CHL", "rejects"), ("Perú", "PER", "rejects")},
    ),
    ("El triunfo de Vega fue reconocido por Panamá.", {("Panamá", "PAN", "recognises")}),
]
NO_STANCES = [
    "El conservador Bruno Vega, respaldado por Chile, votó en las elecciones.",
    "El resultado favoreció a Bruno Vega, respaldado por Chile.",
    "Uruguay afirmó que es falso que hubo fraude en las elecciones.",
    "Uruguay aseguró que la protesta tras las elecciones fue una farsa.",
    "Los líderes denunciaron fraude electoral y varios países —entre ellos Chile— callaron.",
    "El presidente Bruno Vega rechazó las acusaciones de fraude electoral.",
    "Chile no rechazó los resultados de las elecciones.",
    "Si Chile reconoce la victoria de Vega, habrá protestas.",
    "Chile podría reconocer los resultados.",
    "Perú pidió que Chile reconozca los resultados.",
    "Chile reconoció la importancia del proceso electoral.",
    "El presidente de Chile, Hugo Lorca, felicitó a Marco Ibáñez por el gol.",
    "Brasil condenó la violencia durante las elecciones.",
    "Algunos líderes reconocieron la victoria, mientras que otros rechazaron los resultados.",
    "Añadió que Chile vive en calma y exigió un recuento de los votos.",
    "Según Chile, Perú rechazó los resultados.",
]


@pytest.mark.parametrize(("text", "told"), STANCES)
def test_a_stance_is_read_with_who_takes_it(text: str, told: set[tuple[str, str, str]]) -> None:
    assert stances(text) == told


@pytest.mark.parametrize("text", NO_STANCES)
def test_what_only_sounds_like_a_stance_is_none(text: str) -> None:
    assert stances(text) == set()


QUOTATIONS: list[tuple[str, str | None]] = [
    ("“Es una jornada de fiesta para todos”, dijo Clara Soto.", "Clara Soto"),
    ("«Es una jornada de fiesta para todos», señaló el presidente de Chile, Hugo Lorca.", "Hugo Lorca"),
    ('Hugo Lorca afirmó que "es una jornada de fiesta para todos".', "Hugo Lorca"),
    ("La candidata Clara Soto llegó a la sede. “Es una jornada de fiesta para todos”, sostuvo.", "Clara Soto"),
    ("“Es una jornada de fiesta para todos”, declaró el canciller peruano.", "Perú"),
    ("“Es una jornada”, dijo Clara Soto. “Es de fiesta para todos nosotros”.", "Clara Soto"),
]


@pytest.mark.parametrize(("text", "speaker"), QUOTATIONS)
def test_words_in_marks_have_their_speaker(text: str, speaker: str) -> None:
    reading = read(text)
    assert reading.quotations
    assert {name(reading, q.speaker) for q in reading.quotations} == {speaker}
    assert all(reading.article.text[q.start : q.end] == q.text for q in reading.quotations)


def test_titles_in_marks_are_nobodys_words() -> None:
    assert read("El partido se llama “Unión y Paz” y fue fundado en la capital.").quotations == ()


RESULTS: list[tuple[str, set[tuple[str, float | None, int | None, str]]]] = [
    (
        "Con el 80% de las actas escrutadas, Bruno Vega obtuvo 5.150.092 votos (51,2%), mientras Clara Soto logró más del 44% de los votos, informó el Tribunal Electoral. La participación fue del 59%. Hubo elecciones en calma.",
        {("Bruno Vega", 51.2, 5_150_092, "exact"), ("Clara Soto", 44.0, None, "more_than")},
    ),
    (
        "En las elecciones Bruno Vega se impuso con el 51,2% de los votos, frente al 44,2% de su principal rival, Clara Soto. El escrutinio terminó.",
        {("Bruno Vega", 51.2, None, "exact"), ("Clara Soto", 44.2, None, "exact")},
    ),
    (
        "Las elecciones fueron ayer. La Alianza del Norte (AN) logró cinco millones, 111 mil 036 votos (49,2 por ciento).",
        {("Alianza del Norte", 49.2, 5_111_036, "exact")},
    ),
    (
        "Bruno Vega derrotó a la candidata de la derecha con un 50,13% de los votos, y Clara Soto obtuvo un 49,87% tras el recuento del 100% de los votos de las elecciones.",
        {("Bruno Vega", 50.13, None, "exact"), ("Clara Soto", 49.87, None, "exact")},
    ),
    (
        "El escrutinio de las elecciones dio la victoria a Bruno Vega con el 47,07%, frente al opositor Carlos Lara con el 36,51% (10,56 puntos de diferencia).",
        {("Bruno Vega", 47.07, None, "exact"), ("Carlos Lara", 36.51, None, "exact")},
    ),
    (
        "En las elecciones Bruno Vega logró el 55,96% de los votos frente al 44,04% obtenido por Clara Soto. La votación terminó.",
        {("Bruno Vega", 55.96, None, "exact"), ("Clara Soto", 44.04, None, "exact")},
    ),
    (
        "Bruno Vega aventajó a Clara Soto con menos del 1% de los votos en las elecciones, mientras que otra candidata tuvo el 9%.",
        set(),
    ),
    (
        "Una encuesta da a Bruno Vega el 40% de los votos en las elecciones, y a Clara Soto el 31%. El sondeo es de ayer.",
        set(),
    ),
    (
        "Tras las elecciones, la junta electoral ha declarado a Bruno Vega como el nuevo presidente electo, con más de 150.000 votos (51,2%).",
        {("Bruno Vega", 51.2, 150_000, "more_than")},
    ),
    (
        "Terminadas las elecciones, la junta electoral dio el triunfo a Bruno Vega del Partido Verde con el 51,2%, en tanto que atribuyó a la candidata Clara Soto el 44,2%.",
        {("Bruno Vega", 51.2, None, "exact"), ("Clara Soto", 44.2, None, "exact")},
    ),
    (
        "En las elecciones Lena «Tita» Marsh obtuvo el 40,2% de los votos del 99,9% de las actas.",
        {("Lena Tita Marsh", 40.2, None, "exact")},
    ),
    ("Bruno Vega venció a Clara Soto por apenas 4.058 votos en las elecciones. El escrutinio terminó.", set()),
    (
        "Bruno Vega ganó las elecciones por 58,4% a 36,8%. El escrutinio terminó.",
        {("Bruno Vega", 58.4, None, "exact")},
    ),
    ("Bruno Vega señaló que los resultados de las elecciones se dieron con el 80% de los votos.", set()),
    ("Bruno Vega ganó las elecciones. La abstención fue del 41% y el 12% de los votos fueron nulos.", set()),
    ("Bruno Vega ganó en las elecciones con el 60% en Santa Cruz. El escrutinio sigue.", set()),
    ("En 2019 Bruno Vega obtuvo el 33% de los votos en las elecciones. En 2024 hubo otras elecciones.", set()),
]


@pytest.mark.parametrize(("text", "told"), RESULTS)
def test_a_figure_is_its_candidates_and_other_percentages_are_nobodys(
    text: str, told: set[tuple[str, float | None, int | None, str]]
) -> None:
    assert results(text) == told


def test_who_was_declared_has_the_rank_and_the_body_that_said_so() -> None:
    reading = read("Las calles están en calma.")
    first = next(r for r in reading.results if r.rank == 1)
    assert (name(reading, first.candidate), first.share) == ("Bruno Vega Ríos", 51.2)
    assert name(reading, first.authority) == "Tribunal Supremo Electoral"
    assert reading.contests[0].country == "BOL"
    assert name(reading, reading.contests[0].winner) == "Bruno Vega Ríos"


@pytest.mark.parametrize(
    "text",
    [
        "El Consejo Nacional Electoral (CNE) de Bolivia ha proclamado pasada la medianoche como ganadora a Clara Soto.",
        "Las elecciones de Bolivia fueron ayer. El consejo electoral declaró este martes (hora local) virtual presidenta electa a Clara Soto.",
        "Las elecciones de Bolivia terminaron. Chile y Perú felicitaron a Clara Soto tras haber sido declarada por el consejo electoral de Bolivia como la presidenta electa.",
    ],
)
def test_a_declaration_is_read_in_the_tenses_of_news(text: str) -> None:
    (reading,) = read_articles([article_from_text(text, "a.txt")])
    assert name(reading, reading.contests[0].winner) == "Clara Soto"


@pytest.mark.parametrize(
    "text",
    [
        "El consejo electoral de Bolivia contará los votos, anunció este lunes la presidenta Clara Soto.",
        "El consejo electoral de Bolivia ha declarado a la prensa que Clara Soto votó en las elecciones.",
        "El consejo electoral de Bolivia declaró a la prensa que la presidenta Clara Soto votó en las elecciones.",
    ],
)
def test_who_only_stands_near_such_a_verb_is_no_winner(text: str) -> None:
    (reading,) = read_articles([article_from_text(text, "a.txt")])
    assert reading.contests[0].winner is None
    assert not reading.results


def test_how_much_is_counted_is_not_somebodys_share() -> None:
    text = "Tras las elecciones de Bolivia, Clara Soto obtuvo el 39,5% del 99,9% de las actas escrutadas."
    (reading,) = read_articles([article_from_text(text, "a.txt")])
    assert [(r.share, r.counted) for r in reading.results] == [(39.5, 99.9)]


@pytest.mark.parametrize(
    "text",
    [
        "Clara Soto se proclamó presidenta electa.",
        "Clara Soto se ha declarado ganadora de los comicios.",
        "Clara Soto aseguró que ganó las elecciones.",
        "“Ganamos estas elecciones y lo vamos a defender”, dijo Clara Soto.",
    ],
)
def test_a_victory_claim_is_its_claimants(text: str) -> None:
    reading = read(text)
    assert [name(reading, c.claimant) for c in reading.victory_claims] == ["Clara Soto"]


def test_an_explanation_says_that_there_was_no_parse() -> None:
    shown = " ".join(n.what for p in explain(read("Panamá no reconoció los resultados.")).paragraphs for n in p.records)
    assert "the verb and what stands near it, without a parse" in shown


def test_what_is_not_read_is_said() -> None:
    assert read("Las calles están en calma.").notes == (NOTE,)


def test_a_text_about_nothing_electoral_has_quotations_alone() -> None:
    text = "El presidente de Chile, Hugo Lorca, felicitó a los ganadores del concurso. “Es una jornada de fiesta para todos”, dijo Lorca.\n\nEl 51% de los premios fue para Clara Soto."
    (reading,) = read_articles([article_from_text(text, "a.txt")])
    assert reading.quotations
    assert (reading.stances, reading.results, reading.victory_claims) == ((), (), ())


@given(st.text(alphabet='aeio Á.,;“”«»"()%0123456789\n¿MR—', max_size=300))
def test_any_text_is_read_and_its_spans_are_exact(text: str) -> None:
    """`Reading` itself refuses a record whose words are not those of its span."""
    article = article_from_text(f"Elecciones.\n\n{text} votos", "a.txt").model_copy(update={"language": "es"})
    reading = read_on_the_surface(article)
    assert all(a.mentions for a in reading.actors)


def test_sentences_end_at_stops_and_not_at_short_forms() -> None:
    text = "El Sr. Vega habló. ¿Ganó? EE. UU. no dijo nada. “Sí.” Fin"
    found = [text[a:b] for a, b in sentences_of(text, [(0, len(text))], words_of("es")["short"])]
    assert found == ["El Sr. Vega habló.", "¿Ganó?", "EE. UU. no dijo nada.", "“Sí.”", "Fin"]


@pytest.mark.parametrize("language", sorted(languages()))
def test_the_lists_of_a_language_are_whole(language: str) -> None:
    """Every list that the reader asks for is there, and each object of a stance is a group that can be looked for."""
    words = words_of(language)
    asked = {
        "lacking",
        "outcome",
        "demanded",
        "wrongs",
        "lesser_wrongs",
        "fair",
        "again",
        "a_demand",
        "anybody",
        "nothing",
        "win",
        "doubt",
        None,
    }
    assert {entry.object for entry in words.stances} <= asked
    assert {"ruso", "rusas", "frances", "iraníes"} - set(demonyms(language)) <= {"iraníes"}


@pytest.mark.parametrize(
    ("language", "name"),
    [(language, name) for language in sorted(languages()) for name in sorted(words_of(language).patterns)],
)
def test_no_pattern_of_a_language_takes_more_than_linear_time(language: str, name: str) -> None:
    pattern = words_of(language)[name]
    for piece in PIECES:
        repeat = (piece * LENGTH)[:LENGTH]
        begun = time.process_time()
        for _ in pattern.finditer(f"x{repeat}!"):
            pass
        assert time.process_time() - begun < PLENTY, f"{name}: {piece!r}"


def test_no_pattern_of_a_stance_takes_more_than_linear_time() -> None:
    ways = ("told", "afterwards", "to_come", "governed", "passive", "said_of", "own")
    for entry in words_of("es").stances:
        for pattern in filter(None, (getattr(entry, way) for way in ways)):
            for piece in ("fue el primero en ", "decidió no ", "a ", "la la "):
                begun = time.process_time()
                for _ in pattern.finditer((piece * LENGTH)[:LENGTH]):
                    pass
                assert time.process_time() - begun < PLENTY, f"{pattern.pattern[:60]}: {piece!r}"


def test_a_text_without_a_stop_is_read_all_the_same() -> None:
    """A hostile page may be one sentence; the time grows with its length and no faster."""
    article = article_from_text("Panamá rechazó los resultados de las elecciones, " * 2_000, "a.txt")
    begun = time.process_time()
    reading = read_on_the_surface(article.model_copy(update={"language": "es"}))
    assert time.process_time() - begun < 10 * PLENTY
    assert {s.stance.value for s in reading.stances} == {"rejects"}
