"""The sign-in provider does not answer: nobody gets in, whoever is signed in stays, and every page says what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.access.session import COOKIE, Sessions
from models.question import Viewer
from tests.browser.sign_in.conftest import Provider

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visitor = Callable[[], Page]


@pytest.fixture(scope="module")
def provider(ports: tuple[int, int]) -> Provider:
    """A provider that is configured, and listens nowhere."""
    return Provider(ports[0])


@pytest.fixture
def signed_in(signed: str, visitor: Visitor, warehouse: Path) -> Page:
    """The browser of a dean whose session began before."""
    cookie, _ = Sessions(warehouse, 60).begin("dag", "Dag", Viewer("viewer"))
    page = visitor()
    page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": signed}])
    return page


def test_who_wants_in_is_told_to_try_again_later(signed: str, visitor: Visitor) -> None:
    page = visitor()

    answer = page.goto(f"{signed}?goal=SG-D1&lang=en")

    assert answer is not None
    assert answer.status == 503
    expect(page.locator("h1")).to_have_text("The sign-in provider is not responding")
    expect(page.get_by_role("link")).to_have_attribute("href", "login?next=goal%3DSG-D1%26lang%3Den")
    assert "Traceback" not in page.content()
    assert COOKIE not in [cookie["name"] for cookie in page.context.cookies()]


def test_who_is_signed_in_goes_on_reading(signed: str, signed_in: Page) -> None:
    signed_in.goto(f"{signed}?lang=en")

    expect(signed_in.locator(".person")).to_contain_text("Signed in as Dag")


def test_signing_out_ends_the_session_here_all_the_same(signed: str, signed_in: Page) -> None:
    signed_in.goto(f"{signed}?lang=en")
    copied = signed_in.context.cookies()

    signed_in.get_by_role("button", name="Sign out").click()

    expect(signed_in.locator("h1")).to_have_text("Innloggingstjenesten svarer ikke")
    signed_in.context.add_cookies(copied)  # type: ignore[arg-type]  # a cookie as read is a cookie as written
    assert signed_in.request.get(f"{signed}download?of=outgoing_stays&by=country&chart=bars&format=csv").status == 401
