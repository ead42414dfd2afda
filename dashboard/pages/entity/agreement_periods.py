"""The agreements with a partner on one axis of time: those in effect and to come, then those that ended."""

from datetime import date

from dashboard.builds import register
from dashboard.entities import Section
from dashboard.figures.time_line import Look, Period, axis_names, axis_of, bar
from dashboard.format import short_day
from dashboard.markup import Html, join, tag
from dashboard.pages.entity.part import Part
from dashboard.pages.entity.subject import Subject
from dashboard.pages.parts.entity_links import entity_link
from dashboard.pages.parts.view import View
from models.answer import Sign
from models.registers import Entry

NEAR_DAYS = 180
MOST = 12


def periods(section: Section, subject: Subject, view: View) -> Part | None:
    """The drawing, soonest end first; None where there is no agreement with a day."""
    rows = [row for row in register("agreements", view.build) if row["partner_id"] == subject.key and _has_day(row)]
    if not rows:
        return None
    rows.sort(key=lambda row: (row["state"] == "ended", _order(row)))
    shown = [(row, _period(row)) for row in rows[:MOST]]
    axis = axis_of([period for _, period in shown], view.build.as_of)
    lines = [
        tag(
            "tr",
            tag("th", entity_link("agreement", str(row["agreement_id"]), view, "period"), scope="row"),
            tag("td", bar(period, axis), tag("span", _days(period, view), class_="unseen"), class_="drawn"),
            tag("td", _end(row, view), class_="ends"),
        )
        for row, period in shown
    ]
    first, last = view.heading("dimension", "agreement"), view.heading("list_column", "valid_to")
    names = axis_names(axis, view.text("entity.today"))
    drawn = tag("th", names, tag("span", view.text("entity.period"), class_="unseen"), scope="col", class_="drawn")
    head = tag("thead", tag("tr", tag("th", first, scope="col"), drawn, tag("th", last, scope="col")))
    caption = tag("caption", view.text(f"entity_section.{section.id}"), class_="unseen")
    return Part(tag("table", caption, head, tag("tbody", *lines), class_="figures periods"))


def _has_day(row: Entry) -> bool:
    return isinstance(row["valid_from"], date) or isinstance(row["valid_to"], date)


def _order(row: Entry) -> date:
    """The last day; of ended ones the latest comes first."""
    last = row["valid_to"] if isinstance(row["valid_to"], date) else date.max
    return date.fromordinal(date.max.toordinal() - last.toordinal() + 1) if row["state"] == "ended" else last


def _period(row: Entry) -> Period:
    first, last = (row[name] if isinstance(row[name], date) else None for name in ("valid_from", "valid_to"))
    return Period(first, last, _look(row))  # type: ignore[arg-type]  # days, as looked at above


def _days(period: Period, view: View) -> str:
    """The first and the last day, which the bar shows to the eye alone."""
    return "–".join("" if day is None else short_day(day, view.language) for day in (period.first, period.last))


def _look(row: Entry) -> Look:
    if row["state"] == "ended":
        return "over"
    if row["state"] != "in_effect":
        return "coming"
    days = row["days_left"]
    return "near" if isinstance(days, int) and days <= NEAR_DAYS else "running"


def _end(row: Entry, view: View) -> Html:
    """The last day and the state, with the days that are left where they are few."""
    last = row["valid_to"]
    day = short_day(last, view.language) if isinstance(last, date) else Sign.NOT_APPLICABLE.value
    state = view.word("agreement_state", str(row["state"]))
    if _look(row) == "near":
        state = view.text("entity.days_left", days=view.number(int(str(row["days_left"]))))
    return join(day, tag("small", state, class_=_look(row)))
