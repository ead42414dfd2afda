"""The attacker finds what there is to find: without this, the proof would prove nothing."""

import pytest

from models.disclosure import pattern
from models.question import Viewer
from tests.models.disclosure.attacker import breaches
from tests.models.disclosure.people import People, graduated
from tests.models.disclosure.universities import published

UNITS = (("60", "600000", "P1"), ("60", "601000", "P2"), ("61", "610000", "P3"), ("62", "620000", "P4"))
COUNTS = {"P1": (3, 30), "P2": (40, 30), "P3": (20, 30), "P4": (20, 2)}
OF = People((), tuple((2024, unit, ()) for unit in UNITS), {(2024, unit, ()): COUNTS[unit[2]] for unit in UNITS})


def test_suppression_the_small_cells_alone_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern, "protected", lambda _block, small, *_: set(small))
    monkeypatch.setattr(pattern, "protected_in_line", lambda _line, small, *_: set(small))
    cells = published(OF, "outbound_share", Viewer("viewer"), graduated(OF))
    by_name = {(breach.count, breach.low, breach.high) for breach in breaches(cells, OF, 5)}
    assert {(0, 3, 3), (1, 2, 2)} <= by_name


def test_what_zeros_tell_is_not_counted_as_suppressed() -> None:
    of = People((), OF.atoms, {atom: (0, rest) for atom, (_, rest) in OF.counts.items()})
    cells = published(of, "outbound_share", Viewer("viewer"), graduated(of))
    assert any(cell.counts is None for cell in cells)
    assert not breaches(cells, of, 5)
