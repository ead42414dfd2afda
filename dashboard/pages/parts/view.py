"""What every page is given: where the reader is, in which language, and the build that answers."""

from dataclasses import dataclass
from datetime import date

from dashboard import format as written
from dashboard.address import Address
from dashboard.builds import serving
from dashboard.text import labels, text
from models.answer import Row, Sign
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

    def word(self, kind: str, name: str) -> str:
        """A term of ours in the reader's language."""
        return labels.word(kind, name, self.language)

    def heading(self, kind: str, name: str) -> str:
        """A term of ours with a capital, to stand alone."""
        return labels.heading(kind, name, self.language)

    def name_of(self, dimension: str, member: str | int | None) -> str:
        """What the build calls a member of a dimension."""
        return labels.member_name(self.build.labels, dimension, member, self.language)

    def short_name(self, dimension: str, member: str | int | None) -> str:
        """The abbreviation of a unit, else its name."""
        return labels.short_name(self.build.labels, dimension, member, self.language)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as the reader writes it."""
        return written.number(value, self.language, decimals)

    def count(self, value: int | None) -> str:
        """A count, or the sign of one that is suppressed."""
        return Sign.SUPPRESSED.value if value is None else self.number(value)

    def figure(self, value: float, unit: str | None) -> str:
        """A value with its unit."""
        return written.figure(value, unit, self.language)

    def cell(self, row: Row, unit: str | None) -> str:
        """A row's figure, or the sign of why there is none."""
        return written.cell(row, unit, self.language)

    def parts_of(self, row: Row) -> str | None:
        """`3 of 4`; None for a row without a figure, or without anything that it is a part of."""
        if row.numerator is None or not row.denominator:
            return None
        shown = {"numerator": self.number(row.numerator), "denominator": self.number(row.denominator)}
        return self.text("plan.of", **shown)

    def change(self, value: float, unit: str | None, *, words: bool = False) -> str:
        """A change with its sign and unit."""
        return written.change(value, unit, self.language, words=words)

    def short_day(self, value: date) -> str:
        """A day in few letters."""
        return written.short_day(value, self.language)

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
        return written.day(date.fromisoformat(self.build.built_at[:10]), self.language)

    @property
    def as_of(self) -> str:
        """The day that the build's figures describe, in words."""
        return written.day(self.build.as_of, self.language)
