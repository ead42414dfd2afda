"""The demo's inbox, written once per size."""

from pathlib import Path

import pytest

from pipelines.demo import write_demo

SMALL = 0.02


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest demo that bears every fault."""
    inbox = tmp_path_factory.mktemp("small")
    write_demo(inbox, SMALL)
    return inbox


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo at the size of NTNU."""
    inbox = tmp_path_factory.mktemp("full")
    write_demo(inbox)
    return inbox
