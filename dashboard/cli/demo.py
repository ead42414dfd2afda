"""`utsyn demo`: a synthetic institution, from files to pages."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.cli.build import print_report
from dashboard.cli.dashboard import serve
from dashboard.cli.failures import WrongUse
from dashboard.cli.options import (
    PORT,
    InboxOption,
    NoOpenOption,
    PortOption,
    WarehouseOption,
    config_file,
    configuration,
    examples,
)
from dashboard.cli.progress import progress
from data_contracts.errors import REFUSED

if TYPE_CHECKING:
    from models.config import Config
    from pipelines.building.report import BuildReport

EXAMPLES = examples("utsyn demo", "utsyn demo --scale 0.1 --no-open", "utsyn demo --seed 7 --inbox other-university")
RECORD = ".demo.json"
VIEWER = "institutional_analyst"  # it shows all that there is
DEFINING = {".py", ".yaml", ".sql", ".csv", ".toml", ".json"}


def demo(  # noqa: PLR0917  # typer makes the options of them
    context: typer.Context,
    scale: Annotated[
        float, typer.Option(min=0.001, max=100, help="How many persons: 1 is a large university's size.")
    ] = 1.0,
    seed: Annotated[int, typer.Option(min=0, help="Another seed is another university.")] = 2022,
    inbox: InboxOption = None,
    warehouse: WarehouseOption = None,
    port: PortOption = PORT,
    no_open: NoOpenOption = False,
) -> None:
    """Make a synthetic university, build it and open the dashboard.

    Its files are made like any other's, in the folder demo beside the configuration, or in the current folder without
    one. A second run with the same scale and seed starts at once.
    """
    from models.config import folder_of, load_config

    # the demo's persons are at its own campuses, whoever looks at it
    config = configuration(context).model_copy(update={"code_lists": load_config().code_lists})
    home = folder_of(config_file(context)) / "demo"
    inbox, warehouse = inbox or home / "inbox", warehouse or home / "warehouse"
    made_from = _fingerprint(scale, seed, config)
    if _stands(inbox, warehouse, made_from):
        typer.echo(f"The demo is already built, in {warehouse}")
    else:
        _make(config, inbox, warehouse, scale=scale, seed=seed, made_from=made_from)
    if not no_open:
        serve(config_file(context), warehouse, port, viewer=VIEWER)


def _make(
    config: "Config",
    inbox: Path,
    warehouse: Path,
    *,
    scale: float,
    seed: int,
    made_from: str,
) -> None:
    from data_contracts.local import using
    from pipelines.build import build
    from pipelines.demo import AS_OF, write_demo

    may_replace = _may_replace(inbox, warehouse)
    _claim(inbox)
    with progress() as show:
        show("write", 0, 1)
        with using(config.local_settings):
            write_demo(inbox, scale, seed)
        show("write", 1, 1)
        report = build(config, inbox, warehouse, show, as_of=AS_OF)
    if report.certified and not report.published and may_replace:
        report = _publish(report, warehouse)
    print_report(report)
    if not report.published:
        raise typer.Exit(REFUSED)
    files = [path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if path.is_file() and path.name != RECORD]
    _write(inbox, {"made_from": made_from, "build": report.build, "files": files})


def _fingerprint(scale: float, seed: int, config: "Config") -> str:
    """SHA-256 over all that decides what the demo shows: its size and seed, the definitions, the code."""
    import data_contracts
    import models
    import pipelines

    digest = hashlib.sha256(f"{scale} {seed}".encode())
    digest.update(config.model_dump_json(exclude={"inbox", "warehouse"}).encode())
    for room in (data_contracts, models, pipelines):
        for path in sorted(Path(room.__path__[0]).rglob("*")):
            if path.suffix in DEFINING:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _stands(inbox: Path, warehouse: Path, made_from: str) -> bool:
    """Whether the published build is the one that this demo would make."""
    from pipelines.warehouse import Warehouse

    record = _read(inbox)
    current = Warehouse(warehouse).current()
    return (
        record is not None
        and current is not None
        and (made_from, current.id)
        == (
            record.get("made_from"),
            record.get("build"),
        )
    )


def _may_replace(inbox: Path, warehouse: Path) -> bool:
    """Whether nothing is published but an earlier demo: one university says nothing about the row counts of another."""
    from pipelines.warehouse import Warehouse

    current = Warehouse(warehouse).current()
    return current is None or current.id == (_read(inbox) or {}).get("build")


def _publish(report: "BuildReport", warehouse: Path) -> "BuildReport":
    from pipelines.warehouse import Warehouse

    home = Warehouse(warehouse)
    with home.writing():
        home.publish(home.find(report.build))
    return report.model_copy(update={"published": True, "reasons": ()})


def _claim(inbox: Path) -> None:
    """Make the folder the demo's own, without what an earlier demo wrote. Raises WrongUse for files of others."""
    record = _read(inbox)
    if record is None and inbox.is_dir() and any(inbox.iterdir()):
        raise WrongUse(f"{inbox}: holds files that no demo wrote. Name an empty folder with --inbox.")
    for name in (record or {}).get("files", ()):
        (inbox / name).unlink(missing_ok=True)
    inbox.mkdir(parents=True, exist_ok=True)
    _write(inbox, {"files": []})


def _read(inbox: Path) -> dict[str, Any] | None:
    try:
        record: dict[str, Any] = json.loads((inbox / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record


def _write(inbox: Path, record: dict[str, Any]) -> None:
    (inbox / RECORD).write_text(json.dumps(record, indent=2), encoding="utf-8")
