"""What is in one cell of a list: as it is shown, as it is put in order, and as a file holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.downloads.sheet import Cell as Exported
from dashboard.lists import Column
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.entity_links import entity_link, entity_name
from dashboard.pages.parts.view import View
from data_contracts.text import LANGUAGES, in_language
from models.answer import Row, Sign
from models.registers import Entry, Value

JOINED = "|"
Order = float | str | None


@dataclass(frozen=True)
class Cell:
    """`shown` on the page; `order` sorts (None: last); `exported` goes to a file; a filter looks in `words`."""

    shown: Html
    order: Order
    exported: Exported
    words: str = ""

    @property
    def is_suppressed(self) -> bool:
        """Whether nothing of a figure is shown to this reader."""
        return self.exported == Sign.SUPPRESSED.value and self.order is None

    @property
    def is_bounded(self) -> bool:
        """Whether this reader sees of a figure only what it is at least."""
        return self.exported == Sign.SUPPRESSED.value and self.order is not None


def of_entry(column: Column, entry: Entry, view: View) -> Cell:
    """The cell of a column that shows what the register holds."""
    value = entry.get(column.source)
    if column.kind == "units":
        return _units(entry, view)
    if column.kind == "measure":
        written = {code: str(words) for code in LANGUAGES if (words := entry.get(f"text_{code}"))}
        return _words(in_language(written, view.language, ""))
    if value is None or value == "":
        return Cell(join(Sign.NOT_APPLICABLE.value), None, None)
    return _of_value(column, value, entry, view)


def _of_value(column: Column, value: Value, entry: Entry, view: View) -> Cell:
    match column.kind:
        case "entity":
            return _entities(column, str(value), view)
        case "code":
            return _codes(column, str(value), view)
        case "yes":
            sentence = view.text("listing.yes" if value else "listing.no")
            return Cell(join(sentence), float(bool(value)), sentence, sentence)
        case "day" if isinstance(value, date):
            return Cell(join(view.short_day(value)), float(value.toordinal()), value.isoformat())
        case "number" | "count" | "money":
            return _number(column, value, entry, view)
        case _:
            return _words(str(value))


def of_row(column: Column, row: Row, unit: str, view: View) -> Cell:
    """The cell of a figure: its value, or one of its parts, or the sign of why there is none."""
    if column.part == "value":
        order = row.value
        return Cell(join(view.cell(row, unit)), order, order if order is not None else str(row.sign))
    part = row.numerator if column.part == "numerator" else row.denominator
    if part is None:
        sign = str((row.sign or Sign.NOT_APPLICABLE).value)
        return Cell(join(sign), None, sign)
    return Cell(join(view.number(part)), float(part), part)


def bounded(least: float, view: View) -> Cell:
    """The cell of a suppressed sum of which some years are shown; a file has the sign alone."""
    return Cell(join(view.text("listed.at_least", n=view.number(least))), least, Sign.SUPPRESSED.value)


def yes_or_no(row: Row, view: View) -> Cell:
    """The cell of an indicator that says of one thing whether it is so."""
    if row.numerator is None or not row.denominator:
        return Cell(
            join(str((row.sign or Sign.NOT_APPLICABLE).value)), None, str((row.sign or Sign.NOT_APPLICABLE).value)
        )
    sentence = view.text("listing.yes" if row.numerator else "listing.no")
    return Cell(join(sentence) if row.numerator else tag("b", sentence), float(row.numerator), sentence, sentence)


def _words(sentence: str) -> Cell:
    return Cell(join(sentence), sentence.casefold(), sentence, sentence)


def _number(column: Column, value: Value, entry: Entry, view: View) -> Cell:
    """A number of the register; money in the currency that the row names, else in euro."""
    amount = float(str(value))
    shown = view.number(amount)
    if column.kind == "money":
        shown = f"{entry.get('currency') or 'EUR'} {shown}"
    return Cell(join(shown), amount, amount)


def _codes(column: Column, value: str, view: View) -> Cell:
    names = [
        view.word(column.words, code) if column.words else view.name_of(column.dimension, code)
        for code in value.split(JOINED)
    ]
    return _words(", ".join(names))


def _entities(column: Column, value: str, view: View) -> Cell:
    keys = value.split(JOINED)
    names = ", ".join(entity_name(column.dimension, key, view) for key in keys)
    links = [entity_link(column.dimension, key, view, column.id) for key in keys]
    return Cell(_listed(links), names.casefold(), names, names)


def _listed(links: Sequence[Html]) -> Html:
    return join(*(part for at, link in enumerate(links) for part in ((", ", link) if at else (link,))))


def _units(entry: Entry, view: View) -> Cell:
    """Who holds it: the departments, or else the faculties, or the whole institution."""
    for level, several in (("department", "departments"), ("faculty", "faculties")):
        value = entry.get(several) or entry.get(level)
        if value and value != "unknown":
            keys = str(value).split(JOINED)
            short = [view.short_name(level, key) for key in keys]
            names, slot = ", ".join(short), f"units-{_key(entry)}"
            links = [entity_link(level, key, view, slot, name) for key, name in zip(keys, short, strict=True)]
            return Cell(_listed(links), names.casefold(), names, names)
    return _words(view.text("choose.whole") if entry.get("is_whole") else view.text("goal.unknown"))


def _key(entry: Entry) -> Value:
    return next(iter(entry.values()))
