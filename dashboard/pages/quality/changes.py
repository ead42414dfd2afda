"""What a build changed against the one that was published before it."""

from dashboard.markup import Html, join, tag
from dashboard.pages.parts.table import column, line, table
from dashboard.pages.parts.view import View
from dashboard.pages.quality.row_counts import row_count
from pipelines.difference import FeedDifference
from pipelines.explaining.explain import BuildExplained

HEADS = ("quality.before", "quality.now", "quality.added", "quality.removed", "quality.changed")


def changes(build: BuildExplained, feed: str | None, view: View) -> Html:
    """A table of the feeds that changed (or of the one given), the unchanged in a sentence."""
    if build.difference is None:
        gone = build.compared_with is not None
        return tag("p", view.text("quality.before_gone" if gone else "quality.first_build"), class_="card")
    feeds = [one for one in build.difference if feed in (None, one.feed)]
    changed = [one for one in feeds if is_changed(one)]
    same = [view.word("feed", one.feed) for one in feeds if one not in changed]
    if not changed:
        return tag("p", view.text("quality.nothing_changed", build=build.compared_with), class_="card")
    return join(
        _table(changed, view),
        tag("p", view.text("quality.compared_with", build=build.compared_with), class_="foot"),
        tag("p", view.text("quality.unchanged", feeds=", ".join(same)), class_="foot") if same else None,
    )


def is_changed(feed: FeedDifference) -> bool:
    """Whether a feed holds anything else than before."""
    return bool(feed.added or feed.removed or feed.changed or feed.rows_before != feed.rows_now)


def _table(changed: list[FeedDifference], view: View) -> Html:
    heads = [column(view.text(name), "n" if name == "quality.now" else "n wide") for name in HEADS]
    rows = [_row(feed, view) for feed in changed]
    return table(view.text("quality.changes"), [column(view.text("quality.feed")), *heads], rows)


def _row(feed: FeedDifference, view: View) -> Html:
    def cell(value: int, shown: str) -> Html:
        return tag("td", shown, class_="n wide" if value else "n wide nil")

    added = f"+{row_count(feed.added, view.language)}" if feed.added else "0"
    removed = f"−{row_count(feed.removed, view.language)}" if feed.removed else "0"
    changed = row_count(feed.changed, view.language)
    in_short = view.text("quality.in_short", added=added, removed=removed, changed=changed)
    return line(
        view.heading("feed", feed.feed),
        cell(1, row_count(feed.rows_before, view.language)),
        tag("td", row_count(feed.rows_now, view.language), tag("span", in_short, class_="narrow"), class_="n"),
        cell(feed.added, added),
        cell(feed.removed, removed),
        cell(feed.changed, changed),
    )
