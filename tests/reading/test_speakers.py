"""Who speaks a quotation: by the frame around it, by who was brought in before, never whoever merely stands nearby."""

import pytest

from recuento.reading import read


def _speakers(text: str) -> list[str | None]:
    """The speakers of the quotations with marks, in order."""
    reading = read(text)
    names = {a.id: a.name for a in reading.actors}
    return [names.get(q.speaker or "") for q in reading.quotations if q.kind != "indirect"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Maria Vega says her brother would concede the vote "if he got beaten squarely".', "Maria Vega"),
        ('Pedro Ruiz once said that his party would rule the land "until the rivers run dry".', "Pedro Ruiz"),
        ('Ms Torres said the Greens would go on and do their "utmost to keep the town running".', "Torres"),
    ],
)
def test_what_another_would_do_is_told_by_whoever_says_so(text, speaker):
    assert _speakers(text) == [speaker]


def test_who_is_said_to_have_spoken_is_still_the_speaker():
    assert _speakers('Maria Vega says her brother Pablo Vega called the count "a farce from first to last".') == [
        "Pablo Vega"
    ]


@pytest.mark.parametrize(
    "text",
    [
        'President Marko Weber was in town. His boast that "nobody counts faster than we do" was repeated by a radio station.',
        'Ana Ruiz rejected President Marko Weber\'s claim that "nobody counts faster than we do".',
        'President Marko Weber lost. His motto was "nobody counts faster than we do".',
        'President Marko Weber lost; "nobody counts faster than we do" was his slogan.',
    ],
)
def test_a_noun_of_saying_gives_the_words_to_its_owner(text):
    assert _speakers(text) == ["Marko Weber"]


def test_who_is_asked_does_not_ask():
    text = "'Will you commit today to a peaceful transfer of power?' Weber was asked at his briefing."
    assert _speakers(text) == [None]


def test_who_asks_in_the_passive_asks():
    assert _speakers('"Will you accept the result of the vote?" Weber was asked by Ana Ruiz.') == ["Ana Ruiz"]


def test_who_is_made_to_speak_speaks():
    text = 'The bombs fell at dawn, leading Major Mark Weber to declare, "I think we are pleased with the calm here."'
    assert _speakers(text) == ["Major Mark Weber"]


def test_a_name_at_the_end_of_its_title_is_who_speaks():
    text = (
        "Anna Frank, leader of the Labour group, was pleased. "
        'Conservative leader of the council Peter Holm said the reason was the "quality of the campaign".'
    )
    assert _speakers(text) == ["Peter Holm"]


def test_a_name_beside_another_is_who_speaks():
    text = (
        '"Evil has won for now," said Marek Novak, an MP. Another, Jan Kowal, said it was "an easy and gentle night".'
    )
    assert _speakers(text) == ["Marek Novak", "Jan Kowal"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('In a village a woman stood outside her house and waved a flag. "We love him," she said.', "woman"),
        ('A man held up a sign. He shouted: "We want our votes back now."', "man"),
        # A person with a name stays in mind longer than one without.
        ('Ana Ruiz voted at noon. A neighbour waved. "This is our day to decide," she said.', "Ana Ruiz"),
    ],
)
def test_a_pronoun_reaches_back_to_a_person_without_a_name(text, speaker):
    assert _speakers(text) == [speaker]


def test_a_surname_that_is_a_title_is_a_name():
    text = 'Singer Nora King won on Sunday. Laura Taylor was there. King said from home: "Have a plan and go to the polls."'
    assert _speakers(text) == ["Nora King"]


def test_a_title_that_is_nobodys_surname_stays_a_title():
    assert _speakers('The Crown Prince said the vote was "a great success for us all".') == ["Crown Prince"]


def test_a_name_with_an_apostrophe_is_one_name():
    text = 'Mr Holm met Green Left vice-president Michelle D\'Arcy on Tuesday. "It was a shabby night," she said.'
    assert _speakers(text) == ["Michelle D'Arcy"]


def test_who_does_it_in_the_passive_can_be_he():
    text = 'The report was welcomed by shadow pensions secretary David Weber. "Their voice must be heard in the vote," he said.'
    assert _speakers(text) == ["David Weber"]


@pytest.mark.parametrize("who", ["it", "the board"])
def test_what_cannot_be_confirmed_is_no_charge(who):
    """The words quoted hang below a denial; going past it to "said" would make the mission allege fraud."""
    text = (
        "The electoral commission of Ghana declared John Mahama the winner of the presidential election.\n\n"
        f'The European Union mission said {who} could not confirm that the election had been "intentionally manipulated".'
    )
    assert not [s for s in read(text).stances if s.stance == "rejects"]


PARTIES = (
    "The commission declared Ama Boateng the winner. A group of five opposition parties asked it to recount the votes."
)


def test_the_group_is_whoever_was_gathered_in_one():
    text = f'{PARTIES}\n\n"We the five will not accept this result," the group said.'
    assert _speakers(text) == ["opposition party"]


def test_a_statement_is_read_for_the_group_that_issued_it():
    text = (
        f'{PARTIES}\n\nIn a statement, the group claimed that votes were bought.\n\n"We direct our agents to leave," the '
        "statement read."
    )
    assert _speakers(text) == ["opposition party"]


def test_it_that_reads_is_the_statement_of_whoever_issued_it():
    text = (
        "Ama Boateng of the Progress party won, the commission said. In a statement, Kofi Mensah's campaign alleged fraud.\n\n"
        '"We demand a recount of every vote," it read.'
    )
    assert _speakers(text) == ["Kofi Mensah's campaign"]


def test_the_campaign_of_somebody_named_is_no_party_met_before():
    text = 'Ama Boateng of the Progress party won. "We saw ballots burn in the night," Mr Mensah\'s campaign said.'
    assert "Progress" not in (_speakers(text)[0] or "")


def test_a_surname_is_whose_last_name_it_is():
    text = (
        "Ellen Johnson Sirleaf leads the count, and Ellen Johnson Sirleaf thanked her voters. Prince Johnson came third.\n\n"
        '"It is a sad day for the country," Johnson said.'
    )
    assert _speakers(text) == ["Prince Johnson"]


def test_two_who_share_their_first_names_are_two():
    text = (
        "Mohamed Ould Salem won the presidential election in Mauritania.\n\n"
        '"We do not recognise these figures," Mohamed Ould Ahmed, who came last, told reporters.'
    )
    assert _speakers(text) == ["Mohamed Ould Ahmed"]


def test_hundreds_of_people_are_those_people():
    assert _speakers('"No count, no peace!" chanted hundreds of angry supporters at the gate.') == ["angry supporters"]


def test_who_asks_others_to_do_something_goes_on_speaking():
    text = (
        "President Peter King issued a statement urging opposition leaders to calm their people down while accusing "
        '"dark political forces" of sparking the protests.'
    )
    assert _speakers(text) == ["Peter King"]


def test_words_of_a_statement_are_its_issuers():
    assert _speakers('The city council issued a statement "with a call for calm and patience".') == ["city council"]


@pytest.mark.parametrize("place", ["US based", "US-based"])
def test_where_an_institute_sits_does_not_speak(place):
    text = (
        f'The {place} Holm Institute released a report on Tuesday.\n\nIt said it was "very disturbing to watch" that the '
        "faults appeared everywhere."
    )
    assert _speakers(text) != ["United States"]
