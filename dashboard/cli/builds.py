"""`utsyn builds`: those that are kept, what went into one, and a name for one that must stay."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.build import print_files
from dashboard.cli.options import WarehouseOption, configuration, examples
from dashboard.cli.printing import print_table

if TYPE_CHECKING:
    from pipelines.warehouse import BuildRef, Warehouse

EXAMPLES = examples(
    "utsyn builds", "utsyn builds show 20260301T081500Z-4f2a9c", "utsyn builds freeze annual-report-2025"
)
MEGABYTE = 1_000_000
app = typer.Typer(no_args_is_help=False)


@app.callback(invoke_without_command=True)
def builds(context: typer.Context, warehouse: WarehouseOption = None) -> None:
    """List the builds, show one, or freeze one under a name."""
    if context.invoked_subcommand is None:
        list_builds(context, warehouse)


@app.command("list", epilog=examples("utsyn builds list", "utsyn builds list --warehouse demo/warehouse"))
def list_builds(context: typer.Context, warehouse: WarehouseOption = None) -> None:
    """List the builds that are kept, newest first."""
    kept = _warehouse(context, warehouse).builds()
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


@app.command(epilog=examples("utsyn builds show 20260301T081500Z-4f2a9c", "utsyn builds show annual-report-2025"))
def show(
    context: typer.Context,
    build: Annotated[str, typer.Argument(metavar="ID", help="The build's id, or the name it is frozen under.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Show what a build was made of, row for row, and whether it is certified."""
    ref = _warehouse(context, warehouse).find(build)
    manifest = ref.manifest()
    certification, tools = manifest["certification"], manifest["tools"]
    print_files(manifest["files"])
    for reason in certification["reasons"]:
        typer.echo(f"not certified: {reason}")
    typer.echo(f"build {ref.id}, {_state(ref)}{''.join(f', frozen as {name}' for name in ref.names)}")
    typer.echo(f"built at {manifest['built_at']} with {', '.join(f'{tool} {v}' for tool, v in tools.items())}")
    typer.echo(f"{certification['expectations']} expectations, {certification['failed']} failed")
    typer.echo(f"in {ref.path}")


@app.command(epilog=examples("utsyn builds freeze annual-report-2025"))
def freeze(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits and '-'.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Keep the published build for good, under a name."""
    from pipelines.warehouse import WarehouseError

    home = _warehouse(context, warehouse)
    current = home.current()
    if current is None:
        raise WarehouseError(f"{home.root}: nothing has been built here yet, so there is nothing to freeze")
    home.freeze(current, name)
    typer.echo(f"build {current.id} stays as {name}")


def _warehouse(context: typer.Context, folder: Path | None) -> "Warehouse":
    """The warehouse named after the subcommand, else before it, else the configured one."""
    from pipelines.warehouse import Warehouse

    before = context.parent.params.get("warehouse") if context.parent else None
    return Warehouse(folder or before or configuration(context).warehouse)


def _state(ref: "BuildRef") -> str:
    return "current" if ref.current else "published" if ref.published else "not published"
