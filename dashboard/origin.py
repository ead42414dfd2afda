"""What figures say of the origin of their data, in every language; real data needs no words."""

from typing import Protocol

from dashboard.text import text
from dashboard.text.labels import word
from models.origin import Origin


class Originated(Protocol):
    """What has an origin: an answer's meta, a build."""

    @property
    def origin(self) -> Origin:
        """Of all that it was made of."""
        ...

    @property
    def synthetic_feeds(self) -> tuple[str, ...]:
        """The feeds that are synthetic, wholly or in part."""
        ...


def origin_label(of: Originated, language: str) -> str | None:
    """`Synthetic data`, `Partly synthetic data`; None for real data."""
    return None if of.origin == "real" else text(f"origin.{of.origin}", language)


def origin_says(of: Originated, language: str) -> str | None:
    """A sentence or two on what is invented; None for real data."""
    if of.origin == "real":
        return None
    feeds = ", ".join(word("feed", feed, language) for feed in of.synthetic_feeds)
    return text(f"origin.{of.origin}_says", language, feeds=feeds)


def origin_line(of: Originated, language: str) -> str | None:
    """Label and sentence on one line; None for real data."""
    label, says = origin_label(of, language), origin_says(of, language)
    return None if label is None else f"{label}: {says}"
