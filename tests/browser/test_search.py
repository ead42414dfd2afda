"""The search by keyboard alone, and a list filtered while the reader types."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_the_search_and_arrows_choose_a_match(strolling: Reader, key: str) -> None:
    page = strolling.open("?lang=en")
    page.wait_for_selector("button[data-search]")
    page.keyboard.press(key)
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    page.keyboard.type("tecnische universitat berln")
    expect(page.get_by_role("option").first).to_contain_text("Technische Universität Berlin")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Technische Universität Berlin")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("dialog.search")).to_have_count(0)


def test_escape_closes_the_search_and_a_slash_in_a_field_is_a_slash(strolling: Reader) -> None:
    page = strolling.open("?view=list&list=partners&lang=en")
    page.wait_for_selector("table.listed")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_have_count(0)
    page.locator("input[data-query]").focus()
    page.keyboard.press("/")
    expect(page.locator("dialog.search")).to_have_count(0)


def test_a_list_is_filtered_while_the_field_keeps_what_is_typed(strolling: Reader) -> None:
    page = strolling.open("?view=list&list=partners&lang=en")
    page.wait_for_selector("table.listed")
    page.locator("input[data-query]").focus()
    page.keyboard.type("berlin", delay=40)
    expect(page.locator("table.listed tbody tr")).to_have_count(3)
    expect(page.locator("input[data-query]")).to_be_focused()
    expect(page.locator("input[data-query]")).to_have_value("berlin")
    assert "q=berlin" in page.url
