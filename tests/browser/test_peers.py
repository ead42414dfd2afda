"""Other institutions on a goal's page, in every language, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLES = {
    "nb": "Sammenlignet med andre institusjoner",
    "nn": "Samanlikna med andre institusjonar",
    "en": "Compared with other institutions",
}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("width", [1440, 390])
def test_the_section_has_its_chart_and_table_and_nothing_runs_over(reader: Reader, language: str, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 900})
    page = reader.open(f"?goal=SG-C1&unfolded=peers&lang={language}")
    expect(page.locator("h2", has_text=TITLES[language])).to_be_visible()
    section = page.locator(".st-key-peers-figure")
    expect(section.locator("[data-testid=stPlotlyChart] .trace").first).to_be_visible()
    expect(section.locator("tr.chosen")).to_have_count(1)
    assert section.locator("tbody tr").count() >= 4
    assert page.evaluate(OVERFLOW) <= 0
    table = section.locator("table.figures")
    assert table.evaluate("one => one.scrollWidth - one.parentElement.clientWidth") <= 1


def test_another_set_is_one_click_and_an_address(reader: Reader) -> None:
    page = reader.open("?goal=SG-C1&unfolded=peers&lang=en")
    page.locator("nav.switch a", has_text="Nordic Five Tech").click()
    expect(page.locator(".st-key-peers-figure")).to_contain_text("Nordic Five Tech")
    assert "peers=nordic_five_tech" in page.url
    expect(page.locator(".st-key-peers-figure tbody")).to_contain_text("Technical University of Denmark")
