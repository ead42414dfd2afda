"""Employees abroad, guests here, those who take part online, and where academic employees come from."""

from typing import Any

import pytest

from models.config import Config, load_config
from models.question import Viewer
from tests.models.asked import answer, by_year, fractions
from tests.models.given import UNITS, given, staff, staff_mobility, unit

pytestmark = pytest.mark.both_engines


def config(**settings: int) -> Config:
    standing = load_config()
    return standing.model_copy(update={"settings": standing.settings.model_copy(update=settings)})


class TestInternationalShare:
    """Academic employees with a stay of seven days or more that began in the year."""

    @pytest.mark.parametrize(
        ("mobility", "counts"),
        [
            ({"date_to": "2024-03-09"}, 0),  # six days
            ({"date_to": "2024-03-10"}, 1),  # seven, both ends included
            ({"virtual": True}, 0),
            ({"country": "NO"}, 0),
            ({"direction": "guest"}, 0),
            ({"date_from": "2024-12-30", "date_to": "2025-01-05"}, 1),  # counts where it began
            ({"date_from": "2024-12-30", "date_to": None}, 1),  # under way
            ({"date_from": "2020-12-30", "date_to": None}, 0),  # and of another year
        ],
    )
    def test_a_stay_counts_by_its_days_and_its_first_day(self, mobility: dict[str, Any], counts: int) -> None:
        one = staff()
        other = staff_mobility(employee_id="other", date_to="2024-03-05")  # keeps 2024 a year with a register
        stay = staff_mobility(employee_id=one["employee_id"], **mobility)
        build = given(staff=[one], staff_mobility=[stay, other])
        assert fractions(build, "staff_international_share")[2024] == (counts, 1)

    def test_an_employee_counts_once_and_technical_staff_not_at_all(self) -> None:
        professor, engineer = staff(), staff(position_group="technical_administrative")
        build = given(
            staff=[professor, engineer, staff()],
            staff_mobility=[
                staff_mobility(employee_id=professor["employee_id"]),
                staff_mobility(employee_id=professor["employee_id"], date_from="2024-06-01", date_to="2024-06-30"),
                staff_mobility(employee_id=engineer["employee_id"]),
            ],
        )
        assert fractions(build, "staff_international_share") == {2024: (1, 2)}

    def test_years_before_stays_were_registered_are_not_years_without_stays(self) -> None:
        build = given(staff=[staff(year=2016), staff()], staff_mobility=[staff_mobility()])
        assert by_year(build, "staff_international_share") == {2024: 0}

    def test_the_least_length_is_a_setting(self) -> None:
        one = staff()
        stay = staff_mobility(employee_id=one["employee_id"])
        build = given(config=config(staff_stay_days=8), staff=[one], staff_mobility=[stay])
        assert fractions(build, "staff_international_share") == {2024: (0, 1)}

    def test_without_a_year_it_is_that_of_the_last_year(self) -> None:
        one = staff(year=2025)
        stays = [staff_mobility(), staff_mobility(employee_id=one["employee_id"], date_from="2025-01-01", date_to=None)]
        build = given(staff=[one, staff()], staff_mobility=stays)
        assert [(row.numerator, row.denominator) for row in answer(build, "staff_international_share").rows] == [(1, 1)]


def test_stays_are_physical_ones_abroad_of_every_position() -> None:
    build = given(
        staff_mobility=[
            staff_mobility(date_to="2024-03-04"),  # of one day
            staff_mobility(position_group="technical_administrative", scheme="erasmus_plus"),
            staff_mobility(virtual=True),
            staff_mobility(direction="guest"),
            staff_mobility(country="NO"),
            staff_mobility(date_from="2026-03-01", date_to="2026-04-01"),  # after the day of the build
        ]
    )
    assert fractions(build, "staff_stays", "position_group", years=(2024, 2024)) == {
        "associate_professor": (1, None),
        "technical_administrative": (1, None),
    }
    assert by_year(build, "staff_stays", where={"scheme": ("erasmus_plus",)}) == {2024: 1}


def test_days_have_both_ends_and_run_to_the_day_of_the_build_while_under_way() -> None:
    build = given(
        staff_mobility=[
            staff_mobility(),
            staff_mobility(date_from="2024-12-31", date_to="2025-01-01"),
            staff_mobility(date_from="2026-01-13", date_to=None),
            staff_mobility(date_from="2016-01-13", date_to=None),  # longer than a stay can be: of no known length
        ]
    )
    assert fractions(build, "staff_stay_days") == {2024: (9, 2), 2026: (3, 1)}
    assert by_year(build, "staff_stay_days") == {2024: 9, 2026: 3}


def test_the_position_of_a_stay_without_one_is_that_of_the_register() -> None:
    one = staff(position_group="professor")
    stays = [staff_mobility(employee_id=one["employee_id"], position_group=None), staff_mobility(position_group=None)]
    build = given(staff=[one], staff_mobility=stays)
    assert fractions(build, "staff_stays", "position_group") == {"professor": (1, None), "unknown": (1, None)}


def test_who_takes_part_online_counts_once_a_year() -> None:
    build = given(
        staff_mobility=[
            staff_mobility(employee_id="a", virtual=True, unit_code="641000"),
            staff_mobility(employee_id="a", virtual=True, date_from="2024-05-01", date_to="2024-05-02"),
            staff_mobility(employee_id="a", virtual=True, date_from="2025-05-01", date_to="2025-05-02"),
            staff_mobility(employee_id="b", virtual=True),
            staff_mobility(employee_id="b"),
            staff_mobility(employee_id=None, direction="guest", virtual=True),
        ]
    )
    assert by_year(build, "virtual_staff_participation") == {2024: 2, 2025: 1}
    assert fractions(build, "virtual_staff_participation", "faculty", years=(2024, 2024)) == {
        "63": (1, None),
        "64": (1, None),
    }


class TestGuests:
    """Guests of 30 days or more per 100 academic full-time equivalents."""

    @pytest.mark.parametrize(
        ("cells", "counts"),
        [
            ({"date_to": "2024-04-01"}, 0),  # 29 days
            ({"date_to": "2024-04-02"}, 1),  # 30
            ({"date_to": "2024-04-02", "country": "NO"}, 0),
            ({"date_to": "2024-04-02", "direction": "out"}, 0),
            ({"date_to": "2024-04-02", "virtual": True}, 0),
        ],
    )
    def test_a_guest_is_from_abroad_and_stays_for_thirty_days(self, cells: dict[str, Any], counts: int) -> None:
        guest = staff_mobility(**{"direction": "guest", "employee_id": None} | cells)
        build = given(staff=[staff()], staff_mobility=[guest])
        assert fractions(build, "guest_researchers") == {2024: (counts, 1)}

    def test_they_are_held_against_academic_full_time_equivalents(self) -> None:
        guest: dict[str, Any] = {"direction": "guest", "date_to": "2024-06-01"}
        build = given(
            staff=[staff(fte=1.0), staff(fte=0.5), staff(position_group="technical_administrative")],
            staff_mobility=[staff_mobility(**guest), staff_mobility(**guest), staff_mobility(**guest)],
        )
        assert fractions(build, "guest_researchers") == {2024: (3, 1.5)}
        assert by_year(build, "guest_researchers") == {2024: 200}


class TestCitizenship:
    """Academic employees of known citizenship; the unknown are shown apart."""

    def test_international_is_every_citizenship_but_norwegian_and_unknown(self) -> None:
        groups = ("norwegian", "norwegian", "nordic", "eu_eea_ch", "other", "unknown")
        engineer = staff(citizenship_group="other", position_group="technical_administrative")
        build = given(staff=[engineer, *(staff(citizenship_group=group) for group in groups)])
        assert fractions(build, "international_staff_share") == {2024: (3, 5)}
        assert fractions(build, "staff_citizenship_unknown_share") == {2024: (1, 6)}

    def test_new_hires_are_those_of_the_year(self) -> None:
        build = given(
            staff=[
                staff(citizenship_group="other", new_hire=True),
                staff(citizenship_group="unknown", new_hire=True),
                staff(citizenship_group="other", new_hire=False),
                staff(citizenship_group="other", new_hire=None),
                staff(citizenship_group="norwegian", new_hire=True, year=2025),
            ]
        )
        assert fractions(build, "international_hire_share") == {2024: (1, 1), 2025: (0, 1)}

    def test_a_unit_that_ended_within_the_year_is_that_of_its_successor(self) -> None:
        merged = {"valid_to": "2024-06-30", "successor_code": "641000"}
        units = [unit(**cells | (merged if cells["unit_code"] == "631000" else {})) for cells in UNITS]
        build = given(units=units, staff=[staff(), staff(year=2023)])
        assert fractions(build, "international_staff_share", "faculty", years=(2024, 2024)) == {"64": (0, 1)}
        assert fractions(build, "international_staff_share", "faculty", years=(2023, 2023)) == {"63": (0, 1)}


@pytest.mark.parametrize(
    "indicator",
    ["staff_stays", "staff_stay_days", "virtual_staff_participation"],
)
def test_few_persons_of_a_unit_are_suppressed(indicator: str) -> None:
    stays = [staff_mobility(virtual=indicator.startswith("virtual")) for _ in range(4)]
    build = given(staff_mobility=stays)
    [row] = answer(build, indicator, viewer=Viewer("viewer"), by=("department",)).rows
    assert (row.numerator, row.value) == (None, None)
