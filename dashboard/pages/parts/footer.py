"""The line under a figure: years, number, clock, calendar, source, date, rounding, signs."""

from dashboard.format import number
from dashboard.markup import Html, tag
from dashboard.pages.parts.names import word
from dashboard.pages.parts.view import View
from models.answer import Answer


def footer(answer: Answer, view: View, counted: float | None) -> Html:
    """One short line, made from the answer's own explanation; `counted` is what the figures rest on."""
    meta, language = answer.meta, view.language
    parts = [_years(answer, view)]
    if counted:
        parts.append(view.text("foot.n", n=number(counted, language)))
    parts.append(view.text("foot.clock", clock=word("clock", meta.clock, language)))
    parts.append(word("calendar", meta.calendar, language))
    if feeds := list(dict.fromkeys(word("feed", source.feed, language) for source in meta.sources)):
        parts.append(view.text("foot.source", feeds=", ".join(feeds)))
    parts.append(view.text("foot.as_of", day=view.as_of))
    parts.append(word("rounding", meta.rounding, language))
    parts.append(view.text("foot.signs"))
    return tag("p", " · ".join(part for part in parts if part), class_="foot")


def _years(answer: Answer, view: View) -> str:
    years = [year for row in answer.rows if isinstance(year := row.key.get("year"), int)]
    first, last = (min(years), max(years)) if years else answer.meta.years or (None, None)
    if first is None:
        return ""
    return str(first) if first == last else view.text("foot.years", first=first, last=last)
