"""Every planted fault comes back by name from a build, in its number, and nothing else is quarantined."""

from collections import Counter
from pathlib import Path

import duckdb
import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.demo.faults import PLANTED, PlantedFault
from tests.pipelines.building import certifier, config
from tests.pipelines.demo.read_demo import count, rows

DUPLICATE, COUNTS, COUNTS_NOT = "duplicate", "counts", "counts_not"
VERDICTS = (DUPLICATE, COUNTS, COUNTS_NOT)
BY_RULE = tuple(fault for fault in PLANTED if fault.expected not in VERDICTS)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(small: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    warehouse = tmp_path_factory.mktemp("warehouse")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(certifier_client, "COMMAND", certifier())
        report = build(config(), small, warehouse, lambda *_: None)
    return duckdb.connect(warehouse / "builds" / report.build / "build.duckdb", read_only=True)


def planted(verdict: str) -> Counter[str]:
    """Feed → rows planted with that verdict."""
    faults = Counter[str]()
    for fault in PLANTED:
        if fault.expected == verdict:
            faults[fault.feed] += fault.rows
    return faults


@pytest.mark.parametrize("fault", BY_RULE, ids=lambda fault: fault.fault)
def test_a_fault_is_reported_under_its_rule(built: duckdb.DuckDBPyConnection, fault: PlantedFault) -> None:
    rows = built.execute(
        "select coalesce(sum(rows), 0)::int from meta.broken_rules where feed = ? and rule = ?",
        [fault.feed, fault.expected],
    ).fetchone()
    wanted = sum(other.rows for other in BY_RULE if (other.feed, other.expected) == (fault.feed, fault.expected))
    assert rows is not None
    severities = {rule.name: rule.severity for rule in load_contract(fault.feed).rules}
    if severities[fault.expected] == "error":
        assert rows[0] == wanted
    else:
        assert rows[0] >= wanted


def test_only_planted_rows_are_quarantined(built: duckdb.DuckDBPyConnection) -> None:
    rows = dict(built.execute("select feed, sum(rows_quarantined)::int from meta.files group by 1").fetchall())
    wanted = Counter[str]()
    for fault in BY_RULE:
        severities = {rule.name: rule.severity for rule in load_contract(fault.feed).rules}
        wanted[fault.feed] += fault.rows if severities[fault.expected] == "error" else 0
    assert rows == {feed: wanted[feed] for feed in rows}


def test_only_planted_rows_are_duplicates(built: duckdb.DuckDBPyConnection) -> None:
    rows = dict(built.execute("select feed, sum(rows_duplicate)::int from meta.files group by 1").fetchall())
    assert rows == {feed: planted(DUPLICATE)[feed] for feed in rows}


def test_stays_of_90_and_91_days_count_and_those_of_89_do_not(small: Path) -> None:
    counts = count(small)
    days = dict(counts.execute("select days, count(*) from judged where direction = 'out' group by 1").fetchall())
    counted = dict(counts.execute("select days, count(*) from counted where direction = 'out' group by 1").fetchall())
    assert days[89] >= 5
    assert 89 not in counted
    assert (counted[90], counted[91]) == (5, 5)


def test_days_written_with_points_are_read(built: duckdb.DuckDBPyConnection, small: Path) -> None:
    written = rows(small, "stays").filter(pl.col("date_from").str.contains(r"^\d\d\.\d\d\.\d{4} 00:00$"))
    days = {
        row["stay_id"]: "-".join(reversed(row["date_from"].partition(" ")[0].split(".")))
        for row in written.iter_rows(named=True)
    }
    assert len(days) == 6
    rowss = built.execute(
        "select stay_id, date_from::varchar from feeds.stays where stay_id in ?", [[*days]]
    ).fetchall()
    assert dict(rowss) == days


def test_a_stay_repeated_under_its_agreement_counts_once(small: Path) -> None:
    number = f"F{next(i for i, f in enumerate(PLANTED) if f.fault.startswith('same agreement twice')):03d}"
    counts = count(small)
    assert counts.execute(f"select count(*) from judged where stay_id like '{number}%'").fetchone() == (6,)
    assert counts.execute(f"select count(*) from counted where stay_id like '{number}%'").fetchone() == (0,)


def test_three_persons_graduate_from_the_smallest_programme(small: Path) -> None:
    smallest = rows(small, "programmes").filter(name_en="Bachelor in Ancient Greek")["programme_code"].item()
    assert count(small).execute("select count(*) from graduations where programme_code = ?", [smallest]).fetchone() == (
        3,
    )
