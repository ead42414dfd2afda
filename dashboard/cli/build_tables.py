"""A build explained, as tables for people; `utsyn build` and `utsyn builds show` draw from it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from dashboard.cli.output import print_table

if TYPE_CHECKING:
    from pipelines.building.dataset_rules import DatasetResult
    from pipelines.building.report import FileReport
    from pipelines.difference import FeedDifference
    from pipelines.explaining.examples import Example
    from pipelines.explaining.explain import BuildExplained

COUNTS = ("read", "loaded", "quarantined", "duplicate")
EXAMPLES = 2


def print_explained(build: "BuildExplained") -> None:
    """Everything that is known of a build but its name and its place."""
    print_files([file.model_dump() for file in build.files])
    if build.broken_rules:
        typer.echo()
        rows = [
            (rule.path, rule.feed, rule.rule, rule.severity, str(rule.rows), _examples(rule.examples, rule.rows))
            for rule in build.broken_rules
        ]
        print_table(("file", "feed", "rule", "severity", "rows", "in data rows"), rows, right=("rows",))
    print_dataset_rules(build.dataset_rules)
    typer.echo()
    newest = [
        (feed.feed, str(feed.files), str(feed.rows), str(feed.newest_event_on or ""), str(feed.newest_file_on))
        for feed in build.freshness
    ]
    print_table(("feed", "files", "rows", "newest event", "newest file"), newest, right=("files", "rows"))
    typer.echo()
    if build.difference is not None:
        print_difference(build.difference, build.compared_with)
    elif build.compared_with:
        typer.echo(f"made after build {build.compared_with}, which is no longer kept to compare with")
    else:
        typer.echo("the first build: there is none to compare with")


def print_files(files: Sequence[Mapping[str, Any]]) -> None:
    """Files with what became of their rows."""
    rows = [(file["path"], file["feed"], *(str(file[f"rows_{count}"]) for count in COUNTS)) for file in files]
    print_table(("file", "feed", *COUNTS), rows, right=COUNTS)
    replaced_by = {file["path"]: file["superseded_by"] for file in files if file.get("superseded_by")}
    for path, newer in replaced_by.items():
        typer.echo(
            f"{path}: superseded by {', '.join(newer)}, newer with the same content; its rows count as duplicates"
        )
    for note in dict.fromkeys(f"{file['path']}: {note}" for file in files for note in file.get("notes", ())):
        typer.echo(note)


def print_files_origin(files: Sequence["FileReport"]) -> None:
    """Say whether files are synthetic, and of which feeds where not all are."""
    from models.origin import INVENTED, by_feed, together

    origins = by_feed((file.feed, file.origin) for file in files if file.rows_loaded)
    origin = together(origins.values())
    invented = ", ".join(sorted(feed for feed, of_feed in origins.items() if of_feed in INVENTED))
    if origin != "real":
        typer.echo(f"origin of the data: {origin}" + (f"; synthetic: {invented}" if origin == "mixed" else ""))


def print_dataset_rules(results: Iterable["DatasetResult"]) -> None:
    """Rules about feeds as a whole that do not hold; nothing where all do."""
    broken = [(result.feed, result.rule, result.severity, result.detail) for result in results if not result.success]
    if broken:
        typer.echo()
        print_table(("feed", "rule about the whole", "severity", "found"), broken)


def print_difference(feeds: Sequence["FeedDifference"], compared_with: str | None) -> None:
    """What changed in each feed since another build; feeds without a change are only named."""
    changed = [
        feed for feed in feeds if feed.added or feed.removed or feed.changed or feed.rows_before != feed.rows_now
    ]
    typer.echo(f"against build {compared_with}:" if changed else f"nothing changed against build {compared_with}")
    if changed:
        counts = ("rows before", "rows now", "keys added", "removed", "changed")
        rows = [
            (feed.feed, *map(str, (feed.rows_before, feed.rows_now, feed.added, feed.removed, feed.changed)))
            for feed in changed
        ]
        print_table(("feed", *counts), rows, right=counts)
        if same := [feed.feed for feed in feeds if feed not in changed]:
            typer.echo(f"unchanged: {', '.join(same)}")


def _examples(examples: Sequence["Example"], rows: int) -> str:
    """`3 (country QQ), 9 (country X1) …`: the data row in the file and the cells that the rule looks at."""
    listed = [
        f"{example.row} ({cells})" if (cells := _cells(example)) else str(example.row)
        for example in examples[:EXAMPLES]
    ]
    return ", ".join(listed) + (" …" if rows > len(listed) > 0 else "")


def _cells(example: "Example") -> str:
    return ", ".join(f"{name} {'is empty' if cell is None else cell}" for name, cell in example.cells.items())
