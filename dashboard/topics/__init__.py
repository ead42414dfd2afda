"""The pages beside the plan, as data: `topics.yaml` says which indicators each shows and how."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

TOPICS = Path(__file__).parent / "topics.yaml"
Kind = Literal["cards", "index", "bars", "funnel"]


class Section(BaseModel):
    """One part of a page; `by` is the dimension of bars, `base` the year that is 100, `stages` a code list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: Kind
    indicators: tuple[str, ...] = Field(min_length=1)
    by: str | None = None
    base: int | None = None
    stages: str | None = None


class Topic(BaseModel):
    """A page of sections, named in the texts as `topic.<id>` and `topic_section.<id>.<section>`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    sections: tuple[Section, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """The topics in the order of the menu."""
    return tuple(Topic.model_validate(topic) for topic in yaml.safe_load(TOPICS.read_text(encoding="utf-8")))


def topic_of(indicator: str) -> str | None:
    """The first topic that shows an indicator."""
    return next((t.id for t in topics() if any(indicator in section.indicators for section in t.sections)), None)
