"""A deck as a PowerPoint file: native charts and tables, alt texts, sources at the foot of each slide."""

import io
from datetime import datetime
from typing import Any, Final

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from dashboard.briefing.fitting import lines_size, table_size, title_size
from dashboard.briefing.slide import Chart, Deck, Slide, Table
from dashboard.theme.status import LOOKS
from dashboard.theme.tokens import COLOURS

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, WIDE = Inches(0.6), Inches(12.13)
TITLE_ONLY = 5  # the layout of the default template that has a title and nothing else
NUMBERS: Final = {"percent": "0.0%", "ratio": "0.00", "per_100": "0.0", "days": "0.0", "points": "0.0"}
SERIES: Final = ("blue", "ink", "soft")
CELL, FOOT = Pt(14), Pt(10)
TITLE_SIZES, SAYS_SIZES, COVER_SIZES = (32, 28, 24, 20, 18, 16), (20, 18, 16, 14), (48, 40, 32)
MARKS = "lines"


def powerpoint(deck: Deck) -> bytes:
    """The file; dated as the build is, so that the same deck differs by its figures and not by its hour."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    for slide in deck.slides:
        _draw(show.slides.add_slide(show.slide_layouts[TITLE_ONLY]), slide, deck)
    properties = show.core_properties
    properties.title, properties.language, properties.author = deck.title, deck.language, "Utsyn"
    properties.created = properties.modified = datetime.fromisoformat(deck.built_at).replace(tzinfo=None)
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def _draw(page: Any, slide: Slide, deck: Deck) -> None:
    if slide.is_cover:
        _cover(page, slide, deck)
        return
    _title(page, slide.title, (LEFT, Inches(0.55), WIDE, Inches(0.8)), TITLE_SIZES)
    if deck.origin:
        _write(page, deck.origin, (LEFT, Inches(0.2), WIDE, Inches(0.35)), FOOT + Pt(2), "ink", bold=True)
    status = f"{LOOKS[slide.status].sign} {slide.status_words}   " if slide.status else ""
    says = f"{status}{slide.says}"
    _write(page, says, (LEFT, Inches(1.35), WIDE, Inches(1.0)), Pt(lines_size(says, SAYS_SIZES, WIDE.inches, 2)), "ink")
    top, tall = Inches(2.45), Inches(4.35)
    both = slide.chart is not None and slide.table is not None
    if slide.chart is not None:
        _chart(page, slide.chart, (LEFT, top, Emu(int(WIDE * (0.6 if both else 1))), tall))
    if slide.table is not None and slide.table.rows:
        left = Emu(int(LEFT + WIDE * 0.63)) if both else LEFT
        _table(page, slide.table, (left, top, Emu(int(WIDE * (0.37 if both else 1))), tall))
    _write(page, slide.foot, (LEFT, Inches(6.95), WIDE, Inches(0.45)), FOOT, "soft")
    page.notes_slide.notes_text_frame.text = slide.says


def _cover(page: Any, slide: Slide, deck: Deck) -> None:
    """A title in the middle of the height, and the sentence below it."""
    if deck.origin:
        _write(page, deck.origin, (LEFT, Inches(0.2), WIDE, Inches(0.35)), FOOT + Pt(2), "ink", bold=True)
    _title(page, slide.title, (LEFT, Inches(1.7), WIDE, Inches(1.8)), COVER_SIZES)
    _write(page, slide.says, (LEFT, Inches(3.6), WIDE, Inches(1.2)), Pt(28), "soft")
    _write(page, slide.foot, (LEFT, Inches(6.95), WIDE, Inches(0.45)), FOOT, "soft")
    page.notes_slide.notes_text_frame.text = slide.says


def _title(page: Any, words: str, box: tuple[int, ...], sizes: tuple[int, ...]) -> None:
    """On one line, to the left, as large as it has room."""
    title = page.shapes.title
    title.left, title.top, title.width, title.height = box
    title.text = words
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _look(title.text_frame, Pt(title_size(words, sizes, WIDE.inches)), "ink", bold=True)
    for paragraph in title.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def _write(page: Any, words: str, box: tuple[int, ...], size: int, colour: str, *, bold: bool = False) -> None:
    frame = page.shapes.add_textbox(*box).text_frame
    frame.word_wrap = True
    frame.text = words
    _look(frame, size, colour, bold=bold)


def _look(frame: Any, size: int, colour: str, *, bold: bool = False) -> None:
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = size, bold
        paragraph.font.color.rgb = _colour(colour)


def _colour(name: str) -> RGBColor:
    return RGBColor.from_string(COLOURS[name].removeprefix("#").upper())


def _chart(page: Any, chart: Chart, box: tuple[int, ...]) -> None:
    """A native chart: its data open in the program that shows it; what is suppressed has no value there either."""
    is_lines = chart.kind == MARKS
    data = CategoryChartData(number_format=NUMBERS.get(chart.unit or "", "#,##0"))
    # bars are drawn from the bottom up
    turn = 1 if is_lines else -1
    data.categories = list(chart.categories[::turn])
    for series in chart.series:
        data.add_series(series.name, list(series.values[::turn]))
    kind = XL_CHART_TYPE.LINE_MARKERS if is_lines else XL_CHART_TYPE.BAR_CLUSTERED
    frame = page.shapes.add_chart(kind, *box, data)
    _alt(frame, chart.says)
    drawn = frame.chart
    drawn.font.size = CELL
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.value_axis.minimum_scale = min(0.0, *(v for one in chart.series for v in one.values if v is not None), 0.0)
    drawn.value_axis.major_gridlines.format.line.color.rgb = _colour("line")
    drawn.value_axis.tick_labels.number_format = NUMBERS.get(chart.unit or "", "#,##0").replace(".0%", "%")
    drawn.value_axis.tick_labels.number_format_is_linked = False
    for series, colour in zip(drawn.plots[0].series, SERIES, strict=False):
        if is_lines:
            series.smooth = False
            series.format.line.color.rgb = _colour(colour)
            series.format.line.width = Pt(3 if colour == SERIES[0] else 1.5)
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = _colour(colour)
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = _colour(colour)
    if not is_lines:
        plot = drawn.plots[0]
        plot.gap_width, plot.has_data_labels = 60, True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = (
            NUMBERS.get(chart.unit or "", "#,##0"),
            False,
        )


def _table(page: Any, table: Table, box: tuple[int, ...]) -> None:
    left, top, wide, high = box
    frame = page.shapes.add_table(len(table.rows) + 1, len(table.heads), left, top, wide, Inches(0.4))
    _alt(frame, table.says)
    drawn = frame.table
    size, columns = table_size(table, Emu(wide).inches, Emu(high).inches)
    for place, width in enumerate(columns):
        drawn.columns[place].width = Inches(width)
    for number, line in enumerate((table.heads, *table.rows)):
        for place, words in enumerate(line):
            drawn.cell(number, place).text = words
            _look(drawn.cell(number, place).text_frame, Pt(size), "paper" if number == 0 else "ink", bold=number == 0)
            if number == 0:
                drawn.cell(0, place).fill.solid()
                drawn.cell(0, place).fill.fore_color.rgb = _colour("blue")


def _alt(frame: Any, says: str) -> None:
    """The alt text of a chart or a table."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", says)
