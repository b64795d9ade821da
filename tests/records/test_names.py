"""Two writings of one name match, and two names do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recuento.records.names import fold, names_match

SAME = [
    ("Łukasz Nowak", "Lukasz Nowak"), ("Ayşe Işık", "Ayse Isik"), ("IŞIK", "ışık"), ("Nicolás Maduro", "Nicolas Maduro Moros"),
    ("Maduro, Nicolás", "Nicolás Maduro"), ("N. Maduro", "Nicolás Maduro Moros"), ("Luiz Inácio Lula da Silva", "Lula"),
    ("Ursula von der Leyen", "Ursula Leyen"), ("Petr Pavel", "PETR PAVEL"), ("Jean-Luc Mélenchon", "Jean Luc Melenchon"),
    ("Volodymyr Zelenskyy", "Volodymyr Zelensky"), ("Yulia Tymoshenko", "Julia Timoschenko"), ("Mohammed Morsi", "Muhammad Morsi"),
    ("Seán O'Brien", "Sean O’Brien"), ("Straße", "Strasse"), ("John Smith Jr.", "John Smith"), ("Ngô Đình", "Ngo Dinh"),
    ("Edmundo González Urrutia", "Gonzalez"), ("Søren Ærø", "Soren Aero"), ("D’Hondt", "Dhondt"),
]  # fmt: skip
OTHER = [
    ("Ana García", "Ana Gómez"), ("R. Maduro", "Nicolás Maduro"), ("Maduro Guerra", "Nicolás Maduro"), ("Marín", "Moreno"),
    ("Hernández", "Fernández"), ("Chen", "Shin"), ("Kim", "Kam"), ("A. B.", "Ana Belén"), ("", "Ana"), ("de la", "Ana de la Cruz"),
    ("Sara Duterte", "Rodrigo Duterte"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_writings_of_one_name_match(one: str, other: str) -> None:
    """Accents, letters of their own, order, particles, initials, transliterations, a surname alone; either way round."""
    assert names_match(one, other)
    assert names_match(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_names_do_not_match(one: str, other: str) -> None:
    """Another surname, another initial, initials alone, nothing but particles."""
    assert not names_match(one, other)
    assert not names_match(other, one)


@given(st.text(max_size=40))
def test_folding_is_folded_already(text: str) -> None:
    """Folding twice changes nothing more, and leaves single blanks."""
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())
