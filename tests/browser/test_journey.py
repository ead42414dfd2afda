"""From the plan to a department, as a reader walks it."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_landing_page_shows_all_47_goals(reader: Reader) -> None:
    page = reader.open()
    expect(page.locator("table.goals tr[data-row]")).to_have_count(47)
    expect(page.locator(".card .value")).to_have_count(4)
    assert page.locator("html").get_attribute("lang") == "nb"


def test_from_goal_to_faculty_to_department_and_back(reader: Reader) -> None:
    page = reader.open("?lang=en")
    page.locator("tr[data-row]", has_text="SG-D1").locator("td").nth(3).click()
    expect(page.locator("h1")).to_contain_text("Graduates with a stay abroad")
    page.get_by_text("The figures behind the bars").first.click()
    bars = page.get_by_role("table", name="The figures behind the bars")
    bars.get_by_role("link", name="Faculty of Engineering").click()
    expect(page.locator("h1")).to_contain_text("Faculty of Engineering")
    departments = page.locator(".same table", has=page.locator("thead", has_text="Department")).first
    page.get_by_text("The figures behind the bars").first.click()
    expect(departments).to_be_visible()
    departments.locator("tbody tr[data-row] a").last.click()
    expect(page.locator("h2", has_text="By programme in")).to_be_visible()
    assert re.search(r"goal=SG-D1&faculty=64&department=\d{6}&lang=en$", page.url)
    page.go_back()
    expect(page.locator("h2", has_text="By department in")).to_be_visible()
    page.locator(".crumb").get_by_role("link", name="Plan").click()
    expect(page.locator("table.goals")).to_be_visible()


def test_a_bar_leads_to_the_departments_of_its_faculty(reader: Reader) -> None:
    page = reader.open("?goal=SG-D1&lang=en")
    bars = page.locator(".st-key-by-figure .js-plotly-plot .point path")
    expect(bars).to_have_count(8)
    bars.first.click(force=True)  # the layer that hears the click lies above the bars
    expect(page.locator("h2", has_text="By department in")).to_be_visible()
    assert "faculty=" in page.url


def test_a_copied_link_opens_the_same_view(reader: Reader, context: BrowserContext) -> None:
    page = reader.open("?goal=SG-D1&lang=en")
    page.locator(".switch").get_by_role("link", name="campus").click()
    bars = page.locator(".st-key-by-figure .same table").first
    expect(bars.locator("thead")).to_contain_text("Campus")
    rows = bars.locator("tbody tr").all_inner_texts()
    copy = context.new_page()
    copy.goto(page.url)
    copied = copy.locator(".st-key-by-figure .same table").first
    expect(copied.locator("thead")).to_contain_text("Campus")
    assert copied.locator("tbody tr").all_inner_texts() == rows


def test_the_language_changes_in_place(reader: Reader) -> None:
    page = reader.open("?goal=D6&by=campus")
    expect(page.locator("h1")).to_have_text("Balanse mellom innreisende og utreisende studenter")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Balance between incoming and outgoing students")
    assert page.url.endswith("?goal=D6&by=campus&lang=en")
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_hostile_name_is_shown_as_text(reader: Reader) -> None:
    page = reader.open("?goal=SG-D1&faculty=63&lang=en")
    page.get_by_text("The figures behind the bars").first.click()
    expect(page.get_by_role("link", name="<img src=x onerror=alert(1)>").first).to_be_visible()
    assert page.locator("img[src=x]").count() == 0


def test_the_keyboard_alone_reaches_a_goal(reader: Reader) -> None:
    page = reader.open("?lang=en")
    page.locator("a[data-go='goal-SG-D1']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Graduates with a stay abroad")


def test_the_furniture_of_the_framework_is_out_of_sight(reader: Reader) -> None:
    page = reader.open()
    for part in ("stMainMenu", "stAppDeployButton", "stSidebarNav"):
        assert page.locator(f"[data-testid={part}]:visible").count() == 0
