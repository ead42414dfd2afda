"""Cohorts by the year they began: how many have been, or are booked to go, abroad by each semester of study."""

from collections.abc import Iterator

import pytest

from models.question import QuestionError, Viewer
from models.store import OpenBuild
from tests.models.asked import answer, fractions
from tests.models.given import Cell, application, enrolment, given, stay

pytestmark = pytest.mark.both_engines

FEED_BEGINS = "2019-autumn"


def semesters(first: str, last: str) -> Iterator[str]:
    """Every semester from the first to the last."""
    year, term = int(first[:4]), first[5:]
    while f"{year}-{term}" != last:
        yield f"{year}-{term}"
        year, term = (year, "autumn") if term == "spring" else (year + 1, "spring")
    yield last


def registered(person: str, first: str, last: str, **cells: Cell) -> list[dict[str, Cell]]:
    return [enrolment(person_id=person, semester=semester, **cells) for semester in semesters(first, last)]


def build_of(*people: list[dict[str, Cell]], as_of: str = "2026-01-31", **feeds: list[dict[str, Cell]]) -> OpenBuild:
    """These registrations, beside somebody who was there when the feed began and is there in the newest semester."""
    longest = registered("always", FEED_BEGINS, "2025-autumn")
    return given(as_of=as_of, enrolments=[*longest, *(row for person in people for row in person)], **feeds)


def cohort(build: OpenBuild, year: int) -> dict[Cell, tuple[object, object]]:
    """(has been or is booked, all) by semester of study."""
    return fractions(build, "cohort_outbound_share", "semester_of_study", years=(year, year))


def test_a_cohort_grows_by_those_whose_first_stay_begins_in_the_semester() -> None:
    build = build_of(
        registered("went in the third", "2023-autumn", "2025-autumn"),
        registered("went in the fourth", "2023-autumn", "2025-autumn"),
        registered("never went", "2023-autumn", "2025-autumn"),
        registered("left", "2023-autumn", "2023-autumn"),
        stays=[
            stay(person_id="went in the third", date_from="2024-08-15", date_to="2024-12-20"),
            stay(person_id="went in the third", date_from="2025-01-10", date_to="2025-06-10"),
            stay(person_id="went in the fourth", date_from="2025-01-10", date_to="2025-06-10"),
        ],
    )
    assert cohort(build, 2023) == {
        "01": (0, 4),
        "02": (0, 4),
        "03": (1, 4),
        "04": (2, 4),
        "05": (2, 4),
        "06": (2, 4),  # the semester after the newest registration: what is booked
    }
    assert fractions(build, "cohort_outbound_share") == {2023: (2, 4)}


def test_a_cohort_is_followed_for_ten_semesters() -> None:
    build = build_of(registered("first", "2020-autumn", "2025-autumn"), stays=[stay(person_id="nobody")])
    assert list(cohort(build, 2020)) == [f"{number:02}" for number in range(1, 11)]


def test_who_was_there_when_the_feed_begins_belongs_to_no_cohort() -> None:
    build = build_of(registered("old", FEED_BEGINS, "2022-spring"), stays=[stay(person_id="old")])
    assert fractions(build, "cohort_outbound_share") == {}


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ({}, 1),
        ({"status": "planned", "date_from": "2026-01-10", "date_to": "2026-06-10"}, 1),
        ({"status": "ongoing", "date_from": "2025-08-15", "date_to": "2026-06-10"}, 1),
        ({"status": "ongoing"}, 0),  # its end has passed, and it was never completed
        ({"status": "planned"}, 0),
        ({"status": "withdrawn"}, 0),
        ({"date_to": "2024-11-11"}, 0),  # 89 days
        ({"date_to": "2024-11-12"}, 1),  # 90 days
        ({"virtual": True}, 0),
        ({"country": "NO"}, 0),
        ({"direction": "in"}, 0),
        ({"activity": "short_blended"}, 0),
        ({"date_from": "2023-01-10", "date_to": "2023-06-10"}, 0),  # before the studies began
        ({"status": "planned", "date_from": "2026-08-10", "date_to": "2026-12-10"}, 0),  # too far ahead
    ],
)
def test_only_counted_stays_during_the_studies_that_are_completed_or_booked_count(
    cells: dict[str, Cell], counts: int
) -> None:
    build = build_of(registered("p", "2023-autumn", "2025-autumn"), stays=[stay(person_id="p", **cells)])
    assert cohort(build, 2023)["06"] == (counts, 1)


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ({}, 1),
        ({"form": "freemover"}, 1),
        ({"form": "internship"}, 0),  # how long it lasts is not known
        ({"allocated": False}, 0),
        ({"loan_fund_confirmed_on": None}, 0),
        ({"withdrawn_on": "2025-12-01"}, 0),
        ({"round": "2025-autumn"}, 0),  # the semester is over: the stays say who went
        ({"round": "2026-autumn"}, 0),
    ],
)
def test_a_confirmed_place_counts_until_its_semester_is_over(cells: dict[str, Cell], counts: int) -> None:
    place: dict[str, Cell] = {
        "person_id": "p",
        "round": "2026-spring",
        "allocated": True,
        "loan_fund_confirmed_on": "2025-11-20",
    }
    build = build_of(
        registered("p", "2024-autumn", "2025-autumn"),
        applications=[application(**{**place, **cells})],
        stays=[stay(person_id="another")],
    )
    assert cohort(build, 2024)["04"] == (counts, 1)


def test_a_stay_in_a_later_programme_belongs_to_that_programme() -> None:
    build = build_of(
        registered("p", "2020-autumn", "2023-spring", programme_code="BACHELOR", degree_level="bachelor"),
        registered("p", "2023-autumn", "2025-autumn", programme_code="MASTER"),
        stays=[stay(person_id="p", date_from="2024-08-15", date_to="2024-12-20")],
    )
    assert fractions(build, "cohort_outbound_share") == {2020: (0, 1), 2023: (1, 1)}


def test_who_begins_in_spring_has_a_first_semester_then_and_is_followed_as_far_as_the_autumns_beginners() -> None:
    build = build_of(
        registered("spring", "2024-spring", "2025-autumn"),
        registered("autumn", "2024-autumn", "2025-autumn"),
        stays=[stay(person_id="spring", date_from="2025-01-10", date_to="2025-06-10")],
    )
    assert cohort(build, 2024) == {"01": (0, 2), "02": (0, 2), "03": (1, 2), "04": (1, 2)}


def test_doctoral_candidates_are_not_of_the_goal() -> None:
    build = build_of(registered("d", "2023-autumn", "2025-autumn", degree_level="phd"), stays=[stay(person_id="d")])
    assert fractions(build, "cohort_outbound_share") == {}


@pytest.fixture(scope="module")
def two_cohorts() -> OpenBuild:
    """Of twelve in each, seven and three have been abroad by the third semester; in 2022 one more in the fifth."""
    people, stays = [], []
    for year, went in ((2022, 7), (2023, 3)):
        for number in range(12):
            person = f"{year}-{number}"
            people.append(registered(person, f"{year}-autumn", "2025-autumn"))
            if number < went:
                stays.append(stay(person_id=person, date_from=f"{year + 1}-08-15", date_to=f"{year + 1}-12-20"))
    stays.append(stay(person_id="2022-11", date_from="2024-08-15", date_to="2024-12-20"))
    return build_of(*people, stays=stays)


def test_by_a_semester_kept_it_is_up_to_and_including_that_semester(two_cohorts: OpenBuild) -> None:
    at_third = fractions(two_cohorts, "cohort_outbound_share", where={"semester_of_study": ("03",)})
    at_fifth = fractions(two_cohorts, "cohort_outbound_share", where={"semester_of_study": ("05",)})
    assert (at_third, at_fifth) == ({2022: (7, 12), 2023: (3, 12)}, {2022: (8, 12), 2023: (3, 12)})


def test_years_that_have_come_differently_far_are_not_mixed(two_cohorts: OpenBuild) -> None:
    with pytest.raises(QuestionError, match="ask by year too"):
        answer(two_cohorts, "cohort_outbound_share", by=("semester_of_study",))


def test_an_addition_suppressed_for_the_viewer_hides_what_follows_from_it_alone(two_cohorts: OpenBuild) -> None:
    """One student more in the fifth semester is too few to show; all of the cohort can still be shown."""
    viewer = Viewer("viewer")
    rows = answer(two_cohorts, "cohort_outbound_share", viewer, by=("year", "semester_of_study")).rows
    shown = {(row.key["year"], row.key["semester_of_study"]): row.numerator for row in rows}
    exact = answer(two_cohorts, "cohort_outbound_share", by=("year", "semester_of_study")).rows
    assert shown[2022, "03"] is None or shown[2022, "05"] is None
    for row in exact:
        place = (row.key["year"], row.key["semester_of_study"])
        assert shown[place] in (None, row.numerator)


def test_a_cohort_is_complete_five_years_after_its_year(two_cohorts: OpenBuild) -> None:
    indicator = two_cohorts.indicators["cohort_outbound_share"]
    assert two_cohorts.known_until(indicator).isoformat() == "2021-01-28"
