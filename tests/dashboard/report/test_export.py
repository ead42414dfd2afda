"""`utsyn export annual-report`: a folder that is whole, and a line in a log that only grows."""

import json
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.cli import figure_options
from dashboard.export_log import note_export
from dashboard.report.contents import gather
from dashboard.report.identity import identity, is_made
from dashboard.report.pack import make_pack
from models.question import Viewer
from models.store import OpenBuild
from pipelines.warehouse import EXPORTS as LOG
from tests.dashboard.cli.conftest import Utsyn, utsyn
from tests.dashboard.report.conftest import YEAR, silent

pytestmark = pytest.mark.slow

__all__ = ["utsyn"]


@pytest.fixture
def served(build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command finds the small build."""
    monkeypatch.setattr(figure_options, "published", lambda _context, _warehouse, _name: build)


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
    ("options", "message"),
    [(("--language", "de"), "unknown language 'de'; known: nb, nn, en"), (("--as", "king"), "king")],
)
def test_what_cannot_be_exported_is_told_and_not_logged(
    utsyn: Utsyn, tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    ended = utsyn(
        "export", "annual-report", "--year", YEAR, "--out", tmp_path / "pack", "--warehouse", tmp_path, *options
    )
    assert (ended.code, message in ended.err) == (2, True)
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


class TestIfChanged:
    def test_a_pack_is_known_by_all_that_decides_its_bytes(self, build: OpenBuild, pack: Path) -> None:
        made = identity(build, Viewer("public"), YEAR, ("nb", "en"), "comma")
        assert is_made(pack, made)
        others = [
            identity(build, Viewer("viewer"), YEAR, ("nb", "en"), "comma"),
            identity(build, Viewer("public"), YEAR - 1, ("nb", "en"), "comma"),
            identity(build, Viewer("public"), YEAR, ("nb",), "comma"),
            identity(build, Viewer("public"), YEAR, ("nb", "en"), "semicolon"),
            identity(replace(build, id="next"), Viewer("public"), YEAR, ("nb", "en"), "comma"),
            identity(replace(build, indicators={}), Viewer("public"), YEAR, ("nb", "en"), "comma"),
        ]
        assert [is_made(pack, other) for other in others] == [False] * len(others)

    def test_a_file_that_was_changed_or_is_gone_is_made_again(
        self, build: OpenBuild, pack: Path, tmp_path: Path
    ) -> None:
        made, copy = identity(build, Viewer("public"), YEAR, ("nb", "en"), "comma"), tmp_path / "pack"
        assert not is_made(copy, made)
        shutil.copytree(pack, copy)
        assert is_made(copy, made)
        (copy / "README.md").write_text("mine")
        assert not is_made(copy, made)
        (copy / "README.md").unlink()
        assert not is_made(copy, made)

    @pytest.mark.usefixtures("served")
    def test_the_command_does_nothing_and_ends_with_4(self, utsyn: Utsyn, pack: Path, tmp_path: Path) -> None:
        ended = utsyn(
            "export",
            "annual-report",
            "--year",
            YEAR,
            "--language",
            "nb,en",
            "--out",
            pack,
            "--if-changed",
            "--warehouse",
            tmp_path,
        )
        assert (ended.code, "nothing has changed" in ended.out) == (4, True)
        assert not (tmp_path / LOG).exists()
