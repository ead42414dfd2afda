"""An inbox says which of its files are real and which synthetic; the build keeps it for every file."""

from pathlib import Path

import duckdb
import pytest

from models.store import open_build
from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.demo import write_demo
from pipelines.inbox import discover
from pipelines.reading.origins import read_origins, write_origins
from pipelines.reading.readers import ReadError
from pipelines.warehouse import BuildRef, Warehouse
from tests.pipelines.building import certifier, config, write_inbox


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return write_inbox(tmp_path / "inbox")


def say(inbox: Path, text: str) -> None:
    (inbox / "origin.toml").write_text(text, encoding="utf-8")


def origins_by_path(inbox: Path) -> dict[str, str]:
    return {file.path.relative_to(inbox).as_posix(): file.origin for file in discover(inbox)}


def test_files_are_real_unless_the_inbox_says_otherwise(inbox: Path) -> None:
    assert origins_by_path(inbox) == {"stays/2025.csv": "real", "units/units.csv": "real"}


@pytest.mark.parametrize(
    ("text", "stays", "units"),
    [
        ('default = "synthetic"', "synthetic", "synthetic"),
        ('[paths]\nstays = "synthetic"', "synthetic", "real"),
        ('[paths]\n"units/units.csv" = "synthetic"', "real", "synthetic"),
        ('default = "synthetic"\n[paths]\nunits = "real"', "synthetic", "real"),
        ('[paths]\nstays = "synthetic"\n"stays/2025.csv" = "real"', "real", "real"),
    ],
    ids=["all", "a folder", "a file", "all but a folder", "a file before its folder"],
)
def test_the_nearest_of_file_folder_and_default_decides(inbox: Path, text: str, stays: str, units: str) -> None:
    say(inbox, text)
    assert origins_by_path(inbox) == {"stays/2025.csv": stays, "units/units.csv": units}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("stays synthetic", "is not valid TOML"),
        ('default = "made up"', 'default is \'made up\'; write "real" or "public" or "synthetic".'),
        ('paths = "synthetic"', "make a table"),
        ('[paths]\nstays = "mixed"', "the origin of 'stays' is 'mixed'; write"),
        ('[paths]\nstay = "synthetic"', "'stay' is neither a file nor a folder of the inbox"),
        ('origin = "synthetic"', "unknown key 'origin'"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(inbox: Path, text: str, says: str) -> None:
    say(inbox, text)
    with pytest.raises(ReadError, match=r"origin\.toml") as refused:
        discover(inbox)
    assert says in str(refused.value)


def test_what_is_written_is_read_again(inbox: Path) -> None:
    write_origins(inbox, {"stays/2025.csv": "synthetic"})
    assert origins_by_path(inbox) == {"stays/2025.csv": "synthetic", "units/units.csv": "real"}


@pytest.mark.slow
def test_the_demo_names_its_own_files_and_no_others(tmp_path: Path) -> None:
    own = tmp_path / "institutions" / "fetched.csv"
    own.parent.mkdir()
    own.touch()
    for _ in range(2):
        write_demo(tmp_path, 0.001)
        origins = origins_by_path(tmp_path)
        assert origins.pop("institutions/fetched.csv") == "real"
        assert set(origins.values()) == {"synthetic"}
        assert set(read_origins(tmp_path).paths) == set(origins)


def made(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuildRef:
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    home = Warehouse(tmp_path / "warehouse")
    return home.find(build(config(), inbox, home.root, lambda *_: None).build)


@pytest.mark.slow
def test_a_build_keeps_the_origin_of_each_file(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of a file that is called synthetic later are the same, and the build is another all the same."""
    first = made(inbox, tmp_path, monkeypatch)
    assert open_build(first.path, config()).origin == "real"
    say(inbox, '[paths]\nstays = "synthetic"')
    ref = made(inbox, tmp_path, monkeypatch)
    assert ref.id != first.id
    opened = open_build(ref.path, config())
    assert opened.origin == "mixed"
    assert opened.origins == {"stays": "synthetic", "units": "real"}
    assert [file["origin"] for file in ref.manifest()["files"]] == ["synthetic", "real"]


@pytest.mark.slow
def test_a_build_made_before_origins_were_kept_can_be_read(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = made(inbox, tmp_path, monkeypatch)
    ref.database.chmod(0o644)
    with duckdb.connect(ref.database) as connection:
        connection.execute("drop table meta.origins")
    assert open_build(ref.path, config()).origin == "real"
