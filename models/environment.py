"""Settings from the environment: `UTSYN_` and the setting's name in capitals; `__` joins a table and its key.

`UTSYN_INBOX=files`, `UTSYN_SETTINGS__SHORT_STAY_DAYS=[5, 30]`, `UTSYN_MAIL__HOST=smtp.example.org`. What begins with
[ or { is read as TOML, as it would be written in utsyn.toml; anything else is the value itself, without quotes.
"""

import tomllib
from collections.abc import Mapping
from typing import Any

from models.secret import SECRETS

PREFIX, BETWEEN = "UTSYN_", "__"
CONFIG = "UTSYN_CONFIG"  # the path of utsyn.toml
# Names that begin like settings and are none; the last two are for processes that another starts.
OTHERS = frozenset(
    {CONFIG, *SECRETS, *(f"{name}_FILE" for name in SECRETS), "UTSYN_LOCAL_SETTINGS", "UTSYN_PARENT_PROCESS"}
)


def from_environment(environment: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """The path of each setting that the environment has (`("mail", "host")`), and its variable."""
    return {
        tuple(variable.removeprefix(PREFIX).lower().split(BETWEEN)): variable
        for variable in sorted(environment)
        if variable.startswith(PREFIX) and variable not in OTHERS
    }


def with_environment(settings: dict[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """A file's settings with those of the environment in their place. Raises ValueError, which names the variable."""
    merged = dict(settings)
    for path, variable in from_environment(environment).items():
        table = merged
        for name in path[:-1]:
            below = table.get(name, {})
            if not isinstance(below, dict):
                raise ValueError(f"{variable}: {name} is a value, not a table")
            table[name] = dict(below)
            table = table[name]
        table[path[-1]] = _value(variable, environment[variable])
    return merged


def _value(variable: str, text: str) -> Any:  # which kind it is the setting's own model checks
    if not text.startswith(("[", "{")):
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{variable}: is not TOML: {error}") from error
