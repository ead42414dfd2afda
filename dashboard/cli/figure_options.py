"""The options that the commands about figures share, each declared once, and what they say together."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from dashboard.cli.options import (
    BuildOption,
    ByOption,
    DatedByOption,
    Format,
    FormatOption,
    LanguagesOption,
    ViewerOption,
    WarehouseOption,
    WhereOption,
    YearsOption,
    configuration,
    languages_asked,
    members,
    published,
    years_asked,
)

if TYPE_CHECKING:
    from models.config import Config
    from models.question import Question, Viewer
    from models.store import OpenBuild

OPTIONS: Final[dict[str, tuple[Any, Any]]] = {
    "by": (ByOption, None),
    "where": (WhereOption, None),
    "years": (YearsOption, None),
    "dated_by": (DatedByOption, None),
    "languages": (LanguagesOption, None),
    "viewer": (ViewerOption, "institutional_analyst"),
    "form": (FormatOption, Format.TABLE),
    "build_name": (BuildOption, None),
    "warehouse": (WarehouseOption, None),
}
"""Annotation and default of each, in the order that help lists them."""


@dataclass(frozen=True)
class FigureRequest:
    """What the shared options of a command say; those that it does not take are as by default."""

    context: typer.Context
    warehouse: Path | None
    role: str
    form: Format = Format.TABLE
    build_name: str | None = None
    by: list[str] | None = None
    where: list[str] | None = None
    years: str | None = None
    dated_by: str | None = None
    languages: str | None = None

    @cached_property
    def config(self) -> "Config":
        """The configuration that the command runs with. Raises ConfigError."""
        return configuration(self.context)

    @property
    def viewer(self) -> "Viewer":
        """With whose rights. Raises QuestionError."""
        from models.question import Viewer

        return Viewer.parse(self.role)

    @cached_property
    def build(self) -> "OpenBuild":
        """The published build, or the one of that name. Raises WarehouseError."""
        return published(self.context, self.warehouse, self.build_name)

    @property
    def language(self) -> str:
        """The first configured language."""
        return self.build.config.languages[0]

    @property
    def chosen_languages(self) -> tuple[str, ...]:
        """Those of --language, else all that are configured. Raises WrongUse."""
        return languages_asked(self.languages, self.config)

    @property
    def home(self) -> Path:
        """The warehouse's folder."""
        return self.warehouse or self.config.warehouse

    def question(self, indicator: str, years: tuple[int, int] | None = None) -> "Question":
        """About an indicator, of `years` or of those in --years. Raises QuestionError."""
        from models.question import Question

        kept = years or years_asked(self.years)
        return Question(indicator, tuple(self.by or ()), members(self.where), kept, self.dated_by)


def takes(*names: str, **defaults: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command that receives these of OPTIONS as a FigureRequest, before its other arguments; typer sees them all.

    `defaults` are those that the command has of its own.
    """
    shared = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=defaults.get(name, default), annotation=annotation
        )
        for name, (annotation, default) in OPTIONS.items()
        if name in names
    ]

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(context: typer.Context, **given: Any) -> None:
            options = {name: given.pop(name) for name in names}
            command(FigureRequest(context, role=options.pop("viewer"), **options), **given)

        _, *others = inspect.signature(command).parameters.values()
        context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
        parameters = [context, *(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in others), *shared]
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what typer reads
        return run

    return with_options
