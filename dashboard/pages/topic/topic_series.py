"""The figures of a topic's section: an indicator's complete years, for the faculty and the country that are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from dashboard.address import Address
from dashboard.builds import answer
from dashboard.markup import Html, tag
from dashboard.pages.parts.view import View
from dashboard.pages.parts.years import asked_year
from dashboard.topics import Section
from models.answer import Answer, Row
from models.catalogue import Indicator
from models.question import Question
from models.status.series import Series, complete_years, last_year_with_data

T = TypeVar("T")
PHONE_ROWS = 6  # of a listing, in theme/parts.css too


@dataclass(frozen=True)
class Reading:
    """An indicator over its complete years; `year` is the last with a figure, or the one that the address asks for.

    None where there is no figure to show.
    """

    indicator: Indicator
    answer: Answer
    series: Series
    year: int | None

    @property
    def now(self) -> Row | None:
        """The row of that year."""
        return None if self.year is None else self.series[self.year]


def country_of(view: View) -> str | None:
    """The country that the address keeps, where the build knows it."""
    return view.address.country if view.address.country in view.build.labels.get("country", {}) else None


def where_of(indicator: Indicator, view: View) -> dict[str, tuple[str, ...]]:
    """The unit and the country that the address keeps, for an indicator that has them."""
    country = country_of(view)
    kept = {**view.unit, **({"country": (country,)} if country else {})}
    return {name: members for name, members in kept.items() if name in indicator.dimensions}


def read(name: str, view: View, *, to_date: bool = False) -> Reading:
    """Ask for an indicator by year; `to_date` takes the running year along, as of the day of the build."""
    indicator = view.build.indicators[name]
    result = answer(Question(name, ("year",), where_of(indicator, view)), view.build)
    series: Series = complete_years(result, view.build.known_until(indicator), view.build.academic_month)
    if to_date:
        series = {int(str(row.key["year"])): row for row in result.rows}
    requested = asked_year(view)
    if requested is None:
        return Reading(indicator, result, series, last_year_with_data(series, max(series, default=0)))
    return Reading(indicator, result, series, requested if requested in series else None)


def in_year(reading: Reading, by: tuple[str, ...], view: View, since: int | None = None) -> Answer:
    """The year shown, broken down; with `since`, all years from that one."""
    year = reading.year or 0
    question = Question(reading.indicator.id, by, where_of(reading.indicator, view), (since or year, year))
    return answer(question, view.build)


def below(name: str, by: str, member: str | int | None, view: View) -> Address:
    """Where a member leads: one level down, or to its own page where there is one, else to the indicator's page."""
    page = view.address.indicator_page(name)
    if member in view.build.labels.get(by, {}):
        if by in ("faculty", "department"):
            return page.to(**{"department": None, by: str(member)})
        if by in ("partner", "programme"):
            return view.address.entity(by, str(member))
        if by == "country" and "partner" in view.build.indicators[name].dimensions:
            return view.address.to(country=str(member), map=None, rows=None, sort=None)
        return page.to(by=by, compare=str(member))  # which marks its row and draws its line
    return page.to(by=by)


def shown_first(rows: Sequence[T], most: int, section: Section, view: View) -> tuple[Sequence[T], Html | None]:
    """The first rows and a link to all of them, or all where the address says so.

    A phone shows fewer in a table of `first-rows`, and has the link where a desk's screen needs none.
    """
    if len(rows) <= PHONE_ROWS:
        return rows, None
    shows_all = is_all(section, view)
    to = view.address.to(rows=None if shows_all else section.id)
    label = view.text("listing.fewer", n=min(most, len(rows))) if shows_all else view.text("listing.all", n=len(rows))
    link = tag("a", label, href=to.href, data_go=f"rows-{section.id}")
    words = tag("p", link, class_="foot" if len(rows) > most else "foot on-phone")
    return (rows if shows_all else rows[:most]), words


def is_all(section: Section, view: View) -> bool:
    """Whether the address asks for all rows of a section."""
    return view.address.rows == section.id
