"""What the configuration says of public sources, checked against those that there are."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from models.config import Config, ConfigError, problem


def check_sources(config: Config, path: Path) -> None:
    """Check `[headings]` and `[sources]` of a configuration's file. Raises ConfigError with file and line."""
    if not (config.headings or config.sources):  # what knows the sources takes a while to import
        return
    if wrong := [problem(path, keys, what) for keys, what in _problems(config)]:
        raise ConfigError("; ".join(wrong))


def _problems(config: Config) -> Iterator[tuple[tuple[str, ...], str]]:
    from pipelines.fetching.sources import load_sources
    from pipelines.sources import unknown_headings

    yield from unknown_headings(config)
    for name, keys in config.sources.items():
        try:
            load_sources(config.model_copy(update={"sources": {name: keys}}), date(2000, 1, 1))
        except ConfigError as error:
            place, _, what = str(error).partition(": ")
            field = what.partition(":")[0]
            yield (*place.split("."), *(field.split(".") if field.split(".")[0] in keys else ())), what
