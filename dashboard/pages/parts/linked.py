"""Our own markup on the page, whose links change the view in place instead of loading the page anew."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard.address import Address
from dashboard.markup import Html

FOLLOWED = "followed"


@cache
def _component() -> ComponentRenderer:
    script = (Path(__file__).parent / "linked.js").read_text(encoding="utf-8")
    return st.components.v2.component("utsyn_linked", js=script, isolate_styles=False)


def linked(html: Html, key: str, language: str) -> None:
    """Show escaped markup whose links are `tag("a", …, data_go=…, href=Address.href)`; `key` names the place."""

    def followed() -> None:
        follow(Address.parse(str(st.session_state[key].go)))

    _component()(key=key, data={"html": html, "lang": language}, on_go_change=followed)


def follow(address: Address) -> None:
    """Remember, inside a callback, which view the reader asked for; the app goes there before it draws."""
    st.session_state[FOLLOWED] = address
