"""How far each got: the stages of the latest round, those who reached each, and why others went no further."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.format import cell, figure, number
from dashboard.markup import Html, tag
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.names import heading, member_name
from dashboard.pages.parts.view import View
from dashboard.pages.topic.reading import Reading, in_year, read
from dashboard.topics import Section
from data_contracts.codes import code_values
from models.answer import Answer, Row, Sign

STAGE = "furthest_stage"
MOST_REASONS = 8


@dataclass(frozen=True)
class Step:
    """A stage: those whose way ended there and those who came there or further, None where the reader may not know."""

    stage: str
    ended: int | None
    reached: int | None


def funnel(topic: str, section: Section, view: View) -> None:  # noqa: ARG001  # every kind is drawn alike
    """Draw the section; without figures, what is missing."""
    reading = read(section.indicators[0], view)
    if reading.year is None or section.stages is None:
        linked(tag("p", view.text("empty.chart"), class_="card"), f"topic-{section.id}", view.language)
        return
    found = in_year(reading, (STAGE,), view)
    walked = steps(found.rows, code_values(section.stages))
    under = footer(found, view, [reading.year], None)
    reasons = _reasons(section.by, reading, view) if section.by else None
    linked(
        tag("div", _table(walked, found, reading, view), reasons, under, class_="funnel"),
        f"topic-{section.id}",
        view.language,
    )


def steps(rows: Sequence[Row], stages: Sequence[str]) -> list[Step]:
    """The stages in their order; each person counts at the furthest one, so those beyond are added up.

    A stage without a row has nobody. From a hidden stage back nothing can be added up.
    """
    by_stage = {str(row.key[STAGE]): row for row in rows}
    found: list[Step] = []
    reached: int | None = 0
    for stage in reversed(stages):
        row = by_stage.get(stage)
        ended = 0 if row is None else None if row.sign == Sign.HIDDEN else int(row.numerator or 0)
        reached = None if reached is None or ended is None else reached + ended
        found.append(Step(stage, ended, reached))
    return found[::-1]


def _table(walked: list[Step], found: Answer, reading: Reading, view: View) -> Html:
    first = walked[0].reached
    rows = [_step(step, first, found, view) for step in walked]
    heads = ("topic.stage", "topic.reached", "topic.of_first", "topic.ended")
    to = view.address.indicator_page(reading.indicator.id)
    name = tag(
        "a", getattr(reading.indicator.name, view.language), href=to.href, data_go=f"funnel-{reading.indicator.id}"
    )
    return tag(
        "div",
        tag("p", name, f" · {reading.year}", class_="says"),
        tag(
            "table",
            tag("caption", getattr(reading.indicator.name, view.language), class_="unseen"),
            tag("thead", tag("tr", *[tag("th", view.text(key), scope="col") for key in heads])),
            tag("tbody", *rows),
            class_="levels",
        ),
    )


def _step(step: Step, first: int | None, found: Answer, view: View) -> Html:
    name = member_name(found.meta.labels, STAGE, step.stage, view.language)
    share = None if step.reached is None or not first else step.reached / first
    bar = tag("span", tag("i", style=f"width:{round(100 * (share or 0))}%"), class_="bar", aria_hidden="true")
    of_first = Sign.HIDDEN.value if share is None else figure(share, "percent", view.language)
    return tag(
        "tr",
        tag("th", name, scope="row"),
        tag("td", tag("span", bar, _count(step.reached, view), class_="with-bar"), class_="n"),
        tag("td", of_first, class_="n"),
        tag("td", _count(step.ended, view), class_="n"),
    )


def _count(count: int | None, view: View) -> str:
    return Sign.HIDDEN.value if count is None else number(count, view.language)


def _reasons(by: str, reading: Reading, view: View) -> Html | None:
    """Why people went no further, the most frequent first; those who have no reason have not left."""
    found = in_year(reading, (by,), view)
    rows = sorted((row for row in found.rows if row.key[by] not in (None, "none")), key=lambda r: -(r.numerator or 0))
    if not rows:
        return None
    body = [
        tag(
            "tr",
            tag("th", member_name(found.meta.labels, by, row.key[by], view.language), scope="row"),
            tag("td", cell(row, found.meta.unit, view.language), class_="n"),
        )
        for row in rows[:MOST_REASONS]
    ]
    heads = [tag("th", heading("dimension", by, view.language), scope="col"),
             tag("th", view.text("goal.value_column"), scope="col", class_="n")]  # fmt: skip
    caption = tag("caption", heading("dimension", by, view.language), class_="unseen")
    return tag("table", caption, tag("thead", tag("tr", *heads)), tag("tbody", *body), class_="figures reasons")
