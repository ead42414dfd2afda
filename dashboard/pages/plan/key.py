"""What the small marks of short rows mean: the line, its shade, and what a change is measured on."""

from collections import Counter
from collections.abc import Sequence

from dashboard.figures.sparkline import sparkline
from dashboard.markup import Html, tag
from dashboard.pages.plan.table import Mark, mark_of
from dashboard.text import text
from models.status import StatusRow

SAMPLE = ((1, 3.0), (2, 3.6), (3, 1.6), (4, 3.2), (5, 4.4))
SAMPLE_YEARS, SAMPLE_BREAK = (1, 5), (3, 3)


def short_key(rows: Sequence[StatusRow], language: str) -> Html:
    """A sample of each mark that some row has, and what it means; a phone's rows say it in words."""
    changed = [row for row in rows if row.change is not None or row.comparison_change is not None or row.against_former]
    marks = Counter(mark_of(row) for row in changed)
    years = Counter(_year(row) for row in changed if mark_of(row) == "year")
    samples: dict[Mark, str] = {
        "year": str(years.most_common(1)[0][0]) if years else "",
        "former": text("plan_mark.former", language),
        "path": text("plan_mark.path", language),
    }
    explained = [
        tag("li", tag("b", sample, class_="from"), text(f"plan_key.{mark}", language))
        for mark, sample in samples.items()
        if marks[mark]
    ]
    line = sparkline(SAMPLE, text("plan_key.trend", language), years=SAMPLE_YEARS, shaded=SAMPLE_BREAK)
    trend = tag("li", tag("span", line, aria_hidden="true"), text("plan_key.trend", language))
    return tag("ul", trend, *explained, class_="plan-key wide", aria_label=text("plan_key.title", language))


def _year(row: StatusRow) -> int | None:
    return row.comparison_year if row.comparison_change is not None else row.baseline_year
