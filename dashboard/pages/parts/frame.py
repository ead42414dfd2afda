"""What surrounds every page: style, sidebar, the empty state, and the watch for a new build."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from dashboard.access.person import Person
from dashboard.address import Address, PageName
from dashboard.builds import BuildUnreadable, chosen_build, frozen, seen, serving
from dashboard.environment import SIGN_IN, SIGN_OUT
from dashboard.format import short_day
from dashboard.markup import Html, tag
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.origin import origin_band
from dashboard.pages.parts.preview import preview_band, preview_choice
from dashboard.pages.parts.units import landed
from dashboard.pages.parts.unknown import unknown_notice
from dashboard.pages.parts.view import View
from dashboard.text import text
from dashboard.text.labels import word
from dashboard.topics import topic_of, topics
from data_contracts.text import LANGUAGES
from models.config import Config
from models.question import QuestionError

WATCH_SECONDS = 20
SHOWN_BUILD = "shown_build"
HELP = {"limits": "reading"}  # the other help page is lit as the first, which leads to it
IN_MENU: Final[tuple[PageName, ...]] = ("definitions", "quality", "export", "reading")
BELOW: Final[tuple[PageName, ...]] = ("reading", "limits", "data_protection", "accessibility")


def framed(address: Address, show: Callable[[View], None]) -> None:
    """Draw a page within its frame; without a build, what to do to get one."""
    config, address = serving().config, landed_address(address)
    language = language_of(address)
    st.set_page_config(page_title=text("app.name", language), layout="wide")
    person = serving().person
    if person.needs_sign_in:
        linked(_sign_in_first(address, config, language), "page", language, "empty")
        return
    with st.sidebar:
        linked(sidebar(address, config, language), "sidebar", language)
    drawn_with = seen()
    try:
        _show(address, language, show)
    except BuildUnreadable as error:
        page = _unknown(address, language) if address.build else _unreadable(str(error), language)
        linked(page, "page", language, "empty")
    _watch(drawn_with)


def landed_address(address: Address) -> Address:
    """Where the address leads this reader; without a build that can be read, where it says."""
    viewer = serving().viewer
    if viewer.unit is None:
        return address
    try:
        build = chosen_build(address.build)
    except BuildUnreadable:
        return address
    return address if build is None else landed(address, viewer, build)


def language_of(address: Address) -> str:
    """The language that the address asks for, else the institution's first."""
    known_languages = serving().config.languages
    return address.lang if address.lang in known_languages else known_languages[0]


def _show(address: Address, language: str, show: Callable[[View], None]) -> None:
    """Draw the page of the build asked for, or of the published one, and say once when that is another than before."""
    build = chosen_build(address.build)
    if build is None:
        linked(_no_build(serving().config, language), "page", language, "empty")
        return
    view = View(address, language, build)
    for slot, piece in above(view):
        linked(piece, slot, language)
    if build.asked is None:
        if st.session_state.get(SHOWN_BUILD, build.id) != build.id:
            notice = tag("p", view.text("notice.new_build", day=view.built), class_="notice", role="status")
            linked(notice, "notice", language)
        st.session_state[SHOWN_BUILD] = build.id
    try:
        show(view)
    except QuestionError:  # an address is a question, and not every reader may ask every one
        linked(_not_allowed(address, language), "rights", language)
    linked(foot(view), "foot", language)


def above(view: View) -> list[tuple[str, Html]]:
    """What is shown above every page, each with its slot."""
    pieces = (
        ("preview", preview_band(serving().person, view.address, view.language)),
        ("origin", origin_band(view.build, view.language)),
        ("as-then", None if view.build.asked is None else _as_then(view)),
        ("unknown", unknown_notice(view)),
    )
    return [(slot, piece) for slot, piece in pieces if piece is not None]


def foot(view: View) -> Html:
    """What is shown below every page."""
    links = [
        tag("a", view.text(f"nav.{name}"), href=view.address.named(name).href, data_go=name.replace("_", "-"))
        for name in BELOW
    ]
    return tag(
        "div",
        tag("p", view.text("foot.signs")),
        tag("nav", *links, aria_label=view.text("nav.help")),
        class_="page-foot",
    )


def _as_then(view: View) -> Html:
    """What is shown above every page of a build that was asked for by name."""
    requested = view.build.asked
    name = requested.name if requested else view.build.id
    on = requested.frozen_on if requested else None
    label = view.text("frozen.page", name=name, day=view.short_day(on)) if on else view.text("frozen.id", id=name)
    back = tag("a", view.text("frozen.back"), href=view.address.to(build=None).href, data_go="build-latest")
    return tag(
        "p", tag("strong", label), " ", view.text("frozen.says"), " ", back, class_="notice frozen", role="status"
    )


@st.fragment(run_every=WATCH_SECONDS)
def _watch(drawn: str | None) -> None:
    """Draw the page again once another build is published, or one that could not be found is back."""
    if seen() != drawn:
        st.rerun()


def sidebar(address: Address, config: Config, language: str) -> Html:
    """The ways to all pages, and what the reader chooses: build, viewer, language, theme."""
    person = serving().person
    pages = tag(
        "nav",
        tag("p", text("nav.follow", language), class_="over"),
        _page("plan", text("nav.plan", language), address.home(), address, is_on=address.page in ("plan", "goal")),
        _page("changes", text("changed.title", language), address.changes(), address, is_on=address.page == "changes"),
        *[
            _page(
                f"topic-{topic.id}",
                text(f"topic.{topic.id}", language),
                address.topic_page(topic.id),
                address,
                is_on=address.topic == topic.id or (address.of is not None and topic_of(address.of) == topic.id),
            )
            for topic in topics()
        ],
        tag("p", text("nav.work", language), class_="over"),
        _page(
            "list",
            text("nav.lists", language),
            address.listed(None),
            address,
            is_on=address.page in ("list", "entity"),
        ),
        tag("p", text("nav.use", language), class_="over"),
        *[
            _page(
                name,
                text(f"nav.{name}", language),
                address.named(name),
                address,
                is_on=HELP.get(address.page, address.page) == name,
            )
            for name in IN_MENU
        ],
        aria_label=text("nav.label", language),
    )
    return tag(
        "div",
        tag("p", text("app.name", language), tag("span", config.institution.short_name), class_="brand"),
        _search(language),
        pages,
        _builds(address, language),
        preview_choice(person, address, language),
        _signed_in(person, address, config, language),
        _languages(address, config, language),
        _themes(language),
        class_="side",
        **{f"data_{part}": text(f"nav.{part}", language) for part in ("skip", "menu", "open", "close")},
    )


def _search(language: str) -> Html:
    """The button that opens the search, as `/` and Ctrl-K do."""
    return tag(
        "button",
        text("search.open", language),
        tag("kbd", "/", aria_hidden="true"),
        type="button",
        class_="search-open",
        data_search=text("search.open", language),
        data_hint=text("search.hint", language),
        data_failed=text("search.failed", language),
        aria_keyshortcuts="/ Control+K",
    )


def _page(name: str, title: str, to: Address, here: Address, *, is_on: bool) -> Html:
    """A page in the sidebar: lit for itself and for what is below it, current only for itself."""
    is_here = to.parameters == here.to(lang=to.lang).parameters
    return tag(
        "a",
        title,
        href=to.href,
        data_go=f"nav-{name}",
        aria_current="page" if is_here else None,
        class_="on" if is_on else None,
    )


def _builds(address: Address, language: str) -> Html | None:
    """The latest build and the frozen ones; None where nothing is frozen."""
    names = frozen()
    if not names:
        return None
    listed: list[tuple[str | None, str]] = [(None, text("frozen.latest", language))]
    listed += [
        (name, text("frozen.listed", language, name=name, day=short_day(day, language))) for name, day in names.items()
    ]
    links = [
        tag(
            "a",
            label,
            href=address.to(build=name).href,
            data_go=f"build-{name or 'latest'}",
            aria_current="true" if address.build == name else None,
        )
        for name, label in listed
    ]
    return tag(
        "nav",
        tag("p", text("frozen.label", language), class_="over"),
        *links,
        aria_label=text("frozen.label", language),
        class_="builds",
    )


def _signed_in(person: Person, address: Address, config: Config, language: str) -> Html | None:
    """Who reads, with which rights, and the way out or in; None where nobody signs in."""
    if config.access.sign_in == "none":
        return None
    if person.who is None:
        return tag("p", tag("a", text("sign_in.again", language), href=_sign_in_link(address)), class_="person")
    rights = tag("span", word("rights", (person.own or person.viewer).role, language), class_="foot")
    if config.access.sign_in == "oidc":
        button = tag("button", text("sign_in.out", language), type="submit")
        out: Html | None = tag("form", button, method="post", action=f".{SIGN_OUT}")
    else:
        proxy = config.access.proxy
        out = tag("a", text("sign_in.out", language), href=proxy.sign_out) if proxy and proxy.sign_out else None
    return tag("div", text("sign_in.signed_in", language, name=person.name), rights, out, class_="person")


def _sign_in_link(address: Address) -> str:
    return f".{SIGN_IN}?{urlencode({'next': urlencode(address.parameters)})}"


def _sign_in_first(address: Address, config: Config, language: str) -> Html:
    """What is shown to somebody who must sign in first, or whose session ended while the page was open."""
    reason = "ended" if st.session_state.get(SHOWN_BUILD) else "needed"
    says = text(f"sign_in.{reason}", language, institution=config.institution.short_name)
    link = tag("a", text("sign_in.again", language), href=_sign_in_link(address))
    return tag(
        "div",
        tag("h1", text(f"sign_in.{reason}_title", language)),
        tag("p", says, class_="sub"),
        tag("div", link, class_="card empty"),
    )


def _languages(address: Address, config: Config, language: str) -> Html:
    links = [
        tag(
            "a",
            LANGUAGES[other].name,
            href=address.to(lang=other).href,
            data_go=f"lang-{other}",
            lang=other,
            hreflang=other,
            aria_current="true" if other == language else None,
        )
        for other in config.languages
    ]
    return tag("nav", *links, class_="languages", aria_label=text("nav.language", language))


def _themes(language: str) -> Html:
    """Light, dark, or as the device is: which one is pressed, the browser that keeps the choice knows."""
    label = text("nav.theme", language)
    choices = [
        tag("button", text(f"nav.{theme or 'device'}", language), type="button", data_choose=theme)
        for theme in ("", "light", "dark")
    ]
    return tag("div", *choices, class_="themes", role="group", aria_label=label)


def _no_build(config: Config, language: str) -> Html:
    return tag(
        "div",
        tag("h1", text("empty.build_title", language)),
        tag("p", text("empty.build", language), class_="sub"),
        tag(
            "div",
            tag("p", text("empty.build_demo", language)),
            tag("pre", "make demo"),
            tag("p", text("empty.build_own", language, inbox=config.inbox)),
            tag("pre", "utsyn build"),
            class_="card empty",
        ),
    )


def _not_allowed(address: Address, language: str) -> Html:
    """What is shown instead of a page where the reader has no right to its figures: why, and the way to others."""
    wider = address.to(country=None, faculty=None, department=None, dated_by=None, by=None, rows=None)
    return tag(
        "div",
        tag("h2", text("rights.title", language)),
        tag("p", text("rights.says", language)),
        tag("p", tag("a", text("rights.wider", language), href=wider.href, data_go="wider")),
        class_="card empty",
    )


def _unknown(address: Address, language: str) -> Html:
    back = tag("a", text("frozen.back", language), href=address.to(build=None).href, data_go="build-latest")
    return tag(
        "div",
        tag("h1", text("frozen.unknown_title", language)),
        tag("p", text("frozen.unknown", language, name=address.build), class_="sub"),
        tag("div", back, class_="card empty"),
    )


def _unreadable(problem: str, language: str) -> Html:
    return tag(
        "div",
        tag("h1", text("empty.unreadable_title", language)),
        tag("p", text("empty.unreadable", language), class_="sub"),
        tag("div", tag("pre", "utsyn build"), tag("p", problem), class_="card empty"),
    )
