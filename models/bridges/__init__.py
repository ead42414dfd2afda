"""Bridges: the steps from a count of ours to how an official source counts the same, one YAML file each."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import sqlglot
from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field, model_validator
from sqlglot import exp

from data_contracts.text import Text
from data_contracts.yaml_text import parse_yaml

BRIDGES = Path(__file__).parent


def summed(measure: str) -> exp.Expr:
    """What a measure adds up, row by row. Raises ValueError for one that is not a plain sum."""
    parsed = sqlglot.parse_one(measure, read="duckdb")
    if not isinstance(parsed, exp.Sum):
        raise ValueError(f"'{measure}': expected sum(…) of a flag, so that what a step moves can be counted")
    flag: exp.Expr = parsed.this
    return flag


def _sum(measure: str) -> str:
    summed(measure)
    return measure


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Step(_Part):
    """One rule in which the source counts otherwise: another reference date, another measure, or rounding.

    `beside` counts what the rule is about where it moves nothing. `round_to` holds from the year `since` on.
    """

    id: str = Field(pattern="^[a-z][a-z_]*$")
    name: Text
    why: Text
    dated_by: str | None = Field(default=None, validation_alias=AliasChoices("dated_by", "clock"))
    numerator: Annotated[str, AfterValidator(_sum)] | None = None
    beside: Annotated[str, AfterValidator(_sum)] | None = None
    round_to: int | None = Field(default=None, ge=2)
    since: int | None = None

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        kinds = [self.dated_by, self.numerator, self.beside, self.round_to]
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("a step has one of dated_by, numerator, beside and round_to")
        if self.since is not None and self.round_to is None:
            raise ValueError("since belongs to round_to")
        return self


class Bridge(_Part):
    """From our count to that of `source`, step by step; `counted` names what is at the end.

    `published` is the indicator that holds the source's own figures of the whole institution, over a fact with the
    columns year_from and year for their periods; `remainder` says what may be behind the rest. `known_by` is the
    identifier in the configuration that the source knows an institution by: without it the source does not count it.
    """

    source: Text
    known_by: Literal["dbh_code"] | None = None
    counted: Text
    published: str
    remainder: Text
    steps: tuple[Step, ...] = Field(min_length=1)


@cache
def load_bridge(name: str, folder: Path = BRIDGES) -> Bridge:
    """The bridge of that name. Raises ValueError, also for a file that cannot be used."""
    path = folder / f"{name}.yaml"
    if not path.is_file():
        known_names = ", ".join(sorted(path.stem for path in folder.glob("*.yaml")))
        raise ValueError(f"bridge '{name}': expected one of {known_names}")
    data: dict[str, Any] = parse_yaml(path.read_text(encoding="utf-8"))
    return Bridge.model_validate(data)
