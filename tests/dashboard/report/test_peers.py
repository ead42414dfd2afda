"""Other institutions in the annual report: a table in each area, and all of it as data."""

import subprocess
from pathlib import Path

import polars as pl
import pytest

from dashboard.report.contents import gather
from dashboard.report.pack import write_files
from models.question import Viewer
from tests.dashboard.test_peers_shown import BERGEN, OSLO, OURS, granted
from tests.models.given import Cell, given
from tests.programs import program

pytestmark = pytest.mark.slow

YEAR = 2020


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of a list of four million euros of our own, six of Oslo and one of Bergen, in English."""
    folder = tmp_path_factory.mktemp("peers")
    grants = [granted(OURS, 3e6), granted(OURS, 1e6, 2020), granted(OSLO, 6e6), granted(BERGEN, 1e6)]
    staff: list[dict[str, Cell]] = [
        {"table_id": 225, "institution_code": code, "year_from": year, "year_to": year, "total": 200.0}
        for code in ("1150", "1110")
        for year in (2019, 2020)
    ]
    build = given(eu_participations=grants, official_figures=staff)
    contents = gather(build, Viewer("public"), YEAR, lambda *_: None)
    write_files(folder, contents, ("en",), "comma", lambda *_: None)
    return folder


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_data_have_every_indicator_set_and_institution(pack: Path, form: str) -> None:
    path = pack / "data" / f"peers.{form}"
    frame = pl.read_csv(path) if form == "csv" else pl.read_parquet(path)
    rows = frame.filter(indicator="horizon_funding", peer_set="norway").sort("place", nulls_last=True)
    shown = rows.head(3).select("institution", "value", "place", "of", "national_place", "distance_of_own").rows()
    assert shown == [
        ("uio", 6e6, 1, 3, 1, -2e6), ("ntnu", 4e6, 2, 3, 2, 0.0), ("uib", 1e6, 3, 3, 3, 3e6),
    ]  # fmt: skip
    assert set(rows["own_national_share"]) == {4 / 11}
    assert all("list of EU grants" in source for source in rows["source"])
    assert {"norway", "nordic_five_tech", "enhance"} == set(frame["peer_set"])


def test_the_report_shows_place_first_and_share_with_source(pack: Path) -> None:
    command = [program("poppler-utils", "pdftotext"), "-layout", str(pack / f"utsyn-{YEAR}-en.pdf"), "-"]
    words = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert "Compared with other institutions" in words
    line = "EUR 4.0 m 2 / 3 UiO, EUR 6.0 m 36.4 % −EUR 2.0 m : / EUR 1.0 m"  # the pdf's columns decide its blanks
    assert line.replace(" ", "") in words.replace("\u00a0", "").replace(" ", "")
    assert "All institutions are counted in the same public list" in words, "how the source counts otherwise"
    assert "full-time equivalents of all positions" in words
    assert "All figures are of public sources" in words
