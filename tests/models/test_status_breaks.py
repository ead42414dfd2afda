"""Goals whose baseline, 2021, lies inside the break of covid: compared with the last year before it as well."""

import pytest

from models.config import ConfigError, load_config
from models.config_sections import LocalComparison
from models.local_targets import check_comparisons
from models.plan import load_plan
from tests.models.judging import Figures, Judge

PLAN = load_plan("ntnu-2022-2025")


def abroad(in_2019: int, in_2021: int, in_2025: int) -> Figures:
    """Shares of 400 students."""
    return {"study_abroad_share": {2019: (in_2019, 400), 2021: (in_2021, 400), 2025: (in_2025, 400)}}


@pytest.mark.parametrize(
    ("in_2019", "in_2021", "status"),
    [
        (40, 40, "improving"),
        (100, 40, "recovered"),
        (160, 40, "rising_below_earlier"),
        (40, 100, "no_clear_change"),
        (100, 100, "no_clear_change"),
        (160, 100, "declining"),
        (100, 160, "declining"),
        (160, 160, "declining"),
        (40, 160, "no_clear_change"),
    ],
)
def test_a_direction_is_read_from_both_years(judge: Judge, in_2019: int, in_2021: int, status: str) -> None:
    row = judge("O4", abroad(in_2019, in_2021, 100))
    assert (row.status, row.baseline_year, row.comparison_year, row.year) == (status, 2021, 2019, 2025)
    assert row.interval is not None
    assert row.comparison_interval is not None
    assert row.comparison_change == pytest.approx((100 - in_2019) / 400)


def test_a_count_that_was_twelve_before_the_break_has_not_declined(judge: Judge) -> None:
    # virtual programmes boomed in 2021: 245 then, 175 now, 12 in 2019
    row = judge("E4", {"virtual_staff_participation": {2019: 12, 2021: 245, 2025: 175}})
    assert (row.status, row.change, row.comparison_change) == ("no_clear_change", -70, 163)
    assert row.reason is None


def test_a_share_of_few_before_the_break_is_shown_and_does_not_decide(judge: Judge) -> None:
    row = judge("O4", {"study_abroad_share": {2019: (4, 10), 2021: (40, 400), 2025: (100, 400)}})
    assert (row.status, row.comparison, row.reason) == ("improving", 0.4, "few_before_break")


def test_without_a_year_before_the_break_the_baseline_is_alone_and_the_row_says_so(judge: Judge) -> None:
    row = judge("O4", {"study_abroad_share": {2021: (40, 400), 2025: (100, 400)}})
    assert (row.status, row.comparison_year, row.reason) == ("improving", None, "no_year_before_break")


def test_the_year_before_the_break_is_the_last_that_has_a_figure(judge: Judge) -> None:
    figures: Figures = {"study_abroad_share": {2015: (9, 400), 2018: (100, 400), 2021: (40, 400), 2025: (100, 400)}}
    assert judge("O4", figures).comparison_year == 2018
    # before the merger of 2016 another university was counted
    del figures["study_abroad_share"][2018]
    assert judge("O4", figures).comparison_year is None


def test_an_indicator_that_the_break_does_not_touch_has_one_comparison(judge: Judge) -> None:
    figures: Figures = {"international_copublication_share": {2019: (160, 400), 2021: (40, 400), 2025: (100, 400)}}
    row = judge("A6", figures)
    assert (row.status, row.comparison_year, row.reason) == ("improving", None, None)


def test_graduates_carry_the_break_longer_than_it_lasted(judge: Judge) -> None:
    figures: Figures = {"study_abroad_share": {2019: (100, 400), 2021: (40, 400), 2024: (100, 400)}}
    assert judge("O4", figures).year_in_breaks == ("covid",)
    assert judge("O4", abroad(100, 40, 100)).year_in_breaks == ()
    assert judge("D4", {"priority_country_share": {2021: (40, 400), 2024: (100, 400)}}).year_in_breaks == ()


def test_the_institution_may_choose_the_year_and_it_is_labelled(judge: Judge) -> None:
    config = load_config().model_copy(update={"local_comparisons": (LocalComparison(break_id="covid", year=2018),)})
    figures: Figures = {"study_abroad_share": {2018: (160, 400), 2019: (100, 400), 2021: (40, 400), 2025: (100, 400)}}
    row = judge("O4", figures, config=config)
    assert (row.status, row.comparison_year, row.comparison_is_local) == ("rising_below_earlier", 2018, True)
    assert judge("O4", figures).comparison_is_local is False


@pytest.mark.parametrize(
    ("comparison", "says"),
    [
        (LocalComparison(break_id="merger", year=2015), "expected one that passes"),
        (LocalComparison(break_id="flood", year=2015), "expected one that passes"),
        (LocalComparison(break_id="covid", year=2020), "expected one before 2020"),
    ],
)
def test_a_year_that_cannot_be_compared_with_is_refused(comparison: LocalComparison, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        check_comparisons(PLAN, (comparison,))


def test_the_way_to_the_fifty_per_cent_begins_in_the_last_year_before_the_break(judge: Judge) -> None:
    # from 20 % in 2019 to 50 % in 2025 is 5 points a year: 45 % in 2024
    figures: Figures = {"outbound_share": {2019: (80, 400), 2021: (40, 400), 2024: (180, 400)}}
    row = judge("SG-D1", figures, as_of="2025-06-01")
    assert (row.status, row.pace_from) == ("on_pace", 2019)
    assert row.pace == pytest.approx(0.45)


def test_nineteen_per_cent_of_fifty_after_the_plan_is_not_reached(judge: Judge) -> None:
    row = judge("SG-D1", {"outbound_share": {2019: (80, 400), 2021: (64, 400), 2025: (76, 400)}}, as_of="2027-02-01")
    assert (row.status, row.year, row.group) == ("not_reached", 2025, "behind")
    assert row.to_go == pytest.approx(0.31)


def test_every_break_of_the_plan_says_whether_it_lasts() -> None:
    assert {one.id: one.lasting for one in PLAN.breaks} == {
        "merger": True,
        "covid": False,
        "citizenship": True,
        "russia": True,
        "tuition_fees": True,
    }
    touched = {name for one in PLAN.breaks if one.id == "covid" for name in one.indicators}
    assert {PLAN.goal(goal).indicator for goal in ("SG-E1", "SG-E2", "E1", "E2", "E4")} <= touched
