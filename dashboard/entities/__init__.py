"""The pages of partners, agreements, programmes, projects, calls, countries and units, as data: `entities.yaml`."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from dashboard.lists import Column
from data_contracts.yaml_text import parse_yaml

ENTITIES = Path(__file__).parent / "entities.yaml"
SectionKind = Literal["figures", "years", "members", "beside", "list", "map", "periods"]


class Section(BaseModel):
    """One part of an entity's page; `entities.yaml` says what each kind makes of the rest.

    `of` and `as_` narrow the figures to another thing that its row names. Two that follow each other and are half
    as wide as the page (`is_half`) are side by side. A list that is folded (`is_folded`) shows how many rows it has.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: SectionKind
    indicators: tuple[str, ...] = ()
    by: str = ""
    list: str = ""
    of: str = ""
    as_: str = Field(default="", alias="as")
    above: tuple[str, ...] = ()
    latest: bool = False
    is_half: bool = False
    is_folded: bool = False


class Entity(BaseModel):
    """A kind of thing: where its row is, the dimension that keeps its figures, and its page.

    `lapse`: it has agreements, which may lapse. `flows` are the counts of who goes out and who comes in. `unknown` is
    what readers look for here, with the indicator that would show it: without data for that the page says why.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    register_: str = Field(default="", alias="register")
    key: str = ""
    narrow: str = ""
    facts: tuple[Column, ...] = ()
    lapse: bool = False
    flows: tuple[str, ...] = ()
    sections: tuple[Section, ...]
    unknown: dict[str, str] = Field(default_factory=dict)


@cache
def entities() -> dict[str, Entity]:
    """The kinds by name."""
    read = parse_yaml(ENTITIES.read_text(encoding="utf-8"))
    return {entity.id: entity for entity in map(Entity.model_validate, read)}
