"""On a phone nothing scrolls sideways, and a goal keeps its name, value and status."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?lang=en",
        "?goal=SG-D1",
        "?goal=SG-C1",
        "?goal=D6&lang=en",
        "?goal=O1",
        "?goal=D2",
        "?view=quality",
        "?view=quality&feed=stays&lang=en",
    ],
)
def test_nothing_scrolls_sideways(reader: Reader, address: str) -> None:
    reader.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page = reader.open(address)
    page.wait_for_timeout(1500)
    widest = page.evaluate(
        "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)"
    )
    assert widest <= PHONE["width"]


def test_a_row_keeps_goal_value_and_status(reader: Reader) -> None:
    reader.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page = reader.open("?lang=en")
    row = page.locator("tr[data-row]", has_text="Graduates with a stay abroad")
    expect(row.locator("a")).to_be_visible()
    expect(row.locator("td.n").first).to_contain_text("%")
    expect(row.locator(".pill")).to_be_visible()
    expect(row.locator(".spark")).to_be_hidden()
