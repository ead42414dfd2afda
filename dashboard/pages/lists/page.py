"""A list on a page of its own, to be filtered, sorted and downloaded; without one, the choice of lists."""

import streamlit as st

from dashboard.lists import List, list_of, lists
from dashboard.markup import Html, tag
from dashboard.origin import origin_label
from dashboard.pages.lists.readable import readable_list
from dashboard.pages.lists.rows import Rows, rows_of, within_days
from dashboard.pages.lists.scopes import scope_of
from dashboard.pages.lists.table import list_says, list_table, suppressed_line
from dashboard.pages.parts.crumb import crumb
from dashboard.pages.parts.download import file_links
from dashboard.pages.parts.entity_links import entity_address, entity_name
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.units import chooser, unit_name
from dashboard.pages.parts.view import View

PAGE_ROWS = 50
INSTEAD = {"waiting": "reached"}


def show(view: View) -> None:
    """Draw the list that the address names, or the choice of them; an unknown name is answered in words."""
    listed = readable_list(view.address.list)
    if listed is None:
        st.set_page_config(page_title=f"{view.text('lists.title')} · {view.text('app.name')}", layout="wide")
        linked(_choice(view), "page", view.language, "lists")
        return
    title = view.text(f"list.{listed.id}")
    st.set_page_config(page_title=f"{title} · {view.text('app.name')}", layout="wide")
    scope = scope_of(view)
    linked(_head(listed, scope, view), "page", view.language, f"list {listed.id} {view.address.scope} {view.unit}")
    rows = rows_of(listed, scope, view.unit, view)
    if not rows.may_see:
        linked(_no_rights(listed, view), "list-table", view.language)
        return
    linked(_filter(listed, view), "list-filter", view.language)
    linked(_page(listed, rows, view), "list-table", view.language)


def _no_rights(listed: List, view: View) -> Html:
    """That this reader may not see the list, and the one that they may see instead."""
    instead = list_of(INSTEAD.get(listed.id))
    if instead is None:
        return tag("p", view.text("listed.no_rights"), class_="card")
    to = view.address.listed(instead.id)
    link = tag("a", view.text(f"list.{instead.id}"), href=to.href, data_go="instead")
    return tag("p", view.text("listed.no_rights_waiting"), " ", link, class_="card")


def _choice(view: View) -> Html:
    """All lists by their names; one that was asked for and is not there is named."""
    requested = view.address.list
    unknown = tag("p", view.text("lists.unknown", name=requested), class_="notice") if requested else None
    groups = [
        tag(
            "div",
            tag("h2", view.text("lists.work" if is_work else "lists.all")),
            tag("ul", *[_named(each, view) for each in lists() if each.work == is_work], class_="choice"),
        )
        for is_work in (True, False)
    ]
    return tag("div", tag("h1", view.text("lists.title")), unknown, *groups)


def _named(listed: List, view: View) -> Html:
    to = view.address.listed(listed.id)
    link = tag("a", view.text(f"list.{listed.id}"), href=to.href, data_go=f"list-{listed.id}")
    return tag("li", link, tag("span", list_says(listed, view)))


def _head(listed: List, scope: tuple[str, str] | None, view: View) -> Html:
    steps = [(view.text("lists.title"), view.address.listed(None)), (view.text(f"list.{listed.id}"), None)]
    unit = None if listed.whole else unit_name(view)
    whose = [name for name in (entity_name(*scope, view) if scope else None, unit) if name]
    of = tag("span", f" · {' · '.join(whose)}", class_="unit") if whose else None
    back = None
    if scope and (to := entity_address(*scope, view)):
        back = tag("p", tag("a", entity_name(*scope, view), href=to.href, data_go="scope"), class_="sub")
    return tag(
        "header",
        crumb(steps, view),
        tag("h1", view.text(f"list.{listed.id}"), of),
        tag("p", list_says(listed, view), class_="sub"),
        back,
        None if listed.whole else chooser(view),
    )


def _filter(listed: List, view: View) -> Html:
    """The words to look for, and how many days ahead the list looks."""
    options = [
        Option(
            view.text("listed.days", n=days),
            view.address.to(within=str(days), page_no=None),
            days == within_days(listed, view),
        )
        for days in listed.within
    ]
    field = tag(
        "label",
        tag("span", view.text("listed.filter"), class_="unseen"),
        tag(
            "input",
            type="search",
            value=view.address.q or "",
            placeholder=view.text("listed.filter"),
            data_query=view.address.to(q=None, page_no=None).href,
            autocomplete="off",
            maxlength=80,
        ),
    )
    return tag("div", field, switch(view.text("listed.within"), options), class_="choices filter")


def _page(listed: List, rows: Rows, view: View) -> Html:
    """How many rows there are, those of the page, and the way to the others."""
    count = len(rows.rows)
    if count == 0:
        missing = view.text("listed.no_match" if rows.before_filter else "listed.nothing")
        return tag("div", tag("p", missing, class_="card", role="status"))
    pages = -(-count // PAGE_ROWS)
    requested = view.address.page_no or "1"
    page = min(int(requested), pages) if requested.isdecimal() and int(requested) > 0 else 1
    first, last = (page - 1) * PAGE_ROWS, min(page * PAGE_ROWS, count)
    says = view.text("listed.rows", first=view.number(first + 1), last=view.number(last), n=view.number(count))
    if count < rows.before_filter:
        says += " " + view.text("listed.of", n=view.number(rows.before_filter))
    label = next((sentence for meta in rows.metas if (sentence := origin_label(meta, view.language))), None) or (
        origin_label(view.build, view.language)
    )
    foot = " · ".join(part for part in (label, view.text("foot.as_of", day=view.as_of)) if part)
    return tag(
        "div",
        tag("p", says, class_="says", role="status"),
        list_table(listed, rows.rows[first:last], view),
        _leaf(page, pages, view),
        suppressed_line(rows, view),
        file_links("list", view),
        tag("p", foot, class_="foot"),
    )


def _leaf(page: int, pages: int, view: View) -> Html | None:
    if pages == 1:
        return None

    def link(to: int, name: str) -> Html | None:
        if not 1 <= to <= pages:
            return None
        return tag("a", name, href=view.address.to(page_no=str(to)).href, data_go=f"leaf-{to}")

    place = tag("span", view.text("listed.page", n=page, of=pages))
    return tag(
        "nav",
        link(page - 1, view.text("listed.before")),
        place,
        link(page + 1, view.text("listed.after")),
        class_="leaf",
        aria_label=view.text("listed.leaf"),
    )
