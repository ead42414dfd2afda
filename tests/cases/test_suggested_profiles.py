"""`profile suggest` knows the words of European exports, and asks once for what a list does not contain."""

from pathlib import Path

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.profiles import read_profile
from pipelines.reading.readers import read_table
from pipelines.suggesting.draft import best_answers, draft
from pipelines.suggesting.heading_words import language_of
from pipelines.suggesting.profile_file import Draft, written
from pipelines.suggesting.vocabulary import vocabularies

DANISH = pl.DataFrame({
    "Studienummer": ["A1", "A2"], "Værtsland": ["Tjekkiet", "Frankrig"], "Startdato": ["25.08.2023", "20.01.2024"],
    "Slutdato": ["20.12.2023", "15.06.2024"], "Køn": ["K", "M"], "Institutkode": ["630000", "640000"],
})  # fmt: skip
SPANISH = pl.DataFrame({
    "NUM_EXPEDIENTE": ["A1", "A2"], "PAIS_UNIVERSIDAD_DESTINO": ["República Checa", "Países Bajos"],
    "FECHA_INICIO": ["25/08/2023", "20/01/2024"], "FECHA_FIN": ["20/12/2023", "15/06/2024"], "SEXO": ["H", "M"],
})  # fmt: skip
GERMAN = pl.DataFrame({
    "Matrikelnummer": ["A1", "A2"], "Gastland": ["Tschechien", "Niederlande"], "Aufenthalt von": ["25.08.2023"] * 2,
    "Aufenthalt bis": ["20.12.2023"] * 2, "Geschlecht": ["M", "W"], "Abschlussart": ["Bachelor", "Promotion"],
})  # fmt: skip
SWEDISH = pl.DataFrame({
    "Personnummer": ["A1", "A2"], "Värdland": ["Tjeckien", "Nederländerna"], "Startdatum": ["2023-08-25"] * 2,
    "Slutdatum": ["2023-12-20"] * 2, "Kön": ["Man", "Kvinna"],
})  # fmt: skip


def drafted(frame: pl.DataFrame) -> Draft:
    return draft(frame, load_contract("stays"), lambda _doubt, _free: None)


@pytest.mark.parametrize(
    ("frame", "language", "genders", "countries"),
    [
        (DANISH, "da", {"K": "f", "M": "m"}, ["CZ", "FR"]),
        (SPANISH, "es", {"H": "m", "M": "f"}, ["CZ", "NL"]),
        (GERMAN, "de", {"M": "m", "W": "f"}, ["CZ", "NL"]),
        (SWEDISH, "sv", {"Man": "m", "Kvinna": "f"}, ["CZ", "NL"]),
    ],
)
def test_headings_and_values_are_known_in_their_language(
    frame: pl.DataFrame, language: str, genders: dict[str, str], countries: list[str]
) -> None:
    vocabulary = language_of(frame.columns)
    assert vocabulary is not None
    assert vocabulary.language == language
    draft_of = drafted(frame)
    mapped = {guess.column: guess.heading for guess in draft_of.guesses if guess.verdict == "mapped"}
    assert {"person_id", "country", "date_from", "date_to", "gender"} <= set(mapped)
    assert draft_of.reading.values["gender"] == genders
    assert sorted(draft_of.reading.values["country"].values()) == sorted(countries)


def test_every_word_of_a_vocabulary_is_of_a_column_and_a_code() -> None:
    contracts = [load_contract(feed) for feed in ("stays", "graduates", "agreements", "partners", "applications")]
    contracts += [load_contract(feed) for feed in ("nominations", "staff", "programmes", "units")]
    columns: dict[str, set[str]] = {}
    for column in (column for contract in contracts for column in contract.columns):
        columns.setdefault(column.name, set()).update(column.codes or ())
    for vocabulary in vocabularies():
        assert set(vocabulary.headings) - {"employee_id"} <= set(columns)
        for name, values in vocabulary.values.items():
            assert set(values.values()) <= columns[name], (vocabulary.language, name)


def test_what_the_list_does_not_contain_is_asked_once() -> None:
    asked: list[str] = []
    given = {"direction": "out", "scheme": "erasmus_plus", "activity": "study", "status": "completed"}

    def answer(column: object) -> str | None:
        name = str(getattr(column, "name"))  # noqa: B009  # a Column
        asked.append(name)
        return given.get(name)

    draft_of = draft(DANISH, load_contract("stays"), lambda _doubt, _free: None, answer)
    assert sorted(asked) == ["activity", "degree_level", "direction", "scheme", "status"]
    assert draft_of.constants == given
    assert draft_of.composed == {"stay_id": "{Studienummer}-{Startdato}"}
    assert draft_of.lacking == ("degree_level",)


def test_what_nobody_answered_is_in_the_file_with_its_codes() -> None:
    text = written(drafted(DANISH), "udland.csv")
    assert (
        '"direction of every row": "the export does not say it. Set constants: {direction: …}: one of out, in"' in text
    )


def test_no_column_is_the_best_answer_twice() -> None:
    frame = pl.DataFrame({"dato": ["25.08.2023"], "dag": ["25.08.2023"], "tid": ["25.08.2023"]})
    best = best_answers(drafted(frame).guesses)
    assert len(set(best.values())) == len(best)


def test_a_known_heading_is_the_best_answer_also_where_its_values_do_not_fit() -> None:
    frame = SPANISH.with_columns(CENTRO=pl.Series(["Facultad de Ciencias", "Facultad de Medicina"]))
    [centre] = [guess for guess in drafted(frame).guesses if guess.heading == "CENTRO"]
    assert centre.verdict == "asked"  # no unit has such a code: its values must be mapped
    assert best_answers(drafted(frame).guesses)["CENTRO"] == "unit_code"


def test_a_draft_whose_questions_are_answered_reads_the_file() -> None:
    given = {
        "direction": "out", "scheme": "erasmus_plus", "activity": "study", "status": "completed",
        "degree_level": "master",
    }  # fmt: skip
    text = written(
        draft(DANISH, load_contract("stays"), lambda _doubt, _free: "-", lambda column: given.get(column.name)), "u.csv"
    )
    profile = read_profile(text, "ours", "stays")
    assert profile.constants == given
    assert profile.headings["Værtsland"] == "country"


def test_the_case_of_outgoing_students(cases: Path) -> None:
    table = read_table(cases / "06-outgoing-students-without-constants" / "salientes.csv")
    draft_of = drafted(table)
    mapped = {guess.heading: guess.column for guess in draft_of.guesses if guess.verdict == "mapped"}
    expected = {
        "NUM_EXPEDIENTE": "person_id", "NIVEL": "degree_level", "SEXO": "gender", "FECHA_INICIO": "date_from",
        "PAIS_UNIVERSIDAD_DESTINO": "country", "FECHA_FIN": "date_to", "NACIONALIDAD": "citizenship",
        "IMPORTE_BECA": "grant_eur",
    }  # fmt: skip
    assert expected.items() <= mapped.items()
    assert {"direction", "activity", "status"} <= set(draft_of.lacking)
    assert draft_of.reading.unknown.get("country") is None
