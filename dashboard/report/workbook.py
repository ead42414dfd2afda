"""The pack as a workbook: a sheet per area of the plan, real numbers, native charts, no formula anywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.incomplete_years import MARK, incomplete_words
from dashboard.origin import origin_line
from dashboard.report import words
from dashboard.report.contents import Contents, Section
from dashboard.text import text
from dashboard.text.labels import short_name, word
from dashboard.theme.tokens import COLOURS
from models.answer import Row, Sign
from models.catalogue import Indicator

NUMBERS = {
    "percent": "0.0 %",
    "whole": "0 %",
    "ratio": "0.00",
    "eur": "#,##0",
    "days": "0.0",
    "per_100": "0.0",
    "points": "0.0",
    "cases": "#,##0.0",
    "rank": "0",
    "number": "#,##0",
}
SHEET_NAME_LENGTH = 31
A4 = 9
LEAST_POINTS = 3  # fewer years make no chart
CHART_ROWS, CHART_COLUMNS = 16, 6
WIDTHS = {"goal": 10, "indicator": 52, "unit": 12, "figure": 11, "words": 90}
# What a workbook must never take data for
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass
class _Book:
    workbook: xlsxwriter.Workbook
    contents: Contents
    language: str
    formats: Mapping[str, Format]

    @property
    def origin(self) -> str | None:
        """What every sheet says of data that is not real."""
        return origin_line(self.contents.build, self.language)

    def text(self, key: str, **values: object) -> str:
        return text(key, self.language, **values)


def write_workbook(path: Path, contents: Contents, language: str) -> None:
    """Write the pack in one language. Equal contents give equal bytes: dates are the build's."""
    workbook = xlsxwriter.Workbook(str(path), SAFE)
    built = datetime.fromisoformat(contents.build.built_at).replace(tzinfo=None)
    workbook.set_properties({"title": words.title(contents, language), "created": built})
    book = _Book(workbook, contents, language, _formats(workbook))
    cover = workbook.add_worksheet(book.text("report.contents"))
    sheets = [(section, workbook.add_worksheet(_sheet_name(section, book))) for section in contents.sections]
    for number, (section, sheet) in enumerate(sheets):
        _area(sheet, section, f"area{number}", book)
    others = [_definitions(book), _sources(book)]
    _cover(cover, [sheet for _, sheet in sheets] + others, book)
    workbook.close()


def _formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    styles: dict[str, dict[str, Any]] = {
        kind + mark: {"num_format": f'{shown}"{mark}"' if mark else shown, "align": "right"}
        for kind, shown in NUMBERS.items()
        for mark in ("", MARK)
    }
    styles |= {
        "title": {"bold": True, "font_size": 18, "font_color": COLOURS["ink"]},
        "heading": {"bold": True, "font_size": 13, "font_color": COLOURS["ink"]},
        "note": {"font_color": COLOURS["soft"], "text_wrap": True, "valign": "top"},
        "wrapped": {"text_wrap": True, "valign": "top"},
        "sign": {"align": "right", "font_color": COLOURS["soft"]},
        "origin": {"bold": True, "font_color": COLOURS["ink"]},
    }
    return {name: workbook.add_format(style) for name, style in styles.items()}


def _sheet_name(section: Section, book: _Book) -> str:
    shown = words.section_title(section, book.language)
    return "".join(" " if character in "[]:*?/\\'" else character for character in shown)[:SHEET_NAME_LENGTH].strip()


def _cover(sheet: Worksheet, sheets: Sequence[Worksheet], book: _Book) -> None:
    _printed(sheet, book, is_wide=False)
    sheet.set_column(0, 0, WIDTHS["words"])
    lines = [
        (words.title(book.contents, book.language), "title"),
        (book.contents.build.plan.title[book.language], "heading"),
    ]
    lines += [(line, "wrapped") for line in words.basis(book.contents, book.language)]
    lines += [(book.text("foot.signs"), "wrapped"), ("", "wrapped"), (book.text("report.contents"), "heading")]
    for number, (line, style) in enumerate(lines):
        sheet.write_string(number, 0, line, book.formats[style])
    for number, other in enumerate(sheets, start=len(lines)):
        sheet.write_url(number, 0, f"internal:'{other.get_name()}'!A1", string=other.get_name())


def _area(sheet: Worksheet, section: Section, name: str, book: _Book) -> None:
    contents, language = book.contents, book.language
    _printed(sheet, book, is_wide=True)
    sheet.set_column(0, 0, WIDTHS["goal"])
    sheet.set_column(1, 1, WIDTHS["indicator"])
    sheet.set_column(2, 2, WIDTHS["unit"])
    sheet.set_column(3, 40, WIDTHS["figure"])
    sheet.write_string(0, 0, words.section_title(section, language), book.formats["title"])
    sheet.write_string(1, 0, words.title(contents, language), book.formats["note"])
    if book.origin is not None:
        sheet.write_string(2, 0, book.origin, book.formats["origin"])
    sheet.write_string(3, 0, book.text("report.by_year"), book.formats["heading"])
    years = [str(year) for year in contents.years]
    rows = [[contents.whole(one).get(year) for year in contents.years] for one in section.indicators]
    first = 4
    below = _table(sheet, first, years, list(zip(section.indicators, rows, strict=True)), f"{name}_years", book)
    below = _unfinished(sheet, below, section, book)
    below = _by_faculty(sheet, below + 1, section, f"{name}_faculties", book)
    sheet.freeze_panes(0, 2)
    drawn = 0
    for number, (one, cells) in enumerate(zip(section.indicators, rows, strict=True), start=first + 1):
        since = _charted_since([None if row and _is_unfinished(row, one, book) else row for row in cells])
        if since is not None and words.goal_of(one, contents):
            place = below + 1 + CHART_ROWS * (drawn // 2), 1 if drawn % 2 == 0 else 1 + CHART_COLUMNS
            _chart(sheet, place, one, (first, number, 3 + since, 2 + len(years)), book)
            drawn += 1


def _unfinished(sheet: Worksheet, first: int, section: Section, book: _Book) -> int:
    """A line for each year that is not over by some indicator. Gives the first free row."""
    metas = [book.contents.answers[one.id, None].meta for one in section.indicators]
    lines = list(dict.fromkeys(words for meta in metas for words in incomplete_words(meta, book.language)))
    for number, words_of in enumerate(lines, start=first):
        sheet.write_string(number, 0, f"{MARK} {words_of}", book.formats["sign"])
    return first + len(lines)


def _by_faculty(sheet: Worksheet, first: int, section: Section, name: str, book: _Book) -> int:
    """The year's figures by faculty. Gives the first free row."""
    contents = book.contents
    with_data = [(one, contents.by(one, "faculty", contents.year)) for one in section.indicators]
    with_data = [(one, by) for one, by in with_data if by]
    if not with_data:
        return first
    members = sorted({member for _, by in with_data for member in by if member is not None})
    heads = _distinct([short_name(contents.build.labels, "faculty", member, book.language) for member in members])
    sheet.write_string(first, 0, book.text("report.by_faculty", year=contents.year), book.formats["heading"])
    rows = [(one, [by.get(member) for member in members]) for one, by in with_data]
    return _table(sheet, first + 1, heads, rows, name, book)


def _table(  # noqa: PLR0917
    sheet: Worksheet,
    first: int,
    heads: Sequence[str],
    rows: Sequence[tuple[Indicator, Sequence[Row | None]]],
    name: str,
    book: _Book,
) -> int:
    """A table of Excel's own, so that its header row is one. Gives the first free row."""
    titles = [book.text("report.goal"), book.text("definitions.indicator"), book.text("report.unit"), *heads]
    last = first + len(rows)
    columns = [{"header": head} for head in titles]
    options = {"name": name, "columns": columns, "autofilter": False, "style": "Table Style Light 1"}
    sheet.add_table(first, 0, last, len(titles) - 1, options)
    for number, (one, cells) in enumerate(rows, start=first + 1):
        sheet.write_string(number, 0, words.goal_of(one, book.contents), book.formats["wrapped"])
        sheet.write_string(number, 1, words.name(one, book.language), book.formats["wrapped"])
        sheet.write_string(number, 2, words.measured_in(one, book.language), book.formats["wrapped"])
        for column, row in enumerate(cells, start=3):
            _figure(sheet, number, column, row, one, book)
    return last + 1


def _figure(  # noqa: PLR0917
    sheet: Worksheet, number: int, column: int, row: Row | None, indicator: Indicator, book: _Book
) -> None:
    if row is None or row.value is None:
        sheet.write_string(number, column, str(row.sign if row and row.sign else Sign.MISSING), book.formats["sign"])
        return
    style: str = "whole" if row.is_whole and indicator.unit == "percent" else indicator.unit
    mark = MARK if _is_unfinished(row, indicator, book) else ""
    sheet.write_number(number, column, row.value, book.formats[style + mark])


def _is_unfinished(row: Row, indicator: Indicator, book: _Book) -> bool:
    return book.contents.answers[indicator.id, None].incomplete_until(row) is not None


def _charted_since(cells: Sequence[Row | None]) -> int | None:
    """Where the years with a figure begin that last to the end; text in a chart's range would be drawn as zero."""
    since = len(cells)
    while since and (row := cells[since - 1]) is not None and row.value is not None:
        since -= 1
    return since if len(cells) - since >= LEAST_POINTS else None


def _chart(
    sheet: Worksheet, place: tuple[int, int], indicator: Indicator, cells: tuple[int, int, int, int], book: _Book
) -> None:
    """A line over the years; `cells` are the rows of header and figures, the first and the last column."""
    head, row, first, last = cells
    chart = book.workbook.add_chart({"type": "line"})
    title = words.name(indicator, book.language)
    chart.add_series(
        {
            "name": title,
            "categories": [sheet.get_name(), head, first, head, last],
            "values": [sheet.get_name(), row, first, row, last],
            "line": {"color": COLOURS["blue"], "width": 2.25},
            "marker": {"type": "circle", "size": 5, "fill": {"color": COLOURS["blue"]}, "border": {"none": True}},
        }
    )
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis(
        {
            "min": 0,
            "num_format": NUMBERS[indicator.unit],
            "major_gridlines": {"visible": True, "line": {"color": COLOURS["line"]}},
        }
    )
    chart.set_size({"width": 520, "height": 300})
    first_year = book.contents.first_year + first - 3
    says = book.text("report.chart", name=title, first=first_year, last=book.contents.year)
    sheet.insert_chart(*place, chart, {"description": says, "object_position": 1})


def _definitions(book: _Book) -> Worksheet:
    sheet = book.workbook.add_worksheet(book.text("definitions.title"))
    _printed(sheet, book, is_wide=True)
    heads = ("indicator", "definition", "reference_date", "calendar", "evidence", "version", "caveat")
    titles = ["id", *(book.text(f"definitions.{head}") for head in heads)]
    rows: list[list[str | int]] = []
    for one in book.contents.indicators():
        dated_by = word("reference_date", book.contents.answers[one.id, None].meta.dated_by, book.language)
        calendar = word("calendar", one.calendar, book.language)
        evidence = book.text(f"evidence.{one.evidence}")
        caveats = " ".join(str(caveat[book.language]) for caveat in one.caveats)
        definition = str(one.definition[book.language])
        rows.append(
            [one.id, words.name(one, book.language), definition, dated_by, calendar, evidence, one.version, caveats]
        )
    _listing(sheet, titles, rows, (30, 36, 70, 22, 18, 26, 9, 60), "definitions", book)
    return sheet


def _sources(book: _Book) -> Worksheet:
    sheet = book.workbook.add_worksheet(book.text("definitions.feeds"))
    _printed(sheet, book, is_wide=True)
    keys = (
        "definitions.feeds",
        "about.file",
        "about.changed",
        "about.rows",
        "about.rows_rejected",
        "origin.label",
        "about.checksum",
    )
    rows: list[list[str | int]] = [
        [
            word("feed", one.feed, book.language),
            one.path,
            one.modified_on,
            one.rows_loaded,
            one.rows_quarantined,
            book.text(f"origin.{one.origin}"),
            one.sha256,
        ]
        for one in book.contents.build.sources
    ]
    _listing(sheet, [book.text(key) for key in keys], rows, (34, 48, 14, 14, 14, 20, 68), "sources", book)
    return sheet


def _listing(  # noqa: PLR0917
    sheet: Worksheet,
    titles: Sequence[str],
    rows: Sequence[Sequence[str | int]],
    widths: Sequence[int],
    name: str,
    book: _Book,
) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    options = {"name": name, "columns": [{"header": head} for head in titles], "style": "Table Style Light 1"}
    sheet.add_table(0, 0, max(1, len(rows)), len(titles) - 1, options)
    for number, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell, book.formats["number"])
            else:
                sheet.write_string(number, column, cell, book.formats["wrapped"])
    if book.origin is not None:
        sheet.write_string(max(1, len(rows)) + 2, 0, book.origin, book.formats["origin"])
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _printed(sheet: Worksheet, book: _Book, *, is_wide: bool) -> None:
    """A4, as wide as the page, numbered, each page saying which build, whose rights, and what is not real."""
    sheet.set_paper(A4)
    if is_wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    contents = book.contents
    if book.origin is not None:
        sheet.set_header(f"&L&B{book.origin}")
    sheet.set_footer(f"&L{contents.build.id} · {contents.viewer}&R&P / &N")


def _distinct(heads: Sequence[str]) -> list[str]:
    """Heads of which no two are the same, as a table demands."""
    seen: dict[str, int] = {}
    shown = []
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
        shown.append(head if seen[head] == 1 else f"{head} ({seen[head]})")
    return shown
