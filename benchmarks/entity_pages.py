"""What the pages of partners, agreements, programmes, projects, calls, countries and units cost the server.

Some of each kind, spread over their register, are opened three times by one reader: by a process that computes what
nobody asked before, then by a second one, to which the build is warm: a first visit, and the next. Processor time is
the server's, what it does after its answer included. Works in a copy of the warehouse.

    python benchmarks/entity_pages.py --warehouse demo/warehouse --viewer viewer
"""

import argparse
import asyncio
import shutil
import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

from served import CONFIG, Server, start
from sessions import Met, Reader

from dashboard.entities import entities
from models.config import load_config
from models.question import Viewer
from models.registers import entries, registers
from models.store import OpenBuild, open_build
from pipelines.warehouse import Warehouse

GOAL = 300  # milliseconds
AFTER = 0.1  # seconds
CACHE = shutil.ignore_patterns("cache")  # what an earlier server computed
NOBODY = {"unknown", "several", "none", "other"}


def addresses(build: OpenBuild, viewer: Viewer, of_each: int) -> dict[str, list[str]]:
    """So many pages of each kind, from the first of its register to the last."""
    pages = {}
    for kind, entity in entities().items():
        if entity.register_:
            column = entity.key or registers()[entity.register_].key
            keys = [str(row[column]) for row in entries(entity.register_, viewer, build) if row[column]]
        else:
            keys = list(build.labels.get(kind, {}))
        every = [key for key in dict.fromkeys(keys) if key not in NOBODY]
        step = max(1, len(every) // of_each)
        pages[kind] = [f"view={kind}&id={key}&lang=en" for key in every[::step][:of_each]]
    return pages


async def idle(server: Server) -> None:
    """Wait until the server has imported its pages and read what it keeps in memory, as it does after its start."""
    before = -1.0
    while server.cpu_seconds() > before:
        before = server.cpu_seconds()
        await asyncio.sleep(1)


async def visits(server: Server, pages: dict[str, list[str]], number: int) -> tuple[dict[str, list[float]], list[str]]:
    """Milliseconds of processor for each page of each kind, and errors."""
    met = Met()
    spent: dict[str, list[float]] = {kind: [] for kind in pages}
    async with Reader(server, number, met) as reader:
        await reader.go("view=list&lang=en")
        await idle(server)
        for kind, each in pages.items():
            for address in each:
                used = server.cpu_seconds()
                await reader.go(address)
                await asyncio.sleep(AFTER)
                spent[kind].append(1000 * (server.cpu_seconds() - used))
    return spent, met.errors


def main() -> None:
    """Measure, and print a row per kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, required=True)
    parser.add_argument("--viewer", default="viewer")
    parser.add_argument("--of-each", type=int, default=5)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        warehouse = Path(shutil.copytree(arguments.warehouse, Path(folder) / "warehouse", ignore=CACHE))
        published = Warehouse(warehouse).current()
        if published is None:
            raise SystemExit(f"{warehouse} has no published build")
        build = open_build(published.path, load_config(CONFIG))
        pages = addresses(build, Viewer.parse(arguments.viewer), arguments.of_each)
        shown(pages, measured(warehouse, arguments.viewer, pages))


def measured(warehouse: Path, viewer: str, pages: dict[str, list[str]]) -> list[dict[str, list[float]]]:
    """The visits of a first process, and the first and second ones of a second process."""
    rounds, errors = [], []
    for often in (1, 2):
        server = start(warehouse, viewer)
        try:
            for number in range(often):
                spent, failed = asyncio.run(visits(server, pages, number))
                rounds.append(spent)
                errors += failed
        finally:
            server.stop()
    if errors:
        raise SystemExit("\n".join(errors))
    return rounds


def shown(pages: dict[str, list[str]], rounds: list[dict[str, list[float]]]) -> None:
    """Print medians and the slowest of each kind."""
    print("| page | computed | second process, first visit | slowest | next visit | slowest | |")
    print("|---|---:|---:|---:|---:|---:|---|")
    for kind in pages:
        computed, first, again = (each[kind] for each in rounds)
        is_met = max(first) <= GOAL
        cells = [
            statistics.median(computed),
            statistics.median(first),
            max(first),
            statistics.median(again),
            max(again),
        ]
        figures = " | ".join(f"{cell:,.0f} ms" for cell in cells)
        print(f"| {kind} | {figures} | under {GOAL} ms: {'met' if is_met else '**not met**'} |")


if __name__ == "__main__":
    main()
