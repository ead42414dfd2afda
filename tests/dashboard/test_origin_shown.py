"""Whatever shows a figure says in its language that its data is synthetic, wholly or in part; of real data nothing."""

import io
import json
import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from openpyxl import load_workbook
from starlette.requests import Request

from dashboard.cli import figure_options
from dashboard.pages.download_route import download
from models.answer import shown_together
from models.asking import ask
from models.question import Question, Viewer
from models.store import OpenBuild
from tests.browser.addresses import ADDRESSES
from tests.dashboard.cli.conftest import Utsyn, utsyn
from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.dashboard.originated import originated

__all__ = ["utsyn"]
LABELS = {"nb": "Syntetiske data", "en": "Synthetic data"}
PARTLY = {"nb": "Delvis syntetiske data", "en": "Partly synthetic data"}
MIXED = {"nb": "Helt eller delvis oppdiktet: utvekslingsopphold.", "en": "Invented, wholly or in part: stays."}
BAND = 'class="origin" role="note"'
ASKED = {
    "ask": ("outbound_share", "--by", "year"),
    "about": ("outbound_share", "--years", "2025"),
    "forecast": ("outbound_share",),
    "contribution": ("outbound_share", "--from", "2019", "--to", "2025", "--by", "faculty"),
    "whatif": ("outbound_share", "--by", "faculty", "--reach", "0.5"),
    "status": (),
}  # fmt: skip


@pytest.fixture(scope="module")
def synthetic() -> OpenBuild:
    return originated(ten_years(), "*")


def answer(build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands find this build, in English."""
    english = replace(build, config=build.config.model_copy(update={"languages": ("en", "nb")}))
    monkeypatch.setattr(figure_options, "published", lambda *_: english)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_says_so_before_everything(serve: Serve, synthetic: OpenBuild, address: str, language: str) -> None:
    page = serve(synthetic).page(**dict(parse_qsl(address.lstrip("?"))), lang=language).html
    assert page.startswith("<div ")
    assert BAND in page[: page.index(LABELS[language])]
    assert page.index(LABELS[language]) < page.index("<h1")
    assert page.count(BAND) == 1


@pytest.mark.parametrize("address", ["", "?goal=SG-D1", "?topic=mobility", "?view=export"])
def test_real_data_shows_no_band_and_no_label(serve: Serve, address: str) -> None:
    page = serve(originated(ten_years())).page(**dict(parse_qsl(address.lstrip("?"))), lang="en").html
    assert BAND not in page
    assert LABELS["en"] not in page


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_mixed_build_names_what_is_invented(serve: Serve, language: str) -> None:
    page = serve(originated(ten_years(), "stays")).page(lang=language).html
    assert PARTLY[language] in page
    assert MIXED[language] in page


def feet_of_figures(page: str) -> list[str]:
    return [foot for foot in re.findall(r'<p class="foot">(.*?)</p>', page) if " · as of " in foot]


@pytest.mark.parametrize("address", ["?goal=SG-D1", "?topic=mobility", "?of=outgoing_stays"])
def test_the_line_under_each_figure_begins_with_it(serve: Serve, synthetic: OpenBuild, address: str) -> None:
    page = serve(synthetic).page(**dict(parse_qsl(address.lstrip("?"))), lang="en").html
    feet = feet_of_figures(page)
    assert feet
    assert all(foot.startswith("Synthetic data · ") for foot in feet)


def test_in_a_mixed_build_each_figure_is_of_the_origin_of_its_own_feeds(serve: Serve) -> None:
    """Synthetic stays beside real graduates: the count of stays has only the first, the share has both."""
    served = serve(originated(ten_years(), "stays", "units"))
    page = served.page(of="outgoing_stays", lang="en").html
    assert feet_of_figures(page)[0].startswith("Synthetic data · ")
    page = served.page(goal="SG-D1", lang="en").html
    assert feet_of_figures(page)[0].startswith("Partly synthetic data · ")


def test_figures_shown_together_are_of_the_origin_of_all() -> None:
    real, invented = (
        ask(Question(name, ("year",)), Viewer(), originated(ten_years(), "graduates")).meta
        for name in ("outgoing_stays", "outbound_share")
    )
    together = shown_together([real, invented])
    assert (real.origin, together.origin, together.synthetic_feeds) == ("real", "mixed", ("graduates",))
    assert {source.feed for source in together.sources} == {"stays", "graduates"}


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_picture_says_it_above_and_below_the_chart(serve: Serve, synthetic: OpenBuild, language: str) -> None:
    page = unescape(serve(synthetic).page(goal="SG-D1", lang=language).html)
    buttons = page.split('data-picture="')[1:]
    assert buttons
    for button in buttons:
        words = button.split(">")[0]
        assert f'data-basis="{LABELS[language]} · ' in words
        assert f'data-origin="{LABELS[language]}: ' in words


def got(form: str, language: str) -> bytes:
    asked = urlencode({"goal": "SG-D1", "lang": language, "chart": "bars", "format": form}).encode()
    return bytes(download(Request({"type": "http", "method": "GET", "headers": [], "query_string": asked})).body)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_chart_as_csv_says_it(serve: Serve, synthetic: OpenBuild, language: str) -> None:
    serve(synthetic)
    assert LABELS[language] in got("csv", language).decode()


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_chart_as_xlsx_says_it_on_each_sheet(serve: Serve, synthetic: OpenBuild, language: str) -> None:
    serve(synthetic)
    for sheet in load_workbook(io.BytesIO(got("xlsx", language))):
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert any(cell.startswith(LABELS[language]) for cell in cells), sheet.title
        assert LABELS[language] in str(sheet.oddHeader.left.text)


@pytest.mark.parametrize("command", ASKED)
def test_a_command_says_it_above_its_table(
    utsyn: Utsyn, synthetic: OpenBuild, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(synthetic, monkeypatch)
    assert utsyn(command, *ASKED[command]).out.startswith("Synthetic data: ")


@pytest.mark.parametrize("command", ASKED)
def test_a_command_says_nothing_of_real_data(utsyn: Utsyn, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(originated(ten_years()), monkeypatch)
    assert "ynthetic" not in utsyn(command, *ASKED[command]).out


@pytest.mark.parametrize("command", [one for one in ASKED if one != "about"])
def test_a_command_has_a_column_of_it_in_csv(
    utsyn: Utsyn, synthetic: OpenBuild, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(synthetic, monkeypatch)
    head, *rows = utsyn(command, *ASKED[command], "--format", "csv").out.splitlines()
    assert head.endswith(",origin")
    assert rows
    assert all(row.endswith(",synthetic") for row in rows)


@pytest.mark.parametrize("command", ASKED)
def test_a_command_has_a_field_of_it_in_json(
    utsyn: Utsyn, synthetic: OpenBuild, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(synthetic, monkeypatch)
    document = json.loads(utsyn(command, *ASKED[command], "--format", "json").out)
    assert document.get("origin", document.get("meta", {}).get("origin")) == "synthetic"
