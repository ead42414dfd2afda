"""Two snapshots of one register: the newer one counts, the older one is told and counts as duplicate."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_contracts.contract_parser import load_contract
from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.building.loading import Loaded, empty_table, load_feed
from pipelines.building.superseded import Superseded, superseded
from pipelines.explaining.explain import explain
from pipelines.staging.stage import StagedFile
from pipelines.warehouse import Warehouse
from tests.pipelines.building import certifier, config
from tests.pipelines.sources.mobility_files import RELEASE_2021, csv, current_release, row

FLOWS, ROR, PARTICIPATIONS = "erasmus_flows", "research_organisations", "eu_participations"
Cells = dict[str, object]


def staged(  # noqa: PLR0917
    folder: Path, source: str, feed: str, name: str, rows: Sequence[Cells], content: str | None = None
) -> StagedFile:
    """A file of that name as staging leaves it; the same `content` is the same file twice."""
    schema = empty_table(load_contract(feed)).schema
    accepted, quarantined = (folder / f"{name}.{feed}.{kind}.parquet" for kind in ("accepted", "quarantined"))
    numbers = pl.int_range(1, len(rows) + 1, eager=True).alias("source_row")
    pl.DataFrame(list(rows), schema=schema).with_columns(numbers).write_parquet(accepted)
    pl.DataFrame(schema=schema | {"source_row": pl.Int64, "broken_rules": pl.List(pl.String)}).write_parquet(
        quarantined
    )
    return StagedFile(
        feed=feed, source=source, path=f"{source}/{name}", bytes=1, sha256=content or name,
        modified_on="2026-01-01T00:00:00+00:00", profile="canonical", contract_version="1", rows_read=len(rows),
        accepted=accepted, quarantined=quarantined, broken={},
    )  # fmt: skip


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema feeds")
        yield connection


def organisation(ror_id: str, name: str, release: str | None) -> Cells:
    return {"ror_id": ror_id, "name": name, "country": "NO", "status": "active", "release": release}


def flow(record: str, month: str | None, release: str = "2021") -> Cells:
    return {"record_id": record, "release": release, "start_month": month, "participants": 3}


def participation(project: str, framework: str, day: str) -> Cells:
    return {
        "project_id": project,
        "organisation_id": "1",
        "framework": framework,
        "snapshot_on": date.fromisoformat(day),
    }


def load(connection: duckdb.DuckDBPyConnection, feed: str, *files: StagedFile) -> Loaded:
    numbered = dict(enumerate(files, start=1))
    return load_feed(connection, load_contract(feed), numbered, Path("unused"), superseded(connection, numbered))


class TestTheRegistryOfOrganisations:
    def test_the_newest_release_is_the_registry_whatever_its_name(
        self, tmp_path: Path, connection: duckdb.DuckDBPyConnection
    ) -> None:
        new = [organisation("01", "New name", "v1.68"), organisation("02", "Other", None)]
        old = [organisation("01", "Old name", "v1.9"), organisation("03", "Closed", "v1.8")]
        files = [staged(tmp_path, "ror", ROR, "a.csv", new), staged(tmp_path, "ror", ROR, "b.csv", old)]

        assert superseded(connection, dict(enumerate(files))) == {1: Superseded(("ror/a.csv",), "true")}
        loaded = load(connection, ROR, *files)

        assert (loaded.loaded, loaded.duplicates, loaded.conflicts) == ({1: 2}, {2: 2}, {})
        names = connection.execute("select name from feeds.research_organisations order by ror_id").fetchall()
        assert names == [("New name",), ("Other",)]

    def test_where_no_release_is_told_the_later_name_is_newer(
        self, tmp_path: Path, connection: duckdb.DuckDBPyConnection
    ) -> None:
        rows = [organisation("01", "A", None)]
        files = {n: staged(tmp_path, "ror", ROR, f"v1.{n}.csv", rows) for n in (10, 9)}
        assert superseded(connection, files) == {9: Superseded(("ror/v1.10.csv",), "true")}

    def test_the_same_file_twice_is_no_newer_one(self, tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        rows = [organisation("01", "A", "v1.9")]
        files = [staged(tmp_path, "ror", ROR, name, rows, content="same") for name in ("a.csv", "b.csv")]
        assert superseded(connection, dict(enumerate(files))) == {}
        assert load(connection, ROR, *files).duplicates == {2: 1}


class TestFrameworkProgrammes:
    def test_a_newer_snapshot_takes_the_place_of_the_same_programme_alone(
        self, tmp_path: Path, connection: duckdb.DuckDBPyConnection
    ) -> None:
        written = {
            "a.zip": [participation("1", "HORIZON", "2025-06-01"), participation("2", "HORIZON", "2025-06-01")],
            "b.zip": [participation("1", "HORIZON", "2025-01-01"), participation("9", "HORIZON", "2025-01-01")],
            "c.zip": [participation("7", "H2020", "2024-01-01")],
        }
        files = [staged(tmp_path, "cordis", PARTICIPATIONS, name, rows) for name, rows in written.items()]
        loaded = load(connection, PARTICIPATIONS, *files)
        assert (loaded.loaded, loaded.duplicates) == ({1: 2, 3: 1}, {2: 2})

    def test_what_came_with_the_older_snapshot_goes_with_it(
        self, tmp_path: Path, connection: duckdb.DuckDBPyConnection
    ) -> None:
        files = {
            number: staged(tmp_path, "cordis", feed, name, rows)
            for number, (feed, name, rows) in enumerate(
                [
                    (PARTICIPATIONS, "a.zip", [participation("1", "HORIZON", "2025-01-01")]),
                    ("project_topics", "a.zip", [{"project_id": "1", "topic": "OLD"}]),
                    (PARTICIPATIONS, "b.zip", [participation("1", "HORIZON", "2025-06-01")]),
                    ("project_topics", "b.zip", [{"project_id": "1", "topic": "NEW"}]),
                ],
                start=1,
            )
        }
        assert superseded(connection, files).keys() == {1, 2}


class TestMobilityFiles:
    def test_years_that_the_current_release_tells_of_count_from_there_alone(
        self, tmp_path: Path, connection: duckdb.DuckDBPyConnection
    ) -> None:
        of_2021 = [flow("a-1", "2018-09"), flow("a-2", "2018-10"), flow("a-3", "2019-01"), flow("a-4", None)]
        current = [flow("b-1", "2018-08", "current"), flow("b-2", "2018-09", "current")]
        files = [
            staged(tmp_path, "erasmus_ka1", FLOWS, "z.csv", of_2021),
            staged(tmp_path, "erasmus_ka1", FLOWS, "2018.csv", current),
        ]
        result = superseded(connection, dict(enumerate(files, start=1)))
        assert result == {1: Superseded(("erasmus_ka1/2018.csv",), "substr(start_month, 1, 4) in ('2018')")}

        loaded = load(connection, FLOWS, *files)

        assert (loaded.loaded, loaded.duplicates) == ({1: 2, 2: 2}, {1: 2})
        kept = connection.execute("select record_id from feeds.erasmus_flows order by record_id").fetchall()
        assert kept == [("a-3",), ("a-4",), ("b-1",), ("b-2",)]

    def test_a_file_whose_years_are_all_told_anew_goes_with_its_rows_of_no_month(
        self, tmp_path: Path, connection: duckdb.DuckDBPyConnection
    ) -> None:
        files = [
            staged(tmp_path, "erasmus_ka1", FLOWS, "old.csv", [flow("a-1", "2018-09"), flow("a-2", None)]),
            staged(tmp_path, "erasmus_ka1", FLOWS, "new.csv", [flow("b-1", "2018-09", "current")]),
        ]
        assert load(connection, FLOWS, *files).duplicates == {1: 2}

    def test_a_few_stray_rows_tell_of_no_year(self, tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        strays = [flow(f"b-{n}", "2019-01" if n else "2018-12", "current") for n in range(30)]
        files = [
            staged(tmp_path, "erasmus_ka1", FLOWS, "2018.csv", [flow("a-1", "2018-09")]),
            staged(tmp_path, "erasmus_ka1", FLOWS, "2019.csv", strays),
        ]
        assert superseded(connection, dict(enumerate(files))) == {}

    def test_files_of_one_release_add_up(self, tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        files = [
            staged(tmp_path, "erasmus_ka1", FLOWS, f"part {part}.csv", [flow(f"{part}-1", "2018-09", "current")])
            for part in (1, 2)
        ]
        assert superseded(connection, dict(enumerate(files))) == {}


@pytest.mark.slow
def test_a_build_says_which_file_took_the_place_of_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    inbox, current = tmp_path / "inbox", current_release(2018)
    inbox.mkdir()
    csv(inbox, RELEASE_2021, row(RELEASE_2021), row(RELEASE_2021, participants="-"), name="old.csv")
    csv(inbox, current, row(current), name="new.csv")

    report = build(config(), inbox, tmp_path / "warehouse", lambda *_: None)

    flows = {file.path: file for file in report.files if file.feed == FLOWS}
    old, new = flows["erasmus_ka1/old.csv"], flows["erasmus_ka1/new.csv"]
    assert (old.superseded_by, new.superseded_by) == (("erasmus_ka1/new.csv",), ())
    assert (old.rows_read, old.rows_loaded, old.rows_quarantined, old.rows_duplicate) == (2, 0, 1, 1)
    assert new.rows_loaded == 1
    explained = explain(Warehouse(tmp_path / "warehouse").find(report.build))
    assert {file.path for file in explained.files if file.superseded_by} == {"erasmus_ka1/old.csv"}


def test_sources_that_hand_in_parts_take_no_ones_place(tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    files = {n: staged(tmp_path, "stays", "stays", f"{n}.csv", [{"stay_id": f"S{n}"}]) for n in (1, 2)}
    assert superseded(connection, files) == {}


RELEASES = st.sampled_from(["2021", "current"])
FILES = st.lists(
    st.tuples(RELEASES, st.lists(st.sampled_from([None, "2017-01", "2018-01", "2019-01"]), max_size=6)), max_size=4
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(FILES)
def test_every_row_is_loaded_or_superseded_and_no_year_is_told_by_two_releases(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, list[str | None]]]
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    files = [
        staged(folder, "erasmus_ka1", FLOWS, f"{n}.csv", [flow(f"{n}-{i}", m, of) for i, m in enumerate(months)])
        for n, (of, months) in enumerate(drawn)
    ]
    with duckdb.connect() as connection:
        connection.execute("create schema feeds")
        loaded = load(connection, FLOWS, *files)
        for number, file in enumerate(files, start=1):
            assert loaded.loaded.get(number, 0) + loaded.duplicates.get(number, 0) == file.rows_read
        twice = connection.execute(
            "select 1 from feeds.erasmus_flows where start_month is not null"
            " group by start_month having count(distinct release) > 1"
        ).fetchall()
        assert twice == []
