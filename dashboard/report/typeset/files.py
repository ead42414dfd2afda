"""A language's report and figures as files: pdf to read, svg for the printer, png for a slide."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from dashboard.report.contents import Contents
from dashboard.report.drawings.framed import framed
from dashboard.report.drawings.paper import sheet
from dashboard.report.drawings.pictures import Picture, pictures
from dashboard.report.typeset.document import document
from dashboard.report.typeset.press import pdf, png


def write_report(report: Path, figures: Path, contents: Contents, language: str) -> None:
    """Write the report to the file `report` and its figures into the folder `figures`, which is made."""
    drawn = pictures(contents, language)
    report.write_bytes(pdf(document(contents, drawn, language), contents.build.built_at))
    _write_figures(figures, drawn)


def _write_figures(folder: Path, by_section: Mapping[str, Sequence[Picture]]) -> None:
    """Each once, as `<id>.svg` and as `<id>.png`."""
    folder.mkdir(parents=True)
    drawn = {one.id: sheet(framed(one), f"{one.title}. {one.says}") for part in by_section.values() for one in part}
    for (name, svg), dots in zip(drawn.items(), png(list(drawn.values())), strict=True):
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        (folder / f"{name}.png").write_bytes(dots)
