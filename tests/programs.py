"""Programs that tests need and pip cannot bring."""

import os
import shutil

import pytest


def program(package: str, *names: str) -> str:
    """Where the first of `names` is. Without any, the test fails under CI; elsewhere it skips and says why."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        missing = f"{names[0]} is not on this machine: install Debian's package {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        # who works without a system's package still runs all other tests, and CI fails
        pytest.skip(missing)
    return path
