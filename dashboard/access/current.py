"""Who asks at this moment: the person of the HTTP request, or of the session that a page is drawn for."""

import time
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.access.person import PUBLIC, Person, viewer_of
from dashboard.access.preview import SEEN_AS, previewing
from dashboard.access.session import COOKIE, Sessions
from models.access import Access, Proxy
from models.question import Viewer

SEEN_AT = "x-utsyn-seen-at"  # when a request reached this server, set by the guard; a client's own is dropped
of_request: ContextVar[Person | None] = ContextVar("of_request", default=None)


@cache
def sessions(warehouse: Path, minutes: int) -> Sessions:
    """The sessions of a warehouse."""
    return Sessions(warehouse, minutes)


def current_person(access: Access, warehouse: Path, without_sign_in: Viewer) -> Person:
    """The person who asks now, in a route of the server as well as in a page."""
    person = of_request.get()
    if person is not None:
        return person
    if access.sign_in == "none":
        person = Person(without_sign_in)
    else:
        person = person_of(st.context.headers.to_dict(), st.context.cookies.to_dict(), access, warehouse)
    return previewing(person, st.query_params.get(SEEN_AS))


def person_of(headers: Mapping[str, str], cookies: Mapping[str, str], access: Access, warehouse: Path) -> Person:
    """The person of a request's headers and cookies. Identity headers must have come from the trusted proxy."""
    by_name = {name.lower(): value for name, value in headers.items()}
    if access.sign_in == "proxy" and access.proxy is not None:
        person = _of_proxy(by_name, access.proxy, access)
    else:
        person = sessions(warehouse, access.session_minutes).read(cookies.get(COOKIE))
    return person or Person(PUBLIC, needs_sign_in=access.anonymous == "sign_in")


def _of_proxy(headers: Mapping[str, str], proxy: Proxy, access: Access) -> Person | None:
    user = headers.get(proxy.user_header.lower(), "").strip()
    if not user:
        return None
    listed = headers.get(proxy.groups_header.lower(), "").split(proxy.separator)
    viewer = viewer_of(user, (group.strip() for group in listed), access)
    expires_at = int(float(headers.get(SEEN_AT, "0"))) + access.session_minutes * 60
    if viewer is None or expires_at <= time.time():
        return None
    return Person(viewer, user, headers.get(proxy.name_header.lower(), user), expires_at)
