"""A register keeps today's value alone; the builds that were published before are dated copies of it."""

from datetime import date
from pathlib import Path

import pytest

from models.store import OpenBuild, open_build
from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.warehouse import Warehouse
from tests.models.asked import fractions
from tests.pipelines.building import certifier, config, write_inbox

pytestmark = pytest.mark.slow

AGREEMENTS = """\
agreement_id,partner_id,scheme,unit_codes,valid_from,status,quality_assured_on,quality_valid_until
A1,P1,bilateral,631000,2020-01-01,in_effect,{first}
A2,P1,bilateral,631000,2020-01-01,in_effect,{second}
"""
PROGRAMMES = """\
programme_code,name_nb,name_en,degree_level,unit_code,campus,mobility_window_semester,international_profile,valid_from
MTDT,Data,Computing,master,631000,trondheim,{window},{profile},2015-08-01
"""
ORIGIN = 'default = "synthetic"\n'


class Registers:
    """An inbox whose registers keep the latest values alone, and the warehouse that it is built into each January."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.home = write_inbox(folder / "inbox"), Warehouse(folder / "warehouse")

    def build(self, year: int, first: str, second: str, window: str = "", profile: str = "false") -> OpenBuild:
        """The build of January of a year, published."""
        for feed, text in (("agreements", AGREEMENTS), ("programmes", PROGRAMMES)):
            path = self.inbox / feed / f"{feed}.csv"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text.format(first=first, second=second, window=window, profile=profile), encoding="utf-8")
        report = build(config(), self.inbox, self.home.root, lambda *_: None, as_of=date(year, 1, 31))
        return open_build(self.home.find(report.build).path, config())


@pytest.fixture
def registers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registers:
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    return Registers(tmp_path)


def test_each_year_has_what_the_register_said_when_it_was_over(registers: Registers) -> None:
    """A1 is assured each year for a year, A2 once; the window comes in 2025."""
    registers.build(2024, first="2023-06-01,2024-05-31", second=",")
    registers.build(2025, first="2024-06-01,2025-05-31", second="2024-09-01,2025-08-31")
    last = registers.build(2026, first="2025-06-01,2026-05-31", second="2024-09-01,2025-08-31", window="5")
    assured, window = (last.indicators[name] for name in ("agreements_quality_assured", "programmes_with_window"))
    assert last.has_history(assured)
    assert fractions(last, assured.id) == {2023: (1, 2), 2024: (2, 2), 2025: (1, 2), 2026: (1, 2)}
    assert fractions(last, window.id) == {2023: (0, 1), 2024: (0, 1), 2025: (1, 1), 2026: (1, 1)}


def test_what_is_carried_outlives_the_build_that_it_came_from(registers: Registers) -> None:
    registers.build(2024, first="2023-06-01,2024-05-31", second=",", profile="true")
    registers.build(2025, first="2024-06-01,2025-05-31", second=",")
    oldest = registers.home.builds()[0]
    oldest.database.unlink()
    last = registers.build(2026, first="2025-06-01,2026-05-31", second=",")
    assert fractions(last, "agreements_quality_assured", years=(2023, 2025)) == dict.fromkeys(
        (2023, 2024, 2025), (1, 2)
    )
    assert fractions(last, "programmes_international_profile", years=(2023, 2024)) == {2023: (1, 1), 2024: (0, 1)}


def test_a_first_build_has_no_history_and_a_build_of_the_same_day_gives_none(registers: Registers) -> None:
    for _ in range(2):
        only = registers.build(2026, first="2025-06-01,2026-05-31", second=",")
        assert not only.has_history(only.indicators["agreements_quality_assured"])


def test_synthetic_registers_are_no_history_of_real_ones(registers: Registers) -> None:
    origin = registers.inbox / "origin.toml"
    origin.write_text(ORIGIN, encoding="utf-8")
    registers.build(2024, first="2023-06-01,2024-05-31", second=",")
    origin.unlink()
    last = registers.build(2025, first="2024-06-01,2025-05-31", second=",")
    assert not last.has_history(last.indicators["agreements_quality_assured"])
