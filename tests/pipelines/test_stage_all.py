"""Files are staged two at a time: no order, no equal content and no interruption shows in what is staged."""

from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from models.config import load_config
from pipelines.inbox import discover
from pipelines.reading.layout import Table
from pipelines.staging import stage as staging
from pipelines.staging.stage import StagedFile
from pipelines.staging.stage_all import stage_all

HEADINGS = "unit_code,parent_code,unit_level,name_nb,name_en,short_name,valid_from,valid_to,successor_code"


def units(*codes: int) -> str:
    return "\n".join([HEADINGS, *(f"{code},000000,faculty,A,B,C,2000-01-01,," for code in codes)]) + "\n"


def hand_in(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "inbox" / "units"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path / "inbox"


def staged(inbox: Path, described: list[tuple[int, int]] | None = None) -> tuple[StagedFile, ...]:
    def progress(*done: int) -> None:
        if described is not None:
            described.append(done)  # type: ignore[arg-type]

    return stage_all(discover(inbox), load_config(), inbox.parent / "staging", b"key", inbox, progress)


def test_results_come_in_the_order_of_the_inbox_and_progress_file_by_file(tmp_path: Path) -> None:
    inbox = hand_in(tmp_path, a=units(610000), b=units(*range(620000, 620900)), c=units(630000, 640000))
    listed: list[tuple[int, int]] = []

    results = staged(inbox, listed)

    assert [(Path(file.path).name, file.rows_read) for file in results] == [("a.csv", 1), ("b.csv", 900), ("c.csv", 2)]
    assert listed == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_files_of_equal_content_share_their_staged_rows(tmp_path: Path) -> None:
    rows = units(*range(610000, 612000))

    results = staged(hand_in(tmp_path, **dict.fromkeys("abcdefgh", rows)))

    assert len({file.accepted for file in results}) == 1
    assert [pl.read_parquet(file.accepted).height for file in results] == [2000] * 8
    assert not list((tmp_path / "staging").glob("*.part"))


def test_an_interruption_ends_the_reading_and_leaves_nothing_half_staged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = hand_in(tmp_path, endless=units(610000, 620000), short=units(630000))
    real = staging.feed_tables

    def feed_tables(path: Path, *how: Any, row_by_row: bool) -> Iterator[Table]:
        [batch] = real(path, *how, row_by_row=row_by_row)
        return repeat(batch) if path.stem == "endless" else iter([batch])

    def interrupted(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    monkeypatch.setattr(staging, "feed_tables", feed_tables)
    with pytest.raises(KeyboardInterrupt):
        stage_all(discover(inbox), load_config(), tmp_path / "staging", b"key", inbox, interrupted)

    assert len(list((tmp_path / "staging").glob("*.json"))) == 1
    assert not list((tmp_path / "staging").glob("*.part"))
