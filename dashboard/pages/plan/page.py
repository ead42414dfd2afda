"""The landing page: the plan, goal by goal."""

from collections import Counter
from collections.abc import Sequence

from dashboard.builds import rows_of, serving
from dashboard.markup import Html, tag
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.pill import strip
from dashboard.pages.parts.view import View
from dashboard.pages.plan.cards import cards, headlines
from dashboard.pages.plan.table import goal_table
from models.disclosure import rounding_for
from models.status import StatusRow


def show(view: View) -> None:
    """Draw the page as one piece of markup: it is what readers wait for."""
    linked(page(view, rows_of(view.build)), "page", view.language, "plan")


def page(view: View, rows: Sequence[StatusRow]) -> Html:
    """Title, context, headlines, counts by status, all goals, footer."""
    band = view.build.config.settings.balance_band
    address = view.address.home()
    return tag(
        "div",
        tag("h1", view.build.plan.title[view.language]),
        tag("p", _context(view, rows), class_="sub"),
        cards(headlines(rows, view.build.plan), view.build.indicators, band, address, view.language),
        strip(Counter(row.status for row in rows), view.language),
        tag("h2", view.text("plan.heading")),
        goal_table(view.build.plan, rows, address, view.language),
        tag("p", _footer(view, rows), class_="foot"),
    )


def _context(view: View, rows: Sequence[StatusRow]) -> str:
    parts = [view.text("plan.goals", n=len(rows)), view.text("plan.whole")]
    if years := [row.year for row in rows if row.year is not None]:
        parts.append(view.text("plan.through", year=max(years)))
    parts.append(view.text("plan.certified" if view.build.certified else "plan.not_certified", day=view.built))
    return " · ".join(parts)


def _footer(view: View, rows: Sequence[StatusRow]) -> str:
    years = [row.year for row in rows if row.year is not None]
    return view.text(
        "foot.plan",
        year=max(years, default=""),
        day=view.built,
        rounding=view.text(f"rounding.{rounding_for(serving().viewer)}"),
        signs=view.text("foot.signs"),
    )
