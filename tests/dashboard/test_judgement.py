"""The sentences of a judgement: years are named, targets have a sense, local is called local."""

from datetime import date
from typing import Any

import pytest

from dashboard.judgement import (
    attested_level,
    before,
    compared,
    distance,
    half_shown,
    since,
    status_words,
    target_words,
    would_change,
)
from dashboard.sentences import Observed, over_years
from models.attestations import Attested, Milestone
from models.catalogue import load_indicators
from models.plan import load_plan
from models.status import AgainstFormer, Curve, StatusRow, WouldChange

PLAN = load_plan("ntnu-2022-2025")
GOALS = {goal.id: goal for goal in PLAN.goals}
BAND = (0.8, 1.25)


def row(goal: str, status: Any, **cells: Any) -> StatusRow:
    return StatusRow(GOALS[goal], status, **cells)


# 19.0 % in 2025, 16.0 % in 2021 and 20.1 % in 2019; graduates carry covid from 2020 to 2024
SHARE: dict[str, Any] = {
    "indicator": "outbound_share", "unit": "percent", "year": 2025, "value": 0.19,
    "baseline_year": 2021, "baseline": 0.16, "change": 0.03,
    "comparison_year": 2019, "comparison": 0.201, "comparison_change": -0.011,
}  # fmt: skip
RANK: dict[str, Any] = {
    "indicator": "horizon_rank", "unit": "rank", "year": 2025, "target": 20.0, "target_year": 2025,
    "sense": "at_most", "baseline_year": 2021, "baseline": 42.0,
}  # fmt: skip


def plain(words: Any) -> Any:
    if isinstance(words, tuple):
        return tuple(map(plain, words))
    return None if words is None else words.replace("\N{NO-BREAK SPACE}", " ")


def test_the_change_is_on_the_year_before_the_break_and_the_baseline_is_marked() -> None:
    shown = plain(since(row("SG-D1", "not_reached", **SHARE), PLAN, "en"))
    assert shown == ("−1.1 pts", "since 2019 · +3.0 pts since 2021 (Covid-19)")


def test_a_comparison_year_of_the_institutions_own_is_called_local() -> None:
    _, rest = plain(since(row("SG-D1", "not_reached", **SHARE, comparison_is_local=True), PLAN, "nb"))
    assert rest.startswith("fra 2019 (lokalt)")


def test_without_a_year_before_the_break_the_baseline_is_marked_all_the_same() -> None:
    cells = {name: value for name, value in SHARE.items() if not name.startswith("comparison")}
    shown = plain(since(row("SG-D1", "behind_pace", **cells), PLAN, "en"))
    assert shown == ("+3.0 pts", "since 2021 (Covid-19)")


@pytest.mark.parametrize(
    ("status", "en", "nb"),
    [
        ("recovered", "recovered, not above 2019", "på nivå med 2019, ikke over"),
        ("not_reached", "not reached", "ikke nådd"),
    ],
)
def test_a_status_names_its_years(status: str, en: str, nb: str) -> None:
    judged = row("B1", status, **SHARE)
    assert status_words(judged, "en") == en
    assert status_words(judged, "nb") == nb


@pytest.mark.parametrize(
    ("rank", "en", "nb"),
    [
        (17.0, "3 better than the target", "3 bedre enn målet"),
        (20.0, "exactly the target", "nøyaktig på målet"),
        (25.0, "5 to go", "5 igjen"),
    ],
)
def test_the_distance_follows_the_sense_of_the_target(rank: float, en: str, nb: str) -> None:
    judged = row("C4", "reached", **RANK, value=rank, change=rank - 42)
    assert distance(judged, "en") == en
    assert distance(judged, "nb") == nb
    assert target_words(judged, "en") == "target at most 20 by 2025"


def test_a_rank_goes_up_when_its_number_falls() -> None:
    shown = since(row("C4", "reached", **RANK, value=17.0, change=-25.0), PLAN, "en")
    assert shown == ("25 up", "since 2021")


def test_a_local_target_and_the_band_are_called_local() -> None:
    local = row(
        "A6", "on_pace", unit="percent", value=0.5, target=0.6, target_year=2025, sense="at_least", is_local=True
    )
    assert plain(compared(local, BAND, PLAN, "en")) == "local target 60 % by 2025 · 10.0 pts to go"
    assert plain(compared(local, BAND, PLAN, "nb")) == "lokalt mål 60 % innen 2025 · 10,0 pp igjen"
    balance = row("D6", "in_balance", unit="ratio", value=1.1)
    assert compared(balance, BAND, PLAN, "en") == "local band 0.8–1.25"


def test_a_unit_is_held_against_the_year_before_the_break() -> None:
    words = plain(before(row("SG-D1", "recovered", **SHARE), PLAN, "en"))
    assert words == "20.1 % in 2019 · 2021 was marked by Covid-19"


def test_a_goal_of_several_parts_says_which_one_its_figure_is_of() -> None:
    titles = {one.indicator: one.title for one in GOALS["SG-G2"].halves}
    parts = tuple(row("SG-G2", "declining", indicator=name, half=title) for name, title in titles.items())
    judged = row("SG-G2", "declining", indicator="international_degree_students_eea", value=660, halves=parts)
    assert half_shown(judged, "en") == "From the EU, the EEA and Switzerland"
    assert half_shown(judged, "nb") == "Fra EU, EØS og Sveits"
    assert half_shown(row("O4", "improving", **SHARE), "en") is None


def test_a_share_in_a_programme_is_compared_with_the_year_of_the_former_one() -> None:
    """Breadth: 28 of 55 departments in 2018, 22 of 54 in 2021, 35 of 54 in 2025."""
    known = {2018: 28 / 55, 2021: 22 / 54, 2025: 35 / 54}
    observed = Observed(load_indicators()["erasmus_breadth"], known, 2025, "64.8 %")
    judged = row("B3", "improving", indicator="erasmus_breadth", unit="percent", year=2025, value=35 / 54,
                 baseline_year=2018, baseline=28 / 55, programme_year=5)  # fmt: skip
    assert plain(over_years(observed, judged, PLAN, "en")) == "64.8 % in 2025, +13.9 points since 2018."


def test_a_doubling_is_told_in_grants() -> None:
    """Eight grants at the end of 2025, where twice the former curve stood at eight; the former programme had twelve."""
    former = AgainstFormer(Curve("HORIZON", 2021, ()), Curve("H2020", 2014, ()), 8, 4, 12, 8.0)
    judged = row("C1", "on_pace", unit="ratio", value=8 / 12, year=2025, target=2.0, target_year=2027,
                 sense="at_least", against_former=former)  # fmt: skip
    assert since(judged, PLAN, "en") == ("±0", "from the path")
    assert target_words(judged, "en") == "target 24 by 2027"


def test_what_would_change_the_status_is_one_line() -> None:
    more = WouldChange("more_by", "on_pace", n=1, year=2026)
    assert (
        would_change(row("C1", "behind_pace", what_would_change=(more,)), "en") == "on pace: 1 more by the end of 2026"
    )
    assert would_change(row("C1", "behind_pace"), "en") is None


def attested(unit: str, level: int) -> Attested:
    return Attested(unit, level, date(2025, 1, 1), date(2026, 1, 1), False, "Decided.", None, "The dean", None)


@pytest.mark.parametrize(
    ("levels", "en", "nb"),
    [((1, 3), "levels 1–3 of 4", "nivå 1–3 av 4"), ((2, 2), "level 2 of 4", "nivå 2 av 4"), ((), "", "")],
)
def test_a_faculty_shows_the_levels_of_its_departments(levels: tuple[int, ...], en: str, nb: str) -> None:
    milestone = Milestone(2, None, tuple(attested(f"63{n}000", level) for n, level in enumerate(levels, start=1)))
    assert attested_level(milestone, "attested", "en") == en
    assert attested_level(milestone, "attested", "nb") == nb
    assert not attested_level(milestone, "stale", "en")
