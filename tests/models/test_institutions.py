"""The institutions that public sources are matched to: their files hold together."""

from datetime import date

import polars as pl
import pytest

from models.config import load_config
from models.institutions import (
    FOLDER,
    find_institution,
    folded,
    institution_keys,
    known_institutions,
    own_institution,
    successions,
)
from tests.models.given import given, participation

COLUMNS = {
    "institutions": ["institution", "short_name", "country", "name_nb", "name_en"],
    "identifiers": ["institution", "kind", "identifier"],
    "aliases": ["name", "country", "institution", "reviewed_on", "note"],
    "successions": ["institution", "successor", "on", "note"],
}


def rows(name: str) -> list[dict[str, str]]:
    return pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False).to_dicts()


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_has_its_columns_and_names_known_institutions(name: str) -> None:
    known = {row["institution"] for row in rows("institutions")}
    assert all(list(row) == COLUMNS[name] for row in rows(name))
    assert {row["institution"] for row in rows(name)} <= known
    assert {row["successor"] for row in rows("successions")} <= known


def test_one_identifier_or_name_is_of_one_institution() -> None:
    keys = institution_keys()
    assert keys.height == keys.unique(["key", "country"]).height


def test_every_alias_was_reviewed_and_every_succession_has_its_day() -> None:
    assert all(date.fromisoformat(row["reviewed_on"]) for row in rows("aliases"))
    assert all(date.fromisoformat(row["on"]) for row in successions().to_dicts())


def test_who_was_succeeded_is_none_of_today() -> None:
    assert not set(known_institutions()) & {row["institution"] for row in rows("successions")}


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        ("NTNU", "ntnu"), ("uib", "uib"), ("Universitetet i Oslo", "uio"), ("HØGSKOLEN I OSLO OG AKERSHUS", "oslomet"),
        ("03zga2b32", "uib"), ("1130", "uit"), ("N  TRONDHE01", "ntnu"),
    ],
)  # fmt: skip
def test_an_institution_is_found_by_what_it_is_called(text: str, institution: str) -> None:
    result = find_institution(text)
    assert result is not None
    assert result.id == institution


@pytest.mark.parametrize("text", ["", "Universitetet", "NTNU Samfunnsforskning AS"])
def test_nothing_is_found_because_it_is_alike(text: str) -> None:
    assert find_institution(text) is None


def test_the_configured_institution_is_known_by_an_identifier_else_called_by_its_short_name() -> None:
    institution = load_config().institution
    assert own_institution(institution) == "ntnu"
    other = {"name": {"en": "University of Fjordby"}, "short_name": "U Fjordby", "country": "NO"}
    assert own_institution(type(institution).model_validate(other)) == "u_fjordby"


@pytest.mark.parametrize("name", ["Høgskolen i Sør-Trøndelag", "Universität Straße 7 (ÉÈ)", "Æsop  & Łódź", "–", "Åå"])
def test_names_are_folded_alike_in_python_and_in_sql(name: str) -> None:
    build = given(eu_participations=[participation(organisation_name=name)])
    assert build.engine.rows("select folded from dims.organisation_names") == [(folded(name),)]
