"""The dashboard's entry: the URL in, one view out. Start it with `utsyn dashboard`."""

import streamlit as st

from dashboard.address import Address
from dashboard.monitoring.drawn_page import timed
from dashboard.pages import PAGES
from dashboard.pages.parts.frame import framed

address = Address.read(st.query_params.to_dict())
with timed(address.page):
    framed(address, PAGES[address.page])
