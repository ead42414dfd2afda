"""Looking as others do: chosen in the sidebar, said above the page, kept from page to page, and left again."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_analyst_looks_as_a_reader_and_comes_back(strolling: Reader) -> None:
    page = strolling.open("?of=outgoing_stays&by=department&faculty=63&lang=en")
    suppressed = page.locator("td:text-is('..')")  # in the table below the bars, folded
    expect(suppressed).to_have_count(0)

    page.get_by_role("navigation", name="Look as").get_by_role("link", name="a reader within the institution").click()

    band = page.get_by_role("status").filter(has_text="You see this page as a reader within the institution does.")
    expect(band).to_be_visible()
    expect(suppressed.first).to_be_attached()
    page.get_by_role("link", name="Definitions").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Definitions")
    assert "seen_as=viewer" in page.url
    band.get_by_role("link", name="Back to your own rights").click()
    expect(band).to_have_count(0)
    assert "seen_as" not in page.url
