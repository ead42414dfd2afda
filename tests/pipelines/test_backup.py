"""What cannot be made again survives the loss of everything else."""

import hmac
import json
import shutil
import stat
import tarfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

from models.config import Config, load_config
from models.engines.table_location import Place
from models.store import Asked, open_kept
from pipelines.backup import BackupError, back_up, restore
from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.warehouse import Warehouse
from tests.kept_builds import unpack
from tests.pipelines.building import certifier, write_inbox

KEY = "k" * 64
SETTINGS = """
plan = "plans/ours.yaml"
inbox = "inbox"
warehouse = "warehouse"
[institution]
name_nb = "Universitetet"
name_en = "The University"
short_name = "U"
country = "NO"
"""
PLAN = Path("models/plans/ntnu-2022-2025.yaml")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a plan of its own, a frozen build, two published since, and a log of exports."""
    monkeypatch.delenv("UTSYN_PERSON_KEY", raising=False)
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    folder = tmp_path / "project"
    inbox = write_inbox(folder / "inbox")
    (inbox / "measures").mkdir()
    (inbox / "measures" / "measures.csv").write_text("measure_id,goal\n")
    (folder / "plans").mkdir()
    shutil.copy(PLAN, folder / "plans" / "ours.yaml")
    (folder / "utsyn.toml").write_text(SETTINGS)
    warehouse = Warehouse(folder / "warehouse")
    unpack_into(warehouse)
    (warehouse.root / "person.key").write_text(KEY)
    (warehouse.root / "brought").mkdir()
    (warehouse.root / "brought" / "stays.parquet").touch()  # a build is running
    (warehouse.root / "exports.jsonl").write_text('{"who": "kari"}\n')
    return folder


def unpack_into(warehouse: Warehouse) -> None:
    unpack(2, warehouse.root)
    (frozen,) = warehouse.builds()
    warehouse.freeze(warehouse.publish(frozen), "report", date(2026, 2, 1))
    later = frozen.path.with_name("29991231T000000Z-abcdef")
    shutil.copytree(frozen.path, later)
    warehouse.publish(warehouse.find(later.name))
    (warehouse.root / "staging").mkdir()
    (warehouse.root / "staging" / "rows.parquet").touch()


def settings(folder: Path) -> tuple[Path, Config]:
    return folder / "utsyn.toml", load_config(folder / "utsyn.toml")


def hash_of(person: str) -> str:
    return hmac.digest(KEY.encode(), person.encode(), "sha256").hex()[:32]


def persons(database: Path) -> list[tuple[str]]:
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute("select person_id from feeds.stays order by all").fetchall()


@pytest.fixture
def archive(project: Path, tmp_path: Path) -> Path:
    archive = tmp_path / "backup.tar.gz"
    back_up(*settings(project), project / "warehouse", archive)
    return archive


def test_it_holds_what_cannot_be_made_again_and_nothing_else(archive: Path) -> None:
    with tarfile.open(archive) as packed:
        names = packed.getnames()
    outside = {name for name in names if "/builds/" not in name}
    assert outside == {
        "utsyn.toml", "plans/ours.yaml", "inbox/measures/measures.csv", "backup.json",
        "warehouse/person.key", "warehouse/exports.jsonl", "warehouse/frozen.json",
    }  # fmt: skip
    assert len({name.split("/")[2] for name in names if "/builds/" in name}) == 1
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


@pytest.mark.slow
def test_all_else_is_lost_and_frozen_figures_answer_and_persons_are_recognised(
    project: Path, archive: Path, tmp_path: Path
) -> None:
    shutil.rmtree(project)

    restore(archive, tmp_path / "restored")

    _, config = settings(tmp_path / "restored")
    home = Warehouse(config.warehouse)
    current = home.current()
    assert current is not None
    assert current.names == ("report",)
    opened = open_kept(current.path, config, Asked("report", date(2026, 2, 1)))
    assert opened.plan.goals
    assert (home.root / "exports.jsonl").read_text() == '{"who": "kari"}\n'
    assert stat.S_IMODE((home.root / "person.key").stat().st_mode) == 0o600
    shutil.rmtree(config.inbox)
    report = build(config, write_inbox(config.inbox), config.warehouse, lambda *_: None)
    assert report.published
    assert persons(home.find(report.build).database) == sorted((hash_of(who),) for who in ("P1", "P2"))


@pytest.mark.slow
def test_a_changed_file_and_half_an_archive_are_refused_and_nothing_is_left(archive: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    with tarfile.open(archive) as packed:
        packed.extractall(unpacked, filter="data")
    (unpacked / "warehouse" / "exports.jsonl").write_text('{"who": "nobody"}\n')
    with tarfile.open(tmp_path / "changed.tar.gz", "w:gz") as packed:
        packed.add(unpacked, arcname=".")
    (tmp_path / "half.tar.gz").write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])

    with pytest.raises(BackupError, match=r"warehouse/exports\.jsonl differ from what was backed up"):
        restore(tmp_path / "changed.tar.gz", tmp_path / "restored")
    with pytest.raises(BackupError, match="is not a whole backup"):
        restore(tmp_path / "half.tar.gz", tmp_path / "restored")
    assert not (tmp_path / "restored").exists()
    assert not list(tmp_path.glob(".tmp-*"))


def test_nothing_that_is_there_is_overwritten(archive: Path, project: Path) -> None:
    with pytest.raises(BackupError, match="is not an empty folder"):
        restore(archive, project)
    with pytest.raises(BackupError, match="is there already"):
        back_up(*settings(project), project / "warehouse", archive)


def test_tables_of_frozen_builds_in_object_storage_are_named(project: Path, tmp_path: Path) -> None:
    (frozen, _) = Warehouse(project / "warehouse").builds()
    Place("s3://mobility/tables").point(frozen.path)
    assert json.loads((frozen.path / "tables.json").read_text())["uri"] == "s3://mobility/tables"
    made = back_up(*settings(project), project / "warehouse", tmp_path / "other.tar.gz")
    assert made.elsewhere == ("s3://mobility/tables",)
