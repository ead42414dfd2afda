"""Every form of the pack says what `ask` says to the same reader, suppressed cells too."""

import csv
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from dashboard.format import cell, figure, number
from dashboard.report.contents import Contents
from dashboard.report.tidy import STATUSES
from dashboard.report.typeset.areas import YEARS
from models.answer import Row
from models.asking import ask
from models.catalogue import load_indicators
from models.question import Question
from models.status import scorecard
from tests.dashboard.report.conftest import YEAR

pytestmark = pytest.mark.slow

Told = dict[tuple[str, int], object]
INDICATORS = load_indicators()


@pytest.fixture(scope="module")
def figures(pack: Path) -> pl.DataFrame:
    return pl.read_parquet(pack / "data" / "figures.parquet")


@pytest.fixture(scope="module")
def lines(pack: Path) -> list[dict[str, str]]:
    with (pack / "data" / "figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sheets(pack: Path) -> dict[str, Told]:
    """Per language: what stands in the workbook under (name of the indicator, year) for the whole institution."""
    by_name: dict[str, Told] = {}
    for language in ("nb", "en"):
        book = load_workbook(pack / f"utsyn-{YEAR}-{language}.xlsx")
        by_names = by_name.setdefault(language, {})
        for sheet in book.worksheets:
            for table in sheet.tables.values():
                if table.name.endswith("_years"):
                    head, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
                    by_names |= {
                        (row[1], int(year)): value
                        for row in rows
                        for year, value in zip(head[3:], row[3:], strict=True)
                    }
    return by_name


def rows_of(contents: Contents, indicator: str, *by: str) -> tuple[Row, ...]:
    """What `ask` answers now."""
    question = Question(indicator, ("year", *by), years=(contents.first_year, YEAR))
    return ask(question, contents.viewer, contents.build).rows


@pytest.mark.parametrize("indicator", INDICATORS)
def test_parquet_and_csv_and_workbook_say_what_ask_says(
    contents: Contents, figures: pl.DataFrame, lines: list[dict[str, str]], sheets: dict[str, Told], indicator: str
) -> None:
    asked = {row.key["year"]: row for row in rows_of(contents, indicator)}
    whole = figures.filter(indicator=indicator, unit_level="institution").filter(pl.col("dimension").is_null())
    by_name = {row["year"]: row for row in whole.to_dicts()}
    written = {int(row["year"]): row for row in lines if row["indicator"] == indicator and not row["dimension"]
               and row["unit_level"] == "institution"}  # fmt: skip
    assert by_name.keys() == written.keys() == asked.keys()
    for year, row in asked.items():
        for name in ("numerator", "denominator", "value"):
            assert by_name[year][name] == getattr(row, name)
            assert (float(written[year][name]) if written[year][name] else None) == getattr(row, name)
        assert by_name[year]["status"] == written[year]["status"] == STATUSES[row.sign]
        assert by_name[year]["is_suppressed"] == by_name[year]["is_hidden"] == (row.sign == "..")  # as in version 0.1
    for language, cells in sheets.items():
        name = INDICATORS[indicator].name[language]
        for year in contents.years:
            row = asked.get(year)
            shown = cells[name, year]
            if row is None or row.value is None:
                assert shown == str(row.sign if row else ":")
            else:
                assert shown == pytest.approx(row.value, rel=1e-14)


@pytest.mark.parametrize("dimension", ["faculty", "department", "gender"])
def test_breakdowns_are_those_of_ask(contents: Contents, figures: pl.DataFrame, dimension: str) -> None:
    asked = {(row.key["year"], row.key[dimension]): row.value for row in rows_of(contents, "outbound_share", dimension)}
    column, level = ("unit_code", dimension) if dimension != "gender" else ("member", "institution")
    described = figures.filter(pl.col("indicator") == "outbound_share", pl.col("unit_level") == level)
    if dimension == "gender":
        described = described.filter(dimension="gender")
    assert dict(zip(described.select("year", column).rows(), described["value"], strict=True)) == asked


def test_what_the_public_may_not_see_is_in_no_file(figures: pl.DataFrame) -> None:
    small = figures.filter(indicator="outbound_share", unit_level="faculty", unit_code="64", year=YEAR)
    assert small.select("numerator", "value", "status", "is_suppressed").rows() == [(None, None, "suppressed", True)]


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("indicator", INDICATORS)
def test_the_report_says_what_ask_says(
    contents: Contents, pages: dict[str, str], indicator: str, language: str
) -> None:
    asked, one = {row.key["year"]: row for row in contents.answers[indicator, None].rows}, INDICATORS[indicator]
    last = contents.years[-YEARS:]
    shown = [cell(asked[year], one.unit, language) if year in asked else ":" for year in last]
    if all(words in {":", "–"} for words in shown):
        shown = []  # named below the table
    assert plain(" ".join((one.name[language], *shown))) in pages[language]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_report_says_what_status_says(contents: Contents, pages: dict[str, str], language: str) -> None:
    judged = [
        row for row in scorecard(contents.build, contents.viewer) if row.goal.rule not in {"milestone", "roll_up"}
    ]
    for row in judged:
        now = str(row.sign or ":") if row.value is None else figure(row.value, row.unit, language)
        if row.against_former is not None:
            now = number(row.against_former.count, language)
        assert plain(f"{row.goal.id} {row.goal.short[language]} {now} {row.year or ''}") in pages[language]
    assert any(row.value is not None for row in judged)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_faculty_has_its_own_figures_in_the_report_and_suppressed_ones_stay_suppressed(
    contents: Contents, pages: dict[str, str], language: str
) -> None:
    asked = {(row.key["faculty"], row.key["year"]): row for row in rows_of(contents, "outbound_share", "faculty")}
    name = INDICATORS["outbound_share"].name[language]
    by_name = {
        code: " ".join(cell(asked[code, year], "percent", language) for year in range(2022, 2026))
        for code in ("63", "64")
    }
    assert by_name["64"] == ".. .. .. .."
    for shown in by_name.values():
        assert plain(f"SG-D1 {name} {shown}") in pages[language]


def plain(words: str) -> str:
    """With each white space one blank, as the words of the report are read."""
    return " ".join(words.split())
