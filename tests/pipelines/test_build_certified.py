"""A build with the real certifier beside it."""

from pathlib import Path

import duckdb
import pytest

from pipelines.build import build
from pipelines.warehouse import Warehouse
from tests.pipelines.building import config, write_inbox


@pytest.mark.slow
def test_what_the_door_let_in_is_certified_feed_by_feed(tmp_path: Path) -> None:
    report = build(config(), write_inbox(tmp_path / "inbox"), tmp_path / "warehouse", lambda *_: None)
    assert (report.certified, report.published, report.reasons) == (True, True, ())
    current = Warehouse(tmp_path / "warehouse").current()
    assert current is not None
    with duckdb.connect(current.database, read_only=True) as connection:
        rows = connection.execute(
            "select feed, bool_and(success) from meta.expectations group by feed order by feed"
        ).fetchall()
    assert rows == [("stays", True), ("units", True)]
