"""How long the first answer about each table takes in a process that has just opened a build: public and employees.

A table is a fact by one of its dimensions: alone, and by faculty too. The definitions and the plan have been read, as a
dashboard has when it serves its first page. With `--prepare` what is suppressed is decided first and kept beside the
build, as it is where a dashboard serves the warehouse. CPU time is given too: it says more where other work runs.

    python -m benchmarks.first_answers --build demo/warehouse/builds/… [--prepare]
"""

import argparse
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from models.asking import ask
from models.config import load_config
from models.disclosure.deciding import forget
from models.disclosure.grain import UNIT_DIMENSIONS
from models.disclosure.preparing import prepare_tables
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild, open_build

PUBLIC, VIEWER = Viewer("public"), Viewer("viewer")
GOAL = 0.15  # seconds
PATIENCE = 3600.0


class First(NamedTuple):
    """A first answer: seconds by the clock, and of the processor."""

    table: str
    by: tuple[str, ...]
    wall: float
    cpu: float


def tables(build: OpenBuild) -> dict[tuple[str, str], str]:
    """An indicator for each fact by each of its dimensions."""
    listed: dict[tuple[str, str], str] = {}
    for indicator in build.indicators.values():
        if indicator.persons and indicator.compares is None and build.has_data(indicator):
            for fact in indicator.facts:
                for dimension in indicator.dimensions:
                    listed.setdefault((fact.name, dimension), indicator.id)
    return listed


def first_answers(build: OpenBuild, viewer: Viewer) -> Iterator[First]:
    """The first answer about each table that the viewer may ask for."""
    for (fact, dimension), indicator in sorted(tables(build).items()):
        has_faculty = "faculty" in build.indicators[indicator].dimensions and dimension not in UNIT_DIMENSIONS
        for by in (("year", dimension), *([("year", "faculty", dimension)] if has_faculty else ())):
            started, used = time.perf_counter(), time.process_time()
            with suppress(QuestionError):
                ask(Question(indicator, by), viewer, build)
                yield First(fact, by, time.perf_counter() - started, time.process_time() - used)


def main() -> None:
    """Print those that take longer than the goal, the slowest first, and how many do not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="the folder of a build")
    parser.add_argument("--prepare", action="store_true")
    arguments = parser.parse_args()
    build = open_build(arguments.build, load_config())
    _ = build.plan, dict(build.indicators)
    if arguments.prepare:
        started, used = time.perf_counter(), time.process_time()
        is_whole = prepare_tables(build, (VIEWER, PUBLIC), PATIENCE)
        seconds, cpu = time.perf_counter() - started, time.process_time() - used
        print(f"prepared{'' if is_whole else ' in part'} in {seconds:.0f} s ({cpu:.0f} s of processor)\n")
    print("| viewer | fact | by | ms | ms of processor |\n|---|---|---|---:|---:|")
    for viewer in (VIEWER, PUBLIC):
        forget(build)
        answers = sorted(first_answers(build, viewer), key=lambda each: -each.wall)
        slow = [each for each in answers if each.wall > GOAL]
        for each in slow:
            print(
                f"| {viewer} | {each.table} | {', '.join(each.by)} | {1000 * each.wall:.0f} | {1000 * each.cpu:.0f} |"
            )
        busy = sum(each.cpu > GOAL for each in answers)
        print(
            f"| {viewer} | all: {len(answers)} | slower: {len(slow)} by the clock, {busy} by processor | | |",
            flush=True,
        )


if __name__ == "__main__":
    main()
