"""From application to departure: one row per person and round, at the furthest stage."""

from datetime import date

import pytest

from models.config import load_config
from models.config_sections import Deadlines
from models.question import QuestionError, Viewer
from models.status.series import complete_years
from tests.models.asked import answer, by_year, fractions
from tests.models.given import Cell, application, given, partner, programme

pytestmark = pytest.mark.both_engines

STEPS: dict[str, dict[str, Cell]] = {
    "applied": {},
    "preapproved": {"preapproval_status": "granted"},
    "allocated": {"allocated": True},
    "nominated": {"nominated_on": "2025-04-01"},
    "admitted": {"host_decision": "admitted", "host_decision_on": "2025-05-01"},
    "confirmed": {"loan_fund_confirmed_on": "2025-06-01"},
    "departed": {"departed_on": "2025-08-10"},
}


@pytest.mark.parametrize("stage", STEPS)
def test_the_furthest_stage_is_the_last_step_taken(stage: str) -> None:
    taken = list(STEPS)[: list(STEPS).index(stage) + 1]
    cells = {column: cell for step in taken for column, cell in STEPS[step].items()}
    build = given(applications=[application(**cells)])
    assert fractions(build, "outbound_funnel", "furthest_stage") == {stage: (1, None)}


def test_what_was_not_granted_is_no_step() -> None:
    build = given(
        applications=[
            application(preapproval_status="rejected", allocated=False),
            application(preapproval_status="granted", host_decision="rejected", nominated_on="2025-04-01"),
        ]
    )
    stages = {"applied": (1, None), "nominated": (1, None)}
    assert fractions(build, "outbound_funnel", "furthest_stage") == stages


def test_a_person_is_counted_once_per_round_however_many_choices_and_applications() -> None:
    kari: dict[str, Cell] = {"person_id": "kari", "application_id": "a1"}
    build = given(
        applications=[
            application(**kari, country="DE"),
            application(**kari, priority=2, country="FR", nominated_on="2025-04-01"),
            application(**kari, priority=3, country="ES"),
            application(person_id="kari", form="freemover", country="US"),
            application(**{**kari, "application_id": "a2"}, round="2026-spring", country="JP"),
        ]
    )
    assert by_year(build, "outbound_funnel") == {2025: 2}
    assert fractions(build, "outbound_funnel", "term") == {"autumn": (1, None), "spring": (1, None)}
    assert fractions(build, "outbound_funnel", "country") == {"FR": (1, None), "JP": (1, None)}


def test_the_rounds_of_an_academic_year_are_its_autumn_and_the_spring_after() -> None:
    rounds = ["2024-spring", "2024-autumn", "2025-spring", "2025-autumn"]
    build = given(applications=[application(round=round_) for round_ in rounds])
    assert by_year(build, "outbound_funnel") == {2023: 1, 2024: 2, 2025: 1}


def test_everyone_who_left_has_a_reason_and_nobody_else_does() -> None:
    left = [
        application(withdrawn_on="2025-03-01", withdrawn_reason="housing"),
        application(withdrawn_on="2025-03-01"),
        application(preapproval_status="rejected"),
        application(answered_on="2025-03-01", allocated=False),
        application(nominated_on="2025-03-20", host_decision="rejected"),
        application(),  # never departed
        application(departed_on="2025-08-10", withdrawn_on="2025-10-01", withdrawn_reason="health"),  # came home early
    ]
    over, running = given(as_of="2025-09-30", applications=left), given(as_of="2025-09-29", applications=left)
    names = ("housing", "unknown", "not_preapproved", "not_allocated", "host_rejected", "no_outcome", "none")
    reasons = dict.fromkeys(names, (1, None))
    assert fractions(over, "outbound_funnel", "withdrawn_reason") == reasons
    assert fractions(running, "outbound_funnel", "withdrawn_reason") == {
        **{reason: counts for reason, counts in reasons.items() if reason != "no_outcome"},
        "none": (2, None),
    }


def test_a_round_runs_until_sixty_days_into_its_semester() -> None:
    rounds = [application(round=round_) for round_ in ("2025-autumn", "2026-spring", "2026-autumn")]
    states = {
        day: fractions(given(as_of=day, applications=rounds), "outbound_funnel", "round_state")
        for day in ("2025-09-29", "2025-09-30", "2026-03-01", "2026-03-02")
    }
    assert states == {
        "2025-09-29": {"running": (3, None)},  # 59 days after 1 August
        "2025-09-30": {"finished": (1, None), "running": (2, None)},
        "2026-03-01": {"finished": (1, None), "running": (2, None)},  # 59 days after 1 January
        "2026-03-02": {"finished": (2, None), "running": (1, None)},
    }


def test_in_a_running_round_one_waits_for_the_next_step_longer_than_promised_or_is_not_due_to_leave() -> None:
    spring: dict[str, Cell] = {"round": "2026-spring", "submitted_on": "2025-09-01"}
    nominated: dict[str, Cell] = {"answered_on": "2025-10-20", "allocated": True, "nominated_on": "2025-11-20"}
    build = given(
        as_of="2026-01-15",
        applications=[
            application(**spring),  # 125 days after the deadline
            application(**spring | {"submitted_on": "2025-11-20"}),  # late: 56 days
            application(**spring, preapproval_status="granted", preapproval_decided_on="2025-11-19"),  # 57 days
            application(**spring, **nominated),  # 56 days
            application(**spring, **nominated | {"nominated_on": "2025-11-19"}),
            application(**spring, **nominated, host_decision="admitted", host_decision_on="2026-01-01"),
            application(**spring, **nominated, loan_fund_confirmed_on="2025-11-30"),
            application(**spring, **nominated, departed_on="2026-01-10"),
            application(**spring, **nominated, withdrawn_on="2025-12-01", withdrawn_reason="health"),
        ],
    )
    assert fractions(build, "outbound_funnel", "progress") == {
        "applied_waiting": (1, None),
        "applied_waiting_long": (1, None),
        "preapproved_waiting_long": (1, None),
        "nominated_waiting": (1, None),
        "nominated_waiting_long": (1, None),
        "nominated_left": (1, None),
        "admitted_waiting": (1, None),
        "confirmed_not_due": (1, None),
        "departed": (1, None),
    }
    # 125, 57 and 57 days are in weeks 18 and 9, 56 days end week 8, and 14 days week 2
    assert fractions(build, "outbound_funnel", "weeks_waited") == {
        "18": (1, None), "9": (2, None), "8": (2, None), "2": (1, None), "none": (3, None),
    }  # fmt: skip


@pytest.mark.parametrize("dimension", ["progress", "stage_same_day", "weeks_waited"])
def test_what_splits_the_furthest_stage_is_for_readers_of_exact_figures(dimension: str) -> None:
    build = given(applications=[application() for _ in range(30)])
    assert fractions(build, "outbound_funnel", "furthest_stage", viewer=Viewer("public")) == {"applied": (30, None)}
    with pytest.raises(QuestionError, match=f"leave out {dimension}"):
        answer(build, "outbound_funnel", Viewer("public"), by=(dimension,))


def test_in_a_finished_round_nobody_waits() -> None:
    build = given(applications=[application(), application(loan_fund_confirmed_on="2025-06-01")])
    assert fractions(build, "outbound_funnel", "progress") == {"applied_left": (1, None), "confirmed_left": (1, None)}


def test_an_earlier_round_is_read_on_the_same_day_of_its_own_year() -> None:
    """Spring 2026 runs on 15 November 2025; of spring 2025 what was known on 15 November 2024."""
    earlier: dict[str, Cell] = {"round": "2025-spring", "submitted_on": "2024-09-01", "departed_on": "2025-01-10"}
    build = given(
        as_of="2025-11-15",
        applications=[
            application(**earlier),
            application(**earlier | {"submitted_on": "2024-11-16"}),
            application(**earlier, allocated=True, answered_on="2024-11-15"),
            application(**earlier, nominated_on="2024-11-16", allocated=True, answered_on="2024-11-10"),
            application(**earlier, host_decision="admitted", host_decision_on="2024-11-01"),
            application(round="2026-spring", submitted_on="2025-09-01", nominated_on="2025-11-15"),
        ],
    )
    same_day = fractions(build, "outbound_funnel", "stage_same_day", years=(2024, 2024))
    assert same_day == {"not_yet": (1, None), "applied": (1, None), "allocated": (2, None), "admitted": (1, None)}
    assert fractions(build, "outbound_funnel", "stage_same_day", years=(2025, 2025)) == {"nominated": (1, None)}
    assert fractions(build, "outbound_funnel", "furthest_stage", years=(2024, 2024)) == {"departed": (5, None)}


@pytest.mark.parametrize(
    ("round_", "track", "deadline", "day_after"),
    [
        ("2025-autumn", "ordinary", "2025-02-01", "2025-02-02"),
        ("2025-autumn", "early", "2025-01-20", "2025-01-21"),
        ("2026-spring", "ordinary", "2025-09-12", "2025-09-13"),
        ("2026-spring", "early", "2025-09-01", "2025-09-02"),
    ],
)
def test_on_time_is_up_to_the_day_of_the_rounds_deadline(
    round_: str, track: str, deadline: str, day_after: str
) -> None:
    build = given(
        applications=[
            application(round=round_, track=track, submitted_on=deadline),
            application(round=round_, track=track, submitted_on=day_after),
        ]
    )
    assert fractions(build, "on_time_share") == {2025: (1, 2)}


def test_an_institution_has_deadlines_of_its_own() -> None:
    config = load_config()
    own = {"deadlines": Deadlines(outbound_autumn="03-01"), "answer_days": 20}
    config = config.model_copy(update={"settings": config.settings.model_copy(update=own)})
    applications = [
        application(submitted_on="2025-03-01", answered_on="2025-03-21"),
        application(submitted_on="2025-03-02", answered_on="2025-03-22"),
    ]
    build = given(config=config, applications=applications)
    assert fractions(build, "on_time_share") == {2025: (1, 2)}
    assert fractions(build, "answered_in_8_weeks") == {2025: (1, 2)}


def test_the_first_answer_is_due_56_days_after_the_deadline() -> None:
    build = given(
        as_of="2025-11-07",  # 56 days after 12 September
        applications=[
            application(answered_on="2025-03-29"),  # 56 days after 1 February
            application(answered_on="2025-03-30"),
            application(round="2024-autumn", submitted_on="2024-01-15", answered_on="2024-03-28"),  # in a leap year
            application(round="2024-autumn", submitted_on="2024-01-15", answered_on="2024-03-29"),
            application(),  # never answered
            application(withdrawn_on="2025-02-10", withdrawn_reason="personal"),  # did not wait for it
            application(round="2026-spring", submitted_on="2025-09-01"),  # due today
            application(round="2026-spring", submitted_on="2025-09-01", track="early"),  # due eleven days ago
        ],
    )
    assert fractions(build, "answered_in_8_weeks") == {2024: (1, 2), 2025: (1, 4)}


def test_the_first_answer_is_to_any_choice_of_the_application() -> None:
    same: dict[str, Cell] = {"person_id": "kari", "application_id": "a1"}
    build = given(
        applications=[
            application(**same, answered_on="2025-03-01"),
            application(**same, priority=2, answered_on="2025-05-01", allocated=True),
        ]
    )
    assert fractions(build, "answered_in_8_weeks") == {2025: (1, 1)}


def test_first_choice_is_a_share_of_those_with_a_place() -> None:
    build = given(
        applications=[
            application(allocated=True),
            application(priority=2, allocated=True),
            application(allocated=True, withdrawn_on="2025-05-01", withdrawn_reason="health"),
            application(allocated=False),
            application(allocated=None),
        ]
    )
    assert fractions(build, "first_choice_share") == {2025: (2, 3)}


def test_days_to_preapproval_are_the_median_and_the_ninetieth_percentile_of_those_decided() -> None:
    def asked(decided: str | None) -> dict[str, Cell]:
        return application(preapproval_submitted_on="2024-02-20", preapproval_decided_on=decided)

    days = ["2024-02-21", "2024-02-29", "2024-03-01"]  # 1, 9 and 10 days in a leap year
    build = given(applications=[*(asked(day) for day in days), asked(None), application()])
    assert fractions(build, "preapproval_days") == {2025: (9.0, 3)}
    assert fractions(build, "preapproval_days_p90") == {2025: (pytest.approx(9.8), 3)}
    assert by_year(build, "preapproval_days") == {2025: 9.0}


def test_level_and_campus_are_those_of_the_programme_and_the_place_that_of_the_choice() -> None:
    build = given(
        programmes=[programme(programme_code="MTDT", degree_level="integrated_master", campus="gjovik")],
        partners=[partner(partner_id="tokyo", country="JP")],
        applications=[
            application(country="JP", partner_id="tokyo"),
            application(programme_code="old", country=None, scheme=None),
        ],
    )
    assert fractions(build, "outbound_funnel", "degree_level") == {"integrated_master": (1, None), "unknown": (1, None)}
    assert fractions(build, "outbound_funnel", "campus") == {"gjovik": (1, None), "unknown": (1, None)}
    assert fractions(build, "outbound_funnel", "partner") == {"tokyo": (1, None), "unknown": (1, None)}
    assert fractions(build, "outbound_funnel", "is_priority") == {"true": (1, None), "false": (1, None)}


def test_an_academic_year_with_a_running_round_is_not_complete() -> None:
    rounds = [application(round=round_) for round_ in ("2024-autumn", "2025-spring", "2025-autumn", "2026-spring")]
    build = given(as_of="2026-01-15", applications=rounds)
    funnel = build.indicators["outbound_funnel"]
    assert [(round_.year, round_.term) for round_ in build.running_rounds(funnel.fact)] == [(2025, "spring")]
    by_academic_year = answer(build, "outbound_funnel", by=("year",))
    assert list(complete_years(by_academic_year, build.known_until(funnel), build.academic_month)) == [2024]
    assert by_academic_year.meta.incomplete == {2025: date(2026, 1, 15)}
