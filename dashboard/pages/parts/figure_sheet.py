"""Figures by member as a table to download: the cells that bars and lines are drawn from."""

from collections.abc import Iterable

from dashboard.downloads.sheet import Cell, Column, Sheet, cells
from dashboard.pages.parts.view import View
from models.answer import Row
from models.question import Question


def member_columns(by: str, view: View) -> tuple[Column, Column]:
    """A member's code and name."""
    return Column(view.text("download.code")), Column(view.heading("dimension", by))


def figure_columns(unit: str, view: View) -> tuple[Column, Column, Column]:
    """The three columns of `cells`."""
    counted = "eur" if unit == "eur" else "number"
    return (
        Column(view.text("goal.numerator"), counted),
        Column(view.text("goal.denominator"), counted),
        Column(view.text("goal.value_column"), unit),
    )


def member_cells(member: str | int | None, row: Row | None, by: str, view: View) -> tuple[Cell, ...]:
    """What is below both: code, name and figures of a member."""
    return member, view.name_of(by, member), *cells(row)


def sheet_by_member(question: Question, rows: Iterable[Row], unit: str, year: int, view: View) -> Sheet:
    """A year's figures by the one dimension of a question."""
    [by] = question.by
    columns = (*member_columns(by, view), *figure_columns(unit, view))
    return Sheet(
        f"{view.heading('dimension', by)} {year}",
        question,
        columns,
        [member_cells(row.key[by], row, by, view) for row in rows],
    )
