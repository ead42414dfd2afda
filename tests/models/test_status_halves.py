"""Goals that ask for several things, each judged for itself; and changes that are no sample of anything."""

import pytest

from models.answer import Row, Sign
from models.status.thresholds import nearest_changes
from tests.models.judging import Figures, Judge


def test_a_goal_is_its_weakest_half(judge: Judge) -> None:
    figures: Figures = {
        "erasmus_mobility_long": {2019: 400, 2021: 100, 2025: 600},
        "erasmus_mobility_short": {2019: 60, 2021: 60, 2025: 20},
    }
    row = judge("B1", figures)
    assert [(half.indicator, half.status) for half in row.halves] == [
        ("erasmus_mobility_long", "improving"),
        ("erasmus_mobility_short", "declining"),
    ]
    assert [half.half and half.half["en"] for half in row.halves] == ["Long stays", "Short stays"]
    assert (row.status, row.indicator, row.value, row.halves_judged) == ("declining", "erasmus_mobility_short", 20, 2)


def test_a_half_that_cannot_be_judged_does_not_decide(judge: Judge) -> None:
    row = judge("B1", {"erasmus_mobility_long": {2019: 400, 2021: 100, 2025: 600}})
    assert (row.status, row.halves_judged, len(row.halves)) == ("improving", 1, 2)
    assert judge("B1", {}).status == "no_data"


def test_a_half_of_too_few_says_why_it_is_not_judged(judge: Judge) -> None:
    """Short stays: 136 in 2025, but 12 in 2021."""
    figures: Figures = {
        "erasmus_mobility_long": {2019: 400, 2021: 100, 2025: 600},
        "erasmus_mobility_short": {2019: 7, 2021: 12, 2025: 136},
    }
    _, short = judge("B1", figures).halves
    assert (short.status, short.reason) == ("too_few", "few_persons")


def test_more_applications_are_the_first_half_of_the_goal_about_pathfinder(judge: Judge) -> None:
    figures: Figures = {
        "pathfinder_applications/HORIZON": {2021: 30, 2025: 30},
        "pathfinder_applications/H2020": {2014: 5, 2018: 5},
    }
    first, second = judge("C5", figures).halves
    assert (first.status, first.value, first.baseline, second.status) == ("improving", 60, 10, "no_data")
    assert judge("C5", figures).status == "improving"


@pytest.mark.parametrize(
    ("overall", "norwegian", "status", "to_go"),
    [(17, 1, "reached", -3), (17, 2, "not_reached", 1), (25, 1, "not_reached", 5)],
)
def test_rank_17_reaches_the_top_20(judge: Judge, overall: int, norwegian: int, status: str, to_go: float) -> None:
    row = judge("C4", {"horizon_rank": {2025: overall}, "horizon_rank_norway": {2025: norwegian}})
    assert (row.status, row.to_go, row.sense) == (status, to_go, "at_most")


def test_departments_are_compared_with_themselves(judge: Judge) -> None:
    """Six of ten departments gained a project and none lost one."""
    codes = [f"6{number}0000" for number in range(10)]
    figures: Figures = {"erasmus_breadth/ERASMUS2021": {2025: (8, 10)}, "erasmus_breadth/ERASMUS2014": {2018: (2, 10)}}
    departments = {
        "erasmus_breadth/ERASMUS2021": {2025: {code: int(n < 8) for n, code in enumerate(codes)}},
        "erasmus_breadth/ERASMUS2014": {2018: {code: int(n < 2) for n, code in enumerate(codes)}},
    }
    row = judge("B3", figures, departments=departments)
    assert (row.status, row.gained, row.lost, row.noise) == ("improving", 6, 0, "paired")


def test_decisions_are_no_sample(judge: Judge) -> None:
    figures: Figures = {"agreements_quality_assured": {2021: (28, 54), 2025: (30, 54)}}
    assert judge("A2", figures).status == "improving"
    figures["agreements_quality_assured"][2025] = (29, 54)
    assert judge("A2", figures).status == "no_clear_change"


def test_author_shares_are_judged_by_the_publications_that_they_are_worth(judge: Judge) -> None:
    figures: Figures = {"level2_share": {2021: (10, 100), 2025: (25, 100)}}
    assert (
        judge("A5", figures | {"effective_author_shares": {2021: (10000, 100), 2025: (10000, 100)}}).status
        == "improving"
    )
    few: Figures = {"effective_author_shares": {2021: (10000, 500), 2025: (10000, 500)}}
    assert judge("A5", figures | few).status == "no_clear_change"


def test_balance_is_within_a_band_that_is_the_institutions_own(judge: Judge) -> None:
    row = judge("D6", {"exchange_balance": {2025: (30, 40)}})
    assert (row.status, row.band, row.is_local) == ("out_of_balance", (0.8, 1.25), True)


def test_what_would_change_a_status_is_the_nearest_figure_that_is_judged_otherwise(judge: Judge) -> None:
    # 19 of 100 is unclear against 10 of 100 and 20 is clear; 3 of 100 is the first that is clearly less
    row = judge("O4", {"study_abroad_share": {2021: (10, 100), 2025: (15, 100)}})
    above, below = row.what_would_change
    assert (above.key, above.status, above.n, above.value) == ("at_least", "improving", 5, 0.2)
    assert (below.key, below.status) == ("at_most", "declining")
    early = judge("SG-D1", {"outbound_share": {2021: (4, 40), 2024: (15, 40)}}, as_of="2025-06-01")
    assert [(one.status, one.n) for one in early.what_would_change] == [("on_pace", 1)]


def test_a_figure_per_hundred_would_change_by_its_own_measure() -> None:
    """50 guests per 400 employees are 12.5 per 100; two more are 13."""
    now = Row({"year": 2025}, 50, 400, 12.5)
    above, below = nearest_changes(now, lambda present: "improving" if (present.value or 0) >= 13 else (
        "declining" if (present.value or 0) < 12 else "no_clear_change"))  # fmt: skip
    assert (above.status, above.n, above.value) == ("improving", 2, 13.0)
    assert (below.status, below.n, below.value) == ("declining", 3, 11.75)


def test_an_attribute_without_history_has_a_level_and_no_direction(judge: Judge) -> None:
    row = judge("SG-F2", {"programmes_with_window": {2025: (120, 300)}}, has_history=False)
    assert (row.status, row.reason, row.value, row.trend, row.change) == ("level_only", "no_history", 0.4, (), None)
    assert row.group == "not_judged"


def test_a_suppressed_figure_is_named_as_the_reason(judge: Judge) -> None:
    row = judge("O4", {"study_abroad_share": {2021: (4, 40), 2025: Sign.SUPPRESSED}})
    assert (row.status, row.reason) == ("no_data", "suppressed")
