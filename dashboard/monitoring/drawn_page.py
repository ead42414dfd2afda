"""How long the server takes for a page, and for which request."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.monitoring.logs import request_id
from dashboard.monitoring.metrics import PAGE_SECONDS
from dashboard.monitoring.observer import HEADER

log = logging.getLogger("utsyn.pages")


@contextmanager
def timed(page: str) -> Iterator[None]:
    """Count and log how long a page takes, also where it ends early; its lines name the request."""
    token = request_id.set(st.context.headers.get(HEADER))
    begun = time.perf_counter()
    try:
        yield
    finally:
        seconds = time.perf_counter() - begun
        PAGE_SECONDS.labels(page).observe(seconds)
        log.info("page", extra={"event": {"page": page, "seconds": round(seconds, 4)}})
        request_id.reset(token)
