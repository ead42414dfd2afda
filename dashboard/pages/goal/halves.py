"""The parts of a goal that asks for several things, each judged for itself."""

from dashboard.format import figure
from dashboard.judgement import JOINED, compared, halves_judged, reason, since
from dashboard.markup import Html, tag
from dashboard.pages.parts.pill import row_pill
from dashboard.pages.parts.view import View
from models.status import StatusRow


def halves(row: StatusRow, view: View) -> Html | None:
    """A card for each part; None for a goal that is one thing."""
    if not row.halves:
        return None
    title = tag("h2", view.text("goal.parts"), tag("span", f" · {halves_judged(row, view.language)}", class_="unit"))
    cards = [_card(half, view) for half in row.halves]
    return tag("section", title, tag("div", *cards, class_="cards"), class_="parts")


def _card(half: StatusRow, view: View) -> Html:
    language, plan = view.language, view.build.plan
    name = half.half[language] if half.half else half.goal.short[language]
    to = view.address.to(indicator=half.indicator, by=None, dated_by=None, year=None)
    moved = since(half, plan, language)
    held = compared(half, view.build.config.settings.balance_band, plan, language)
    notes: list[str | None] = [held] if half.target is not None else [" ".join(moved) if moved else None]
    notes.append(reason(half, language))
    year = view.text("plan.in_year", year=half.year) if half.year else ""
    return tag(
        "div",
        tag("div", tag("a", name, href=to.href, data_go=f"half-{half.indicator}"), " ", year, class_="label"),
        tag("div", _value(half, language), class_="value"),
        tag("div", JOINED.join(note for note in notes if note), class_="note"),
        tag("div", row_pill(half, language), class_="state"),
        class_="card",
    )


def _value(half: StatusRow, language: str) -> str:
    if half.against_former is not None:
        return figure(half.against_former.count, "number", language)
    return str(half.sign or ":") if half.value is None else figure(half.value, half.unit, language)
