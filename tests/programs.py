"""Programs that tests need and pip cannot bring."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def program(package: str, *names: str) -> str:
    """Where the first of `names` is. Without any, the test fails under CI; elsewhere it skips and says why."""
    path = next(filter(None, map(shutil.which, names)), None)
    return path or _lacks(package, names[0])


def needs(package: str, path: str) -> None:
    """A file of a package whose program is there without it: LibreOffice without Impress opens no slides."""
    if not Path(path).exists():
        _lacks(package, path)


def _lacks(package: str, name: str) -> NoReturn:
    missing = f"{name} is not on this machine: install Debian's package {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    # who works without a system's package still runs all other tests, and CI fails
    pytest.skip(missing)
