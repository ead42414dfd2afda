"""A goal that sums up others may have a figure of its own, which is shown and judged by nothing."""

from models.question import Viewer
from models.status import StatusRow
from models.store import OpenBuild
from tests.models.given import given, partner, staff_mobility, stay
from tests.models.judging import row_of

ANALYST = Viewer("institutional_analyst")


def row(build: OpenBuild, goal: str, **unit: tuple[str, ...]) -> StatusRow:
    return row_of(goal, build, ANALYST, unit)


def strategic() -> OpenBuild:
    """Two strategic partners, of whom one has students and staff with us."""
    return given(
        partners=[partner(partner_id=name, strategic=True) for name in ("tub", "kth")],
        stays=[stay(partner_id="tub"), stay(partner_id="kth")],
        staff_mobility=[staff_mobility(partner_id="tub")],
    )


def test_strategic_partnerships_show_their_partners_share_beside_the_goals_below() -> None:
    result = row(strategic(), "O2")
    assert (result.status, result.indicator, result.year) == ("roll_up", "strategic_partner_activity", 2025)
    assert (result.numerator, result.denominator, result.value) == (1, 2, 0.5)
    assert (result.target, result.change) == (None, None)
    assert sum(result.counts.values()) == len(result.goal.rolls_up)


def test_a_figure_of_the_whole_university_is_no_faculties() -> None:
    assert row(strategic(), "O2", faculty=("63",)).value is None


def test_a_goal_without_a_figure_has_the_goals_below_alone() -> None:
    result = row(strategic(), "O1")
    assert (result.indicator, result.value) == (None, None)
    assert result.counts
