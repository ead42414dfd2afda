"""The Dockerfile's steps, run in a clean folder without Docker, and what the compose file names.

No image is built here: it would need a Docker daemon. The Python of the base image is this machine's.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from models.secret import SECRETS
from tests.test_repository import ROOT, tracked

EXAMPLES = ROOT / "docs" / "examples"
OF_ROOT = "useradd"  # makes the account of the image: not on this machine


def steps() -> Iterator[tuple[str, str]]:
    """Instruction and argument of each line."""
    for line in (EXAMPLES / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            instruction, _, argument = line.partition(" ")
            yield instruction, argument


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The image's own folder below a clean one, with the steps of both stages done."""
    root = tmp_path_factory.mktemp("image")
    here = root
    known = {str(path.relative_to(ROOT)).split("/")[0] for path in tracked()}
    for instruction, argument in steps():
        if instruction == "WORKDIR":
            here = root / argument.lstrip("/")
            here.mkdir(parents=True, exist_ok=True)
        elif instruction == "COPY" and not argument.startswith("--from"):
            *sources, target = argument.split()
            for source in sources:
                assert source in known, f"{source} is not in the repository"
                if (ROOT / source).is_dir():
                    shutil.copytree(ROOT / source, here / target, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copyfile(ROOT / source, here / source)
        elif instruction == "RUN" and not argument.startswith(OF_ROOT):
            command = argument.replace("/srv/", f"{root}/srv/").replace("python3 ", f"{sys.executable} ")
            subprocess.run(["bash", "-euc", command], cwd=here, check=True)
    return root / "srv" / "utsyn"


@pytest.mark.slow
def test_the_steps_give_a_program_that_runs_where_the_image_starts_it(image: Path) -> None:
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("UTSYN_", "PYTHON"))}
    environment = {**settings, "PATH": f"{image / '.venv' / 'bin'}:/usr/bin:/bin", "HOME": "/nonexistent"}
    [entry] = [json.loads(argument) for instruction, argument in steps() if instruction == "ENTRYPOINT"]
    for command in ([*entry, "--version"], [*entry, "feeds"], [*entry, "init", "ours"]):
        subprocess.run(command, cwd=image, env=environment, check=True, capture_output=True)
    assert (image / "ours" / "utsyn.toml").is_file()


@pytest.mark.slow
def test_the_image_has_no_tools_to_develop(image: Path) -> None:
    [packages] = (image / ".venv").glob("lib/python*/site-packages")
    assert [name for name in ("pytest", "playwright", "mypy") if (packages / name).exists()] == []


def test_compose_names_commands_and_secrets_that_there_are() -> None:
    written = yaml.safe_load((EXAMPLES / "compose.yaml").read_text(encoding="utf-8"))
    services = written["services"]
    assert set(services) == {"dashboard", "dashboard-2", "build"}
    for service in services.values():
        command = [sys.executable, "-c", "from dashboard.cli import main; main()", *service["command"], "--help"]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0, shlex.join(command)
        assert service["read_only"]
        assert {name.removesuffix("_FILE") for name in service.get("environment", {})} <= set(SECRETS)
        assert set(service.get("secrets", ())) <= set(written["secrets"])
