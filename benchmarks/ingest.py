"""How long rows take from csv to certified tables, beside DuckDB without checks and pandas with the same expectations.

Each contender runs in a process of its own, one after the other, on the same synthetic stays and enrolments (as many of
each); their order is turned round in every other round. The wall clock of a process counts, and the seconds of
processor that it and those it started took; the facts that ours would count of the rows are left out, as the others
have none. A rebuild changes one file of stays, of twenty; beside it stands a build of that file alone.

    python benchmarks/ingest.py --rows 1_000_000 --rounds 2
    python benchmarks/ingest.py --rows 10_000_000 --without pandas
    python benchmarks/ingest.py --rows 1_000_000 --rebuild
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from contenders import CONTENDERS, FEEDS
from synthetic import write, write_references

HERE = Path(__file__).parent
FILES = 20  # of a feed, in a rebuild


def run(name: str, inbox: Path, work: Path) -> dict[str, Any]:
    """Wall seconds, CPU seconds of the process and those it started, seconds by stage and peak memory of a run."""
    command = [sys.executable, str(HERE / "contenders.py"), name, str(inbox), str(work)]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=HERE.parent) as process:
        output = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name} failed")
    answer: dict[str, Any] = json.loads(output.splitlines()[-1])
    return answer | {"wall": time.perf_counter() - start, "cpu": used.ru_utime + used.ru_stime}


def compare(rows: int, rounds: int, names: list[str], folder: Path) -> None:
    for feed in FEEDS:
        write(folder / "inbox", feed, rows)
    write_references(folder / "inbox")
    by_name: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            work = folder / "work"
            work.mkdir()
            by_name[name].append(run(name, folder / "inbox", work))
            shutil.rmtree(work)
    took = {
        kind: {name: statistics.median(result[kind] for result in results) for name, results in by_name.items()}
        for kind in ("wall", "cpu", "megabytes")
    }
    print(f"{rows:,} stays and {rows:,} enrolments, {os.cpu_count()} cores, median of {rounds}")
    for name, results in by_name.items():
        last = results[-1]
        stages = " · ".join(f"{stage} {seconds:.1f}" for stage, seconds in last["seconds"].items())
        wall, cpu, memory = (medians[name] for medians in took.values())
        print(f"{name:7} {wall:8.1f} s  cpu {cpu:7.1f} s  {memory:7.0f} MB  last run: {stages}")
    for name in names:
        if name != "ours":
            ratios = (f"{kind} {medians['ours'] / medians[name]:.2f}" for kind, medians in took.items())
            print(f"ours / {name}: {', '.join(ratios)}")


def rebuild(rows: int, folder: Path) -> None:
    paths = [path for feed in FEEDS for path in write(folder / "inbox", feed, rows, FILES)]
    write_references(folder / "inbox")
    work = folder / "work"
    work.mkdir()
    first = run("ours", folder / "inbox", work)
    lines = paths[0].read_text(encoding="utf-8").splitlines(keepends=True)
    paths[0].write_text("".join(lines[:-1]), encoding="utf-8")
    again = run("ours", folder / "inbox", work)
    (folder / "alone" / "stays").mkdir(parents=True)
    shutil.copy(paths[0], folder / "alone" / "stays")
    write_references(folder / "alone")
    (folder / "other").mkdir()
    alone = run("ours", folder / "alone", folder / "other")
    print(f"{rows:,} stays and {rows:,} enrolments in {FILES} files each, {os.cpu_count()} cores; one file changed")
    runs = {"first": first, "rebuilt": again, "that file alone": alone}
    for stage in first["seconds"]:
        print(f"{stage:8}", " · ".join(f"{name} {result['seconds'][stage]:.1f} s" for name, result in runs.items()))
    for kind in ("wall", "cpu"):
        print(f"{kind:8}", " · ".join(f"{name} {result[kind]:.1f} s" for name, result in runs.items()), end=": ")
        print(f"{again[kind] / first[kind]:.2f} of the first, {again[kind] / alone[kind]:.2f} of that file alone")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="of each of the two feeds")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--without", choices=["pandas"], help="leave out the one that needs all rows in memory")
    parser.add_argument("--rebuild", action="store_true", help="measure a rebuild after a change instead")
    parser.add_argument("--folder", type=Path, help="where there is room; default: the system's temporary one")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        if arguments.rebuild:
            rebuild(arguments.rows, Path(folder))
        else:
            names = [name for name in CONTENDERS if name != arguments.without]
            compare(arguments.rows, arguments.rounds, names, Path(folder))


if __name__ == "__main__":
    main()
