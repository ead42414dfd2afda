"""What is known of the dashboard's accessibility: the facts of the statement that the law asks for."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from data_contracts.yaml_text import parse_yaml


@dataclass(frozen=True)
class Breach:
    """A criterion of WCAG 2.1 that is not met: its number, its name, and what is wrong where, by language."""

    criterion: str
    name: dict[str, str]
    says: dict[str, str]


@dataclass(frozen=True)
class Statement:
    """When and how the dashboard was tested, what was not met, and what that means for readers, by language."""

    tested_on: date
    tested_how: dict[str, list[str]]
    breaches: tuple[Breach, ...]
    for_users: dict[str, str]


@cache
def statement() -> Statement:
    """The statement's facts, from the file beside this one."""
    content: dict[str, Any] = parse_yaml((Path(__file__).parent / "statement.yaml").read_text(encoding="utf-8"))
    return Statement(**{**content, "breaches": tuple(Breach(**breach) for breach in content["breaches"])})
