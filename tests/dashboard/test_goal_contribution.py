"""What moved a figure between two years, told by those who make it up."""

import re

from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.models.given import given, publication, stay

NO_BREAK = "\N{NO-BREAK SPACE}"


def section(html: str) -> str:
    return html.replace(NO_BREAK, " ").split("What changed the figure")[1].split("Compared over the years")[0]


def cells(html: str, name: str) -> list[str]:
    [row] = [row for row in re.findall(r"<tr.*?</tr>", html) if f">{name}<" in row]
    return re.findall(r'<td class="n[^"]*">(.*?)</td>', row)


def test_the_parts_stand_with_rate_mix_and_what_is_missing_and_add_up(serve: Serve) -> None:
    html = section(serve(ten_years()).page(goal="SG-D1", unfolded="moved", lang="en").html)
    assert html.startswith(" 2021–2025, by faculty")
    assert "20.0 % in 2021 and 24.0 % in 2025: +4.0 points. Computing contributed most: +4.0 points." in html
    assert cells(html, "Computing") == ["+4.00", "+4.00", "±0.00", "11"]
    assert cells(html, "Engineering") == ["±0.00", "±0.00", "±0.00", "2"]
    assert cells(html, "Total") == ["+4.00", "+4.00", "±0.00", "13"]


def test_the_earlier_year_is_chosen_by_link_and_one_that_is_not_there_is_the_baseline(serve: Serve) -> None:
    served = serve(ten_years())
    html = served.page(goal="SG-D1", lang="en").html
    assert 'href="?goal=SG-D1&amp;since=2019&amp;lang=en"' in html
    assert "What changed the figure 2019–2025" in served.page(goal="SG-D1", since="2019", lang="en").html
    for wrong in ("1850", "2025", "x", "²"):
        assert "What changed the figure 2021–2025" in served.page(goal="SG-D1", since=wrong, lang="en").html


def test_the_dimension_is_the_one_that_the_page_is_broken_down_by(serve: Serve) -> None:
    html = section(serve(ten_years()).page(goal="SG-D1", by="campus", unfolded="moved", lang="en").html)
    assert html.startswith(" 2021–2025, by campus")
    assert cells(html, "Trondheim")[0] == "+4.00"


def test_of_a_count_the_parts_are_plain_differences(serve: Serve) -> None:
    stays = [stay(date_from=f"{year}-01-10", date_to=f"{year}-06-10") for year in (2021, 2025, 2025)]
    html = section(serve(given(stays=stays)).page(of="outgoing_stays", unfolded="moved", lang="en").html)
    assert cells(html, "Computing") == ["+1"]
    assert "rate:" not in html


def test_where_members_overlap_it_says_that_no_parts_can_be_told(serve: Serve) -> None:
    works = [
        publication(publication_id=f"{year}-{work}", year=year, unit_code=unit, international=work < year - 2020)
        for year in (2021, 2022, 2023, 2024)
        for work in range(4)
        for unit in ("631000", "641000")
    ]
    drawn = serve(given(publications=works)).page(of="international_copublication_share", lang="en")
    assert "belong to more than one faculty" in section(drawn.html)


def test_before_the_first_year_nothing_moved(serve: Serve) -> None:
    assert "What changed the figure" not in serve(ten_years()).page(goal="SG-D1", year="2016", lang="en").html
