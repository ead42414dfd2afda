"""The scale of a headline: where we are, where we were, and where the goal wants us, each mark with its name."""

from typing import Any

import pytest

from dashboard.figures.scale import Scale, scale_of
from models.plan import load_plan
from models.status import StatusRow

PLAN = load_plan("ntnu-2022-2025")
GOALS = {goal.id: goal for goal in PLAN.goals}


def scale(goal: str, **cells: Any) -> Scale | None:
    return scale_of(StatusRow(GOALS[goal], "no_clear_change", year=2025, **cells), (0.8, 1.25), PLAN, "en")


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_a_target_is_a_zone_from_it_to_the_end() -> None:
    """The scale ends at 1.15 times 50 %, so that 23 % stands at 40 of 100."""
    drawn = scale("SG-D1", indicator="outbound_share", unit="percent", value=0.23, target=0.5, sense="at_least")
    assert drawn is not None
    assert drawn.now == pytest.approx(40)
    assert drawn.zone is not None
    assert (drawn.zone.low, drawn.zone.high) == pytest.approx((86.96, 100), abs=0.01)
    assert plain(drawn.zone.name) == "50 % or more"


def test_a_target_at_most_is_a_zone_from_the_start_and_a_local_one_says_so() -> None:
    drawn = scale("G1", unit="days", value=40.0, target=20.0, sense="at_most", is_local=True)
    assert drawn is not None
    assert drawn.zone is not None
    assert drawn.zone.low == 0
    assert drawn.zone.name == "at most 20 (local)"


def test_the_first_place_of_a_rank_is_at_the_good_end() -> None:
    drawn = scale("C4", indicator="horizon_rank", unit="rank", value=17.0, target=20.0, sense="at_most")
    assert drawn is not None
    assert drawn.zone is not None
    assert drawn.zone.low < drawn.now < drawn.zone.high == 100


def test_the_band_of_balance_is_called_local() -> None:
    drawn = scale("D6", unit="ratio", value=1.0)
    assert drawn is not None
    assert drawn.zone is not None
    assert drawn.zone.name == "local band 0.8–1.25"


def test_then_is_the_year_before_the_break_and_a_baseline_inside_one_is_marked() -> None:
    share: dict[str, Any] = {"indicator": "outbound_share", "unit": "percent", "value": 0.19}
    before = scale("SG-D1", **share, baseline_year=2021, baseline=0.16, comparison_year=2019, comparison=0.201)
    alone = scale("SG-D1", **share, baseline_year=2021, baseline=0.16)
    assert before is not None
    assert alone is not None
    assert before.then is not None
    assert alone.then is not None
    assert plain(before.then[1]) == "2019: 20.1 %"
    assert plain(alone.then[1]) == "2021: 16.0 % · marked by a break"


def test_without_anything_to_hold_it_against_there_is_no_scale() -> None:
    assert scale("E4", unit="number", value=50.0) is None
    assert scale("E4", unit="number", baseline=50.0, baseline_year=2021) is None


def test_a_direction_wants_more_than_in_the_year_compared_with() -> None:
    """The scale ends at 1.15 times 80: 40 in 2019 is at 43.48 of 100, and more than that is wanted."""
    cells = {"unit": "number", "value": 80.0, "baseline": 30.0, "baseline_year": 2021}
    row = StatusRow(GOALS["B1"], "improving", comparison=40.0, comparison_year=2019, **cells)  # type: ignore[arg-type]
    result = scale_of(row, (0.8, 1.25), PLAN, "en", "higher_is_better")
    assert result is not None
    assert result.zone is not None
    assert (result.zone.low, result.zone.high) == pytest.approx((43.48, 100), abs=0.01)
    assert result.zone.name == "more than in 2019"
    fewer = scale_of(row, (0.8, 1.25), PLAN, "en", "lower_is_better")
    assert fewer is not None
    assert fewer.zone is not None
    assert (fewer.zone.low, fewer.zone.name) == (0, "less than in 2019")
