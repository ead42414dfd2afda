"""`utsyn export annual-report`: a folder that is whole, and a line in a log that only grows."""

import json
import stat
from pathlib import Path

import pytest

from dashboard.cli import export
from dashboard.report.contents import gather
from dashboard.report.log import LOG, note_export
from dashboard.report.pack import make_pack
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.cli.conftest import Utsyn, utsyn
from tests.dashboard.report.conftest import YEAR, silent

__all__ = ["utsyn"]


@pytest.fixture
def served(build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command finds the small build."""
    monkeypatch.setattr(export, "published", lambda _context, _warehouse, _name: build)


def lines(warehouse: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (warehouse / LOG).read_text(encoding="utf-8").splitlines()]


@pytest.mark.usefixtures("served")
def test_an_export_writes_the_pack_and_is_logged(utsyn: Utsyn, tmp_path: Path) -> None:
    ended = utsyn("export", "annual-report", "--year", YEAR, "--language", "en", "--out", tmp_path / "pack",
                  "--warehouse", tmp_path)  # fmt: skip
    assert ended.code == 0, ended.err
    assert (tmp_path / "pack" / f"utsyn-{YEAR}-en.xlsx").is_file()
    [line] = lines(tmp_path)
    assert (line["rights"], line["build"]) == ("public", "given")
    assert line["question"] == {"export": "annual-report", "year": YEAR, "language": ["en"], "csv": "comma"}
    assert line["who"]
    assert line["at"]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("options", "told"), [(("--language", "de"), "unknown language de; known: nb, en"), (("--as", "king"), "king")]
)
def test_what_cannot_be_exported_is_told_and_not_logged(
    utsyn: Utsyn, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    ended = utsyn(
        "export", "annual-report", "--year", YEAR, "--out", tmp_path / "pack", "--warehouse", tmp_path, *options
    )
    assert (ended.code, told in ended.err) == (2, True)
    assert not (tmp_path / LOG).exists()
    assert not (tmp_path / "pack").exists()


def test_without_a_line_in_the_log_there_is_no_pack(
    build: OpenBuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    contents = gather(build, Viewer("public"), YEAR, silent)
    monkeypatch.setattr("dashboard.report.pack.gather", lambda *_: contents)
    with pytest.raises(OSError, match="No space left"):
        make_pack(tmp_path / "pack", build, Viewer("public"), YEAR, ("en",), "comma", silent, full)
    assert list(tmp_path.iterdir()) == []


def test_the_log_grows_line_by_line_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    for number in range(3):
        note_export(tmp_path, Viewer("viewer"), "b", {"number": number}, who="Kari")
    assert [(line["who"], line["question"]) for line in lines(tmp_path)] == [("Kari", {"number": n}) for n in range(3)]
    assert stat.S_IMODE((tmp_path / LOG).stat().st_mode) == 0o600
