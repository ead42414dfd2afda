"""A server has each build prepared that nobody prepared, and reads what was done."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from dashboard import following
from dashboard.following import Follower
from dashboard.served import is_served
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.result_cache.test_kept import ROWS

FIRST, SECOND = "20260115T000000Z-abcdef", "20260116T000000Z-abcdef"


@dataclass
class Helper:
    """A helper that runs until it is killed, or a test lets it end."""

    build: str
    has_ended: bool = False

    def poll(self) -> int | None:
        return 0 if self.has_ended else None

    def kill(self) -> None:
        self.has_ended = True

    def wait(self) -> int:
        assert self.has_ended
        return 0


@dataclass
class Published:
    """What is published, which builds are prepared, and what the server did."""

    id: str | None = None
    prepared: set[str] = field(default_factory=set)
    helpers: list[Helper] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    compared: list[str] = field(default_factory=list)  # those whose earlier build was opened

    def build(self) -> OpenBuild | None:
        return None if self.id is None else replace(ROWS, id=self.id)

    def start(self, build: str) -> Helper:
        self.helpers.append(Helper(build))
        return self.helpers[-1]


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Published:
    now = Published()
    served = SimpleNamespace(warehouse=tmp_path, without_sign_in=Viewer("viewer"))
    replaced: dict[str, Callable[..., object]] = {
        "serving": lambda: served,
        "seen": lambda: now.id,
        "current_build": now.build,
        "is_prepared": lambda build: build.id in now.prepared,
        "load": lambda _warehouse, build: now.read.append(build.id),
        "earlier_build": lambda _since, build: now.compared.append(build.id),
        "start_helper": now.start,
    }
    for name, other in replaced.items():
        monkeypatch.setattr(following, name, other)
    return now


def test_a_prepared_build_is_read_once_and_not_prepared_again(published: Published) -> None:
    published.id, published.prepared = FIRST, {FIRST}
    follower = Follower()
    follower.look()
    follower.look()
    assert published.read == published.compared == [FIRST]
    assert published.helpers == []


def test_an_unprepared_build_is_prepared_and_then_read_again(published: Published) -> None:
    published.id = FIRST
    follower = Follower()
    follower.look()
    follower.look()
    assert [helper.build for helper in published.helpers] == [FIRST]
    assert published.read == [FIRST]
    published.prepared.add(FIRST)
    published.helpers[0].has_ended = True
    follower.look()
    follower.look()
    assert published.read == [FIRST, FIRST]
    assert len(published.helpers) == 1


def test_a_newer_build_ends_what_prepares_the_one_before_it(published: Published) -> None:
    published.id = FIRST
    follower = Follower()
    follower.look()
    published.id, published.prepared = SECOND, {SECOND}
    follower.look()
    assert published.helpers[0].has_ended
    assert published.read == [FIRST, SECOND]


def test_before_the_first_build_the_server_notes_that_it_serves(published: Published, tmp_path: Path) -> None:
    assert not is_served(tmp_path)
    Follower().look()
    assert is_served(tmp_path)
    assert published.helpers == []
