"""The dashboard's entry: the URL in, one view out. Start it with `utsyn dashboard`; `streamlit run` only says so."""

import streamlit as st

from dashboard.access.guard import Guard
from dashboard.address import Address
from dashboard.monitoring.drawn_page import timed
from dashboard.pages import PAGES
from dashboard.pages.parts.frame import framed, language_of
from dashboard.text import text

address = Address.read(st.query_params.to_dict())
if Guard.is_in_place:
    with timed(address.page):
        framed(address, PAGES[address.page])
else:  # sign-in, downloads and what protects them are the server's
    language = language_of(address)
    st.title(text("run_instead.title", language))
    st.markdown(text("run_instead.says", language))
    st.code("utsyn dashboard", language=None)
