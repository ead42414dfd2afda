"""How a command ends when it cannot go on: one clear message and an exit code, never a traceback."""

import errno
import os
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

import typer
from typer.exceptions import TyperException

OF_THE_MACHINE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}
REFUSED, WRONG_USE, FAULT, UNCHANGED, UNDELIVERED, INTERRUPTED = 1, 2, 3, 4, 5, 130


class WrongUse(Exception):  # noqa: N818  # what the person asked for, not a fault of the program
    """The command cannot be carried out as called; the message says why and how to call it."""


def report(error: Exception) -> int:
    """Tell the person at the keyboard what went wrong, on stderr. Gives the exit code."""
    if isinstance(error, BrokenPipeError):  # the reader of our output has left (`| head`): nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if isinstance(error, typer.Abort):
        return INTERRUPTED
    if isinstance(error, TyperException):
        return _usage(error)
    code = _expected(error)
    if code is None:
        _say(
            f"utsyn met a fault of its own ({type(error).__name__}). Your files and builds are as they were.\n"
            f"Please report it with the file {_log(error)}; look through it first, it may quote your data."
        )
        return FAULT
    _say(f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error))
    return code


def _usage(error: TyperException) -> int:
    show = getattr(error, "show", None)  # the message with the usage line; not every exception of typer has one
    if callable(show):
        show()
    else:
        _say(error.format_message())
    return error.exit_code


def _expected(error: Exception) -> int | None:
    """The exit code of an error that is no fault of the program's, else None."""
    from dashboard.digest.mail import MailError
    from dashboard.report.contents import PackError
    from data_contracts.codes import CodeListError
    from data_contracts.conditions import ConditionError
    from data_contracts.contract_parser import ContractError
    from data_contracts.profiles import ProfileError
    from models.catalogue import CatalogueError
    from models.changes import ChangesError
    from models.config import ConfigError
    from models.definitions import DefinitionsMissingError
    from models.engines.engine import EngineError
    from models.plan import PlanError
    from models.question import QuestionError
    from models.secret import SecretError
    from pipelines.build import BuildRefused
    from pipelines.reading.readers import ReadError
    from pipelines.warehouse import WarehouseError

    if isinstance(error, OSError):
        return WRONG_USE if error.errno in OF_THE_MACHINE else None
    if isinstance(error, ReadError | BuildRefused):
        return REFUSED
    if isinstance(error, MailError):
        return UNDELIVERED
    definitions = ContractError, CodeListError, ConditionError, ProfileError, CatalogueError, PlanError
    asked = ConfigError, SecretError, QuestionError, ChangesError, PackError, WrongUse
    if isinstance(error, (*definitions, *asked, DefinitionsMissingError, EngineError, WarehouseError)):
        return WRONG_USE
    return None


def _log(error: Exception) -> Path:
    """Write the traceback to a file that only its owner can read."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    handle, name = tempfile.mkstemp(prefix=f"utsyn-{moment}-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    return Path(name)


def _say(message: str) -> None:
    typer.echo(f"Error: {message}", err=True)
