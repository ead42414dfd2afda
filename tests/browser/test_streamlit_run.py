"""`streamlit run dashboard/app.py`: no blank page, and no page without sign-in, but what to run instead."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import free_port, serving
from tests.dashboard.conftest import APP

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Start the dashboard with its own command"), ("nb", "Start dashbordet med sin egen kommando")],
)
def test_it_says_what_to_run(chromium: Browser, tmp_path: Path, language: str, title: str) -> None:
    port = free_port()
    settings = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)]
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *settings, "--browser.gatherUsageStats", "false"]
    with serving(command, port, tmp_path / "streamlit.log") as url:
        page = chromium.new_page()
        page.goto(f"{url}?lang={language}")
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator("code").last).to_have_text("utsyn dashboard")
        page.close()
