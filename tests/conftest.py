"""What every test may ask for."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public files. Under CI a missing folder fails; elsewhere the test skips and says why."""
    if not SHARED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the real public files are missing: {SHARED}")
        pytest.skip(f"the real public files are not on this machine: {SHARED}")
    return SHARED
