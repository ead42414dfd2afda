"""From application to departure: one row per person and round, at the furthest stage."""

import pytest

from models.config import Deadlines, load_config
from tests.models.asked import by_year, fractions
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


def test_reasons_for_leaving() -> None:
    build = given(
        applications=[
            application(withdrawn_on="2025-03-01", withdrawn_reason="housing"),
            application(withdrawn_on="2025-03-01"),
            application(),
        ]
    )
    reasons = {"housing": (1, None), "none": (1, None), "unknown": (1, None)}
    assert fractions(build, "outbound_funnel", "withdrawn_reason") == reasons
    assert build.labels["withdrawn_reason"]["none"]["nb"] == "Ikke trukket"


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
