"""The year that a page shows: chosen among those with figures and kept in the address, else the latest complete one."""

from collections.abc import Iterable

from dashboard.address import Address
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.view import View

DIGITS = 4


def asked_year(view: View) -> int | None:
    """The year that the address asks for; None without one, and for what cannot be a year."""
    year = view.address.year or ""
    return int(year) if len(year) == DIGITS and year.isdecimal() else None


def year_control(years: Iterable[int], view: View) -> Html | None:
    """One year back, the years to choose from, one year on; None where there is nothing to choose.

    Without a year in the address each figure is of its own latest complete year.
    """
    offered = sorted(set(years))
    if len(offered) < 2:  # noqa: PLR2004
        return None
    latest, requested = offered[-1], asked_year(view)
    shown = latest if requested is None else requested
    earlier = max((year for year in offered if year < shown), default=None)
    later = min((year for year in offered if year > shown), default=None)
    name = view.text("years.latest", year=latest) if requested is None else str(requested)
    items = [
        tag("li", _link(view.text("years.latest", year=latest), None, view, is_shown=requested is None)),
        *[tag("li", _link(str(year), year, view, is_shown=year == requested)) for year in reversed(offered)],
    ]
    menu = tag(
        "details", tag("summary", view.text("years.shown"), " ", tag("b", name)), tag("ul", *items), class_="menu"
    )
    parts = [_step("‹", "years.earlier", earlier, latest, view), menu, _step("›", "years.later", later, latest, view)]
    return tag("nav", join(*parts), class_="years", aria_label=view.text("years.label"))


def year_slider(years: Iterable[int], shown: int | None, view: View) -> Html | None:
    """The same choice as a slider beside a map; None where there is nothing to choose."""
    offered = sorted(set(years))
    if len(offered) < 2 or shown not in offered:  # noqa: PLR2004
        return None
    hrefs = " ".join(_to(year, offered[-1], view).href for year in offered)
    slider = tag(
        "input",
        type="range",
        min=offered[0],
        max=offered[-1],
        value=shown,
        data_years=" ".join(map(str, offered)),
        data_hrefs=hrefs,
        aria_label=view.text("years.label"),
    )
    return tag("label", str(offered[0]), slider, tag("output", str(shown)), class_="year-slider")


def _to(year: int, latest: int, view: View) -> Address:
    return view.address.to(year=None if year == latest else str(year))


def _link(name: str, year: int | None, view: View, *, is_shown: bool) -> Html:
    to = view.address.to(year=None if year is None else str(year))
    return tag("a", name, href=to.href, data_go=f"year-{year or 'latest'}", aria_current="true" if is_shown else None)


def _step(sign: str, key: str, year: int | None, latest: int, view: View) -> Html:
    """One year back or on; where there is none the sign remains, so that the other keeps its place."""
    if year is None:
        return tag("span", sign, class_="step", aria_hidden="true")
    sentence = view.text(key, year=year)
    return tag("a", sign, href=_to(year, latest, view).href, data_go=key, aria_label=sentence, class_="step")
