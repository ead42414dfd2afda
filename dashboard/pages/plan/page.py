"""The landing page: the plan, goal by goal, for the whole institution or a unit of it."""

from collections.abc import Sequence

from dashboard.builds import rows_of, serving
from dashboard.cached_analyses import peers
from dashboard.judgement import headlines
from dashboard.markup import Html, join, tag
from dashboard.origin import origin_label
from dashboard.pages.changes.compared import changed_since
from dashboard.pages.lists.measures import overdue
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.units import chooser, unit_name
from dashboard.pages.parts.view import View
from dashboard.pages.plan.cards import cards
from dashboard.pages.plan.changed import band
from dashboard.pages.plan.filters import count, filters, kept, none
from dashboard.pages.plan.key import short_key
from dashboard.pages.plan.table import goal_table
from dashboard.peer_words import rank
from models.disclosure import rounding_for
from models.peers import counted_of
from models.status import StatusRow

FULL, COMPACT = "full", "compact"


def show(view: View) -> None:
    """Draw the page as one piece of markup: it is what readers wait for."""
    linked(markup(view), "page", view.language, f"plan {view.unit}")


def markup(view: View) -> Html:
    """The whole page, with the rows that the build keeps."""
    whole = rows_of(view.build)
    return page(view, rows_of(view.build, view.unit) if view.unit else whole, whole)


def page(view: View, rows: Sequence[StatusRow], whole: Sequence[StatusRow]) -> Html:
    """Title, context, the unit, headlines, filters, the goals they leave, footer; `whole` is beside a unit."""
    shown = kept(rows, view.address)
    name = unit_name(view)
    changed = None if name or view.build.asked else changed_since(rows, view)
    return tag(
        "div",
        tag("h1", view.build.plan.title[view.language], tag("span", f" · {name}", class_="unit") if name else None),
        tag("p", _context(view, rows), class_="sub context"),
        chooser(view),
        band(changed, view) if changed else None,
        overdue(view),
        cards(headlines(rows, view.build.plan), {row.goal.id: row for row in whole} if name else {}, view),
        filters(rows, view),
        tag(
            "div",
            tag("h2", view.text("plan.heading")),
            count(len(shown), len(rows), view),
            tag("a", view.text("briefing.link"), href=view.address.briefing().href, data_go="briefing")
            if shown
            else None,
            tag("div", _layouts(view), class_="wide") if shown else None,
            class_="line",
        ),
        _goals(shown, view) if shown else none(view),
        _would_line(view) if is_short(view) else None,
        tag("p", _footer(view, rows), class_="foot"),
        class_=" ".join(_classes(view)),
    )


def _goals(shown: Sequence[StatusRow], view: View) -> Html:
    table = goal_table(view.build.plan, shown, view.address, view.language, _ranks(shown, view))
    if not is_short(view):
        return tag("div", table, class_="goal-list")
    return join(short_key(shown, view.language), tag("div", table, class_="goal-list compact"))


def _would_line(view: View) -> Html:
    """Where the line of the goal in focus is shown; a screen reader has it in the goal's own row."""
    return tag("p", "", class_="would-line", aria_hidden="true", data_empty=view.text("plan.would_hint"))


def is_short(view: View) -> bool:
    """Whether a goal has one short row on a desk's screen, in columns; a phone has all details at all times."""
    return view.address.layout != FULL


def _classes(view: View) -> list[str]:
    """How the page is laid out: short rows, alone on one screen where the reader asks for it, else all details."""
    classes = ["plan"]
    classes += ["short-plan"] if is_short(view) else []
    classes += ["compact-plan"] if view.address.layout == COMPACT else []
    return classes


def _layouts(view: View) -> Html | None:
    """Short rows below the headlines, the same alone on one screen, or a row with all that is known of each goal."""
    layout = view.address.layout if view.address.layout in (FULL, COMPACT) else None
    choices = {None: view.text("plan.short"), COMPACT: view.text("plan.compact"), FULL: view.text("plan.full")}
    options = [Option(name, view.address.to(layout=to), layout == to) for to, name in choices.items()]
    return switch(view.text("plan.layout"), options)


def _context(view: View, rows: Sequence[StatusRow]) -> str:
    parts = [view.text("plan.goals", n=len(rows)), view.text("plan.own_figures" if view.unit else "plan.whole")]
    if years := [row.year for row in rows if row.year is not None]:
        parts.append(view.text("plan.through", year=max(years)))
        parts += [view.text("plan.running", year=year) for year in _running(max(years), view)]
    parts.append(view.text("plan.certified" if view.build.certified else "plan.not_certified", day=view.built))
    if view.build.plan.is_translated(view.language):
        parts.append(view.text("plan.translated_says"))
    return " · ".join(parts)


def _ranks(rows: Sequence[StatusRow], view: View) -> dict[str, str]:
    """The institution's place among others, in words, by goal; a unit has none."""
    if view.unit:
        return {}
    words = {row.goal.id: _rank(row, view) for row in rows}
    return {goal: sentence for goal, sentence in words.items() if sentence is not None}


def _rank(row: StatusRow, view: View) -> str | None:
    """By what the goal is read by, or the first of its halves that a public source has of others."""
    indicators = view.build.indicators
    names = [part.indicator or "" for part in (row, *row.halves)]
    read = [indicators[name] for name in names if name in indicators]
    for counted in (counted_of(one, indicators) for one in read):
        if counted is not None and (comparison := peers(counted.id, None, view.build)) is not None:
            return rank(comparison, view.language)
    return None


def _running(last: int, view: View) -> list[int]:
    """The year that runs on the day of the build, where it is another than the last complete one."""
    year = view.build.as_of.year
    return [year] if year > last else []


def _footer(view: View, rows: Sequence[StatusRow]) -> str:
    years = [row.year for row in rows if row.year is not None]
    label = origin_label(view.build, view.language)
    words = view.text(
        "foot.plan",
        year=max(years, default=""),
        day=view.built,
        rounding=view.text(f"rounding.{rounding_for(serving().viewer)}"),
    )
    return words if label is None else f"{label} · {words}"
