"""One small pack for all tests: a faculty named to do harm, too small to show to the public, and another."""

import subprocess
from pathlib import Path

import pytest

from dashboard.report.contents import Contents, gather
from dashboard.report.pack import write_files
from models.question import Viewer
from models.store import OpenBuild
from tests.models.given import UNITS, given, graduate, participation, staff, stay, unit
from tests.programs import program

FORMULA = '=HYPERLINK("http://example.org") #panic() *b* $x$ <a> \\ @r'
YEAR = 2025
FOR_FREE = 40  # enough graduates of a faculty and year for a percentage that the public may see


def silent(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def graduated(year: int, unit_code: str, abroad: int, home: int) -> dict[str, list[dict[str, object]]]:
    """Graduates of a year, of whom some have been on a stay."""
    graduates, stays = [], []
    for number in range(abroad + home):
        person = f"{year}-{unit_code}-{number}"
        days = {"started_on": f"{year - 5}-08-15", "graduated_on": f"{year}-06-15"}
        graduates.append(graduate(person_id=person, unit_code=unit_code, **days))
        if number < abroad:
            place = {"date_from": f"{year - 2}-08-15", "date_to": f"{year - 2}-12-20", "unit_code": unit_code}
            stays.append(stay(person_id=person, **place))
    return {"graduates": graduates, "stays": stays}


def small_build() -> OpenBuild:
    """Four years of graduates and stays at two faculties, some staff, two EU projects."""
    parts = [graduated(year, "631000", 10 + year - 2021, FOR_FREE) for year in range(2022, YEAR + 1)]
    parts += [graduated(year, "641000", 2, FOR_FREE) for year in range(2022, YEAR + 1)]
    named = {"640000": {"name_nb": FORMULA, "short_name": FORMULA}}
    return given(
        units=[unit(**cells) | named.get(str(cells["unit_code"]), {}) for cells in UNITS],
        graduates=[row for part in parts for row in part["graduates"]],
        stays=[row for part in parts for row in part["stays"]],
        staff=[staff(year=year, citizenship_group="eu_eea") for year in (2023, 2024) for _ in range(7)],
        eu_participations=[participation(), participation(signed_on="2024-05-01", contribution_eur=250_000.5)],
    )


@pytest.fixture(scope="session")
def build() -> OpenBuild:
    return small_build()


@pytest.fixture(scope="session")
def contents(build: OpenBuild) -> Contents:
    """What the public may see."""
    return gather(build, Viewer("public"), YEAR, silent)


@pytest.fixture(scope="session")
def pack(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack in both languages, as files."""
    folder = tmp_path_factory.mktemp("pack")
    write_files(folder, contents, ("nb", "en"), "comma", silent)
    return folder


@pytest.fixture(scope="session")
def pages(pack: Path) -> dict[str, str]:
    """Per language: the words of the report in the order they are read, each white space one blank."""
    pdftotext = program("poppler-utils", "pdftotext")
    by_name = {}
    for language in ("nb", "en"):
        command = [pdftotext, "-raw", str(pack / f"utsyn-{YEAR}-{language}.pdf"), "-"]
        read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        by_name[language] = " ".join(read.replace("-\n", "-").split())  # a name may break after its own hyphen
    return by_name
