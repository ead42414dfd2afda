"""A build keeps how its goals were judged, and shows that when it is asked by name."""

import json
from dataclasses import replace
from pathlib import Path

from models.config import Config
from models.question import Viewer
from models.status import scorecard
from models.status.stored_scorecard import RULES_VERSION, SCORECARD, keep_scorecard, kept_scorecard, rules_version
from models.store import Asked, OpenBuild
from tests.models.given import given, graduate, participation, stay

ANALYST, PUBLIC = Viewer("institutional_analyst"), Viewer("public")


def half_abroad(folder: Path) -> OpenBuild:
    """Twenty-five of fifty-one graduates went, as a build frozen in a folder."""
    people = [f"p{number}" for number in range(51)]
    build = given(
        graduates=[graduate(person_id=person) for person in people],
        stays=[stay(person_id=person) for person in people[:25]],
        eu_participations=[participation()],
    )
    return replace(build, folder=folder, asked=Asked("annual-report-2025"))


def status_of(goal: str, build: OpenBuild) -> str:
    return next(row.status for row in scorecard(build, ANALYST) if row.goal.id == goal)


def with_settings(config: Config, **changed: object) -> Config:
    return config.model_copy(update={"settings": config.settings.model_copy(update=changed)})


def test_a_scorecard_is_read_as_it_was_written(tmp_path: Path) -> None:
    build = half_abroad(tmp_path)
    rows = scorecard(build, ANALYST)
    keep_scorecard(build, rows)
    assert kept_scorecard(build) == rows
    assert rules_version(build) == RULES_VERSION


def test_a_scorecard_of_version_0_1_is_read(tmp_path: Path) -> None:
    build = half_abroad(tmp_path)
    rows = scorecard(build, ANALYST)
    keep_scorecard(build, rows)
    file = tmp_path / SCORECARD
    file.write_text(file.read_text(encoding="utf-8").replace('"dated_by":', '"clock":'), encoding="utf-8")
    assert {row.dated_by for row in rows} > {"graduation"}
    assert kept_scorecard(build) == rows


def test_a_frozen_build_shows_the_statuses_as_judged_then_to_every_viewer(tmp_path: Path) -> None:
    build = half_abroad(tmp_path)
    rows = scorecard(build, ANALYST)
    then = tuple(replace(row, status="behind_pace") if row.goal.id == "SG-D1" else row for row in rows)
    keep_scorecard(build, then)
    for viewer in (ANALYST, PUBLIC):
        row = next(row for row in scorecard(build, viewer) if row.goal.id == "SG-D1")
        assert row.status == "behind_pace"
    assert row.numerator == 25
    assert row.denominator == 50
    area = next(row for row in scorecard(build, PUBLIC) if row.status == "roll_up" and "SG-D1" not in row.goal.rolls_up)
    assert area.counts


def test_the_published_build_shows_what_it_kept_while_nothing_that_decides_it_has_changed(tmp_path: Path) -> None:
    build = half_abroad(tmp_path)
    keep_scorecard(build, tuple(replace(row, status="stale") for row in scorecard(build, ANALYST)))
    today = replace(build, asked=None)
    assert status_of("SG-D1", today) == "stale"
    assert status_of("SG-D1", replace(today, config=with_settings(today.config, too_few=6))) == "not_reached"
    other_plan = today.plan.model_copy(update={"goals": today.plan.goals[::-1]})
    assert status_of("SG-D1", replace(today, given_plan=other_plan)) == "not_reached"
    kept = json.loads((tmp_path / SCORECARD).read_text(encoding="utf-8"))
    (tmp_path / SCORECARD).write_text(json.dumps({**kept, "judged_by": "another program"}), encoding="utf-8")
    assert status_of("SG-D1", today) == "not_reached"


def test_a_build_that_kept_none_or_what_cannot_be_read_is_judged_when_asked(tmp_path: Path) -> None:
    build = half_abroad(tmp_path)
    assert kept_scorecard(build) is None
    (tmp_path / SCORECARD).write_text('{"rules": 1, "rows": [{"status": "unheard_of"}]}', encoding="utf-8")
    assert kept_scorecard(build) is None
    assert next(row for row in scorecard(build, ANALYST) if row.goal.id == "SG-D1").status == "not_reached"
