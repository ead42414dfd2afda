"""What a profile says of one feed of an export."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Unpivot:
    """Several columns that become rows: places in a column per programme → one row per programme.

    headings: theirs → the value that the row gets in our column `into`; the cell goes to our column `values`. A cell
    that is empty gives no row, unless all of them are: then the row stays once, without either value.
    """

    headings: dict[str, str]
    into: str
    values: str


@dataclass(frozen=True)
class Profile:
    """How to read one feed of an export.

    headings: theirs → ours; a column without a heading is `column 3`. copies: theirs → the further columns of ours
    that one heading fills. constants: our column → the value of every row. composed: our column → a text with
    `{heading}` or `{our_column}` for cells. unpivot: columns that become rows. skip_rows: their heading → regular
    expressions; rows whose cell has one of them are left out and counted.
    values: our column → {their value → ours}; patterns: our column → {regular expression → ours, with $1}, for values
    that are not in `values`; date_formats: strptime formats tried after ISO 8601; decimal_comma: numbers are written
    1 234,5; ignored: their headings that we leave unread.
    sheets and headings_row say where the table is, see Layout of the readers. any_width: identifiers of our column
    come in several lengths, and a short one is whole.
    """

    name: str
    feed: str
    headings: dict[str, str]
    values: dict[str, dict[str, str]]
    date_formats: tuple[str, ...] = ()
    decimal_comma: bool = False
    ignored: tuple[str, ...] = ()
    copies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    composed: dict[str, str] = field(default_factory=dict)
    unpivot: Unpivot | None = None
    skip_rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: dict[str, dict[str, str]] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    headings_row: int | None = None
    any_width: tuple[str, ...] = ()

    @property
    def given(self) -> frozenset[str]:
        """Our columns that need no heading of the file."""
        pivoted = (self.unpivot.into, self.unpivot.values) if self.unpivot else ()
        return frozenset(
            (*self.constants, *self.composed, *pivoted, *(c for more in self.copies.values() for c in more))
        )

    def made_of(self, columns: Collection[str]) -> frozenset[str]:
        """Our columns that are composed of, or copies of, cells which become one of these columns of ours."""
        private = {*columns, *(theirs for theirs, ours in self.headings.items() if ours in columns)}
        copies = (ours for theirs, more in self.copies.items() if theirs in private for ours in more)
        composed = (ours for ours, text in self.composed.items() if private & set(PLACEHOLDER.findall(text)))
        return frozenset((*copies, *composed)) - set(columns)

    @property
    def own_headings(self) -> frozenset[str]:
        """Their headings that the profile reads in another way than as a column of ours."""
        composed = (name for text in self.composed.values() for name in PLACEHOLDER.findall(text))
        return frozenset((*(self.unpivot.headings if self.unpivot else ()), *self.skip_rows, *composed))
