"""Faculty and department are those above a unit by parent_code, on the day, at any depth and with codes of any form."""

import pytest

from models.config import Config, load_config
from tests.models.asked import answer
from tests.models.given import Cell, given, stay, unit

# campus → faculty → department → part of a department → group, with codes that say nothing of their place
DEEP: list[dict[str, Cell]] = [
    unit(unit_code="UZ", unit_level="institution", parent_code=None),
    unit(unit_code="ZGZ", unit_level="other", parent_code="UZ"),
    unit(unit_code="EINA", unit_level="faculty", parent_code="ZGZ"),
    unit(unit_code="DIIS", unit_level="department", parent_code="EINA"),
    unit(unit_code="LSI", unit_level="department", parent_code="DIIS"),
    unit(unit_code="G-17", unit_level="other", parent_code="LSI"),
]


def config(digits: tuple[int, ...] = ()) -> Config:
    """The shipped configuration with hierarchical codes of these digits, or with codes that say nothing."""
    shipped = load_config()
    return shipped.model_copy(
        update={"institution": shipped.institution.model_copy(update={"unit_code_digits": digits})}
    )


def counted(
    units: list[dict[str, Cell]], *stays: dict[str, Cell], digits: tuple[int, ...] = ()
) -> dict[object, object]:
    """(faculty, department) → outgoing stays."""
    build = given(units=units, stays=list(stays), config=config(digits))
    result = answer(build, "outgoing_stays", by=("faculty", "department"))
    return {(row.key["faculty"], row.key["department"]): row.numerator for row in result.rows}


@pytest.mark.both_engines
def test_units_at_any_depth_count_under_the_outermost_department_and_faculty_above_them() -> None:
    stays = [stay(unit_code=code) for code in ("UZ", "ZGZ", "EINA", "DIIS", "LSI", "G-17")]
    assert counted(DEEP, *stays) == {
        ("EINA", "DIIS"): 3,
        ("EINA", "unknown"): 1,
        ("unknown", "unknown"): 2,
    }


@pytest.mark.both_engines
def test_a_unit_that_moves_counts_under_each_faculty_on_its_days() -> None:
    """DIIS belongs to EINA until the end of 2023 and to FCIE from then on."""
    moved: list[dict[str, Cell]] = [
        *(row for row in DEEP if row["unit_code"] != "DIIS"),
        unit(unit_code="FCIE", unit_level="faculty", parent_code="UZ"),
        unit(unit_code="DIIS", parent_code="EINA", valid_to="2023-12-31"),
        unit(unit_code="DIIS", parent_code="FCIE", valid_from="2024-01-01"),
    ]
    days = [("2023-09-01", "2023-12-31"), ("2024-01-01", "2024-05-31"), ("2024-09-01", "2024-12-31")]
    stays = [stay(unit_code="LSI", date_from=first, date_to=last) for first, last in days]
    assert counted(moved, *stays) == {("EINA", "DIIS"): 1, ("FCIE", "DIIS"): 2}


def test_the_parent_decides_and_not_the_digits() -> None:
    units = [
        unit(unit_code="630000", unit_level="faculty"),
        unit(unit_code="640000", unit_level="faculty"),
        unit(unit_code="631000", parent_code="640000"),
    ]
    assert counted(units, stay(unit_code="631000")) == {("640000", "631000"): 1}
    assert counted(units, stay(unit_code="631000"), digits=(2, 2, 2)) == {("64", "631000"): 1}


def test_a_faculty_whose_digits_are_not_those_of_one_keeps_its_whole_code() -> None:
    """Its first two digits alone would make it one with another faculty."""
    units = [
        unit(unit_code="630000", unit_level="faculty"),
        unit(unit_code="630100", unit_level="faculty", parent_code="000000"),
    ]
    rows = counted(units, stay(unit_code="630000"), stay(unit_code="630100"), digits=(2, 2, 2))
    assert rows == {("63", "unknown"): 1, ("630100", "unknown"): 1}


def test_below_a_unit_that_was_merged_stands_what_took_its_place() -> None:
    units = [
        unit(unit_code="OLD", unit_level="faculty", parent_code=None, valid_to="2023-12-31", successor_code="NEW"),
        unit(unit_code="NEW", unit_level="faculty", parent_code=None, valid_from="2024-01-01"),
        unit(unit_code="D", parent_code="OLD"),
    ]
    stays = [stay(unit_code="D", date_from=f"{year}-02-01", date_to=f"{year}-06-30") for year in (2023, 2024)]
    assert counted(units, *stays) == {("OLD", "D"): 1, ("NEW", "D"): 1}


def test_without_a_unit_above_on_a_day_only_the_faculty_of_that_day_is_unknown() -> None:
    units = [
        unit(unit_code="F", unit_level="faculty", parent_code=None, valid_from="2024-01-01"),
        unit(unit_code="D", parent_code="F"),
        unit(unit_code="E", parent_code="nobody"),
    ]
    stays = [stay(unit_code="D", date_from=f"{year}-02-01", date_to=f"{year}-06-30") for year in (2023, 2024)]
    rows = counted(units, *stays, stay(unit_code="E"))
    assert rows == {("unknown", "D"): 1, ("F", "D"): 1, ("unknown", "E"): 1}


def test_a_circle_of_parents_ends() -> None:
    """No build with one is published; the figures are still made."""
    units = [unit(unit_code="A", parent_code="B"), unit(unit_code="B", parent_code="A")]
    assert counted(units, stay(unit_code="A")) == {("unknown", "A"): 1}


def test_departments_and_programmes_are_named_below_the_unit_they_lie_in() -> None:
    labels = given(units=DEEP, config=config()).labels
    assert {unit: names.get("parent") for unit, names in labels["department"].items()} == {
        "DIIS": "EINA", "several": None, "unknown": None,
    }  # fmt: skip
    assert set(labels["faculty"]) == {"EINA", "several", "unknown"}
