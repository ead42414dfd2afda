"""What two builds reveal together, of which the second has one stay more: by rows that can be subtracted by hand."""

from benchmarks.late_row import compared, seen
from models.store import OpenBuild
from tests.models.disclosure.people import People, went_abroad

UNITS = {"63": ("63", "631000", "P1"), "64": ("64", "641000", "P2"), "65": ("65", "651000", "P3")}
NOTHING = {
    "residue: five or more": 0, "residue: nobody": 0, "narrowed": 0, "exact": 0, "narrowed in one build alone": 0,
}  # fmt: skip


def stays(**persons: int) -> OpenBuild:
    """Outgoing stays by faculty."""
    counts = {(2024, UNITS[name[1:]], ("master",)): (0, number) for name, number in persons.items()}
    return went_abroad(People(("degree_level",), tuple(counts), counts))


def learned(before: OpenBuild, after: OpenBuild) -> dict[str, int]:
    indicator = before.indicators["outgoing_stays"]
    then, now = (
        seen(indicator.facts[0], [indicator], "degree_level", range(2024, 2025), each) for each in (before, after)
    )
    return dict(compared(then[2024], now[2024], "degree_level", 5))


def test_a_cell_that_stays_suppressed_beside_the_same_cell_is_not_found() -> None:
    # 3 and 20 are suppressed in both; each faculty and its only degree level are a cell of their own
    assert learned(stays(_63=3, _64=30, _65=20), stays(_63=3, _64=31, _65=20)) == {**NOTHING, "attacked": 2}


def test_a_count_that_passes_the_limit_is_the_accepted_residue() -> None:
    assert learned(stays(_63=4, _64=30, _65=20), stays(_63=5, _64=30, _65=20)) == {
        **NOTHING, "attacked": 2, "residue: five or more": 2,
    }  # fmt: skip


def test_the_first_of_a_faculty_is_residue_too() -> None:
    assert learned(stays(_63=0, _64=30, _65=20), stays(_63=1, _64=30, _65=20)) == {
        **NOTHING, "attacked": 2, "residue: nobody": 2,
    }  # fmt: skip


def test_another_cell_suppressed_beside_it_gives_it_away_by_a_difference() -> None:
    # before, 3 + 29 are suppressed and 30 is shown; after, 3 + 30 are, and the other 30: 63 less 30 less 30 is 3
    assert learned(stays(_63=3, _64=30, _65=29), stays(_63=3, _64=30, _65=30)) == {
        **NOTHING, "attacked": 2, "narrowed": 2, "exact": 2,
    }  # fmt: skip
