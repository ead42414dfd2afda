"""The map in a real browser: by mouse, by keyboard, on a phone, and without a request to anybody else."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_country_leads_to_its_partners_and_the_crumb_back(reader: Reader) -> None:
    page = reader.open("?topic=mobility&lang=en")
    expect(page.locator("svg.map path").nth(100)).to_be_attached()
    page.locator("svg.map a[data-go=map-DE]").click()
    expect(page.locator("h1")).to_have_text("Mobility · Germany")
    expect(page.locator("h2", has_text="Partner by partner")).to_be_visible()
    assert re.search(r"\?topic=mobility&country=DE&lang=en$", page.url)
    page.locator(".crumb").get_by_role("link", name="Mobility").click()
    expect(page.locator("svg.map")).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Mobility · Germany")


def test_the_keyboard_reaches_a_country_through_the_table(reader: Reader) -> None:
    page = reader.open("?topic=mobility&lang=en")
    page.get_by_role("link", name="Germany", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Mobility · Germany")


def test_europe_fills_the_map_of_a_phone_and_nothing_scrolls_sideways(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    page = reader.open("?topic=mobility&map=europe&lang=en")
    expect(page.locator("svg.map.europe")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.locator("svg.map").bounding_box()
    assert box is not None
    assert box["width"] > 300


def test_a_heading_puts_a_list_in_its_order_and_the_address_keeps_it(reader: Reader) -> None:
    page = reader.open("?topic=agreements&lang=en")
    heading = page.locator("th", has=page.locator("[data-go='sort-balance-incoming_stays']"))
    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert "sort=balance.-incoming_stays" in page.url
    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")


@pytest.mark.parametrize("topic", ["agreements", "eu", "home"])
def test_a_phone_cuts_no_column_off_a_list(reader: Reader, topic: str) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    page = reader.open(f"?topic={topic}&lang=en")
    lists = page.locator("table.listing")
    expect(lists.first).to_be_visible()
    for place in range(lists.count()):
        assert lists.nth(place).evaluate("table => table.scrollWidth <= table.clientWidth")
