"""What changed since the figure was frozen: late data, the definition, the units."""

from dashboard.builds import frozen
from dashboard.cached_analyses import changes
from dashboard.changes_since import cells, heads
from dashboard.format import cell, day
from dashboard.markup import Html, tag
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from models.changes import Change, Changes
from models.changes.change import CAUSES


def since(reading: Reading, view: View) -> None:
    """Draw the section for the build frozen last; nothing where there is none, or it is the one that is shown."""
    name = next(iter(frozen()), None)
    if name is None or view.build.asked is not None or reading.programme is not None:
        return
    decomposed = changes(reading.question, view.build, name)
    title = tag("h2", view.text("since.title", name=name), id="since")
    if decomposed is None or not decomposed.rows:
        linked(tag("div", title, tag("p", view.text("since.none", name=name), class_="card")), "since", view.language)
        return
    [change] = decomposed.rows
    linked(tag("div", title, _card(change, decomposed, name, reading, view)), "since", view.language)


def _card(change: Change, decomposed: Changes, name: str, reading: Reading, view: View) -> Html:
    unit, language = reading.unit, view.language
    before, after = (":" if row is None else cell(row, unit, language) for row in (change.then, change.now))
    frozen_on = day(frozen()[name], language)
    sentence = view.text("since.says", day=frozen_on, year=reading.year, before=before, after=after)
    if change.parts is None:
        return tag("div", tag("p", sentence), tag("p", view.text("since.hidden")), class_="card")
    table = _table(change, decomposed, reading, view)
    return tag("div", tag("p", sentence), table, class_="card since")


def _table(change: Change, decomposed: Changes, reading: Reading, view: View) -> Html:
    """The figure as frozen, what each cause added, and the figure of today below."""
    language = view.language
    names, shown = heads(language), cells(change, reading.unit, language)
    versions = {"definition": view.text("since.versions", then=decomposed.then.version, now=decomposed.now.version)}
    means = ["", *(f"{view.text(f'since_means.{cause}')} {versions.get(cause, '')}".rstrip() for cause in CAUSES)]
    last = len(CAUSES) + 1
    steps = zip(names[:last], shown[:last], means, strict=True)
    lines = [Line(name, None, [figure, why]) for name, figure, why in steps]
    total = Line(names[last], None, [shown[last], f"{names[-1]}: {shown[-1]}"])
    caption = view.text("since.table", unit=view.text("moved.points") if reading.unit == "percent" else "")
    columns = [view.text("since.cause"), view.text("since.figure"), view.text("since.what")]
    return columns_table(caption.strip(), columns, lines, total, wide=(2,))
