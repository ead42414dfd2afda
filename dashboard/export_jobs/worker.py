"""The worker: an order on stdin, progress as lines of JSON on stdout, `pack.zip` in the folder named as argument."""

import json
import shutil
import sys
from pathlib import Path

from dashboard.export_jobs.order import ZIP, Order
from dashboard.export_log import note_export
from dashboard.report.contents import PackError
from dashboard.report.identity import question
from dashboard.report.pack import make_pack
from dashboard.report.zipped import zip_folder
from data_contracts.parent_process import end_with_parent
from models.config import load_config
from models.question import Viewer
from pipelines.warehouse import WarehouseError


def main() -> None:
    """Make what was ordered; what prevents it is the last line on stderr. It ends with the server."""
    end_with_parent(lambda: shutil.rmtree(sys.argv[1], ignore_errors=True))
    try:
        make(Order.from_json(sys.stdin.read()), Path(sys.argv[1]))
    except (PackError, WarehouseError, OSError) as error:
        sys.exit(str(error))


def make(order: Order, folder: Path) -> None:
    """Write `pack.zip` into the folder, whole or not at all. Raises PackError, WarehouseError, OSError."""
    build, viewer = order.opened(load_config(Path(order.config))), Viewer.parse(order.viewer)
    pack = folder / f"annual-report-{order.year}"
    logged = question(build, order.year, order.languages, order.csv)

    def note() -> None:
        note_export(Path(order.warehouse), viewer, build.id, logged, order.who)

    make_pack(pack, build, viewer, order.year, order.languages, order.csv, _progress, note)
    _progress("zip", 0, 1)
    zip_folder(pack, folder / ZIP, build.built_at)


def _progress(stage: str, done: int, total: int) -> None:
    print(json.dumps([stage, done, total]), flush=True)  # noqa: T201  # read by the process that started this one


if __name__ == "__main__":
    main()
