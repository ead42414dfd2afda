"""A Spanish university, from the files beside this one to plan, pages and annual report, without a line of Python.

Three campuses, an academic year from September on, units four levels deep with codes that are words, exports in
Spanish and Windows-1252, and a plan in English and Spanish. The pages are in English.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.config import load_config
from models.forecast.from_cohorts import study_years_of
from models.question import Viewer
from models.status import scorecard
from models.store import OpenBuild, open_build
from pipelines.build import build
from pipelines.warehouse import Warehouse
from tests.dashboard.cli.conftest import Utsyn
from tests.dashboard.conftest import Serve
from tests.models.asked import answer, by_year, fractions

HERE = Path(__file__).parent
FILES = ("utsyn.toml", "plan.yaml", "perfil.yaml", "campus.csv", "niveles.csv", "inbox")
ELSEWHERE = re.compile(r"NTNU|Trondheim|Gjøvik|Ålesund|Norwegian|DBH")  # its students may go to Norway

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the institution's own files, and a build of them as of 31 January 2026."""
    folder = tmp_path_factory.mktemp("uvh")
    for name in FILES:
        (shutil.copytree if (HERE / name).is_dir() else shutil.copy)(HERE / name, folder / name)
    config = load_config(folder / "utsyn.toml")
    report = build(config, config.inbox, config.warehouse, lambda *_: None, as_of=date(2026, 1, 31))
    assert report.published, report.reasons
    loaded = {file.feed: (file.rows_loaded, file.rows_quarantined) for file in report.files}
    assert loaded == {"graduates": (180, 0), "programmes": (3, 0), "stays": (229, 1), "units": (10, 0)}
    broken = {rule.rule for rule in report.broken_rules if rule.severity == "error"}
    assert broken == {"stay_is_not_in_home_country"}
    return folder


@pytest.fixture(scope="module")
def opened(project: Path) -> Iterator[OpenBuild]:
    """The build, with the institution's file as what commands and pages find."""
    config = load_config(project / "utsyn.toml")
    current = Warehouse(config.warehouse).current()
    assert current
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("UTSYN_CONFIG", str(project / "utsyn.toml"))
        yield open_build(current.path, config)


def test_figures_follow_its_units_campuses_and_academic_years(opened: OpenBuild) -> None:
    """Of 60 graduates a year 12, 15 and 18 had been abroad; Computing moved to the Polytechnic in September 2024."""
    assert fractions(opened, "outbound_share") == {2023: (12, 60), 2024: (15, 60), 2025: (18, 60)}
    faculties = answer(opened, "outbound_share", by=("year", "faculty"), years=(2024, 2025)).rows
    assert {(row.key["year"], row.key["faculty"]): (row.numerator, row.denominator) for row in faculties} == {
        (2024, "FCEX"): (10, 40), (2024, "FHUM"): (5, 20),
        (2025, "FCEX"): (6, 20), (2025, "EPS"): (6, 20), (2025, "FHUM"): (6, 20),
    }  # fmt: skip
    campuses = answer(opened, "outgoing_stays", by=("campus",), years=(2025, 2025))
    assert {row.key["campus"]: row.value for row in campuses.rows} == {"valdehermoso": 11, "riofrio": 11, "alcoran": 11}
    assert campuses.meta.labels["campus"]["riofrio"]["en"] == "Riofrío"
    assert by_year(opened, "outgoing_stays") == {2022: 12, 2023: 35, 2024: 42, 2025: 33}
    assert by_year(opened, "outgoing_stays", dated_by="academic") == {2021: 12, 2022: 35, 2023: 42, 2024: 33}
    norway = answer(opened, "outgoing_stays", where={"country": ("NO",)}, years=(2025, 2025))
    assert norway.rows[0].value == 8


def test_figures_follow_its_degree_levels(opened: OpenBuild) -> None:
    """Its grado, four years long, is a degree by its own list; a bachelor it does not have."""
    shares = answer(opened, "outbound_share", by=("degree_level",), years=(2025, 2025))
    assert {row.key["degree_level"]: (row.numerator, row.denominator) for row in shares.rows} == {
        "grado": (12, 40), "master": (6, 20),
    }  # fmt: skip
    assert shares.meta.labels["degree_level"]["grado"]["en"] == "Grado"
    assert study_years_of(opened) == {"grado": 4, "master": 1}


def test_its_plan_is_judged(opened: OpenBuild) -> None:
    rows = {row.goal.id: row for row in scorecard(opened, Viewer())}
    assert {goal: row.status for goal, row in rows.items()} == {
        "M0": "roll_up", "M1": "reached", "M2": "no_clear_change", "M3": "no_data",
    }  # fmt: skip
    assert rows["M1"].goal.short["en"] == "Three graduates in ten abroad"
    assert dict(rows["M1"].goal.short.written())["es"] == "Tres de cada diez egresados fuera"
    assert dict(opened.config.institution.name.written())["es"] == "Universidad de Valdehermoso"


@pytest.mark.parametrize(
    ("page", "shows"),
    [
        ({}, "Internationalisation plan 2024–2027"),
        ({"goal": "M1"}, "Polytechnic School"),
        ({"goal": "M2", "by": "campus"}, "Riofrío"),
        ({"faculty": "FCEX"}, "Faculty of Experimental Sciences"),
        ({"goal": "M1", "faculty": "EPS", "by": "department"}, "Department of Computing"),
        ({"goal": "M2", "dated_by": "academic"}, "academic year"),
        ({"topic": "mobility"}, "Outgoing stays"),
    ],
)
def test_its_pages_show_it_and_nobody_else(serve: Serve, opened: OpenBuild, page: dict[str, str], shows: str) -> None:
    html = serve(opened).page(**page).html
    assert shows in html
    words = re.sub("<pre.*?</pre>|<[^>]*>", " ", html, flags=re.S)  # without the SQL, which has the steps to DBH too
    assert ELSEWHERE.findall(words) == []


def test_its_annual_report_is_made(utsyn: Utsyn, project: Path, tmp_path: Path) -> None:
    made = utsyn(
        "--config", project / "utsyn.toml", "export", "annual-report", "--year", "2025", "--as", "viewer",
        "--out", tmp_path / "pack",
    )  # fmt: skip
    assert made.code == 0, made.err
    names = {path.name for path in (tmp_path / "pack").iterdir()}
    assert {"utsyn-2025-en.pdf", "utsyn-2025-en.xlsx", "data"} <= names
    assert not any("-nb." in name for name in names)
    assert "# UVH: the figures of 2025" in (tmp_path / "pack/README.md").read_text(encoding="utf-8")


def test_a_reader_of_a_faculty_has_its_rights_by_its_own_code(opened: OpenBuild) -> None:
    """EPS sees its own exactly and others as leadership does."""
    own = answer(
        opened, "outbound_share", Viewer("unit_analyst", "EPS"), by=("department",), where={"faculty": ("EPS",)}
    )
    assert [(row.key["department"], row.numerator) for row in own.rows] == [("INF", 6)]
