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
    expect(row.locator("a")).to_be_visible()
    expect(row.locator("td.n").first).to_contain_text("%")
    expect(row.locator(".pill")).to_be_visible()
    expect(row.locator(".spark")).to_be_hidden()
