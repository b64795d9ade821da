"""Spanish stances, claims of victory and figures read without a parse, by kinds of telling; each sentence is invented, the names of states are real.

The same things said in English are read as the same stances by the rules on a parse.
"""

from __future__ import annotations

import pytest

from recuento.reading import article_from_text, read_articles

R, Q, J = "recognises", "questions", "rejects"
Told = list[tuple[str, set[tuple[str, str]]]]
INTRODUCTION = (
    "TEGUCIGALPA.- El Consejo Nacional Electoral de Honduras proclamó a Bruno Vega ganador de las elecciones presidenciales "
    "frente a la opositora Clara Soto.\n\n"
)

TOLD: Told = [
    (
        "El ministro de Exteriores de Bélgica tuiteó que su país no reconoce la legitimidad de estos comicios.",
        {("BEL", J)},
    ),
    ("“Reconocemos la victoria del presidente Vega y trabajaremos con él”, señaló el Gobierno de Catar.", {("QAT", R)}),
    ("En un mensaje en X, el presidente ucraniano felicitó a Vega por su reelección.", {("UKR", R)}),
    ("La presidenta de Eslovenia se manifestó preocupada por la opacidad del recuento electoral.", {("SVN", Q)}),
    ("Argentina ya adelantó que no reconocerá a Vega como presidente legítimo.", {("ARG", J)}),
    ("Soto denunció ante la OEA que le robaron la elección.", {("HND", J)}),
    ("Un portavoz de la ONU pidió transparencia en el conteo de los votos.", {("UN", Q)}),
    (
        "El jefe de la diplomacia europea, Josep Arnau, subrayó que la victoria de Vega no ha sido verificada.",
        {("EU", Q)},
    ),
    ("La canciller de Colombia insistió en la necesidad de un recuento de los votos.", {("COL", Q)}),
    ("Chile y Perú retiraron a sus embajadores y desconocieron la reelección.", {("CHL", J), ("PER", J)}),
    ("Lituania dijo que los comicios fueron libres y justos.", {("LTU", R)}),
    ("El presidente de Serbia se comunicó con Vega para felicitarlo por la victoria.", {("SRB", R)}),
    ("El rey de España envió un telegrama de felicitación al presidente electo.", {("ESP", R)}),
    ("La misión de la Unión Europea concluyó que los comicios carecieron de credibilidad.", {("EU", Q)}),
    ("Clara Soto se negó a conceder la victoria a su rival.", {("HND", J)}),
    ("Clara Soto admitió su derrota y llamó a la unidad.", {("HND", R)}),
    ("Clara Soto no concedió la derrota.", {("HND", J)}),
    ("Soto presentó ante el tribunal un recurso para impugnar los resultados.", {("HND", Q)}),
    ("Los observadores de la OEA hallaron irregularidades en la votación.", {("OAS", Q)}),
    ("Los observadores internacionales avalaron los comicios.", {("OBSERVERS", R)}),
    (
        "Irlanda, por su parte, instó al Consejo Nacional Electoral a difundir los resultados desglosados por mesa.",
        {("IRL", Q)},
    ),
    ("Grecia tildó la elección de farsa.", {("GRC", J)}),
    ("El gobierno de Lituania dijo que la elección no fue ni libre ni justa.", {("LTU", Q)}),
    ("Angola saludó la reelección del presidente.", {("AGO", R)}),
    ("Nueva Zelanda condenó el fraude electoral.", {("NZL", J)}),
    ("India y Pakistán felicitaron al ganador de los comicios.", {("IND", R), ("PAK", R)}),
    ("Kenia, Ghana y Nigeria dieron la bienvenida a los resultados.", {("GHA", R), ("KEN", R), ("NGA", R)}),
    (
        "La cancillería colombiana emitió un comunicado en el que pide una verificación independiente de los resultados.",
        {("COL", Q)},
    ),
    (
        "Desde Brasilia, el presidente Luis Prado dijo estar sorprendido por el resultado y reclamó las actas completas.",
        {("HND", Q)},
    ),
    ("El gobierno de Ecuador comunicó que desconoce los resultados anunciados.", {("ECU", J)}),
    ("Paraguay y Uruguay coincidieron en rechazar el resultado electoral.", {("PRY", J), ("URY", J)}),
    ("La OEA advirtió que no puede avalar el resultado oficial.", {("OAS", J)}),
    ("Noruega llamó a publicar los resultados mesa por mesa.", {("NOR", Q)}),
    ("Cuba expresó su respaldo a la victoria de Vega.", {("CUB", R)}),
    ("Nicaragua festejó la reelección de Vega.", {("NIC", R)}),
    ("El primer ministro canadiense lamentó que no se hayan publicado las actas de la votación.", {("CAN", Q)}),
    ("Clara Soto calificó el escrutinio de robo descarado.", {("HND", J)}),
    (
        "La candidata derrotada, Clara Soto, llamó a Vega para felicitarlo y desearle éxito tras las elecciones.",
        {("HND", R)},
    ),
    ("Chile reconoció a Clara Soto como presidenta electa.", {("CHL", J)}),
    ("El Partido Verde presentó una demanda para anular los comicios.", {("HND", Q)}),
    ("El Partido Verde desconoció los resultados y llamó a la calle.", {("HND", J)}),
    ("El Carter Center señaló que la elección no cumplió con estándares internacionales.", {("CARTER", Q)}),
    (
        "México no se pronunciará hasta conocer el resultado final de la elección, dijo su presidenta.",
        {("MEX", "neutral")},
    ),
    ("Japón felicitó al mandatario reelecto.", {("JPN", R)}),
    ("El presidente de Corea del Sur envió una carta de felicitación a Vega.", {("KOR", R)}),
    ("Suiza considera que hubo serias irregularidades en los comicios.", {("CHE", Q)}),
    ("El Gobierno de Chile aseguró que no validará ningún resultado que no sea verificable.", {("CHL", Q)}),
    ("Turquía celebró el triunfo de Vega en las urnas.", {("TUR", R)}),
    ("Vietnam y Laos transmitieron sus parabienes al presidente reelegido de Honduras.", {("LAO", R), ("VNM", R)}),
    ("Portugal pidió diálogo y la publicación de las actas.", {("PRT", Q)}),
    ("El Parlamento Europeo reconoció a Clara Soto como presidenta electa.", {("EU", J)}),
    ("Perú retiró a su embajador tras tachar de fraudulentas las elecciones.", {("PER", J)}),
    ("El resultado fue avalado por los observadores de la Unión Africana.", {("AU", R)}),
    ("Washington tiene serias dudas sobre los resultados anunciados.", {("USA", Q)}),
    ("Alemania se sumó a los países que exigen transparencia electoral.", {("DEU", Q)}),
    ("La excandidata Clara Soto reconoció el lunes a Vega como presidente de Honduras.", {("HND", R)}),
    ("Clara Soto reconoció a Vega como jefe de Estado.", {("HND", R)}),
    (
        "La candidata Clara Soto pidió al Consejo Nacional Electoral anular los resultados de 802 mesas de votación.",
        {("HND", Q)},
    ),
    ("Soto solicitó la nulidad de las elecciones ante el tribunal.", {("HND", Q)}),
    ("Moscú felicitó a Vega por su victoria.", {("RUS", R)}),
    ("La OEA se pronunció por la realización de nuevas elecciones.", {("OAS", Q)}),
    ("La OEA propuso celebrar nuevos comicios.", {("OAS", Q)}),
    ("El canciller de Perú sugirió repetir las elecciones.", {("PER", Q)}),
    ("«No reconocemos los resultados», dijo Clara Soto ante sus seguidores.", {("HND", J)}),
    ("El Departamento de Estado instó al tribunal a revisar las impugnaciones de las elecciones.", {("USA", Q)}),
    (
        "La portavoz del Departamento de Estado, Helen Nord, dijo: “Felicitamos al presidente Vega por su victoria en las elecciones”.",
        {("USA", R)},
    ),
    ("La OEA puso en duda la transparencia de los comicios.", {("OAS", Q)}),
    ("El alto representante de la Unión Europea, Josep Arnau, reclamó que se publiquen todas las actas.", {("EU", Q)}),
    ("El Gobierno de Japón transmitió sus felicitaciones a Vega por su victoria electoral.", {("JPN", R)}),
    ("El presidente turco llamó por teléfono a Vega para felicitarlo por su triunfo electoral.", {("TUR", R)}),
    ("Italia dio por buena la victoria de Vega.", {("ITA", R)}),
    ("El partido de Soto interpuso un recurso de nulidad contra las elecciones.", {("HND", Q)}),
    ("Nicaragua respaldó los resultados electorales anunciados por el consejo.", {("NIC", R)}),
    ("El gobierno de Guatemala desconoció a Vega como presidente electo.", {("GTM", J)}),
    ("Guatemala pidió respetar los resultados de las elecciones.", {("GTM", R)}),
    ("La candidata opositora Clara Soto acusó al consejo de haber robado la elección.", {("HND", J)}),
    ("Clara Soto, quien denuncia un fraude, convocó a protestas.", {("HND", J)}),
    ("Soto aceptó su derrota en las elecciones.", {("HND", R)}),
    ("La Unión Europea expresó sus dudas sobre el resultado de las elecciones.", {("EU", Q)}),
    ("La ONU manifestó su preocupación por la falta de transparencia de los comicios.", {("UN", Q)}),
    ("Bruselas exigió la publicación de las actas de las elecciones.", {("EU", Q)}),
    ("La Casa Blanca considera “necesario y prudente” un recuento de los votos.", {("USA", Q)}),
    ("El secretario general de la OEA respaldó la petición de un recuento de votos.", {("OAS", Q)}),
    ("Bolivia llamó a todas las partes a respetar los resultados de las elecciones.", {("BOL", R)}),
    ("El resultado, que la oposición rechaza, fue anunciado el lunes.", {("HND", J)}),
    ("El Vaticano, que reconoció la victoria de Vega, envió un saludo.", {("VAT", R)}),
]
"""Told with a verb or a noun of its own."""
GOVERNED: Told = [
    ("El argentino Hugo Lorca fue este jueves el primer presidente en felicitar a Vega por su victoria.", {("ARG", R)}),
    ("El presidente de Francia fue uno de los primeros en desconocer los resultados de las elecciones.", {("FRA", J)}),
    (
        "Alemania, Colombia y la Unión Europea fueron los primeros en desconocer los comicios hondureños.",
        {("COL", J), ("DEU", J), ("EU", J)},
    ),
    (
        "El presidente de Colombia ya dijo que, por las irregularidades, no puede reconocer el triunfo de Vega.",
        {("COL", J)},
    ),
    ("Washington decidió reconocer a Vega como ganador de las elecciones.", {("USA", R)}),
    ("Panamá se negó a felicitar a Vega por su victoria.", {("PAN", J)}),
    ("Canadá rehusó reconocer los resultados.", {("CAN", J)}),
    ("El presidente mexicano evitó pronunciarse sobre el triunfo de Vega.", {("MEX", Q)}),
    ("La presidenta de México dijo que esperará al conteo final antes de reconocer a Vega como ganador.", {("MEX", Q)}),
    ("El primer ministro de la India expresó sus felicitaciones al presidente electo Vega.", {("IND", R)}),
    (
        "El presidente ruso y su colega de Kazajistán, Kasim Tok, se han apresurado a felicitar a Vega por su victoria.",
        {("KAZ", R), ("RUS", R)},
    ),
    (
        "Los jefes de Estado y de Gobierno de la Unión Europea decidieron este miércoles no reconocer los resultados de las elecciones.",
        {("EU", J)},
    ),
    ("EE.UU. se niega a reconocer a Vega como presidente.", {("USA", J)}),
    ("El presidente dominicano, Luis Paz, fue de los primeros en reconocer el triunfo de Vega.", {("DOM", R)}),
    ("China y Rusia se abstienen de felicitar a Vega por su victoria electoral.", {("CHN", Q), ("RUS", Q)}),
    (
        "El mandatario mexicano rechazó este sábado reconocer a Vega como presidente electo hasta que se resuelvan las impugnaciones.",
        {("MEX", Q)},
    ),
]
"""Said of a verb below another one: done, refused, put off."""
DENIED: Told = [
    ("Iván Ramos anunció que Colombia no reconocería a Vega como presidente.", {("COL", J)}),
    (
        "El gobierno español no reconocerá los resultados de los comicios, tampoco Chile y Colombia.",
        {("CHL", J), ("COL", J), ("ESP", J)},
    ),
    ("El resultado no fue reconocido por la candidata del Partido Verde, Clara Soto.", {("HND", J)}),
    ("Soto, del Partido Verde, ha dejado claro que no reconoce los resultados de las elecciones.", {("HND", J)}),
    ("El gobierno de Panamá dijo que no felicitará a Vega hasta que se publiquen las actas.", {("PAN", Q)}),
    ("España aún no ha reconocido la victoria de Vega.", {("ESP", Q)}),
    ("Ecuador no considera legítima la elección de Vega.", {("ECU", Q)}),
    ("La Unión Europea no avala los resultados de las elecciones.", {("EU", J)}),
    ("Fue un triunfo que la candidata opositora, Clara Soto, no aceptará hasta que se haga un recuento.", {("HND", Q)}),
    ("Ni Estados Unidos ni la Unión Europea han reconocido todavía la victoria de Vega.", {("EU", Q), ("USA", Q)}),
    ("Ni Chile ni Perú reconocieron el resultado de las elecciones.", {("CHL", J), ("PER", J)}),
    ("El presidente de México reiteró que aún no felicitará a Vega por su triunfo.", {("MEX", Q)}),
    ("Clara Soto aún no había aceptado públicamente su derrota.", {("HND", Q)}),
]
"""Denied, put off, of none, to come."""
JUDGED: Told = [
    ("Rusia denuncia que los comicios fueron los más antidemocráticos de la historia del país.", {("RUS", Q)}),
    ("“Consideramos estos comicios como ilegítimos”, declaró Clara Soto ante la multitud.", {("HND", Q)}),
    (
        "Las autoridades de la UE, incluida la presidenta de la Comisión Europea, Ursula von der Leyen, han instado a Honduras a investigar las irregularidades electorales.",
        {("EU", Q)},
    ),
    (
        "Los líderes de Francia, Alemania y Polonia llamaron el jueves 7 de noviembre a realizar una auditoría transparente de las elecciones.",
        {("DEU", Q), ("FRA", Q), ("POL", Q)},
    ),
    ("El Kremlin subrayó que la victoria de Vega refleja la voluntad del pueblo hondureño.", {("RUS", R)}),
    ("La Unión Europea dijo que los resultados no reflejan la voluntad popular.", {("EU", Q)}),
    ("También se sumó a las felicitaciones Alberto Fernández tras las elecciones.", {("ARG", R)}),
    ("Brasil acusó a Vega de llevar a cabo una votación que no tenía legitimidad.", {("BRA", Q)}),
    (
        "El vicepresidente de EE. UU., Mike Penn, afirmó en un comunicado que las elecciones fueron “un engaño”.",
        {("USA", J)},
    ),
    (
        "El secretario de Estado de Estados Unidos, Mike Roy, escribió que los comicios estaban siendo una “farsa”.",
        {("USA", J)},
    ),
    ("Soto aseguró que no reconoce el proceso.", {("HND", J)}),
    (
        "El presidente del Gobierno español, Mario Ruiz, aseguró que el proceso no cumplió las normas democráticas mínimas.",
        {("ESP", Q)},
    ),
    ("Emmanuel Macron felicitó a Vega por su victoria en las elecciones.", {("FRA", R)}),
    ("Dijo el canciller de Perú, Luis Paz, que las elecciones fueron una farsa.", {("PER", J)}),
    ("Aseguró la Unión Europea que los comicios fueron limpios.", {("EU", R)}),
    ("“El domingo fue largo. La jornada fue un fraude. Nos vamos”, dijo el canciller de Perú.", {("PER", J)}),
    ("“En mi país no llueve. Las elecciones en Chile fueron un fraude”, dijo el canciller de Perú.", set()),
    ("La votación fue una “pantomima”, declaró el presidente de Chile, Ida Holm.", {("CHL", J)}),
    ("“Estas elecciones han sido una farsa”, afirmó la canciller de Perú.", {("PER", J)}),
    ("“No hubo fraude en las elecciones”, afirmó la canciller de Perú.", {("PER", R)}),
    ("La Unión Europea consideró que la reelección de Vega carece de legitimidad.", {("EU", Q)}),
    ("Estados Unidos sostuvo que los comicios no fueron libres ni justos.", {("USA", Q)}),
    (
        "La misión de observación electoral de la OEA determinó que las elecciones se llevaron a cabo de manera transparente.",
        {("OAS", R)},
    ),
    ("La Unión Europea afirmó que las elecciones fueron limpias y transparentes.", {("EU", R)}),
    ("La OEA aseguró que no hubo fraude en los comicios.", {("OAS", R)}),
    ("La elección de Vega fue calificada de fraudulenta por Costa Rica.", {("CRI", J)}),
    ("Costa Rica calificó las elecciones de democráticas y transparentes.", {("CRI", R)}),
    ("Según la Unión Europea, las elecciones estuvieron plagadas de irregularidades.", {("EU", Q)}),
    ("Para la OEA, el resultado de las elecciones carece de credibilidad.", {("OAS", Q)}),
    ("Ecuador considera legítima la victoria de Vega.", {("ECU", R)}),
    (
        "El Gobierno alemán ha declarado que los comicios no cumplieron los estándares democráticos mínimos.",
        {("DEU", Q)},
    ),
    (
        "El portavoz del Kremlin dijo que Moscú creía que las elecciones fueron una “elección absolutamente legítima y transparente”.",
        {("RUS", R)},
    ),
]
"""What is said of the vote itself, in a clause, as a view, in somebody's own words."""
JOINED: Told = [
    (
        "A las felicitaciones se sumaron el presidente boliviano, Raúl Mena, y el gobierno de Cuba.",
        {("BOL", R), ("CUB", R)},
    ),
    ("Perú se sumó al rechazo de los resultados electorales.", {("PER", J)}),
    ("Uruguay se sumó este martes a los países que desconocen el resultado de los comicios.", {("URY", J)}),
    ("La legitimidad de las elecciones ha sido reconocida por la OEA y la Unión Europea.", {("EU", R), ("OAS", R)}),
    (
        "Mientras, países aliados como Bolivia, Cuba, Irán y Rusia felicitaron a Vega por su reelección.",
        {("BOL", R), ("CUB", R), ("IRN", R), ("RUS", R)},
    ),
    (
        "Rusia, Cuba y Venezuela sí han felicitado a Vega por su triunfo en las elecciones.",
        {("CUB", R), ("RUS", R), ("VEN", R)},
    ),
    (
        "Los presidentes de Brasil, Luis Prado, y Chile, Gabriel Toro, felicitaron a Vega por su reelección.",
        {("BRA", R), ("CHL", R)},
    ),
    (
        "Los líderes de China, Venezuela y Pakistán también ofrecieron sus felicitaciones a Vega por su victoria.",
        {("CHN", R), ("PAK", R), ("VEN", R)},
    ),
    (
        "Luego de que otros mandatarios, como Ana Roy, de Canadá; y Hugo Lorca, de Argentina, reconocieran el triunfo de Vega, Perú calló.",
        {("ARG", R), ("CAN", R)},
    ),
    ("Las misiones de la OEA y de la Unión Europea han dado validez al proceso electoral.", {("EU", R), ("OAS", R)}),
]
"""By several, joined in lists, or behind "por"."""
WHOSE: Told = [
    ("Chile reconoció el triunfo de Clara Soto en las elecciones.", {("CHL", J)}),
    ("Chile felicitó a Clara Soto por su victoria en las elecciones.", {("CHL", J)}),
    ("Chile reconoció la victoria de Vega sobre Clara Soto.", {("CHL", R)}),
    ("Chile reconoció la derrota de Clara Soto en las elecciones.", {("CHL", R)}),
    ("Según Vega, Chile reconoció su victoria.", {("CHL", R)}),
    ("En 2017, Chile rechazó los resultados de aquellas elecciones.", {("CHL", J)}),
    ("El embajador de Chile felicitó al pueblo hondureño por la jornada electoral.", {("CHL", R)}),
    ("China señaló que las elecciones son un asunto interno de Honduras.", {("CHN", "neutral")}),
    ("El canciller de Chile dijo que la oposición denuncia un fraude electoral.", {("HND", J)}),
    ("El Tribunal Electoral rechazó la impugnación de los resultados presentada por Soto.", {("HND", Q)}),
    ("En Washington, la oposición rechazó los resultados.", {("HND", J)}),
    ("Desde Madrid, Clara Soto rechazó los resultados.", {("HND", J)}),
    ("La embajadora de Francia, Marie Roy, y Clara Soto, que no reconoce los resultados, se reunieron.", {("HND", J)}),
    ("Chile recibió a Clara Soto, que denunció un fraude electoral.", {("HND", J)}),
]
"""Where others are named near the verb who do not do it."""
NONE = [
    "Chile no reconoció a Clara Soto como presidenta electa.",
    "Chile desconoció a Clara Soto como presidenta electa.",
    "Chile rechazó la victoria de Clara Soto en las elecciones.",
    "Chile felicitó a Clara Soto por su campaña en las elecciones.",
    "La OEA reconoció a Luis Paz la transparencia de las elecciones.",
    "El Gobierno de Chile envió ayuda humanitaria tras las elecciones.",
    "La Unión Europea financió el sistema de transmisión de resultados.",
    "El presidente de Perú viajó a Tegucigalpa para la investidura de Vega tras su victoria.",
    "Vega dijo que Chile lo felicitó.",
    "Vega agradeció a Perú el reconocimiento de su victoria.",
    "La oposición espera que Estados Unidos no reconozca el resultado.",
    "Analistas creen que Brasil reconocerá a Vega como ganador.",
    "Brasil estudia si reconoce los resultados.",
    "Brasil analiza reconocer los resultados.",
    "Brasil está dispuesto a reconocer los resultados.",
    "Brasil prometió reconocer los resultados.",
    "Chile anunció que reconocerá los resultados que publique el consejo.",
    "Hace cuatro años, Chile no reconoció la victoria de Vega.",
    "Chile rechazó que existan dudas sobre los resultados.",
    "Chile rechazó las dudas sobre los resultados.",
    "Costa Rica desmintió las acusaciones de fraude en las elecciones.",
    "El consejo negó el fraude en las elecciones.",
    "Perú no pidió un recuento.",
    "Perú tampoco exige la publicación de las actas.",
    "El partido de Vega acusó a Soto de fraude electoral.",
    "Vega acusó a la oposición de robar votos.",
    "La Fiscalía denunció a Soto por fraude electoral.",
    "Un juez investiga a Clara Soto por presunto fraude en las elecciones.",
    "El presidente de Chile felicitó a los jugadores tras la victoria electoral de Vega.",
    "La embajada de Estados Unidos recordó que los resultados son preliminares.",
    "Estados Unidos dijo que respeta la soberanía de Honduras en sus elecciones.",
    "“El fraude en las elecciones debe ser probado”, dijo el canciller de Chile.",
    "“¿Hubo fraude en las elecciones?”, preguntó el canciller de Chile.",
    "“Si hubo fraude, las elecciones deben anularse”, dijo el canciller de Chile.",
    "“No sé si hubo fraude en las elecciones”, dijo el canciller de Chile.",
    "“La oposición dice que hubo fraude en las elecciones”, dijo el canciller de Chile.",
    "El canciller de Chile preguntó si las elecciones fueron limpias.",
    "Chile espera que las elecciones hayan sido limpias.",
    "Chile confía en que los comicios serán transparentes.",
    "Chile pidió que las elecciones fueran limpias y transparentes.",
    "El Gobierno filipino expresó su confianza en que se aclaren las dudas sobre el escrutinio.",
    "La comunidad internacional, encabezada por Estados Unidos, pone en entredicho los resultados.",
    "El partido oficialista celebró la victoria de Vega.",
    "El canciller venezolano, Luis Toro, aplaudió el desarrollo pacífico de las elecciones.",
    "Suecia no ha felicitado a Vega.",
    "Los observadores de la OEA no hallaron irregularidades en la votación.",
    "Chile entregó ayuda a Honduras tras los resultados de las elecciones.",
    "Clara Soto dijo que acatará los resultados.",
    "Chile criticó a Perú por reconocer la victoria de Vega.",
    "Chile criticó la falta de lluvia antes de las elecciones.",
    "Cuba expresó su apoyo a la reforma tras las elecciones.",
    "Chile rechazó el proceso de paz tras las elecciones.",
    "El proceso judicial contra Soto tiene legitimidad, dijo Chile tras las elecciones.",
    "Alberto Fernández, del Partido Verde, votó en las elecciones.",
    "El Consejo Nacional Electoral rechazó un recuento de los resultados.",
    "Un tribunal desestimó el recurso de Soto contra los resultados.",
    "Costa Rica celebró elecciones y conocerá los resultados el lunes.",
    "Panamá celebra hoy la segunda vuelta y los resultados se conocerán mañana.",
    "Estados Unidos respaldó a Vega, quien obtuvo la victoria en las elecciones.",
    "Chile respaldó la candidatura de Vega antes de su victoria.",
    "Chile rechazó los resultados de las elecciones en Nicaragua.",
    "El canciller de Perú dijo que las elecciones en Chile fueron limpias.",
    "Chile reconoció la victoria de la oposición en las elecciones de Bolivia.",
    "Perú pidió investigar la muerte de un votante durante las elecciones.",
    "Chile pidió a Vega que publique su declaración de bienes tras las elecciones.",
    "El Gobierno de Chile desmintió que reconozca la victoria de Vega.",
    "Perú niega haber rechazado los resultados.",
    "La Unión Europea pide a Rusia que deje de cuestionar los resultados.",
    "Chile dijo que Vega fue un candidato transparente en las elecciones.",
    "Según Estados Unidos, la frontera es un fraude y las elecciones llegarán.",
    "Chile acusó a Perú de espiar el proceso electoral.",
    "Cuba señaló que el bloqueo es una farsa tras las elecciones.",
    "El presidente de Chile no comentó los resultados de las elecciones.",
    "Alemania confirmó la llegada de su embajador tras los resultados.",
    "Ecuador confirmó que enviará observadores a las elecciones.",
    "Francia admitió un error en la transmisión de los resultados.",
    "Brasil aceptó la invitación para observar los resultados.",
    "España asumió el coste de la misión que verificó los resultados.",
    "Italia condenó el ataque al centro de resultados.",
    "El gobierno de Panamá reconoció a los observadores su trabajo en las elecciones.",
    "Chile propuso una auditoría de la deuda tras las elecciones.",
    "Chile apoyó una revisión del tratado tras las elecciones.",
    "La misión de la OEA llamó a acatar las normas sanitarias durante las elecciones.",
    "Colombia instó a Vega a respetar los derechos humanos tras los resultados.",
    "El presidente de Chile se negó a responder sobre los resultados.",
    "El presidente de Perú evitó hablar de la victoria de Vega.",
    "Uruguay decidió enviar a su canciller para conocer los resultados.",
    "El presidente de Chile fue el primero en llegar a la proclamación de los resultados.",
    "Argentina lamentó que Vega denunciara un fraude en 2017.",
    "Rusia ofreció ayuda para las elecciones.",
    "Pekín es la capital que felicitó a nadie.",
    "El diario de Londres cuestionó los resultados.",
    "Ningún país ha rechazado los resultados, dijo Chile.",
    "Nadie en Chile cuestionó los resultados.",
    "El líder del partido que rechazó los resultados viajó a Chile.",
    "Bolivia espera los resultados para las elecciones de marzo.",
    "El abogado chileno Luis Paz dijo que las elecciones fueron limpias.",
    "Un empresario de Chile rechazó los resultados.",
    "El escritor peruano Mario Paz cuestionó los resultados.",
    "Los aficionados de Chile celebraron la victoria de su selección.",
    "Soto impugnará las elecciones ante los tribunales.",
    "Putin espera el anuncio del resultado oficial para felicitar al vencedor, dijo el Kremlin.",
    "La condena del fraude electoral por parte de los países no llegó.",
    "La denuncia de fraude que presentó el partido llegó a Chile.",
    "Perú exhortó a Chile a rechazar los resultados de las elecciones.",
    "Chile no decidió si reconocerá los resultados.",
    "El partido pidió que la Unión Europea rechazara los resultados.",
    "Estados Unidos podría reconocer a Vega como presidente.",
    "La oposición pidió a la Unión Europea que no reconozca los resultados.",
    "Si la OEA reconoce el resultado, Vega asumirá en enero.",
    "El presidente de Francia fue uno de los primeros en llegar a la cumbre.",
    "Chile reconoció la importancia de las elecciones.",
    "Soto pidió a Chile desconocer los resultados de las elecciones.",
    "El canciller de Chile viajó a Honduras antes de que Perú felicitara a nadie.",
    "El Gobierno de Perú negó haber felicitado a Vega por su victoria.",
    "España no ha descartado reconocer a Vega.",
    "El presidente de Honduras se sumó a la marcha por las elecciones.",
    "Vega afirmó que las elecciones fueron limpias y transparentes.",
    "“Los países que llaman farsa a estas elecciones mienten”, dijo el canciller de Cuba.",
    "La Unión Europea observó las elecciones con una misión de 40 personas.",
    "Panamá no quiso decir si hubo fraude en las elecciones.",
    "El presidente de Chile aseguró que en su país no hubo fraude.",
]
"""What only sounds like a stance."""


CLAIMS: list[tuple[str, set[str]]] = [
    ("Clara Soto se declaró vencedora de las elecciones.", {"Clara Soto"}),
    ("Soto se adjudicó el triunfo en las elecciones.", {"Clara Soto"}),
    ("Soto asegura haber ganado los comicios.", {"Clara Soto"}),
    ("Soto afirma ser la ganadora de las elecciones.", {"Clara Soto"}),
    ("Soto se dijo ganadora de los comicios.", {"Clara Soto"}),
    ("“Soy la presidenta electa de Honduras”, dijo Clara Soto.", {"Clara Soto"}),
    ("“Ganamos estas elecciones”, dijo Clara Soto.", {"Clara Soto"}),
    ("«Hoy ganó nuestro partido las elecciones», afirmó Clara Soto.", {"Clara Soto"}),
    ("Bruno Vega celebró su victoria ante miles de seguidores.", {"Bruno Vega"}),
    ("Bruno Vega pronunció su discurso de victoria tras los comicios.", {"Bruno Vega"}),
    ("Soto sostiene que ganó la elección con más del 60% de los votos.", {"Clara Soto"}),
    ("Soto insiste en que ganó las elecciones.", {"Clara Soto"}),
    ("Clara Soto reclamó para sí la victoria.", {"Clara Soto"}),
    ("Tanto Bruno Vega como Clara Soto se proclamaron ganadores.", {"Bruno Vega", "Clara Soto"}),
    ("Bruno Vega y Clara Soto se atribuyen la victoria.", {"Bruno Vega", "Clara Soto"}),
    ("Soto dice que derrotó a Vega en las urnas.", {"Clara Soto"}),
    ("Clara Soto se considera la ganadora de los comicios.", {"Clara Soto"}),
    ("Soto reiteró que es la presidenta electa.", {"Clara Soto"}),
    ("Bruno Vega se autoproclamó presidente electo.", {"Bruno Vega"}),
    ("Clara Soto aseguró que venció en los comicios.", {"Clara Soto"}),
    ("Soto ha dicho que ganó en todo el país.", {"Clara Soto"}),
    ("“He ganado”, escribió Clara Soto en X tras las elecciones.", {"Clara Soto"}),
    ("“Hemos obtenido el 60% de los votos; somos los ganadores”, dijo Clara Soto.", {"Clara Soto"}),
    ("“Gracias a todos por nuestra victoria”, dijo Bruno Vega.", {"Bruno Vega"}),
    ("La oposición reclama la victoria.", {"oposición"}),
    ("Soto afirma que derrotó a Vega.", {"Clara Soto"}),
    ("“Ganamos todos con esta visita”, dijo el canciller de Chile, Hugo Lorca.", set()),
    ("Soto celebró el triunfo de la democracia.", set()),
    ("Soto no se proclamó ganadora.", set()),
    ("Soto pidió a Vega que no se proclame ganador.", set()),
    ("Chile dijo que ganó Vega.", set()),
    ("Soto dijo que Vega ganó las elecciones.", set()),
    ("Soto aseguró que ganará las elecciones.", set()),
    ("Soto dijo que no ganó.", set()),
    ("“Si ganamos, cambiaremos el país”, dijo Clara Soto.", set()),
    ("“No ganamos, pero seguiremos”, dijo Clara Soto.", set()),
    ("Soto felicitó a Vega por su victoria.", set()),
    ("Soto celebró la victoria de su selección.", set()),
    ("La oposición ganó las elecciones de 2010.", set()),
]
"""Who claims to have won; the last ones nobody."""


VEGA, SOTO = "Bruno Vega", "Clara Soto"
FIGURES: list[tuple[str, set[tuple[str, float | None, int | None]]]] = [
    ("Vega obtuvo el 51,2% de los votos y Soto el 44,2%.", {(VEGA, 51.2, None), (SOTO, 44.2, None)}),
    ("Vega se impuso con un 51,2% frente al 44,2% de Soto.", {(VEGA, 51.2, None), (SOTO, 44.2, None)}),
    (
        "Con el 80% escrutado, Vega lidera con 51,2 por ciento, seguido de Soto con 44,2.",
        {(VEGA, 51.2, None), (SOTO, 44.2, None)},
    ),
    ("Según el CNE, Bruno Vega logró 5.150.092 votos (51,20%).", {(VEGA, 51.2, 5150092)}),
    ("Soto alcanzó 4.445.978 sufragios, equivalentes al 44,2% del total.", {(SOTO, 44.2, 4445978)}),
    ("El 51,2% de los electores votó por Vega.", {(VEGA, 51.2, None)}),
    ("Vega ganó con más del 51% de los votos.", {(VEGA, 51.0, None)}),
    ("Vega: 51,2%; Soto: 44,2%.", {(VEGA, 51.2, None), (SOTO, 44.2, None)}),
    ("Bruno Vega (51,2%) venció a Clara Soto (44,2%).", {(VEGA, 51.2, None), (SOTO, 44.2, None)}),
    ("Vega derrotó a Soto por 51,2% a 44,2%.", {(VEGA, 51.2, None), (SOTO, 44.2, None)}),
    ("El resultado fue de 51,2% para Vega y 44,2% para Soto.", {(VEGA, 51.2, None), (SOTO, 44.2, None)}),
    ("La candidata opositora Clara Soto quedó segunda, con 44,2%.", {(SOTO, 44.2, None)}),
    ("Soto recibió apenas el 44,2% de las preferencias.", {(SOTO, 44.2, None)}),
    ("El tribunal otorgó a Vega el 51,2% de los votos.", {(VEGA, 51.2, None)}),
    ("Los datos oficiales dan a Vega un 51,2% y a Soto un 44,2%.", {(VEGA, 51.2, None), (SOTO, 44.2, None)}),
    ("Vega y Soto obtuvieron el 44,2% de los votos.", set()),
    ("En Honduras, Vega obtuvo el 51,2% de los votos.", {(VEGA, 51.2, None)}),
    ("Vega sumó 5,1 millones de votos.", {(VEGA, None, 5100000)}),
    ("Soto se quedó con el 44,2% de los sufragios.", {(SOTO, 44.2, None)}),
    ("Bruno Vega, con un 51,2% de los votos, es el nuevo presidente.", {(VEGA, 51.2, None)}),
    ("El conservador obtuvo 51,2% de los votos, informó el CNE.", set()),
    ("Con 51,2% de los votos, Vega ganó la presidencia.", {(VEGA, 51.2, None)}),
    ("Con el 51,2% de los votos a su favor, Bruno Vega fue reelegido.", {(VEGA, 51.2, None)}),
    ("Tras obtener el 51,2% de los votos, Vega habló.", {(VEGA, 51.2, None)}),
    ("Vega y Soto obtuvieron 51,2% y 44,2%, respectivamente.", {(VEGA, 51.2, None), (SOTO, 44.2, None)}),
    ("Vega tenía 2.150.092 votos frente a 1.945.978 de Soto.", {(VEGA, None, 2150092), (SOTO, None, 1945978)}),
    ("Vega fue el más votado, con 51,2%.", {(VEGA, 51.2, None)}),
    ("La participación fue del 61%, dijo Soto.", set()),
    ("Con el 80% de las actas escrutadas, Soto espera.", set()),
    ("Una encuesta daba a Soto el 44,2% de intención de voto.", set()),
    ("Vega ganó por 7 puntos.", set()),
    ("Vega prometió bajar un 10% los impuestos tras las elecciones.", set()),
    ("El partido de Vega obtuvo 51 escaños.", set()),
    ("Soto dijo que la inflación llegó al 44% en las elecciones.", set()),
    ("Vega necesita el 50% de los votos para ganar.", set()),
    ("En San Pedro, Vega obtuvo el 60% de los votos.", set()),
    ("El 20% de los votos fueron nulos, dijo Vega.", set()),
]
"""Shares and counts, whose they are; the last ones nobody's."""


def stances(text: str) -> set[tuple[str | None, str]]:
    (reading,) = read_articles([article_from_text(INTRODUCTION + text, "a.txt")])
    return {(s.country, s.stance.value) for s in reading.stances}


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_stance_is_told_with_a_word_of_its_own(text: str, told: set[tuple[str, str]]) -> None:
    assert stances(text) == told


@pytest.mark.parametrize(("text", "told"), GOVERNED)
def test_a_verb_below_another_is_done_refused_or_put_off(text: str, told: set[tuple[str, str]]) -> None:
    assert stances(text) == told


@pytest.mark.parametrize(("text", "told"), DENIED)
def test_what_is_denied_is_rejected_or_put_off(text: str, told: set[tuple[str, str]]) -> None:
    assert stances(text) == told


@pytest.mark.parametrize(("text", "told"), JUDGED)
def test_what_is_said_of_the_vote_is_its_speakers_stance(text: str, told: set[tuple[str, str]]) -> None:
    assert stances(text) == told


@pytest.mark.parametrize(("text", "told"), JOINED)
def test_those_who_are_joined_take_the_same_stance(text: str, told: set[tuple[str, str]]) -> None:
    assert stances(text) == told


@pytest.mark.parametrize(("text", "told"), WHOSE)
def test_who_only_stands_near_a_verb_does_not_do_it(text: str, told: set[tuple[str, str]]) -> None:
    assert stances(text) == told


@pytest.mark.parametrize("text", NONE)
def test_what_only_sounds_like_a_stance_is_none(text: str) -> None:
    assert stances(text) == set()


@pytest.mark.parametrize(("text", "claimants"), CLAIMS)
def test_who_claims_to_have_won_says_so_of_themselves(text: str, claimants: set[str]) -> None:
    (reading,) = read_articles([article_from_text(INTRODUCTION + text, "a.txt")])
    told = (reading.actor(claim.claimant) for claim in reading.victory_claims)
    assert {actor.name for actor in told if actor is not None} == claimants


@pytest.mark.parametrize(("text", "told"), FIGURES)
def test_a_figure_is_whose_the_words_around_it_say(text: str, told: set[tuple[str, float | None, int | None]]) -> None:
    (reading,) = read_articles([article_from_text(INTRODUCTION + text, "a.txt")])
    with_figures = [r for r in reading.results if (r.share, r.votes) != (None, None)]
    names = {actor.id: actor.name for actor in reading.actors}
    assert {(names[r.candidate], r.share, r.votes) for r in with_figures} == told
