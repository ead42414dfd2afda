"""A cluster that is not there is said so at once, and one of several hosts is enough."""

import socket
from collections.abc import Iterator

import pytest

from models.engines.engine import EngineError
from models.engines.spark_session import _check_reached, spark_session


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
        spark_session(master.format(closed))


@pytest.mark.parametrize(
    "master", ["sc://127.0.0.1:{1}/;user_id=me", "spark://127.0.0.1:{0},127.0.0.1:{1}", "local[2]"]
)
def test_a_cluster_of_which_one_host_answers(master: str, closed: int, listening: int) -> None:
    _check_reached(master.format(closed, listening))


def test_an_address_that_is_none() -> None:
    with pytest.raises(EngineError, match=r"does not start at spark://nowhere\.invalid:x"):
        spark_session("spark://nowhere.invalid:x")
