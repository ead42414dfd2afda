"""The demo's inbox: the same bytes each time, one folder per feed, and references that resolve."""

import json
from pathlib import Path

import polars as pl
import pytest

from models.catalogue import load_indicators
from pipelines.demo import AS_OF, write_demo
from pipelines.demo.faults import CATCH_ALL_AGREEMENT
from pipelines.reading.readers import read_table
from tests.pipelines.demo.conftest import SMALL
from tests.pipelines.demo.read_demo import rows

FEEDS = ("units", "programmes", "graduates", "stays", "partners", "agreements", "eu_participations", "enrolments",
         "applications", "nominations", "degree_applications", "eu_applications", "publications", "staff",
         "staff_mobility", "doctorates", "courses", "attestations", "quality_assurances",
         "programme_history", "measures")  # fmt: skip


def contents(inbox: Path) -> dict[str, bytes]:
    return {
        path.relative_to(inbox).as_posix(): path.read_bytes() for path in sorted(inbox.rglob("*")) if path.is_file()
    }


@pytest.mark.slow
def test_equal_seed_and_scale_give_equal_bytes(small: Path, tmp_path: Path) -> None:
    write_demo(tmp_path, SMALL)
    assert contents(tmp_path) == contents(small)


@pytest.mark.slow
def test_another_seed_gives_other_persons(small: Path, tmp_path: Path) -> None:
    write_demo(tmp_path, SMALL, seed=1)
    assert contents(tmp_path)["stays/stays_2019.csv"] != contents(small)["stays/stays_2019.csv"]
    assert contents(tmp_path)["units/units.csv"] == contents(small)["units/units.csv"]


@pytest.mark.slow
def test_a_scale_too_small_for_the_faults_still_writes_every_feed(tmp_path: Path) -> None:
    write_demo(tmp_path, 0.001)
    assert {path.name for path in tmp_path.iterdir()} == {*FEEDS, "dbh", "origin.toml"}


def test_files_come_in_the_forms_institutions_use(small: Path) -> None:
    assert (small / "units/units.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Å".encode("latin-1") in (small / "programmes/programmes.csv").read_bytes()
    assert ";" in (small / "stays/stays_2023.csv").read_text().partition("\n")[0]
    planned = read_table(small / "stays/stays_planned_2026.xlsx")
    assert set(planned["status"]) == {"planned"}


@pytest.mark.parametrize("feed", FEEDS)
def test_no_cell_holds_a_not_a_number(small: Path, feed: str) -> None:
    cells = rows(small, feed).select(pl.col(pl.String).exclude("file"))
    assert not any(column.is_in(["nan", "NaN", "None", "null", "inf"]).any() for column in cells)


def test_the_structure_is_that_of_the_institution(small: Path) -> None:
    units, agreements = rows(small, "units"), rows(small, "agreements")
    assert units.filter(unit_level="faculty").height == 8
    assert units.filter(unit_level="department")["unit_code"].n_unique() == 55
    assert rows(small, "partners").height == 300
    assert 320 <= rows(small, "programmes").height <= 350
    assert 450 <= agreements.filter(status="in_effect").height <= agreements.height <= 600
    renamed = units.filter(unit_code="633000")
    assert (renamed.height, renamed["name_nb"].n_unique()) == (2, 2)
    assert units.filter(unit_code="673000").select("valid_to", "successor_code").row(0) == ("2021-07-31", "672000")


def unknown(inbox: Path, feed: str, name: str, key: str) -> list[str]:
    """Cells of a feed's reference that are in no row of the feed referred to."""
    known = set(rows(inbox, f"{name}s")[f"{name}_{key}"])
    return [cell for cell in rows(inbox, feed)[f"{name}_{key}"].drop_nulls() if cell not in known]


WITHOUT_UNITS = {"partners", "agreements", "quality_assurances", "programme_history"}


@pytest.mark.parametrize("feed", [feed for feed in FEEDS if feed not in WITHOUT_UNITS])
def test_units_are_known(small: Path, feed: str) -> None:
    assert unknown(small, feed, "unit", "code") == []


def test_some_measures_are_overdue_on_the_day_the_demo_speaks_of(small: Path) -> None:
    open_ones = rows(small, "measures").filter(pl.col("state").is_in(["planned", "running"]))
    overdue = open_ones.filter(pl.col("due_on") < AS_OF.isoformat())
    assert 0 < overdue.height < open_ones.height
    assert set(open_ones["indicator"]) <= set(load_indicators())


def test_the_history_ends_in_what_the_registers_say_today(small: Path) -> None:
    last = rows(small, "quality_assurances").group_by("agreement_id").agg(pl.col("assured_on").max())
    agreements = rows(small, "agreements").filter(pl.col("quality_assured_on").is_not_null())
    matches = agreements.join(
        last, left_on=["agreement_id", "quality_assured_on"], right_on=["agreement_id", "assured_on"]
    )
    assert matches.height == agreements.height > 0

    is_planted = pl.col("value") == "20"
    windows = rows(small, "programme_history").filter(
        pl.col("valid_to").is_null(), ~is_planted, attribute="mobility_window"
    )
    today = rows(small, "programmes").join(windows, on="programme_code")
    assert today.height == rows(small, "programmes").height
    assert today["mobility_window_semester"].fill_null("none").to_list() == today["value"].to_list()


@pytest.mark.parametrize("feed", ["graduates", "enrolments", "stays", "applications", "degree_applications"])
def test_programmes_are_known(small: Path, feed: str) -> None:
    assert unknown(small, feed, "programme", "code") == []


@pytest.mark.parametrize("feed", ["agreements", "stays", "applications", "nominations", "staff_mobility"])
def test_partners_are_known_but_for_the_planted_one(small: Path, feed: str) -> None:
    assert unknown(small, feed, "partner", "id") == (["P9999"] * 3 if feed == "stays" else [])


@pytest.mark.parametrize(("feed", "planted"), [("stays", [CATCH_ALL_AGREEMENT] * 8), ("nominations", [])])
def test_agreements_are_known_but_for_the_planted_one(small: Path, feed: str, planted: list[str]) -> None:
    assert unknown(small, feed, "agreement", "id") == planted


def test_stays_of_staff_are_of_employees_but_for_the_planted_ones(small: Path) -> None:
    employees = set(rows(small, "staff")["employee_id"])
    away = rows(small, "staff_mobility")["employee_id"].drop_nulls()
    assert [employee for employee in away if employee not in employees] == ["N999999"] * 3


def test_projects_reach_the_published_numbers_and_amounts(small: Path) -> None:
    own = (
        rows(small, "eu_participations")
        .filter(is_own="true")
        .with_columns(
            pl.col("contribution_eur").cast(pl.Float64), pl.col("signed_on").str.head(4).cast(pl.Int64).alias("year")
        )
    )
    h2020, horizon = own.filter(framework="H2020"), own.filter(framework="HORIZON")
    first_18_months = horizon.filter(pl.col("year") <= 2022)
    assert (h2020.height, round(h2020["contribution_eur"].sum(), 2)) == (241, 142_000_000)
    assert (first_18_months.height, round(first_18_months["contribution_eur"].sum(), 2)) == (84, 48_400_000)
    assert horizon.height == 300

    def main_grants(frame: pl.DataFrame) -> int:
        return frame.filter(
            pl.col("action").is_in(["ERC-STG", "ERC-COG", "ERC-ADG", "ERC-SYG"]), role="coordinator"
        ).height

    def pathfinders(frame: pl.DataFrame) -> int:
        return frame.filter(pl.col("action").is_in(["FET", "EIC-PATHFINDER"])).height

    assert main_grants(horizon) / main_grants(h2020) == 0.75
    assert pathfinders(horizon) / pathfinders(h2020) == pytest.approx(0.9, abs=0.02)


def test_publications_come_as_the_database_for_higher_education_gives_them(small: Path) -> None:
    status, *answer = json.loads((small / "dbh/table_373.json").read_text())
    whole = [row for row in answer if row["Avdelingskode"] == "000000"]
    assert status["status"]["antall"] == len(answer)
    assert [row["Årstall"] for row in whole] == [str(year) for year in range(2016, 2026)]
    for row in whole:
        assert 5600 <= row["Antall publikasjoner"] <= 6800
        assert 0.51 <= row["Antall internasjonale publikasjoner"] / row["Antall publikasjoner"] <= 0.56
    assert {row["Antall internasjonale publikasjoner"] for row in answer if row not in whole} == {None}


def test_visiting_students_are_counted_as_text_with_their_request_beside(small: Path) -> None:
    _, *answer = json.loads((small / "dbh/table_142.json").read_text())
    request = json.loads((small / "dbh/request_142.json").read_text())
    assert request["filter"][1]["selection"]["values"] == ["2020", "2025"]
    assert all(isinstance(row["Antall totalt"], str) and row["Type"] == "UTENL" for row in answer)
