"""The specification tests of indicators as documentation: the few input rows and the answer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dashboard.format import figure
from dashboard.text import text
from dashboard.text.labels import heading
from data_contracts.yaml_text import parse_yaml
from models.catalogue import Indicator

SPECIFICATIONS = Path(__file__).parents[2] / "tests" / "models" / "spec"


def example(indicator: Indicator, language: str, folder: Path = SPECIFICATIONS) -> str | None:
    """The specification as Markdown: a table per feed, then the answer. None for an indicator without one."""
    path = folder / f"{indicator.id}.yaml"
    if not path.is_file():
        return None
    spec: dict[str, Any] = parse_yaml(path.read_text(encoding="utf-8"))
    tables = [
        f"{heading('feed', feed, language)}:\n\n{_table(tuple(_columns(rows)), rows)}"
        for feed, rows in spec["rows"].items()
    ]
    answer = [
        {
            text("goal.year", language) if spec["by"] == "year" else heading("dimension", spec["by"], language): member,
            text("goal.numerator", language): values["numerator"],
            **({text("goal.denominator", language): values["denominator"]} if "denominator" in values else {}),
            text("goal.value_column", language): figure(values["value"], indicator.unit, language),
        }
        for member, values in spec["answer"].items()
    ]
    return "\n\n".join((*tables, f"→\n\n{_table(tuple(answer[0]), answer)}"))


def _columns(rows: list[dict[str, Any]]) -> dict[str, None]:
    """The columns that any of the rows writes, in the order of their first use."""
    return {name: None for row in rows for name in row}


def _table(columns: tuple[str, ...], rows: list[Any]) -> str:
    lines: list[tuple[str, ...]] = [columns, ("---",) * len(columns)]
    lines += [tuple(_cell(row, name) for name in columns) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(row: Mapping[str, Any], column: str) -> str:
    """A cell as it is written; one that the row leaves out is as usual, and blank."""
    return "" if column not in row else "–" if row[column] is None else str(row[column])
