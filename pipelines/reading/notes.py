"""What a person should know of how a file was read, though nothing is wrong: sheets left out, rows hidden."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_NOTES: ContextVar[list[str] | None] = ContextVar("notes", default=None)


@contextmanager
def collected() -> Iterator[list[str]]:
    """The notes made within the block, by the thread that entered it."""
    notes: list[str] = []
    token = _NOTES.set(notes)
    try:
        yield notes
    finally:
        _NOTES.reset(token)


def note(text: str) -> None:
    """Make a note, once; where nobody collects notes it goes nowhere."""
    notes = _NOTES.get()
    if notes is not None and text not in notes:
        notes.append(text)
