"""Rows that add up: as cards that read like an equation, and as columns of a table."""

from datetime import date

from dashboard.markup import Child, Html, join, tag
from dashboard.pages.parts.table import column, line, table
from dashboard.pages.parts.view import View
from dashboard.pages.quality.counts import Counts, Feed
from dashboard.pages.quality.row_counts import row_count
from data_contracts.text import MESSAGES
from pipelines.building.report import FileReport

SIGNS = ("", "=", "+", "+")
NAMES = ("quality.read", "quality.loaded", "quality.quarantined", "quality.duplicates")


def equation(counts: Counts, notes: tuple[str, str, str, str], view: View) -> Html:
    """Four cards: read = loaded + rejected + duplicates."""
    cards = [
        tag(
            "div",
            tag("div", view.text(name), class_="label"),
            tag("div", row_count(value, view.language), class_="value"),
            tag("div", note, class_="note"),
            tag("span", sign, class_="operator", aria_hidden="true") if sign else None,
            class_="card",
        )
        for sign, name, value, note in zip(SIGNS, NAMES, _values(counts), notes, strict=True)
    ]
    return tag("div", *cards, class_="cards equation")


def feed_table(feeds: tuple[Feed, ...], total: Counts, view: View) -> Html:
    """Feed by feed, each leading to its files."""
    body = [
        line(
            _link(feed, view),
            *_cells(feed.counts, view),
            _day(feed.newest_event_on, view),
            _day(feed.newest_file_on, view),
            data_row=True,
        )
        for feed in feeds
    ]
    heads = ("quality.newest_event", "quality.newest_file")
    last = line(view.text("goal.total"), *_cells(total, view), *_blank(len(heads)))
    return _table("quality.feed", "quality.feeds_caption", heads, body, last=last, view=view)


def file_table(feed: Feed, view: View) -> Html:
    """File by file of one feed."""
    body = [
        line(
            join(tag("span", file.path, class_="path"), _superseded(file, view), *_notes(file, view)),
            *_cells(_of(file), view),
            _day(date.fromisoformat(file.modified_on[:10]), view),
            tag("td", file.profile, class_="wide"),
        )
        for file in feed.files
    ]
    heads = ("quality.modified", "quality.profile")
    last = line(view.text("goal.total"), *_cells(feed.counts, view), *_blank(len(heads)))
    return _table("quality.file", "quality.files_caption", heads, body, last=last if len(body) > 1 else None, view=view)


def _superseded(file: FileReport, view: View) -> Html | None:
    """The newer file that covers the same, where there is one."""
    if not file.superseded_by:
        return None
    return tag("p", view.text("quality.superseded", files=", ".join(file.superseded_by)), class_="foot")


def _notes(file: FileReport, view: View) -> list[Html]:
    """What a person should know of how the file was read; written in English, as it was when the build was made."""
    lang = MESSAGES if view.language != MESSAGES else None
    return [tag("p", note, class_="foot", lang=lang) for note in file.notes]


def _table(
    first: str, caption: str, heads: tuple[str, ...], body: list[Html], *, last: Html | None, view: View
) -> Html:
    counts = [
        column(join(tag("span", f"{sign} ", aria_hidden="true") if sign else None, view.text(name)), "n")
        for sign, name in zip(SIGNS, NAMES, strict=True)
    ]
    columns = [column(view.text(first)), *counts, *(column(view.text(name), "wide") for name in heads)]
    return table(view.text(caption), columns, body, last, "figures rows")


def _link(feed: Feed, view: View) -> Html:
    name = view.heading("feed", feed.name)
    return tag("a", name, href=view.address.quality(feed.name).href, data_go=f"feed-{feed.name}")


def _cells(counts: Counts, view: View) -> list[Html]:
    return [tag("td", row_count(n, view.language), class_="n" if n else "n nil") for n in _values(counts)]


def _day(value: date | None, view: View) -> Html:
    shown: Child = view.short_day(value) if value else "–"
    return tag("td", shown, class_="wide")


def _blank(columns: int) -> list[Html]:
    return [tag("td", class_="wide") for _ in range(columns)]


def _values(counts: Counts) -> tuple[int, int, int, int]:
    return counts.read, counts.loaded, counts.quarantined, counts.duplicate


def _of(file: FileReport) -> Counts:
    return Counts(file.rows_read, file.rows_loaded, file.rows_quarantined, file.rows_duplicate)
