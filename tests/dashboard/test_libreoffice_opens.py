"""LibreOffice opens the slides and the downloads as they stand: nothing runs over its slide, headings come first."""

import csv
import re
import subprocess
from pathlib import Path

import polars as pl
import pytest

from models.store import OpenBuild
from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.dashboard.test_downloads import get
from tests.dashboard.test_lists import build  # noqa: F401  # a fixture
from tests.programs import needs, program

CALC_TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def converted(path: Path, to: str, folder: Path) -> None:
    """Have LibreOffice write `path` in another form into the folder."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    soffice = program("libreoffice-calc-nogui", "soffice")
    read_as = ["--infilter=Text - txt - csv (StarCalc):44,34,76"] if path.suffix == ".csv" else []  # what it proposes
    command = [soffice, "--headless", profile, *read_as, "--convert-to", to, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def test_every_slide_opens_and_none_runs_over_its_edge_or_its_sources(serve: Serve, tmp_path: Path) -> None:
    """The text of each page, by its place: all within it, and nothing of the content below where the sources begin."""
    needs("libreoffice-impress-nogui", "/usr/lib/libreoffice/program/libsdlo.so")
    pdftotext = program("poppler-utils", "pdftotext")
    serve(ten_years())
    form = {"view": "briefing", "chart": "briefing", "format": "pptx", "lang": "nb"}
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(bytes(get(goals="O1,SG-A1,SG-D1,D2,D6,B1", **form).body))
    converted(deck, "pdf", tmp_path)
    placed = subprocess.run(
        [pdftotext, "-bbox", str(tmp_path / "deck.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = placed.split("<page ")[1:]
    assert len(pages) >= 8, "a cover, an overview and six goals"
    for page in pages:
        wide, high = (float(size) for size in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        words = [(*map(float, box), word) for *box, word in WORD.findall(page)]
        sources = min(top for _, top, _, _, word in words if top > high * 0.9)
        assert all(right <= wide and bottom <= high for _, _, right, bottom, _ in words)
        assert [word for _, top, _, bottom, word in words if top < sources < bottom] == []
        assert "utgave" in [word for *_, word in words], "the edition is in the sources"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_opens_in_calc_and_begins_with_its_headings(
    serve: Serve,
    build: OpenBuild,  # noqa: F811  # the fixture
    tmp_path: Path,
    form: str,
) -> None:
    serve(build)
    listed = {"view": "list", "list": "lapsing", "chart": "list", "lang": "en"}
    path = tmp_path / f"lapsing.{form}"
    path.write_bytes(bytes(get(format=form, **listed).body))
    out = tmp_path / "out"
    out.mkdir()
    converted(path, CALC_TO_CSV, out)
    sheets = sorted(out.glob("*.csv"))
    read = [list(csv.reader(sheet.read_text(encoding="utf-8-sig").splitlines())) for sheet in sheets]
    table = next(rows for rows in read if rows[0][0] == "Code")
    plain = list(csv.reader(bytes(get(format="csv", **listed).body).decode("utf-8-sig").splitlines()))
    assert table[0] == plain[0]
    assert [row[0] for row in table[1:4]] == ["A1", "A2", "A3"]
    assert pl.read_csv(bytes(get(format="csv", **listed).body)).columns == plain[0]
