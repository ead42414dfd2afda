"""A file that has come in part: its bytes, and beside them what they are a part of."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.durable import write_atomically


@dataclass(frozen=True)
class Version:
    """By what a server distinguishes one content of an address from another; empty where it does not say."""

    etag: str = ""
    last_modified: str = ""

    @property
    def exact(self) -> str:
        """What names this content byte for byte, as If-Range needs it: a strong ETag, else the date."""
        if self.etag:
            return "" if self.etag.startswith("W/") else self.etag
        return self.last_modified


@dataclass(frozen=True)
class Begun:
    """What has come so far, and of how many bytes in all where that is known."""

    version: Version
    received: int
    total: int | None


class Part:
    """`.<name>.part` and `.<name>.part.json` in an inbox folder; hidden, so that no build reads them.

    `version` is that of the answer which the part was last begun with or gone on with.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f".{name}.part"
        self._state = folder / f".{name}.part.json"
        self.version = Version()

    def begun(self, url: str) -> Begun | None:
        """What can be gone on with: some bytes of the same address, whose content had an exact version."""
        try:
            state = json.loads(self._state.read_text(encoding="utf-8"))
            begun = Begun(Version(**state["version"]), self.path.stat().st_size, state["total"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        fits = state["url"] == url and state["can_go_on"] and begun.version.exact and begun.received
        return begun if fits else None

    def begin(self, url: str, version: Version, total: int | None, *, can_go_on: bool) -> None:
        """Start anew; what has come before is dropped. `can_go_on` where bytes on disk are bytes of the answer."""
        self.discard()
        self.version = version
        state = {"url": url, "version": asdict(version), "total": total, "can_go_on": can_go_on}
        write_atomically(self._state, json.dumps(state, indent=2))

    def discard(self) -> None:
        """Leave nothing behind."""
        self.path.unlink(missing_ok=True)
        self._state.unlink(missing_ok=True)
