"""Headings are compared without case, signs and humps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_contracts.contract_parser import load_contract
from pipelines.suggesting.heading_words import folded, known_words, left_unread, likeness

STAYS = load_contract("stays")
WORDS = known_words(STAYS)


@pytest.mark.parametrize("heading", ["Dato_fra", "DatoFra", " DATO  FRA:", "dato-fra"])
def test_the_same_heading_in_other_clothes(heading: str) -> None:
    result = likeness(heading, STAYS.column("date_from"), WORDS["date_from"])

    assert (result.score, result.evidence) == (100, "the heading is 'Dato fra' of the profile fs_extract")


def test_a_near_heading_is_no_exact_one() -> None:
    near = likeness("fra dato", STAYS.column("date_from"), WORDS["date_from"])
    far = likeness("Kjønn", STAYS.column("date_from"), WORDS["date_from"])

    assert 90 < near.score < 100
    assert far.score < 50


@given(st.text())
def test_folding_twice_is_folding_once(heading: str) -> None:
    assert folded(folded(heading)) == folded(heading)


def test_what_shipped_profiles_leave_unread_is_known() -> None:
    assert left_unread("E POST", "stays") == "mobility_online"
    assert left_unread("Land", "stays") is None
