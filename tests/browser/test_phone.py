"""On a phone a goal keeps its name, value and status."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 390, "height": 844}


def test_a_row_keeps_goal_value_and_status(reader: Reader) -> None:
    reader.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page = reader.open("?lang=en")
    row = page.locator("tr[data-row]", has_text="Graduates with a stay abroad")
    expect(row).to_be_hidden()
    area = page.get_by_role("button", name="D · Student mobility")
    area.click()
    expect(area).to_have_attribute("aria-expanded", "true")
    expect(row.locator("a")).to_be_visible()
    expect(row.locator("td.since")).to_contain_text("since 20")
    expect(row.locator("td.n").first).to_contain_text("%")
    expect(row.locator(".pill")).to_be_visible()
    expect(row.locator(".spark")).to_be_hidden()
    row.locator("a").click()
    expect(page.locator("h1")).to_have_text("Graduates with a stay abroad")
    page.go_back()
    expect(row.locator("a")).to_be_visible()
    area.click()
    expect(row).to_be_hidden()


def test_few_goals_are_shown_at_once(reader: Reader) -> None:
    reader.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page = reader.open("?area=D&lang=en")
    expect(page.locator("tr[data-row]", has_text="Graduates with a stay abroad")).to_be_visible()


@pytest.mark.parametrize(
    "address", ["", "?view=partner&id=P0001", "?view=country&id=DE", "?topic=agreements", "?goal=SG-D1"]
)
def test_nothing_scrolls_sideways(wishing: Reader, address: str) -> None:
    wishing.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page = wishing.open(address)
    wishing.settle()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") == PHONE["width"]


def test_topics_show_their_first_rows_and_lead_to_all(wishing: Reader) -> None:
    wishing.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page = wishing.open("?topic=agreements&lang=en")
    wishing.settle()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") < 6500
    shown = [row for row in page.locator("table.first-rows").first.locator("tbody tr").all() if row.is_visible()]
    assert len(shown) == 6
