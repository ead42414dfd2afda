"""What changed between two scorecards: every goal once, by what has become of it."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.digest.changed_goals import compose
from models.status import StatusId
from tests.dashboard.digest.given import row

STATUSES = [status for status in get_args(StatusId) if status != "roll_up"]
scorecards = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(STATUSES))


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ("behind_pace", "reached", "reached"),
        ("out_of_balance", "in_balance", "reached"),
        ("on_pace", "behind_pace", "behind"),
        ("no_clear_change", "declining", "behind"),
        ("in_balance", "out_of_balance", "behind"),
        ("attested", "stale", "stale"),
        ("reached", "no_data", "no_data"),
        ("improving", "too_few", "no_data"),
        ("behind_pace", "on_pace", "other"),
        ("no_data", "improving", "other"),
        ("stale", "attested", "other"),
    ],
)
def test_a_change_is_told_by_where_it_leads(before: StatusId, now: StatusId, kind: str) -> None:
    changed = compose([row("a", before)], [row("a", now)])
    assert list(changed.changes) == [kind]
    [change] = changed.changes[kind]  # type: ignore[index]
    assert (change.before, change.now) == (row("a", before), row("a", now))


def test_another_figure_with_the_same_status_is_no_change() -> None:
    assert compose([row("a", "stale", value=1.0)], [row("a", "stale", value=2.0)]).size == 0


def test_roll_ups_are_left_to_the_goals_below_them() -> None:
    changed = compose([row("a", "roll_up"), row("b", "stale")], [row("b", "stale"), row("c", "roll_up")])
    assert (changed.size, changed.counts) == (0, {"stale": 1})


def test_goals_that_came_and_went_with_the_plan_are_told_apart() -> None:
    changed = compose([row("a", "reached")], [row("b", "stale")])
    assert {kind: [change.row.goal.id for change in changes] for kind, changes in changed.changes.items()} == {
        "added": ["b"],
        "removed": ["a"],
    }


@given(scorecards, scorecards)
def test_every_goal_that_differs_is_told_once_and_no_other(
    before: dict[str, StatusId], now: dict[str, StatusId]
) -> None:
    changed = compose([row(*one) for one in before.items()], [row(*one) for one in now.items()])
    listed = [change.row.goal.id for changes in changed.changes.values() for change in changes]
    assert sorted(listed) == sorted(goal for goal in before.keys() | now.keys() if before.get(goal) != now.get(goal))
    assert changed.size == len(listed)
    assert sum(changed.counts.values()) == len(now)
