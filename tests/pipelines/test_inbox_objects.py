"""An inbox in S3 is read as a folder is, and nothing of it stays on this machine."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.config import Config, load_config
from pipelines.build import BuildRefused, build
from tests.dashboard.cli.conftest import Utsyn, utsyn
from tests.pipelines.building import certifier, write_inbox

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

__all__ = ["utsyn"]
TOML = """\
inbox = "s3://mobility/{prefix}"
[institution]
name_en = "University of Fjordby"
short_name = "UFB"
country = "SE"
unit_code_digits = [2, 2, 2]
"""


def config(folder: Path, prefix: str) -> Config:
    (folder / "utsyn.toml").write_text(TOML.format(prefix=prefix), encoding="utf-8")
    return load_config(folder / "utsyn.toml")


def put(s3: "FileSystem", inbox: Path, prefix: str) -> None:
    for path in (path for path in inbox.rglob("*") if path.is_file()):
        with s3.open_output_stream(f"mobility/{prefix}/{path.relative_to(inbox).as_posix()}") as file:
            file.write(path.read_bytes())


@pytest.mark.slow
def test_objects_are_built_as_files_are(s3: "FileSystem", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.building.certifier_client.COMMAND", certifier())
    inbox = write_inbox(tmp_path / "local")
    put(s3, inbox, "exports/2025")
    remote, local = config(tmp_path, "exports/2025"), load_config().model_copy(update={"inbox": inbox})
    of_objects, of_files = (
        build(each, each.inbox, tmp_path / name, lambda *_: None)
        for each, name in ((remote, "remote"), (local, "files"))
    )
    assert of_objects.published
    listed = [
        [(file.path, file.rows_loaded, file.rows_quarantined) for file in r.files] for r in (of_objects, of_files)
    ]
    assert listed[0] == listed[1]
    assert not (tmp_path / "remote/brought").exists()


def test_an_inbox_without_objects_or_without_a_bucket_says_so(s3: "FileSystem", tmp_path: Path) -> None:  # noqa: ARG001
    empty = config(tmp_path, "nothing/here")
    with pytest.raises(BuildRefused, match="s3://mobility/nothing/here: cannot be read as an inbox"):
        build(empty, empty.inbox, tmp_path / "warehouse", lambda *_: None)


def test_public_files_are_not_fetched_into_objects(utsyn: Utsyn, tmp_path: Path) -> None:
    config(tmp_path, "exports")
    ended = utsyn("--config", tmp_path / "utsyn.toml", "fetch", "eche")
    assert ended.code == 2
    assert "fetch into a folder with --inbox" in ended.err
