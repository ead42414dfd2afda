"""The units for systemd, as systemd itself reads them."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from dashboard.cli import main
from tests.programs import program
from tests.test_repository import ROOT

EXAMPLES = ROOT / "docs" / "examples"
UNITS = sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in (".service", ".timer"))
HOME = "/srv/utsyn"


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units with a home that has a program, as they would be on a server."""
    folder = tmp_path_factory.mktemp("units")
    utsyn = folder / ".venv" / "bin" / "utsyn"
    utsyn.parent.mkdir(parents=True)
    utsyn.touch(mode=0o755)
    for name in UNITS:
        text = (EXAMPLES / name).read_text(encoding="utf-8").replace(HOME, str(folder))
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_there_are_units_for_the_dashboard_the_build_and_the_digest() -> None:
    assert UNITS == [
        "utsyn-build.service",
        "utsyn-build.timer",
        "utsyn-dashboard@.service",
        "utsyn-digest.service",
        "utsyn-digest.timer",
    ]


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_has_nothing_to_say_against_it(unit: str, placed: Path) -> None:
    analyze = program("systemd", "systemd-analyze")
    named = unit.replace("@.", "@8501.")
    if named != unit:
        (placed / named).write_text((placed / unit).read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [analyze, "verify", "--man=no", str(placed / named)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.endswith(".service")])
def test_its_commands_are_understood(
    unit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = re.sub(r"\$\$\([^)]*\)", "2026-11", (EXAMPLES / unit).read_text(encoding="utf-8")).replace("%i", "8501")
    commands = re.findall(r"\.venv/bin/utsyn ([^'\n]+)", text)
    assert commands
    for command in commands:
        with pytest.raises(SystemExit) as ended:
            main([*shlex.split(command), "--help"])
        assert ended.value.code == 0
    capsys.readouterr()
