"""The session of somebody who is signed in: a signed cookie, good until it expires or until signing out."""

import hashlib
import hmac
import os
import secrets
import time
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer

from dashboard.access.person import Person
from models.question import QuestionError, Viewer
from models.secret import SESSION_KEY, secret

COOKIE = "utsyn_session"
KEY_FILE = "session.key"
ENDED = "ended_sessions"
KEY_LENGTH = 32


class Sessions:
    """Makes, reads and ends sessions. All processes that serve one warehouse share its key and its ended sessions."""

    def __init__(self, warehouse: Path, minutes: int) -> None:
        self._ended = warehouse / ENDED
        self._seconds = minutes * 60
        self._key = session_key(warehouse)
        self._serializer = URLSafeSerializer(self._key, salt=COOKIE)

    def begin(self, who: str, name: str, viewer: Viewer) -> tuple[str, int]:
        """A new session's cookie, and how long it is good, in seconds."""
        content = {
            "session": secrets.token_urlsafe(16),
            "who": who,
            "name": name,
            "viewer": str(viewer),
            "expires_at": int(time.time()) + self._seconds,
        }
        return str(self._serializer.dumps(content)), self._seconds

    def read(self, cookie: str | None) -> Person | None:
        """The person of a cookie; None where it is missing, forged, expired or signed out."""
        if not cookie:
            return None
        try:
            content = self._serializer.loads(cookie)
            viewer = Viewer.parse(content["viewer"])
            person = Person(viewer, content["who"], content["name"], content["expires_at"], content["session"])
        except (BadSignature, QuestionError, KeyError, TypeError):
            return None
        expires_at = person.expires_at or 0
        return None if expires_at <= time.time() or self._mark(person.session).exists() else person

    def end(self, person: Person) -> None:
        """Sign out: the cookie is refused from now on, by every process, also where somebody kept a copy of it."""
        self._ended.mkdir(mode=0o700, exist_ok=True)
        now = time.time()
        for mark in self._ended.iterdir():  # expired by themselves since
            if mark.stat().st_mtime < now - self._seconds:
                mark.unlink(missing_ok=True)
        self._mark(person.session).touch()

    def pseudonym(self, who: str) -> str:
        """The same name for the same person, which does not say who it is."""
        return hmac.new(self._key, who.encode(), hashlib.sha256).hexdigest()[:16]

    def _mark(self, session: str) -> Path:
        return self._ended / hashlib.sha256(session.encode()).hexdigest()


def session_key(warehouse: Path) -> bytes:
    """UTSYN_SESSION_KEY (or …_FILE), else a key file beside the builds, made at first use for its owner alone."""
    if (given := secret(SESSION_KEY)) is not None:
        return given.encode()
    path = warehouse / KEY_FILE
    warehouse.mkdir(parents=True, exist_ok=True)
    draft = warehouse / f".{KEY_FILE}.{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_LENGTH))
    try:
        os.link(draft, path)  # whole or not at all: of two processes one makes it
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes().strip()
