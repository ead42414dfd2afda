"""Each bad input through the real door: a clear message, a quarantine reason or whole rows; never a traceback."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from models.config import load_config
from pipelines.inbox import discover
from pipelines.reading.read_error import LONGEST_LINE, shown
from pipelines.reading.readers import ReadError
from pipelines.staging.stage import StagedFile, stage
from tests.faults.fault import Fault
from tests.faults.table import FAULTS

FAR_TOO_LONG = 2 * LONGEST_LINE


def given(faults: Sequence[Fault], *becomes: str) -> list[object]:
    return [
        pytest.param(fault, id=fault.name, marks=[pytest.mark.slow] if fault.slow else [])
        for fault in faults
        if fault.becomes in becomes
    ]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def hand_in(fault: Fault, inbox: Path) -> list[StagedFile]:
    """Everything in the inbox, discovered and staged, with what happens meanwhile."""
    fault.make(inbox)
    config = load_config()
    with pytest.MonkeyPatch.context() as patch:
        if fault.meddle:
            fault.meddle(patch, inbox)
        return [
            staged
            for file in discover(inbox)
            for staged in stage(file.path, file.source, config, inbox.parent / "staging", b"key", inbox)
        ]


def test_there_are_enough_of_them() -> None:
    names = [fault.name for fault in FAULTS]
    assert len(names) == len(set(names)) >= 60


def test_thousands_of_files_are_found_in_order(inbox: Path) -> None:
    (inbox / "stays").mkdir()
    names = [f"{number:04}.csv" for number in range(3_000)]
    for name in names:
        (inbox / "stays" / name).touch()
    assert [file.path.name for file in discover(inbox)] == names


@pytest.mark.parametrize("fault", given(FAULTS, "refused"))
def test_refused_in_words_with_nothing_staged(fault: Fault, inbox: Path) -> None:
    with pytest.raises(ReadError) as refusal:
        hand_in(fault, inbox)

    message = str(refusal.value)
    assert fault.says in message
    assert message.startswith(shown(str(inbox)))
    assert len(message) < FAR_TOO_LONG
    assert all(shown(line) == line for line in message.splitlines())
    assert not list((inbox.parent / "staging").glob("*"))


@pytest.mark.parametrize("fault", given(FAULTS, "quarantined"))
def test_quarantined_by_a_rule_with_every_row_kept(fault: Fault, inbox: Path) -> None:
    (staged,) = hand_in(fault, inbox)

    quarantined = pl.read_parquet(staged.quarantined)
    assert staged.rows_read == fault.rows
    assert pl.read_parquet(staged.accepted).height == fault.rows - fault.quarantined
    assert quarantined.height == fault.quarantined
    assert staged.broken[fault.says] == fault.quarantined
    assert all(fault.says in rules for rules in quarantined["broken_rules"])


@pytest.mark.parametrize("fault", given(FAULTS, "loaded", "stopped"))
def test_loaded_whole(fault: Fault, inbox: Path) -> None:
    files = hand_in(fault, inbox)

    accepted = pl.concat(pl.read_parquet(staged.accepted) for staged in files)
    assert sum(staged.rows_read for staged in files) == accepted.height == fault.rows
    if fault.cells:
        last = accepted.row(-1, named=True)
        assert {name: last[name] for name in fault.cells} == fault.cells
