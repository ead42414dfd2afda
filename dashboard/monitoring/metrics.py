"""What is counted for Prometheus: builds, requests, downloads, and how long pages take."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from wsgiref.simple_server import WSGIServer

from prometheus_client import Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import REGISTRY, Collector

from pipelines.build_id import stamp_of
from pipelines.warehouse import Warehouse, WarehouseError

REQUESTS = Counter("utsyn_requests", "Requests answered, by what was asked for and the status.", ("kind", "status"))
REQUEST_SECONDS = Histogram("utsyn_request_seconds", "Seconds until a request was answered.", ("kind",))
DOWNLOADS = Counter("utsyn_downloads", "Files asked for, by the status of the answer.", ("status",))
PAGE_SECONDS = Histogram(
    "utsyn_page_seconds", "Seconds in which the server drew a page.", ("page",),
    buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
)  # fmt: skip


class OfBuilds(Collector):
    """The published build and the last one, looked up whenever Prometheus asks."""

    def __init__(self, warehouse: Path) -> None:
        self._home = Warehouse(warehouse)

    def collect(self) -> Iterator[Metric]:
        """Whether the warehouse can be read; then the published build's age and how the last build ended."""
        ready = GaugeMetricFamily("utsyn_ready", "1 where a published build can be found, else 0.")
        age = GaugeMetricFamily("utsyn_build_age_seconds", "Seconds since the published build was made.")
        last = GaugeMetricFamily("utsyn_last_build_published", "1 where the last build was published, else 0.")
        builds = GaugeMetricFamily("utsyn_builds", "Builds that are kept.")
        try:
            current, kept = self._home.current(), self._home.builds()
        except WarehouseError:
            current, kept = None, []
        ready.add_metric([], float(current is not None))
        builds.add_metric([], len(kept))
        if current is not None:
            age.add_metric([], (datetime.now(UTC) - stamp_of(current.id)).total_seconds())
        if kept:
            last.add_metric([], float(kept[-1].published))
        yield from (ready, age, last, builds)


def serve_metrics(warehouse: Path, address: str, port: int) -> WSGIServer:
    """Answer Prometheus at a port of its own, beside the pages. Raises OSError where the port is taken."""
    server, _ = start_http_server(port, addr=address, registry=REGISTRY)
    REGISTRY.register(OfBuilds(warehouse))
    return server
