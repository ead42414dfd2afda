"""Secrets come from the environment, or from a file that the environment names; never from utsyn.toml."""

import os
from pathlib import Path

from data_contracts.errors import UtsynError

PERSON_KEY = "UTSYN_PERSON_KEY"
SESSION_KEY = "UTSYN_SESSION_KEY"
MAIL_PASSWORD = "UTSYN_MAIL_PASSWORD"  # the name of a variable, as all of these
OIDC_CLIENT_SECRET = "UTSYN_OIDC_CLIENT_SECRET"
SECRETS = (PERSON_KEY, SESSION_KEY, MAIL_PASSWORD, OIDC_CLIENT_SECRET)


class SecretError(UtsynError):
    """A secret is missing or cannot be read; the message names its variable and how to set it."""


def secret(name: str) -> str | None:
    """The value of a variable, else the content of the file that `<name>_FILE` names; None without either.

    Raises SecretError where both are set, or where the file cannot be read or is empty.
    """
    value, file = os.environ.get(name), os.environ.get(f"{name}_FILE")
    if value and file:
        raise SecretError(f"both {name} and {name}_FILE are set; keep one of them")
    if not file:
        return value or None
    try:
        content = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SecretError(f"{name}_FILE: {file} cannot be read ({error})") from error
    if not content:
        raise SecretError(f"{name}_FILE: {file} is empty")
    return content


def required_secret(name: str) -> str:
    """The same, for what cannot do without. Raises SecretError."""
    value = secret(name)
    if value is None:
        raise SecretError(f"{name} is not set. Set it in the environment, or {name}_FILE to a file that holds it.")
    return value
