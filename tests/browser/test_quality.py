"""From the plan to the rows that were rejected, as a steward walks it."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_the_plan_to_the_rows_of_a_feed_that_were_quarantined(reader: Reader) -> None:
    page = reader.open("?lang=en")
    page.get_by_role("link", name="Data quality").click()
    expect(page.locator("h1")).to_have_text("Data quality")
    expect(page.locator(".quote")).to_contain_text("; certified: the data contracts hold.")
    page.locator("table.rows").get_by_role("link", name="Stays").click()
    expect(page.locator("h1")).to_have_text("Stays")
    assert page.url.endswith("?view=quality&feed=stays&lang=en")
    read, loaded, quarantined, duplicates = (
        int(value.replace(",", "")) for value in page.locator(".equation .value").all_inner_texts()
    )
    assert read == loaded + quarantined + duplicates
    assert quarantined > 0
    page.locator("table.rules summary").first.click()
    expect(page.locator("table.rules details[open] li").first).to_contain_text("row")
    rows = _rows(_downloaded(reader, "Download stays"))
    assert len(rows) == quarantined
    assert {"source_path", "source_row", "broken_rules", "country"} <= rows[0].keys()
    assert not {"person_id", "birth_year"} & rows[0].keys()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Data quality")


def _downloaded(reader: Reader, button: str, clicks: int = 3) -> Path:
    """The file behind a button, which loses a click while it is drawn again (the page looks for new builds)."""
    for click in range(clicks):
        reader.settle()
        try:
            with reader.page.expect_download(timeout=20_000) as download:
                reader.page.get_by_role("button", name=button).click()
        except PlaywrightTimeoutError:
            if click == clicks - 1:
                raise
        else:
            return Path(download.value.path())
    raise AssertionError(f"nobody clicked {button}")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
