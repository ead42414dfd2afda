"""A choice between a few views, as links: the chosen one is in the URL."""

from collections.abc import Iterable
from typing import NamedTuple

from dashboard.address import Address
from dashboard.markup import Html, tag


class Option(NamedTuple):
    """One choice: what it is called, where it leads, whether it is the one shown; `title` where the name is short."""

    name: str
    address: Address
    chosen: bool
    title: str | None = None


def switch(label: str, options: Iterable[Option]) -> Html | None:
    """The choices side by side; None where there is nothing to choose."""
    options = tuple(options)
    if len(options) < 2:  # noqa: PLR2004
        return None
    links = [
        tag(
            "a",
            option.name,
            href=option.address.href,
            data_go=f"{label}-{option.name}",
            title=option.title,
            aria_label=option.title,
            aria_current="true" if option.chosen else None,
        )
        for option in options
    ]
    return tag("nav", *links, class_="switch", aria_label=label)
