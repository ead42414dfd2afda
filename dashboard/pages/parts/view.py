"""What every page is given: where the reader is, in which language, and the build that answers."""

from dataclasses import dataclass
from datetime import date

from dashboard.address import Address
from dashboard.builds import serving
from dashboard.format import day
from dashboard.text import text
from models.question import Where
from models.store import OpenBuild

ALL = "all"


@dataclass(frozen=True)
class View:
    """One reader's view of one build."""

    address: Address
    language: str
    build: OpenBuild

    def text(self, key: str, **values: object) -> str:
        """A text in the reader's language."""
        return text(key, self.language, **values)

    @property
    def unit(self) -> Where:
        """The unit that the address keeps, as a question keeps it; empty for the whole institution."""
        for level in ("department", "faculty"):
            code = getattr(self.address, level)
            if code in self.build.labels.get(level, {}):
                return {level: (code,)}
        return {}

    @property
    def everywhere(self) -> Address:
        """This view of the whole institution; readers whose home is a unit have to say so."""
        return self.address.to(faculty=ALL if serving().viewer.unit else None, department=None)

    @property
    def built(self) -> str:
        """The day the build was made, in words."""
        return day(date.fromisoformat(self.build.built_at[:10]), self.language)

    @property
    def as_of(self) -> str:
        """The day that the build's figures describe, in words."""
        return day(self.build.as_of, self.language)
