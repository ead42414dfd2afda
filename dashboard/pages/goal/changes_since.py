"""What changed in the figure since an edition or a day: late data, the definition, the units."""

from dashboard.builds import BuildUnreadable, frozen
from dashboard.cached_analyses import changes
from dashboard.changes_since import cells, heads
from dashboard.earlier_builds import Earlier, NothingEarlier, earlier_build
from dashboard.format import day
from dashboard.markup import Html, tag
from dashboard.pages.changes.choice import nothing, since_choice
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from models.changes import Change, Changes
from models.changes.change import CAUSES
from pipelines.build_id import day_of


def since(reading: Reading, view: View) -> None:
    """Draw the section for the edition or the day that the address names, else for the edition frozen last.

    Nothing where no edition is frozen and none asked for, or an earlier build is shown itself.
    """
    editions, requested = frozen(), view.address.since
    if requested not in editions and day_of(requested or "") is None:
        requested = None  # a year, with which other parts of the page compare
    if view.build.asked is not None or reading.programme is not None or not (editions or requested):
        return
    earlier = earlier_build(requested, view.build)
    name = earlier.name or view.short_day(earlier.day) if isinstance(earlier, Earlier) else ""
    title = tag("h2", view.text("since.title", name=name) if name else view.text("changed.title"), id="since")
    other = tag("details", tag("summary", view.text("changed.other")), since_choice(earlier, view), class_="card")
    linked(tag("div", title, _card(earlier, name, reading, view), other), "since", view.language)


def _card(earlier: Earlier | NothingEarlier, name: str, reading: Reading, view: View) -> Html:
    if isinstance(earlier, NothingEarlier):
        return nothing(earlier, view)
    try:
        decomposed = changes(reading.question, view.build, earlier.name or earlier.build.id)
    except BuildUnreadable:
        return tag("p", view.text("since.not_frozen"), class_="card")
    if decomposed is None or not decomposed.rows:
        return tag("p", view.text("since.none", name=name), class_="card")
    [change] = decomposed.rows
    return _figures(change, decomposed, earlier, reading, view)


def _figures(change: Change, decomposed: Changes, earlier: Earlier, reading: Reading, view: View) -> Html:
    unit, language = reading.unit, view.language
    if change.parts is not None and not any(part and part.value for part in (*change.parts.values(), change.whole)):
        same = {"day": day(earlier.day, language), "year": reading.year}
        return tag("p", view.text("since.unchanged", **same, figure=cells(change, unit, language)[0]), class_="card")
    before, after = (":" if row is None else view.cell(row, unit) for row in (change.then, change.now))
    key = "since.says" if earlier.name else "since.says_day"
    sentence = view.text(key, day=day(earlier.day, language), year=reading.year, before=before, after=after)
    if change.parts is None:
        return tag("div", tag("p", sentence), tag("p", view.text("since.suppressed")), class_="card")
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
