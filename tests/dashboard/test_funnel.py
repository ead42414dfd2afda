"""A round step by step: who went on, who waits, who left; never a running round beside a finished one as if it were."""

import re
from itertools import pairwise

import pytest

from dashboard.pages.topic.steps import Earlier, Step, steps
from dashboard.pages.topic.waiting import queues_of
from models.answer import Row, Sign
from models.question import Viewer
from tests.dashboard.conftest import Serve
from tests.models.given import Cell, application, degree_application, given, nomination

STAGES = ("nominated", "applied", "admitted", "arrived")
PROGRESS = "inbound_progress"


def rows(dimension: str, **counts: int | None) -> list[Row]:
    """A row per member; None is suppressed."""
    return [
        Row({dimension: member}, count, None, count, Sign.SUPPRESSED if count is None else None)
        for member, count in counts.items()
    ]


def test_at_each_step_reached_left_waiting_and_not_due_are_those_who_reached_the_step_before() -> None:
    now = rows("progress", nominated_left=1, nominated_waiting=2, nominated_waiting_long=3, applied_left=4,
               applied_waiting=5, admitted_left=6, admitted_not_due=7, arrived=8)  # fmt: skip
    furthest = rows("furthest_stage", nominated=6, applied=9, admitted=13, arrived=8)
    walked = steps(STAGES, PROGRESS, now, furthest, Earlier(rows("furthest_stage", nominated=10, arrived=20)))
    assert walked == [
        Step("nominated", 36, finished=30),
        Step("applied", 30, left=1, waiting=5, waiting_long=3, finished=20),
        Step("admitted", 21, left=4, waiting=5, finished=20),
        Step("arrived", 8, left=6, not_due=7, finished=20),
    ]
    for before, step in pairwise(walked):
        parts = (step.reached, step.left, step.waiting, step.not_due)
        assert before.reached == sum(part for part in parts if part is not None)


def test_who_had_not_applied_on_the_same_day_is_at_no_step() -> None:
    same_day = rows("stage_same_day", not_yet=5, nominated=3, admitted=2)
    assert [step.same_day for step in steps(STAGES, PROGRESS, (), (), Earlier((), same_day))] == [5, 2, 2, 0]


def test_from_a_suppressed_count_back_nothing_is_added_up() -> None:
    suppressed, furthest = rows("progress", applied_waiting=None, arrived=8), rows("stage", applied=None, arrived=8)
    assert steps(STAGES, PROGRESS, suppressed, furthest, Earlier()) == [
        Step("nominated", None),
        Step("applied", None),
        Step("admitted", 8, waiting=None),
        Step("arrived", 8),
    ]


def test_the_longest_queues_come_first_and_those_who_do_not_wait_for_the_step_are_in_none() -> None:
    waiting = [
        Row({"faculty": faculty, "progress": progress}, count, None, count)
        for faculty, progress, count in [
            ("63", "applied_waiting", 9),
            ("64", "applied_waiting", 2),
            ("64", "applied_waiting_long", 3),
            ("64", "nominated_waiting", 7),
            ("65", "applied_left", 4),
        ]
    ]
    wanted = {"applied_waiting": "waiting", "applied_waiting_long": "waiting_long", "applied_left": "left"}
    assert queues_of(waiting, "faculty", wanted) == {"64": (5, 3), "63": (9, 0)}


SPRING: dict[str, Cell] = {"round": "2026-spring", "submitted_on": "2025-09-01"}
A_YEAR_BEFORE: dict[str, Cell] = {"round": "2025-spring", "submitted_on": "2024-09-01"}


def applications() -> list[dict[str, Cell]]:
    """Spring 2026: five, of whom two withdrew; spring 2025: five, of whom one withdrew; autumn 2025: one."""
    return [
        *(application(**SPRING) for _ in range(3)),
        *(application(**SPRING, withdrawn_on="2025-10-01", withdrawn_reason="housing") for _ in range(2)),
        *(application(**A_YEAR_BEFORE, departed_on="2025-01-10") for _ in range(4)),
        application(**A_YEAR_BEFORE, withdrawn_on="2024-10-01", withdrawn_reason="health"),
        application(),
    ]


def cells(html: str, stage: str) -> list[str]:
    """What stands in the row of a stage, from the first number on."""
    [row] = re.findall(rf"<tr><th scope=\"row\">{stage}</th><td class=\"drawn\">.*?</tr>", html)
    return re.findall(r"<td class=\"n[^>]*>(.*?)</td>", row)


def test_the_running_round_is_shown_first_beside_the_finished_one_of_the_year_before(serve: Serve) -> None:
    html = serve(given(as_of="2025-12-01", applications=applications())).page(topic="process", lang="en").html
    assert "Spring 2026 · running" in html
    assert "The round of spring 2026 is running: of 5, 3 wait for the next step, 2 have left" in html
    assert "3 have waited longer than 8 weeks, most of them (3) for this step: pre-approved." in html
    assert cells(html, "Applied") == ["5", "", "", "", "5", "5"]
    assert cells(html, "Pre-approved") == ["0", "2", "3", "3", "0", "4"]  # on 1 December 2024 none had
    assert cells(html, "Departed") == ["0", "0", "0", "0", "0", "4"]
    assert "Why 2 left, and 1 in the whole of spring 2025" in html
    assert "Stopped here" not in html


def test_a_finished_round_has_no_one_waiting_and_no_same_day(serve: Serve) -> None:
    build = given(as_of="2025-12-01", applications=applications())
    html = serve(build).page(topic="process", lang="en", round="2025-spring").html
    assert "The round of spring 2025 is finished: of 5, 4 reached the last step and 1 left on the way." in html
    assert cells(html, "Pre-approved") == ["4", "1"]


def test_a_reader_with_suppressed_cells_gets_both_rounds_of_a_year_by_the_furthest_stage(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.question.Viewer.parse", lambda _: Viewer("public"))
    served = serve(given(as_of="2025-12-01", applications=[each for _ in range(6) for each in applications()]))
    running = served.page(topic="process", lang="en").html
    assert "2025/26 · running" in running
    assert "The round of 2025/26 is running." in running
    assert cells(running, "Applied") == ["35"]  # of 36, rounded; neither who left nor who waits
    finished = served.page(topic="process", lang="en", round="2025-spring").html
    assert cells(finished, "Departed") == ["25", "0"]  # 24 of 30, rounded
    assert "Who must act" not in running + finished


def test_nominees_and_applicants_for_degrees_are_drawn_alike(serve: Serve) -> None:
    build = given(
        as_of="2025-05-10",
        nominations=[nomination(nominated_on="2025-03-01"), nomination(decision="admitted", applied_on="2025-04-01")],
        degree_applications=[degree_application(year=2025, applied_on="2024-12-01", offered_on="2025-04-01")],
    )
    served = serve(build)
    assert cells(served.page(topic="process", lang="en").html, "Arrived") == ["0", "0", "1 not due", "0"]
    assert cells(served.page(topic="home", lang="en").html, "Accepted") == ["0", "0", "1", "0"]
