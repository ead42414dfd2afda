"""Members beside each other over the years, chosen in the address."""

import re

from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.models.given import given, graduate, stay


def section(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ").split("Compared over the years")[1].split("What if")[0]


def chosen(html: str) -> list[str]:
    return re.findall(r'<tr[^>]*class="chosen"[^>]*><th scope="row">(?:<a[^>]*>)?(.*?)<', section(html))


def test_every_member_has_a_small_chart_and_none_is_singled_out(serve: Serve) -> None:
    html = serve(ten_years()).page(goal="SG-D1", unfolded="compare", lang="en").html
    assert chosen(html) == []
    assert re.findall(r"<li><p><a[^>]*>(.*?)</a>", section(html)) == ["Engineering", "Computing"]
    assert "1 of 2 faculties are higher in 2025 than in 2024." in section(html)
    assert "Each faculty on the same scale; the grey line is whole university." in section(html)


def test_members_that_are_chosen_are_lines_in_one_chart_with_the_year_before(serve: Serve) -> None:
    page = serve(ten_years()).page(goal="SG-D1", compare="64,63", lang="en")
    assert chosen(page.html) == ["Engineering", "Computing"]
    assert "In 2025 against 2024: Engineering 40.0 % (±0.0 points); Computing 13.3 % (+6.7 points)." in section(
        page.html
    )
    assert "multiples" not in page.html


def test_a_row_takes_its_member_in_or_out(serve: Serve) -> None:
    served = serve(ten_years())
    html = served.page(goal="SG-D1", lang="en", compare="63").html
    assert chosen(html) == ["Computing"]
    assert 'href="?goal=SG-D1&amp;compare=63%2C64&amp;lang=en"' in html
    assert (
        'href="?goal=SG-D1&amp;lang=en" data-go="row-Computing" aria-current="true" aria-label="Computing: remove'
        in html
    )


def test_any_two_years_can_be_held_against_each_other(serve: Serve) -> None:
    html = section(serve(ten_years()).page(goal="SG-D1", year="2024", since="2018", compare="64", lang="en").html)
    assert "In 2024 against 2018: " in html
    assert re.search(r'scope="col" class="n">2024</th><th scope="col" class="n">2018</th>', html)


def test_a_year_that_is_no_earlier_one_leaves_the_year_before(serve: Serve) -> None:
    html = section(serve(ten_years()).page(goal="SG-D1", since="2031", compare="64", lang="en").html)
    assert "In 2025 against 2024: " in html


def test_a_faculty_stands_among_the_faculties(serve: Serve) -> None:
    html = serve(ten_years()).page(goal="SG-D1", faculty="64", unfolded="compare", lang="en").html
    assert section(html).startswith(", by faculty")
    assert chosen(html) == ["Engineering"]
    assert "whole university" in section(html)
    assert 'href="?goal=SG-D1&amp;faculty=64&amp;compare=63&amp;unfolded=compare&amp;lang=en"' in html


def test_a_fifth_member_finds_no_room_and_an_unknown_one_is_left_out(serve: Serve) -> None:
    levels = ("bachelor", "master", "integrated_master", "professional")
    graduates = [
        graduate(person_id=f"{level}{year}", degree_level=level, graduated_on=f"{year}-06-15")
        for level in levels
        for year in (2024, 2025)
    ]
    build = given(graduates=graduates, stays=[stay(person_id="master2025")])
    served = serve(build)
    html = served.page(goal="SG-D1", by="degree_level", compare=f"nonsense,<b>,{','.join(levels)}", lang="en").html
    assert len(chosen(html)) == 4
    assert "All 4 lines are in use" in html
    assert "<b>" not in section(html)
