"""The two help pages that every page leads to: how to read what is shown, and what it cannot say."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from data_contracts.text import Text
from data_contracts.yaml_text import parse_yaml
from models.status import StatusId

HelpPage = Literal["reading", "limits"]


class Term(BaseModel):
    """A sign and what it means: a status, which is shown as on every page, or a `sign` with a name or without one."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    status: StatusId | None = None
    sign: str | None = None
    says: Text


class HelpSection(BaseModel):
    """A question of a reader, the answer in paragraphs, and the signs that it explains."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    title: Text
    text: tuple[Text, ...] = ()
    terms: tuple[Term, ...] = ()


class Help(BaseModel):
    """A help page by language."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: Text
    says: Text
    sections: tuple[HelpSection, ...]


@cache
def help_page(name: HelpPage) -> Help:
    """The page, from the file of its name beside this one."""
    return Help.model_validate(parse_yaml(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8")))
