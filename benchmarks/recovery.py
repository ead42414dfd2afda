"""What is lost when builds are killed, disks fill up, clocks go back and folders vanish: figures, not promises.

Every build runs in a process of its own, with the real certifier, on synthetic stays. `kill -9` meets
the building process alone, so what it had started must end by itself. Half of the kills fall anywhere in a build, half
while it is published. A full disk needs the right to mount a small one; without it that part is left out, and said so.

    nice python benchmarks/recovery.py --kills 100 --rows 20_000
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
from synthetic import write, write_references

from models.config import load_config
from pipelines import build as building
from pipelines.warehouse import DATABASE, Warehouse

ORPHANED_AFTER = 2.0  # seconds in which what a killed build had started must be gone
MEGABYTE = 1_000_000
LEFT = (1, 3, 6, 10, 15, 22, 30, 40)  # megabytes of room, of eight full disks


def run_build(inbox: Path, warehouse: Path, days_back: int) -> None:
    """The process that builds: says each stage as it begins, and how it ended."""
    print("ready", flush=True)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.now(tz) - timedelta(days=days_back)  # type: ignore[arg-type]

    if days_back:
        building.datetime = Clock  # type: ignore[misc]
    printed = set[str]()

    def progress(stage: str, _done: int, _total: int) -> None:
        if stage not in printed:
            printed.add(stage)
            print(stage, flush=True)

    try:
        report = building.build(load_config(), inbox, warehouse, progress)
        print(f"ended {report.build} {report.published}", flush=True)
    except building.BuildRefused as error:
        print(f"refused {str(error).splitlines()[0]}", flush=True)


@contextmanager
def started(inbox: Path, warehouse: Path, days_back: int = 0) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, __file__, "--build", str(inbox), str(warehouse), str(days_back)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process


def built(inbox: Path, warehouse: Path, days_back: int = 0) -> list[str]:
    """What a whole build said, line by line."""
    with started(inbox, warehouse, days_back) as process:
        assert process.stdout is not None
        return process.stdout.read().splitlines()


def helpers_of(process: int) -> list[int]:
    children = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == process and fields[0] != "Z":
                children.append(int(path.parent.name))
    return children


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def stays_of(database: Path) -> int:
    with duckdb.connect(database, read_only=True) as connection:
        [(rows,)] = connection.execute("select count(*) from facts.stays").fetchall()
    return int(rows)


def problems(home: Warehouse, expected: int, before: str) -> list[str]:
    """What is wrong with a warehouse after a build was cut short."""
    messages = []
    current = home.current()
    if current is None or current.id < before:
        return [f"the pointer went from {before} to {current and current.id}"]
    for ref in home.builds():
        try:
            if ref.manifest()["build"] != ref.id or stays_of(ref.path / DATABASE) != expected:
                messages.append(f"{ref.id} is half a build")
        except Exception as error:
            messages.append(f"{ref.id}: {error}")
    return messages


def kill_builds(inbox: Path, home: Warehouse, kills: int, seed: int) -> None:
    begun = time.perf_counter()
    built(inbox, home.root)
    lasts = time.perf_counter() - begun
    current = home.current()
    assert current is not None
    expected, draw, outcomes, slowest = stays_of(current.database), random.Random(seed), Counter[str](), 0.0
    for kill in range(kills):
        before = home.current()
        assert before is not None
        if draw.random() < 0.5:
            shutil.rmtree(home.staging)
        with started(inbox, home.root) as process:
            at_publishing = kill % 2 == 1
            if at_publishing:
                assert process.stdout is not None
                while process.stdout.readline().strip() not in ("publish", ""):
                    pass
            time.sleep(draw.random() * (0.4 if at_publishing else lasts))
            helpers = helpers_of(process.pid)
            process.kill()
            gone = time.perf_counter()
        while any(map(is_running, helpers)) and time.perf_counter() < gone + 30:
            time.sleep(0.02)
        orphaned = time.perf_counter() - gone
        slowest = max(slowest, orphaned)
        outcomes["with a process left after 2 s"] += orphaned > ORPHANED_AFTER
        for helper in filter(is_running, helpers):
            os.kill(helper, signal.SIGKILL)
        after = home.current()
        outcomes["killed after publishing"] += after is not None and after.id != before.id
        for problem in problems(home, expected, before.id):
            outcomes["damaged"] += 1
            print(f"  kill {kill}: {problem}")
        if kill % 10 == 9:
            clean = built(inbox, home.root)[-1]
            whole = clean.startswith("ended") and not list((home.root / "builds").glob(".tmp-*"))
            outcomes["followed by a build that failed or left litter"] += not whole
            print(f"  after {kill + 1} kills: {outcomes['damaged']} damaged, {len(home.builds())} builds are kept")
    print(f"{kills} builds killed with kill -9 (a whole one lasts {lasts:.1f} s):")
    for outcome in (
        "damaged", "followed by a build that failed or left litter", "with a process left after 2 s",
        "killed after publishing",
    ):  # fmt: skip
        print(f"  {outcomes[outcome]:3} {outcome}")
    print(f"  helpers were gone after {slowest:.2f} s at most")


def fill_disks(inbox: Path, folder: Path) -> None:
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400m", "none", disk]
    if os.geteuid() or subprocess.run(mount, check=False).returncode:
        print("disks could not be filled: this account may not mount one")
        return
    try:
        home = Warehouse(disk / "warehouse")
        built(inbox, home.root)
        current = home.current()
        assert current is not None
        expected = stays_of(current.database)
        for left in LEFT:
            shutil.rmtree(home.staging)
            before = home.current()
            assert before is not None
            with (disk / "ballast").open("wb") as ballast:
                ballast.truncate(0)
                room = shutil.disk_usage(disk).free - left * MEGABYTE
                os.posix_fallocate(ballast.fileno(), 0, max(room, 1))
            output = built(inbox, home.root)
            (disk / "ballast").unlink()
            wrong = problems(home, expected, before.id)
            stage = output[-2] if len(output) > 1 else "start"
            ended = output[-1].split()[0] if output else "no word"
            print(f"  {left:3} MB left: {ended} at {stage}; {'; '.join(wrong) or 'nothing lost'}")
        print(f"  with room again: {built(inbox, home.root)[-1].split()[0]}")
    finally:
        subprocess.run(["umount", disk], check=True)


def turn_clocks_back(inbox: Path, home: Warehouse) -> None:
    for days in (1, 400):
        before = home.current()
        assert before is not None
        output = built(inbox, home.root, days)
        after = home.current()
        assert after is not None
        which = "later" if after.id > before.id else "NOT later"
        print(f"  clock {days} days back: {output[-1].split()[0]}, {which} than the build before")


def take_folders_away(inbox: Path, home: Warehouse) -> None:
    for name, folder in (("inbox", inbox), ("warehouse", home.root)):
        for stage in ("read", "load"):
            before = home.current()
            assert before is not None
            away = folder.with_name(f"{folder.name}-away")
            shutil.rmtree(home.staging)
            with started(inbox, home.root) as process:
                assert process.stdout is not None
                while process.stdout.readline().strip() not in (stage, ""):
                    pass
                folder.rename(away)
                output = process.stdout.read().splitlines()
            shutil.rmtree(folder, ignore_errors=True)  # what a build made anew at its place
            away.rename(folder)
            current = home.current()
            assert current is not None
            ended = output[-1].split()[0] if output else "no word"
            wrong = problems(home, stays_of(current.database), before.id)
            print(f"  {name} gone at {stage}: {ended}; {len(wrong)} damaged")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--build", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.build:
        run_build(Path(arguments.build[0]), Path(arguments.build[1]), int(arguments.build[2]))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        inbox, home = folder / "inbox", Warehouse(folder / "warehouse")
        write(inbox, "stays", arguments.rows)
        write_references(inbox)
        kill_builds(inbox, home, arguments.kills, arguments.seed)
        print("disks filled while building:")
        fill_disks(inbox, folder)
        print("clocks and folders:")
        turn_clocks_back(inbox, home)
        take_folders_away(inbox, home)


if __name__ == "__main__":
    main()
