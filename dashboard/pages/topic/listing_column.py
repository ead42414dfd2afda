"""A column of a listing: an indicator by member in a year, or over some, and the year that it is held against."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.pages.parts.view import View
from dashboard.pages.topic.topic_series import Reading, in_year, read
from dashboard.topics import Section
from models.answer import Answer, Row, Sign
from models.catalogue import Indicator

Member = str | int | None


@dataclass(frozen=True)
class Year:
    """An indicator's figures by member, and for all of them together as the indicator itself counts them.

    `total` is never a sum of the rows, which may count one thing twice; None without a figure.
    """

    result: Answer
    rows: Mapping[Member, Row]
    total: Row | None

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year it counts."""
        return self.result.meta.years or (0, 0)


@dataclass(frozen=True)
class Column:
    """An indicator now, and before where the listing shows a change."""

    indicator: Indicator
    now: Year
    before: Year | None

    @property
    def shown(self) -> tuple[Year, ...]:
        """Now, and before where there is one."""
        return (self.now, self.before) if self.before else (self.now,)

    @property
    def is_share(self) -> bool:
        """A share of things, which are few for each member: counts show it better than a percentage."""
        return self.indicator.unit == "percent" and not self.indicator.persons

    @property
    def is_yes_or_no(self) -> bool:
        """Whether each member is one thing, that is so or not."""
        return self.is_share and all(row.denominator in (0, 1) for row in self.now.rows.values())

    def row(self, member: Member, year: Year | None = None) -> Row:
        """A member's row, now if not in another year; without one it counts nothing, or has nothing to divide by."""
        rows = (year or self.now).rows
        if member in rows:
            return rows[member]
        counts = self.indicator.denominator is None
        return Row({}, 0, None, 0.0) if counts else Row({}, None, None, None, Sign.NOT_APPLICABLE)

    def pair(self, member: Member) -> tuple[Row, Row | None]:
        """A member's row now, and before where the listing shows a change."""
        return self.row(member), (self.row(member, self.before) if self.before else None)

    def totals(self) -> tuple[Row | None, Row | None]:
        """All members together, now and before."""
        return self.now.total, (self.before.total if self.before else None)

    def weight(self, member: Member) -> float | None:
        """What rows are put in order by: the change where there is one, a share's count, else the value."""
        row, before = self.pair(member)
        if before is not None:
            return difference(row, before)
        return row.numerator if self.is_share and not self.is_yes_or_no else row.value


def difference(now: Row | None, before: Row | None) -> float | None:
    """The change between two rows; None where either cannot be shown."""
    if now is None or before is None or now.value is None or before.value is None:
        return None
    return now.value - before.value


def column_of(name: str, by: str, section: Section, view: View) -> Column | None:
    """Ask for an indicator as a section lists it; None without a year that has a figure."""
    indicator = view.build.indicators[name]
    reading = read(name, view, to_date=section.to_date and indicator.time == "stock")
    if reading.year is None:
        return None
    adds_up = indicator.time == "flow" and indicator.value in ("count", "money")
    now = _year(reading, by, section.since if adds_up else None, view)
    before = _year(replace(reading, year=section.base), by, None, view) if section.base else None
    return Column(indicator, now, before)


def _year(reading: Reading, by: str, since: int | None, view: View) -> Year:
    result = in_year(reading, (by,), view, since)
    total = in_year(reading, (), view, since).rows
    return Year(result, {row.key[by]: row for row in result.rows}, total[0] if total else None)
