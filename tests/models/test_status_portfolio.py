"""The doubling of a portfolio, on the grants that NTNU had of the ERC in Horizon 2020."""

from typing import Any

import pytest

from models.plan import Goal, load_plan
from models.question import Viewer
from models.status import StatusRow
from models.store import OpenBuild
from tests.models.given import given, participation
from tests.models.judging import row_of

# by year of signing: 2015–2019 one each, 2020 three, 2021 four
H2020 = [2015, 2016, 2017, 2018, 2019, 2020, 2020, 2020, 2021, 2021, 2021, 2021]
TWICE = sorted(2 * [year + 7 for year in H2020])


def grant(framework: str, year: int, **cells: Any) -> dict[str, Any]:
    """An ERC grant of the university's own, signed in the summer of a year."""
    hosted = {"action": "ERC-STG", "role": "coordinator", "signed_on": f"{year}-06-15"}
    return participation(**{"framework": framework, **hosted, **cells})


def at_the_end_of(year: int, now: list[int], former: list[int] | None = None, **cells: Any) -> OpenBuild:
    """A build of the January after: grants up to then, and one other project of each programme and year."""
    signed = [grant("H2020", one) for one in (H2020 if former is None else former)]
    signed += [grant("HORIZON", one, **cells) for one in now if one <= year]
    others = [participation(framework="H2020", signed_on=f"{one}-05-01") for one in range(2014, 2021)]
    others += [participation(framework="HORIZON", signed_on=f"{one}-05-01") for one in range(2021, year + 1)]
    return given(as_of=f"{year + 1}-01-31", eu_participations=[*signed, *others])


def erc(build: OpenBuild, **unit: tuple[str, ...]) -> StatusRow:
    return row_of("C1", build, Viewer(), unit)


def test_twice_as_many_each_seven_years_later_is_exactly_on_time() -> None:
    row = erc(at_the_end_of(2025, TWICE))
    assert row.against_former is not None
    assert (row.against_former.count, row.against_former.former_count, row.against_former.due) == (8, 4, 8)
    assert (row.status, row.year, row.value, row.pace) == ("on_pace", 2025, 8 / 12, 8 / 12)
    assert row.against_former.now.counts == ((2021, 0), (2022, 2), (2023, 4), (2024, 6), (2025, 8))
    assert row.against_former.former.counts[:5] == ((2014, 0), (2015, 1), (2016, 2), (2017, 3), (2018, 4))
    assert row.against_former.former.counts[-1] == (2021, 12)


@pytest.mark.parametrize(
    ("year", "status"),
    [(2022, "too_early"), (2023, "too_early"), (2024, "on_pace"), (2026, "on_pace"), (2027, "on_pace"),
     (2028, "reached")],
)  # fmt: skip
def test_the_verdict_runs_to_the_end_of_the_year_after_the_last_calls(year: int, status: str) -> None:
    """Before the third year the former programme had fewer than three grants; in 2028 all twenty-four are signed."""
    row = erc(at_the_end_of(year, TWICE))
    assert (row.status, row.year) == (status, year)


@pytest.mark.parametrize(("grants", "status"), [(8, "on_pace"), (7, "one_behind"), (6, "behind_pace")])
def test_one_grant_behind_is_said_as_such(grants: int, status: str) -> None:
    assert erc(at_the_end_of(2025, TWICE[:grants])).status == status


def test_what_is_still_missing_is_told_by_when() -> None:
    row = erc(at_the_end_of(2025, TWICE[:6]))
    # the former programme had five after six years and twelve in all
    assert [(one.status, one.n, one.year) for one in row.what_would_change] == [
        ("on_pace", 4, 2026),
        ("reached", 18, 2028),
    ]


def test_the_target_once_met_stays_met_and_is_missed_only_at_the_end() -> None:
    assert erc(at_the_end_of(2026, [2022] * 24)).status == "reached"
    assert erc(at_the_end_of(2027, TWICE[:16])).status == "on_pace"
    assert erc(at_the_end_of(2028, TWICE[:23])).status == "not_reached"


def test_the_target_is_reached_at_once_also_in_a_year_that_is_not_over() -> None:
    build = given(
        as_of="2026-08-31",
        eu_participations=[
            *(grant("H2020", year) for year in H2020),
            *(grant("HORIZON", year) for year in [2022] * 20 + [2026] * 4),
            *(participation(framework="HORIZON", signed_on=f"{year}-05-01") for year in range(2021, 2027)),
        ],
    )
    row = erc(build)
    assert row.against_former is not None
    assert (row.status, row.year, row.against_former.count, row.against_former.to_date) == ("reached", 2025, 20, 24)


def test_a_year_that_is_not_over_is_not_the_end() -> None:
    build = given(
        as_of="2028-11-30",
        eu_participations=[
            *(grant("H2020", year) for year in H2020),
            *(grant("HORIZON", year) for year in TWICE[:20]),
            *(participation(framework="HORIZON", signed_on=f"{year}-05-01") for year in range(2021, 2029)),
        ],
    )
    assert (erc(build).status, erc(build).year) == ("on_pace", 2027)


def test_grants_without_a_day_of_signing_give_no_pace_and_the_row_says_why() -> None:
    row = erc(at_the_end_of(2025, TWICE, signed_on=None, call_year=2023))
    assert (row.status, row.reason, row.pace) == ("level_only", "different_dates", None)
    assert row.against_former is not None
    assert row.against_former.count == 8


def test_a_former_programme_with_few_grants_is_judged_at_its_end() -> None:
    few = [2015, 2016, 2017, 2018]
    assert (erc(at_the_end_of(2025, [2022], few)).status, erc(at_the_end_of(2025, [2022], few)).reason) == (
        "too_early",
        "judged_at_end",
    )
    assert erc(at_the_end_of(2028, [2022], few)).status == "not_reached"


def test_a_former_programme_without_grants_gives_no_ratio() -> None:
    row = erc(at_the_end_of(2025, [2022, 2023], []))
    assert (row.status, row.reason, row.value) == ("level_only", "former_none", None)
    assert row.against_former is not None
    assert (row.against_former.count, row.against_former.former_total) == (2, 0)


def test_a_faculty_shows_its_grants_of_both_programmes_and_no_ratio() -> None:
    build = at_the_end_of(2025, [2022, 2023], unit_code="641000")
    row = erc(build, faculty=("64",))
    assert (row.status, row.value) == ("not_per_unit", None)
    assert row.against_former is not None
    assert (row.against_former.count, row.against_former.former_total, row.against_former.due) == (2, 0, None)


def test_without_the_running_programme_nothing_is_judged() -> None:
    build = given(eu_participations=[grant("H2020", year) for year in H2020])
    row = erc(build)
    assert (row.status, row.value, row.against_former) == ("no_data", None, None)


def test_at_most_so_many_times_a_former_programme_is_refused() -> None:
    plan = load_plan("ntnu-2022-2025")
    target = plan.goal("C1").targets[0].model_copy(update={"sense": "at_most"})
    wrong = plan.goal("C1").model_dump() | {"targets": [target.model_dump()]}
    with pytest.raises(ValueError, match="at_most against a former framework programme has no pace"):
        Goal.model_validate(wrong)
