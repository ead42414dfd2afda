"""From a build's figures, as a viewer sees them, to a verdict on the plan's target."""

import pytest

from models.forecast import Forecast, forecast
from models.forecast.forecast_target import aims_of
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from tests.models.asked import ANALYST
from tests.models.given import Cell, given, graduate, participation, stay

Rows = list[dict[str, Cell]]


def graduations(shares: dict[int, int], of: int = 50, **cells: Cell) -> dict[str, Rows]:
    """So many of fifty graduates a year with a stay abroad in the autumn two years before."""
    graduates, stays = [], []
    for year, with_stay in shares.items():
        for number in range(of):
            person = f"{cells}{year}-{number}"
            graduates.append(
                graduate(person_id=person, started_on=f"{year - 4}-08-15", graduated_on=f"{year}-06-15", **cells)
            )
            if number < with_stay:
                stays.append(
                    stay(person_id=person, date_from=f"{year - 2}-08-15", date_to=f"{year - 2}-12-20", **cells)
                )
    return {"graduates": graduates, "stays": stays}


def erc(framework: str, *years: int) -> Rows:
    return [
        participation(framework=framework, action="ERC-STG", role="coordinator", signed_on=f"{y}-05-01", call_year=y)
        for y in years
    ]


def portfolio(as_of: str, former: int, *years: int) -> OpenBuild:
    """So many grants of Horizon 2020 and these of Horizon Europe."""
    return given(as_of=as_of, eu_participations=erc("H2020", *([2016] * former)) + erc("HORIZON", *years))


def foresee(build: OpenBuild, indicator: str, viewer: Viewer = ANALYST, **question: object) -> Forecast:
    return forecast(Question(indicator, **question), viewer, build)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def empty() -> OpenBuild:
    return given()


def test_shares_and_portfolios_with_a_target_in_the_plan_can_be_foreseen(empty: OpenBuild) -> None:
    models = {name: aim.model for name, aim in aims_of(empty).items()}
    assert models == {"erc_portfolio_ratio": "portfolio", "pathfinder_ratio": "portfolio", "outbound_share": "share"}


def test_a_share_that_rises_is_foreseen_to_reach_its_target_after_its_year() -> None:
    shares = {2016: 10, 2017: 11, 2018: 12, 2019: 13, 2020: 14, 2021: 15, 2022: 16, 2023: 17, 2024: 18, 2025: 19}
    foreseen = foresee(given(**graduations(shares)), "outbound_share")
    assert (foreseen.goal, foreseen.model, foreseen.target.value) == ("SG-D1", "share", 0.5)
    assert foreseen.verdict == "too_late"
    assert foreseen.reached_in is not None
    earliest, latest = foreseen.reached_interval
    assert 2026 <= (earliest or 0) <= foreseen.reached_in <= (latest or foreseen.horizon)
    assert [point.year for point in foreseen.value_at] == list(range(2026, 2046))
    assert foreseen.at_target_year is None  # 2025 has been


def test_a_year_that_is_not_over_is_foreseen_and_not_observed() -> None:
    shares = dict.fromkeys(range(2016, 2026), 10)
    foreseen = foresee(given(as_of="2025-10-01", **graduations(shares)), "outbound_share")
    assert (foreseen.last_year, list(foreseen.years_marked)) == (2024, [2021, 2022, 2023, 2024])
    assert foreseen.at_target_year == foreseen.value_at[0]
    assert (foreseen.verdict, foreseen.reached_in) == ("not_within_horizon", None)


def test_a_target_met_needs_no_forecast() -> None:
    foreseen = foresee(given(**graduations({2022: 30, 2023: 20, 2024: 25, 2025: 40})), "outbound_share")
    assert (foreseen.verdict, foreseen.reached_in, foreseen.reached_interval) == ("reached", 2024, (2024, 2024))


def test_four_years_are_too_few_to_say() -> None:
    foreseen = foresee(given(**graduations({2022: 3, 2023: 4, 2024: 5, 2025: 6})), "outbound_share")
    assert (foreseen.verdict, foreseen.value_at, foreseen.years_used) == ("too_few_years", (), (2022, 2023, 2024, 2025))


def test_nineteen_graduates_a_year_are_too_few_to_judge_and_twenty_are_not() -> None:
    shares = dict.fromkeys(range(2016, 2026), 4)
    foreseen = foresee(given(**graduations(shares, of=19)), "outbound_share")
    assert (foreseen.verdict, foreseen.value_at) == ("too_few_cases", ())
    assert foresee(given(**graduations(shares, of=20)), "outbound_share").verdict == "not_within_horizon"


def test_edges_are_whole_cases_of_a_year_as_large_as_the_latest() -> None:
    foreseen = foresee(given(**graduations(dict.fromkeys(range(2016, 2026), 5), of=20)), "outbound_share")
    for point in foreseen.value_at:
        assert all(20 * edge == pytest.approx(round(20 * edge)) for edge in (point.low, point.mid, point.high))


def test_without_a_figure_nothing_is_said(empty: OpenBuild) -> None:
    foreseen = foresee(empty, "outbound_share")
    assert (foreseen.verdict, foreseen.last_year, foreseen.value_at) == ("no_data", None, ())


def test_years_suppressed_for_the_viewer_are_left_out_of_the_forecast() -> None:
    shares = {2016: 2, 2017: 8, 2018: 9, 2019: 9, 2020: 10, 2021: 9, 2022: 8, 2023: 9, 2024: 10, 2025: 10}
    build = given(**graduations(shares, gender="f"))
    women = {"gender": ("f",)}
    assert foresee(build, "outbound_share", where=women).years_left_out == {}
    foreseen = foresee(build, "outbound_share", Viewer("viewer"), where=women)
    assert foreseen.years_left_out == {2016: "suppressed"}
    assert foreseen.observed[2016] is None


def test_a_portfolio_is_foreseen_to_the_year_in_which_the_last_calls_of_its_programme_are_signed() -> None:
    build = portfolio("2026-01-15", 10, 2022, 2022, 2023, 2023, 2024, 2024, 2025, 2025)
    foreseen = foresee(build, "erc_portfolio_ratio")
    assert (foreseen.model, foreseen.last_year, foreseen.horizon, foreseen.due) == ("portfolio", 2025, 2028, 2028)
    assert foreseen.years_left_out == {2021: "start_up"}
    assert foreseen.verdict == "not_within_horizon"
    assert foreseen.at_target_year is not None
    assert foreseen.at_target_year.mid == pytest.approx(1.4, abs=0.1)


def test_a_portfolio_that_grows_fast_enough_is_foreseen_in_time() -> None:
    foreseen = foresee(portfolio("2025-01-15", 6, *[2022] * 3, *[2023] * 3, *[2024] * 3), "erc_portfolio_ratio")
    assert (foreseen.verdict, foreseen.reached_in) == ("in_time", 2025)


def test_two_years_of_a_portfolio_are_too_few() -> None:
    foreseen = foresee(portfolio("2024-01-15", 10, 2022, 2023), "erc_portfolio_ratio")
    assert foreseen.verdict == "too_few_years"


def test_equal_figures_give_equal_forecasts() -> None:
    build = given(**graduations({year: year % 7 + 5 for year in range(2016, 2026)}))
    assert foresee(build, "outbound_share") == foresee(build, "outbound_share")


@pytest.mark.parametrize(
    ("indicator", "question", "says"),
    [
        ("outgoing_stays", {}, "no forecast of outgoing_stays: .*outbound_share"),
        ("horizon_rank", {}, "no forecast of horizon_rank"),
        ("outbound_share", {"by": ("year",)}, "leave out by, years and reference date"),
        ("outbound_share", {"years": (2020, 2024)}, "leave out by, years and reference date"),
        ("outbound_shore", {}, "did you mean outbound_share"),
    ],
)
def test_what_cannot_be_foreseen_is_refused(
    empty: OpenBuild, indicator: str, question: dict[str, object], says: str
) -> None:
    with pytest.raises(QuestionError, match=says):
        foresee(empty, indicator, **question)
