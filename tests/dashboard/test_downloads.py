"""A chart's figures as a file: the same cells, with what they are on top, asked with the reader's rights."""

import csv
import io
import json
import re
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pandas as pd
import polars as pl
import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard import builds
from dashboard.downloads.files import csv_file
from dashboard.downloads.sheet import Column, Sheet
from dashboard.pages.download_route import download
from models.question import Viewer
from pipelines.warehouse import EXPORTS as LOG
from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.models.given import UNITS, given, graduate, participation, stay, unit
from tests.models.test_cohorts import began


def get(**parameters: str) -> Response:
    """What the route answers."""
    query = urlencode(parameters).encode()
    return download(Request({"type": "http", "method": "GET", "headers": [], "query_string": query}))


def table_of(**parameters: str) -> list[list[str]]:
    """The rows of a csv, its header first."""
    response = get(**{"goal": "SG-D1", "lang": "en", "format": "csv", **parameters})
    assert response.status_code == 200, response.body
    content = bytes(response.body)
    assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to read æøå"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def rows(**parameters: str) -> tuple[dict[str, str], list[list[str]]]:
    """What a csv says of itself in its own file, as terms, and its table with its header."""
    _, *terms = table_of(**{**parameters, "format": "about"})
    return dict(terms), table_of(**parameters)


def test_the_file_says_what_it_is(serve: Serve) -> None:
    build = ten_years()
    serve(build)
    head, _ = rows(chart="bars")
    assert head["Graduates with a stay abroad"] == "Faculty 2025"
    assert "counted stay abroad" in head["Definition"]
    assert build.id in head["Edition"]
    assert "as of" in head["Edition"]
    assert "exact figures" in head["Rounding and suppression"]
    assert head["With the rights of"] == "the institution's analyst"
    assert head["The view"] == "http://localhost/?goal=SG-D1&lang=en"


def test_the_bars_are_the_answer_in_numbers(serve: Serve) -> None:
    serve(ten_years())
    _, table = rows(chart="bars")
    assert table == [
        ["Code", "Faculty", "Numerator", "Denominator", "Value"],
        ["63", "Computing", "4", "30", str(4 / 30)],
        ["64", "Engineering", "8", "20", "0.4"],
    ]


def test_a_csv_opens_as_it_is_in_other_tools(serve: Serve) -> None:
    serve(ten_years())
    content = bytes(get(goal="SG-D1", lang="en", chart="bars", format="csv").body)
    frame = pl.read_csv(content)
    assert frame.columns == ["Code", "Faculty", "Numerator", "Denominator", "Value"]
    assert frame["Value"].to_list() == pytest.approx([4 / 30, 0.4])
    assert pd.read_csv(io.BytesIO(content), encoding="utf-8-sig")["Numerator"].to_list() == [4, 8]


def test_the_trend_goes_on_into_the_years_foreseen(serve: Serve) -> None:
    serve(ten_years())
    _, table = rows(chart="trend")
    by_year = {row[0]: row[1:] for row in table}
    assert by_year["Year"] == [
        "Numerator",
        "Denominator",
        "Value",
        "Forecast, low",
        "Forecast, middle",
        "Forecast, high",
    ]
    assert by_year["2025"] == ["12", "50", "0.24", "", "", ""]
    assert by_year["2030"][:3] == ["", "", ""]
    assert float(by_year["2030"][3]) < float(by_year["2030"][4]) < float(by_year["2030"][5])


def test_what_moved_the_figure_adds_up_in_the_file_too(serve: Serve) -> None:
    serve(ten_years())
    _, table = rows(chart="moved", since="2019")
    assert table[0][2:] == ["2019", "2025", "Change", "Rate", "Mix", "Missing to 50\N{NO-BREAK SPACE}%"]
    assert sum(float(row[4]) for row in table[1:]) == pytest.approx(0.04)
    assert [row[7] for row in table[1:]] == ["11", "2"]


def test_compared_members_and_what_is_supposed_come_as_the_address_says(serve: Serve) -> None:
    serve(ten_years())
    _, table = rows(chart="compare", faculty="64")
    assert ["63", "Computing", "2025", "4", "30", str(4 / 30)] in table
    _, table = rows(chart="whatif", whatif="rate-64")
    assert [row[:2] + row[-1:] for row in table[1:]] == [["63", "Computing", "8"], ["64", "Engineering", "0"]]


def test_what_every_faculty_could_add_is_year_by_year(serve: Serve) -> None:
    serve(ten_years())
    _, table = rows(chart="whatif", whatif="more-1")
    assert table[0] == ["Year", "At this pace", "With more"]
    assert [(row[0], round(float(row[2]) - float(row[1]), 2)) for row in table[1:3]] == [("2026", 0.04), ("2027", 0.08)]


def test_cohorts_are_by_semester_and_say_what_is_only_booked(serve: Serve) -> None:
    cohorts = [began(2014, 0, 1), began(2022, 40, 100), began(2024, 20, 100)]
    enrolments = [row for rows_, _ in cohorts for row in rows_]
    stays = [row for _, rows_ in cohorts for row in rows_]
    serve(given(as_of="2026-01-31", graduates=[graduate()], enrolments=enrolments, stays=stays))
    _, table = rows(chart="cohorts")
    assert table[0] == ["Began", "Semester", "Numerator", "Denominator", "Value", "Note"]
    assert table[-2:] == [["2024", "3", "20", "100", "0.2", ""], ["2024", "4", "20", "100", "0.2", "booked so far"]]


def test_a_framework_programme_stands_beside_the_former_by_its_year(serve: Serve) -> None:
    signed = [("H2020", 2014), ("HORIZON", 2021), ("HORIZON", 2022)]
    serve(
        given(
            eu_participations=[
                participation(framework=f, signed_on=f"{y}-05-01", contribution_eur=1e6) for f, y in signed
            ]
        )
    )
    _, table = rows(chart="trend", goal="SG-C1")
    assert table[1][:3] == ["1", "1000000", "1000000"]
    assert table[2][:2] == ["2", "2000000"]


def test_a_reader_gets_no_more_than_the_page_shows(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    graduates = [
        graduate(person_id=f"{unit}{n}", unit_code=unit)
        for unit, size in (("631000", 40), ("641000", 3))
        for n in range(size)
    ]
    serve(
        given(
            graduates=graduates, stays=[stay(person_id="6410000"), *(stay(person_id=f"631000{n}") for n in range(12))]
        )
    )
    asked = builds.Serving(builds.serving().config, builds.serving().warehouse, Viewer("public"))
    monkeypatch.setattr("dashboard.builds.serving", lambda: asked)
    head, table = rows(chart="bars")
    assert head["With the rights of"] == "the public"
    assert "nearest 5" in head["Rounding and suppression"]
    assert ["64", "Engineering", "..", "..", ".."] in table


def test_what_looks_like_a_formula_stays_text(serve: Serve) -> None:
    formula = '=HYPERLINK("http://x","y")'
    units = [unit(**{**row, "name_en": formula} if row["unit_code"] == "630000" else row) for row in UNITS]
    serve(given(units=units, graduates=[graduate()], stays=[stay()]))
    _, table = rows(chart="bars")
    assert table[1][1] == f"'{formula}"
    content = get(goal="SG-D1", lang="en", chart="bars", format="xlsx").body
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/"))
    assert "<f>" not in sheets
    assert "hyperlink" not in sheets.lower()
    assert pl.read_excel(io.BytesIO(content), sheet_id=1)["Faculty"][0] == formula


def test_a_workbook_holds_numbers_on_one_sheet_and_its_terms_on_the_other(serve: Serve) -> None:
    serve(ten_years())
    response = get(goal="SG-D1", chart="bars", format="xlsx", lang="nb")
    assert re.search(r'filename="outbound_share_bars_\S+\.xlsx"', response.headers["content-disposition"])
    book = pl.read_excel(io.BytesIO(response.body), sheet_id=0)
    assert list(book) == ["Tall", "Om dette tallet"]
    assert book["Tall"]["Verdi"].to_list() == pytest.approx([4 / 30, 0.4])


@pytest.mark.parametrize(
    "parameters",
    [
        {"chart": "nonsense"},
        {"chart": "bars", "format": "exe"},
        {"chart": "bars", "goal": "nothing"},
        {"chart": "whatif"},
        {"chart": "trend", "goal": "", "view": "quality"},
        {},
    ],
)
def test_what_is_not_there_is_said_in_words(serve: Serve, parameters: dict[str, str]) -> None:
    serve(ten_years())
    response = get(**{"goal": "SG-D1", "lang": "nb", "format": "csv", **parameters})
    assert response.status_code == 404
    assert response.body == "Det finnes ingen slik figur å laste ned.".encode()


def test_without_a_build_there_is_nothing_to_take_out(serve: Serve) -> None:
    serve(None)
    assert get(goal="SG-D1", chart="bars", format="csv").status_code == 404


@pytest.mark.parametrize("chart", ["trend", "bars", "slopes", "moved", "compare", "whatif"])
def test_every_chart_of_the_page_leads_to_its_own_file(serve: Serve, chart: str) -> None:
    html = serve(ten_years()).page(goal="SG-D1", lang="en", whatif="reach-30", unfolded="moved,compare").html
    [href] = re.findall(rf'href="(download\?[^"]*chart={chart}&amp;format=csv)"', html)
    assert get(**dict(parse_qsl(unescape(href).partition("?")[2]))).status_code == 200


def test_the_charts_of_a_topic_too(serve: Serve) -> None:
    stays = [stay(date_from=f"{year}-01-10", date_to=f"{year}-06-10") for year in (2019, 2024, 2025, 2025)]
    html = serve(given(stays=stays)).page(topic="mobility", lang="en").html
    matches = re.findall(r'href="(download\?[^"]*format=csv)"', html)
    assert len(matches) > 2
    for href in matches:
        assert get(**dict(parse_qsl(unescape(href).partition("?")[2]))).status_code == 200, href


def test_every_download_is_noted_and_the_file_says_so(serve: Serve, tmp_path: Path) -> None:
    build = ten_years()
    serve(build)
    head, _ = rows(chart="bars", year="2024")
    assert head["Export log"] == "This download is recorded in the export log."
    get(goal="SG-D1", chart="nonsense", format="csv")
    _, line = [json.loads(line) for line in (tmp_path / LOG).read_text(encoding="utf-8").splitlines()]
    assert (line["rights"], line["build"]) == ("institutional_analyst", build.id)
    assert line["question"] == {"download": "bars", "format": "csv", "goal": "SG-D1", "year": "2024", "lang": "en"}


def test_a_picture_is_noted_before_the_browser_draws_it(serve: Serve, tmp_path: Path) -> None:
    html = serve(ten_years()).page(goal="SG-D1", lang="en").html
    [href] = re.findall(r'data-picture="png" data-note="(download\?[^"]*chart=trend&amp;format=png)"', html)
    response = get(**dict(parse_qsl(unescape(href).partition("?")[2])))
    assert (response.status_code, response.body) == (204, b"")
    [line] = [json.loads(line) for line in (tmp_path / LOG).read_text(encoding="utf-8").splitlines()]
    assert line["question"] == {"download": "trend", "format": "png", "goal": "SG-D1", "lang": "en"}


def test_what_cannot_be_noted_is_not_handed_out(serve: Serve, tmp_path: Path) -> None:
    serve(ten_years())
    (tmp_path / LOG).mkdir()
    response = get(goal="SG-D1", chart="bars", format="csv", lang="en")
    assert response.status_code == 503
    assert b"nothing was downloaded" in response.body


def test_a_column_of_counts_is_written_in_whole_numbers_and_one_of_measures_as_it_is() -> None:
    """One fraction makes a column of measures: a reader that looks at the first rows alone takes them all as such."""
    sheet = Sheet("t", None, (Column("Stays"), Column("Share"), Column("Days")), [(3.0, 1.0, None), (4.0, 0.5, 2.0)])
    assert csv_file(sheet, None).decode("utf-8-sig").splitlines() == ["Stays,Share,Days", "3,1.0,", "4,0.5,2"]
