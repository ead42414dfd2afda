"""Lists of one kind through a profile alone: what they do not say, what they say in several columns, what to skip."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.profiles import ProfileError, read_profile
from models.config import Config
from pipelines.building.report import BuildReport
from pipelines.reading.layout import Table
from pipelines.staging.canonical_rows import Preparing, whole_tables
from pipelines.staging.judge import judge_rows
from pipelines.warehouse import Warehouse

FILE = Path("list.csv")
PLACES = """\
description: A faculty's list of Erasmus places
feeds:
  partners:
    headings: {Código: [partner_id, erasmus_code], Nombre Universidad: name, País: country}
    skip_rows: {Nombre Universidad: ["^(TOTAL|PLAZAS)"]}
    ignore: ["column 1", Zona idioma, GRADO A, MASTER B, GRADO C, Comentarios]
  agreements:
    headings: {Código: partner_id}
    skip_rows: {Nombre Universidad: ["^(TOTAL|PLAZAS)"]}
    ignore: [Zona idioma, País, Comentarios]
    unpivot:
      headings: {GRADO A: GA, MASTER B: MB, GRADO C: GC}
      into: programme_codes
      values: places_out
    composed: {agreement_id: "{column 1}-{programme_codes}"}
    constants: {scheme: erasmus_plus, status: in_effect, valid_from: 2026-09-01}
"""
LIST = """\
;Lista DEFINITIVA vacantes destinos Erasmus 2026-2027;;;;;;;
;Zona idioma;Nombre Universidad;Código;País;GRADO A;MASTER B;GRADO C;Comentarios
1;A;TECHNISCHE HOCHSCHULE BEISPIEL;D BEISPIE01;ALEMANIA;2; ;1;
2;A;UNIVERSITE EXEMPLE;F EXEMPLE01;FRANCIA;;;3;
3;A;HOGSKOLEN I EKSEMPEL;N EKSEMPE01;NORUEGA;;;;
;;PLAZAS TOTALES;18;;;;;
"""


def prepared(profile: str, feed: str, **columns: list[str | None]) -> list[dict[str, object]]:
    """The rows that are accepted of a table with these columns."""
    frame = pl.DataFrame({name.replace("_", " "): cells for name, cells in columns.items()})
    preparing = Preparing(load_contract(feed), [read_profile(profile, "ours", feed)], lambda: iter(()))
    part = judge_rows(preparing.prepared(Table(frame, FILE)), preparing.contract, b"key")
    assert part.quarantined.is_empty(), part.quarantined
    return part.accepted.rows(named=True)


def partners(body: str, **columns: list[str | None]) -> list[dict[str, object]]:
    return prepared(f"description: x\nfeeds:\n  partners:\n{body}", "partners", **columns)


@pytest.mark.slow
def test_a_list_of_places_gives_partners_and_agreements(
    tmp_path: Path, configured: Callable[..., Config], built: Callable[..., BuildReport]
) -> None:
    (tmp_path / "places.yaml").write_text(PLACES, encoding="utf-8")
    config = configured(after='[profiles]\npartners = "places.yaml"\nagreements = "places.yaml"\n')
    report = built(config, {"partners/l.csv": LIST, "agreements/l.csv": LIST})
    assert report.published, report.reasons
    current = Warehouse(tmp_path / "wh").current()
    assert current
    with duckdb.connect(current.database, read_only=True) as connection:
        names = connection.execute("select partner_id, country from feeds.partners order by 1").fetchall()
        agreements = connection.execute(
            "select agreement_id, partner_id, scheme, programme_codes, places_out from feeds.agreements order by 1"
        ).fetchall()
    assert names == [("D BEISPIE01", "DE"), ("F EXEMPLE01", "FR"), ("N EKSEMPE01", "NO")]
    assert agreements == [
        ("1-GA", "D BEISPIE01", "erasmus_plus", ["GA"], 2),
        ("1-GC", "D BEISPIE01", "erasmus_plus", ["GC"], 1),
        ("2-GC", "F EXEMPLE01", "erasmus_plus", ["GC"], 3),
    ]
    [file] = [file for file in report.files if file.feed == "agreements"]
    # the row without any place has no programme to be named by: it is set aside, not lost
    assert (file.rows_read, file.rows_loaded, file.rows_quarantined) == (4, 3, 1)
    assert "1 rows were left out, as skip_rows of the profile 'places.yaml' says." in file.notes


def test_constants_are_in_every_row() -> None:
    rows = partners(
        "    headings: {Name: name}\n    constants: {country: NO, strategic: true}\n"
        "    composed: {partner_id: 'X-{Name}'}",
        Name=["A", "B"],
    )
    assert [(row["partner_id"], row["country"], row["strategic"]) for row in rows] == [
        ("X-A", "NO", True),
        ("X-B", "NO", True),
    ]


def test_values_by_pattern_come_after_values_by_name() -> None:
    profile = """\
description: x
feeds:
  graduates:
    headings: {Id: person_id, Course: programme_code, Level: degree_level, Unit: unit_code, Year: graduated_on}
    constants: {campus: trondheim}
    patterns:
      graduated_on: {'^(\\d{4})/\\d{2}$': '${1}-06-15'}
      degree_level: {'(?i)^m[aá]ster': master, '(?i)^grado': bachelor}
    values: {degree_level: {Grado especial: professional}}
"""
    rows = prepared(
        profile, "graduates", Id=["1", "2", "3"], Course=["C"] * 3, Unit=["630000"] * 3,
        Level=["Máster en Física", "Grado en Física", "Grado especial"], Year=["2022/23", "2023/24", "2023/24"],
    )  # fmt: skip
    assert [row["degree_level"] for row in rows] == ["master", "bachelor", "professional"]
    assert [str(row["graduated_on"]) for row in rows] == ["2022-06-15", "2023-06-15", "2023-06-15"]


@pytest.mark.parametrize("name", ["Noruega", "NORUEGA", "Norvegia", "Norwegen", "Norge", "Norway", "NO", "Norja"])
def test_countries_are_known_by_their_names_in_every_language(name: str) -> None:
    body = "    headings: {Id: partner_id, Name: name, Land: country}"
    [row] = partners(body, Id=["1"], Name=["A"], Land=[name])
    assert row["country"] == "NO"


def test_a_bare_no_is_norway() -> None:
    body = "    headings: {Id: partner_id, Name: name, Land: country}\n    values: {country: {Nord: NO}}"
    [row] = partners(body, Id=["1"], Name=["A"], Land=["Nord"])
    assert row["country"] == "NO"


def test_what_is_composed_of_a_persons_number_is_hashed() -> None:
    profile = """\
description: x
feeds:
  stays:
    headings:
      {Expediente: person_id, Inicio: date_from, Fin: date_to, Centro: unit_code, Pais: country, Nivel: degree_level}
    constants: {direction: out, scheme: erasmus_plus, activity: study, status: completed}
    composed: {stay_id: "{Expediente}-{Inicio}"}
"""
    [row] = prepared(
        profile, "stays", Expediente=["EXP0001"], Inicio=["2023-09-20"], Fin=["2024-01-25"], Centro=["630000"],
        Pais=["Italia"], Nivel=["master"],
    )  # fmt: skip
    assert "EXP0001" not in str(row)
    assert len(str(row["stay_id"])) == 32


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("    constants: {land: NO}", "partners has no column land"),
        ("    constants: {country: XX}", "country has no code XX"),
        ("    constants: {name: A}", "gives name in two ways"),
        ("    composed: {partner_id: abc}", "partner_id is composed of no cell"),
        ("    skip_rows: {Name: ['(']}", "is not a regular expression"),
        ("    values: {country: {Nord: 12}}", "write it in quotes"),
        ("    headings_row: 0", "greater than or equal to 1"),
    ],
)
def test_a_profile_that_cannot_be_right_says_why(part: str, says: str) -> None:
    text = f"description: x\nfeeds:\n  partners:\n    headings: {{Name: name}}\n{part}\n"
    with pytest.raises(ProfileError, match=says):
        read_profile(text, "ours", "partners")


@pytest.mark.slow
def test_the_case_of_a_list_of_places(
    cases: Path, tmp_path: Path, configured: Callable[..., Config], built: Callable[..., BuildReport]
) -> None:
    [path] = (cases / "05-agreements-with-title-and-totals").glob("*.csv")
    profile = PLACES.replace("Nombre Universidad", '"Nombre Universidad"')
    (tmp_path / "places.yaml").write_text(profile, encoding="utf-8")
    config = configured(after='[profiles]\npartners = "places.yaml"\nagreements = "places.yaml"\n')
    report = built(config, {"partners/l.csv": path.read_bytes(), "agreements/l.csv": path.read_bytes()})
    assert report.published, report.reasons
    loaded = {file.feed: (file.rows_loaded, file.rows_quarantined) for file in report.files}
    assert loaded["partners"] == (4, 0)
    assert loaded["agreements"] == (8, 0)


def test_the_case_of_students_in_a_profile_with_constants(cases: Path) -> None:
    folder = cases / "06-outgoing-students-without-constants"
    text = (folder / "profile_after_adding_columns.yaml").read_text(encoding="utf-8")
    added = ("stay_id", "direction", "activity", "status")
    for name in added:
        text = text.replace(f"      {name}: {name}\n", "")
    text = text.replace(
        "    values:\n",
        "    constants: {direction: out, activity: study, status: completed}\n"
        '    composed: {stay_id: "{NUM_EXPEDIENTE}-{FECHA_INICIO}"}\n    values:\n',
    )
    contract = load_contract("stays")
    profiles = [read_profile(text, "ours", "stays")]
    tables = whole_tables(folder / "salientes.csv", contract, profiles)
    preparing = Preparing(contract, profiles, lambda: iter(tables))
    [part] = [judge_rows(preparing.prepared(table), contract, b"key") for table in tables]
    assert part.quarantined.is_empty()
    assert part.accepted["direction"].unique().to_list() == ["out"]
