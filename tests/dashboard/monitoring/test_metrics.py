"""Metrics of builds are looked up when they are asked for."""

import urllib.request
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from dashboard.monitoring import metrics
from dashboard.monitoring.metrics import OfBuilds, serve_metrics
from pipelines.warehouse import Warehouse
from tests.pipelines.test_warehouse import add


def sampled(root: Path) -> dict[str, float]:
    registry = CollectorRegistry()
    registry.register(OfBuilds(root))
    lines = generate_latest(registry).decode().splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines if not line.startswith("#"))}


def test_before_the_first_build_nothing_is_ready(tmp_path: Path) -> None:
    assert sampled(tmp_path) == {"utsyn_ready": 0, "utsyn_builds": 0}


def test_a_published_build_has_an_age_and_a_held_one_is_told(tmp_path: Path) -> None:
    home = Warehouse(tmp_path)
    add(home, 1)
    result = sampled(tmp_path)
    assert (result["utsyn_ready"], result["utsyn_last_build_published"], result["utsyn_builds"]) == (1, 1, 1)
    assert result["utsyn_build_age_seconds"] > 0
    add(home, 2, publish=False)
    assert (sampled(tmp_path)["utsyn_ready"], sampled(tmp_path)["utsyn_last_build_published"]) == (1, 0)


def test_a_damaged_warehouse_is_not_ready(tmp_path: Path) -> None:
    add(Warehouse(tmp_path), 1)
    (tmp_path / "current").write_text("garbage")
    assert sampled(tmp_path)["utsyn_ready"] == 0


def test_prometheus_reads_them_at_a_port_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "REGISTRY", CollectorRegistry())
    started = serve_metrics(tmp_path, "127.0.0.1", 0)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{started.server_port}/metrics") as answer:
            text = answer.read().decode()
    finally:
        started.shutdown()
        started.server_close()
    assert "utsyn_ready 0.0" in text
