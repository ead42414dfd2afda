"""Signing in with a real provider, and what each role then sees."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sign_in.conftest import Provider, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visitor = Callable[[], Page]
COUNTRIES = "?of=outgoing_stays&by=country&faculty=63&lang=en"
CELLS = f"download{COUNTRIES}&chart=bars&format=csv"


def test_who_is_not_signed_in_is_led_to_the_provider_and_back_to_the_page_asked_for(
    provider: Provider, signed: str, visitor: Visitor
) -> None:
    provider.knows("dag", "leadership")

    page = sign_in(visitor(), f"{signed}?goal=SG-D1&lang=en", "dag")

    assert page.url == f"{signed}?goal=SG-D1&lang=en"
    expect(page.locator(".person")).to_contain_text("Signed in as Dag")
    [cookie] = [c for c in page.context.cookies() if c["name"] == "utsyn_session"]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")


@pytest.mark.parametrize(
    "damage",
    [
        {"claims": {"nonce": "of-another-sign-in"}},
        {"claims": {"aud": "another-client"}},
        {"claims": {"iss": "http://127.0.0.1:1"}},
        {"claims": {"exp": 1_700_000_000, "iat": 1_699_999_000}},
        {"key": "unknown"},
    ],
    ids=["wrong nonce", "wrong audience", "wrong issuer", "expired", "unknown key"],
)
def test_a_token_that_is_not_for_this_sign_in_lets_nobody_in(
    damage: dict[str, object], provider: Provider, signed: str, visitor: Visitor
) -> None:
    provider.knows("dag", "leadership")

    with provider.damaging(**damage):
        page = sign_in(visitor(), f"{signed}?lang=en", "dag")

    expect(page.locator("h1")).to_have_text("You could not be signed in")
    assert not [c for c in page.context.cookies() if c["name"] == "utsyn_session"]
    assert "Traceback" not in page.content()


def test_an_answer_of_the_provider_is_good_once(provider: Provider, signed: str, visitor: Visitor) -> None:
    provider.knows("dag", "leadership")
    page, answers = visitor(), list[str]()
    page.on("request", lambda request: answers.append(request.url) if "/auth/callback" in request.url else None)
    sign_in(page, signed, "dag")

    answer = visitor().request.get(answers[0], max_redirects=0)

    assert answer.status == 403


def test_signing_out_ends_the_session_also_for_a_copy_of_its_cookie(
    provider: Provider, signed: str, visitor: Visitor
) -> None:
    provider.knows("dag", "leadership")
    page = sign_in(visitor(), f"{signed}?lang=en", "dag")
    copied = [c for c in page.context.cookies() if c["name"] == "utsyn_session"]
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/session/end"))
    thief = visitor()
    thief.context.add_cookies(copied)  # type: ignore[arg-type]  # a cookie as read is a cookie as written

    thief.goto(signed)

    assert urlsplit(thief.url).port == provider.port
    assert thief.request.get(f"{signed}{CELLS}").status == 401


def test_a_person_without_a_group_is_told_that_no_role_was_given(
    provider: Provider, signed: str, visitor: Visitor
) -> None:
    provider.knows("nils")

    page = sign_in(visitor(), signed, "nils")

    expect(page.locator("h1")).to_have_text("Du har ikke fått noen rolle")
    assert page.request.get(f"{signed}{CELLS}").status == 401


def test_who_loses_the_group_loses_the_role_at_the_next_sign_in(
    provider: Provider, signed: str, visitor: Visitor
) -> None:
    provider.knows("siv", "stewards")
    page = sign_in(visitor(), f"{signed}?lang=en", "siv")
    expect(page.locator(".person")).to_contain_text("steward")

    provider.knows("siv")
    page.context.clear_cookies(name="utsyn_session")
    page.goto(signed)
    page.wait_for_selector("h1")

    expect(page.locator("h1")).to_have_text("Du har ikke fått noen rolle")


def test_four_people_at_once_see_what_each_may_see(provider: Provider, signed: str, visitor: Visitor) -> None:
    provider.knows("dag", "leadership")
    provider.knows("uma", "unit-63")
    provider.knows("siv", "stewards")
    provider.knows("ane")
    pages = {name: sign_in(visitor(), f"{signed}{COUNTRIES}", name) for name in ("dag", "uma", "siv", "ane")}

    files = {name: page.request.get(f"{signed}{CELLS}").text() for name, page in pages.items()}

    suppressed = {name: file.count(",..") for name, file in files.items()}
    assert (suppressed["siv"], suppressed["ane"], suppressed["uma"]) == (0, 0, 0)  # her own unit
    assert suppressed["dag"] > 0
    for name, role in {"dag": "a reader within", "uma": "the analyst of the unit", "siv": "data steward"}.items():
        expect(pages[name].locator(".person")).to_contain_text(role)


def test_the_log_of_exports_names_the_person(
    provider: Provider, signed: str, visitor: Visitor, warehouse: Path
) -> None:
    provider.knows("siv", "stewards")
    page = sign_in(visitor(), f"{signed}{COUNTRIES}", "siv")

    assert page.request.get(f"{signed}{CELLS}").ok

    last = (warehouse / "exports.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert '"who": "siv"' in last
    assert '"rights": "steward"' in last
