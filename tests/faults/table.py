"""All faults, by chapter: the table that the tests run and docs/faults.md shows."""

from tests.faults.books import BOOKS
from tests.faults.cells import CELLS
from tests.faults.fault import Fault
from tests.faults.packed import PACKED
from tests.faults.places import PLACES
from tests.faults.texts import TEXTS

CHAPTERS: dict[str, tuple[Fault, ...]] = {
    "Text tables": TEXTS,
    "Cells": CELLS,
    "Workbooks and parquet": BOOKS,
    "Archives, JSON, XML and files in disguise": PACKED,
    "Names, places and moments": PLACES,
}
FAULTS = tuple(fault for faults in CHAPTERS.values() for fault in faults)
