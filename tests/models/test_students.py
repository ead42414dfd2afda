"""Registered students: who could go, who must unregister, and who came for the whole degree."""

import pytest

from tests.models.asked import by_year, fractions
from tests.models.given import Cell, degree_application, enrolment, given, programme, stay

pytestmark = pytest.mark.both_engines


def test_participation_is_of_those_with_60_credits_in_the_year() -> None:
    build = given(
        enrolments=[
            enrolment(person_id="went", ects_completed=60.0),
            enrolment(person_id="stayed", ects_completed=180.0),
            enrolment(person_id="too early", ects_completed=59.5),
            enrolment(person_id="unknown", ects_completed=None),
            enrolment(person_id="doctor", degree_level="phd", ects_completed=300.0),
            enrolment(person_id="later", ects_completed=90.0),
            enrolment(person_id="in spring", semester="2024-spring", ects_completed=60.0),
            enrolment(person_id="in spring", semester="2024-autumn", ects_completed=None),
        ],
        stays=[
            stay(person_id="went"),
            stay(person_id="went", agreement_id="A2"),
            stay(person_id="stayed", date_to="2024-11-11"),  # 89 days
            stay(person_id="too early"),
            stay(person_id="later", date_from="2025-01-10", date_to="2025-06-01"),
            stay(person_id="in spring", date_from="2024-01-10", date_to="2024-06-01"),
        ],
    )
    assert fractions(build, "eligible_participation") == {2024: (2, 4)}


def test_a_person_on_several_programmes_is_one_student_under_the_one_that_exchange_is_part_of() -> None:
    same: dict[str, Cell] = {"person_id": "kari"}
    build = given(
        enrolments=[
            enrolment(**same, programme_code="YEAR", degree_level="year_unit", ects_completed=300.0),
            enrolment(**same, programme_code="MASTER", ects_completed=180.0),
            enrolment(**same, programme_code="SPRING", semester="2024-spring", ects_completed=400.0),
        ]
    )
    assert fractions(build, "fee_status_mix", "programme") == {"MASTER": (1, None)}


def test_opt_out_students_are_those_registered_in_the_autumn_after_the_arrangement_began() -> None:
    build = given(
        as_of="2025-12-31",
        programmes=[
            programme(programme_code="OPT", opt_out_exchange=True, opt_out_since="2024-08-01"),
            programme(programme_code="NOT", opt_out_exchange=False),
        ],
        enrolments=[
            enrolment(programme_code=code, semester=semester)
            for code in ("OPT", "NOT", "not in the register")
            for semester in ("2023-autumn", "2024-spring", "2024-autumn")
        ]
        + [enrolment(programme_code="OPT", degree_level="phd")],
    )
    assert fractions(build, "opt_out_students") == {2023: (0, 3), 2024: (1, 3)}
    assert fractions(build, "opt_out_students", "faculty") == {"63": (1, 3)}  # the last autumn stands for the stock


def test_international_degree_students_are_registered_in_the_autumn() -> None:
    came: dict[str, Cell] = {"international_degree_student": True}
    build = given(
        enrolments=[
            enrolment(**came, fee_status="liable"),
            enrolment(**came),
            enrolment(**came, semester="2024-spring"),
            enrolment(international_degree_student=False, fee_status="eu_eea_ch"),
            enrolment(international_degree_student=None),
        ]
    )
    assert by_year(build, "international_degree_students") == {2024: 2}
    assert fractions(build, "international_degree_students", "fee_status") == {
        "liable": (1, None),
        "unknown": (1, None),
    }
    mix = {"eu_eea_ch": (1, None), "liable": (1, None), "unknown": (2, None)}
    assert fractions(build, "fee_status_mix", "fee_status") == mix


FEE_GROUPS: list[tuple[dict[str, Cell], str]] = [
    ({"fee_status": "eu_eea_ch"}, "eu_eea_ch"),
    ({"fee_status": "liable", "citizenship": "IN"}, "other"),
    ({"fee_status": "family_of_eea_citizen", "citizenship": "IN"}, "other"),  # exempt, and no citizen
    ({"citizenship": "CH"}, "eu_eea_ch"),
    ({"citizenship": "NO"}, "eu_eea_ch"),
    ({"citizenship": "IN"}, "other"),
    ({"citizenship": "GB"}, "other"),  # in 2024
    ({"citizenship": "GB", "semester": "2019-autumn"}, "eu_eea_ch"),
    ({}, "unknown"),
]


def test_the_fee_splits_international_degree_students_in_two_groups() -> None:
    build = given(
        enrolments=[enrolment(international_degree_student=True, **cells) for cells, _ in FEE_GROUPS]
        + [enrolment(international_degree_student=False, citizenship="IN")]
    )
    in_2024 = [group for cells, group in FEE_GROUPS if "semester" not in cells]
    assert fractions(build, "international_degree_students", "fee_group", years=(2024, 2024)) == {
        group: (in_2024.count(group), None) for group in ("eu_eea_ch", "other", "unknown")
    }
    assert by_year(build, "international_degree_students_eea") == {2019: 1, 2024: 3}
    assert by_year(build, "international_degree_students_outside_eea") == {2024: 4}


def test_an_applicant_for_a_degree_is_counted_once_a_year_at_the_furthest_stage() -> None:
    build = given(
        degree_applications=[
            degree_application(person_id="maria", programme_code="A"),
            degree_application(person_id="maria", programme_code="B", offered_on="2024-04-01"),
            degree_application(person_id="maria", programme_code="B", year=2025, applied_on="2024-12-01"),
            degree_application(offered_on="2024-04-01", accepted_on="2024-05-01"),
            degree_application(offered_on="2024-04-01", accepted_on="2024-05-01", registered_on="2024-08-20"),
            degree_application(fee_status="eu_eea_ch"),
        ]
    )
    assert by_year(build, "degree_funnel") == {2024: 4, 2025: 1}
    stages = {"accepted": (1, None), "applied": (1, None), "offered": (1, None), "registered": (1, None)}
    assert fractions(build, "degree_funnel", "furthest_stage", years=(2024, 2024)) == stages
    assert fractions(build, "degree_funnel", "progress", years=(2024, 2024)) == {
        stage if stage == "registered" else f"{stage}_left": counts for stage, counts in stages.items()
    }
    assert fractions(build, "degree_funnel", "fee_status") == {"eu_eea_ch": (1, None), "liable": (4, None)}


def test_an_application_for_a_masters_degree_is_on_time_up_to_the_deadline_of_its_citizens() -> None:
    days = {"other": ("2023-12-01", "2023-12-02"), "eu_eea_ch": ("2024-03-01", "2024-03-02"),
            "nordic": ("2024-04-15", "2024-04-16")}  # fmt: skip
    build = given(
        programmes=[programme(programme_code="MTDT"), programme(programme_code="B", degree_level="bachelor")],
        degree_applications=[
            degree_application(citizenship_group=group, applied_on=day) for group, pair in days.items() for day in pair
        ]
        + [degree_application(programme_code="B", applied_on="2024-04-16")],
    )
    shares = fractions(build, "degree_applications_on_time", "citizenship_group")
    assert shares == dict.fromkeys(days, (1, 2))


def test_days_to_the_answer_on_exemption_are_the_median_of_those_decided() -> None:
    def asked(decided: str | None) -> dict[str, Cell]:
        return degree_application(exemption_applied_on="2024-02-28", exemption_decided_on=decided)

    days = ["2024-02-29", "2024-03-01", "2024-03-09", "2024-03-29"]  # 1, 2, 10 and 30 days in a leap year
    build = given(degree_applications=[*(asked(day) for day in days), asked(None), degree_application()])
    assert fractions(build, "fee_exemption_days") == {2024: (6.0, 4)}
