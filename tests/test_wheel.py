"""The wheel alone, in an environment without the repository: everything that Utsyn needs to run is in it."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.test_repository import ROOT

pytestmark = pytest.mark.slow

Run = Callable[..., str]
PACKAGES = {"dashboard", "data_contracts", "models", "pipelines"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the repository as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with the wheel, and with what it depends on as it is installed here."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True)
    [packages] = home.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin"


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Run the installed `utsyn` in an empty folder; gives what it printed."""

    def run(*arguments: str) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("UTSYN_", "PYTHON"))}
        command = [str(installed / "utsyn"), *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_it_holds_the_four_packages_and_the_default_configuration(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if "dist-info" not in name} == PACKAGES
    assert {"models/utsyn.toml", "dashboard/cli/project/utsyn.toml", "dashboard/cli/project/README.md"} <= set(names)


def test_it_runs_from_an_empty_folder(run: Run, tmp_path: Path) -> None:
    assert run("--version") == f"utsyn {version('utsyn')}\n"
    run("init", "ours")
    assert (tmp_path / "ours" / "utsyn.toml").is_file()
    assert "stays" in run("feeds")


def test_the_demo_is_made_in_the_current_folder_and_answers(run: Run, tmp_path: Path) -> None:
    run("demo", "--no-open", "--scale", "0.003")
    assert (tmp_path / "demo" / "warehouse" / "current").is_file()
    answered = run("ask", "outgoing_stays", "--by", "year", "--warehouse", "demo/warehouse", "--format", "csv")
    assert answered.startswith("year,")
