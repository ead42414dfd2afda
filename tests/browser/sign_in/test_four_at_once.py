"""The public, a dean, a steward and an analyst at once, each in a browser: what each sees of the same page."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sign_in.conftest import Provider, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visitor = Callable[[], Page]
OF_ANOTHER_FACULTY = "?of=outgoing_stays&by=country&faculty=64&lang=en"
CELLS = f"download{OF_ANOTHER_FACULTY}&chart=bars&format=csv"
SMALL, STEP = range(1, 5), 5


@pytest.fixture(scope="module")
def config(config: Path) -> Path:
    """The same configuration, but who is not signed in sees what the public sees."""
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('sign_in = "oidc"\n', 'sign_in = "oidc"\nanonymous = "public"\n'), encoding="utf-8")
    return config


def counts(file: str) -> dict[str, str]:
    """Country → its count as written, of a chart's csv."""
    rows = csv.DictReader(file.removeprefix("\ufeff").splitlines())
    return {row["Code"]: row["Numerator"] for row in rows if len(row["Code"]) == 2}  # a country's code


def test_each_sees_what_the_role_may_and_no_page_or_file_has_anothers_cell(
    provider: Provider, signed: str, visitor: Visitor
) -> None:
    provider.knows("dean", "unit-63")
    provider.knows("siv", "stewards")
    pages = {name: sign_in(visitor(), f"{signed}auth/login?next=lang%3Den", name) for name in ("dean", "siv", "ane")}
    pages["public"] = visitor()
    for page in pages.values():
        page.goto(f"{signed}{OF_ANOTHER_FACULTY}")
        page.wait_for_selector("h1")

    seen = {name: counts(page.request.get(f"{signed}{CELLS}").text()) for name, page in pages.items()}

    exact = {country: int(count) for country, count in seen["siv"].items()}
    small = [country for country, count in exact.items() if count in SMALL]
    assert small
    assert seen["ane"] == seen["siv"]
    assert all(seen[name][country] == ".." for name in ("dean", "public") for country in small)
    shown = {country: int(count) for country, count in seen["dean"].items() if count != ".."}
    assert shown == {country: exact[country] for country in shown}
    assert all(int(count) % STEP == 0 for count in seen["public"].values() if count != "..")
    expect(pages["public"].get_by_role("link", name="Sign in")).to_be_visible()
    for name, page in pages.items():
        table = page.locator("table:has(caption:has-text('The figures behind the bars'))").first
        expect(table).to_be_attached()
        suppressed = table.locator("td:text-is('..')")
        if name in ("dean", "public"):
            expect(suppressed.first).to_be_attached()
        else:
            expect(suppressed).to_have_count(0)
