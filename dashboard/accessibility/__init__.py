"""What is known of the dashboard's accessibility: the facts of the statement that the law asks for."""

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from data_contracts.text import Text
from data_contracts.yaml_text import parse_yaml


class Breach(BaseModel):
    """A criterion of WCAG 2.1 that is not met: its number, its name, and what is wrong where, by language."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    criterion: str
    name: Text
    says: Text


class Statement(BaseModel):
    """When and how the dashboard was tested, what was not met, and what that means for readers, by language.

    complaints_in: the country whose bodies the page names for complaints; elsewhere it names none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    complaints_in: str
    tested_on: date
    tested_how: tuple[Text, ...]
    breaches: tuple[Breach, ...]
    for_users: Text


@cache
def statement() -> Statement:
    """The statement's facts, from the file beside this one."""
    return Statement.model_validate(parse_yaml(Path(__file__).with_name("statement.yaml").read_text(encoding="utf-8")))
