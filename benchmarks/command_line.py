"""How much processor time short commands take, as multiples of importing what they rest on, in the same run.

    python benchmarks/command_line.py [--runs 9] [--warehouse FOLDER]

Without a warehouse a small synthetic university is built first, and six of its files by themselves, timed. Commands and
imports take turns, and of each the fastest run counts, so that a busy machine slows all of them alike. Ends with 1
where a command is above its limit.
"""

import argparse
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

IMPORTS = "import polars, duckdb, sqlglot, pydantic, typer, rich"
UTSYN = "from dashboard.cli import main; main()"
LIMITS = {"--help": 0.2, "ask outbound_share --by year": 1.5, "status": 1.5}
SCALE = "0.05"
SIX = (
    "agreements/agreements.csv",
    "partners/partners.csv",
    "programmes/programmes.csv",
    "units/units.csv",
    "stays/stays_2012.csv",
    "graduates/graduates_2016.csv",
)
BUILDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--warehouse", type=Path)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        warehouse = arguments.warehouse or Path(folder) / "warehouse"
        if arguments.warehouse is None:
            inbox = ("--inbox", f"{folder}/inbox", "--warehouse", str(warehouse))
            run("-c", UTSYN, "demo", "--scale", SCALE, "--no-open", *inbox)
            print(f"utsyn build of six small files: {min(build(Path(folder)) for _ in range(BUILDS)):.2f} s")
        sys.exit(measure(warehouse, arguments.runs))


def measure(warehouse: Path, runs: int) -> int:
    """Print seconds and multiples of each command; 1 where one is above its limit."""
    at = ("--warehouse", str(warehouse))
    commands = {name: ("-c", UTSYN, *name.split(), *(() if name == "--help" else at)) for name in LIMITS}
    fastest = dict.fromkeys((IMPORTS, *commands), float("inf"))
    for _ in range(runs):
        for name in fastest:
            fastest[name] = min(fastest[name], run(*commands.get(name, ("-c", IMPORTS))))
    imports = fastest.pop(IMPORTS)
    print(f"{IMPORTS}: {imports:.2f} s")
    for name, seconds in fastest.items():
        print(f"utsyn {name}: {seconds:.2f} s, {seconds / imports:.2f} times (at most {LIMITS[name]})")
    return int(any(seconds > LIMITS[name] * imports for name, seconds in fastest.items()))


def build(folder: Path) -> float:
    """Processor seconds of building six files into an empty warehouse."""
    few, warehouse = folder / "few", folder / "warehouse_of_few"
    for file in SIX:
        (few / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / "inbox" / file, few / file)
    shutil.rmtree(warehouse, ignore_errors=True)
    return run("-c", UTSYN, "build", "--as-of", "2026-01-31", "--inbox", str(few), "--warehouse", str(warehouse))


def run(*arguments: str) -> float:
    """Run Python with these arguments; the processor seconds that it took, its own and the system's."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run((sys.executable, *arguments), check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
