"""What is taken out of a page opens, and holds the figures that stand on it."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Locator, Page, expect

from models.rounding import half_away
from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PNG = b"\x89PNG\r\n\x1a\n"


def taken(page: Page, link: Locator) -> bytes:
    """The bytes of what a click downloads."""
    with page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes()


def test_the_faculties_of_a_goal_as_csv_workbook_and_picture(strolling: Reader) -> None:
    page = strolling.open("?goal=SG-D1&lang=en")
    page.get_by_text("The figures behind the bars").first.click()
    table = page.get_by_role("table", name="The figures behind the bars")
    first = table.locator("tbody tr").first
    expect(first).to_be_visible()
    name, went, of, share = (cell.strip() for cell in first.locator("th, td").all_inner_texts())
    box = page.locator(".st-key-by-figure")
    expect(box.locator(".js-plotly-plot .point path")).to_have_count(8)

    rows = list(csv.reader(io.StringIO(taken(page, box.get_by_role("link", name="csv")).decode("utf-8-sig"))))
    [row] = [row for row in rows if name in row]
    assert row[2:4] == [went, of]
    assert f"{half_away(100 * float(row[4]), 1)}" == share.split("\N{NO-BREAK SPACE}")[0]
    assert "Dated by" in taken(page, box.get_by_role("link", name="about the file")).decode()

    book = pl.read_excel(io.BytesIO(taken(page, box.get_by_role("link", name="xlsx"))), sheet_id=1)
    assert book.filter(pl.col("Faculty") == name)["Numerator"].to_list() == [int(went)]

    svg = taken(page, box.get_by_role("button", name="svg")).decode()
    assert name in svg
    assert share in svg
    assert "dated by year of graduation · exact figures" in svg
    assert taken(page, box.get_by_role("button", name="png")).startswith(PNG)


def test_the_map_as_csv_and_picture(strolling: Reader) -> None:
    page = strolling.open("?topic=mobility&lang=en")
    box = page.locator(".st-key-mobility-countries-figure")
    table = page.get_by_role("table", name="The figures behind the map")
    first = table.locator("tbody tr").first
    expect(first).to_be_visible()
    country, count = (cell.strip() for cell in first.locator("th, td").all_inner_texts())
    rows = csv.DictReader(io.StringIO(taken(page, box.get_by_role("link", name="csv")).decode("utf-8-sig")))
    [row] = [row for row in rows if country in row.values()]
    assert row["Value"] in (count, f"{count}.0")

    svg = taken(page, box.get_by_role("button", name="svg")).decode()
    darkest = page.locator("svg.map .highest path").first.evaluate("shape => getComputedStyle(shape).fill")
    assert f'fill="{darkest}"' in svg, "the tint is in the file, not in a style sheet that it has not"
    assert f"{country}: {count}" in svg
    assert "dated by end of stay · exact figures" in svg
    assert taken(page, box.get_by_role("button", name="png")).startswith(PNG)
