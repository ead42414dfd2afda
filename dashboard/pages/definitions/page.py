"""Definitions: every indicator in words, and one with all there is to say of it."""

import streamlit as st

from dashboard.definitions.description import Description, by_group, descriptions
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.table import column, line, table
from dashboard.pages.parts.view import View


def show(view: View) -> None:
    """Draw the whole catalogue, or the indicator that the address names."""
    described = descriptions(view.build.indicators, view.build.plan, view.language)
    one = next((one for one in described if one.id == view.address.indicator), None)
    title = one.name if one else view.text("definitions.title")
    st.set_page_config(page_title=f"{title} · {view.text('app.name')}", layout="wide")
    page = _one(one, view) if one else _all(described, view)
    linked(page, "page", view.language, f"definitions {view.address.indicator}")


def _all(described: tuple[Description, ...], view: View) -> Html:
    sections = [
        join(tag("h2", view.text(f"group.{group}"), id=group), _table(ones, view))
        for group, ones in by_group(described)
    ]
    return tag(
        "div",
        tag("h1", view.text("definitions.title")),
        tag("p", view.text("definitions.says", n=len(described)), class_="sub"),
        *sections,
        class_="definitions",
    )


def _table(ones: list[Description], view: View) -> Html:
    rows = [
        line(_link(one.id, one.name, f"define-{one.id}", view), tag("td", one.definition), data_row=True)
        for one in ones
    ]
    heads = [column(view.text(key)) for key in ("definitions.indicator", "definitions.definition")]
    return table(view.text(f"group.{ones[0].group}"), heads, rows, class_=None)


def _one(one: Description, view: View) -> Html:
    terms = [join(tag("dt", term), tag("dd", words)) for term, words in one.terms]
    terms += [join(tag("dt", view.text("definitions.caveat")), tag("dd", caveat)) for caveat in one.caveats]
    terms += [
        join(tag("dt", f"{view.text('definitions.break')} {years}"), tag("dd", words)) for years, words in one.breaks
    ]
    if one.related:
        links = [_link(name, words, f"related-{name}", view) for name, words in one.related]
        terms.append(join(tag("dt", view.text("definitions.related")), tag("dd", *_listed(links))))
    back = tag("a", view.text("definitions.title"), href=view.address.definitions().href, data_go="all-definitions")
    return tag(
        "div",
        tag("nav", tag("ol", tag("li", back), tag("li", one.name)), class_="crumb", aria_label=view.text("goal.crumb")),
        tag("h1", one.name),
        tag("p", one.definition, class_="quote"),
        tag("dl", *terms, class_="terms-of"),
        tag("h2", view.text("definitions.sql")),
        tag("p", view.text("definitions.sql_says"), class_="sub"),
        tag("pre", one.sql, class_="sql", tabindex="0"),
        class_="definitions",
    )


def _link(indicator: str, name: str, go: str, view: View) -> Html:
    return tag("a", name, href=view.address.definitions(indicator).href, data_go=go)


def _listed(links: list[Html]) -> list[Html]:
    return [part for number, link in enumerate(links) for part in ((join(", "), link) if number else (link,))]
