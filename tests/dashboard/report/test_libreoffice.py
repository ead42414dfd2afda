"""LibreOffice reads the workbook as it stands and finds the figures that `ask` gives."""

import csv
import subprocess
from pathlib import Path

import pytest

from dashboard.report import words
from dashboard.report.contents import Contents
from tests.dashboard.report.conftest import YEAR
from tests.programs import program

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


@pytest.mark.slow
def test_every_sheet_opens_with_the_figures_of_ask(pack: Path, contents: Contents, tmp_path: Path) -> None:
    calc = program("libreoffice-calc-nogui", "soffice")
    book = pack / f"utsyn-{YEAR}-en.xlsx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [calc, "--headless", profile, "--convert-to", EVERY_SHEET, "--outdir", str(tmp_path), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    sheets = list(tmp_path.glob("*.csv"))
    assert len(sheets) == len(contents.sections) + 3  # contents, definitions, sources
    rows = [row for path in sheets for row in csv.reader(path.read_text(encoding="utf-8").splitlines())]
    for name in ("outbound_share", "horizon_funding"):
        indicator = contents.build.indicators[name]
        listed = next(row for row in rows if row[1:3] == [indicator.name["en"], words.measured_in(indicator, "en")])
        shown = dict(zip(contents.years, listed[3:], strict=False))
        for year, row in contents.whole(indicator).items():
            scale = 100 if shown[year].endswith("%") else 1
            assert float(shown[year].rstrip("%")) == pytest.approx(scale * (row.value or 0))
