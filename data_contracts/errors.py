"""Errors that a person can fix: the message says what, where and how, and a command ends with their exit code."""

from typing import ClassVar, Final

REFUSED: Final = 1
WRONG_USE: Final = 2
FAULT: Final = 3
UNCHANGED: Final = 4
UNDELIVERED: Final = 5
INTERRUPTED: Final = 130


class UtsynError(Exception):
    """An error that is not a fault of the program's; a subclass says what went wrong and ends with its own code."""

    exit_code: ClassVar[int] = WRONG_USE
