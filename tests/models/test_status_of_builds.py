"""The scorecard of real, small builds: every goal in its place, whatever the build holds."""

from models.plan import load_plan
from models.question import Viewer
from models.status import scorecard
from tests.models.given import given, graduate, participation, stay

ANALYST = Viewer("institutional_analyst")


def test_an_empty_build_has_a_row_for_every_goal_and_says_no_data() -> None:
    rows = scorecard(given(), ANALYST)
    assert [row.goal for row in rows] == list(load_plan("ntnu-2022-2025").goals)
    assert {row.status for row in rows} == {"no_data", "roll_up"}
    assert {row.evidence for row in rows} == {"0"}
    assert {row.value for row in rows} == {None}


def test_a_build_is_judged_through_the_door_and_roll_ups_count_every_goal_below_them() -> None:
    people = [f"p{number}" for number in range(40)]
    build = given(
        graduates=[graduate(person_id=person) for person in people],
        stays=[stay(person_id=person) for person in people[:20]],
        eu_participations=[
            participation(framework="H2020", signed_on="2014-05-01", contribution_eur=100.0),
            participation(framework="HORIZON", signed_on="2021-05-01", contribution_eur=50.0),
            participation(
                framework="HORIZON", signed_on="2025-05-01", contribution_eur=60.0, action="ERC-STG", role="coordinator"
            ),
        ],
    )
    rows = scorecard(build, ANALYST)
    status = {row.goal.id: row.status for row in rows}
    assert status["SG-D1"] == "reached"
    assert status["SG-C1"] == "improving"
    for row in rows:
        assert sum(row.counts.values()) == len(row.goal.rolls_up)
        assert all(n == [status[g] for g in row.goal.rolls_up].count(s) for s, n in row.counts.items())


def test_the_public_is_judged_from_the_figures_it_sees() -> None:
    people = [f"p{number}" for number in range(52)]
    build = given(
        graduates=[graduate(person_id=person) for person in people],
        stays=[stay(person_id=person) for person in people[:26]],
    )
    [row] = [row for row in scorecard(build, Viewer("public")) if row.goal.id == "SG-D1"]
    assert (row.numerator, row.denominator, row.value, row.status) == (25, 50, 0.5, "reached")


def test_every_goal_judged_by_direction_has_an_indicator_with_a_good_direction() -> None:
    build = given()
    main = [goal.indicator for goal in build.plan.goals if goal.rule == "direction" and goal.indicator]
    assert [name for name in main if build.indicators[name].good == "none"] == []
