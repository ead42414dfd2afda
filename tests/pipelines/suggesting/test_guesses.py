"""A heading is mapped where nothing speaks against it; where anything does, it is asked about."""

import polars as pl

from data_contracts.contract_parser import load_contract
from pipelines.suggesting.guesses import Guess, guess

STAYS = load_contract("stays")


def guessed(**columns: list[str | None]) -> dict[str, Guess]:
    return {it.heading: it for it in guess(pl.DataFrame(columns), STAYS)}


def test_a_known_heading_with_fitting_values_is_mapped_and_says_why() -> None:
    result = guessed(LAND=["Tyskland", "FRANKRIKE", "EL"])["LAND"]

    assert (result.verdict, result.column) == ("mapped", "country")
    assert result.evidence == (
        "100: the heading is 'Land' of the profile fs_extract, 3 of 3 distinct values are of the list countries"
    )


def test_a_known_heading_whose_values_say_otherwise_is_asked_about() -> None:
    result = guessed(Land=["25.05.2020", "26.05.2020"])["Land"]

    assert (result.verdict, result.column) == ("asked", None)
    assert result.candidates[0].column == "country"
    assert "0 of 2 distinct values are of the list countries" in result.evidence


def test_two_headings_for_one_column_are_both_asked_about() -> None:
    result = guessed(Land=["DE"], country=["DE"])

    assert [it.verdict for it in result.values()] == ["asked", "asked"]


def test_values_alone_suggest_and_do_not_decide() -> None:
    result = guessed(Sted=["Tyskland", "Norge", "Spania"])["Sted"]

    assert result.verdict == "asked"
    assert {"country", "citizenship"} <= {candidate.column for candidate in result.candidates}


def test_what_nobody_knows_is_asked_about_and_what_is_known_to_be_left_is_left() -> None:
    result = guessed(Hylleplass=["x"], Etternavn=["Berg"])

    assert (result["Hylleplass"].verdict, result["Hylleplass"].candidates) == ("asked", ())
    assert result["Etternavn"].verdict == "ignored"


def test_an_empty_column_goes_by_its_heading() -> None:
    assert guessed(**{"Dato til": [None]})["Dato til"].column == "date_to"
