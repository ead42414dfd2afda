"""How long the annual report pack takes, both languages, and where the time goes. Needs a built warehouse.

python benchmarks/export.py --warehouse demo/warehouse --year 2025 --as public
"""

import argparse
import tempfile
import time
from pathlib import Path

from dashboard.report.contents import gather
from dashboard.report.pack import write_files
from models.config import load_config
from models.question import Viewer
from models.store import open_build
from pipelines.warehouse import Warehouse


def silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, required=True)
    parser.add_argument("--year", type=int, default=2025)
    parser.add_argument("--as", dest="viewer", default="public")
    arguments = parser.parse_args()
    current = Warehouse(arguments.warehouse).current()
    if current is None:
        raise SystemExit(f"nothing has been built in {arguments.warehouse}")
    build = open_build(current.path, load_config())
    times = [(time.perf_counter(), time.process_time())]
    contents = gather(build, Viewer.parse(arguments.viewer), arguments.year, silent)
    times.append((time.perf_counter(), time.process_time()))
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), contents, ("nb", "en"), "comma", silent)
        times.append((time.perf_counter(), time.process_time()))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    rows = sum(len(answer.rows) for answer in contents.answers.values())
    print(f"{len(contents.answers)} questions, {rows} rows, {size / 1e6:.1f} MB, as {arguments.viewer}")
    for name, before, after in (("asking", 0, 1), ("writing", 1, 2), ("whole", 0, 2)):
        wall, cpu = (times[after][n] - times[before][n] for n in (0, 1))
        print(f"{name:8} {wall:6.1f} s, {cpu:6.1f} s of processor time")


if __name__ == "__main__":
    main()
