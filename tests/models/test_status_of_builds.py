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


def test_the_public_sees_rounded_figures_and_the_status_of_the_exact_ones() -> None:
    """25 of 51 are shown as 25 of 50, and are less than half."""
    people = [f"p{number}" for number in range(51)]
    build = given(
        graduates=[graduate(person_id=person) for person in people],
        stays=[stay(person_id=person) for person in people[:25]],
    )
    for viewer in ("public", "viewer", "unit_analyst:63", "institutional_analyst"):
        [row] = [row for row in scorecard(build, Viewer.parse(viewer)) if row.goal.id == "SG-D1"]
        assert row.status == "not_reached"
    [row] = [row for row in scorecard(build, Viewer("public")) if row.goal.id == "SG-D1"]
    assert (row.numerator, row.denominator, row.value) == (25, 50, 0.5)


def test_the_public_is_not_told_how_many_persons_are_missing() -> None:
    people = [f"p{number}" for number in range(51)]
    build = given(
        as_of="2024-12-31",
        graduates=[graduate(person_id=person, graduated_on="2023-06-15") for person in people],
        stays=[stay(person_id=person, date_from="2022-08-15", date_to="2022-12-20") for person in people[:25]],
        eu_participations=[participation()],
    )
    rows = scorecard(build, Viewer("public"))
    persons = [row for row in rows if row.indicator and build.indicators[row.indicator].persons]
    assert [row.goal.id for row in persons if row.what_would_change] == []


def test_every_goal_judged_by_direction_has_an_indicator_with_a_good_direction() -> None:
    build = given()
    main = [goal.indicator for goal in build.plan.goals if goal.rule == "direction" and goal.indicator]
    assert [name for name in main if build.indicators[name].direction == "none"] == []
