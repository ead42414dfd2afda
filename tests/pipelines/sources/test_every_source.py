"""A source that is added: one message names every place that lacks it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from data_contracts.contract import feeds
from models.config import load_config
from pipelines.fetching.sources import load_sources
from pipelines.sources import SOURCES
from tests.faults.seeds import SEEDS

ROOT = Path(__file__).parents[3]
NOT_FETCHED = {"ewp_iias"}  # delivered by the institution's own system


def test_every_source_is_in_all_its_places() -> None:
    lacking = [place for name in SOURCES for place in _lacking(name)]
    assert not lacking, "still to do, place by place:\n" + "\n".join(lacking)


def _lacking(name: str) -> Iterator[str]:
    yield from (f"{name}: no contract of the feed {feed}" for feed in SOURCES[name].feeds if feed not in feeds())
    if not any(path.startswith(f"{name}/") for path in SEEDS):
        yield f"{name}: tests/faults/seeds.py: a small good file, to be damaged"
    if f"{name}/`" not in (ROOT / "README.md").read_text(encoding="utf-8"):
        yield f"{name}: README.md: its folder of the inbox"
    if name not in NOT_FETCHED and name not in load_sources(load_config(), date(2026, 10, 4)):
        yield f"{name}: pipelines/fetching/sources.yaml: where it is published, or NOT_FETCHED here"
