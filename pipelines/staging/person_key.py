"""The institution's secret, under which persons become hashes."""

import os
import secrets
import tempfile
from pathlib import Path

from models.secret import PERSON_KEY, SecretError, secret
from pipelines.reading.read_error import ReadError

KEY_FILE = "person.key"
LEAST_LENGTH = 32  # bytes; identity numbers are few enough to try them all under a short key


def person_key(warehouse: Path) -> bytes:
    """The key of the environment (UTSYN_PERSON_KEY or …_FILE), else of the warehouse's key file.

    The file is made at first use, for its owner's eyes alone. Raises ReadError where it cannot be made or
    read, or is too short.
    """
    if (given := key_in_environment()) is not None:
        return given
    path = warehouse / KEY_FILE
    try:
        if not path.exists():
            _make_key(path)
        path.chmod(0o600)
    except OSError as error:
        raise _unusable(path, error) from error
    return read_key(warehouse)


def key_in_environment() -> bytes | None:
    """The key that the environment gives, None without. Raises ReadError for one that cannot be used."""
    try:
        given = secret(PERSON_KEY)
    except SecretError as error:
        raise ReadError(str(error)) from error
    if given is None or not given.strip():
        return None
    return _checked(given.strip().encode(), PERSON_KEY)


def read_key(warehouse: Path) -> bytes:
    """The key of the key file. Raises ReadError where it cannot be read or is too short."""
    path = warehouse / KEY_FILE
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise _unusable(path, error) from error
    if not key:
        raise ReadError(
            f"{path}: is empty. Restore it from a copy; if you remove it, a new key is made "
            "and no person will be recognised from earlier builds."
        )
    return _checked(key, str(path))


def new_key() -> str:
    """A key of 32 random bytes, as hex."""
    return secrets.token_hex(LEAST_LENGTH)


def _checked(key: bytes, where: str) -> bytes:
    if len(key) < LEAST_LENGTH:
        raise ReadError(
            f"{where}: the key of the person hashes has {len(key)} characters, and whoever guesses it recognises every "
            f"person. Use at least {LEAST_LENGTH} random ones, such as `openssl rand -hex 32` gives."
        )
    return key


def _unusable(path: Path, error: OSError) -> ReadError:
    return ReadError(f"{path}: the key of the person hashes cannot be used ({error.strerror}).")


def _make_key(path: Path) -> None:
    """Write a whole key or none: another process may be making it too, and then its key stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as file:
        file.write(new_key() + "\n")
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
