"""The page Export: what can be chosen, what the rights give, and that each session makes one pack at a time."""

import json
from dataclasses import replace
from html import unescape
from pathlib import Path
from re import findall
from typing import Any, ClassVar
from urllib.parse import parse_qsl

import pytest
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from dashboard import builds
from dashboard.export_jobs.job import Step
from dashboard.export_jobs.order import Order
from dashboard.pages.download_route import download
from dashboard.pages.export import session_pack
from models.question import Viewer
from pipelines.warehouse import EXPORTS as LOG
from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve, Served
from tests.models.given import given


class Made:
    """A job whose end the test decides."""

    started: ClassVar[list["Made"]] = []
    problem = "no room on the disk"

    def __init__(self, order: Order) -> None:
        self.order, self.token, self.state, self.step, self.zip = order, "token", "running", None, None
        self.started.append(self)

    def cancel(self) -> None:
        self.state = "gone"


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The jobs that the page starts."""
    monkeypatch.setattr(session_pack, "Job", Made)
    monkeypatch.setattr(
        "dashboard.pages.download_route.job_of", lambda token: next((j for j in Made.started if j.token == token), None)
    )
    monkeypatch.setattr(Made, "started", [])
    return Made.started


def press(served: Served, key: str) -> str:
    served.session.button(key=key).click().run()
    assert not served.session.exception
    return shown(served)


def shown(served: Served) -> str:
    return "".join(json.loads(one.proto.json)["html"] for one in served.session.main.get("bidi_component"))


def get(href: str) -> Response:
    query = unescape(href).partition("?")[2].encode()
    return download(Request({"type": "http", "method": "GET", "headers": [], "query_string": query}))


def test_every_choice_is_a_link_and_the_newest_complete_year_is_chosen(serve: Serve) -> None:
    served = serve(ten_years())
    html = served.page(view="export", lang="en").html
    assert '<a href="?view=export&amp;year=2024&amp;lang=en" data-go="Year-2024">2024</a>' in html
    assert 'data-go="Year-2025" aria-current="true"' in html
    assert 'data-go="Languages-All" aria-current="true"' in html
    assert 'data-go="Rights-Public" aria-current="true"' in html
    assert "counts of persons are rounded" in html
    assert "exact figures, not for publication" in served.page(view="export", rights="own", lang="en").html


def test_a_year_that_cannot_be_taken_out_leaves_the_newest(serve: Serve) -> None:
    served = serve(ten_years())
    for year in ("1999", "²", "x", "-1"):
        assert 'data-go="År-2025" aria-current="true"' in served.page(view="export", year=year).html


def test_the_navigation_leads_there_in_both_languages(serve: Serve) -> None:
    served = serve(None)
    assert 'href="?view=export" data-go="nav-export">Årsrapportpakke</a>' in served.page().sidebar
    assert "Annual report pack</a>" in served.page(lang="en").sidebar


def test_without_a_build_or_a_figure_nothing_is_offered(serve: Serve, jobs: list[Any]) -> None:
    assert "utsyn build" in serve(None).page(view="export", lang="en").html
    served = serve(given())
    assert "no figures to export yet" in served.page(view="export", lang="en").html
    assert not served.session.button
    assert jobs == []


def test_a_pack_is_made_as_chosen_and_one_at_a_time(serve: Serve, jobs: list[Any]) -> None:
    served = serve(ten_years())
    served.page(view="export", year="2024", languages="nb", rights="own", lang="en")
    assert "Starting" in press(served, "make")
    [job] = jobs
    chosen = (job.order.build, job.order.viewer, job.order.year, job.order.languages)
    assert chosen == ("given", "institutional_analyst", 2024, ("nb",))
    assert [button.key for button in served.session.button] == ["cancel"]


def test_rights_never_go_beyond_the_readers(serve: Serve, jobs: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    served = serve(ten_years())
    for viewer, offered in (("public", False), ("viewer", True)):
        narrow = replace(builds.serving(), without_sign_in=Viewer.parse(viewer))
        monkeypatch.setattr(builds, "serving", lambda narrow=narrow: narrow)
        html = served.page(view="export", rights="own", lang="en").html
        assert ('data-go="Rights-Your own"' in html) is offered
        press(served, "make")
        assert jobs[-1].order.viewer == viewer
        press(served, "cancel")


def test_progress_is_shown_in_words_until_the_zip_is_there_and_its_download_noted(
    serve: Serve, jobs: list[Any], tmp_path: Path
) -> None:
    served = serve(ten_years())
    served.page(view="export", lang="en")
    press(served, "make")
    jobs[0].step = Step("ask", 3, 9)
    html = served.page(view="export", lang="en").html
    assert '<progress value="3" max="9" aria-label="Fetching the figures">' in html
    assert "Download zip" not in html
    assert get("download?pack=token").status_code == 404
    jobs[0].state, jobs[0].zip = "done", tmp_path / "pack.zip"
    jobs[0].zip.write_bytes(bytes(1_500_000))
    html = served.page(view="export", lang="en").html
    [href] = findall(r'href="(download[^"]+)"[^>]*>Download zip \(1\.5 MB\)', html)
    assert dict(parse_qsl(unescape(href).partition("?")[2])) == {"pack": "token", "lang": "en"}
    jobs[0].order = replace(jobs[0].order, who="siv")
    assert get(href).status_code == 404, "the link of another person's pack is no right to it"
    jobs[0].order = replace(jobs[0].order, who=None)
    response = get(href)
    assert isinstance(response, FileResponse)
    assert response.path == jobs[0].zip
    assert 'filename="utsyn-2025_given.zip"' in response.headers["content-disposition"]
    line = json.loads((tmp_path / LOG).read_text(encoding="utf-8"))
    assert (line["rights"], line["question"]) == (
        "public", {"download": "annual-report", "year": 2025, "language": ["nb", "nn", "en"]},
    )  # fmt: skip


def test_what_went_wrong_is_told_and_it_can_be_tried_again(serve: Serve, jobs: list[Any]) -> None:
    served = serve(ten_years())
    served.page(view="export", lang="en")
    press(served, "make")
    assert "Nothing was kept" in press(served, "cancel")
    press(served, "make")
    jobs[-1].state = "failed"
    html = served.page(view="export", lang="en").html
    assert "The pack could not be made" in html
    assert "no room on the disk" in html
    assert [button.key for button in served.session.button] == ["make"]


def test_a_token_of_nobody_gets_nothing() -> None:
    response = get("download?pack=guess&lang=nb")
    assert (response.status_code, "finnes ikke lenger" in bytes(response.body).decode()) == (404, True)


def test_where_no_more_can_be_made_at_once_the_page_says_so_and_starts_none(
    serve: Serve, jobs: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_pack, "may_begin", lambda _who: False)
    served = serve(ten_years())
    served.page(view="export", lang="en")
    assert "A pack of yours is being made, or the server is making as many as it can." in press(served, "make")
    assert jobs == []
