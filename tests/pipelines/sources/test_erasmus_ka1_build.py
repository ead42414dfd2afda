"""Public files from inbox to certified build: rows read are rows loaded, quarantined or counted as duplicates."""

import shutil
from pathlib import Path

import duckdb
import pytest

from models.config import load_config
from pipelines.build import build
from tests.pipelines.sources.mobility_files import RELEASE_2021, csv, current_release, row
from tests.pipelines.sources.test_erasmus_results import USUAL, export


@pytest.mark.slow
@pytest.mark.real_data
def test_public_files_are_built_and_certified_with_every_row_accounted_for(tmp_path: Path, shared_data: Path) -> None:
    inbox = tmp_path / "inbox"
    for folder in ("eche", "ror"):
        shutil.copytree(shared_data / folder, inbox / folder)
    (inbox / "erasmus_results").mkdir()
    export(inbox / "erasmus_results", USUAL, USUAL, USUAL | {"Project Identifier": "", "Partner 1 name": "x"})
    headings = current_release(2022)
    rows = (row(RELEASE_2021), row(RELEASE_2021), row(RELEASE_2021, participants="-"))
    csv(inbox, RELEASE_2021, *rows, name="2018.csv")
    csv(inbox, RELEASE_2021, *rows, name="2018 again.csv")
    to_oslo = {"receiving_organisation": "Universitetet i Oslo", "receiving_country": "NO - Norway"}
    csv(inbox, headings, row(headings, mobility_start="2022-08", **to_oslo))

    report = build(load_config(), inbox, tmp_path / "warehouse", lambda _stage, _done, _total: None)

    assert report.certified, report.reasons
    assert {
        (file.path, file.feed): (file.rows_read, file.rows_loaded, file.rows_quarantined, file.rows_duplicate)
        for file in report.files
    } == {
        ("eche/eche_2022-07.xlsx", "institutions"): (5206, 5206, 0, 0),
        ("eche/eche_2024-09-12.xlsx", "institutions"): (5892, 5892, 0, 0),
        ("erasmus_ka1/2018 again.csv", "erasmus_flows"): (3, 2, 1, 0),
        ("erasmus_ka1/2018 again.csv", "unknown_organisations"): (1, 1, 0, 0),
        ("erasmus_ka1/2018.csv", "erasmus_flows"): (3, 0, 1, 2),
        ("erasmus_ka1/2018.csv", "unknown_organisations"): (1, 0, 0, 1),
        ("erasmus_ka1/ka1.csv", "erasmus_flows"): (1, 1, 0, 0),
        ("erasmus_ka1/ka1.csv", "unknown_organisations"): (0, 0, 0, 0),
        ("erasmus_results/erasmus_results.csv", "eu_participations"): (9, 3, 3, 3),
        ("ror/index.csv", "research_organisations"): (14193, 14193, 0, 0),
    }
    (published,) = (tmp_path / "warehouse" / "builds").glob("*/build.duckdb")
    with duckdb.connect(published, read_only=True) as connection:
        flows = "select sum(participants) from feeds.erasmus_flows where sending_erasmus_code = 'N TRONDHE01'"
        assert connection.execute(flows).fetchone() == (9,)
        assert connection.execute("select name from feeds.unknown_organisations").fetchall() == [("RWTH AACHEN",)]
