"""What programmes say of themselves: exchange as the default, a window, a profile, their learning outcomes."""

import pytest

from models.answer import Sign
from tests.models.asked import answer, fractions
from tests.models.given import given, graduate, programme, stay


def test_exchange_is_the_default_from_the_day_the_arrangement_began() -> None:
    build = given(
        as_of="2024-03-01",
        programmes=[
            programme(opt_out_exchange=True, opt_out_since="2022-12-31"),
            programme(opt_out_exchange=True, opt_out_since="2023-01-01"),
            programme(opt_out_exchange=False, opt_out_since="2020-01-01"),
            programme(),
        ],
    )
    shares = fractions(build, "opt_out_programmes", years=(2021, 2024))
    assert shares == {2021: (0, 4), 2022: (1, 4), 2023: (2, 4), 2024: (2, 4)}


def test_an_arrangement_without_a_first_day_is_known_as_of_today_alone_and_so_are_the_others() -> None:
    dated = programme(opt_out_exchange=True, opt_out_since="2015-08-01")
    build = given(as_of="2024-03-01", programmes=[dated, programme(opt_out_exchange=True)])
    assert fractions(build, "opt_out_programmes") == {2023: (1, 2), 2024: (2, 2)}


def test_a_window_is_any_semester_set_aside() -> None:
    build = given(programmes=[programme(mobility_window_semester=5), programme()])
    assert fractions(build, "programmes_with_window", years=(2025, 2025)) == {2025: (1, 2)}


@pytest.mark.parametrize(
    ("indicator", "column"),
    [
        ("programmes_international_profile", "international_profile"),
        ("outcomes_with_competence", "international_competence_in_outcomes"),
    ],
)
def test_a_programme_that_says_nothing_is_not_counted_for_but_silence_of_all_is_no_figure(
    indicator: str, column: str
) -> None:
    described = given(programmes=[programme(**{column: True}), programme(**{column: False}), programme()])
    assert fractions(described, indicator, years=(2025, 2025)) == {2025: (1, 3)}

    silent = given(programmes=[programme(), programme()])
    assert {row.sign for row in answer(silent, indicator, by=("year",)).rows} == {Sign.MISSING}


def test_a_programme_stands_under_its_unit_level_and_language() -> None:
    build = given(programmes=[programme(teaching_language="en", mobility_window_semester=3), programme()])
    assert fractions(build, "programmes_with_window", "teaching_language") == {"en": (1, 1), "unknown": (0, 1)}
    assert fractions(build, "programmes_with_window", "department") == {"631000": (1, 2)}


def test_the_graduates_of_programmes_with_a_window_are_seen_apart() -> None:
    build = given(
        programmes=[programme(programme_code="A", mobility_window_semester=5), programme(programme_code="B")],
        graduates=[
            graduate(person_id="p", programme_code="A"),
            graduate(programme_code="A"),
            graduate(programme_code="B"),
            graduate(programme_code="GONE"),
        ],
        stays=[stay(person_id="p")],
    )
    assert fractions(build, "outbound_share_with_window") == {2025: (1, 2)}
    assert fractions(build, "outbound_share") == {2025: (1, 4)}
