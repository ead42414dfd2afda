"""The same graduations by other measures of a stay, and by the arrangement of the programme."""

import pytest

from tests.models.asked import fractions
from tests.models.given import Cell, given, graduate, programme, stay

pytestmark = pytest.mark.both_engines

VARIANTS = ("outbound_share", "outbound_share_eu", "outbound_share_with_short")


@pytest.mark.parametrize(
    ("case", "cells", "counts_in"),
    [
        ("90 days", {"date_from": "2024-01-01", "date_to": "2024-03-30"}, VARIANTS),
        ("89 days and no credits on record", {"date_from": "2024-01-01", "date_to": "2024-03-29"}, VARIANTS[2:]),
        ("30 days, 14.5 credits", {"date_to": "2024-09-13", "ects_recognised": 14.5}, VARIANTS[2:]),
        ("30 days, 15 credits", {"date_to": "2024-09-13", "ects_recognised": 15.0}, VARIANTS[1:]),
        ("a short programme", {"activity": "short_blended", "date_to": "2024-09-13", "ects_recognised": 15.0},
         VARIANTS[2:]),
        ("4 days", {"date_to": "2024-08-18"}, ()),
        ("5 days", {"date_to": "2024-08-19"}, VARIANTS[2:]),
        ("5 days, not over", {"date_to": "2024-08-19", "status": "ongoing"}, ()),
        ("online", {"virtual": True, "ects_recognised": 30.0}, ()),
        ("before the studies began", {"date_from": "2020-08-14", "date_to": "2020-12-20", "ects_recognised": 30.0}, ()),
    ],
)  # fmt: skip
def test_how_long_a_stay_must_be(case: str, cells: dict[str, Cell], counts_in: tuple[str, ...]) -> None:
    build = given(graduates=[graduate(person_id="kari")], stays=[stay(person_id="kari", **cells)])
    shares = {variant: fractions(build, variant)[2025] for variant in VARIANTS}
    assert shares == {variant: (int(variant in counts_in), 1) for variant in VARIANTS}, case


def test_international_degree_students_are_left_out_and_unknown_ones_are_not() -> None:
    build = given(
        graduates=[
            graduate(person_id="kari", international_degree_student=False),
            graduate(person_id="unknown", international_degree_student=None),
            graduate(person_id="maria", international_degree_student=True),
        ],
        stays=[stay(person_id="kari"), stay(person_id="maria")],
    )
    assert fractions(build, "outbound_share_home") == {2025: (1, 2)}
    assert fractions(build, "outbound_share") == {2025: (2, 3)}


def test_an_activity_at_home_gives_international_competence_as_a_stay_does() -> None:
    build = given(
        graduates=[graduate(person_id=person) for person in ("away", "online", "both", "unfinished", "neither")],
        stays=[
            stay(person_id="away"),
            stay(person_id="online", virtual=True, country="NO"),
            stay(person_id="both"),
            stay(person_id="both", virtual=True),
            stay(person_id="unfinished", virtual=True, status="ongoing"),
            stay(person_id="neither", date_to="2024-09-13"),
        ],
    )
    assert fractions(build, "graduates_with_international_competence") == {2025: (3, 5)}
    # of those who did not go: one of online, unfinished and neither
    assert fractions(build, "home_competence_share") == {2025: (1, 3)}


def test_a_year_without_any_activity_at_home_on_record_says_nothing_of_those_who_stayed() -> None:
    build = given(
        graduates=[
            graduate(person_id="away", graduated_on="2024-12-21"),
            graduate(person_id="online"),
            graduate(person_id="neither"),
        ],
        stays=[stay(person_id="away"), stay(person_id="online", virtual=True, country="NO")],
    )
    nothing = (None, None)
    assert fractions(build, "outbound_share") == {2024: (1, 1), 2025: (0, 2)}
    assert fractions(build, "graduates_with_international_competence") == {2024: nothing, 2025: (1, 2)}
    assert fractions(build, "home_competence_share") == {2025: (1, 2)}  # everybody of 2024 went


def test_a_graduation_belongs_to_the_arrangement_that_stood_when_the_studies_began() -> None:
    window: dict[str, Cell] = {"mobility_window_semester": 5}
    build = given(
        programmes=[
            programme(programme_code="OPT", opt_out_exchange=True, opt_out_since="2022-08-15", **window),
            programme(programme_code="NOT", opt_out_exchange=False),
            programme(programme_code="SILENT"),
        ],
        graduates=[
            graduate(person_id="new", programme_code="OPT", started_on="2022-08-15"),
            graduate(person_id="old", programme_code="OPT", started_on="2022-08-14"),
            graduate(programme_code="NOT"),
            graduate(programme_code="SILENT"),
            graduate(programme_code="not in the register"),
        ],
        stays=[stay(person_id="new")],
    )  # fmt: skip
    by_opt_out = {"true": (1, 1), "false": (0, 2), "unknown": (0, 2)}
    assert fractions(build, "outbound_share", "has_opt_out") == by_opt_out
    assert fractions(build, "outbound_share", "has_window") == {"true": (1, 2), "false": (0, 2), "unknown": (0, 1)}
    assert build.labels["has_opt_out"]["true"]["en"] == "Exchange unless the student unregisters"
