"""Which study programmes have an agreement, and how an agreement reaches a programme."""

from typing import Any

from tests.models.asked import answer, fractions
from tests.models.given import agreement, given, programme, quality_assurance, unit

REACHES: list[tuple[dict[str, Any], tuple[int, int]]] = [  # (any agreement, one of its own)
    ({"programme_codes": ["MTDT"], "unit_codes": None}, (1, 1)),
    ({"programme_codes": ["MTDT"], "unit_codes": ["641000"]}, (1, 1)),  # the programme it names, not the unit
    ({"programme_codes": ["OTHER"], "unit_codes": ["631000"]}, (0, 0)),
    ({"unit_codes": ["631000"]}, (1, 1)),
    ({"unit_codes": ["631000"], "programme_codes": []}, (1, 1)),  # an empty list names none
    ({"unit_codes": ["630000"]}, (1, 1)),  # a faculty covers its departments
    ({"unit_codes": ["641000", "631000"]}, (1, 1)),
    ({"unit_codes": ["632000"]}, (0, 0)),  # another department of the faculty
    ({"unit_codes": ["640000"]}, (0, 0)),
    ({"unit_codes": ["990000"]}, (0, 0)),  # a unit that nobody knows
    ({"unit_codes": None}, (1, 0)),  # the whole institution
    ({"unit_codes": []}, (1, 0)),
    ({"unit_codes": ["000000"]}, (1, 0)),
]


def test_an_agreement_reaches_the_programmes_it_names_or_else_those_of_its_units() -> None:
    """Each agreement has a year of its own."""
    agreements = [
        agreement(agreement_id=f"{year}", valid_from=f"{year}-01-01", valid_to=f"{year}-12-31", **cells)
        for year, (cells, _) in enumerate(REACHES, start=2011)
    ]
    build = given(
        programmes=[programme(programme_code="MTDT", valid_from="2011-01-01")],
        agreements=agreements,
        quality_assurances=[
            quality_assurance(agreement_id=f"{year}", assured_on=f"{year}-01-01") for year in range(2011, 2024)
        ],
    )
    shares = [fractions(build, f"programmes_with_{kind}agreement", years=(2011, 2023)) for kind in ("", "own_")]
    assert [(shares[0][year][0], shares[1][year][0]) for year in range(2011, 2024)] == [reach for _, reach in REACHES]


def test_the_agreement_is_in_effect_and_quality_assured_on_the_last_day_of_the_year() -> None:
    build = given(
        programmes=[programme()],
        agreements=[agreement(agreement_id="a", valid_to="2024-12-31"), agreement(valid_to="2019-12-31")],
        quality_assurances=[
            quality_assurance(assured_on="2020-06-01", valid_until="2021-01-31"),
            quality_assurance(assured_on="2021-01-01", valid_until="2022-12-31"),
        ],
    )
    shares = fractions(build, "programmes_with_agreement", years=(2019, 2023))
    assert shares == {2020: (1, 1), 2021: (1, 1), 2022: (1, 1), 2023: (0, 1)}


def test_in_the_running_year_the_day_is_that_of_the_build_and_nothing_terminated_is_in_effect() -> None:
    build = given(
        as_of="2026-01-15",
        programmes=[programme(unit_code="631000"), programme(unit_code="632000"), programme(unit_code="641000")],
        agreements=[
            agreement(unit_codes=["631000"], valid_to="2026-01-15"),
            agreement(unit_codes=["632000"], valid_to="2026-01-14"),
            agreement(unit_codes=["641000"], valid_to="2026-06-30", status="terminated"),
        ],
    )
    shares = fractions(build, "programmes_with_agreement", "department", years=(2026, 2026))
    assert shares == {"631000": (1, 1), "632000": (0, 1), "641000": (0, 1)}


def test_a_merged_department_has_the_agreements_of_its_successor() -> None:
    build = given(
        units=[
            unit(unit_code="630000", unit_level="faculty"),
            unit(unit_code="631000", valid_to="2023-07-31", successor_code="632000"),
            unit(unit_code="632000"),
        ],
        programmes=[programme(unit_code="632000")],
        agreements=[agreement(agreement_id="a", unit_codes=["631000"])],
        quality_assurances=[quality_assurance()],
    )
    shares = fractions(build, "programmes_with_agreement", years=(2022, 2024))
    assert shares == {2022: (0, 1), 2023: (1, 1), 2024: (1, 1)}


def test_programmes_are_those_from_bachelor_to_professional_offered_on_the_day() -> None:
    build = given(
        programmes=[
            *(programme(degree_level=level) for level in ("bachelor", "master", "integrated_master", "professional")),
            *(programme(degree_level=level) for level in ("phd", "year_unit", "other")),
            programme(valid_from="2024-01-01"),
            programme(valid_to="2023-12-31"),
            programme(valid_to="2023-12-30"),
        ],
        agreements=[agreement(agreement_id="a")],
        quality_assurances=[quality_assurance()],
    )
    shares = fractions(build, "programmes_with_agreement", years=(2023, 2024))
    assert shares == {2023: (5, 5), 2024: (5, 5)}


def test_it_can_be_asked_which_programmes_lack_one() -> None:
    build = given(
        programmes=[programme(programme_code="A"), programme(programme_code="B", unit_code="641000")],
        agreements=[agreement()],
    )
    assert fractions(build, "programmes_with_agreement", "programme") == {"A": (1, 1), "B": (0, 1)}
    assert fractions(build, "programmes_with_agreement", "faculty") == {"63": (1, 1), "64": (0, 1)}


def test_linked_agreements_are_for_particular_programmes_that_are_offered() -> None:
    build = given(
        programmes=[programme(programme_code="A"), programme(programme_code="B", valid_to="2024-06-30")],
        agreements=[
            agreement(agreement_id="a1"),
            agreement(agreement_id="a2", unit_codes=["630000"]),
            agreement(agreement_id="a3", programme_codes=["A"]),
            agreement(agreement_id="a4", programme_codes=["B"]),
            agreement(agreement_id="a5", unit_codes=["641000"]),  # no programme there
            agreement(agreement_id="a6", unit_codes=None),
            agreement(agreement_id="a7"),  # without an assurance in neither count
        ],
        quality_assurances=[quality_assurance(agreement_id=f"a{number}") for number in range(1, 7)],
    )
    assert fractions(build, "agreements_linked", years=(2023, 2024)) == {2023: (4, 6), 2024: (3, 6)}


def test_without_any_agreement_handed_in_no_programme_has_one() -> None:
    build = given(programmes=[programme()])
    assert answer(build, "programmes_with_agreement").rows[0].numerator == 0
