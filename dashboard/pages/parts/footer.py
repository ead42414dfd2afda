"""The line under a figure: origin unless real, years, number, reference date, calendar, units, sources, rounding."""

from collections.abc import Sequence

from dashboard.incomplete_years import incomplete_words
from dashboard.markup import Html, tag
from dashboard.origin import origin_label
from dashboard.pages.parts.view import View
from models.answer import Meta


def footer(meta: Meta, view: View, years: Sequence[int], counted: float | None) -> Html:
    """One short line, made from an answer's own explanation; `counted` is what a share rests on."""
    language = view.language
    first, last = min(years), max(years)
    label = origin_label(meta, language)
    parts = [] if label is None else [label]
    parts += [_whose(meta, view)] if view.unit else []
    parts.append(str(first) if first == last else view.text("foot.years", first=first, last=last))
    parts += incomplete_words(meta, language, range(first, last + 1))
    if counted and meta.unit == "percent":
        parts.append(view.text("foot.n", n=view.number(counted)))
    parts.append(view.text("foot.dated_by", dated_by=view.word("reference_date", meta.dated_by)))
    parts.append(view.word("calendar", meta.calendar))
    if {"faculty", "department"} & {*meta.by, *meta.where} and view.build.has_changed_units:
        parts.append(view.text("foot.units", units=view.word("units", meta.units)))
    if feeds := list(dict.fromkeys(view.word("feed", source.feed) for source in meta.sources)):
        parts.append(view.text("foot.source", feeds=", ".join(feeds)))
    if until := view.build.data_until(view.build.indicators[meta.indicator]):
        parts.append(view.text("foot.data_until", day=view.short_day(until)))
    parts.append(view.text("foot.as_of", day=view.as_of))
    parts.append(view.word("rounding", meta.rounding))
    return tag("p", " · ".join(parts), class_="foot")


def _whose(meta: Meta, view: View) -> str:
    """The unit chosen where the answer is of it, else that it is of all."""
    for level, (code,) in view.unit.items():
        if level in meta.where:
            return view.short_name(level, code)
    return view.text("plan.whole")
