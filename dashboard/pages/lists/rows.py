"""The rows of a list: those of its register that it keeps, with their figures, filtered and put in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dashboard.builds import entry, register
from dashboard.folding import folded
from dashboard.lists import Column, List
from dashboard.pages.lists.cells import Cell, of_entry
from dashboard.pages.lists.figures import Figures, deviation, figure_cell, figures
from dashboard.pages.lists.scopes import belonging, of_unit
from dashboard.pages.lists.waiting import reached, waiting
from dashboard.pages.parts.entity_links import entity_link, entity_name
from dashboard.pages.parts.view import View
from models.answer import Meta
from models.question import Where
from models.registers import Entry, registers

ROUNDS = {"waiting": waiting, "reached": reached}
KINDS = {"partners": "partner", "agreements": "agreement", "programmes": "programme", "projects": "project"}


@dataclass(frozen=True)
class ListRow:
    """One row: what it is called by, and its cells by column."""

    key: str
    cells: dict[str, Cell]

    @property
    def words(self) -> str:
        """All that a filter looks in, folded."""
        return folded(" ".join([self.key, *(cell.words for cell in self.cells.values())]))


@dataclass(frozen=True)
class Rows:
    """The rows that are shown, how many there were before the filter, and what explains the figures among them.

    `may_see` is False where the reader has no right to the list at all.
    """

    rows: Sequence[ListRow]
    before_filter: int
    metas: Sequence[Meta] = ()
    may_see: bool = True
    columns: Sequence[Column] = field(default=())

    @property
    def figures(self) -> int:
        """How many figures of persons or things the rows show or suppress."""
        return sum(1 for cell in self._figures())

    @property
    def suppressed(self) -> int:
        """How many of them are suppressed."""
        return sum(cell.is_suppressed for cell in self._figures())

    @property
    def bounded(self) -> int:
        """How many of them are sums of which only some years are shown."""
        return sum(cell.is_bounded for cell in self._figures())

    def _figures(self) -> Iterator[Cell]:
        names = [column.id for column in self.columns if column.kind in ("figure", "deviation", "count")]
        return (row.cells[name] for row in self.rows for name in names)


def rows_of(listed: List, scope: tuple[str, str] | None, unit: Where, view: View) -> Rows:
    """What a list shows at an address: of a thing (`scope`), of a unit, filtered by words, in its order."""
    if listed.source in ROUNDS:
        result = ROUNDS[listed.source](unit, view)
        if result is None:
            return Rows((), 0, may_see=False, columns=listed.columns)
        every, metas = [ListRow(key, cells) for key, cells in result.rows], [result.meta]
    else:
        every, metas = _of_register(listed, scope, {} if listed.whole else unit, view)
    wanted = folded(view.address.q or "").split()
    kept = [row for row in every if all(word in row.words for word in wanted)] if wanted else every
    return Rows(_sorted(kept, listed, view), len(every), metas, columns=listed.columns)


def _of_register(
    listed: List, scope: tuple[str, str] | None, where: Where, view: View
) -> tuple[list[ListRow], list[Meta]]:
    narrowed = {**where, **_narrowed(scope, view)}
    figuress = {
        column.id: figures(column, narrowed if column.narrow else where, view)
        for column in listed.columns
        if column.kind == "figure"
    }
    belongs = belonging(listed, scope, view) if scope is not None else None
    entries = [
        row
        for row in register(listed.register_, view.build)
        if _is_kept(row, listed, view)
        and (belongs is None or belongs(row))
        and (not where or of_unit(row, listed, figuress, where))
    ]
    rows = (_row(row, listed, figuress, view) for row in entries)
    return [row for row in rows if _lacks(row, listed, view)], [f.meta for f in figuress.values() if f and f.meta]


def _narrowed(scope: tuple[str, str] | None, view: View) -> Where:
    """What keeps the figures with the partner, or in the country, whose rows are listed."""
    if scope is None:
        return {}
    kind, key = scope
    if kind == "agreement" and (agreement := entry("agreements", key, view.build)):
        return {"partner": (str(agreement["partner_id"]),)}
    return {kind: (key,)} if kind in ("partner", "country") else {}


def _row(of: Entry, listed: List, figures: dict[str, Figures | None], view: View) -> ListRow:
    key = str(of[registers()[listed.register_].key])
    cells: dict[str, Cell] = {}
    for column in listed.columns:
        match column.kind:
            case "name":
                kind = KINDS[listed.register_]
                name = entity_name(kind, key, view)
                cells[column.id] = Cell(entity_link(kind, key, view, "row"), name.casefold(), name, name)
            case "figure":
                cells[column.id] = figure_cell(column, figures[column.id], of, view)
            case "deviation":
                cells[column.id] = deviation(column, cells, view)
            case _:
                cells[column.id] = of_entry(column, of, view)
    return ListRow(key, cells)


def _lacks(row: ListRow, listed: List, view: View) -> bool:
    """Whether a row lacks one of what the list is about, and has what must be known of it."""
    no = view.text("listing.no")
    lacks = not listed.lacking or any(row.cells[name].exported == no for name in listed.lacking)
    has = (isinstance(row.cells[name].exported, int | float) or row.cells[name].is_suppressed for name in listed.known)
    return lacks and all(has)


def _is_kept(row: Entry, listed: List, view: View) -> bool:
    within = within_days(listed, view)
    for name, wanted in listed.keep.items():
        value = row[name]
        if isinstance(wanted, dict):
            bounds = {end: within if limit == "within" else int(limit) for end, limit in wanted.items()}
            number = int(value) if isinstance(value, int) else None
            if number is None or not bounds.get("at_least", number) <= number <= bounds.get("at_most", number):
                return False
        elif value not in (wanted if isinstance(wanted, tuple) else (wanted,)):
            return False
    return True


def within_days(listed: List, view: View) -> int:
    """How many days ahead the list looks: those chosen, else the most."""
    chosen = view.address.within or ""
    return int(chosen) if chosen.isdecimal() and int(chosen) in listed.within else max(listed.within, default=0)


def sorted_by(listed: List, view: View) -> tuple[str, bool]:
    """The column that the rows are in order of, and whether the largest comes first."""
    named, _, direction = (view.address.sort or "").partition(".")
    name = direction if named == listed.id and listed.column(direction.removeprefix("-")) else listed.sort
    return name.removeprefix("-"), name.startswith("-")


def _sorted(rows: Iterable[ListRow], listed: List, view: View) -> list[ListRow]:
    """In the order chosen; what has nothing to sort by comes last either way, suppressed figures before it."""
    name, is_falling = sorted_by(listed, view)
    known_rows = [row for row in rows if row.cells[name].order is not None]
    rest = [row for row in rows if row.cells[name].order is None]
    known_rows.sort(key=lambda row: row.cells[name].order, reverse=is_falling)  # type: ignore[arg-type,return-value]
    return [*known_rows, *sorted(rest, key=lambda row: not row.cells[name].is_suppressed)]
