"""Registers of things that are not persons (partners, agreements, projects …), each row as it is today.

Counts of persons are not among their columns: those come from `ask`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from sqlglot import exp

from data_contracts.yaml_text import parse_yaml
from models.question import Viewer
from models.store import OpenBuild

REGISTERS = Path(__file__).parent / "registers.yaml"
Value = str | int | float | bool | date | None
Entry = Mapping[str, Value]


@dataclass(frozen=True)
class Register:
    """A register's table in `dims`, the column that names a row, the feeds it needs, and what everybody may see of it.

    `public` is `all`, `none`, or the column that is true for the rows that are public.
    """

    name: str
    key: str
    requires: tuple[str, ...]
    public: str

    @property
    def table(self) -> str:
        """The table's name in the schema `dims`."""
        return f"register_{self.name}"


@cache
def registers() -> Mapping[str, Register]:
    """All registers by name."""
    read = parse_yaml(REGISTERS.read_text(encoding="utf-8"))
    return {
        name: Register(name, fields["key"], tuple(fields["requires"]), fields["public"])
        for name, fields in read.items()
    }


def entries(name: str, viewer: Viewer, build: OpenBuild) -> tuple[Entry, ...]:
    """The rows of a register that the viewer may see, by key; none of a build made before there were registers.

    Raises KeyError for an unknown register.
    """
    register = registers()[name]
    if register.table not in build.engine.tables("dims") or (viewer.role == "public" and register.public == "none"):
        return ()
    columns = build.engine.columns("dims", register.table)
    query = exp.select(*map(exp.column, columns)).from_(exp.table_(register.table, db="dims"))
    query = query.order_by(exp.column(register.key))
    if viewer.role == "public" and register.public != "all":
        query = query.where(exp.column(register.public))
    return tuple(dict(zip(columns, map(_value, row), strict=True)) for row in build.engine.rows(query))


def _value(cell: object) -> Value:
    if isinstance(cell, Decimal):
        return float(cell)
    if cell is None or isinstance(cell, str | int | float | bool | date):
        return cell
    return str(cell)
