"""Graduations with a stay abroad: who is in the numerator, who in the denominator."""

import pytest

from tests.models.asked import answer, fractions
from tests.models.given import given, graduate, stay

pytestmark = pytest.mark.both_engines


def test_a_graduation_counts_once_however_many_stays_the_person_has() -> None:
    build = given(
        graduates=[graduate(person_id="kari"), graduate(person_id="ola")],
        stays=[
            stay(person_id="kari", date_from="2023-08-15", date_to="2023-12-20"),
            stay(person_id="kari", date_from="2024-08-15", date_to="2024-12-20"),
        ],
    )
    assert fractions(build, "outbound_share") == {2025: (1, 2)}


@pytest.mark.parametrize(
    ("case", "cells", "counts"),
    [
        ("study", {}, True),
        ("traineeship", {"activity": "traineeship"}, True),
        ("fieldwork", {"activity": "fieldwork"}, True),
        ("thesis", {"activity": "thesis"}, True),
        ("a short programme is no stay abroad", {"activity": "short_blended"}, False),
        ("incoming", {"direction": "in"}, False),
        ("ongoing", {"status": "ongoing"}, False),
        ("withdrawn", {"status": "withdrawn"}, False),
        ("virtual", {"virtual": True}, False),
        ("89 days", {"date_from": "2024-01-01", "date_to": "2024-03-29"}, False),
        ("90 days", {"date_from": "2024-01-01", "date_to": "2024-03-30"}, True),
        ("begins on the first day of studies", {"date_from": "2020-08-15", "date_to": "2020-12-20"}, True),
        ("begins the day before", {"date_from": "2020-08-14", "date_to": "2020-12-20"}, False),
        ("ends on the day of graduation", {"date_from": "2025-01-10", "date_to": "2025-06-15"}, True),
        ("ends the day after", {"date_from": "2025-01-10", "date_to": "2025-06-16"}, False),
    ],
)
def test_which_stays_bring_a_graduation_into_the_numerator(case: str, cells: dict[str, str], counts: bool) -> None:
    build = given(
        graduates=[graduate(person_id="kari", started_on="2020-08-15", graduated_on="2025-06-15")],
        stays=[stay(person_id="kari", **cells), stay(person_id="somebody else")],
    )
    assert fractions(build, "outbound_share") == {2025: (int(counts), 1)}, case


def test_without_a_start_of_studies_the_stay_counts_from_six_years_before() -> None:
    build = given(
        graduates=[
            graduate(person_id="in time", started_on=None, graduated_on="2025-06-15"),
            graduate(person_id="too early", started_on=None, graduated_on="2025-06-15"),
        ],
        stays=[
            stay(person_id="in time", date_from="2019-06-15", date_to="2019-12-20"),
            stay(person_id="too early", date_from="2019-06-14", date_to="2019-12-20"),
        ],
    )
    assert fractions(build, "outbound_share") == {2025: (1, 2)}


def test_a_double_degree_in_a_year_is_two_graduations_and_the_stay_counts_in_both() -> None:
    build = given(
        graduates=[
            graduate(person_id="kari", programme_code="MTDT"),
            graduate(person_id="kari", programme_code="MTFYMA"),
            graduate(person_id="kari", programme_code="MTDT", graduated_on="2025-12-15"),  # the same degree twice
        ],
        stays=[stay(person_id="kari")],
    )
    assert fractions(build, "outbound_share") == {2025: (2, 2)}


def test_other_levels_and_revoked_degrees_are_not_in_the_denominator() -> None:
    levels = ["bachelor", "master", "integrated_master", "professional", "phd", "year_unit", "other"]
    build = given(
        graduates=[graduate(degree_level=level) for level in levels]
        + [graduate(revoked=True), graduate(revoked=False)],
        stays=[stay()],
    )
    assert fractions(build, "outbound_share") == {2025: (0, 5)}


def test_study_abroad_counts_study_alone() -> None:
    build = given(
        graduates=[graduate(person_id="student"), graduate(person_id="trainee")],
        stays=[stay(person_id="student"), stay(person_id="trainee", activity="traineeship")],
    )
    assert fractions(build, "outbound_share") == {2025: (2, 2)}
    assert fractions(build, "study_abroad_share") == {2025: (1, 2)}


def test_the_gap_to_half_adds_up_over_units_and_is_negative_above_the_target() -> None:
    build = given(
        graduates=[graduate(person_id=f"a{i}", unit_code="631000") for i in range(4)]
        + [graduate(person_id=f"b{i}", unit_code="641000") for i in range(2)],
        stays=[stay(person_id="a0")] + [stay(person_id=f"b{i}") for i in range(2)],
    )
    gaps = {row.key["faculty"]: row.value for row in answer(build, "outbound_gap", by=("faculty",)).rows}
    assert gaps == {"63": 1.0, "64": -1.0}
    assert answer(build, "outbound_gap").rows[0].value == sum(gaps.values())


def test_without_a_feed_of_stays_there_is_no_figure_rather_than_zero() -> None:
    answered = answer(given(graduates=[graduate()]), "outbound_share")
    assert answered.rows == ()
    assert not answered.meta.has_data
