"""The dashboard's entry: one address in, one view out. Start it with `utsyn dashboard`."""

from collections.abc import Callable

import streamlit as st

from dashboard.address import Address, PageName
from dashboard.pages import PAGES
from dashboard.pages.parts.frame import framed
from dashboard.pages.parts.linked import FOLLOWED


def main() -> None:
    """Go where the reader asked to go, then draw the page that the URL names."""
    pages = {name: st.Page(_page(name), title=name, url_path=name, default=name == "plan") for name in PAGES}
    chosen = st.navigation(list(pages.values()), position="hidden")
    followed: Address | None = st.session_state.pop(FOLLOWED, None)
    if followed is not None:
        if followed.page != chosen.title:
            st.switch_page(pages[followed.page], query_params=followed.parameters)
        st.query_params.from_dict(followed.parameters)
    chosen.run()


def _page(name: PageName) -> Callable[[], None]:
    return lambda: framed(Address.read(name, st.query_params.to_dict()), PAGES[name])


main()
