"""A build whose tables lie in S3: DuckDB hands over, Spark reads and writes there, Polars reads the same objects."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq
import pytest
from pyarrow.fs import FileSelector, FileSystem, FileType

from models.config_sections import SparkSettings
from models.engines.engine import EngineError
from models.engines.spark import ParquetTables
from models.engines.table_location import PARTS, Place
from models.facts import queries_of
from models.making import facts
from models.store import open_build
from pipelines.build import build
from pipelines.staging.person_key import read_key
from pipelines.staging.privacy import hashes_of
from pipelines.unlink import unlink, unlink_everybody
from pipelines.warehouse import BuildRef, Warehouse
from tests.models.asked import by_year
from tests.pipelines.building import certifier, config, write_inbox

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark
STORAGE = "s3://mobility/utsyn"
# enough for an answer about stays; all the others are made on disk by another test
NEEDED = {("facts", "stays"), ("dims", "labels"), ("dims", "unit_on"), ("dims", "unit_today")}


def objects(s3: FileSystem) -> set[str]:
    """Paths of all objects in the bucket."""
    return {
        info.path for info in s3.get_file_info(FileSelector("mobility", recursive=True)) if info.type == FileType.File
    }


@pytest.fixture(scope="module")
def built(spark: "SparkSession", tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuildRef]:  # noqa: ARG001
    """The tiny inbox, built by Spark into S3; the stays go through its workers as though they were many."""
    folder = tmp_path_factory.mktemp("s3")
    needed = [(*table, query) for table, query in queries_of(NEEDED, config()).items()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.building.certifier_client.COMMAND", certifier())
        patch.setattr(facts, "queries", lambda *_: needed)
        patch.setattr(ParquetTables, "is_small", lambda _self, _schema, name: name != "stays")
        settings = config().model_copy(update={"engine": "spark", "spark": SparkSettings(storage=STORAGE)})
        report = build(settings, write_inbox(folder / "inbox"), folder / "warehouse", lambda *_: None)
        assert report.published
        yield Warehouse(folder / "warehouse").find(report.build)


def test_spark_answers_from_it_and_nothing_of_it_lies_on_this_machine(built: BuildRef, s3: FileSystem) -> None:
    assert by_year(open_build(built.path, config()), "outgoing_stays") == {2025: 2}
    assert f"mobility/utsyn/{built.id}/feeds/stays/part-0.parquet" in objects(s3)
    assert not (built.path / "tables").exists()


def test_what_the_build_came_to_is_told_as_it_was_found_last(built: BuildRef) -> None:
    assert open_build(built.path, config()).certified


def test_polars_reads_the_same_facts(built: BuildRef) -> None:
    stays = pl.read_parquet(f"{STORAGE}/{built.id}/facts/stays/*.parquet")
    assert stays.sort("stay_id").select("stay_id", "days", "faculty").rows() == [
        ("S1", 121, "63"),
        ("S2", 121, "unknown"),
    ]


def test_a_part_that_a_failed_task_left_behind_is_not_read(built: BuildRef, s3: FileSystem) -> None:
    table = f"mobility/utsyn/{built.id}/facts/stays"
    [whole] = [path for path in objects(s3) if path.startswith(table) and not path.endswith(PARTS)]
    s3.copy_file(whole, f"{table}/part-left-behind.parquet")
    assert by_year(open_build(built.path, config()), "outgoing_stays") == {2025: 2}
    s3.delete_file(f"{table}/part-left-behind.parquet")


def test_persons_that_are_cut_loose_are_in_no_object_and_the_figures_stay(built: BuildRef, s3: FileSystem) -> None:
    """Also where a failed task of Spark's left a part behind that nobody reads."""
    table = f"mobility/utsyn/{built.id}/facts/stays"
    [whole] = [path for path in objects(s3) if path.startswith(table) and not path.endswith(PARTS)]
    s3.copy_file(whole, f"{table}/part-left-behind.parquet")
    first, second = hashes_of(["P1", "P2"], read_key(built.path.parent.parent))
    assert holding(s3, built, first) == {"facts/stays", "feeds/stays"}

    unlink(built, [first])
    assert holding(s3, built, first) == set()
    assert holding(s3, built, second) == {"facts/stays", "feeds/stays"}
    assert by_year(open_build(built.path, config()), "outgoing_stays") == {2025: 2}


def test_a_new_key_leaves_no_hash_of_the_old_one_in_an_object(built: BuildRef, s3: FileSystem) -> None:
    """P2 is left of the two that were loaded, and whoever was unlinked before is somebody too."""
    [second] = hashes_of(["P2"], read_key(built.path.parent.parent))
    assert unlink_everybody(built) >= 2  # of the loaded rows
    assert holding(s3, built, second) == set()
    assert by_year(open_build(built.path, config()), "outgoing_stays") == {2025: 2}


def holding(s3: FileSystem, build: BuildRef, value: str) -> set[str]:
    """The tables (`facts/stays`) of which some object has the value in a cell."""
    root = f"mobility/utsyn/{build.id}/"
    tables = set()
    for path in objects(s3):
        if path.startswith(root) and path.endswith(".parquet"):
            with s3.open_input_file(path) as file:
                cells = str(pq.read_table(file).to_pylist())
            if value in cells:
                tables.add("/".join(path.removeprefix(root).split("/")[:2]))
    return tables


def test_a_build_that_fails_and_one_that_is_removed_leave_no_object(s3: FileSystem, tmp_path: Path) -> None:
    before = objects(s3)
    place = Place(f"{STORAGE}/another")
    draft = tmp_path / "builds" / ".tmp-another"
    draft.mkdir(parents=True)
    place.point(draft)
    (tmp_path / "stays.parquet").write_bytes(b"rows")
    place.put(tmp_path / "stays.parquet", "feeds", "stays")
    assert objects(s3) > before
    Warehouse(tmp_path).remove_leftovers()
    assert objects(s3) == before


def test_a_table_that_is_gone_is_told_without_a_trace_of_java(built: BuildRef, s3: FileSystem) -> None:
    opened = open_build(built.path, config())
    s3.delete_file(f"mobility/utsyn/{built.id}/facts/stays/{PARTS}")
    with pytest.raises(EngineError) as error:
        opened.engine.rows("select * from facts.stays")
    assert str(error.value).startswith("Spark could not do it: ")
    assert len(str(error.value).splitlines()) == 1
