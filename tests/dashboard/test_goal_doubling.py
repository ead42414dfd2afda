"""A portfolio that is to be doubled: both curves by signing day, and counts by faculty instead of ratios of a few."""

import csv
import io
import re

import pytest

from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.dashboard.test_downloads import get
from tests.models.given import given, participation

# Horizon 2020: 2015 to 2019 one each, 2020 three, 2021 four: twelve in all, four of them by its fifth year
FORMER = {2015: 1, 2016: 1, 2017: 1, 2018: 1, 2019: 1, 2020: 3, 2021: 4}
FACULTIES = {"H2020": "641000", "HORIZON": "631000"}


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """Exactly twice as many, each seven years later, as far as 2025: eight, all at another faculty."""
    signed = [("H2020", year, n) for year, n in FORMER.items()]
    signed += [("HORIZON", year + 7, 2 * n) for year, n in FORMER.items() if year + 7 <= 2025]
    return given(
        eu_participations=[
            participation(
                framework=framework, signed_on=f"{year}-03-01", action="ERC-STG", role="coordinator",
                unit_code=FACULTIES[framework],
            )
            for framework, year, n in signed
            for _ in range(n)
        ]
    )  # fmt: skip


def test_exactly_twice_the_former_curve_is_on_pace(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="C1", lang="en").html)
    assert "<h1>Double the ERC portfolio</h1>" in html
    assert "on pace" in html.split('class="cards"')[1]
    assert "8 signed by the end of 2025, where 2 times the former curve was 8." in html
    assert "14 of the path&#x27;s 24 fall in its last 2 years." in html
    assert "2 × 4 in Horizon 2020" in html
    assert "2 × 12 in Horizon 2020" in html


def test_an_earlier_year_is_of_that_year_alone_and_not_judged(serve: Serve, build: OpenBuild) -> None:
    """By the end of 2023 twice the first two years' one each: four, where the former curve stood at two."""
    html = _text(serve(build).page(goal="C1", lang="en", year="2023").html)
    cards = html.split('class="cards"')[1].split("</nav>")[0]
    assert "4 signed by the end of 2023, where 2 times the former curve was 4." in html
    assert "2 × 2 in Horizon 2020" in cards
    assert "on pace" not in cards.split("About this number")[0]
    assert "The figures are those of 2023; the goal is judged on 2025." in html


def test_a_year_of_the_table_holds_both_programmes_at_the_same_point(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="C1", lang="en").html)
    assert _row(html, "2025") == ["8", "8", "4 (2018)"]
    assert _row(html, "2028") == ["–", "24", "12 (2021)"]


def test_by_faculty_there_are_counts_and_no_ratio(serve: Serve, build: OpenBuild) -> None:
    """Engineering had all twelve and has none; Computing had none and has eight."""
    html = _text(serve(build).page(goal="C1", lang="en").html)
    assert "Computing holds most: 8, against 0 at the same point of the former programme." in html
    assert _row(html, "Computing") == ["8", "0", "0"]
    assert _row(html, "Engineering") == ["0", "4", "12"]
    assert _row(html, "Total") == ["8", "4", "12"]
    assert "What changed the figure" not in html
    assert "What if" not in html


def test_the_table_of_holders_is_folded_below_the_figure_that_says_the_same(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="C1", lang="en").html)
    [folded] = [
        part for part in re.findall(r"<details.*?</details>", html) if "<summary>The figures behind the marks<" in part
    ]
    assert folded.startswith('<details class="same">'), "it is closed until the reader opens it"
    assert _row(folded, "Computing") == ["8", "0", "0"]


def test_the_files_hold_what_the_charts_show(serve: Serve, build: OpenBuild) -> None:
    serve(build).page(goal="C1", lang="en")
    text = str(bytes(get(goal="C1", lang="en", chart="trend", format="csv").body), "utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    assert ["2025", "8", "8", "2018", "4"] in rows
    members = str(bytes(get(goal="C1", lang="en", chart="bars", format="csv").body), "utf-8-sig")
    assert "Engineering,0,4,12" in members


def _row(html: str, name: str) -> list[str]:
    [row] = [row for row in re.findall(r"<tr.*?</tr>", html) if re.search(rf">{name}<", row)]
    return re.findall(r"<td[^>]*>(.*?)</td>", row)


def _text(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ")
