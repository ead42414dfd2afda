"""Measures both engines on stays by the million: making the fact of stays, then some questions about it.

    python benchmarks/engines.py --rows 10000000 --folder FOLDER duckdb 'local[1]' 'local[2]' spark://127.0.0.1:7077

Rows are drawn once per size and kept in the folder; each engine starts from the same Parquet, in a process of its own.
Answers that differ end the run.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
from many_stays import needed, stage
from sqlglot import exp

from models.catalogue import load_indicators
from models.compiling import compile_question
from models.engines.table_location import Place
from models.question import Question

QUESTIONS = (
    Question("outgoing_stays", by=("year",)),
    Question("exchange_balance", by=("year", "faculty")),
    Question("priority_country_share", by=("year", "country")),
    Question("outgoing_stays", by=("year", "department", "degree_level", "gender")),
)
Rows = list[tuple[object, ...]]


def with_duckdb(place: Place, folder: Path) -> tuple[Callable[[], None], Callable[[exp.Expr], Rows]]:
    """How DuckDB makes the facts, and how it answers."""
    database = folder / "duckdb.build"
    database.unlink(missing_ok=True)
    connection = duckdb.connect(database)
    for schema in ("feeds", "codes", "meta", "dims", "facts"):
        connection.execute(f"create schema {schema}")
    for schema, name in place.tables:
        connection.execute(f"create view {schema}.{name} as from read_parquet('{place.path(schema, name)}/*.parquet')")

    def make() -> None:
        for (schema, name), query in needed().items():
            created = exp.Create(this=exp.table_(name, db=schema), kind="TABLE", expression=query)
            connection.execute(created.sql("duckdb"))

    return make, lambda query: connection.execute(query.sql("duckdb")).fetchall()


def with_spark(place: Place, master: str, folder: Path) -> tuple[Callable[[], None], Callable[[exp.Expr], Rows]]:
    """How Spark makes the facts, and how it answers."""
    from models.engines.spark import ParquetTables, SparkEngine
    from models.engines.spark_session import spark_session

    session = spark_session(master)
    made = ParquetTables(session, Place(str(folder.resolve() / f"made-{time.time_ns()}")))
    engine = SparkEngine(session, made, ParquetTables(session, place))

    def make() -> None:
        for (schema, name), query in needed().items():
            made.write(schema, name, engine.frame(query), small=name != "stays")

    return make, engine.rows


def measure(engine: str, folder: Path, rows: int) -> None:
    """Print, as JSON, the seconds of each step, and what was answered."""
    place = stage(folder, rows)
    make, answer = with_duckdb(place, folder) if engine == "duckdb" else with_spark(place, engine, folder)
    began = time.perf_counter()
    make()
    seconds = {"facts": time.perf_counter() - began}
    answers = []
    for number, question in enumerate(QUESTIONS, 1):
        query = compile_question(question, load_indicators()[question.indicator])
        began = time.perf_counter()
        answers.append(sorted(map(repr, answer(query))))
        seconds[f"question {number}"] = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "answers": answers}))


def main() -> None:
    """Measure every engine named, one after another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engines", nargs="+")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    folder = chosen.folder / str(chosen.rows)
    if chosen.inside:
        measure(chosen.engines[0], folder, chosen.rows)
        return
    stage(folder, chosen.rows)
    answered = None
    for engine in chosen.engines:
        command = [sys.executable, __file__, engine, "--rows", str(chosen.rows)]
        run = subprocess.run(
            [*command, "--folder", chosen.folder, "--inside"], capture_output=True, text=True, check=False
        )
        if run.returncode:
            sys.exit(f"{engine}: {run.stderr[-2000:]}")
        result = json.loads(run.stdout.splitlines()[-1])
        print(engine, *(f"{step} {seconds:.1f} s" for step, seconds in result["seconds"].items()), sep="  ", flush=True)
        answered = answered or result["answers"]
        if result["answers"] != answered:
            sys.exit(f"{engine} answers otherwise than {chosen.engines[0]}")


if __name__ == "__main__":
    main()
