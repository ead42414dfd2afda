"""Goals judged from small builds: rows a reader can count, and the status they must give."""

from dataclasses import replace

import pytest

from models.answer import Row, Sign
from models.asking import ask
from models.plan import load_plan
from models.question import Viewer
from models.statistics import newcombe_interval
from models.status import StatusRow, scorecard
from models.store import OpenBuild
from tests.models.given import given, graduate, participation, stay

ANALYST = Viewer("institutional_analyst")
Cells = dict[str, str | int | float | bool | None]


def judged(build: OpenBuild, goal: str, viewer: Viewer = ANALYST) -> StatusRow:
    return next(row for row in scorecard(build, viewer) if row.goal.id == goal)


def graduates(year: int, abroad: int, home: int) -> tuple[list[Cells], list[Cells]]:
    """Graduations in June of a year, and one completed stay for each of those who were abroad."""
    people = [f"{year}-{number}" for number in range(abroad + home)]
    graduations = [graduate(person_id=p, started_on=f"{year - 4}-08-15", graduated_on=f"{year}-06-15") for p in people]
    stays = [stay(person_id=p, date_from=f"{year - 1}-08-15", date_to=f"{year - 1}-12-20") for p in people[:abroad]]
    return graduations, stays


def graduating(*years: tuple[int, int, int], as_of: str = "2026-01-15") -> OpenBuild:
    """A build of (year, graduates with a stay, graduates without)."""
    parts = [graduates(*year) for year in years]
    return given(
        as_of=as_of, graduates=[g for gs, _ in parts for g in gs], stays=[s for _, stays in parts for s in stays]
    )


def exchange(year: int, incoming: int, outgoing: int, **cells: str) -> list[Cells]:
    dates = {"date_from": f"{year}-01-10", "date_to": f"{year}-06-10"}
    return [stay(direction="in", **dates) for _ in range(incoming)] + [stay(**dates, **cells) for _ in range(outgoing)]


def projects(framework: str, *years: int, **cells: str | float) -> list[Cells]:
    return [participation(framework=framework, signed_on=f"{year}-05-01", **cells) for year in years]


def grants(framework: str, *years: int) -> list[Cells]:
    return projects(framework, *years, action="ERC-STG", role="coordinator")


def test_an_empty_build_has_a_row_for_every_goal_and_says_no_data() -> None:
    rows = scorecard(given(), ANALYST)
    assert [row.goal for row in rows] == list(load_plan("ntnu-2022-2025").goals)
    assert {row.status for row in rows} == {"no_data", "roll_up"}
    assert {row.evidence for row in rows} == {"0"}
    assert {row.value for row in rows} == {None}


def test_roll_ups_count_every_goal_below_them() -> None:
    rows = scorecard(given(eu_participations=projects("HORIZON", 2022)), ANALYST)
    status = {row.goal.id: row.status for row in rows}
    for row in rows:
        assert sum(row.counts.values()) == len(row.goal.rolls_up)
        assert all(n == [status[g] for g in row.goal.rolls_up].count(s) for s, n in row.counts.items())


@pytest.mark.parametrize(
    ("abroad", "as_of", "status", "pace"),
    [
        (20, "2026-01-15", "reached", 0.5),
        (19, "2026-01-15", "behind_pace", 0.5),
        (16, "2025-06-01", "on_pace", 0.4),
        (15, "2025-06-01", "behind_pace", 0.4),
    ],
)
def test_half_of_the_graduates_abroad_is_due_in_a_straight_line_from_the_year_before_the_plan(
    abroad: int, as_of: str, status: str, pace: float
) -> None:
    year = int(as_of[:4]) - 1
    row = judged(graduating((2021, 4, 36), (year, abroad, 40 - abroad), as_of=as_of), "SG-D1")
    assert (row.status, row.year, row.value, row.baseline) == (status, year, abroad / 40, 0.1)
    assert row.pace == pytest.approx(pace)
    assert (row.target, row.target_year, row.evidence) == (0.5, 2025, "A")
    assert (row.numerator, row.denominator) == (abroad, 40)


def test_a_year_that_is_not_over_is_not_judged() -> None:
    row = judged(graduating((2021, 4, 36), (2024, 10, 30), (2025, 40, 0), as_of="2025-12-31"), "SG-D1")
    assert (row.year, row.value) == (2024, 0.25)
    assert row.trend == ((2021, 0.1), (2022, None), (2023, None), (2024, 0.25))


def test_years_after_the_plan_are_shown_and_not_judged() -> None:
    row = judged(graduating((2021, 4, 36), (2025, 10, 30), (2026, 40, 0), as_of="2027-02-01"), "SG-D1")
    assert (row.year, row.value, row.trend[-1]) == (2025, 0.25, (2026, 1.0))


def test_figures_from_before_the_plan_are_shown_without_a_judgement() -> None:
    row = judged(graduating((2020, 4, 36), (2021, 40, 0)), "SG-D1")
    assert (row.status, row.year, row.value, row.evidence) == ("no_data", 2021, 1.0, "A")


@pytest.mark.parametrize(("number", "status"), [(19, "too_few"), (20, "improving")])
def test_fewer_persons_than_the_limit_in_either_year_are_too_few_to_judge(number: int, status: str) -> None:
    assert judged(graduating((2021, 0, number), (2025, 40, 0)), "O4").status == status
    assert judged(graduating((2021, 0, 40), (2025, number, 0)), "O4").status == status


def test_a_share_is_judged_by_the_interval_of_its_change() -> None:
    unclear = judged(graduating((2021, 10, 90), (2025, 19, 81)), "O4")
    clear = judged(graduating((2021, 10, 90), (2025, 20, 80)), "O4")
    assert (unclear.status, clear.status) == ("no_clear_change", "improving")
    assert clear.change == pytest.approx(0.10)
    assert clear.interval == pytest.approx((0.0001, 0.1995), abs=1e-4)
    assert (clear.baseline_year, clear.year) == (2021, 2025)


def test_a_change_from_the_covid_years_names_the_break_it_starts_in() -> None:
    assert judged(graduating((2021, 10, 90), (2025, 20, 80)), "O4").breaks == ("covid",)


@pytest.mark.parametrize(
    ("incoming", "status"), [(31, "out_of_balance"), (32, "in_balance"), (50, "in_balance"), (51, "out_of_balance")]
)
def test_incoming_over_outgoing_is_in_balance_within_the_band(incoming: int, status: str) -> None:
    row = judged(given(stays=exchange(2025, incoming, 40)), "D6")
    assert (row.status, row.numerator, row.denominator) == (status, incoming, 40)


def test_balance_of_few_persons_on_either_side_is_not_judged() -> None:
    assert judged(given(stays=exchange(2025, 19, 40)), "D6").status == "too_few"
    assert judged(given(stays=exchange(2025, 40, 19)), "D6").status == "too_few"


@pytest.mark.parametrize(("later", "status"), [(42, "no_clear_change"), (43, "improving"), (37, "declining")])
def test_a_count_is_judged_beyond_the_noise_band(later: int, status: str) -> None:
    stays = exchange(2021, 0, 40, scheme="erasmus_plus") + exchange(2025, 0, later, scheme="erasmus_plus")
    row = judged(given(stays=stays), "B1")
    assert (row.status, row.value, row.baseline, row.interval) == (status, later, 40, None)


def test_horizon_europe_is_compared_with_horizon_2020_after_as_many_years() -> None:
    # four years of each programme: 2014–2017 against 2021–2024; what either signed later stays out
    before = projects("H2020", 2014, 2016, 2017, 2018, 2020, contribution_eur=100.0)
    row = judged(given(eu_participations=before + projects("HORIZON", 2021, 2024, contribution_eur=200.0)), "SG-C1")
    assert (row.value, row.year, row.programme_year) == (400.0, 2024, 4)
    assert (row.baseline, row.baseline_year, row.status) == (300.0, 2017, "improving")
    assert row.trend == ((2021, 200.0), (2022, 200.0), (2023, 200.0), (2024, 400.0))


def test_without_the_former_programme_there_is_nothing_to_compare_with() -> None:
    row = judged(given(eu_participations=projects("HORIZON", 2021, 2024)), "SG-C1")
    assert (row.status, row.value, row.baseline) == ("no_data", 200_000.0, None)


def test_without_the_running_programme_no_goal_about_it_is_judged() -> None:
    build = given(eu_participations=projects("H2020", 2014, 2020) + grants("H2020", 2016))
    for goal in ("SG-C1", "C1"):
        row = judged(build, goal)
        assert (row.status, row.value, row.evidence) == ("no_data", None, "0")


@pytest.mark.parametrize(("hosted", "status"), [(9, "behind_pace"), (10, "on_pace"), (14, "reached")])
def test_doubling_erc_grants_is_due_by_sevenths_of_the_programme(hosted: int, status: str) -> None:
    # 2025 is year 5 of 7: 2 × 5/7 of seven former grants are ten
    known = projects("HORIZON", 2025)
    build = given(eu_participations=known + grants("H2020", *[2016] * 7) + grants("HORIZON", *[2023] * hosted))
    row = judged(build, "C1")
    assert (row.status, row.programme_year, row.year) == (status, 5, 2025)
    assert row.pace == pytest.approx(10 / 7)
    assert (row.target, row.target_year) == (2.0, 2027)


def test_grants_are_held_against_the_year_up_to_which_the_programme_is_known() -> None:
    build = given(eu_participations=projects("HORIZON", 2023) + grants("H2020", 2016) + grants("HORIZON", 2022))
    row = judged(build, "C1")
    assert (row.year, row.programme_year, row.trend) == (2023, 3, ((2021, 0.0), (2022, 1.0), (2023, 1.0)))


def test_a_target_whose_indicator_is_not_defined_is_shown_and_not_judged() -> None:
    row = judged(given(), "C5")
    assert (row.status, row.indicator, row.target, row.target_year) == ("no_data", None, 2.0, 2027)


def test_a_goal_with_several_targets_stands_as_its_weakest() -> None:
    build = graduating((2021, 4, 36), (2025, 20, 20))
    goal = build.plan.goal("SG-D1")
    higher = goal.targets[0].model_copy(update={"value": 0.6})
    goals = (goal.model_copy(update={"targets": (*goal.targets, higher)}),)
    row = judged(replace(build, plan=build.plan.model_copy(update={"goals": goals})), "SG-D1")
    assert (row.status, row.target) == ("behind_pace", 0.6)


def _hide(row: Row) -> Row:
    return Row(row.key, None, None, None, Sign.HIDDEN) if row.key.get("year") == 2025 else row


def test_a_hidden_figure_gives_no_status_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def hiding(*asked: object) -> object:
        answer = ask(*asked)  # type: ignore[arg-type]  # passed on as it came
        return replace(answer, rows=tuple(map(_hide, answer.rows)))

    monkeypatch.setattr("models.status.reading.ask", hiding)
    row = judged(graduating((2021, 4, 36), (2024, 20, 20), (2025, 20, 20)), "O4")
    assert (row.status, row.year, row.value, row.sign) == ("no_data", 2025, None, Sign.HIDDEN)
    assert row.trend[-1] == (2025, None)


def test_a_change_that_rounding_alone_may_have_made_is_not_claimed() -> None:
    # exactly 22 and 12 of 50; the public sees 20 and 10, each of which may be up to 2 more or less
    build = graduating((2021, 12, 38), (2025, 22, 28))
    exact, public = judged(build, "O4"), judged(build, "O4", Viewer("public"))
    assert (exact.status, exact.numerator, exact.denominator) == ("improving", 22, 50)
    assert exact.interval == newcombe_interval((22, 50), (12, 50))
    assert (public.status, public.numerator, public.denominator) == ("no_clear_change", 20, 50)
    assert public.interval is not None
    assert public.interval[0] == newcombe_interval((18, 52), (12, 48))[0]


def test_twenty_persons_after_rounding_may_be_eighteen_and_are_too_few() -> None:
    stays = exchange(2021, 0, 40, scheme="erasmus_plus") + exchange(2025, 0, 21, scheme="erasmus_plus")
    build = given(stays=stays)
    assert judged(build, "B1").status == "declining"
    assert judged(build, "B1", Viewer("public")).status == "too_few"


def test_every_goal_judged_by_direction_has_an_indicator_with_a_good_direction() -> None:
    build = given()
    main = [goal.indicator for goal in build.plan.goals if goal.rule == "direction" and goal.indicator]
    assert [name for name in main if build.indicators[name].good == "none"] == []
