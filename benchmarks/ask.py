"""How long `ask` takes, beside the SQL that somebody writes by hand for the same numbers, in the same run.

Twenty questions (`ask_questions.yaml`) are put to builds of 1, 10 and 100 million rows in each of the largest facts,
made from a small demo, with roll-ups as a build has them; the SQL reads the facts. The two ways take turns, and what
`ask` gives is checked against what the SQL gives first. CPU time is given too: it says more where other work runs.

    python benchmarks/ask.py --scale 1 10 100
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb
from enlarging import enlarge

from data_contracts.yaml_text import parse_yaml
from models.answer import Answer, Sign
from models.asking import ask
from models.catalogue import load_indicators
from models.config import load_config
from models.engines.duckdb import SAFE
from models.engines.for_build import DATABASE
from models.making.rollups import roll_up
from models.question import Question, Viewer
from models.store import OpenBuild, open_build
from pipelines.warehouse import Warehouse

QUESTIONS = Path(__file__).with_name("ask_questions.yaml")
CONFIG = load_config()
LARGEST = ("stays", "students", "graduations")
MILLION = 1_000_000
DEMO = 0.1
RATIO, MORE = 1.2, 5.0  # ask may take so many times the query's, and so many milliseconds more
SLOWEST = {1: 50.0, 100: 300.0}  # milliseconds that 19 of 20 answers take at most
Cells = tuple[object, ...]


@dataclass(frozen=True)
class Asked:
    """A question with its viewer and the SQL written by hand."""

    name: str
    question: Question
    viewer: Viewer
    sql: str

    @property
    def dimensions(self) -> int:
        return len(self.question.by)


class Spent(NamedTuple):
    """Milliseconds by the clock on the wall, and of work on every core."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Timed:
    """Milliseconds: of the first answer of a build, of each later one, and of the query written by hand."""

    first: Spent
    both: list[tuple[Spent, Spent]]

    @property
    def ask(self) -> list[float]:
        return [ask.wall for ask, _ in self.both]

    @property
    def query(self) -> list[float]:
        return [query.wall for _, query in self.both]

    @property
    def cpu(self) -> tuple[float, float]:
        """Of the query and of `ask`, each the median."""
        return statistics.median(query.cpu for _, query in self.both), statistics.median(
            ask.cpu for ask, _ in self.both
        )

    @property
    def allowed(self) -> float:
        return RATIO * statistics.median(self.query) + MORE


def questions() -> list[Asked]:
    """The twenty questions."""
    read = []
    for entry in parse_yaml(QUESTIONS.read_text(encoding="utf-8")):
        name, viewer, sql = (entry.pop(key) for key in ("name", "viewer", "sql"))
        where = {dimension: tuple(members) for dimension, members in entry.pop("where", {}).items()}
        lists = {key: tuple(entry.pop(key)) for key in ("by", "years") if key in entry}
        read.append(Asked(name, Question(**entry, **lists, where=where), Viewer.parse(viewer), sql))
    return read


def small_demo(folder: Path) -> Path:
    """A build of a tenth of the demo's persons."""
    arguments = ["demo", "--no-open", "--scale", DEMO, "--inbox", folder / "inbox", "--warehouse", folder / "warehouse"]
    run = "import sys; from dashboard.cli import main; sys.exit(main(sys.argv[1:]))"
    subprocess.run([sys.executable, "-c", run, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
    built = Warehouse(folder / "warehouse").current()
    assert built is not None
    return built.path


def rolled_up(connection: duckdb.DuckDBPyConnection) -> str:
    """Make the roll-ups, and say what they cost."""
    before = _megabytes(connection)
    time_spent = spent(lambda: roll_up(connection, load_indicators().values()))
    connection.execute("checkpoint")
    [(number, rows)] = connection.execute(
        "select count(*), sum(rows) from (select distinct rollup, rows from meta.rollups)"
    ).fetchall()
    return (
        f"{number} roll-ups of {rows:,} rows in {time_spent.wall / 1000:.0f} s ({time_spent.cpu / 1000:.0f} s of CPU);"
        f" {before:.0f} MB before, {_megabytes(connection):.0f} MB with them"
    )


def _megabytes(connection: duckdb.DuckDBPyConnection) -> float:
    connection.execute("checkpoint")
    [(size,)] = connection.execute("select used_blocks * block_size / 1e6 from pragma_database_size()").fetchall()
    return float(size)


def rows_of(small: OpenBuild, questions: list[Asked], scale: float) -> dict[str, int]:
    """How many rows each fact that is asked of gets: the largest `scale` million, the others as a demo so large has."""
    facts = {fact.name for each in questions for fact in small.indicators[each.question.indicator].facts}
    rows = {}
    for fact in sorted(facts):
        [(few,)] = small.engine.rows(f"select count(*) from facts.{fact}")
        rows[fact] = int(scale * MILLION) if fact in LARGEST else int(int(str(few)) / DEMO * scale)
    return rows


def check(case: Asked, answer: Answer, by_hand: list[Cells]) -> None:
    """Stop where a figure shown is not the one counted by hand; what is rounded may be off by what rounding does."""
    counted = {row[: case.dimensions]: row[case.dimensions :] for row in by_hand}
    off = 2.5 if case.viewer.role == "public" else 1e-9
    for row in answer.rows:
        if row.sign == Sign.SUPPRESSED:
            continue
        shown = [number for number in (row.numerator, row.denominator) if number is not None]
        expected = [float(str(cell or 0)) for cell in counted.pop(tuple(row.key.values()))[: len(shown)]]
        if any(abs(a - b) > off for a, b in zip(shown, expected, strict=True)):
            raise SystemExit(f"{case.name}: {dict(row.key)}: ask says {shown}, the query {expected}")
    suppressed = {tuple(row.key.values()) for row in answer.rows if row.sign == Sign.SUPPRESSED}
    if missing := counted.keys() - suppressed:
        raise SystemExit(f"{case.name}: not in the answer: {missing}")


def spent(work: Callable[[], object]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def timed(case: Asked, build: OpenBuild, connection: duckdb.DuckDBPyConnection, times: int) -> Timed:
    """The same question again and again, by turns with the query."""

    def by_hand() -> list[Cells]:
        return connection.execute(case.sql).fetchall()

    def answered() -> Answer:
        return ask(case.question, case.viewer, build)

    expected = by_hand()
    first = spent(answered)
    check(case, answered(), expected)
    return Timed(first, [(spent(answered), spent(by_hand)) for _ in range(times)])


def percentile_95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def report(scale: float, measured: Mapping[str, Timed]) -> None:
    """A table in Markdown, and which goals are met."""
    print(f"\n### {scale:g} million rows\n")
    print("| Question | Query ms | `ask` ms | At most | | First | Query CPU | `ask` CPU | First CPU |")
    print("|---|---:|---:|---:|---|---:|---:|---:|---:|")
    for name, times in measured.items():
        median = statistics.median(times.ask)
        mark = "✓" if median <= times.allowed else "too slow"
        walls = " | ".join(f"{cell:.1f}" for cell in (statistics.median(times.query), median, times.allowed))
        others = " | ".join(f"{cell:.1f}" for cell in (times.first.wall, *times.cpu, times.first.cpu))
        print(f"| {name} | {walls} | {mark} | {others} |")
    within = sum(statistics.median(times.ask) <= times.allowed for times in measured.values())
    slowest = percentile_95([value for times in measured.values() for value in times.ask])
    goal = SLOWEST.get(int(scale))
    in_cpu = sum(ask <= RATIO * query + MORE for query, ask in (times.cpu for times in measured.values()))
    print(f"\n{within} of {len(measured)} within {RATIO:g} × the query + {MORE:g} ms; {in_cpu} by CPU time.", end=" ")
    print(f"95th percentile of all answers {slowest:.1f} ms" + (f" (goal: under {goal:g} ms)." if goal else "."))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, nargs="+", default=[1, 10, 100], help="millions of rows")
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--build", type=Path, help="the folder of a build of the demo at scale 0.1, made if not given")
    parser.add_argument("--folder", type=Path, help="where there is room (100 million rows: some 30 GB)")
    arguments = parser.parse_args()
    cases = questions()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        small = arguments.build or small_demo(Path(folder) / "demo")
        for scale in arguments.scale:
            home = Path(folder) / f"{scale:g}"
            rows = rows_of(open_build(small, CONFIG), cases, scale)
            start = time.perf_counter()
            with enlarge(small, home, rows) as connection:
                print(f"made {sum(rows.values()):,} rows in {time.perf_counter() - start:.0f} s", file=sys.stderr)
                print(rolled_up(connection), file=sys.stderr)
            build = open_build(home, CONFIG)
            with duckdb.connect(home / DATABASE, read_only=True, config=SAFE) as connection:
                report(scale, {each.name: timed(each, build, connection, arguments.times) for each in cases})
            (home / DATABASE).unlink()


if __name__ == "__main__":
    main()
