"""Over the years of a framework programme: its figures added up, against the former programme's after as many years."""

from dashboard.figures.reference_marks import Against
from dashboard.figures.trend import trend_figure
from dashboard.format import cell
from dashboard.markup import Html, tag
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.goal.programme import FRAMEWORK, Programme
from dashboard.pages.goal.references import references
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section
from dashboard.pages.parts.table import column, figures, line, table
from dashboard.pages.parts.view import View
from models.answer import Row
from models.status import StatusRow


def programme_history(programme: Programme, reading: Reading, row: StatusRow, heading: Html, view: View) -> Section:
    """The section under its heading."""
    says = sentence(programme, reading.year or 0, reading.unit, view)
    years = range(1, programme.years + 1)
    running = [(year, _value(programme.running.get(programme.first_year + year - 1))) for year in years]
    former = [(year, _value(programme.former.get(programme.former_first_year + year - 1))) for year in years]
    drawn = trend_figure(
        running,
        reading.unit,
        view.language,
        Against(whole=(former, _short(programme.former_name, programme.name, view))),
        marked_year=programme.year_of(reading.year or 0),
        links=[_link(programme, year, view) for year in years],
        names={year: view.text("programme.year", n=year) for year in years},
    )
    below = _below(programme, reading, row, view)
    return Section("history", "trend", heading, says, drawn, programme.answer.meta, below, is_below=True)


def sentence(programme: Programme, year: int, unit: str, view: View) -> str:
    """What the chart says, made from its figures."""
    now, before = programme.running.get(year), programme.former_after(year)
    if now is None or now.value is None:
        return view.text("empty.chart")
    words = view.text(
        "programme.after",
        value=view.figure(now.value, unit),
        n=programme.year_of(year),
        programme=_name(programme.name, view),
    )
    if before is None or before.value is None:
        return f"{words}."
    difference = view.change(now.value - before.value, unit, words=True)
    return view.text("programme.against", figure=words, change=difference, former=_name(programme.former_name, view))


def _below(programme: Programme, reading: Reading, row: StatusRow, view: View) -> Html:
    heads = [column(_name(name, view), "n") for name in (programme.name, programme.former_name)]
    rows = [_row(programme, year, reading.unit, view) for year in range(programme.years, 0, -1)]
    title = view.text("goal.trend_table")
    years = table(title, [column(view.text("programme.column")), *heads], rows)
    return tag(
        "div",
        references(reading, row, view),
        tag("details", tag("summary", title), years),
        footer(programme.answer.meta, view, list(programme.running), None),
    )


def _row(programme: Programme, year: int, unit: str, view: View) -> Html:
    row = programme.running.get(programme.first_year + year - 1)
    former = programme.former.get(programme.former_first_year + year - 1)
    href, shown = _link(programme, year, view), view.text("programme.year", n=year)
    name = tag("a", shown, href=href, data_go=f"programme-{year}") if href else shown
    cells = figures(_shown(cell, unit, view.language) for cell in (row, former))
    return line(name, *cells, data_row=href is not None)


def _link(programme: Programme, year: int, view: View) -> str | None:
    calendar_year = programme.first_year + year - 1
    return view.address.to(year=str(calendar_year)).href if calendar_year in programme.yearly else None


def _name(framework: str, view: View) -> str:
    return view.name_of(FRAMEWORK, framework)


def _short(framework: str, other: str, view: View) -> str:
    """`Horizon 2020` of `Horizon 2020 (2014–2020)`: on a phone a longer name would run into its line.

    The years alone where the `other` programme has the same name, as both of Erasmus+ have.
    """
    name, _, years = _name(framework, view).partition(" (")
    return years.removesuffix(")") if years and _name(other, view).startswith(f"{name} (") else name


def _value(row: Row | None) -> float | None:
    return row.value if row else None


def _shown(row: Row | None, unit: str, language: str) -> str:
    if row is None:
        return "–"
    return cell(row, unit, language)
