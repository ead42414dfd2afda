"""A slide as markup: large type, a drawing of our own, the table beside it."""

from dashboard.briefing.slide import Chart, Deck, Slide, Table
from dashboard.figures.steps import steps_figure
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.pill import pill
from dashboard.pages.parts.view import View


def drawn(slide: Slide, place: int, of: int, deck: Deck, view: View) -> Html:
    """The slide with its number; each is a section that the keyboard reaches."""
    state = pill(slide.status, view.language, slide.status_words) if slide.status else None
    return tag(
        "section",
        tag("p", deck.origin, class_="slide-origin") if deck.origin else None,
        tag("h2", slide.title),
        tag("p", state, " " if state else None, slide.says, class_="slide-says"),
        tag(
            "div",
            _chart(slide.chart, view),
            None if slide.is_said_by_bars else _table(slide.table),
            class_="slide-body",
        ),
        tag("p", slide.foot, tag("span", f"{place} / {of}", class_="slide-number"), class_="slide-foot"),
        class_="slide cover" if slide.is_cover else "slide",
        tabindex="0",
        aria_label=view.text("briefing.slide", n=place, of=of),
    )


def _chart(chart: Chart | None, view: View) -> Html | None:
    if chart is None:
        return None
    if chart.kind == "bars":
        return _bars(chart)
    return tag("div", steps_figure(chart.categories, chart.series, chart.shown, chart.unit, view.language, chart.says),
               class_="slide-chart")  # fmt: skip


def _bars(chart: Chart) -> Html:
    """Bars from zero, longest first; what is suppressed has its sign and no bar."""
    [series] = chart.series
    top = max((value for value in series.values if value), default=1) or 1
    rows = []
    for name, value, words in zip(chart.categories, series.values, chart.shown, strict=True):
        width = 0 if value is None else 100 * max(value, 0) / top
        bar = tag("i", style=f"width:{width:.1f}%") if width else None
        rows.append(join(tag("dt", name), tag("dd", tag("span", bar, class_="slide-bar"), tag("b", words))))
    return tag("dl", *rows, class_="slide-bars")


def _table(table: Table | None) -> Html | None:
    if table is None or not table.rows:
        return None
    heads = [tag("th", head, scope="col") for head in table.heads]
    rows = [
        tag("tr", tag("th", line[0], scope="row"), *[tag("td", words) for words in line[1:]]) for line in table.rows
    ]
    caption = tag("caption", table.says, class_="unseen")
    style = f"--rows:{len(rows)}"
    return tag("table", caption, tag("thead", tag("tr", *heads)), tag("tbody", *rows), style=style)
