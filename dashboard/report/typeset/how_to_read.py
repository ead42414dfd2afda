"""How the figures are to be read, and what they were made from."""

from typing import Any

from dashboard.format import number, short_day
from dashboard.report.contents import Contents
from dashboard.report.words import basis
from dashboard.text import text
from dashboard.text.labels import word


def reading(contents: Contents, language: str) -> dict[str, Any]:
    """Sentences, and a table of the feeds: files, rows, how new."""
    feeds = dict.fromkeys(source.feed for source in contents.build.sources)
    return {
        "title": text("report.reading", language),
        "says": [
            *basis(contents, language),
            text("foot.signs", language),
            text("report.reading_status", language),
            text("report.reading_definitions", language),
            *(text(f"evidence.{grade}", language) for grade in "ABCD0"),
        ],
        "head": [
            text("quality.feed", language),
            text("quality.files", language),
            text("about.rows", language),
            text("about.rows_rejected", language),
            text("quality.newest_event", language),
        ],
        "rows": [_feed(feed, contents, language) for feed in feeds],
    }


def _feed(feed: str, contents: Contents, language: str) -> list[str]:
    files = [source for source in contents.build.sources if source.feed == feed]
    fresh = contents.build.freshness.get(feed)
    newest = fresh.newest_event_on if fresh else None
    return [
        word("feed", feed, language),
        number(len(files), language),
        number(sum(file.rows_loaded for file in files), language),
        number(sum(file.rows_quarantined for file in files), language),
        short_day(newest, language) if newest else "–",
    ]
