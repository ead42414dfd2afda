"""What a build is compared with is the same before it is published, when it is prepared, and afterwards."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import builds
from dashboard.builds import kept_before, rows_before
from dashboard.result_cache.memory import Memory
from models.kept_results import RESULTS
from models.question import Viewer
from models.store import Asked
from pipelines.warehouse import Warehouse
from tests.dashboard.result_cache.test_kept import ROWS
from tests.pipelines.test_warehouse import add


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    served = replace(builds.serving(), warehouse=tmp_path / "warehouse", without_sign_in=Viewer("viewer"))
    monkeypatch.setattr(builds, "serving", lambda: served)
    return Warehouse(served.warehouse)


def test_the_published_build_comes_before_one_that_is_not_published_yet(warehouse: Warehouse) -> None:
    first, second, third = add(warehouse, 1), add(warehouse, 2), add(warehouse, 3, publish=False)
    shown = replace(ROWS, id=third.id)
    assert [ref.id for ref in kept_before(shown)] == [first.id, second.id]
    warehouse.publish(third)
    assert [ref.id for ref in kept_before(shown)] == [first.id, second.id]


def test_an_earlier_build_is_judged_once_for_the_build_that_is_shown(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier, shown = add(warehouse, 1), add(warehouse, 2, publish=False)
    pair = replace(ROWS, id=earlier.id, asked=Asked(earlier.id, None)), replace(ROWS, id=shown.id)
    judged = rows_before(*pair)
    warehouse.publish(shown)
    assert not (warehouse.root / RESULTS / earlier.id).exists()  # what nobody is pointed to is forgotten
    assert (warehouse.root / RESULTS / shown.id).exists()

    Memory.forget(lambda _build: True)
    monkeypatch.setattr(builds, "scorecard", lambda *_: pytest.fail("judged again"))
    assert rows_before(*pair) == judged
