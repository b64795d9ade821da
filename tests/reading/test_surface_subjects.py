"""Spanish without a parse: who is the subject of a verb, whose a figure is and which state's vote it is; every sentence is invented.

Each line stands for a kind of sentence that news is full of and in which somebody else stands near the verb.
"""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles
from recuento.records.said import Reading

R, Q, J, N = "recognises", "questions", "rejects", "neutral"
Told = list[tuple[str, set[tuple[str, str]]]]
INTRODUCTION = (
    "TEGUCIGALPA.- El Consejo Nacional Electoral de Honduras proclamó a Bruno Vega ganador de las elecciones presidenciales "
    "frente a la opositora Clara Soto.\n\n"
)


def reading_of(text: str, introduction: str = INTRODUCTION) -> Reading:
    (reading,) = read_articles([article_from_text(introduction + text, "a.txt").model_copy(update={"language": "es"})])
    return reading


def stances(text: str) -> set[tuple[str | None, str]]:
    return {(s.country, s.stance.value) for s in reading_of(text).stances}


def shares(text: str) -> set[tuple[str, float]]:
    reading = reading_of(text)
    names = {actor.id: actor.name for actor in reading.actors}
    return {(names[r.candidate], r.share) for r in reading.results if r.share is not None}


# --- who does it --------------------------------------------------------------------------------------------------------

WHO: Told = [
    # the body in the way is whose the results are, not who refuses them
    (
        (
            "La presidenta de Perú, Lena Paz, que advirtió que los datos dados por el Consejo Nacional Electoral (CNE) están incompletos y que "
            "su país no reconocerá los resultados, viajó a Lima."
        ),
        {("PER", J)},
    ),
    # a thing does what stands behind "que"
    ("Hugo Lorca contó que se abrieron las cajas que presentaban irregularidades en la votación.", set()),
    ("Chile envió 200 urnas que mostraban dudas sobre los resultados.", set()),
    # but what something is done to stands before "que", too
    ("El presidente de Chile, Hugo Lorca, visitó el cierre de una elección que calificó de fraudulenta.", {("CHL", J)}),
    # one person does nothing in the plural
    ("El diario citó al presidente de Chile, Hugo Lorca. Exigieron la publicación de las actas.", set()),
    # "quien" is the last person
    (
        "El 41% fue de Clara Soto, candidata de la Alianza Verde, quien ya avisó que no aceptaba el resultado.",
        {("HND", J)},
    ),
    # an adjective between preposition and name
    (
        "El nuevo ministro, que relevará en mayo al carismático Hugo Lorca tras diez años, denunció fraude en los comicios.",
        set(),
    ),
    # the government of somebody, and those joined to it
    (
        "Los gobiernos de Bolivia, Cuba y Chile pidieron publicar los resultados mesa por mesa.",
        {("BOL", Q), ("CUB", Q), ("CHL", Q)},
    ),
    # a body with its acronym stays one member of a list
    (
        "La legitimidad de las elecciones fue reconocida por la Unión Europea (UE) y Canadá, así como por los gobiernos de Chile y Perú.",
        {("EU", R), ("CAN", R), ("CHL", R), ("PER", R)},
    ),
    # a list over semicolons
    (
        "Los presidentes de Brasil, Ana Luz; y Chile, Hugo Lorca, felicitaron a Vega por su reelección.",
        {("BRA", R), ("CHL", R)},
    ),
    # somebody behind "fue"
    ("Los primeros países en salir a repudiar los comicios fueron Perú y Chile.", {("PER", J), ("CHL", J)}),
    ("El que sigue sin reconocer la victoria de Vega es Hugo Lorca, presidente de Chile.", {("CHL", Q)}),
    # the same way as before
    (
        "El presidente de Chile, Hugo Lorca, rechazó los resultados. En esa misma línea se pronunció el gobierno de Perú.",
        {("CHL", J), ("PER", J)},
    ),
    # whom "felicitarlo" means
    ("Vega ganó las elecciones con holgura. Rusia y China se apresuraron a felicitarlo.", {("RUS", R), ("CHN", R)}),
    # a state behind a name, and leaders in one list
    (
        "Xi Jinping de China, Vladimir Putin de Rusia y el canciller alemán Olaf Scholz expresaron sus felicitaciones.",
        {("CHN", R), ("RUS", R), ("DEU", R)},
    ),
    # an apposition with "como", and an office of somebody with it
    (
        "Los aliados del régimen, como Rusia, Irán o China, celebraron la victoria de Vega.",
        {("RUS", R), ("IRN", R), ("CHN", R)},
    ),
    ("El gobierno de Perú respaldó la elección de Vega como presidente de Honduras.", {("PER", R)}),
    # an organisation by its long name, and a body of its
    (
        "La Organización para la Seguridad y la Cooperación en Europa (OSCE) denunció irregularidades en la votación.",
        {("OSCE", Q)},
    ),
    ("El Consejo de Seguridad de Naciones Unidas respaldó el nombramiento de Vega como presidente.", {("UN", R)}),
    ("El portavoz del Ministerio de Exteriores de Rusia, Iván Petrov, rechazó los resultados.", {("RUS", J)}),
    # nobody of whom one name is all that is told congratulates at home
    ("Mahamat felicitó a Vega por su victoria.", set()),
    # observers of an adjective, and of a mission of somebody's
    ("Los observadores europeos hallaron irregularidades en la votación.", {("EU", Q)}),
    ("Los observadores de la misión electoral de la Unión Europea pidieron verificar los resultados.", {("EU", Q)}),
    # a party that is called one, and is nobody's name
    ("El partido Sueño Azul no reconoce los resultados de los comicios.", {("HND", J)}),
    # the head of the count on the own count
    ("El presidente del Consejo Nacional Electoral, Luis Prado, denunció irregularidades en la votación.", set()),
    # and a court, which upholds it
    ("La Corte Suprema validó este viernes los resultados de los comicios.", {("HND", R)}),
]


@pytest.mark.parametrize(("text", "told"), WHO)
def test_who_does_it_is_the_subject_of_its_verb(text: str, told: set[tuple[str, str]]) -> None:
    assert stances(text) == told


# --- what is said and done ----------------------------------------------------------------------------------------------

WHAT: Told = [
    ("Chile dijo que los comicios no alcanzaron los requisitos de la ley.", {("CHL", Q)}),
    ("Chile señaló que la votación no estuvo a la altura de las normas.", {("CHL", Q)}),
    ("Chile indicó que los resultados estaban “manchados” por “serias dudas”.", {("CHL", Q)}),
    ("El presidente de Chile, Hugo Lorca, aseguró que los resultados son «difíciles de creer».", {("CHL", Q)}),
    ("La Unión Europea afirmó haber detectado anomalías en el resultado.", {("EU", Q)}),
    ("Chile consideró que la reelección carece de legitimidad, sin garantías democráticas.", {("CHL", Q)}),
    ("Chile consideró válidas las denuncias sobre los comicios.", set()),
    ("España dijo que el voto debe respetarse con la publicación de todas las actas.", {("ESP", Q)}),
    ("Soto anunció que impugnará los resultados.", {("HND", Q)}),
    ("Las denuncias de fraude de Clara Soto abrieron el debate.", {("HND", J)}),
    ("La negativa de Clara Soto a aceptar su derrota abrió el debate.", {("HND", J)}),
    ("El ganador recibió las felicitaciones de Cuba y Bolivia.", {("CUB", R), ("BOL", R)}),
    ("Chile validó la madrugada del sábado la reelección de Vega.", {("CHL", R)}),
    ("Chile instó este domingo a publicar las actas de la votación.", {("CHL", Q)}),
    ("Brasil dijo que esperará al recuento final.", {("BRA", N)}),
    ("Argentina recordó su “tradición de no injerencia” ante los comicios.", {("ARG", N)}),
    ("Chile anunció este jueves que presentará un recurso contra los resultados.", {("CHL", Q)}),
    ("La oposición acusa al tribunal de fraude en los comicios.", {("HND", J)}),
    ("La Unión Europea ha tomado nota este martes de los resultados.", {("EU", N)}),
    ("Los comicios fueron el domingo. El presidente de Chile, Hugo Lorca, los catalogó de farsa.", {("CHL", J)}),
    ("El gobierno de Rusia elogió la forma en que se celebraron los comicios.", {("RUS", R)}),
    ("La misión de la OEA señaló que no hay razones para dudar de los resultados.", {("OAS", R)}),
    ("Ucrania afirmó que estos comicios no tenían “ninguna legitimidad”.", {("UKR", Q)}),
    ("Alemania dijo que no hay legitimidad en esta imitación de elecciones.", {("DEU", Q)}),
    ("Alemania calificó la votación como unas “pseudoelecciones”, que no son ni libres ni justas.", {("DEU", J)}),
    ("Colin Prado, secretario de Estado de Estados Unidos, desautorizó ayer los resultados.", {("USA", J)}),
    ("El presidente turco, Ali Kaya, felicitó a su par hondureño.", {("TUR", R)}),
    ("Filipinas expresó su confianza en que se aclaren las dudas sobre el escrutinio.", set()),
    ("Vega recibió además los parabienes de los presidentes de Cuba y Bolivia.", {("CUB", R), ("BOL", R)}),
    ("El presidente paraguayo se comunicó con Vega para “felicitarlo por su triunfo”.", {("PRY", R)}),
    ("Rusia señaló que estas elecciones se celebraron de acuerdo a la constitución.", {("RUS", R)}),
    ("Soto sigue sin reconocer los resultados.", {("HND", Q)}),
    # words that go on with the sentence around their marks
    ("El presidente de Chile, Hugo Lorca, dijo que su país “no reconocerá el resultado”.", {("CHL", J)}),
    # in the own words, with marks or without
    ("“No reconoceremos ningún resultado que no sea verificable”, escribió el presidente de Chile, Hugo Lorca.", {("CHL", Q)}),
    ("“Brasil no reconocerá los resultados”, informó en un comunicado el ministerio de Exteriores brasileño.", {("BRA", J)}),
    ("El presidente de Chile, Hugo Lorca, declaró: tenemos serias dudas sobre el resultado.", {("CHL", Q)}),
    ("“Le deseo éxito desde el corazón”, escribió la canciller alemana, Uta Klein.", {("DEU", R)}),
    # of a rejection and a doubt in the same words the rejection stands
    ("“Los comicios no fueron libres. No reconocemos el resultado”, dijo el gobierno de Chile.", {("CHL", J)}),
    # no object that is the result
    ("La OEA condenó la decisión del tribunal de seguir revisando los resultados.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), WHAT)
def test_what_is_said_and_done_about_the_result(text: str, told: set[tuple[str, str]]) -> None:
    assert stances(text) == told


# --- whose a figure is --------------------------------------------------------------------------------------------------

SHARES: list[tuple[str, set[tuple[str, float]]]] = [
    # whoever supports somebody got nothing, nor does who counts
    ("Prado, con el apoyo político de Donald Trump, obtuvo el 40,27% de los votos.", set()),
    (
        (
            "El presidente del Consejo Nacional Electoral (CNE), Luis Prado, declaró a Bruno Vega como vencedor de la contienda del 28 de julio, "
            "con un 51,2% de los votos."
        ),
        {("Bruno Vega", 51.2)},
    ),
    # an aside between the name and the figure
    (
        "El consejo anunció que Bruno Vega, del oficialista Partido Verde Nacional (PVN), obtuvo el 35,89% de los votos.",
        {("Bruno Vega", 35.89)},
    ),
    # what is counted before the verb, and the share behind it
    ("Bruno Vega ganó con el 100% de las actas contadas al obtener el 59,2% de los votos.", {("Bruno Vega", 59.2)}),
    # the other half without its sign
    (
        "Bruno Vega ganó al obtener 51.2 por ciento de los votos, por 44.2 de la opositora Clara Soto.",
        {("Bruno Vega", 51.2), ("Clara Soto", 44.2)},
    ),
    (
        "Vega logró el 56% frente al 44% obtenido por su rival, Clara Soto.",
        {("Bruno Vega", 56.0), ("Clara Soto", 44.0)},
    ),
    # a list of names with their shares
    (
        "Bruno Vega obtuvo el 51,21%, seguido de Ana Luz, con 1,86%, y Lena Paz, con el 1,74%.",
        {("Bruno Vega", 51.21), ("Ana Luz", 1.86), ("Lena Paz", 1.74)},
    ),
    # the party in brackets behind its name, years in brackets, and whom the figure behind "de su rival" is of
    (
        "Clara Soto, de 76 años y aspirante del Partido Verde Nacional (PVN), quedó en segunda posición con el 29 % de los votos.",
        {("Clara Soto", 29.0)},
    ),
    ("En tercer lugar quedó el exgobernante Luis Prado (1997-2002) con el 6,02% de los votos.", {("Luis Prado", 6.02)}),
    (
        "Bruno Vega obtuvo el 62,65% de los votos frente al 30,96% de su principal rival, el empresario de radio Luis Prado.",
        {("Bruno Vega", 62.65), ("Luis Prado", 30.96)},
    ),
    # whoever is "ahead of" somebody
    ("Bruno Vega obtuvo 5.150.092 votos, un 51,2%, por delante de la opositora Clara Soto.", {("Bruno Vega", 51.2)}),
    # the other's age between
    (
        "Bruno Vega, de 69 años, obtuvo el 49,86% de los votos mientras que su rival, Clara Soto, de 74 años, el 44,38%.",
        {("Bruno Vega", 49.86), ("Clara Soto", 44.38)},
    ),
    # somebody who is not named
    ("El gran líder de la izquierda hondureña obtuvo un 50,74% de los votos.", set()),
    # a thing got it
    ("La opositora Clara Soto pidió marcar la casilla contra todos, que obtuvo un 3,6% de los votos.", set()),
    # a part of the country
    ("En esta región, Bruno Vega fue declarado ganador con un 95 por ciento de los votos.", set()),
    # the whole country is no part
    ("Bruno Vega obtuvo el 58,01% de las preferencias en Honduras.", {("Bruno Vega", 58.01)}),
]


@pytest.mark.parametrize(("text", "told"), SHARES)
def test_a_share_is_whose_the_sentence_says(text: str, told: set[tuple[str, float]]) -> None:
    assert shares(text) == told


# --- who won, and whose vote it is --------------------------------------------------------------------------------------


def winner(text: str) -> str | None:
    reading = reading_of(text, "")
    (contest,) = reading.contests
    actor = reading.actor(contest.winner)
    return None if actor is None else actor.name


@pytest.mark.parametrize(
    "text",
    [
        "El consejo electoral de Honduras le atribuyó la victoria al actual presidente, Bruno Vega, en las elecciones.",
        "El consejo electoral de Honduras anunció a Bruno Vega como ganador de las elecciones.",
        # who leads the official figures, whatever others hold of somebody else
        (
            "El consejo electoral de Honduras dio a Bruno Vega el 51,95% de los votos, frente al 43,18% de Clara Soto. Panamá habló de la "
            "victoria de Clara Soto."
        ),
        # another state's winner of another year is named beside
        "El consejo electoral de Honduras declaró ganador de las elecciones a Bruno Vega, aliado de Vladímir Putin, que fue reelegido en Rusia.",
    ],
)
def test_who_won_is_who_was_declared_or_leads_the_official_figures(text: str) -> None:
    assert winner(text) == "Bruno Vega"


def test_who_recognises_somebody_else_than_the_official_figures_have_first_rejects_them() -> None:
    text = (
        "El consejo electoral de Honduras dio a Bruno Vega el 51,95% de los votos, frente al 43,18% de Clara Soto.\n\n"
        "Panamá reconoció la victoria de Clara Soto en las elecciones."
    )
    assert {(s.country, s.stance.value) for s in reading_of(text, "").stances} == {("PAN", J)}


@pytest.mark.parametrize(
    "text",
    [
        # whoever reacts is named with an office, and more often
        (
            "El consejo electoral proclamó ganador a Bruno Vega. El presidente de Chile y el canciller chileno hablaron de las elecciones, y el "
            "canciller peruano pidió respetar la voluntad del pueblo hondureño."
        ),
        "Estados Unidos ya dijo que no reconoce los resultados. El gobierno de Estados Unidos espera un recuento de votos en Honduras.",
        # states in a list, and with verbs of their own, beside one adjective of the vote
        (
            "Rusia, China y Venezuela felicitaron al ganador. Francia ha tomado nota de las presidenciales hondureñas, y Chile rechazó los "
            "comicios."
        ),
        # whoever was reelected
        (
            "El presidente hondureño, Bruno Vega, fue ampliamente reelegido en los comicios. Las elecciones fueron criticadas por Estados Unidos y "
            "Gran Bretaña."
        ),
        # the leader who is congratulated
        (
            "Los presidentes de Venezuela, Cuba y Bolivia han felicitado a la mandataria hondureña por su victoria en las elecciones y los "
            "comicios."
        ),
        # a party whose name begins as another's
        "Acción Democrática Nacional ganó las elecciones con el 52% de los votos. El pueblo hondureño acudió a las urnas, dijo el gobierno de Honduras.",
    ],
)
def test_whose_vote_it_is_is_not_who_reacts_to_it(text: str) -> None:
    assert [c.country for c in reading_of(text, "").contests] == ["HND"]


def test_a_state_or_town_before_a_name_is_no_part_of_it() -> None:
    names = {
        actor.name
        for text in (
            "El presidente de Chile Hugo Lorca rechazó los resultados.",
            "El alcalde de Tegucigalpa Luis Prado no reconoce los resultados.",
            "El secretario de Estado, Lena Paz, cuestionó el resultado.",
        )
        for actor in reading_of(text).actors
    }
    assert {"Hugo Lorca", "Luis Prado", "Lena Paz"} <= names
