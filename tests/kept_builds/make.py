"""Keep a build of the current schema: `python -m tests.kept_builds.make`, once whenever SCHEMA is counted up."""

import tarfile
import tempfile
from datetime import date
from pathlib import Path

from models.schema import SCHEMA
from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.warehouse import Warehouse
from tests.kept_builds import HERE
from tests.pipelines.building import certifier, config, write_inbox


def main() -> None:
    """Build the tests' two small feeds and pack the build."""
    certifier_client.COMMAND = certifier()
    with tempfile.TemporaryDirectory() as folder:
        home = Warehouse(Path(folder) / "warehouse")
        report = build(
            config(), write_inbox(Path(folder) / "inbox"), home.root, lambda *_: None, as_of=date(2026, 1, 31)
        )
        with tarfile.open(HERE / f"schema_{SCHEMA}.tar.xz", "x:xz", preset=9) as archive:
            archive.add(home.find(report.build).path, arcname=report.build)


if __name__ == "__main__":
    main()
