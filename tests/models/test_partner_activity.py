"""What partners do with us: strategic ones, and those in low- and middle-income countries."""

from typing import Any

from tests.models.asked import by_year, fractions
from tests.models.given import given, participation, partner, staff_mobility, stay

LONG_AGO = {"date_from": "2019-01-10", "date_to": "2019-06-10"}  # so that stays are known in all the years asked for


def active(*rows: tuple[str, dict[str, Any]], **partner_cells: Any) -> dict[Any, Any]:
    """(active in two ways, strategic) of one partner from rows of feeds, in builds made after each of 2022–2025."""
    feeds: dict[str, list[dict[str, Any]]] = {"stays": [stay(**LONG_AGO)]}
    for feed, row in rows:
        feeds.setdefault(feed, []).append(row)
    partners = [partner(**{"partner_id": "tub", "pic": "999986678", "strategic": True, **partner_cells})]
    shares: dict[Any, Any] = {}
    for year in range(2022, 2026):
        build = given(f"{year + 1}-01-15", None, partners=partners, **feeds)
        shares |= fractions(build, "strategic_partner_activity", years=(year, year))
    return shares


def project(project_id: str = "e", **cells: Any) -> list[tuple[str, dict[str, Any]]]:
    """A project shared with the partner from 2021 to 2022."""
    days: dict[str, Any] = {"starts_on": "2021-01-01", "ends_on": "2022-12-31", **cells}
    other = participation(project_id=project_id, organisation_id="999986678", is_own=False, country="DE", **days)
    rows = [participation(project_id=project_id, **days), other]
    return [("eu_participations", row) for row in rows]


def test_two_of_three_ways_in_36_months_are_needed() -> None:
    exchange, another = (
        ("stays", stay(partner_id="tub", date_from="2024-01-10", date_to="2024-06-10")) for _ in range(2)
    )
    visit = ("staff_mobility", staff_mobility(partner_id="tub"))
    assert active(exchange) == {2022: (0, 1), 2023: (0, 1), 2024: (0, 1), 2025: (0, 1)}
    assert active(exchange, another, visit) == {2022: (0, 1), 2023: (0, 1), 2024: (1, 1), 2025: (1, 1)}
    # a project counts until three years after its end
    assert active(exchange, *project()) == {2022: (0, 1), 2023: (0, 1), 2024: (1, 1), 2025: (0, 1)}
    assert active(exchange, *project(ends_on="2023-01-01"))[2025] == (1, 1)
    assert active(exchange, visit, *project())[2024] == (1, 1)


def test_a_visit_online_is_none_and_a_guest_is_one() -> None:
    exchange = ("stays", stay(partner_id="tub"))
    assert active(exchange, ("staff_mobility", staff_mobility(partner_id="tub", virtual=True)))[2024] == (0, 1)
    assert active(exchange, ("staff_mobility", staff_mobility(partner_id="tub", direction="guest")))[2024] == (1, 1)
    assert active(exchange, ("staff_mobility", staff_mobility(partner_id="tub", date_to=None)))[2024] == (1, 1)


def test_only_designated_partners_are_in_the_share() -> None:
    assert active(("stays", stay(partner_id="tub")), strategic=False) == {}


def test_before_the_first_stay_that_is_told_of_nothing_is_known() -> None:
    feeds = {"partners": [partner(partner_id="tub", strategic=True)], "stays": [stay()]}
    assert fractions(given("2024-01-15", None, **feeds), "strategic_partner_activity") == {}
    assert fractions(given("2025-01-15", None, **feeds), "strategic_partner_activity") == {2024: (0, 1), 2025: (0, 1)}


def test_which_partners_are_strategic_is_known_for_today_alone() -> None:
    build = given(partners=[partner(partner_id="tub", strategic=True)], stays=[stay(**LONG_AGO)])
    assert fractions(build, "strategic_partner_activity") == {2025: (0, 1), 2026: (0, 1)}


class TestLowAndMiddleIncome:
    """Malawi is least developed, Kenya and India are lower-middle, China and South Africa upper-middle."""

    def test_stays_count_by_the_list_of_the_day_they_began(self) -> None:
        build = given(
            stays=[
                *(stay(country=country) for country in ("KE", "MW", "IN")),
                stay(country="KE", direction="in"),
                stay(country="KE", status="withdrawn"),
                *(stay(country=country) for country in ("CN", "ZA", "DE")),  # Germany receives nothing
            ]
        )
        assert by_year(build, "low_middle_income_activity") == {2024: 6}
        assert fractions(build, "low_middle_income_activity", "direction") == {"in": (1, None), "out": (5, None)}
        assert by_year(build, "low_income_activity") == {2024: 4}

    def test_partners_count_while_they_are_active(self) -> None:
        build = given(
            partners=[partner(partner_id="nairobi", country="KE"), partner(partner_id="blantyre", country="MW"),
                      partner(partner_id="tub", country="DE")],
            stays=[
                stay(partner_id="nairobi", country="KE", date_from="2019-01-10", date_to="2019-06-10"),
                stay(partner_id="tub"),
            ],
            staff_mobility=[staff_mobility(partner_id="blantyre", country="MW")],
        )  # fmt: skip
        assert by_year(build, "low_middle_income_partners", years=(2018, 2025)) == {
            2019: 1, 2020: 1, 2021: 1, 2022: 0, 2023: 0, 2024: 1, 2025: 1,
        }  # fmt: skip

    def test_a_list_without_participants_abroad_says_nothing_of_them(self) -> None:
        """The Research Council's names those in Norway alone: that no country is poor there is no zero."""
        listed = [participation(project_id="a"), participation(project_id="a", organisation_id="uio", is_own=False)]
        assert by_year(given(eu_participations=listed), "low_middle_income_projects") == {}

    def test_projects_count_once_by_who_else_takes_part(self) -> None:
        def other(project_id: str, country: str, number: int = 1) -> dict[str, Any]:
            return participation(project_id=project_id, organisation_id=f"o{number}", is_own=False, country=country)

        build = given(
            eu_participations=[
                *(participation(project_id=name) for name in ("a", "b", "c")),
                participation(project_id="d", role="associated_partner"),  # no money of the EU
                other("a", "KE"), other("a", "MW", 2), other("b", "CN"), other("c", "SE"), other("d", "KE"),
            ]
        )  # fmt: skip
        assert by_year(build, "low_middle_income_projects") == {2023: 2}
