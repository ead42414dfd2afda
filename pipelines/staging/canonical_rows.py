"""The tables of one file → canonical rows of a feed, batch by batch, as a person would read them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from data_contracts.contract import Contract
from data_contracts.profile import Profile
from pipelines.reading.layout import Table
from pipelines.reading.notes import note
from pipelines.reading.readers import Irregular, read_batches
from pipelines.staging.conform import conform
from pipelines.staging.identifiers import Widths, damaged, widths
from pipelines.staging.profile_choice import choose, layout_of, read_sheets
from pipelines.staging.reshape import skipped
from pipelines.staging.written_dates import Readings, readings, with_iso_days, written_days


@dataclass(frozen=True)
class Prepared:
    """Canonical rows with `source_row`, the profile that read them, and what is known before persons are hashed.

    damaged: rule → whether each row breaks it (see identifiers).
    """

    rows: pl.DataFrame
    profile: Profile
    damaged: dict[str, pl.Series]


@dataclass
class Preparing:
    """The state of reading one file as one feed: its profile is chosen once, its rows are numbered through.

    `again` gives the file's tables from the first on: a day like 05/06/2020 is read by all values of its column.
    """

    contract: Contract
    profiles: Sequence[Profile]
    again: Callable[[], Iterator[Table]]
    rows_seen: int = 0
    profile: Profile | None = None
    skipped: int = 0
    doubtful: Counter[str] = field(default_factory=Counter)
    _widths: Widths | None = None
    _days: Readings | None = None

    def prepared(self, table: Table) -> Prepared:
        """The rows of the next table. Raises ReadError."""
        if self.profile is None:
            self.profile = choose(table.frame.columns, self.profiles, self.contract, table.path)
        rows = self._conformed(table, self.rows_seen + 1)
        self.skipped += table.frame.height - skipped(table.frame, self.profile).height
        self.rows_seen += table.frame.height
        if self._widths is None:
            self._widths = widths(rows, self.contract, self.profile)
        if not self.profile.date_formats and self._days is None and written_days(rows, self.contract):
            self._days = self._read_days()
        return Prepared(with_iso_days(rows, self._days or {}), self.profile, damaged(rows, self.contract, self._widths))

    def make_notes(self) -> None:
        """Note what was left out and what was in doubt, once all tables are prepared."""
        if self.skipped and self.profile:
            note(f"{self.skipped} rows were left out, as skip_rows of the profile '{self.profile.name}' says.")
        for name in self.doubtful:
            note(
                f"{name}: no value shows whether the day comes first or the month, so none was read. "
                'Say it in a profile: date_formats: ["%d/%m/%Y"] or ["%m/%d/%Y"].'
            )

    def _conformed(self, table: Table, first_row: int) -> pl.DataFrame:
        assert self.profile is not None
        return conform(table.frame, self.contract, self.profile, table.place, first_row)

    def _read_days(self) -> Readings:
        days: dict[str, set[str]] = {}
        for table in self.again():
            for name, cells in written_days(self._conformed(table, 1), self.contract).items():
                days.setdefault(name, set()).update(cells)
        read, doubtful = readings(days)
        self.doubtful.update(doubtful)
        return read


def feed_tables(
    path: Path, contract: Contract, profiles: Sequence[Profile], *, row_by_row: bool = False
) -> Iterator[Table]:
    """The tables of a file of a feed: batches of one table, or the sheets of a workbook that hold rows of the feed.

    Raises ReadError, and Irregular as `read_batches` does.
    """
    tables = read_batches(path, layout_of(profiles, contract), row_by_row=row_by_row)
    if path.suffix.lower() != ".xlsx":
        yield from tables
        return
    sheets = read_sheets(list(tables), profiles, contract)
    if len(sheets) > 1:
        ends = [sum(sheet.frame.height for sheet in sheets[: place + 1]) for place in range(len(sheets))]
        parts = zip(sheets, ends, strict=True)
        note("Rows are counted through: " + ", ".join(f"'{it.sheet}' up to row {end}" for it, end in parts) + ".")
    yield from sheets


def whole_tables(path: Path, contract: Contract, profiles: Sequence[Profile]) -> list[Table]:
    """All tables of a file of a feed, however irregular its rows are. Raises ReadError."""
    try:
        return list(feed_tables(path, contract, profiles))
    except Irregular:
        return list(feed_tables(path, contract, profiles, row_by_row=True))
