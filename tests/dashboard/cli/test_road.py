"""The whole road at the command line: published files in, figures out, equal to an independent count."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from dashboard.cli import main
from tests.pipelines.sources.independent_h2020 import grants_by_signing_year

pytestmark = [pytest.mark.real_data, pytest.mark.slow]
GRANTS = "research_council/bevilgningereu.csv"


@pytest.fixture(scope="module")
def warehouse(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by `utsyn build` from an inbox that holds only the Research Council's file and two DBH answers."""
    inbox = tmp_path_factory.mktemp("inbox")
    for source, name in (
        ("research_council_eu_grants", GRANTS),
        ("dbh", "dbh/table_142.json"),
        ("dbh", "dbh/table_373_first_rows.json"),
    ):
        (inbox / source).mkdir(exist_ok=True)
        shutil.copy(shared_data / name, inbox / source)
    folder = tmp_path_factory.mktemp("warehouse")
    with pytest.raises(SystemExit) as ended:
        main(["build", "--inbox", str(inbox), "--warehouse", str(folder)])
    assert ended.value.code == 0
    return folder


def rows(warehouse: Path, capsys: pytest.CaptureFixture[str], *question: str) -> list[dict[str, Any]]:
    """Rows of `utsyn ask … --format json`."""
    with pytest.raises(SystemExit) as ended:
        main(["ask", *question, "--format", "json", "--warehouse", str(warehouse)])
    assert ended.value.code == 0
    document: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["rows"]
    return document


def test_horizon_2020_by_signing_year_equals_an_independent_count(
    warehouse: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = grants_by_signing_year(shared_data / GRANTS)
    by_year = ("--by", "year", "--where", "framework=H2020", "--dated-by", "signed")
    projects = rows(warehouse, capsys, "horizon_projects", *by_year)
    coordinated = rows(warehouse, capsys, "horizon_projects", *by_year, "--where", "role=coordinator")
    funding = rows(warehouse, capsys, "horizon_funding", *by_year)
    assert {row["year"]: row["value"] for row in projects} == {y: c.projects for y, c in counted.items()}
    assert {row["year"]: row["value"] for row in coordinated} == {y: c.coordinated for y, c in counted.items()}
    assert {row["year"]: row["value"] for row in funding} == {
        y: pytest.approx(float(c.contribution_eur), abs=0.005) for y, c in counted.items()
    }


def test_status_has_all_47_goals_and_a_signal_for_what_was_handed_in(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["status", "--format", "json", "--warehouse", str(warehouse)])
    status = {row["goal"]: row["status"] for row in json.loads(capsys.readouterr().out)["rows"]}
    assert len(status) == 47
    assert status["SG-D1"] == "no_data"
    assert status["A6"] != "no_data"


def test_missing_feeds_are_no_data_and_no_error(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ask", "outbound_share", "--by", "year", "--warehouse", str(warehouse)])
    assert (ended.value.code, capsys.readouterr().out) == (0, "outbound_share: no data yet\n")
