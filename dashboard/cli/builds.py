"""`utsyn builds`: those that are kept, all that can be said of one, which one is current, which one must stay."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.cli.build_tables import print_explained, print_files_origin
from dashboard.cli.failures import WrongUse
from dashboard.cli.options import Shape, ShapeOption, WarehouseOption, configuration, examples
from dashboard.cli.output import print_json, print_table

if TYPE_CHECKING:
    from pipelines.warehouse import BuildRef, Warehouse

EXAMPLES = examples(
    "utsyn builds", "utsyn builds show 20260301T081500Z-4f2a9c", "utsyn builds freeze annual-report-2025"
)
BuildArgument = Annotated[str, typer.Argument(metavar="ID", help="The build's id, or the name it is frozen under.")]
ShownBuildArgument = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="The build's id or frozen name; without it the published one.")
]
MEGABYTE = 1_000_000
app = typer.Typer(no_args_is_help=False)


@app.callback(invoke_without_command=True)
def builds(context: typer.Context, form: ShapeOption = Shape.TABLE, warehouse: WarehouseOption = None) -> None:
    """List the builds, explain one, publish one, go back to one, or freeze one under a name."""
    if context.invoked_subcommand is None:
        list_builds(context, form, warehouse)


@app.command("list", epilog=examples("utsyn builds list", "utsyn builds list --warehouse demo/warehouse"))
def list_builds(context: typer.Context, form: ShapeOption = Shape.TABLE, warehouse: WarehouseOption = None) -> None:
    """List the builds that are kept, newest first."""
    kept = _warehouse(context, warehouse).builds()
    if form is Shape.JSON:
        print_json([_document(ref) for ref in reversed(kept)])
        return
    if not kept:
        typer.echo("no builds yet")
        return
    rows = [
        (
            ref.id,
            _state(ref),
            ", ".join(ref.names),
            f"{ref.size_bytes / MEGABYTE:.1f} MB",
        )
        for ref in reversed(kept)
    ]
    print_table(("build", "state", "frozen as", "size"), rows, right=("size",))


@app.command(epilog=examples("utsyn builds show", "utsyn builds show annual-report-2025 --format json"))
def show(
    context: typer.Context,
    build: ShownBuildArgument = None,
    form: ShapeOption = Shape.TABLE,
    warehouse: WarehouseOption = None,
) -> None:
    """Explain a build: what became of every row, which rules were broken, how new it is, what changed.

    Broken rules come with the first rows that broke them and the cells in question; what identifies a person is never
    shown. The difference is against the build that was published before.
    """
    from pydantic import TypeAdapter

    from pipelines.explaining.explain import BuildExplained, explain

    home = _warehouse(context, warehouse)
    ref = home.find(build) if build else _current(home)
    explained = explain(ref)
    if form is Shape.JSON:
        print_json(TypeAdapter(BuildExplained).dump_python(explained, mode="json"))
        return
    print_explained(explained)
    typer.echo()
    print_files_origin(explained.files)
    for reason in explained.certification.reasons:
        typer.echo(f"not certified: {reason}")
    typer.echo(
        f"build {ref.id}, {_state(ref)}{''.join(f', frozen as {name} on {day}' for name, day in ref.frozen.items())}"
    )
    tools = ", ".join(f"{tool} {version}" for tool, version in explained.tools.items())
    typer.echo(f"built at {explained.built_at} with {tools}")
    typer.echo(f"{explained.certification.expectations} expectations, {explained.certification.failed} failed")
    for erasure in explained.erasures:
        why = "erased" if erasure.why == "erased" else "unlinked when the key of the person hashes was replaced"
        typer.echo(f"{erasure.persons} persons {why} at {erasure.at}; the figures are as they were")
    typer.echo(f"in {ref.path}")


@app.command(epilog=examples("utsyn builds quarantine 20260301T081500Z-4f2a9c stays --out stays_to_fix.csv"))
def quarantine(
    context: typer.Context,
    build: BuildArgument,
    feed: Annotated[str, typer.Argument(metavar="FEED", help="The feed whose rows were quarantined.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE.csv", help="The file to write.", dir_okay=False)],
    warehouse: WarehouseOption = None,
) -> None:
    """Write the rows of a feed that a build quarantined, with the rules they broke, for the feed's steward.

    Each row has the file and the data row it came from. Columns that identify a person are left out.
    """
    from dashboard.export_log import note_export
    from models.question import Viewer
    from pipelines.explaining.quarantine import quarantine_file, write_quarantined

    if not out.parent.is_dir():
        raise WrongUse(f"{out.parent}: there is no such folder to write {out.name} to")
    home = _warehouse(context, warehouse)
    ref = home.find(build)
    if quarantine_file(ref.path, feed).is_file():
        note_export(home.root, Viewer(), ref.id, {"export": "quarantine", "feed": feed})
    rows = write_quarantined(ref, feed, out)
    typer.echo(f"{rows} quarantined rows of {feed} in {out}")


@app.command(epilog=examples("utsyn builds docs annual-report-2025", "utsyn builds docs --out data-docs"))
def docs(
    context: typer.Context,
    build: ShownBuildArgument = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Where to write them; else a folder for the moment.")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Render and open Great Expectations' Data Docs: what every feed's contract expects, and how the rows kept it.

    They hold counts of rows and no row. A browser that opens them loads styles from the web (Bootstrap and others).
    """
    import sys
    import tempfile
    import webbrowser

    from dashboard.export_log import note_export
    from models.question import Viewer
    from pipelines.data_docs import has_documents, render

    home = _warehouse(context, warehouse)
    ref = home.find(build) if build else _current(home)
    if has_documents(ref.path):
        note_export(home.root, Viewer(), ref.id, {"export": "data_docs"})
    page = render(ref, out or Path(tempfile.mkdtemp(prefix=f"utsyn-docs-{ref.id}-")))
    typer.echo(f"the Data Docs of build {ref.id} are at {page}")
    if sys.stdout.isatty():
        webbrowser.open(page.resolve().as_uri())


@app.command(epilog=examples("utsyn builds publish 20260301T081500Z-4f2a9c"))
def publish(context: typer.Context, build: BuildArgument, warehouse: WarehouseOption = None) -> None:
    """Make a build the current one: one that was held, or stopped by a rule about a feed as a whole.

    Look at it with `utsyn builds show` first. A build that is not certified cannot be published.
    """
    home = _warehouse(context, warehouse)
    ref = home.find(build)
    with home.writing():
        ref = home.publish(ref)
    typer.echo(f"build {ref.id} is current now")


@app.command(epilog=examples("utsyn builds rollback"))
def rollback(context: typer.Context, warehouse: WarehouseOption = None) -> None:
    """Go back to the published build before the current one; the one left stays in its place."""
    home = _warehouse(context, warehouse)
    left = _current(home)
    with home.writing():
        ref = home.roll_back()
    typer.echo(
        f"build {ref.id} is current now; {left.id} stays, publish it again with `utsyn builds publish {left.id}`"
    )


@app.command(epilog=examples("utsyn builds prune", "utsyn builds prune --warehouse demo/warehouse"))
def prune(context: typer.Context, warehouse: WarehouseOption = None) -> None:
    """Remove what has been kept for as long as [retention] and keep_builds allow; every build does so at its end."""
    from pipelines.retention import retain

    config, home = configuration(context), _warehouse(context, warehouse)
    with home.writing():
        home.remove_leftovers()
        removed = [f"build {build}: removed" for build in home.prune(config.keep_builds)]
        removed += [f"{one.what}: {one.done}" for one in retain(home, config.retention, datetime.now(UTC))]
    typer.echo("\n".join(removed) or "nothing is older than allowed")


@app.command(epilog=examples("utsyn builds freeze annual-report-2025"))
def freeze(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits and '-'.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Keep the published build for good, under a name.

    It is asked again with `--build NAME`, and answers with the plan, the definitions and the settings it was made with.
    """
    home = _warehouse(context, warehouse)
    current = _current(home)
    home.freeze(current, name, datetime.now(UTC).date())
    typer.echo(f"build {current.id} stays as {name}")


@app.command(epilog=examples("utsyn builds repair", "utsyn builds repair --warehouse demo/warehouse"))
def repair(context: typer.Context, warehouse: WarehouseOption = None) -> None:
    """Bring a damaged warehouse back to its newest sound build.

    Builds and files that cannot be read are set aside beside the others, never removed.
    """
    from pipelines.repair import repair as run

    repairs = run(_warehouse(context, warehouse))
    for one in repairs:
        typer.echo(f"{one.what}\n  {one.done}")
    if not repairs:
        typer.echo("every build can be read; nothing to repair")


def _warehouse(context: typer.Context, folder: Path | None) -> "Warehouse":
    """The warehouse named after the subcommand, else before it, else the configured one."""
    from pipelines.warehouse import Warehouse

    before = context.parent.params.get("warehouse") if context.parent else None
    return Warehouse(folder or before or configuration(context).warehouse)


def _current(home: "Warehouse") -> "BuildRef":
    from pipelines.warehouse import WarehouseError

    current = home.current()
    if current is None:
        raise WarehouseError(f"{home.root}: nothing has been built here yet. Run `utsyn build` on your files first.")
    return current


def _document(ref: "BuildRef") -> dict[str, Any]:
    return {
        "build": ref.id,
        "state": _state(ref),
        "frozen": {name: day.isoformat() for name, day in ref.frozen.items()},
        "size_bytes": ref.size_bytes,
    }


def _state(ref: "BuildRef") -> str:
    return "current" if ref.current else "published" if ref.published else "not published"
