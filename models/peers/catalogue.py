"""The indicators that a public source has of other institutions too, asked over that source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from data_contracts.text import Text
from data_contracts.yaml_text import parse_yaml
from models.catalogue import Indicator, catalogue
from models.store import OpenBuild

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class PublicSource:
    """Who publishes the figures of other institutions, and the feed that they fill.

    `has_country` says that its files name all institutions of the country, whoever asked for them.
    """

    feed: str
    title: Text
    has_country: bool


@cache
def public_sources() -> Mapping[str, PublicSource]:
    """Those that `peers: source` of an indicator may name, by id."""
    read = parse_yaml((FOLDER / "sources.yaml").read_text(encoding="utf-8"))
    return {name: PublicSource(one["feed"], Text(one["title"]), one["has_country"]) for name, one in read.items()}


class PublicCatalogue(Mapping[str, Indicator]):
    """The indicators with peers by id, each as its public source has it; and the sizes to divide them by."""

    def __init__(self, own_indicators: Mapping[str, Indicator]) -> None:
        self._own, self._sizes = own_indicators, sizes()
        self._made: dict[str, Indicator] = {}

    def __getitem__(self, name: str) -> Indicator:
        if name in self._sizes:
            return self._sizes[name]
        if name not in self._made:
            indicator = self._own[name]
            if indicator.peers is None:
                raise KeyError(name)
            self._made[name] = indicator.of_institutions()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        yield from (name for name, indicator in self._own.items() if indicator.peers is not None)
        yield from self._sizes

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def sizes() -> Mapping[str, Indicator]:
    """What an institution's size is measured by, where a public source has it: students, staff."""
    return catalogue(FOLDER / "sizes")


def of_institutions(build: OpenBuild) -> OpenBuild:
    """The same build, whose questions are about every institution that the public sources name."""
    return replace(build, indicators=PublicCatalogue(build.indicators))


def counted_of(indicator: Indicator, indicators: Mapping[str, Indicator]) -> Indicator | None:
    """What an indicator is compared with peers by: itself, else the count behind a portfolio's ratio; None where no
    public source has either.
    """
    return _first_with_peers((indicator.id, indicator.counted_by), indicators)


def compared_by(indicator: Indicator, indicators: Mapping[str, Indicator]) -> Indicator | None:
    """The same, else what it is related to."""
    return counted_of(indicator, indicators) or _first_with_peers(indicator.related, indicators)


def _first_with_peers(names: Iterable[str | None], indicators: Mapping[str, Indicator]) -> Indicator | None:
    candidates = (indicators[name] for name in names if name is not None and name in indicators)
    return next((one for one in candidates if one.peers is not None), None)
