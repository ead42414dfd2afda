"""Grants of outgoing stays: who has one, how much a month and a stay, and against the Erasmus rates of the year."""

import pytest

from models.answer import Sign
from models.question import Viewer
from tests.models.asked import answer, fractions
from tests.models.given import Cell, given, stay

pytestmark = pytest.mark.both_engines

# 15 August to 12 December: 120 days, four months of 30 days
ERASMUS: dict[str, Cell] = {"scheme": "erasmus_plus", "date_from": "2024-08-15", "date_to": "2024-12-12"}


def test_a_stay_with_a_grant_is_counted_and_its_euros_are_given_by_the_month_and_by_the_stay() -> None:
    build = given(
        stays=[
            stay(**ERASMUS, grant_eur=2000.0),
            stay(**ERASMUS, grant_eur=1880.0),
            stay(**ERASMUS, grant_eur=0.0),
            stay(**ERASMUS, grant_eur=None),
            stay(**ERASMUS, grant_eur=2000.0, status="withdrawn"),
            stay(**ERASMUS, grant_eur=2000.0, direction="in"),
            stay(scheme="bilateral", date_from="2024-08-15", date_to="2024-10-13", grant_eur=600.0),  # two months
        ]
    )
    assert fractions(build, "stays_with_grant", "scheme") == {"bilateral": (1, None), "erasmus_plus": (2, None)}
    assert fractions(build, "grant_per_month", "scheme") == {"bilateral": (300, 1), "erasmus_plus": (970, 2)}
    assert fractions(build, "grant_per_stay", "scheme") == {"bilateral": (600, 1), "erasmus_plus": (3880, 2)}
    assert {row.key["scheme"]: row.value for row in answer(build, "grant_per_month", by=("scheme",)).rows} == {
        "bilateral": 300,
        "erasmus_plus": 485,
    }


@pytest.mark.parametrize(
    ("cells", "level"),
    [
        ({"grant_eur": 1880.0}, "within"),  # 470 a month
        ({"grant_eur": 2120.0}, "within"),  # 530 a month
        ({"grant_eur": 1875.0}, "below"),
        ({"grant_eur": 2125.0}, "above"),
        ({"grant_eur": 2170.0, "green_travel": True}, "within"),  # 50 once
        ({"grant_eur": 2880.0, "fewer_opportunities_top_up": True}, "within"),  # 720 a month
        ({"grant_eur": 2120.0, "fewer_opportunities_top_up": True}, "below"),
        ({"grant_eur": 2480.0, "activity": "traineeship"}, "within"),  # 620 a month
        ({"grant_eur": 2120.0, "activity": "traineeship"}, "below"),
    ],
)
def test_an_erasmus_grant_is_held_against_the_rates_of_its_year(cells: dict[str, Cell], level: str) -> None:
    build = given(stays=[stay(**{**ERASMUS, **cells})])
    assert fractions(build, "grants_within_rates", "grant_level") == {level: (level == "within", 1)}


def test_stays_without_a_rate_or_not_over_are_not_assessed() -> None:
    build = given(
        stays=[
            stay(**{**ERASMUS, "date_from": "2020-08-15", "date_to": "2020-12-12"}, grant_eur=1000.0),
            stay(**{**ERASMUS, "scheme": "erasmus_plus_global"}, grant_eur=2800.0),
            stay(**{**ERASMUS, "status": "ongoing"}, grant_eur=1000.0),
            stay(**ERASMUS, grant_eur=2000.0),
        ]
    )
    assert fractions(build, "grants_within_rates") == {2024: (1, 1)}


def test_the_grants_of_a_few_are_suppressed_for_the_public() -> None:
    few = [stay(**ERASMUS, grant_eur=2000.0) for _ in range(3)]
    many = [stay(**ERASMUS, grant_eur=2000.0, unit_code="641000") for _ in range(30)]
    build = given(stays=few + many)
    for indicator in ("grant_per_stay", "grant_per_month"):
        rows = answer(build, indicator, Viewer("public"), by=("faculty",), years=(2024, 2024)).rows
        assert {row.key["faculty"]: row.sign for row in rows}["63"] == Sign.SUPPRESSED
