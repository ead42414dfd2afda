"""The landing page stands nearly as soon as an empty page of the framework does."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import free_port, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AT_MOST = 1.3
VISITS = 5
EMPTY = """
import sys, streamlit, uvicorn
uvicorn.run(streamlit.App(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", access_log=False)
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app that shows a title and nothing else."""
    folder: Path = tmp_path_factory.mktemp("empty")
    (folder / "app.py").write_text("import streamlit\nstreamlit.title('Empty')\n", encoding="utf-8")
    port = free_port()
    with serving([sys.executable, "-c", EMPTY, str(folder / "app.py"), str(port)], port, folder / "log") as url:
        yield url


def test_the_table_stands_within_the_time_of_an_empty_page(chromium: Browser, served: str, empty: str) -> None:
    """The best of several visits, each with an empty cache, one beside the other, so that a busy machine slows both."""
    for url, selector in ((served, "table.goals tr[data-row]"), (empty, "h1")):
        _seconds(chromium, url, selector)
    visits = [
        (_seconds(chromium, served, "table.goals tr[data-row]"), _seconds(chromium, empty, "h1")) for _ in range(VISITS)
    ]
    ours, theirs = (min(times) for times in zip(*visits, strict=True))
    assert ours <= AT_MOST * theirs


def _seconds(chromium: Browser, url: str, selector: str) -> float:
    context = chromium.new_context()
    page = context.new_page()
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(selector)
    seconds = time.perf_counter() - began
    context.close()
    return seconds
