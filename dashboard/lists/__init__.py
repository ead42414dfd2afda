"""Lists of partners, agreements and other things that are not persons, as data: `lists.yaml` says what each shows."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from data_contracts.yaml_text import parse_yaml

LISTS = Path(__file__).parent / "lists.yaml"
ColumnKind = Literal[
    "name",
    "entity",
    "units",
    "code",
    "text",
    "measure",
    "day",
    "number",
    "count",
    "money",
    "yes",
    "figure",
    "deviation",
]
NUMBERS: frozenset[ColumnKind] = frozenset({"day", "number", "count", "money", "figure", "deviation"})
Bound = dict[Literal["at_least", "at_most"], int | Literal["within"]]


class Column(BaseModel):
    """One column; `lists.yaml` says what each kind makes of the rest. `of` is its column of the register.

    `narrow`: the figure is that with the partner or in the country whose rows are listed. `exact`: for readers of exact
    figures alone, as nearly every cell would be suppressed for others.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: ColumnKind
    of: str = ""
    dimension: str = ""
    words: str = ""
    indicator: str = ""
    part: Literal["value", "numerator", "denominator"] = "value"
    latest: bool = False
    narrow: bool = False
    exact: bool = False
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The register's column that it shows, or that says whose figure it shows."""
        return self.of or self.id


class List(BaseModel):
    """A list: what its rows are, which of them it keeps, and its columns. `sort` is a column, largest first after `-`.

    `whole`: its figures are the institution's, whichever unit is chosen. `lacking` are indicators of yes or no of
    which a row must lack one, `known` columns of which it must have one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    columns: tuple[Column, ...] = Field(min_length=1)
    sort: str
    register_: str = Field(default="", alias="register")
    source: Literal["register", "waiting", "reached"] = "register"
    work: bool = False
    whole: bool = False
    within: tuple[int, ...] = ()
    keep: Mapping[str, str | bool | tuple[str, ...] | Bound] = Field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    scopes: Mapping[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _holds_together(self) -> "List":
        names = {column.id for column in self.columns}
        if unknown := {self.sort.removeprefix("-"), *self.lacking, *self.known} - names:
            raise ValueError(f"list {self.id} has no column {', '.join(sorted(unknown))}")
        if (self.source == "register") != bool(self.register_):
            raise ValueError(f"list {self.id} needs a register, or a source of its own")
        return self

    def column(self, name: str) -> Column | None:
        """The column of that id."""
        return next((column for column in self.columns if column.id == name), None)


@cache
def lists() -> tuple[List, ...]:
    """The lists, those of work to do first."""
    return tuple(List.model_validate(each) for each in parse_yaml(LISTS.read_text(encoding="utf-8")))


def list_of(name: str | None) -> List | None:
    """The list of that id; None for an unknown one."""
    return next((each for each in lists() if each.id == name), None)
