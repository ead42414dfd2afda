"""A build that starts from the last one's tables has the rows that a build of its own would have."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.schema import SCHEMA
from pipelines.building import incremental
from pipelines.building.loading import Loaded, load_feed
from pipelines.building.superseded import Superseded
from pipelines.building.tables import META
from pipelines.staging.stage import StagedFile
from tests.pipelines.test_build_loading import CONTRACT, Cells, rows, staged, visit

Files = dict[str, list[Cells]]
files = st.dictionaries(st.sampled_from("abcd"), rows, max_size=4)


def named(name: str, cells: list[Cells]) -> str:
    """A staged file's name follows its content, as in staging."""
    return f"{name}-{abs(hash(str(cells)))}"


def build(
    folder: Path, contents: Files, old: str, last: Path | None = None
) -> tuple[Path, list[tuple[object, ...]], Loaded]:
    """The feed's table from files by name, of which `old` is superseded, from the last build's if there is one."""
    given_files: list[StagedFile] = [
        staged(folder, named(name, cells), cells) for name, cells in sorted(contents.items())
    ]
    database = folder / f"{len(list(folder.iterdir()))}.duckdb"
    reused = incremental.reusable(last, given_files) if last else {}
    if last and reused:
        database.write_bytes(last.read_bytes())
    with duckdb.connect(database) as connection:
        if reused:
            incremental.keep_only(connection, reused)
        connection.execute(META.read_text(encoding="utf-8"))
        connection.execute("insert into meta.schema values (?)", [SCHEMA])
        numbered = dict(enumerate(given_files, start=1))
        superseded = {number: Superseded((), "true") for number, name in enumerate(sorted(contents), 1) if name == old}
        standing = tuple(reused.get("visits", {}).values())
        loaded = load_feed(connection, CONTRACT, numbered, folder / "quarantine", superseded, standing)
        incremental.record_staged(connection, numbered, loaded.whole())
        return database, connection.execute("from feeds.visits order by all").fetchall(), loaded


@pytest.fixture
def however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incremental, "LEAST_ROWS", 1)
    monkeypatch.setattr(incremental, "LEAST_SHARE", 0)


@pytest.mark.slow
@pytest.mark.usefixtures("however_few")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=files, now=files, old=st.sampled_from(["a", "b", "none"]))
def test_it_has_the_same_rows_counts_and_rows_rejected(
    tmp_path_factory: pytest.TempPathFactory, before: Files, now: Files, old: str
) -> None:
    folder = tmp_path_factory.mktemp("build")
    last, _, _ = build(folder, before, "none")
    contents = before | now

    alone, continued = build(folder, contents, old), build(folder, contents, old, last)

    assert continued[1:] == alone[1:]


@pytest.mark.usefixtures("however_few")
def test_files_are_known_by_their_rows_under_another_number_unless_some_row_was_quarantined(tmp_path: Path) -> None:
    contents = {"b": [visit("B")], "c": [visit("C"), visit("C")], "d": [visit("D")]}
    last, _, _ = build(tmp_path, contents, "none")

    same = [staged(tmp_path, named(name, cells), cells) for name, cells in contents.items()]
    now = [staged(tmp_path, "a", [visit("A")]), *same]

    assert incremental.reusable(last, now) == {"visits": {1: 2, 3: 4}}


def test_few_rows_are_loaded_again(tmp_path: Path) -> None:
    contents = {"b": [visit("B")]}
    last, _, _ = build(tmp_path, contents, "none")
    assert incremental.reusable(last, [staged(tmp_path, named("b", contents["b"]), contents["b"])]) == {}
