"""Where the figure is heading if nothing new is done, and when it meets its target at this pace."""

from dashboard.cached_analyses import forecast
from dashboard.figures.forecast import Ahead, Foreseen
from dashboard.format import goal_line
from dashboard.markup import Html, tag
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.parts.view import View
from models.forecast import Forecast, Point
from models.forecast.forecast_target import Model
from models.question import Question

YEARS_SHOWN, MOST_YEARS_SHOWN = 5, 10
MODELS: dict[Model, tuple[str, str]] = {
    "share": ("forecast.model_share", "forecast.how_share"),
    "portfolio": ("forecast.model_portfolio", "forecast.how_portfolio"),
}


def foreseen(reading: Reading, view: View) -> Forecast | None:
    """The forecast of the page's figure; None for one that nothing foresees, or dated otherwise than by default."""
    scope = reading.scope
    if reading.programme or scope.dated_by != scope.indicator.default_reference_date:
        return None
    question = Question(scope.indicator.id, where=scope.where, units="then" if scope.is_whole else scope.units)
    result = forecast(question, view.build)
    return result if result and result.verdict != "no_data" else None


def shown_points(result: Forecast) -> tuple[Point, ...]:
    """The years ahead that are drawn: to the target's year and some beyond the last, to its reaching where near."""
    last = result.last_year or 0
    until = max(result.due, last + YEARS_SHOWN)
    if result.reached_in and result.reached_in <= last + MOST_YEARS_SHOWN:
        until = max(until, result.reached_in)
    return tuple(point for point in result.value_at if point.year <= until)


def ribbon(result: Forecast, view: View) -> Ahead | None:
    """The years ahead as a mark of the trend, beginning at the last figure."""
    points = shown_points(result)
    start = result.observed.get(result.last_year or 0)
    if not points or start is None:
        return None
    unit = result.meta.unit
    marks = [Foreseen(p.year, p.low, p.mid, p.high, f"{view.figure(p.mid, unit)} ({span(p, result, view)})")
             for p in points]  # fmt: skip
    name = view.text("forecast.label", mid=view.figure(points[-1].mid, unit))
    return Ahead([Foreseen(result.last_year or 0, start, start, start, ""), *marks], name)


def span(point: Point, result: Forecast, view: View) -> str:
    """The edges of a year: `17.6–27.1 %`."""
    low, high = (view.figure(edge, result.meta.unit) for edge in (point.low, point.high))
    return f"{low.removesuffix('%').rstrip()}–{high}"


def sentence(result: Forecast, view: View, *, judged: bool) -> str:
    """What is foreseen, and for what is judged when the target is met."""
    parts = []
    if points := shown_points(result):
        last = points[-1]
        mid = view.figure(last.mid, result.meta.unit)
        parts.append(view.text("forecast.says", mid=mid, year=last.year, span=span(last, result, view)))
    elif result.verdict == "too_few_years":
        parts.append(view.text("forecast.too_few"))
    elif result.verdict == "too_few_cases":
        parts.append(view.text("forecast.too_few_cases"))
    if judged and (meets := _meets(result, view)):
        parts.append(meets)
    parts += [
        view.text(
            "forecast.from_cohorts",
            mid=view.figure(point.mid, result.meta.unit),
            year=point.year,
            span=span(point, result, view),
        )
        for point in result.from_cohorts
    ]
    return " ".join(parts)


def card(result: Forecast, view: View) -> tuple[str, str, str] | None:
    """Label, the year in which the target is met, and what is foreseen; None where too little is known to say."""
    points = shown_points(result)
    if not points:
        return None
    target = goal_line(result.target.value, result.meta.unit, view.language)
    mid = view.figure(points[-1].mid, result.meta.unit)
    notes = [view.text("forecast.by_year", year=points[-1].year, mid=mid, span=span(points[-1], result, view))]
    value = str(result.reached_in or view.text("forecast.not_by", year=result.horizon))
    if result.reached_in is None and (best := result.reached_interval[0]):
        value = view.text("forecast.unlikely_by", year=result.horizon)
        notes.append(view.text("forecast.earliest", year=best))
    return view.text("forecast.card", target=target), value, " · ".join(notes)


def how(result: Forecast, view: View) -> Html:
    """The model in one line, and behind it how it is made and what it is not."""
    model, made = MODELS[result.model]
    items = [view.text(made, years=_span_of(result.years_used))]
    if result.years_marked:
        items.append(view.text("forecast.marked", years=", ".join(map(str, result.years_marked))))
    if result.years_left_out:
        items.append(view.text("forecast.left_out", years=", ".join(map(str, sorted(result.years_left_out)))))
    items += [view.text(key) for key in ("forecast.edges", "forecast.no_plan", "forecast.more")]
    return tag(
        "details",
        tag("summary", view.text(model)),
        tag("ul", *[tag("li", item) for item in items]),
    )


def _meets(result: Forecast, view: View) -> str | None:
    target = goal_line(result.target.value, result.meta.unit, view.language)
    match result.verdict:
        case "reached":
            return view.text("forecast.reached", target=target, year=result.reached_in)
        case "in_time" | "too_late":
            earliest, latest = (str(year or view.text("forecast.not_by", year=result.horizon))
                                for year in result.reached_interval)  # fmt: skip
            return view.text("forecast.meets", target=target, year=result.reached_in, earliest=earliest, latest=latest)
        case "not_within_horizon":
            best = result.reached_interval[0]
            if best is None:
                return view.text("forecast.never", target=target, year=result.horizon)
            return view.text("forecast.never_at_best", target=target, horizon=result.horizon, year=best)
        case _:
            return None


def _span_of(years: tuple[int, ...]) -> str:
    return f"{years[0]}–{years[-1]}" if years else "–"
