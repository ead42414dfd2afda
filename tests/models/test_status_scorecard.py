"""Goals judged from yearly figures that fit in one's head."""

import pytest

from models.answer import Sign
from models.plan import load_plan
from models.statistics import newcombe_interval
from tests.models.judging import Figure, Figures, Judge

ROUNDED = "rounded_to_5"


def projects(*years: int) -> dict[int, Figure]:
    """One project in each of these years."""
    return dict.fromkeys(years, 1)


@pytest.mark.parametrize(
    ("abroad", "as_of", "status", "pace"),
    [
        (20, "2026-01-15", "reached", 0.5),
        (19, "2026-01-15", "not_reached", 0.5),
        (16, "2025-06-01", "on_pace", 0.4),
        (15, "2025-06-01", "behind_pace", 0.4),
    ],
)
def test_half_of_the_graduates_abroad_is_due_in_a_straight_line_from_the_year_before_the_plan(
    judge: Judge, abroad: int, as_of: str, status: str, pace: float
) -> None:
    year = int(as_of[:4]) - 1
    row = judge("SG-D1", {"outbound_share": {2021: (4, 40), year: (abroad, 40)}}, as_of)
    assert (row.status, row.year, row.value, row.baseline) == (status, year, abroad / 40, 0.1)
    assert row.pace == pytest.approx(pace)
    assert (row.target, row.target_year, row.evidence) == (0.5, 2025, "A")
    assert (row.numerator, row.denominator) == (abroad, 40)


def test_without_the_year_before_the_plan_there_is_no_pace_until_the_target_is_due(judge: Judge) -> None:
    row = judge("SG-D1", {"outbound_share": {2024: (16, 40)}})
    assert (row.status, row.value, row.pace) == ("no_data", 0.4, None)
    assert judge("SG-D1", {"outbound_share": {2025: (16, 40)}}).status == "not_reached"


def test_a_year_that_is_not_over_is_not_judged(judge: Judge) -> None:
    figures: Figures = {"outbound_share": {2021: (4, 40), 2024: (10, 40), 2025: (40, 40)}}
    row = judge("SG-D1", figures, as_of="2025-12-31")
    assert (row.year, row.value) == (2024, 0.25)
    assert row.trend == ((2021, 0.1), (2022, None), (2023, None), (2024, 0.25))


def test_years_after_the_plan_are_shown_and_not_judged(judge: Judge) -> None:
    figures: Figures = {"outbound_share": {2021: (4, 40), 2025: (10, 40), 2026: (40, 40)}}
    row = judge("SG-D1", figures, as_of="2027-02-01")
    assert (row.year, row.value, row.trend[-1]) == (2025, 0.25, (2026, 1.0))


def test_figures_from_before_the_plan_are_shown_without_a_judgement(judge: Judge) -> None:
    row = judge("SG-D1", {"outbound_share": {2020: (4, 40), 2021: (40, 40)}})
    assert (row.status, row.year, row.value, row.evidence) == ("no_data", 2021, 1.0, "A")


def test_without_any_figure_the_evidence_is_none(judge: Judge) -> None:
    row = judge("SG-D1", {})
    assert (row.status, row.year, row.value, row.evidence, row.trend) == ("no_data", None, None, "0", ())
    assert (row.target, row.target_year) == (0.5, 2025)


@pytest.mark.parametrize(("number", "status"), [(19, "too_few"), (20, "improving")])
def test_fewer_persons_than_the_limit_in_either_year_are_too_few_to_judge(
    judge: Judge, number: int, status: str
) -> None:
    assert judge("O4", {"study_abroad_share": {2021: (0, number), 2025: (40, 40)}}).status == status
    assert judge("O4", {"study_abroad_share": {2021: (0, 40), 2025: (number, number)}}).status == status


def test_publications_are_no_persons_and_never_too_few(judge: Judge) -> None:
    assert judge("A6", {"international_copublication_share": {2021: (0, 19), 2025: (19, 19)}}).status == "improving"


def test_a_share_is_judged_by_the_interval_of_its_change(judge: Judge) -> None:
    unclear = judge("O4", {"study_abroad_share": {2021: (10, 100), 2025: (19, 100)}})
    clear = judge("O4", {"study_abroad_share": {2021: (10, 100), 2025: (20, 100)}})
    assert (unclear.status, clear.status) == ("no_clear_change", "improving")
    assert clear.change == pytest.approx(0.10)
    assert clear.interval == newcombe_interval((20, 100), (10, 100))
    assert (clear.baseline_year, clear.year) == (2021, 2025)


def test_a_change_from_the_covid_years_names_the_break_it_starts_in(judge: Judge) -> None:
    assert judge("O4", {"study_abroad_share": {2021: (10, 100), 2025: (20, 100)}}).breaks == ("covid",)
    assert judge("D4", {"priority_country_share": {2021: (10, 100), 2025: (20, 100)}}).breaks == ("covid", "russia")


@pytest.mark.parametrize(
    ("incoming", "status"), [(31, "out_of_balance"), (32, "in_balance"), (50, "in_balance"), (51, "out_of_balance")]
)
def test_incoming_over_outgoing_is_in_balance_within_the_band(judge: Judge, incoming: int, status: str) -> None:
    row = judge("D6", {"exchange_balance": {2025: (incoming, 40)}})
    assert (row.status, row.numerator, row.denominator) == (status, incoming, 40)


def test_balance_of_few_persons_on_either_side_is_not_judged(judge: Judge) -> None:
    assert judge("D6", {"exchange_balance": {2025: (19, 40)}}).status == "too_few"
    assert judge("D6", {"exchange_balance": {2025: (40, 19)}}).status == "too_few"


@pytest.mark.parametrize(
    ("later", "status"), [(59, "no_clear_change"), (60, "improving"), (25, "no_clear_change"), (24, "declining")]
)
def test_a_count_is_judged_beyond_what_chance_alone_does(judge: Judge, later: int, status: str) -> None:
    # 1.96 × √(40 + 60) = 19.6 and 1.96 × √(40 + 24) = 15.7
    row = judge("B1", {"erasmus_mobility_long": {2021: 40, 2025: later}})
    assert (row.status, row.value, row.baseline, row.interval) == (status, later, 40, None)


def test_horizon_europe_is_compared_with_horizon_2020_after_as_many_years(judge: Judge) -> None:
    # four years of each programme: 2014–2017 against 2021–2024; what H2020 signed later stays out
    figures: Figures = {
        "horizon_funding/H2020": {2014: 100, 2016: 100, 2017: 100, 2018: 100, 2020: 100},
        "horizon_funding/HORIZON": {2021: 200, 2024: 200},
    }
    row = judge("SG-C1", figures)
    assert (row.value, row.year, row.programme_year) == (400, 2024, 4)
    assert (row.baseline, row.baseline_year, row.status) == (300, 2017, "improving")
    assert row.trend == ((2021, 200), (2022, 200), (2023, 200), (2024, 400))


def test_without_the_former_programme_there_is_nothing_to_compare_with(judge: Judge) -> None:
    row = judge("SG-C1", {"horizon_funding/HORIZON": {2021: 200, 2024: 200}})
    assert (row.status, row.value, row.baseline) == ("no_data", 400, None)


def test_a_share_of_a_programme_is_held_against_the_same_year_of_the_former_one_and_never_added_up(
    judge: Judge,
) -> None:
    figures: Figures = {
        "erasmus_breadth/ERASMUS2021": {2024: (40, 50), 2025: (45, 50)},
        "erasmus_breadth/ERASMUS2014": {2017: (10, 50), 2018: (20, 50), 2020: (30, 50)},
    }
    row = judge("B3", figures)
    assert (row.value, row.baseline, row.baseline_year, row.programme_year) == (0.9, 0.4, 2018, 5)


def test_without_the_running_programme_no_goal_about_it_is_judged(judge: Judge) -> None:
    figures: Figures = {
        "horizon_projects/H2020": projects(2014, 2016),
        "horizon_funding/H2020": {2014: 100},
        "erc_portfolio_ratio": {2021: (0, 7), 2025: (0, 7)},
    }
    for goal in ("SG-C1", "C1"):
        row = judge(goal, figures)
        assert (row.status, row.value, row.evidence) == ("no_data", None, "0")


def test_a_target_whose_indicator_is_not_defined_is_shown_and_not_judged(judge: Judge) -> None:
    plan = load_plan("ntnu-2022-2025")
    goal = plan.goal("C5")
    target = goal.targets[0].model_copy(update={"indicator": "not_defined_yet"})
    planned = goal.model_copy(update={"indicators": (), "targets": (target,), "halves": ()})
    row = judge("C5", {}, plan=plan.model_copy(update={"goals": (planned,)}))
    assert (row.status, row.indicator, row.target, row.target_year) == ("no_data", None, 2.0, 2027)


def test_a_goal_with_several_targets_stands_as_its_weakest(judge: Judge) -> None:
    plan = load_plan("ntnu-2022-2025")
    goal = plan.goal("SG-D1")
    higher = goal.targets[0].model_copy(update={"value": 0.6})
    plan = plan.model_copy(update={"goals": (goal.model_copy(update={"targets": (*goal.targets, higher)}),)})
    row = judge("SG-D1", {"outbound_share": {2021: (4, 40), 2025: (20, 40)}}, plan=plan)
    assert (row.status, row.target) == ("not_reached", 0.6)


def test_a_suppressed_figure_gives_no_status_away(judge: Judge) -> None:
    row = judge("O4", {"study_abroad_share": {2021: (4, 40), 2024: (20, 40), 2025: Sign.SUPPRESSED}})
    assert (row.status, row.year, row.value, row.sign) == ("no_data", 2025, None, Sign.SUPPRESSED)
    assert row.trend[-1] == (2025, None)


def test_a_change_from_a_suppressed_baseline_is_not_judged(judge: Judge) -> None:
    row = judge("O4", {"study_abroad_share": {2021: Sign.SUPPRESSED, 2025: (20, 40)}})
    assert (row.status, row.value, row.baseline) == ("no_data", 0.5, None)


def test_a_change_that_rounding_alone_may_have_made_is_not_claimed(judge: Judge) -> None:
    # 20 and 10 of 50 rounded to 5: exactly it may be 18 of 52 and 12 of 48
    figures: Figures = {"study_abroad_share": {2021: (10, 50), 2025: (20, 50)}}
    exact, rounded = judge("O4", figures), judge("O4", figures, rounding=ROUNDED)
    assert (exact.status, rounded.status) == ("improving", "no_clear_change")
    assert rounded.interval is not None
    assert rounded.interval[0] == newcombe_interval((18, 52), (12, 48))[0]


def test_twenty_persons_after_rounding_may_be_eighteen_and_are_too_few(judge: Judge) -> None:
    figures: Figures = {"erasmus_mobility_long": {2021: 40, 2025: 20}}
    assert judge("B1", figures).status == "declining"
    assert judge("B1", figures, rounding=ROUNDED).status == "too_few"
