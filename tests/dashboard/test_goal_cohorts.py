"""Start cohorts on the page of the 50 % goal, for the university and for a unit."""

from tests.dashboard.conftest import Serve
from tests.models.given import given, graduate
from tests.models.test_cohorts import began


def section(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ").split('<h2 id="cohorts">')[1].split("<h2")[0]


def page(serve: Serve, **parameters: str) -> str:
    cohorts = [began(2014, 0, 1), began(2016, 40, 100), began(2022, 40, 100), began(2024, 20, 100)]
    build = given(
        as_of="2026-01-31",
        graduates=[graduate()],
        enrolments=[row for rows, _ in cohorts for row in rows],
        stays=[row for _, rows in cohorts for row in rows],
    )
    return serve(build).page(**parameters).html


def test_the_goal_says_how_the_newest_cohorts_stand_against_earlier_ones_at_the_same_semester(serve: Serve) -> None:
    html = section(page(serve, goal="SG-D1", unfolded="cohorts", lang="en"))
    assert (
        "20.0 % of those who began in 2024 have been or are abroad by semester 3, against 40.0 % of 2016 and 2022"
        in html
    )
    assert ">behind<" in html
    assert ">100<" in html
    assert "(20.0 %)" in html, "the fourth semester is booked so far"


def test_a_unit_sees_its_own(serve: Serve) -> None:
    html = section(page(serve, goal="SG-D1", faculty="63", lang="nb"))
    assert "20,0 % av dem som begynte i 2024" in html


def test_the_indicator_itself_shows_them_too(serve: Serve) -> None:
    assert "semester 3" in section(page(serve, of="cohort_outbound_share", lang="en"))


def test_another_goal_has_no_cohorts(serve: Serve) -> None:
    assert '<h2 id="cohorts">' not in page(serve, goal="O4", lang="en")
