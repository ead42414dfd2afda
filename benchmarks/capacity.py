"""How many readers two processes behind nginx serve, beside the floor page served in just the same way.

The proxy is docs/examples/nginx.conf, without TLS and at another port. Floor and dashboard take turns in one run, since
ratios hold on a loaded machine where seconds do not. The processor time is that of the two servers alone. Needs nginx
and a built warehouse (`utsyn demo --no-open` makes one).

    python benchmarks/capacity.py --warehouse demo/warehouse --readers 50 100
"""

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pages import CLICKS, percentile_95
from served import Server, free_port, start, wait_until_prepared
from sessions import meet

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "nginx.conf"
PROCESSES = 2
AROUND = """
daemon off; pid nginx.pid; error_log error.log; worker_processes 1; user root;
events {{ worker_connections 4096; }}
http {{ access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u;
scgi_temp_path s;
{}
}}
"""


@dataclass(frozen=True)
class Proxied:
    """Several processes behind nginx."""

    servers: tuple[Server, ...]
    port: int

    @property
    def stream(self) -> str:
        """Where pages are asked for."""
        return f"ws://127.0.0.1:{self.port}/utsyn/_stcore/stream"

    def resident_bytes(self) -> int:
        """Memory of all processes."""
        return sum(server.resident_bytes() for server in self.servers)

    def cpu_seconds(self) -> list[float]:
        """Processor time of each process so far."""
        return [server.cpu_seconds() for server in self.servers]


@contextmanager
def proxied(warehouse: Path | None, viewer: str) -> Iterator[Proxied]:
    """The dashboard of a warehouse, or the floor, as docs/operations.md serves it."""
    servers = tuple(start(warehouse, viewer) for _ in range(PROCESSES))
    port = free_port()
    with TemporaryDirectory() as folder:
        (Path(folder) / "nginx.conf").write_text(AROUND.format(configuration(servers, port)), encoding="utf-8")
        nginx = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", "nginx.conf"])
        time.sleep(1)
        try:
            yield Proxied(servers, port)
        finally:
            nginx.send_signal(signal.SIGQUIT)
            nginx.wait(30)
            for server in servers:
                server.stop()


def configuration(servers: tuple[Server, ...], port: int) -> str:
    """The example's, for these processes, without TLS and the redirection to it."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for example, server in zip((8501, 8502), servers, strict=True):
        text = text.replace(f"127.0.0.1:{example}", f"127.0.0.1:{server.port}")
    text = re.sub(r"server {\s*listen 80;.*?\n}", "", text, flags=re.DOTALL)
    text = re.sub(r" *ssl_.*\n", "", text)
    return text.replace("listen 443 ssl", f"listen 127.0.0.1:{port}")


def crowd(name: str, site: Proxied, readers: int, clicks: int) -> tuple[float, float]:
    """Print a line of the table; the 95th percentile of a click's seconds, and a click's processor seconds."""
    used, began = site.cpu_seconds(), time.perf_counter()
    met = meet(site, CLICKS[name], readers, clicks)
    each = [now - before for now, before in zip(site.cpu_seconds(), used, strict=True)]
    runs = len(met.seconds) + readers  # the first page of each too
    median, slowest = statistics.median(met.seconds), percentile_95(met.seconds)
    shares = ", ".join(f"{one / (time.perf_counter() - began):.2f}" for one in each)
    print(
        f"| {name} | {readers} | {median:.3f} | {slowest:.3f} | {1000 * sum(each) / runs:.0f} | {shares} "
        f"| {(met.during - met.before) / readers / 1e6:.1f} | {len(met.errors)} | {os.getloadavg()[0]:.1f} |",
        flush=True,
    )
    for error in sorted(set(met.errors))[:5]:
        print(f"    {error}")
    return slowest, sum(each) / runs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, required=True)
    parser.add_argument("--viewer", default="public", help="whose rights the readers have")
    parser.add_argument("--readers", type=int, nargs="*", default=[10, 50, 100])
    parser.add_argument("--clicks", type=int, default=5)
    arguments = parser.parse_args()
    if not Path("/usr/sbin/nginx").exists() and not shutil.which("nginx"):
        sys.exit("nginx is not installed")
    print("| | readers | click, median s | 95 % | processor ms per click | of a processor, by process "
          "| MB per session | errors | load |\n|---|---:|---:|---:|---:|---|---:|---:|---:|", flush=True)  # fmt: skip
    with ExitStack() as stack:
        sites = {
            "floor": stack.enter_context(proxied(None, arguments.viewer)),
            "dashboard": stack.enter_context(proxied(arguments.warehouse, arguments.viewer)),
        }
        wait_until_prepared(arguments.warehouse, arguments.viewer)
        for readers in arguments.readers:
            measured = {name: crowd(name, site, readers, arguments.clicks) for name, site in sites.items()}
            slowest, used = (measured["dashboard"][at] / measured["floor"][at] for at in (0, 1))
            print(f"    dashboard / floor: 95 % of clicks {slowest:.2f}, processor per click {used:.2f}", flush=True)


if __name__ == "__main__":
    main()
