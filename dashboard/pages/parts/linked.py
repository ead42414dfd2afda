"""Our own markup on the page, whose links change the view in place instead of loading the page anew."""

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard.address import Address
from dashboard.markup import Html
from dashboard.pages.parts.script import loader


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("utsyn_linked", js=loader(), isolate_styles=False)


def linked(html: Html, key: str, language: str, place: str | None = None) -> None:
    """Show escaped markup whose links are `tag("a", …, data_go=…, href=Address.href)`; `key` names the slot.

    `data_go` is unique in the slot: the link that was followed keeps the focus. Another `place` than the one shown
    before starts at the top of the page.
    """

    def followed() -> None:
        follow(Address.parse(str(st.session_state[key].go)))

    _component()(key=key, data={"html": html, "lang": language, "place": place}, on_go_change=followed)


def follow(address: Address) -> None:
    """Go to a view; only inside a callback, so that the page is drawn once."""
    st.query_params.from_dict(address.parameters)
