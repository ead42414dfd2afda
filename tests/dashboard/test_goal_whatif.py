"""What if those below a rate reached it, as the address supposes."""

import pytest

from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.models.given import given, graduate, programme, stay


def section(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ").split('<h2 id="whatif">')[1].split('class="about"')[0]


def test_first_there_are_only_choices_above_the_whole(serve: Serve) -> None:
    drawn = serve(ten_years()).page(goal="SG-D1", unfolded="whatif", lang="en")
    html = section(drawn.html)
    assert "whatif=rate-64" in html
    assert "whatif=rate-63" not in html, "Computing is below the university"
    assert "whatif=reach-30" in html
    assert "whatif=reach-20" not in html, "the university is above 20 %"
    assert "<table" not in html


def test_the_rate_of_one_shows_what_the_others_gain_and_what_it_makes_of_the_university(serve: Serve) -> None:
    html = section(serve(ten_years()).page(goal="SG-D1", whatif="rate-64", lang="en").html)
    assert "at the rate of Engineering (40.0 %): 8 more cases, and the university at 40.0 % instead of 24.0 %." in html
    assert ">8<" in html
    assert 'aria-current="true">IV<' in html


def test_a_round_rate_lifts_only_those_below_it(serve: Serve) -> None:
    html = section(serve(ten_years()).page(goal="SG-D1", whatif="reach-30", lang="en").html)
    assert "All at 30.0 % or more: 5 more cases" in html
    assert ">Computing<" in html
    assert ">Engineering<" not in html.split("<table")[1], "it stands above the rate"


def test_programmes_with_exchange_by_default_can_be_supposed_alone(serve: Serve) -> None:
    programmes = [
        programme(programme_code="A", opt_out_exchange=True, opt_out_since="2015-08-01"),
        programme(programme_code="B"),
    ]
    graduates = [graduate(person_id=f"{code}{n}", programme_code=code) for code in "AB" for n in range(10)]
    build = given(programmes=programmes, graduates=graduates, stays=[stay(person_id="A0"), stay(person_id="B0")])
    html = section(serve(build).page(goal="SG-D1", whatif="opt_out-40", lang="en").html)
    assert "Every programme with exchange by default at 40.0 % or more: 3 more cases" in html


@pytest.mark.parametrize("whatif", ["rate-99", "reach-1000", "reach-abc", "nonsense", "<script>"])
def test_what_cannot_be_supposed_supposes_nothing(serve: Serve, whatif: str) -> None:
    html = section(serve(ten_years()).page(goal="SG-D1", whatif=whatif, lang="en").html)
    assert "<table" not in html
    assert "<script>" not in html


def test_of_what_is_no_share_nothing_is_supposed(serve: Serve) -> None:
    html = serve(ten_years()).page(goal="SG-D1", indicator="outbound_gap", lang="en").html
    assert "What if" not in html


def test_where_the_breakdown_decides_the_share_the_page_says_why_nothing_is_supposed_or_split(serve: Serve) -> None:
    stays = [stay(country=country, date_from=f"{year}-01-10", date_to=f"{year}-06-10")
             for year in (2021, 2025) for country in ("US", "DE", "DE")]  # fmt: skip
    html = serve(given(stays=stays)).page(of="priority_country_share", by="country", lang="en").html
    reason = "which cases count depends on country alone"
    assert reason in section(html)
    assert html.count(reason) == 2
    assert reason not in serve(given(stays=stays)).page(of="priority_country_share", by="campus", lang="en").html


def test_so_many_more_a_year_of_every_faculty_are_drawn_on_the_forecast(serve: Serve) -> None:
    """Two faculties of 25 graduates on average: one more each is 10 of 50 after five years."""
    html = section(serve(ten_years()).page(goal="SG-D1", whatif="more-1", lang="en").html)
    assert "If every faculty had 1 more each year than the year before" in html
    assert "46.0 % in 2030 instead of 26.0 % at this pace" in html
    assert "50 % would be reached in 2039." in html
    assert "whatif=more-5" in html
    assert "no change" in html
