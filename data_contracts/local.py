"""What the contracts take from the institution that uses them: home country, deadlines, and its own code lists.

Contracts are the same everywhere but for these. A program sets them once, from its configuration, before it reads
anything; every contract loaded after that has them. NTNU's are the default.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Self

SETTINGS = "UTSYN_LOCAL_SETTINGS"  # of the environment of a process started by another: LocalSettings.to_json
HOME_COUNTRY = ":home_country"  # in the SQL of a contract's rules
SETTINGS = "UTSYN_LOCAL_SETTINGS"  # the environment variable that passes them, as JSON, to the certifier process
OWN_LISTS = ("campuses",)  # code lists that each institution has its own of


# Month and day of the deadlines that rules name as :deadline_<name>; that of non-EU/EEA citizens is in the year before.
DEADLINES = (("degree_eea", "03-01"), ("degree_nordic", "04-15"), ("degree_other", "12-01"))


@dataclass(frozen=True)
class LocalSettings:
    """home_country: ISO 3166, two letters; code_lists: (name of a code list, the text of the csv used for it);
    deadlines: (name, month and day) of those that rules judge by.
    """

    home_country: str = "NO"
    code_lists: tuple[tuple[str, str], ...] = ()
    deadlines: tuple[tuple[str, str], ...] = DEADLINES

    def in_rules(self, text: str) -> str:
        """A contract's text with the values in the places that its rules name them."""
        text = text.replace(HOME_COUNTRY, f"'{self.home_country}'")
        for name, day in self.deadlines:
            text = text.replace(f":deadline_{name}", f"'{day}'")
        return text

    def to_json(self) -> str:
        """As one JSON object."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        written = json.loads(text)
        pairs = (tuple((name, text) for name, text in written[key]) for key in ("code_lists", "deadlines"))
        return cls(written["home_country"], *pairs)


class _Current:
    settings = LocalSettings()


def local() -> LocalSettings:
    """The settings in use."""
    return _Current.settings


@contextmanager
def using(settings: LocalSettings) -> Iterator[None]:
    """Use these settings within the block, in every thread of the process."""
    before, _Current.settings = _Current.settings, settings
    try:
        yield
    finally:
        _Current.settings = before
