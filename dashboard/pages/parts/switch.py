"""A choice between views, as links: a few side by side, more of them in a menu. The chosen one is in the URL."""

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


def menu(label: str, options: Iterable[Option]) -> Html | None:
    """The choice in words, which opens to all choices; None where there is nothing to choose."""
    options = tuple(options)
    if len(options) < 2:  # noqa: PLR2004
        return None
    chosen = next((option.name for option in options if option.chosen), "")
    links = [
        tag(
            "li",
            tag(
                "a",
                option.name,
                href=option.address.href,
                data_go=f"{label}-{option.name}",
                aria_current="true" if option.chosen else None,
            ),
        )
        for option in options
    ]
    shown = tag("summary", f"{label}: ", tag("b", chosen))
    return tag("nav", tag("details", shown, tag("ul", *links), class_="menu"), class_="years", aria_label=label)
