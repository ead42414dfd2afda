"""The portfolio of agreements at the end of each year."""

from typing import Any

from tests.models.asked import answer, fractions
from tests.models.given import agreement, given, partner, quality_assurance, stay, unit

IN_2025: dict[str, Any] = {"years": (2025, 2025)}


def at_the_end_of_2025(indicator: str, *agreements: dict[str, Any], **feeds: Any) -> tuple[object, object]:
    return fractions(given(agreements=list(agreements), **feeds), indicator, **IN_2025)[2025]


def test_the_quality_assurance_must_hold_that_day() -> None:
    assert at_the_end_of_2025(
        "agreements_quality_assured",
        agreement(),
        agreement(quality_valid_until="2025-12-31"),
        agreement(quality_valid_until="2025-12-30"),
        agreement(quality_assured_on="2026-01-01"),
        agreement(quality_assured_on=None, quality_valid_until="2030-01-01"),
        agreement(status="draft"),
        agreement(valid_to="2025-12-30"),
    ) == (2, 5)


def test_an_agreement_is_in_effect_from_its_first_to_its_last_day() -> None:
    cases: dict[str, tuple[dict[str, Any], bool]] = {
        "ends that day": ({"valid_to": "2025-12-31"}, True),
        "ended": ({"valid_to": "2025-12-30"}, False),
        "begins that day": ({"valid_from": "2025-12-31"}, True),
        "not yet": ({"valid_from": "2026-01-01"}, False),
        "draft": ({"status": "draft"}, False),
        "terminated since": ({"status": "terminated", "valid_to": "2025-12-31"}, True),
        "terminated, but when": ({"status": "terminated"}, False),
    }
    build = given(agreements=[agreement(partner_id=name, **cells) for name, (cells, _) in cases.items()])
    shares = fractions(build, "agreements_quality_assured", "partner", **IN_2025)
    assert set(shares) == {name for name, (_, is_in_effect) in cases.items() if is_in_effect}


def test_the_years_before_hold_what_has_ended_since() -> None:
    build = given(
        agreements=[
            agreement(agreement_id="a", valid_from="2021-06-01", valid_to="2022-12-31", status="terminated"),
            agreement(agreement_id="b", valid_from="2022-12-31"),
        ],
        quality_assurances=[quality_assurance(agreement_id=name) for name in ("a", "b")],
    )
    shares = fractions(build, "agreements_quality_assured", years=(2020, 2024))
    assert shares == {2021: (1, 1), 2022: (2, 2), 2023: (1, 1), 2024: (1, 1)}


def test_without_a_year_the_portfolio_is_that_of_the_last_one() -> None:
    build = given(agreements=[agreement(), agreement(quality_valid_until="2026-01-10")])
    assert answer(build, "agreements_quality_assured").rows[0].value == 0.5


USE: list[tuple[dict[str, Any], int]] = [
    ({"date_from": "2022-08-15", "date_to": "2023-01-01"}, 1),  # its last day lies in the 36 months
    ({"date_from": "2022-08-15", "date_to": "2022-12-31"}, 0),
    ({"direction": "in"}, 1),
    ({"date_from": "2025-10-01", "date_to": "2026-03-01", "status": "ongoing"}, 1),
    ({"date_from": "2026-01-01", "date_to": "2026-06-01", "status": "ongoing"}, 0),
    ({"status": "withdrawn"}, 0),
    ({"date_from": "2024-08-15", "date_to": "2024-10-15"}, 0),  # below three months
    ({"agreement_id": None}, 0),
    ({"agreement_id": "other"}, 0),
    ({"scheme": "individual"}, 0),  # the catch-all number of individually arranged stays
]


def test_a_counted_stay_in_36_months_is_use() -> None:
    """Each stay has an agreement, with a partner, of its own."""
    names = [f"{number:02}" for number in range(len(USE))]
    build = given(
        agreements=[agreement(agreement_id=name, partner_id=name) for name in names],
        stays=[stay(**{"agreement_id": name, **cells}) for name, (cells, _) in zip(names, USE, strict=True)],
    )
    shares = fractions(build, "agreements_used", "partner", **IN_2025)
    assert [shares[name] for name in names] == [(used, 1) for _, used in USE]


def test_many_stays_are_one_use() -> None:
    stays = [stay(agreement_id="a"), stay(agreement_id="a"), stay(agreement_id="a", direction="in")]
    assert at_the_end_of_2025("agreements_used", agreement(agreement_id="a"), agreement(), stays=stays) == (1, 2)


def test_published_is_known_of_what_is_still_in_effect() -> None:
    assert at_the_end_of_2025(
        "agreements_published",
        agreement(published=True),
        agreement(published=False),
        agreement(),
        agreement(published=False, status="terminated", valid_to="2026-01-01"),
    ) == (1, 3)


def test_shared_is_two_units_or_the_whole_institution() -> None:
    assert at_the_end_of_2025(
        "agreements_shared",
        agreement(unit_codes=["631000", "641000"]),
        agreement(unit_codes=["000000"]),
        agreement(unit_codes=None),
        agreement(unit_codes=["631000"]),
        agreement(unit_codes=["631000", "631000"]),
        agreement(unit_codes=["630000"]),  # one unit, though it has departments
    ) == (3, 6)


def test_units_that_were_merged_are_one() -> None:
    build = given(
        units=[
            unit(unit_code="630000", unit_level="faculty"),
            unit(unit_code="631000", valid_to="2026-01-10", successor_code="632000"),
            unit(unit_code="632000"),
        ],
        agreements=[agreement(unit_codes=["631000", "632000"])],
    )
    assert fractions(build, "agreements_shared") == {2025: (1, 1), 2026: (0, 1)}


def test_expiring_is_within_twelve_months_without_a_renewal_started() -> None:
    assert at_the_end_of_2025(
        "agreements_expiring",
        agreement(valid_to="2025-12-31"),
        agreement(valid_to="2026-12-31"),
        agreement(valid_to="2026-12-31", renewal_started=False),
        agreement(valid_to="2026-12-31", renewal_started=True),
        agreement(valid_to="2027-01-01"),
        agreement(),
        agreement(valid_to="2025-12-30"),  # gone
    ) == (3, 6)


def test_an_agreement_stands_under_the_unit_that_is_alone_in_it() -> None:
    build = given(
        agreements=[
            agreement(unit_codes=["631000"]),
            agreement(unit_codes=["631000", "632000"]),
            agreement(unit_codes=["630000"]),
            agreement(unit_codes=["631000", "641000"]),
            agreement(unit_codes=None),
            agreement(unit_codes=["990000"]),
        ]
    )
    counted = {
        by: {member: count for member, (_, count) in fractions(build, "agreements_shared", by, **IN_2025).items()}
        for by in ("faculty", "department")
    }
    assert counted == {
        "faculty": {"63": 3, "several": 2, "unknown": 1},
        "department": {"631000": 1, "several": 4, "unknown": 1},
    }
    assert {"several", "unknown"} <= build.labels["faculty"].keys() & build.labels["department"].keys()


def test_a_unit_as_today_is_the_successor() -> None:
    build = given(
        units=[
            unit(unit_code="630000", unit_level="faculty"),
            unit(unit_code="640000", unit_level="faculty"),
            unit(unit_code="631000", valid_to="2026-01-10", successor_code="641000"),
            unit(unit_code="641000"),
        ],
        agreements=[agreement(unit_codes=["631000"])],
    )
    then, today = (
        fractions(build, "agreements_shared", "faculty", **IN_2025, units=units) for units in ("then", "today")
    )
    assert (then, today) == ({"63": (0, 1)}, {"64": (0, 1)})


def test_partner_country_and_scheme_are_those_of_the_agreement() -> None:
    build = given(
        partners=[partner(partner_id="kth", country="SE")],
        agreements=[agreement(partner_id="kth", scheme="nordplus"), agreement(partner_id="stranger")],
    )
    assert set(fractions(build, "agreements_used", "partner", **IN_2025)) == {"kth", "stranger"}
    assert set(fractions(build, "agreements_used", "country", **IN_2025)) == {"SE", "unknown"}
    assert set(fractions(build, "agreements_used", "scheme", **IN_2025)) == {"nordplus", "bilateral"}
