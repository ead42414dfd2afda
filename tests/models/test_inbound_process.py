"""From a partner's nomination to arrival here."""

import pytest

from tests.models.asked import by_year, fractions
from tests.models.given import Cell, agreement, given, nomination, partner

pytestmark = pytest.mark.both_engines


def test_a_nomination_stands_at_its_furthest_stage() -> None:
    build = given(
        nominations=[
            nomination(),
            nomination(applied_on="2025-04-01", decision="pending"),
            nomination(applied_on="2025-04-01", decision="rejected", rejection_reason="late"),
            nomination(applied_on="2025-04-01", decision="admitted"),
            nomination(decision="admitted"),
            nomination(applied_on="2025-04-01", decision="admitted", arrived_on="2025-08-10"),
        ]
    )
    stages = {"admitted": (2, None), "applied": (2, None), "arrived": (1, None), "nominated": (1, None)}
    assert fractions(build, "inbound_funnel", "furthest_stage") == stages


def test_a_nominee_of_a_running_round_waits_and_one_of_a_finished_round_came_or_left() -> None:
    nominees = [
        nomination(nominated_on="2025-03-10"),
        nomination(nominated_on="2025-03-10", applied_on="2025-04-20", decision="pending"),
        nomination(applied_on="2025-04-01", decision="rejected", rejection_reason="late"),
        nomination(applied_on="2025-04-01", decision="admitted"),
        nomination(applied_on="2025-04-01", decision="admitted", arrived_on="2025-08-10"),
    ]
    running = given(as_of="2025-05-10", nominations=nominees)  # 61 days after the nomination, 20 after the application
    assert fractions(running, "inbound_funnel", "progress") == {
        "nominated_waiting_long": (1, None),
        "applied_waiting": (1, None),
        "applied_left": (1, None),
        "admitted_not_due": (1, None),
        "arrived": (1, None),
    }
    finished = given(as_of="2025-10-01", nominations=nominees)
    assert fractions(finished, "inbound_funnel", "progress") == {
        "nominated_left": (1, None),
        "applied_left": (2, None),
        "admitted_left": (1, None),
        "arrived": (1, None),
    }
    assert fractions(finished, "inbound_funnel", "rejection_reason") == {
        "never_applied": (1, None),
        "no_outcome": (1, None),
        "late": (1, None),
        "did_not_come": (1, None),
        "none": (1, None),
    }
    assert fractions(finished, "rejection_reasons", "rejection_reason") == {"late": (1, None)}


def test_an_earlier_semester_is_read_on_the_same_day_of_its_own_year() -> None:
    earlier: dict[str, Cell] = {"semester": "2025-spring", "nominated_on": "2024-09-10", "decision": "admitted"}
    build = given(
        as_of="2025-11-15",
        nominations=[
            nomination(**earlier | {"nominated_on": "2024-11-16"}),
            nomination(**earlier, applied_on="2024-09-20", decided_on="2024-11-16", arrived_on="2025-01-08"),
            nomination(**earlier, applied_on="2024-09-20", decided_on="2024-11-15", arrived_on="2025-01-08"),
            nomination(semester="2026-spring", nominated_on="2025-09-10"),
        ],
    )
    same_day = fractions(build, "inbound_funnel", "stage_same_day", years=(2024, 2024))
    assert same_day == {"not_yet": (1, None), "applied": (1, None), "admitted": (1, None)}


def test_the_semesters_of_an_academic_year_are_its_autumn_and_the_spring_after() -> None:
    build = given(nominations=[nomination(semester=s) for s in ("2025-spring", "2025-autumn", "2026-spring")])
    assert by_year(build, "inbound_funnel") == {2024: 1, 2025: 2}


@pytest.mark.parametrize(
    ("semester", "deadline", "day_after"),
    [("2025-autumn", "2025-03-15", "2025-03-16"), ("2026-spring", "2025-09-15", "2025-09-16")],
)
def test_a_nomination_is_on_time_up_to_the_day_of_the_deadline(semester: str, deadline: str, day_after: str) -> None:
    build = given(nominations=[nomination(semester=semester, nominated_on=day) for day in (deadline, day_after)])
    assert fractions(build, "nominations_on_time") == {2025: (1, 2)}


@pytest.mark.parametrize(
    ("semester", "group", "deadline", "day_after"),
    [
        ("2025-autumn", "other", "2025-04-01", "2025-04-02"),
        ("2025-autumn", "eu_eea_ch", "2025-05-01", "2025-05-02"),
        ("2025-autumn", "nordic", "2025-05-01", "2025-05-02"),
        ("2026-spring", "other", "2025-10-01", "2025-10-02"),
        ("2026-spring", "nordic", "2025-10-01", "2025-10-02"),
    ],
)
def test_an_application_is_on_time_by_semester_and_citizenship(
    semester: str, group: str, deadline: str, day_after: str
) -> None:
    days = (deadline, day_after, None)  # who never applied is in neither count
    build = given(nominations=[nomination(semester=semester, citizenship_group=group, applied_on=day) for day in days])
    assert fractions(build, "applications_on_time") == {2025: (1, 2)}


def test_rejections_are_counted_by_their_reason() -> None:
    build = given(
        nominations=[
            nomination(decision="rejected", rejection_reason="too_few_ects"),
            nomination(decision="rejected", rejection_reason="too_few_ects"),
            nomination(decision="rejected"),
            nomination(decision="admitted", rejection_reason="late"),
            nomination(),
        ]
    )
    reasons = {"too_few_ects": (2, None), "unknown": (1, None)}
    assert fractions(build, "rejection_reasons", "rejection_reason") == reasons


def test_country_and_scheme_come_from_partner_and_agreement_and_a_missing_unit_is_unknown() -> None:
    build = given(
        partners=[partner(partner_id="tokyo", country="JP")],
        agreements=[agreement(agreement_id="A1", partner_id="tokyo", scheme="bilateral")],
        nominations=[nomination(partner_id="tokyo", agreement_id="A1"), nomination(partner_id="gone", unit_code=None)],
    )
    assert fractions(build, "inbound_funnel", "country") == {"JP": (1, None), "unknown": (1, None)}
    assert fractions(build, "inbound_funnel", "scheme") == {"bilateral": (1, None), "unknown": (1, None)}
    assert fractions(build, "inbound_funnel", "faculty") == {"63": (1, None), "unknown": (1, None)}


def test_english_is_documented_by_a_test_that_reaches_its_own_minimum_or_by_other_proof() -> None:
    def applied(proof: str | None, score: float | None = None, **cells: Cell) -> dict[str, Cell]:
        return nomination(applied_on="2025-04-01", english_proof=proof, english_score=score, **cells)

    build = given(
        nominations=[
            applied("toefl_paper", 600.0),
            applied("toefl_paper", 599.0),
            applied("toefl_paper", 95.0),  # a score of the internet test
            applied("toefl_ibt", 90.0),
            applied("toefl_ibt", 89.0),
            applied("ielts_academic", 6.5),
            applied("ielts_academic"),
            applied("other"),
            applied("toeic", 900.0),  # no proof
            applied(None),
            applied("exempt"),
            applied("none", citizenship_group="nordic"),
            nomination(english_proof="toefl_ibt", english_score=120.0),  # has not applied
        ]
    )
    documented = fractions(build, "english_documented_share", "english_documentation")
    assert documented == {
        "accepted": (3, 3),
        "other": (1, 1),
        "below_minimum": (0, 2),
        "no_possible_score": (0, 2),
        "none": (0, 2),
    }
    assert fractions(build, "english_documented_share") == {2025: (4, 10)}
