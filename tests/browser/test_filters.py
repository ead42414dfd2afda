"""What is chosen stays chosen: through links, the browser's back and forward, and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GOAL = "Agreements linked to study programmes · Faculty of Engineering"


def test_a_filter_and_a_faculty_go_along_to_a_goal_to_a_topic_and_back(strolling: Reader) -> None:
    page = strolling.open("?lang=en")
    page.locator(".filters summary").click()
    page.locator("a[data-go='area-D']").click()
    expect(page.locator(".shown")).to_contain_text("7 of 47 goals shown")
    page.get_by_role("link", name="Faculty of Engineering", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Faculty of Engineering")
    expect(page.locator("table.goals tr[data-row]")).to_have_count(7)
    page.locator("a[data-go='goal-D1']").press("Enter")
    expect(page.locator("h1")).to_have_text(GOAL)
    page.locator("a[data-go='nav-topic-mobility']").press("Enter")
    expect(page.locator("h1")).to_have_text("Mobility · Faculty of Engineering")
    expect(page.locator("a[data-go='about-chosen.green_travel_share']")).to_be_visible()
    page.locator("a[data-go='nav-plan']").press("Enter")
    expect(page.locator(".shown")).to_contain_text("7 of 47 goals shown")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Mobility · Faculty of Engineering")
    page.go_back()
    expect(page.locator("h1")).to_have_text(GOAL)
    page.locator(".crumb").get_by_role("link", name="Plan").click()
    page.locator("a[data-go='clear']").click()
    expect(page.locator("table.goals tr[data-row]")).to_have_count(47)
    page.go_back()
    expect(page.locator("table.goals tr[data-row]")).to_have_count(7)
    page.go_forward()
    expect(page.locator("table.goals tr[data-row]")).to_have_count(47)


def test_the_keyboard_filters_and_keeps_its_place(strolling: Reader) -> None:
    page = strolling.open("?lang=en")
    choice = page.locator("a[data-go='group-ahead']")
    choice.focus()
    expect(choice).to_be_focused()
    page.keyboard.press("Enter")
    expect(choice).to_have_attribute("aria-current", "true")
    expect(choice).to_be_focused()
    expect(page.locator(".shown")).to_contain_text("of 47 goals shown")
    page.keyboard.press("Enter")
    expect(page.locator("table.goals tr[data-row]")).to_have_count(47)
