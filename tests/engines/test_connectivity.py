"""A cluster that is not there is said so at once, and one of several hosts is enough."""

import importlib.util
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.config_sections import SparkSettings
from models.engines.connectivity import check_installed, check_reached
from models.engines.engine import EngineError
from pipelines.build import BuildRefused, build
from tests.pipelines.building import config, write_inbox


@pytest.fixture
def listening() -> Iterator[int]:
    """The port of a host that answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed() -> int:
    """A port where nothing answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.mark.parametrize("master", ["sc://127.0.0.1:{}", "sc://127.0.0.1:{}/;user_id=me", "spark://127.0.0.1:{}"])
def test_a_cluster_that_does_not_answer(master: str, closed: int) -> None:
    with pytest.raises(EngineError, match=r"(?s)does not start at .*refused.*engine = \"duckdb\""):
        check_reached(master.format(closed))


@pytest.mark.parametrize(
    "master", ["sc://127.0.0.1:{1}/;user_id=me", "spark://127.0.0.1:{0},127.0.0.1:{1}", "local[2]"]
)
def test_a_cluster_of_which_one_host_answers(master: str, closed: int, listening: int) -> None:
    check_reached(master.format(closed, listening))


def test_an_address_that_is_none() -> None:
    with pytest.raises(EngineError, match=r"does not start at spark://nowhere\.invalid:x"):
        check_reached("spark://nowhere.invalid:x")


def test_a_build_tells_it_before_it_reads(tmp_path: Path, closed: int) -> None:
    on_spark = config().model_copy(
        update={"engine": "spark", "spark": SparkSettings(master=f"spark://127.0.0.1:{closed}")}
    )
    steps: list[str] = []
    with pytest.raises(BuildRefused, match="engine = "):
        build(on_spark, write_inbox(tmp_path / "inbox"), tmp_path / "warehouse", lambda step, *_: steps.append(step))
    assert steps == []


def test_spark_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(EngineError, match=r"pip install 'utsyn\[spark\]'"):
        check_installed()
