"""Bad inputs through the whole build: refused without touching the published build, or every row accounted for."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.build import BuildRefused, BuildReport, build
from pipelines.building import certifier_client
from pipelines.reading.read_error import shown
from pipelines.warehouse import Warehouse
from tests.faults.fault import Fault
from tests.faults.table import FAULTS
from tests.pipelines.building import certifier, config, write_inbox

pytestmark = pytest.mark.slow

REFUSED = ("ragged_row", "far_cell", "billion_laughs", "zip_bomb", "pipe", "name_with_line_end", "changes_while_read")
TAKEN_IN = (
    *("short_row", "mark_in_the_middle", "numbers_that_are_none", "control_characters", "keys_but_for_blanks"),
    *(
        "parquet_day_past_the_calendar",
        "list_with_empty_items",
        "sql_in_a_cell",
        "name_with_quotes",
        "name_of_255_bytes",
    ),
    *("link_within_the_inbox", "right_to_left_text", "amounts_past_all_sense"),
)
WITHOUT_A_GOOD_ROW = ("contributions_past_all_sense", "parquet_nan", "json_other_table")


def named(*names: str) -> list[object]:
    return [pytest.param(fault, id=fault.name) for fault in FAULTS if fault.name in names]


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    return Warehouse(tmp_path / "warehouse")


def run(inbox: Path, root: Path) -> BuildReport:
    return build(config(), inbox, root, lambda *_: None)


@pytest.mark.parametrize("fault", named(*REFUSED))
def test_a_refused_file_leaves_the_published_build_as_it_is(fault: Fault, tmp_path: Path, warehouse: Warehouse) -> None:
    published = run(write_inbox(tmp_path / "good"), warehouse.root)
    (tmp_path / "bad").mkdir()
    fault.make(tmp_path / "bad")

    with pytest.MonkeyPatch.context() as patch:
        if fault.meddle:
            fault.meddle(patch, tmp_path / "bad")
        with pytest.raises(BuildRefused) as refusal:
            run(tmp_path / "bad", warehouse.root)

    message = str(refusal.value)
    assert fault.says in message
    assert all(shown(line) == line for line in message.splitlines())
    assert [(ref.id, ref.current) for ref in warehouse.builds()] == [(published.build, True)]
    assert not list((warehouse.root / "builds").glob(".*"))


@pytest.mark.parametrize("fault", named(*TAKEN_IN))
def test_what_is_taken_in_is_accounted_for_row_by_row(fault: Fault, tmp_path: Path, warehouse: Warehouse) -> None:
    (tmp_path / "inbox").mkdir()
    fault.make(tmp_path / "inbox")

    report = run(tmp_path / "inbox", warehouse.root)

    assert report.published, report.reasons
    assert sum(file.rows_read for file in report.files) == fault.rows
    for file in report.files:
        assert file.rows_read == file.rows_loaded + file.rows_quarantined + file.rows_duplicate
    quarantined = sum(file.rows_quarantined for file in report.files)
    assert quarantined == (fault.quarantined if fault.becomes == "quarantined" else 0)


@pytest.mark.parametrize("fault", named(*WITHOUT_A_GOOD_ROW))
def test_a_feed_of_which_no_row_is_loaded_is_not_published(fault: Fault, tmp_path: Path, warehouse: Warehouse) -> None:
    published = run(write_inbox(tmp_path / "good"), warehouse.root)
    (tmp_path / "bad").mkdir()
    fault.make(tmp_path / "bad")

    report = run(tmp_path / "bad", warehouse.root)

    assert not report.published
    assert any(f"rows_are_loaded is broken: 0 of {fault.rows} rows" in reason for reason in report.reasons)
    assert sum(file.rows_quarantined for file in report.files) == fault.rows
    assert [ref.id for ref in warehouse.builds() if ref.current] == [published.build]


@pytest.mark.parametrize("fault", [pytest.param(f, id=f.name) for f in FAULTS if f.becomes == "stopped"])
def test_what_breaks_a_rule_about_the_whole_is_built_to_look_at_and_not_published(
    fault: Fault, tmp_path: Path, warehouse: Warehouse
) -> None:
    published = run(write_inbox(tmp_path / "good"), warehouse.root)
    (tmp_path / "bad").mkdir()
    fault.make(tmp_path / "bad")

    report = run(tmp_path / "bad", warehouse.root)

    assert not report.published
    assert any(f"{fault.says} is broken" in reason for reason in report.reasons)
    assert sum(file.rows_loaded for file in report.files) == fault.rows
    assert [ref.id for ref in warehouse.builds() if ref.current] == [published.build]


@pytest.fixture(params=["64k", "1m"])
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A disk that is full soon: while rows are staged, or while the database is written."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={request.param}", "none", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no small disk could be mounted: {mounted.stderr.decode()}")
        # a disk that fills up has to be a real one, and mounting is a right of root alone; under CI this fails
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.usefixtures("warehouse")
def test_a_full_disk_is_said_and_nothing_is_published(small_disk: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildRefused, match=r"(?i)no space|room on the disk"):
        run(write_inbox(tmp_path / "inbox"), small_disk)
    assert Warehouse(small_disk).current() is None
    assert Warehouse(small_disk).builds() == []
