"""What several commands take, and how their settings are found."""

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.failures import WrongUse

if TYPE_CHECKING:
    from models.config import Config
    from models.store import OpenBuild
    from pipelines.warehouse import Warehouse

IndicatorArgument = Annotated[str, typer.Argument(metavar="INDICATOR", help="Its name, such as outbound_share.")]
WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", metavar="FOLDER", help="Where the builds are kept, if not as configured.")
]
BuildOption = Annotated[
    str | None,
    typer.Option("--build", metavar="NAME", help="Ask a frozen build (or one by its id) with its own definitions."),
]
InboxOption = Annotated[
    Path | None, typer.Option("--inbox", metavar="FOLDER", help="Where the files are, if not as configured.")
]
ByOption = Annotated[
    list[str] | None, typer.Option("--by", metavar="DIM", help="Break down by this dimension; may be repeated.")
]
WhereOption = Annotated[
    list[str] | None, typer.Option("--where", metavar="DIM=V1,V2", help="Keep only these members; may be repeated.")
]
YearsOption = Annotated[
    str | None, typer.Option("--years", metavar="FROM:TO", help="Years kept, both ends included, or one year.")
]
DatedByOption = Annotated[
    str | None,
    typer.Option("--dated-by", "--clock", metavar="NAME", help="What dates a row: end, start, signed or call."),
]
ViewerOption = Annotated[
    str,
    typer.Option("--as", metavar="ROLE", help="Ask as public, viewer, unit_analyst:UNIT, institutional_analyst, …"),
]
LanguagesOption = Annotated[
    str | None, typer.Option("--language", metavar="CODE,…", help="In these languages, if not all that are configured.")
]
IfChangedOption = Annotated[
    bool, typer.Option("--if-changed", help="Do nothing, and end with 4, where nothing has changed since last time.")
]
NoOpenOption = Annotated[bool, typer.Option("--no-open", help="Build only; start no dashboard.")]
PortOption = Annotated[int, typer.Option("--port", min=1, max=65535, help="The port on this machine.")]
PORT = 8501


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Shape(StrEnum):
    """How a document is printed."""

    TABLE = "table"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", metavar="table|json|csv", help="How to print the rows.")]
ShapeOption = Annotated[Shape, typer.Option("--format", metavar="table|json", help="How to print it.")]


def examples(*commands: str) -> str:
    """The closing part of a command's help, one command a line."""
    return "\b\nExamples\n" + "\n".join(f"  {command}" for command in commands)


def languages_asked(requested: str | None, config: "Config") -> tuple[str, ...]:
    """The languages of `--language`, else those of the configuration. Raises WrongUse for one that is unknown."""
    from data_contracts.text import LanguageError, check_languages

    if requested is None:
        return config.languages
    try:
        return check_languages(tuple(code.strip() for code in requested.split(",")))
    except LanguageError as error:
        raise WrongUse(f"--language: {error}") from error


def members(where: list[str] | None) -> dict[str, tuple[str, ...]]:
    """`DIM=V1,V2` … as dimension → members. Raises QuestionError."""
    from models.question import QuestionError

    kept: dict[str, tuple[str, ...]] = {}
    for condition in where or ():
        dimension, equals, listed = (part.strip() for part in condition.partition("="))
        named = tuple(member.strip() for member in listed.split(",") if member.strip())
        if not (dimension and equals and named):
            raise QuestionError(f"--where {condition}: write DIM=V1,V2, such as --where faculty=63,64")
        if dimension in kept:
            raise QuestionError(f"--where names {dimension} twice; list its members in one: {dimension}=V1,V2")
        kept[dimension] = named
    return kept


def years_asked(text: str | None) -> tuple[int, int] | None:
    """`2019:2025` or `2024` as a closed range. Raises QuestionError."""
    from models.question import QuestionError

    if text is None:
        return None
    match = re.fullmatch(r"(\d{4})(?::(\d{4}))?", text.strip())
    if not match:
        raise QuestionError(f"--years {text}: write FROM:TO, such as 2019:2025, or one year, such as 2024")
    first, last = match[1], match[2] or match[1]
    return int(first), int(last)


def config_file(context: typer.Context) -> Path:
    """The file named with --config; else that of UTSYN_CONFIG, utsyn.toml of the current folder, or the shipped one."""
    from models.config import find_config

    chosen: Path | None = context.obj
    return chosen or find_config()


def configuration(context: typer.Context) -> "Config":
    """The configuration that the command runs with. Raises ConfigError."""
    from models.config import load_config
    from pipelines.configured import check_sources

    path = config_file(context)
    config = load_config(path)
    check_sources(config, path)
    return config


def published(context: typer.Context, warehouse: Path | None, build: str | None = None) -> "OpenBuild":
    """The published build, opened; or the one of that name, opened with the definitions it was made with.

    Raises WarehouseError before the first build and for an unknown name.
    """
    from models.store import open_build
    from pipelines.warehouse import Warehouse, WarehouseError

    config = configuration(context)
    home = Warehouse(warehouse or config.warehouse)
    if build is not None:
        return named(home, build, config)
    current = home.current()
    if current is None:
        raise WarehouseError(
            f"{home.root}: nothing has been built here yet. Run `utsyn build` on your files, or `utsyn demo` for a "
            "synthetic university; or name another warehouse with --warehouse."
        )
    return open_build(current.path, config)


def named(home: "Warehouse", name: str, config: "Config") -> "OpenBuild":
    """The build frozen under a name, or that of an id, opened with its own definitions. Raises WarehouseError."""
    from models.store import Asked, open_kept

    ref = home.find(name)
    return open_kept(ref.path, config, Asked(name, ref.frozen.get(name)))
