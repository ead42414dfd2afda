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
from unittest import mock

FEEDS = ("stays", "enrolments")
os.environ.pop("UTSYN_PERSON_KEY", None)


def ours(inbox: Path, work: Path) -> dict[str, float]:
    """A whole build but for the facts that indicators are counted over, which the others have no counterpart to."""
    from models.config import load_config
    from pipelines.build import STAGES, build

    seconds = dict.fromkeys(STAGES, 0.0)
    running, since = "read", time.perf_counter()

    def progress(stage: str, _done: int, _total: int) -> None:
        nonlocal running, since
        now = time.perf_counter()
        seconds[running] += now - since
        running, since = stage, now

    with mock.patch("pipelines.building.tables.make_facts"):
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


def pandas(inbox: Path, work: Path) -> dict[str, float]:
    """The same csv as pandas frames, every row judged by the same contracts' expectations, and loaded."""
    warnings.simplefilter("ignore")
    from plain_pandas import load

    return load(inbox, work / "pandas.duckdb", FEEDS)


CONTENDERS: dict[str, Callable[[Path, Path], dict[str, float]]] = {"ours": ours, "duckdb": duckdb, "pandas": pandas}

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    name, inbox, work = sys.argv[1:]
    seconds = CONTENDERS[name](Path(inbox), Path(work))
    # The certifier runs beside the build: at worst both are at their peak at once.
    kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "megabytes": kilobytes / 1024}))
