"""What every engine can do."""

from typing import Protocol

from sqlglot import exp

from data_contracts.errors import UtsynError


class EngineError(UtsynError):
    """An engine cannot run here or cannot open a build; the message says what is missing and how to fix it."""


class Engine(Protocol):
    """Runs queries over one build's tables, `<schema>.<table>`; safe to share between threads.

    `dialect` is sqlglot's name for the SQL it speaks; the queries themselves are written for DuckDB or parsed.
    """

    dialect: str

    def rows(self, query: exp.Expr | str) -> list[tuple[object, ...]]:
        """The rows of a query, as int, float, Decimal, str, bool, date, datetime or None on every engine."""
        ...

    def tables(self, schema: str) -> frozenset[str]:
        """The names of a schema's tables."""
        ...

    def columns(self, schema: str, table: str) -> tuple[str, ...]:
        """The names of a table's columns, in its order."""
        ...
