"""A dashboard that is read while builds are published under it: its memory, and what the first visits to a build cost.

Readers come and go, ten views each, through the plan, topics, goals and units; every so many views a build of the same
files is published by `utsyn build`. Then the same views are opened twice: the first time after publishing, and again.
Works in a copy of the warehouse.

    python benchmarks/publishing.py --inbox demo/inbox --warehouse demo/warehouse
"""

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from served import CONFIG, VIEWER, Server, start, wait_until_prepared
from sessions import Met, Reader

TOPICS = ("mobility", "agreements", "process", "eu", "people", "home")
GOALS = ("O1", "A1", "A6", "SG-B1", "C1", "SG-D1", "D3", "SG-E2", "F1", "SG-G2", "H1")
CLICKED = tuple(f"goal={goal}&faculty={unit}" for goal in ("A1", "SG-D1") for unit in (63, 64, 65))
FIRST = ("", *(f"topic={topic}" for topic in TOPICS), *(f"goal={goal}" for goal in GOALS), *CLICKED)
UNITS = tuple(f"goal={goal}&faculty={unit}" for goal in ("SG-D1", "SG-E2", "F1") for unit in range(61, 68))
VIEWS = tuple(f"{view}&lang={lang}" for view in (*FIRST, *UNITS) for lang in ("nb", "en"))
OF_A_READER = 10
AT_ONCE = 4
NOTICED = 5  # seconds; a server looks for a new build every second, an open page every 20


def publish(inbox: Path, warehouse: Path, viewer: str) -> None:
    """A build of the same files, by the command that everybody uses."""
    command = [
        sys.executable,
        "-c",
        "from dashboard.cli import main; main()",
        "--config",
        CONFIG,
        "build",
        "--as-of",
        "2026-01-31",
    ]
    environment = os.environ | {VIEWER: viewer}
    subprocess.run(
        [*map(str, command), "--inbox", str(inbox), "--warehouse", str(warehouse)],
        check=True, stdout=subprocess.DEVNULL, env=environment,
    )  # fmt: skip


async def view(server: Server, views: Iterator[str], most: int, number: int) -> Met:
    """So many views, by readers who come and go."""
    met = Met()

    async def some() -> None:
        nonlocal number
        while addresses := list(islice(views, OF_A_READER)):
            number += 1
            async with Reader(server, number % 1000, met) as reader:
                for address in addresses:
                    met.seconds.append(await reader.go(address))

    views = islice(views, most)
    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    return met


async def visits(server: Server, number: int) -> list[tuple[float, float]]:
    """Wall and processor seconds of each view, opened by one reader."""
    met, spent = Met(), []
    async with Reader(server, number, met) as reader:
        for address in FIRST:
            used = server.cpu_seconds()
            seconds = await reader.go(address)
            await asyncio.sleep(0.1)  # what the server does after its answer counts too
            spent.append((seconds, server.cpu_seconds() - used))
    return spent


def closed(server: Server) -> int:
    """Files that are gone from their folders and still open."""
    folder = Path(f"/proc/{server.process.pid}/fd")
    names = []
    for path in folder.iterdir():
        try:
            names.append(str(path.readlink()))
        except OSError:  # closed meanwhile
            continue
    return sum(name.endswith("(deleted)") and ".duckdb" in name for name in names)


def opened(server: Server) -> int:
    """Databases that are open."""
    folder = Path(f"/proc/{server.process.pid}/fd")
    texts = set()
    for path in folder.iterdir():
        try:
            texts.add(str(path.readlink()))
        except OSError:
            continue
    return sum("build.duckdb" in name for name in texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inbox", type=Path, required=True)
    parser.add_argument("--warehouse", type=Path, required=True)
    parser.add_argument("--viewer", default="viewer")
    parser.add_argument("--views", type=int, default=2000)
    parser.add_argument("--builds", type=int, default=5)
    parser.add_argument("--step", type=int, default=200)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        warehouse = Path(shutil.copytree(arguments.warehouse, Path(folder) / "warehouse"))
        publish(arguments.inbox, warehouse, arguments.viewer)
        server = start(warehouse, arguments.viewer)
        try:
            wait_until_prepared(warehouse, arguments.viewer)
            read(server, arguments, warehouse)
        finally:
            server.stop()


def read(server: Server, arguments: argparse.Namespace, warehouse: Path) -> None:
    """Open views and publish builds; print the memory after each step, and first visits beside second ones."""
    views, done, published = cycle(VIEWS), 0, 0
    every = arguments.views // (arguments.builds + 1)
    print("| views | builds published | MB held | databases open | of them removed | ms per view | errors |")
    print("|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    ratios = []
    while done < arguments.views:
        if done >= (published + 1) * every and published < arguments.builds:
            publish(arguments.inbox, warehouse, arguments.viewer)
            published += 1
            time.sleep(NOTICED)
            ratios.append(first_and_second(server, done))
        met = asyncio.run(view(server, views, arguments.step, done))
        done += arguments.step
        time.sleep(1)
        print(
            f"| {done} | {published} | {server.resident_bytes() / 1e6:.0f} | {opened(server)} | {closed(server)} "
            f"| {1000 * statistics.median(met.seconds):.0f} | {len(met.errors)} |",
            flush=True,
        )
        for error in sorted(set(met.errors))[:3]:
            print(f"    {error}")
    for at, what in enumerate(("seconds", "processor seconds")):
        print(f"first visit / second, {what}: " + ", ".join(f"{ratio[at]:.2f}" for ratio in ratios))


def first_and_second(server: Server, number: int) -> tuple[float, float]:
    """How much longer the first visits to a build took than the second ones, by the clock and by processor."""
    first, second, third = (asyncio.run(visits(server, number + at)) for at in range(3))
    spent = [[sum(one[at] for one in each) for at in (0, 1)] for each in (first, second, third)]
    return spent[0][0] / min(spent[1][0], spent[2][0]), spent[0][1] / min(spent[1][1], spent[2][1])


if __name__ == "__main__":
    main()
