"""How far from a target, whichever way is good."""

import pytest

from models.plan import Sense, load_plan
from models.status import StatusRow
from models.status.distance import meets, to_go


@pytest.mark.parametrize(
    ("value", "target", "sense", "missing", "is_met"),
    [
        (17, 20, "at_most", -3, True),
        (20, 20, "at_most", 0, True),
        (25, 20, "at_most", 5, False),
        (17, 20, "at_least", 3, False),
        (20, 20, "at_least", 0, True),
        (25, 20, "at_least", -5, True),
    ],
)
def test_what_is_missing_follows_the_sense_of_the_target(
    value: float, target: float, sense: Sense, missing: float, is_met: bool
) -> None:
    assert (to_go(value, target, sense), meets(value, target, sense)) == (missing, is_met)


def test_a_row_says_what_is_missing_by_itself() -> None:
    goal = load_plan("ntnu-2022-2025").goal("C4")
    assert StatusRow(goal, "reached", value=17.0, target=20.0, sense="at_most").to_go == -3
    assert StatusRow(goal, "no_data", target=20.0, sense="at_most").to_go is None
