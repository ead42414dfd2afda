"""About this number: everything behind a figure, folded under it."""

from dashboard.builds import about
from dashboard.explanation import BridgeTable, Explanation, File, describe
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.table import column, figures, line, table
from dashboard.pages.parts.view import View
from models.question import Question


def about_panel(question: Question, view: View, *, is_open: bool = False) -> Html:
    """The panel of the figure that a question gives, closed unless the reader asked for it. Raises QuestionError."""
    explanation = describe(about(question, view.build), view.language)
    return tag(
        "details",
        tag("summary", view.text("about.title")),
        tag("p", explanation.definition, class_="says"),
        tag("dl", *[join(tag("dt", term), tag("dd", words)) for term, words in explanation.terms], class_="terms-of"),
        _bridge(explanation.bridge, view) if explanation.bridge else None,
        _files(explanation, view),
        *[_folded(title, tag("pre", sql, class_="sql", tabindex="0")) for title, sql in explanation.sql],
        class_="about",
        open=is_open,
    )


def _folded(title: str, content: Html) -> Html:
    """What few readers open: the answer to most questions is above it, and should not be hidden by it."""
    return tag("details", tag("summary", tag("h3", title)), content, class_="deeper")


def _bridge(bridge: BridgeTable, view: View) -> Html:
    rows = [
        line(
            join(rung.name, tag("small", rung.why) if rung.why else None),
            *figures([rung.change, rung.value]),
            class_=None if rung.change else "stands",
        )
        for rung in bridge.rungs
    ]
    heads = [
        column(view.text("about.step")),
        *(column(view.text(f"about.{name}"), "n") for name in ("change", "stands")),
    ]
    return join(
        tag("h3", bridge.title),
        table(bridge.title, heads, rows, class_="bridge"),
        *[tag("p", note, class_="foot") for note in bridge.notes],
        _series(bridge) if bridge.series else None,
    )


def _series(bridge: BridgeTable) -> Html:
    """Our figure beside the source's, a line for each year."""
    year, *others = bridge.series_heads
    heads = [column(year), *(column(name, "n") for name in others)]
    rows = [line(name, *figures(cells)) for name, *cells in bridge.series]
    return join(tag("h3", bridge.series_title), table(bridge.series_title, heads, rows, class_="bridge series"))


def _files(explanation: Explanation, view: View) -> Html:
    title = view.text("about.files")
    if not explanation.files:
        return join(tag("h3", title), tag("p", view.text("about.no_files")))
    heads = [column(view.text(key)) for key in ("about.file", "about.changed", "about.checksum")]
    heads += [column(view.text(key), "n") for key in ("about.rows", "about.rows_rejected")]
    return _folded(title, table(title, heads, [_file(file) for file in explanation.files], class_="files"))


def _file(file: File) -> Html:
    return line(
        join(tag("span", file.path, class_="path"), tag("small", file.feed)),
        tag("td", file.changed),
        tag("td", tag("code", file.checksum, title=file.sha256)),
        *figures([file.rows, file.quarantined]),
    )
