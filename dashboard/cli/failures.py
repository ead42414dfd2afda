"""How a command ends when it cannot go on: one clear message and an exit code, never a traceback."""

import errno
import os
import sys
from pathlib import Path

import typer
from typer.exceptions import TyperException

from data_contracts.errors import FAULT, INTERRUPTED, WRONG_USE, UtsynError

OF_THE_MACHINE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}


class WrongUse(UtsynError):  # noqa: N818  # what the person asked for, not a fault of the program
    """The command cannot be carried out as called; the message says why and how to call it."""


def report(error: Exception) -> int:
    """Show what went wrong, on stderr. Gives the exit code."""
    if isinstance(error, BrokenPipeError):  # the reader of our output has left (`| head`): nobody to write to
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if isinstance(error, typer.Abort):
        return INTERRUPTED
    if isinstance(error, TyperException):
        return _usage(error)
    if isinstance(error, UtsynError):
        _say(str(error))
        return error.exit_code
    if isinstance(error, OSError) and error.errno in OF_THE_MACHINE:
        _say(f"{error.filename}: {error.strerror}")
        return WRONG_USE
    _say(
        f"utsyn met a fault of its own ({type(error).__name__}). Your files and builds are as they were.\n"
        f"Please report it with the file {_log(error)}; look through it first, it may quote your data."
    )
    return FAULT


def _usage(error: TyperException) -> int:
    show = getattr(error, "show", None)  # the message with the usage line; not every exception of typer has one
    if callable(show):
        show()
    else:
        _say(error.format_message())
    return error.exit_code


def _log(error: Exception) -> Path:
    """Write the traceback to a file that only its owner can read."""
    import tempfile
    import traceback
    from datetime import UTC, datetime

    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    handle, name = tempfile.mkstemp(prefix=f"utsyn-{moment}-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    return Path(name)


def _say(message: str) -> None:
    typer.echo(f"Error: {message}", err=True)
