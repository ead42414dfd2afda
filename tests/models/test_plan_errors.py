"""A plan that cannot be used says where and what was expected."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.plan import PlanError, indicator_problems, load_plan

Change = Callable[[dict[str, Any]], None]


def words(text: str) -> dict[str, str]:
    return {"nb": f"{text} nb", "en": f"{text} en"}


def a_plan() -> dict[str, Any]:
    """Two goals judged by direction and one that rolls them up."""
    return {
        "id": "small",
        "title": words("plan"),
        "first_year": 2022,
        "last_year": 2025,
        "headlines": ["stays"],
        "frameworks": {
            "OLD": {"first_year": 2014, "last_year": 2020},
            "NEW": {"first_year": 2021, "last_year": 2027, "former": "OLD", "measured_by": "projects"},
        },
        "breaks": [
            {"id": "covid", "first_year": 2020, "last_year": 2021, "title": words("c"), "text": words("c"),
             "indicators": ["stays"], "planned_indicators": ["funnel"]},
        ],
        "areas": [
            {"id": "O", "title": words("over"), "overarching": [
                {"id": "O1", "short": words("o"), "text": words("o"), "rule": "roll_up", "rolls_up": ["A1", "A2"]}]},
            {"id": "A", "title": words("area"), "development": [
                {"id": "A1", "short": words("a"), "text": words("a"), "rule": "direction", "indicators": ["stays"]},
                {"id": "A2", "short": words("b"), "text": words("b"), "rule": "target", "planned_indicators": ["rank"],
                 "targets": [{"indicator": "rank", "value": 20, "sense": "at_most", "year": 2025, "stated": True}]}]},
        ],
    }  # fmt: skip


def written(folder: Path, change: Change = lambda _: None) -> Path:
    plan = a_plan()
    change(plan)
    path = folder / "small.yaml"
    path.write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    return path


def goal(plan: dict[str, Any], number: int) -> dict[str, Any]:
    by_name: dict[str, Any] = plan["areas"][1]["development"][number]
    return by_name


def test_goals_stand_flat_in_the_plans_order_and_know_area_and_level(tmp_path: Path) -> None:
    plan = load_plan(written(tmp_path))
    assert [(g.id, g.area, g.level) for g in plan.goals] == [
        ("O1", "O", "overarching"),
        ("A1", "A", "development"),
        ("A2", "A", "development"),
    ]
    assert plan.goal("A1").text["nb"] == "a nb"


@pytest.mark.parametrize("key", ["substitute", "stands_in"])
def test_a_substitute_may_be_called_as_in_version_0_1(tmp_path: Path, key: str) -> None:
    change = {"indicators": ["stays", "stays_abroad"], key: "stays_abroad"}
    path = written(tmp_path, lambda p: goal(p, 0).update(change))
    assert load_plan(path).goal("A1").substitute == "stays_abroad"


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    assert load_plan(written(tmp_path)).last_year == 2025
    assert load_plan(written(tmp_path, lambda plan: plan.update(last_year=2029))).last_year == 2029


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda p: goal(p, 0)["text"].pop("en"), ["goal A1", "field text: ", "no text in en"]),
        (lambda p: goal(p, 0)["text"].update(en=" "), ["goal A1", "field text.en", "at least 1 character"]),
        (lambda p: goal(p, 0)["text"].update(nb=None), ["goal A1", "field text.nb", "string"]),
        (lambda p: goal(p, 0).update(rule="guess"), ["goal A1", "field rule", "'target', 'direction'"]),
        (lambda p: goal(p, 0).update(colour="red"), ["goal A1", "field colour", "not permitted"]),
        (lambda p: goal(p, 1).pop("targets"), ["goal A2", "rule target needs targets"]),
        (lambda p: goal(p, 1).pop("planned_indicators"), ["goal A2", "rank", "not an indicator of this goal"]),
        (lambda p: goal(p, 0).update(substitute="rank"), ["goal A1", "substitute 'rank'", "after the first"]),
        (lambda p: goal(p, 0).pop("id"), ["goal ?", "field id", "required"]),
        (lambda p: goal(p, 0).update(id="A2"), ["goal id 'A2' is used 2 times"]),
        (lambda p: goal(p, 0).update(baseline={"rule": "same_programme_year"}), ["goal A1", "names a framework"]),
        (
            lambda p: goal(p, 0).update(baseline={"rule": "same_programme_year", "framework": "OLD"}),
            ["goal A1", "field baseline.framework", "'OLD'", "(NEW)"],
        ),
        (lambda p: p["areas"][0]["overarching"][0].update(rolls_up=["A9"]), ["goal O1", "field rolls_up", "A9"]),
        (lambda p: p["areas"][0]["overarching"][0].update(rolls_up=["O1"]), ["goal O1", "field rolls_up", "O1"]),
        (lambda p: goal(p, 1)["targets"][0].update(year=2021), ["goal A2", "year 2021", "expected 2022"]),
        (lambda p: p.update(last_year=2021), ["last_year 2021", "expected 2022"]),
        (lambda p: p["frameworks"]["NEW"].update(last_year=2020), ["field frameworks.NEW", "expected 2021"]),
        (lambda p: p["frameworks"]["OLD"].update(former="NEW"), ["field frameworks: OLD: former leads back to it"]),
        (lambda p: goal(p, 1)["targets"][0].update(value=float("nan")), ["goal A2", "field targets.0.value", "finite"]),
        (lambda p: p.update(headlines=["nothing"]), ["field headlines", "'nothing'"]),
        (lambda p: p["title"].pop("en"), ["field title: ", "no text in en"]),
        (lambda p: p["breaks"][0]["text"].pop("en"), ["field breaks.0.text: ", "no text in en"]),
        (lambda p: p.pop("areas"), ["field areas", "expected a list of areas"]),
        (lambda p: p["areas"][1].update(development={"id": "A1"}), ["area A", "field development", "list of goals"]),
        (lambda p: p.update(areas=[]), ["field goals", "at least 1 item"]),
    ],
)
def test_an_error_names_file_goal_field_and_what_was_expected(
    tmp_path: Path, change: Change, expected: list[str]
) -> None:
    path = written(tmp_path, change)
    with pytest.raises(PlanError) as error:
        load_plan(path)
    assert [part for part in (str(path), *expected) if part not in str(error.value)] == []


def test_an_unknown_plan_is_told_the_known_ones() -> None:
    with pytest.raises(PlanError, match=r"ntnu-2021: no such plan. Known plans: general, ntnu-2022-2025"):
        load_plan("ntnu-2021")


@pytest.mark.parametrize("content", [b"areas: [", b"\xff\xfe\xfa", b"", b"- a\n- b\n"])
def test_a_file_that_is_no_plan_gives_no_traceback(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(content)
    with pytest.raises(PlanError, match=r"small\.yaml"):
        load_plan(path)


def test_indicators_are_checked_against_those_defined(tmp_path: Path) -> None:
    plan = load_plan(written(tmp_path))
    assert indicator_problems(plan, {"stays", "projects"}) == []
    assert indicator_problems(plan, {"rank", "projects"}) == [
        "small: goal A1: unknown indicator 'stays'",
        "small: goal A2: 'rank' is defined now; move it from planned_indicators to indicators",
        "small: break covid: unknown indicator 'stays'",
        "small: headlines: unknown indicator 'stays'",
    ]
    assert "small: framework NEW: unknown indicator 'projects'" in indicator_problems(plan, {"stays"})
