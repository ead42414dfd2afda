"""The pages beside the plan, as data: `topics.yaml` says which indicators each shows and how."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from data_contracts.yaml_text import parse_yaml

TOPICS = Path(__file__).parent / "topics.yaml"
Kind = Literal["cards", "index", "bars", "funnel", "map", "listing", "ranks", "goals"]


class Section(BaseModel):
    """One part of a page; `topics.yaml` says what each kind makes of the rest.

    `goals` belongs to the kind of that name, `indicators` to every other.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: Kind
    indicators: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    by: str | None = None
    base: int | None = None
    since: int | None = None
    stages: str | None = None
    progress: str | None = None
    acts: dict[str, str] = Field(default_factory=dict)
    keep: Literal["some", "lacking"] | None = None
    to_date: bool = False
    work_list: str | None = None
    as_list: bool = False
    worldwide: bool = False
    first_rows: int = Field(default=12, ge=1)

    @model_validator(mode="after")
    def _shows_something(self) -> "Section":
        if (self.kind == "goals") != bool(self.goals) or bool(self.goals) == bool(self.indicators):
            raise ValueError(f"section {self.id} needs {'goals' if self.kind == 'goals' else 'indicators'} alone")
        return self


class Topic(BaseModel):
    """A page of sections, named in the texts as `topic.<id>` and `topic_section.<id>.<section>`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    sections: tuple[Section, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """The topics in the order of the menu."""
    return tuple(Topic.model_validate(topic) for topic in parse_yaml(TOPICS.read_text(encoding="utf-8")))


def topic_of(indicator: str) -> str | None:
    """The first topic that shows an indicator."""
    return next((t.id for t in topics() if any(indicator in section.indicators for section in t.sections)), None)
