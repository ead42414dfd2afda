"""`utsyn public`: from nothing to the dashboard of a named institution, with figures of public sources alone."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.build import print_report
from dashboard.cli.dashboard import serve
from dashboard.cli.failures import WrongUse
from dashboard.cli.options import PORT, NoOpenOption, PortOption, examples
from dashboard.cli.output import print_table
from dashboard.cli.progress import progress
from data_contracts.errors import REFUSED

if TYPE_CHECKING:
    from collections.abc import Generator

    from models.config import Config
    from models.institutions import KnownInstitution
    from models.store import OpenBuild
    from pipelines.fetching.fetch import Outcome
    from pipelines.fetching.sources import Source
    from pipelines.fetching.web import Web

EXAMPLES = examples(
    "utsyn public UiB",
    "utsyn public UiO --no-open",
    "utsyn public UiB --files ../public-files",
)
ALIKE, NEAR_BEST, SUGGESTED = 60, 8, 3  # of 100: to be suggested at all, and beside the best; how many
ATTEMPTS = 2  # at a source that does not answer: the files in the inbox do as well
TRIED = {"real": "real files", "local_server": "a local server, invented rows"}


def public(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The institution: UiB, UiO, KTH, …")],
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="FOLDER", help="Its project; NAME-public unless given.")
    ] = None,
    files: Annotated[
        Path | None,
        typer.Option("--files", metavar="FOLDER", help="Take the public files from here, and fetch nothing."),
    ] = None,
    port: PortOption = PORT,
    no_open: NoOpenOption = False,
) -> None:
    """Show an institution by public figures alone: fetch, build, judge and open the dashboard.

    Where a source does not answer, the files that are in the inbox already count. Nothing of the institution's own is
    needed; goals that no public source can judge are listed at the end.
    """
    from models.config import load_config

    institution = _known(name)
    if files is not None and not files.is_dir():
        raise WrongUse(f"--files {files}: there is no such folder")
    home = folder or Path(f"{institution.id}-public")
    config_path = _begin(home, institution)
    config = load_config(config_path)
    if files is not None:
        _take(files, config.inbox)
    else:
        _fetch_all(config)
    _build(config)
    _close(config)
    if not no_open:
        serve(config_path, config.warehouse, port)


def _known(name: str) -> "KnownInstitution":
    from models.institutions import find_institution, known_institutions

    institution = find_institution(name)
    if institution is None:
        nearest = _nearest_institutions(name)
        suggestions = f"Perhaps {' or '.join(nearest)}. " if nearest else ""
        names = [one.short_name for one in known_institutions().values()]
        raise WrongUse(f"no institution is called '{name}'. {suggestions}Known: {', '.join(names)}")
    return institution


def _nearest_institutions(name: str) -> list[str]:
    """Those whose short name, names or reviewed spellings are most like what was written, the most alike first."""
    from models.institutions import known_institutions
    from pipelines.nearest import likeness

    scores = {
        f"{one.short_name} ({one.name['en']})": max(likeness(name, other) for other in (one.short_name, *one.names))
        for one in known_institutions().values()
    }
    alike = sorted((-score, label) for label, score in scores.items() if score >= ALIKE)
    best = -alike[0][0] if alike else 0
    return [label for score, label in alike if -score > best - NEAR_BEST][:SUGGESTED]


def _begin(home: Path, institution: "KnownInstitution") -> Path:
    """The project's configuration, written where there is none. Raises WrongUse for a folder of another project."""
    from models.config import load_config
    from models.institutions import own_institution
    from pipelines.public import configuration
    from pipelines.reading.origins import ORIGIN_FILE

    path, shipped = home / "utsyn.toml", load_config()
    if path.is_file():
        if own_institution(load_config(path).institution) != institution.id:
            raise WrongUse(f"{path}: is about another institution. Name another folder with --folder.")
        return path
    if home.is_dir() and any(home.iterdir()):
        raise WrongUse(f"{home}: holds files of something else. Name another folder with --folder.")
    (home / "inbox").mkdir(parents=True)
    path.write_text(configuration(institution, shipped), encoding="utf-8")
    (home / "inbox" / ORIGIN_FILE).write_text('default = "public"\n', encoding="utf-8")
    typer.echo(f"{institution.name['en']}: a project of public figures begins in {home}")
    return path


def _take(files: Path, inbox: Path) -> None:
    """Copy the public files of a folder, and say which. Raises WrongUse where there are none."""
    from pipelines.public import take

    taken = take(files, inbox)
    for one in taken:
        where = f"{one.source}/{one.path.name}"
        typer.echo(f"{where}: taken" if one.left_out is None else f"{where}: left out, for it {one.left_out}")
    if all(one.left_out is not None for one in taken):
        raise WrongUse(f"--files {files}: holds no public file by a name that its publisher gives it")


def _fetch_all(config: "Config") -> None:
    """Ask every source once; what does not answer is said, and what the inbox has of it counts."""
    from pipelines.fetching.errors import FetchError
    from pipelines.fetching.sources import load_sources
    from pipelines.fetching.web import Patience, Web

    institution = config.institution
    identifiers = {"dbh": institution.dbh_code, "nva": institution.nva, "openalex": institution.ror}
    sources = load_sources(config, datetime.now(UTC).date())
    for number, source in enumerate(sources.values(), start=1):
        typer.echo(f"[{number}/{len(sources)}] {source.title}")
        if not identifiers.get(source.name, True):  # a question that names nobody would be answered for all
            typer.echo(f"  not asked: {institution.short_name} has no identifier for it in utsyn.toml")
            continue
        try:
            with Web(Patience(attempts=ATTEMPTS)) as web, closing(_outcomes(source, config.inbox, web)) as outcomes:
                for outcome in outcomes:
                    detail = f": {outcome.detail}" if outcome.state == "failed" else ""
                    typer.echo(f"  {source.name}/{outcome.name}: {outcome.state}{detail}")
                    if "Given up" in outcome.detail:  # its other files are on the same server
                        typer.echo(f"  {source.name}: does not answer, and is asked for no more files")
                        break
        except FetchError as error:
            typer.echo(f"  {source.name}: failed: {error}")
        held = [path for path in (config.inbox / source.name).glob("*") if not path.name.startswith(".")]
        typer.echo(f"  {len(held)} files of it are in the inbox")
    if not any(path.is_file() and not path.name.startswith(".") for path in config.inbox.glob("*/*")):
        raise WrongUse(
            f"no source answers, and {config.inbox} holds no file. Put public files in its folders, such as "
            f"{config.inbox / 'research_council_eu_grants'}, or name a folder of them with --files."
        )


def _outcomes(source: "Source", inbox: Path, web: "Web") -> "Generator[Outcome]":
    """What becomes of each file of a source."""
    from pipelines.fetching.fetch import fetch

    yield from fetch(source, inbox, web, lambda *_: None)


def _build(config: "Config") -> None:
    """Build and publish. Raises Exit where a contract forbids it."""
    from pipelines.build import build

    with progress() as show:
        report = build(config, config.inbox, config.warehouse, show)
    print_report(report)
    if not report.published:
        raise typer.Exit(REFUSED)


def _close(config: "Config") -> None:
    """What can be judged, by source and by what reading it was tried on; and what no public source can judge."""
    from models.question import Viewer
    from models.status import scorecard
    from models.store import open_build
    from pipelines.warehouse import Warehouse

    current = Warehouse(config.warehouse).current()
    if current is None:
        raise typer.Exit(REFUSED)
    build = open_build(current.path, config)
    rows = [row for row in scorecard(build, Viewer("public")) if not row.goal.rolls_up]
    shown = [row for row in rows if row.indicator in build.indicators and row.value is not None]
    judged = [row for row in shown if row.status != "no_data"]
    folders = {row.goal.id: _folders(row.indicator or "", build) for row in shown}
    of = f"{len(judged)} of {len(rows)} goals (roll-ups not counted)"
    typer.echo(f"\n{of} are judged from these files; with a figure: {len(shown)}")
    print_table(
        ("goal", "", "status", "source", "reading it was tried on"),
        [
            (
                row.goal.id,
                row.goal.short["en"],
                row.status,
                ", ".join(folders[row.goal.id]),
                _tried(folders[row.goal.id]),
            )
            for row in shown
        ],
    )
    _print_peers(build)
    _print_others([row.goal.id for row in rows if row not in shown], build)


def _folders(indicator: str, build: "OpenBuild") -> list[str]:
    """The inbox folders of the files behind an indicator."""
    feeds = build.feeds_of(build.indicators[indicator])
    loaded = (source for source in build.sources if source.feed in feeds and source.rows_loaded)
    return sorted({Path(source.path).parts[0] for source in loaded})


def _tried(folders: list[str]) -> str:
    from pipelines.public import tried_on

    return ", ".join(dict.fromkeys(TRIED[tried_on(folder)] for folder in folders))


def _print_peers(build: "OpenBuild") -> None:
    from dashboard.peer_words import sentence
    from models.peers import compare, compared_indicators, first_set
    from models.question import Viewer

    lines = []
    for name in compared_indicators(build):
        comparison = compare(name, Viewer("public"), build, first_set(build))
        if comparison is not None:
            lines.append(f"  {comparison.indicator.name['en']}. {sentence(comparison, build, 'en')}")
    if lines:
        typer.echo("\nbeside other institutions:")
        for line in lines:
            typer.echo(line)


def _print_others(goals: list[str], build: "OpenBuild") -> None:
    """Goals that a public source could judge whose files are not here, and those that none can."""
    from models.public_sources import could_come_from, no_public_source

    names: dict[str, list[str]] = {}
    for goal in build.plan.goals:
        if goal.id in goals:
            names_of_goal = [half.indicator for half in goal.halves] or list(goal.indicators[:1])
            indicators = [build.indicators[one] for one in names_of_goal if one in build.indicators]
            sources = {s.name["en"] for one in indicators for s in could_come_from(one, build.indicators)}
            names.setdefault(", ".join(sorted(sources)), []).append(goal.id)
    for source, waiting in sorted(names.items()):
        if source:
            typer.echo(f"files of {source} would show: {', '.join(waiting)}")
    if nobody := names.get("", []):
        typer.echo(f"no public source can judge: {', '.join(nobody)}")
        for goal in (one for one in build.plan.goals if one.id in nobody):
            for why in (no_public_source().get(name) for name in goal.indicators):
                if why is not None:
                    typer.echo(f"  {goal.id}: {why['en']}")
    typer.echo("docs/public-sources.md says of each goal which source it is judged from, and what that was tried on.")
