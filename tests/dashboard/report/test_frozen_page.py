"""A frozen build in the dashboard: plainly marked, with its own plan and definitions, and a way back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from dashboard import builds, environment
from dashboard.address import Address
from dashboard.pages.download_route import download
from dashboard.result_cache.memory import Memory
from tests.dashboard.conftest import APP, Served
from tests.dashboard.report.test_frozen import FROZEN, NAME


@pytest.fixture(autouse=True)
def frozen_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve a copy of the warehouse of the frozen build: downloads are noted in it."""
    monkeypatch.setenv(environment.WAREHOUSE, str(shutil.copytree(FROZEN, tmp_path / "warehouse")))
    monkeypatch.setenv(environment.VIEWER, "institutional_analyst")
    builds.serving.cache_clear()
    Memory.forget(lambda _build: True)
    yield
    builds.serving.cache_clear()
    Memory.forget(lambda _build: True)


def page(**parameters: str) -> str:
    """A page and its sidebar."""
    drawn = Served(None, AppTest.from_file(str(APP), default_timeout=30)).page(**parameters)
    return drawn.html + drawn.sidebar


def test_it_is_marked_as_frozen_and_leads_back_to_the_latest() -> None:
    drawn = page(build=NAME, lang="en")
    assert "report-2024, as frozen on 3 Feb 2025." in drawn
    assert '<a href="?lang=en" data-go="build-latest">Show the latest edition</a>' in drawn


def test_its_plan_and_figures_are_those_of_then() -> None:
    drawn = page(build=NAME, lang="nb")
    assert "Plan 2020–2024" in drawn
    assert "32,8\N{NO-BREAK SPACE}%" in drawn


def test_the_sidebar_offers_it_and_keeps_it_while_walking() -> None:
    drawn = page(build=NAME, lang="en")
    assert "report-2024, as frozen on 3 Feb 2025</a>" in drawn
    assert '"?view=definitions&amp;build=report-2024&amp;lang=en"' in drawn


def test_an_unknown_name_says_so() -> None:
    assert "There is no edition called report-1999" in page(build="report-1999", lang="en")


def test_the_address_keeps_the_build_from_page_to_page() -> None:
    here = Address(goal="M1", build=NAME, lang="nb")
    assert {to.build for to in (here.home(), here.quality(), here.definitions(), here.topic_page("x"))} == {NAME}


@pytest.mark.parametrize(
    "address", [{"topic": "mobility"}, {"of": "outgoing_stays"}, {"goal": "SG-D1"}, {"goal": "M1"}]
)
def test_pages_of_what_is_defined_today_alone_draw_without_a_fault(address: dict[str, str]) -> None:
    assert "report-2024, as frozen on 3 Feb 2025." in page(**address, build=NAME, lang="en")


@pytest.mark.parametrize(("form", "part"), [("csv", "0.328"), ("about", "report-2024")])
def test_a_file_taken_out_of_its_page_is_of_it_too(form: str, part: str) -> None:
    query = f"goal=M1&build=report-2024&lang=en&chart=trend&format={form}".encode()
    response = download(Request({"type": "http", "method": "GET", "headers": [], "query_string": query}))
    assert response.status_code == 200
    assert part in bytes(response.body).decode()
