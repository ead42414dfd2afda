"""The own institution beside others, on rows that can be counted by hand."""

import pytest

from models.asking import ask
from models.config_sections import PeerSet
from models.peers import Comparison, compare, compared_indicators, of_institutions, unmatched
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from tests.models.asked import ANALYST
from tests.models.given import Cell, given, participation
from tests.models.given import mobility as with_codes

UIO, UIB = "971035854", "874789542"
PAIR = PeerSet.model_validate({"id": "pair", "name": {"en": "Two of them"}, "institutions": ["uio", "uib"]})
PUBLIC = Viewer("public")


def granted(number: str, euros: float, **cells: Cell) -> dict[str, Cell]:
    """A grant of Horizon 2020 signed in 2019, as the national list has it."""
    usual: dict[str, Cell] = {
        "organisation_id": number, "organisation_name": f"Organisation {number}", "is_own": number == "974767880",
        "organisation_type": "HES", "framework": "H2020", "contribution_eur": euros, "signed_on": "2019-05-01",
    }  # fmt: skip
    return participation(**usual | cells)


def ours(euros: float, **cells: Cell) -> dict[str, Cell]:
    return granted("974767880", euros, **cells)


def places(result: Comparison | None) -> dict[str, tuple[object, object]]:
    assert result is not None
    return {one.institution: (one.place, one.figure.value if one.figure else None) for one in result.standings}


def shares(build: OpenBuild, indicator: str = "horizon_funding") -> Comparison:
    comparison = compare(indicator, ANALYST, build, PAIR)
    assert comparison is not None
    return comparison


def test_the_figure_of_years_that_add_up_is_their_sum_and_the_largest_is_first() -> None:
    build = given(
        eu_participations=[ours(300), ours(200, signed_on="2020-02-01"), granted(UIO, 450), granted(UIB, 600)]
    )
    comparison = shares(build)
    assert places(comparison) == {"uib": (1, 600), "ntnu": (2, 500), "uio": (3, 450)}
    assert (comparison.first_year, comparison.last_year, comparison.is_sum) == (2019, 2020, True)
    assert [comparison.distance(one) for one in comparison.standings] == [-100, 0, 50]


def test_the_sum_is_of_all_years_of_the_source_also_those_without_own_figures() -> None:
    build = given(eu_participations=[ours(300), granted(UIO, 200, signed_on="2015-03-01"), granted(UIO, 200)])
    assert places(shares(build)) == {"uio": (1, 400), "ntnu": (2, 300), "uib": (None, None)}
    assert (shares(build).first_year, shares(build).last_year) == (2015, 2019)


def test_who_has_nothing_of_what_is_counted_is_shown_with_none() -> None:
    build = given(eu_participations=[ours(300), granted(UIO, 9, action="ERC-STG", role="coordinator")])
    assert places(compare("erc_grants", ANALYST, build, PAIR)) == {
        "uio": (1, 1),
        "ntnu": (None, 0),
        "uib": (None, None),
    }


def test_students_are_compared_in_the_last_year_and_not_added_up() -> None:
    earlier = [{**row, "year_from": 2022, "year_to": 2022} for row in exchange("1150", 700, 1)]
    build = given(official_figures=[*earlier, *exchange("1150", 1000, 1), *exchange("1110", 1200, 1)])
    assert places(compare("outgoing_stays", ANALYST, build, PAIR))["ntnu"] == (2, 1000)


def test_equal_figures_share_a_place() -> None:
    build = given(eu_participations=[ours(5), granted(UIO, 5), granted(UIB, 4)])
    assert places(shares(build)) == {"ntnu": (1, 5), "uio": (1, 5), "uib": (3, 4)}


def test_who_is_in_the_source_but_not_in_the_count_has_none_and_who_is_not_in_it_is_not_known() -> None:
    """A list that names Oslo and no ERC grant of it says that Oslo has none; of Bergen it says nothing."""
    build = given(eu_participations=[ours(5, action="ERC-STG", role="coordinator"), granted(UIO, 5)])
    comparison = compare("erc_grants", ANALYST, build, PAIR)
    assert places(comparison) == {"ntnu": (1, 1), "uio": (None, 0), "uib": (None, None)}
    assert comparison is not None
    assert comparison.placed == 2


def test_the_national_place_and_share_are_among_all_institutions_of_the_country() -> None:
    build = given(
        eu_participations=[ours(200), granted(UIO, 100), granted("999999999", 500), granted("888", 9, country="DE")]
    )
    comparison = shares(build)
    assert comparison.own_standing.national_place == 2
    assert comparison.national == 3
    assert comparison.national_share == 0.25


def test_other_kinds_of_organisations_are_no_peers() -> None:
    build = given(eu_participations=[ours(200), granted(UIO, 100), granted("777", 500, organisation_type="REC")])
    assert shares(build).national == 2


def test_a_former_institution_counts_under_the_one_of_today() -> None:
    """HiST and HiG became part of NTNU in 2016, and Oslo and Akershus is called OsloMet."""
    build = given(
        eu_participations=[
            ours(200),
            granted("name:hist", 50, organisation_name="Høgskolen i Sør-Trøndelag"),
            granted("name:hioa", 30, organisation_name="HØGSKOLEN I OSLO OG AKERSHUS"),
            granted("997058925", 20),
        ]
    )
    together = PeerSet.model_validate({"id": "one", "name": {"en": "One"}, "institutions": ["oslomet"]})
    assert places(compare("horizon_funding", ANALYST, build, together)) == {"ntnu": (1, 250), "oslomet": (2, 50)}


def test_an_identifier_stands_before_a_name() -> None:
    build = given(eu_participations=[ours(1), granted(UIO, 5, organisation_name="Universitetet i Bergen")])
    assert places(shares(build))["uio"] == (1, 5)
    assert places(shares(build))["uib"] == (None, None)


def test_a_name_counts_in_its_own_country_alone() -> None:
    build = given(
        eu_participations=[
            ours(1),
            granted(UIO, 1),
            granted("9", 5, organisation_name="Nord universitet", country="SE"),
        ]
    )
    assert build.engine.rows("select institution from dims.grantees where country = 'SE'") == [(None,)]


def test_names_that_nothing_matches_are_listed_with_their_size() -> None:
    build = given(
        eu_participations=[
            ours(1), granted("111", 40, organisation_name="Høgskolen i Fjordby"),
            granted("111", 2, organisation_name="Høgskolen i Fjordby"),
            granted("222", 90, organisation_name="Akademiet"),
        ]
    )  # fmt: skip
    assert [(one.name, one.size) for one in unmatched(build)] == [("Akademiet", 90), ("Høgskolen i Fjordby", 42)]
    assert build.labels["institution"]["111"]["nb"] == "Høgskolen i Fjordby"


def test_a_list_of_the_own_institution_alone_compares_nobody() -> None:
    assert compare("horizon_funding", ANALYST, given(eu_participations=[ours(5), ours(6)]), PAIR) is None
    assert compare("horizon_funding", ANALYST, given(), PAIR) is None


def test_a_list_of_own_projects_with_their_partners_compares_nobody() -> None:
    """That Oslo is in one of our projects says nothing of how many it has."""
    joint = [ours(5, project_id="a"), granted(UIO, 9, project_id="a")]
    assert compare("horizon_funding", ANALYST, given(eu_participations=joint), PAIR) is None
    known = given(eu_participations=[*joint, granted(UIO, 1, project_id="b")])
    assert places(shares(known)) == {"uio": (1, 10), "ntnu": (2, 5), "uib": (None, None)}


def test_of_a_programme_the_list_of_all_organisations_counts_where_there_is_one() -> None:
    build = given(
        eu_participations=[
            ours(5, framework="HORIZON", organisation_id="own-list"),
            ours(7, framework="HORIZON", snapshot_on="2024-01-01", organisation_id="999977851"),
            granted("999975814", 9, framework="HORIZON", snapshot_on="2024-01-01"),
        ]
    )
    assert places(shares(build)) == {"uio": (1, 9), "ntnu": (2, 7), "uib": (None, None)}


def test_an_own_project_in_two_lists_counts_once() -> None:
    build = given(
        eu_participations=[
            ours(5, project_id="a"), ours(5, project_id="a", organisation_id="own", signed_on=None), granted(UIO, 9),
        ]
    )  # fmt: skip
    assert places(shares(build))["ntnu"] == (2, 5)


def figures(table: int, **institutions: tuple[float, ...]) -> list[dict[str, Cell]]:
    """Rows of DBH by institution (`i1150`): the total of 2023, and what is counted of it."""
    return [
        {"table_id": table, "institution_code": code[1:], "unit_code": "000000", "year_from": 2023, "year_to": 2023,
         "total": total, "international": (*rest, None)[0], "semester": "3" if table in (123, 135) else None}
        for code, (total, *rest) in institutions.items()
    ]  # fmt: skip


def test_a_share_is_compared_in_its_last_year() -> None:
    build = given(official_figures=figures(373, i1150=(100.0, 60.0), i1110=(200.0, 110.0), i1120=(50.0, 35.0)))
    comparison = shares(build, "international_copublication_share")
    assert places(comparison) == {"uib": (1, 0.7), "ntnu": (2, 0.6), "uio": (3, 0.55)}
    assert (comparison.national_share, comparison.is_sum) == (None, False)


def exchange(code: str, went: float, came: float) -> list[dict[str, Cell]]:
    return [
        {**row, "direction": direction}
        for direction, persons in (("out", went), ("in", came))
        for row in figures(142, **{f"i{code}": (persons,)})
    ]


def test_per_student_divides_by_those_registered_in_the_same_years() -> None:
    students = figures(123, i1150=(40_000.0,), i1110=(20_000.0,))
    build = given(official_figures=[*exchange("1150", 1000, 2000), *exchange("1110", 800, 900), *students])
    comparison = shares(build, "outgoing_stays")
    assert {one.institution: one.per for one in comparison.standings} == {
        "ntnu": {"students": 0.025},
        "uio": {"students": 0.04},
        "uib": {},
    }


def test_per_employee_divides_money_by_the_full_time_equivalents_of_the_same_years() -> None:
    """Our staff is known of 2020 alone: 200 euros over 100 full-time equivalents. Of Oslo both years are known."""

    def staff(code: str, year: int, total: float) -> dict[str, Cell]:
        return {"table_id": 225, "institution_code": code, "year_from": year, "year_to": year, "total": total}

    build = given(
        eu_participations=[ours(300), ours(200, signed_on="2020-02-01"), granted(UIO, 600)],
        official_figures=[staff("1150", 2020, 100.0), staff("1110", 2019, 200.0), staff("1110", 2020, 400.0)],
    )
    comparison = shares(build)
    assert {one.institution: one.per for one in comparison.standings} == {
        "ntnu": {"staff": 2.0}, "uio": {"staff": 1.0}, "uib": {},
    }  # fmt: skip
    assert {source.feed for source in comparison.meta.sources} == {"eu_participations", "official_figures"}


def test_a_source_that_was_asked_for_the_peers_alone_gives_no_place_in_the_country() -> None:
    """DBH answers for those that it is asked for; that Bergen is the third of three says nothing of the country."""
    asked = [*exchange("1150", 1000, 1), *exchange("1110", 1200, 1), *exchange("1120", 100, 1)]
    comparison = shares(given(official_figures=asked), "outgoing_stays")
    assert (comparison.own_standing.place, comparison.own_standing.national_place) == (2, None)
    assert comparison.national_share is None
    comparison = shares(given(official_figures=[*asked, *exchange("1160", 300, 1)]), "outgoing_stays")
    assert (comparison.own_standing.national_place, comparison.national) == (2, 4)
    assert comparison.national_share == pytest.approx(1000 / 2600)


def counted(ror: str, works: int, international: int | None, year: int = 2023) -> list[dict[str, Cell]]:
    """Works of an institution as OpenAlex counts them: all, and those of several countries."""
    usual: dict[str, Cell] = {"ror_id": ror, "year": year, "is_own": ror == NTNU_ROR}
    rows: list[dict[str, Cell]] = [{**usual, "is_international": False, "works": works}]
    return rows if international is None else [*rows, {**usual, "is_international": True, "works": international}]


NTNU_ROR, UIO_ROR, UIB_ROR = "05xg72x27", "01xtthb56", "03zga2b32"


class TestWorks:
    """Works and international co-authors of others, as OpenAlex counts them by year."""

    build = given(
        work_counts=[
            *counted(NTNU_ROR, 100, 60), *counted(UIO_ROR, 200, 140), *counted(UIB_ROR, 80, None),
            *counted(NTNU_ROR, 90, 45, 2022), *counted("00hb00000", 10, 1),
        ]
    )  # fmt: skip

    def test_shares_are_compared_in_the_last_year(self) -> None:
        comparison = shares(self.build, "international_works_share")
        assert places(comparison) == {"uio": (1, 0.7), "ntnu": (2, 0.6), "uib": (None, None)}
        assert {year: row.value for year, row in comparison.own_standing.series.items()} == {2022: 0.5, 2023: 0.6}

    def test_works_add_up_over_the_years(self) -> None:
        assert places(shares(self.build, "scholarly_works")) == {"uio": (1, 200), "ntnu": (2, 190), "uib": (3, 80)}

    def test_a_year_without_international_works_has_none_where_they_were_counted(self) -> None:
        rows = [*counted(NTNU_ROR, 10, 1, 2022), *counted(NTNU_ROR, 8, None), *counted(UIO_ROR, 5, 5)]
        assert places(shares(given(work_counts=rows), "international_works_share"))["ntnu"] == (2, 0)

    def test_a_ror_that_nobody_knows_is_listed_with_its_size(self) -> None:
        assert [(one.source, one.name, one.size) for one in unmatched(self.build)] == [("work_counts", "00hb00000", 10)]


class TestPersons:
    """Students follow the thresholds of the public, also where a source has published them."""

    build = given(official_figures=[*exchange("1150", 1003, 2002), *exchange("1110", 3, 98), *exchange("1120", 62, 51)])

    def test_the_public_sees_rounded_counts_and_no_small_one(self) -> None:
        comparison = compare("outgoing_stays", PUBLIC, self.build, PAIR)
        assert comparison is not None
        shown: dict[str, object] = {
            one.institution: one.figure and (one.figure.value, one.figure.sign) for one in comparison.standings
        }
        assert shown["ntnu"] == (1005, None)
        assert shown["uio"] == (None, "..")
        assert comparison.national_share is None

    def test_a_balance_has_no_better_side_and_so_no_place(self) -> None:
        comparison = compare("exchange_balance", ANALYST, self.build, PAIR)
        assert places(comparison)["ntnu"] == (None, pytest.approx(2002 / 1003))


def mobility(**cells: Cell) -> dict[str, Cell]:
    """Ten students from NTNU to Aachen for five months, in a release without Erasmus codes."""
    return with_codes(**{"sending_erasmus_code": None, "receiving_erasmus_code": None, "participants": 10} | cells)


def test_mobility_is_matched_by_code_then_by_reviewed_name() -> None:
    build = given(
        erasmus_flows=[
            mobility(participants=10),
            mobility(participants=7, sending_name="Høgskolen i Gjøvik"),
            mobility(participants=50, sending_name="?", sending_erasmus_code="N OSLO01"),
            mobility(participants=90, sending_name="?", sending_erasmus_code="N OSLO01", duration_days=20.0),
            mobility(participants=70, sending_name="Universitetet i Bergen", profile="staff"),
            mobility(participants=30, sending_name="RWTH Aachen University", sending_country="DE",
                     receiving_name="NTNU", receiving_country="NO"),
        ]
    )  # fmt: skip
    assert places(compare("erasmus_mobility_long", ANALYST, build, PAIR)) == {
        "uio": (1, 50), "ntnu": (2, 17), "uib": (None, None),
    }  # fmt: skip
    assert places(compare("erasmus_balance", ANALYST, build, PAIR))["ntnu"] == (None, pytest.approx(30 / 17))


def test_every_indicator_with_peers_names_a_source_and_answers_by_institution() -> None:
    build = of_institutions(given(official_figures=exchange("1150", 5, 5), eu_participations=[ours(5)]))
    assert len(compared_indicators(given())) >= 15
    for name in build.indicators:
        assert "institution" in ask(Question(name, ("year", "institution")), ANALYST, build).meta.by


def test_an_indicator_without_a_public_source_says_so() -> None:
    with pytest.raises(QuestionError, match="no public source has outbound_share"):
        compare("outbound_share", ANALYST, given(), PAIR)
