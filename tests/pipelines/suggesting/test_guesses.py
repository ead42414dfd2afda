"""A heading is mapped where nothing speaks against it; where anything does, it is asked about."""

import polars as pl

from data_contracts.contract_parser import load_contract
from pipelines.suggesting.guesses import Guess, guess

STAYS = load_contract("stays")


def guessed(**columns: list[str | None]) -> dict[str, Guess]:
    return {it.heading: it for it in guess(pl.DataFrame(columns), STAYS)}


def test_a_known_heading_with_fitting_values_is_mapped_and_says_why() -> None:
    found = guessed(LAND=["Tyskland", "FRANKRIKE", "EL"])["LAND"]

    assert (found.verdict, found.column) == ("mapped", "country")
    assert found.evidence == (
        "100: the heading is 'Land' of the profile fs_extract, 3 of 3 distinct values are of the list countries"
    )


def test_a_known_heading_whose_values_say_otherwise_is_asked_about() -> None:
    found = guessed(Land=["25.05.2020", "26.05.2020"])["Land"]

    assert (found.verdict, found.column) == ("asked", None)
    assert found.candidates[0].column == "country"
    assert "0 of 2 distinct values are of the list countries" in found.evidence


def test_two_headings_for_one_column_are_both_asked_about() -> None:
    found = guessed(Land=["DE"], country=["DE"])

    assert [it.verdict for it in found.values()] == ["asked", "asked"]


def test_values_alone_suggest_and_do_not_decide() -> None:
    found = guessed(Sted=["Tyskland", "Norge", "Spania"])["Sted"]

    assert found.verdict == "asked"
    assert {"country", "citizenship"} <= {candidate.column for candidate in found.candidates}


def test_what_nobody_knows_is_asked_about_and_what_is_known_to_be_left_is_left() -> None:
    found = guessed(Hylleplass=["x"], Etternavn=["Berg"])

    assert (found["Hylleplass"].verdict, found["Hylleplass"].candidates) == ("asked", ())
    assert found["Etternavn"].verdict == "ignored"


def test_an_empty_column_goes_by_its_heading() -> None:
    assert guessed(**{"Dato til": [None]})["Dato til"].column == "date_to"
