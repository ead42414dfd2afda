"""What a data protection impact assessment asks, from the configuration, the contracts and the warehouse as they are.

Everybody may read what is kept, for how long and who sees it; how much there is now, only who sees exact figures.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard.builds import readable, serving
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from data_contracts.contract_parser import load_contract
from models.config import Config
from models.question import ROLES
from pipelines.holdings import KINDS, Holding, Kind, holdings
from pipelines.warehouse import Warehouse

MEGABYTE = 1_000_000
SHOWN_EVERYWHERE = 3  # columns of a table


def show(view: View) -> None:
    """Draw the page."""
    title = view.text("data_protection.title")
    st.set_page_config(page_title=f"{title} · {view.text('app.name')}", layout="wide")
    linked(_page(view), "page", view.language, "data-protection")


def _page(view: View) -> Html:
    config = serving().config
    return tag(
        "div",
        tag("h1", view.text("data_protection.title")),
        tag("p", view.text("data_protection.of", institution=config.institution.name[view.language]), class_="sub"),
        tag("h2", view.text("data_protection.whom")),
        tag("p", view.text("data_protection.whom_says")),
        _persons(view),
        tag("h2", view.text("data_protection.kept")),
        _kept(config, view),
        tag("p", view.text("data_protection.inbox"), class_="foot"),
        tag("h2", view.text("data_protection.see")),
        tag("p", view.text(f"data_protection.sign_in_{config.access.sign_in}", n=config.access.session_minutes)),
        tag("p", view.text("data_protection.suppressed", n=view.build.config.settings.suppress_below)),
        _roles(config, view),
        tag("h2", view.text("data_protection.rights")),
        tag("p", view.text("data_protection.rights_says")),
        class_="statement",
    )


def _persons(view: View) -> Html:
    """The feeds with rows that lead to persons, and what is kept of whom."""
    rows = []
    loaded = {source.feed for source in view.build.sources if source.rows_loaded}
    for feed in sorted(loaded, key=lambda name: view.heading("feed", name)):
        kinds = [column.privacy for column in load_contract(feed).columns]
        if any(kinds):
            hashed = view.number(kinds.count("hash"))
            banded = view.text("data_protection.banded" if "age_band" in kinds else "data_protection.not_banded")
            rows.append((view.heading("feed", feed), hashed, banded))
    if not rows:
        return tag("p", view.text("data_protection.no_persons"))
    return _table(("feed", "hashed", "birth_year"), rows, view)


def _kept(config: Config, view: View) -> Html:
    heads: tuple[str, ...] = ("what", "how_long", "readers")
    now: dict[Kind, Holding] = {}
    if serving().viewer.sees_exact_figures:
        heads = (*heads, "number", "size", "oldest")
        with readable():
            now = {holding.kind: holding for holding in holdings(Warehouse(serving().warehouse))}
    rows = [
        (
            view.text(f"data_protection.kind_{kind}"),
            _how_long(kind, config, view),
            view.text(f"data_protection.readers_{kind}"),
            *_amount(now.get(kind), view),
        )
        for kind in KINDS
    ]
    return _table(heads, rows, view)


def _how_long(kind: Kind, config: Config, view: View) -> str:
    if kind == "frozen":
        return view.text("data_protection.for_good")
    days: int | None = getattr(config.retention, kind)
    limit = view.text("data_protection.days", n=days) if days is not None else None
    if kind == "builds":
        last = view.text("data_protection.last_builds", n=config.keep_builds)
        return f"{last}; {limit}" if limit else last
    return limit or view.text(f"data_protection.unset_{kind}")


def _amount(holding: Holding | None, view: View) -> tuple[str, ...]:
    if holding is None:
        return ()
    megabytes = view.number(holding.size_bytes / MEGABYTE, 1)
    oldest = view.short_day(holding.oldest) if holding.oldest else "–"
    return view.number(holding.number), f"{megabytes} MB", oldest


def _roles(config: Config, view: View) -> Html:
    """Each role and what it sees; who sees exact figures sees how many rules give it."""
    exact = serving().viewer.sees_exact_figures
    rows = []
    for role in ROLES:
        rules = sum(rule.role == role for rule in config.access.roles)
        given = (view.number(rules),) if exact else ()
        rows.append((view.word("rights", role), view.text(f"data_protection.sees_{role}"), *given))
    return _table(("role", "sees", *(("rules",) if exact else ())), rows, view)


def _width(column: int) -> str | None:
    """What is not shown on narrow screens: amounts."""
    return "wide" if column >= SHOWN_EVERYWHERE else None


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], view: View) -> Html:
    body = [
        tag(
            "tr", tag("th", first, scope="row"), *[tag("td", cell, class_=_width(n)) for n, cell in enumerate(cells, 1)]
        )
        for first, *cells in rows
    ]
    head = [
        tag("th", view.text(f"data_protection.{name}"), scope="col", class_=_width(n)) for n, name in enumerate(heads)
    ]
    return tag(
        "div", tag("table", tag("thead", tag("tr", join(*head))), tag("tbody", *body), class_="figures rows"),
        class_="scroll",
    )  # fmt: skip
