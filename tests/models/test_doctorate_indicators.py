"""Doctorates and postdoctoral periods completed without earlier international experience."""

from typing import Any

import pytest

from tests.models.asked import by_year, fractions
from tests.models.given import doctorate, given

pytestmark = pytest.mark.both_engines


@pytest.mark.parametrize(
    ("cells", "fraction"),
    [
        ({"longest_stay_abroad_days": 90}, (1, 1)),
        ({"longest_stay_abroad_days": 89}, (0, 1)),
        ({"longest_stay_abroad_days": 0}, (0, 1)),
        ({"longest_stay_abroad_days": None}, (0, 0)),
        ({"prior_international_experience": "yes"}, (0, 0)),
        ({"prior_international_experience": "unknown"}, (0, 0)),
        ({"kind": "postdoc"}, (1, 1)),
    ],
)
def test_the_group_is_those_known_to_lack_experience(cells: dict[str, Any], fraction: tuple[int, int]) -> None:
    assert fractions(given(doctorates=[doctorate(**cells)]), "early_career_abroad_share") == {2024: fraction}


def test_what_is_not_known_is_shown_apart() -> None:
    build = given(
        doctorates=[
            doctorate(),
            doctorate(longest_stay_abroad_days=None),
            doctorate(prior_international_experience="unknown"),
            doctorate(prior_international_experience="yes", longest_stay_abroad_days=None),
        ]
    )
    assert fractions(build, "early_career_unknown_share") == {2024: (2, 4)}
    assert fractions(build, "early_career_unknown_share", "prior_international_experience") == {
        "no": (1, 2),
        "unknown": (1, 1),
        "yes": (0, 1),
    }


def test_years_are_those_of_completion() -> None:
    build = given(doctorates=[doctorate(completed_on="2023-12-31"), doctorate(completed_on="2024-01-01")])
    assert by_year(build, "early_career_abroad_share") == {2023: 1, 2024: 1}


def test_without_anybody_of_the_group_there_is_no_share() -> None:
    build = given(doctorates=[doctorate(prior_international_experience="yes")])
    assert by_year(build, "early_career_abroad_share") == {2024: None}
