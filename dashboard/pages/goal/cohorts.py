"""What is to come: start cohorts by semester of study, against earlier ones at the same semester."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.cached_analyses import cohorts
from dashboard.figures.cohorts import Curve, cohorts_figure, looks
from dashboard.figures.lines import WHOLE
from dashboard.markup import Html, tag
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.legend import key
from dashboard.pages.parts.section import Section
from dashboard.pages.parts.view import View
from models.cohorts import CohortPoint, Cohorts, Standing
from models.question import Question

MOST_CURVES, MOST_SAID = 7, 2
HEADS = (
    "cohorts.head_cohort",
    "cohorts.head_semester",
    "cohorts.head_value",
    "cohorts.head_before",
    "cohorts.head_change",
)


def start_cohorts(reading: Reading, view: View) -> Section | None:
    """The section; None for an indicator that no cohorts lead to, or where none has come far enough."""
    cohorts = cohorts_of(reading, view)
    if cohorts is None or not cohorts.standings:
        return None
    shown = list(cohorts.curves)[-MOST_CURVES:]
    curves = [_curve(cohort, cohorts.curves[cohort], view) for cohort in shown]
    has_figures = any(value is not None for curve in curves for value in curve.values)
    return Section(
        name="cohorts",
        chart="cohorts",
        heading=tag("h2", view.text("cohorts.title"), id="cohorts"),
        sentence=sentence(cohorts, view),
        figure=cohorts_figure(curves, cohorts.meta.unit, view.language) if has_figures else None,
        meta=cohorts.meta,
        table=_tables(cohorts, view),
        legend=_key(curves, view),
    )


def question_of(reading: Reading, view: View) -> Question | None:
    """The question of the cohorts that lead to the page's figure; None without any, or by a unit not theirs."""
    scope = reading.scope
    name = scope.indicator.id if scope.indicator.cumulative_by else scope.indicator.leading
    indicator = view.build.indicators.get(name or "")
    if indicator is None or not set(scope.where) <= set(indicator.dimensions) or not view.build.has_data(indicator):
        return None
    return Question(indicator.id, where=scope.where, units="then" if scope.is_whole else scope.units)


def cohorts_of(reading: Reading, view: View) -> Cohorts | None:
    """The cohorts of the page's scope."""
    question = question_of(reading, view)
    return None if question is None else cohorts(question, view.build)


def sentence(cohorts: Cohorts, view: View) -> str:
    """How the newest cohorts that have come far enough stand against earlier ones, and what an open mark is."""
    sentences = [_says(standing, cohorts, view) for standing in cohorts.standings[-MOST_SAID:]]
    return " ".join([*sentences, view.text("cohorts.open_mark")])


def verdict(standing: Standing, view: View) -> str:
    """The comparison in a few words."""
    return view.text(f"cohort_verdict.{standing.verdict}")


def _says(standing: Standing, cohorts: Cohorts, view: View) -> str:
    unit = cohorts.meta.unit
    place = {"cohort": standing.cohort, "semester": standing.point.semester}
    if standing.before is None or not standing.before[1]:
        return view.text("cohorts.says_alone", value=view.cell(standing.point.row, unit), **place)
    before = view.figure(standing.before[0] / standing.before[1], unit)
    return view.text(
        "cohorts.says",
        value=view.cell(standing.point.row, unit),
        before=before,
        earlier=_names(standing.earlier, view),
        verdict=verdict(standing, view),
        **place,
    )


def _names(cohorts: Sequence[int], view: View) -> str:
    *first, last = [str(cohort) for cohort in sorted(cohorts)]
    return view.text("cohorts.and", first=", ".join(first), last=last) if first else last


def _curve(cohort: int, points: Sequence[CohortPoint], view: View) -> Curve:
    name = view.text("cohorts.name", cohort=cohort)
    return Curve(name, [point.row.value for point in points], points[-1].is_booked)


def _key(curves: Sequence[Curve], view: View) -> Html:
    named = [(curve.name, look) for curve, look in zip(curves, looks(len(curves)), strict=True) if look is not WHOLE]
    grey = [(view.text("cohorts.earlier"), WHOLE)] if len(named) < len(curves) else []
    return key([*grey, *named])


def _tables(cohorts: Cohorts, view: View) -> Html:
    unit = cohorts.meta.unit
    heads = [view.text(head) for head in HEADS]
    lines = [
        Line(
            str(standing.cohort),
            None,
            [
                str(standing.point.semester),
                view.cell(standing.point.row, unit),
                "–" if not standing.before else view.figure(standing.before[0] / standing.before[1], unit),
                verdict(standing, view),
            ],
        )
        for standing in cohorts.standings
    ]
    semesters = range(1, max(len(points) for points in cohorts.curves.values()) + 1)
    every = [
        Line(
            str(cohort),
            None,
            [_size(points, view), *[_cell(points, semester, cohorts, view) for semester in semesters]],
        )
        for cohort, points in cohorts.curves.items()
    ]
    names = [view.text("cohorts.head_cohort"), view.text("cohorts.head_began"), *[str(s) for s in semesters]]
    all_of_them = columns_table(view.text("cohorts.table_all"), names, every)
    # a region that a keyboard can reach and scroll: ten semesters are wider than a phone
    label = view.text("cohorts.table_all")
    scrolling = tag("div", all_of_them, class_="scroll", role="region", tabindex="0", aria_label=label)
    return tag(
        "div",
        columns_table(view.text("cohorts.table"), heads, lines),
        tag("p", view.text("cohorts.how"), class_="foot"),
        tag("details", tag("summary", view.text("cohorts.table_all")), scrolling),
        footer(replace(cohorts.meta, incomplete={}), view, list(cohorts.curves), None),
    )


def _size(points: Sequence[CohortPoint], view: View) -> str:
    began = points[0].row.denominator
    return "" if began is None else view.number(began)


def _cell(points: Sequence[CohortPoint], semester: int, cohorts: Cohorts, view: View) -> str:
    if semester > len(points):
        return ""
    point = points[semester - 1]
    shown = view.cell(point.row, cohorts.meta.unit)
    return f"({shown})" if point.is_booked else shown
