"""Sessions: signed, limited in time, and over once signed out."""

import stat
from pathlib import Path

import pytest

from dashboard.access.session import KEY_FILE, Sessions, session_key
from models.question import Viewer

DEAN = ("dag", "Dag Dahl", Viewer("unit_analyst", "63"))


def test_a_session_gives_back_who_it_was_begun_for(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path, minutes=60)

    cookie, seconds = sessions.begin(*DEAN)
    person = sessions.read(cookie)

    assert seconds == 3600
    assert person is not None
    assert (person.who, person.name, person.viewer) == DEAN


@pytest.mark.parametrize("forged", [None, "", "x", "e30.abc", "null"])
def test_what_this_server_did_not_sign_is_nobody(forged: str | None, tmp_path: Path) -> None:
    assert Sessions(tmp_path, minutes=60).read(forged) is None


def test_a_changed_cookie_is_nobody(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path, minutes=60)
    cookie, _ = sessions.begin(*DEAN)
    content, signature = cookie.rsplit(".", 1)

    assert sessions.read(f"{content.swapcase()}.{signature}") is None


def test_a_session_ends_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions(tmp_path, minutes=1)
    monkeypatch.setattr("dashboard.access.session.time.time", lambda: 1_000.0)
    cookie, _ = sessions.begin(*DEAN)
    assert sessions.read(cookie) is not None

    monkeypatch.setattr("dashboard.access.session.time.time", lambda: 1_060.0)

    assert sessions.read(cookie) is None


def test_signing_out_holds_in_every_process(tmp_path: Path) -> None:
    here, other_process = Sessions(tmp_path, minutes=60), Sessions(tmp_path, minutes=60)
    cookie, _ = here.begin(*DEAN)
    person = other_process.read(cookie)
    assert person is not None

    here.end(person)

    assert other_process.read(cookie) is None


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    assert session_key(tmp_path) == session_key(tmp_path)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_a_pseudonym_is_the_same_for_the_same_person_and_names_nobody(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path, minutes=60)

    assert sessions.pseudonym("dag") == sessions.pseudonym("dag") != sessions.pseudonym("dagny")
    assert "dag" not in sessions.pseudonym("dag")
