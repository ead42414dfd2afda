"""The bridge from our figure to an official one as a table with a running total."""

from dataclasses import dataclass

from dashboard.format import cell, change, number
from dashboard.text import text
from dashboard.text.labels import word
from models.answer import Sign
from models.explanation import About


@dataclass(frozen=True)
class Rung:
    """A line of the bridge: what it is, why, what it changes (empty: nothing can be changed there) and what stands."""

    name: str
    why: str
    change: str
    value: str


@dataclass(frozen=True)
class BridgeTable:
    """The bridge as a table with a running total, and what there is to say below it.

    `series` has a line for each year that the source has published: year, our figure, the source's, the difference.
    """

    title: str
    rungs: tuple[Rung, ...]
    notes: tuple[str, ...]
    series_title: str = ""
    series_heads: tuple[str, ...] = ()
    series: tuple[tuple[str, ...], ...] = ()


def bridge(about: About, language: str) -> BridgeTable | None:
    """The bridge in a language; None for a figure that has none."""
    crossing = about.crossing
    if crossing is None:
        return None
    source, suppressed = crossing.bridge.source[language], Sign.SUPPRESSED.value

    def count(value: int | None) -> str:
        return suppressed if value is None else number(value, language)

    dated_by = text("foot.dated_by", language, dated_by=word("reference_date", about.meta.dated_by, language))
    rungs = [Rung(text("about.ours", language), dated_by, "", count(crossing.ours))]
    for taken in crossing.steps:
        moved = suppressed if taken.change is None else change(taken.change, "number", language)
        why = taken.step.why[language]
        if taken.beside is not None:
            why += " " + text("about.beside", language, n=cell(taken.beside, "number", language))
        rungs.append(Rung(taken.step.name[language], why, moved, count(taken.value)))
    notes = [] if crossing.counted is not None else [text("about.suppressed_step", language)]
    if crossing.counted is not None:
        rungs.append(Rung(crossing.bridge.counted[language], "", "", count(crossing.counted)))
    if (published := crossing.published) is not None:
        if published.unrounded:
            moved = change(published.unrounded, "number", language)
            rungs.append(Rung(text("about.unrounded", language), "", moved, ""))
        if published.remainder is not None:
            moved = change(published.remainder, "number", language)
            rungs.append(Rung(text("about.remainder", language), crossing.bridge.remainder[language], moved, ""))
        files = ", ".join(file.path for file in published.sources if file.rows_loaded)
        rungs.append(Rung(text("about.published", language, source=source), files, "", count(published.value)))
    else:
        notes.append(text("about.unpublished", language, source=source))
    return BridgeTable(
        text("about.bridge", language, source=source),
        tuple(rungs),
        tuple(notes),
        text("about.series", language, source=source),
        (
            text("goal.year", language),
            text("about.ours", language),
            text("about.published", language, source=source),
            text("about.difference", language),
        ),
        tuple(
            (
                str(one.year),
                count(one.ours),
                count(one.published),
                "" if one.ours is None else change(one.published - one.ours, "number", language),
            )
            for one in crossing.series
        ),
    )
