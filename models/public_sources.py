"""Which figures come from public sources alone, from which, and how they differ from those of own feeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from data_contracts.text import Text
from data_contracts.yaml_text import parse_yaml
from models.catalogue import Indicator
from models.store import OpenBuild

DEFINITIONS = Path(__file__).with_suffix(".yaml")
NONE = Path(__file__).with_name("no_public_source.yaml")


@dataclass(frozen=True)
class PublicSource:
    """A public source, and how its content differs from what the institution's own feed would."""

    name: Text
    differs: Text
    indicators: tuple[str, ...] = ()


def public_sources(indicator: Indicator, build: OpenBuild) -> tuple[PublicSource, ...]:
    """The public sources that an indicator's figures come from; none where a feed of the institution's own is behind.

    A substitute names its source itself. Else the files decide: those of a public source are in a folder
    of its name, those of the institution in one of the feed's. A feed may be filled by several sources, each about its
    own programmes.
    """
    if indicator.source is not None and indicator.differs is not None:
        return (PublicSource(indicator.source, indicator.differs),)
    folders = {
        PurePosixPath(source.path).parts[0]
        for source in build.sources
        if source.rows_loaded and source.feed in indicator.requires
    }
    known_sources = _definitions()
    if not folders <= known_sources.keys():
        return ()
    sources = [known_sources[folder] for folder in sorted(folders)]
    return tuple(source for source in sources if not source.indicators or indicator.id in source.indicators)


def could_come_from(indicator: Indicator, indicators: Mapping[str, Indicator]) -> tuple[PublicSource, ...]:
    """The sources that could give an indicator: its own or those of its substitutes, else those that name it."""
    substitutes = [indicators[name] for name in indicator.substitutes if name in indicators]
    sources = [PublicSource(one.source, one.differs) for one in (indicator, *substitutes) if one.source and one.differs]
    naming = [source for source in _definitions().values() if indicator.id in source.indicators]
    return tuple(sources or naming)


@cache
def no_public_source() -> Mapping[str, Text]:
    """Indicator → why no public source has it, where that is more than that nothing of it is published."""
    read: dict[str, dict[str, str]] = parse_yaml(NONE.read_text(encoding="utf-8"))
    return {indicator: Text.model_validate(words) for indicator, words in read.items()}


@cache
def _definitions() -> Mapping[str, PublicSource]:
    read: dict[str, dict[str, Any]] = parse_yaml(DEFINITIONS.read_text(encoding="utf-8"))
    return {
        folder: PublicSource(
            Text.model_validate(fields["name"]), Text.model_validate(fields["differs"]), tuple(fields["indicators"])
        )
        for folder, fields in read.items()
    }
