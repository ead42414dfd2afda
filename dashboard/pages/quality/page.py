"""Data quality: what became of every row, which rules were broken, how new each feed is, what changed."""

from functools import partial

import streamlit as st

from dashboard import build_explanation
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from dashboard.pages.quality.changes import changes
from dashboard.pages.quality.counts import Counts, Feed, by_feed, by_rule, counted
from dashboard.pages.quality.head import certification, head, summary
from dashboard.pages.quality.rows import equation, feed_table, file_table
from dashboard.pages.quality.rules import rules
from dashboard.pages.quality.unknown import UNKNOWN, unknown_organisations
from pipelines.explaining.explain import BuildExplained

CUT_LOOSE = {"erased": "quality.erased", "new_key": "quality.new_key"}


def show(view: View) -> None:
    """Draw all feeds, or the one that the address names; a feed that sent nothing leaves all."""
    build = build_explanation.explained(view.build)
    feeds = tuple(sorted(by_feed(build), key=lambda feed: view.heading("feed", feed.name)))
    one = next((feed for feed in feeds if feed.name == view.address.feed), None)
    title = view.heading("feed", one.name) if one else view.text("quality.title")
    st.set_page_config(page_title=f"{title} · {view.text('app.name')}", layout="wide")
    shown = (one,) if one else feeds
    first = _of_feed(one, view) if one else _of_all(build, feeds, view)
    linked(first, "page", view.language, f"quality {view.address.feed}")
    _downloads(build.build, [feed for feed in shown if feed.counts.quarantined], view)
    if one is None:
        _data_docs(view)
    linked(_below(build, one, view), "quality", view.language)


def _of_all(build: BuildExplained, feeds: tuple[Feed, ...], view: View) -> Html:
    total = counted(build.files)
    return tag(
        "div",
        head(None, view),
        tag("p", summary(total, build, view), class_="quote"),
        equation(total, _notes(total, len(build.files), feeds, view), view),
        certification(build, total, view),
        tag("h2", view.text("quality.feeds")),
        feed_table(feeds, total, view),
        _rules(feeds, view, with_feed=True),
    )


def _of_feed(feed: Feed, view: View) -> Html:
    return tag(
        "div",
        head(feed, view),
        equation(feed.counts, _notes(feed.counts, len(feed.files), (feed,), view), view),
        tag("h2", view.text("quality.files")),
        file_table(feed, view),
        unknown_organisations(view) if feed.name == UNKNOWN else None,
        _rules((feed,), view, with_feed=False),
    )


def _notes(counts: Counts, files: int, feeds: tuple[Feed, ...], view: View) -> tuple[str, str, str, str]:
    """What each number of the equation means."""
    errors = {rule.rule for feed in feeds for rule in feed.rules if rule.severity == "error"}
    key = "quality.from_files" if len(feeds) > 1 else "quality.from_one"
    return (
        view.text(key if files > 1 else "quality.from_file", files=view.number(files), feeds=len(feeds)),
        view.text("quality.counted"),
        view.text("quality.broke", n=len(errors)) if counts.quarantined else view.text("quality.none_broke"),
        view.text("quality.repeated"),
    )


def _rules(feeds: tuple[Feed, ...], view: View, *, with_feed: bool) -> Html:
    broken = by_rule([rule for feed in feeds for rule in feed.rules])
    with_rows = build_explanation.may_see_rows()
    return join(
        tag("h2", view.text("quality.rules")),
        tag("p", view.text("quality.rows_withheld"), class_="foot") if broken and not with_rows else None,
        rules(broken, view, with_feed=with_feed, with_rows=with_rows),
    )


def _downloads(build: str, feeds: list[Feed], view: View) -> None:
    """The rejected rows, as files for those who fix them."""
    if not feeds or not build_explanation.may_see_rows():
        return
    heading = tag("h2", view.text("quality.fix"))
    linked(join(heading, tag("p", view.text("quality.fix_how"), class_="says")), "fix", view.language)
    with st.container(horizontal=True, key="downloads"):
        for feed in feeds:
            name = view.word("feed", feed.name)
            rows = view.number(feed.counts.quarantined)
            st.download_button(
                view.text("quality.download", feed=name, rows=rows),
                partial(build_explanation.quarantined_csv, build, feed.name),
                file_name=f"{feed.name}_{build}.csv",
                mime="text/csv",
                key=f"download-{feed.name}",
                on_click="ignore",
            )


def _data_docs(view: View) -> None:
    """What the build was certified by, as Great Expectations shows it."""
    if not build_explanation.has_data_docs(view.build):
        return
    says = tag("p", view.text("quality.data_docs_how"), class_="says")
    linked(join(tag("h2", view.text("quality.data_docs")), says), "data_docs", view.language)
    st.download_button(
        view.text("quality.download_data_docs"),
        partial(build_explanation.data_docs, view.build.id),
        file_name=f"data_docs_{view.build.id}.zip",
        mime="application/zip",
        key="download-data-docs",
        on_click="ignore",
    )


def _below(build: BuildExplained, one: Feed | None, view: View) -> Html:
    return tag(
        "div",
        tag("h2", view.text("quality.changes")),
        changes(build, one.name if one else None, view),
        *(
            tag("p", view.text(CUT_LOOSE[erasure.why], day=view.short_day(erasure.day)), class_="foot")
            for erasure in build.erasures
        ),
        tag("p", view.text("quality.foot", build=build.build, day=view.built), class_="foot end"),
    )
