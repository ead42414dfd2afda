"""What `ingest.py` compares, each in a process of its own: prints its seconds by stage and its peak memory as JSON.

python benchmarks/contenders.py ours INBOX WORK
"""

import json
import os
import resource
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

FEEDS = ("stays", "enrolments")
os.environ.pop("UTSYN_PERSON_KEY", None)


def ours(inbox: Path, work: Path) -> dict[str, float]:
    """A whole build. `count`, the facts that indicators are counted over, is what the others have no counterpart to."""
    from models.config import load_config
    from pipelines.build import STAGES, build

    seconds = dict.fromkeys(STAGES, 0.0)
    running, since = "read", time.perf_counter()

    def progress(stage: str, _done: int, _total: int) -> None:
        nonlocal running, since
        now = time.perf_counter()
        seconds[running] += now - since
        running, since = stage, now

    report = build(load_config(), inbox, work / "warehouse", progress)
    if not report.published:
        raise SystemExit("\n".join(report.reasons))
    return seconds


def duckdb(inbox: Path, work: Path) -> dict[str, float]:
    """The same csv straight into tables; nothing is checked."""
    import duckdb

    start = time.perf_counter()
    with duckdb.connect(work / "straight.duckdb") as connection:
        for feed in FEEDS:
            connection.execute(
                f"create or replace table {feed} as from read_csv($files)", {"files": f"{inbox}/{feed}/*.csv"}
            )
    return {"read": time.perf_counter() - start}


def pandas(inbox: Path, _work: Path) -> dict[str, float]:
    """The same csv as pandas frames, every row judged by the same contracts' expectations; nothing is loaded."""
    warnings.simplefilter("ignore")
    import duckdb
    import great_expectations as gx
    import great_expectations.expectations as gxe
    import pandas as pd
    from great_expectations.data_context.types.base import ProgressBarsConfig

    from data_contracts.certify import EXPECTATIONS, expectation
    from data_contracts.reading import load_contract

    text = ("id", "code", "text")
    seconds = {"read": 0.0, "certify": 0.0}
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for feed in FEEDS:
        start = time.perf_counter()
        contract = load_contract(feed)
        kinds = {column.name: "str" for column in contract.columns if column.type in text}
        dates = [column.name for column in contract.columns if column.type == "date"]
        files = sorted((inbox / feed).glob("*.csv"))
        frame = pd.concat([pd.read_csv(file, dtype=kinds, parse_dates=dates) for file in files], ignore_index=True)
        seconds["read"] += time.perf_counter() - start
        start = time.perf_counter()
        on_values = [rule for rule in contract.rules if rule.kind in EXPECTATIONS]
        conditions = [rule for rule in contract.rules if rule.kind == "condition"]
        with duckdb.connect() as connection:
            connection.register("rows", frame)
            judged = ", ".join(f'coalesce({rule.condition}, false) as "{rule.name}"' for rule in conditions)
            frame = frame.join(connection.sql(f"select {judged} from rows").df())
        expectations = [
            *(expectation(rule, contract) for rule in on_values),
            *(gxe.ExpectColumnValuesToBeInSet(column=rule.name, value_set=[False]) for rule in conditions),
            gxe.ExpectCompoundColumnsToBeUnique(column_list=list(contract.key), ignore_row_if="never")
            if len(contract.key) > 1
            else gxe.ExpectColumnValuesToBeUnique(column=contract.key[0]),
        ]
        suite = gx.ExpectationSuite(feed, expectations=expectations)
        batch = context.data_sources.pandas_default.read_dataframe(frame)
        batch.validate(suite, result_format={"result_format": "BASIC", "partial_unexpected_count": 0})
        seconds["certify"] += time.perf_counter() - start
    return seconds


CONTENDERS: dict[str, Callable[[Path, Path], dict[str, float]]] = {"ours": ours, "duckdb": duckdb, "pandas": pandas}

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    name, inbox, work = sys.argv[1:]
    seconds = CONTENDERS[name](Path(inbox), Path(work))
    # The certifier runs beside the build: at worst both are at their peak at once.
    kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "megabytes": kilobytes / 1024}))
