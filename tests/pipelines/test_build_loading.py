"""Loading: what is a duplicate, what is a conflict, and that no row is lost between staging and table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_contracts.contract import Column, Contract, Rule, feeds
from data_contracts.contract_parser import ContractError, load_contract
from data_contracts.validate import split
from pipelines.building.loading import Loaded, empty_table, load_feed, rows_breaking
from pipelines.staging.privacy import reduce
from pipelines.staging.stage import StagedFile

CONTRACT = Contract(
    feed="visits",
    version="1.0.0",
    description="Visits.",
    columns=(
        Column("visit_id", "id", "The visit.", required=True, key=True),
        Column("part", "text", "Part of a visit; may be empty.", key=True),
        Column("visited_on", "date", "The day."),
        Column("hosts", "list", "Who received."),
        Column("is_open", "bool", "Open to all."),
        Column("days", "int", "How long."),
        Column("cost_eur", "num", "What it cost."),
    ),
    rules=(
        Rule("visit_id_is_present", "visits", "present", ("visit_id",), "error", "…"),
        Rule("key_is_unique", "visits", "unique", ("visit_id", "part"), "error", "…"),
        Rule("part_exists_in_people", "visits", "exists", ("part",), "warning", "…", refers_to="people.person"),
        Rule("days_fit", "visits", "cross", ("days",), "warning", "…", condition="days > (select 5)"),
    ),
)
Cells = dict[str, object]


def visit(visit_id: str, part: str | None = None, days: int | None = 1, hosts: list[str] | None = None) -> Cells:
    return {"visit_id": visit_id, "part": part, "days": days, "hosts": hosts, "visited_on": date(2025, 2, 28)}


def staged(folder: Path, name: str, accepted: Sequence[Cells], quarantined: Sequence[str] = ()) -> StagedFile:
    """Two small parquet files as staging writes them; `quarantined` are visit ids."""
    schema = empty_table(CONTRACT).schema
    good = pl.DataFrame(list(accepted), schema=schema).with_columns(
        pl.int_range(1, len(accepted) + 1, eager=True).alias("source_row")
    )
    bad = pl.DataFrame(
        [{"visit_id": visit_id, "broken_rules": ["days_is_an_integer"]} for visit_id in quarantined],
        schema={**dict.fromkeys(schema, pl.String), "source_row": pl.Int64, "broken_rules": pl.List(pl.String)},
    ).with_columns(pl.int_range(101, 101 + len(quarantined), eager=True).alias("source_row"))
    paths = folder / f"{name}.accepted.parquet", folder / f"{name}.quarantined.parquet"
    good.write_parquet(paths[0])
    bad.write_parquet(paths[1])
    return StagedFile(
        feed="visits",
        source="visits",
        path=f"visits/{name}.csv",
        bytes=1,
        sha256=name,
        modified_on="2026-01-01T00:00:00+00:00",
        profile="canonical",
        contract_version="1.0.0",
        rows_read=len(accepted) + len(quarantined),
        accepted=paths[0],
        quarantined=paths[1],
        broken={"days_is_an_integer": len(quarantined)} if quarantined else {},
    )


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema feeds")
        yield connection


def load(connection: duckdb.DuckDBPyConnection, folder: Path, *files: StagedFile) -> Loaded:
    return load_feed(connection, CONTRACT, dict(enumerate(files, start=1)), folder / "quarantine")


def table(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    query = "select visit_id, part, days, source_file, source_row from feeds.visits order by all"
    return connection.execute(query).fetchall()


def test_a_feed_without_files_is_an_empty_table_with_its_types(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    assert load(connection, tmp_path) == Loaded({}, {}, {}, {})
    described = connection.execute("select column_name, column_type from (describe feeds.visits)").fetchall()
    assert described == [
        ("visit_id", "VARCHAR"),
        ("part", "VARCHAR"),
        ("visited_on", "DATE"),
        ("hosts", "VARCHAR[]"),
        ("is_open", "BOOLEAN"),
        ("days", "BIGINT"),
        ("cost_eur", "DOUBLE"),
        ("source_file", "INTEGER"),
        ("source_row", "BIGINT"),
    ]


def test_an_equal_row_is_a_duplicate_and_an_equal_key_a_conflict(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    first = staged(tmp_path, "a", [visit("A"), visit("B"), visit("A"), visit("A", days=2)], quarantined=["X"])
    second = staged(tmp_path, "b", [visit("B"), visit("C"), visit("A", days=2), visit("A", part="2")])
    result = load(connection, tmp_path, first, second)
    assert table(connection) == [("A", "2", 1, 2, 4), ("A", None, 1, 1, 1), ("B", None, 1, 1, 2), ("C", None, 1, 2, 2)]
    assert result == Loaded(loaded={1: 2, 2: 2}, quarantined={1: 2}, duplicates={1: 1, 2: 2}, conflicts={1: 1})


def test_rows_rejected_are_handed_back_as_text_with_the_rules_they_broke(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    load(connection, tmp_path, staged(tmp_path, "a", [visit("A"), visit("A", hosts=["p", "q"])], quarantined=["X"]))
    quarantined = pl.read_parquet(tmp_path / "quarantine" / "visits.parquet")
    columns = ["visit_id", "visited_on", "hosts", "days", "source_file", "source_row", "broken_rules"]
    assert quarantined.select(columns).rows() == [
        ("A", "2025-02-28", "p|q", "1", 1, 2, ["key_is_unique"]),
        ("X", None, None, None, 1, 101, ["days_is_an_integer"]),
    ]


def test_nothing_quarantined_leaves_no_quarantine_file(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    load(connection, tmp_path, staged(tmp_path, "a", [visit("A")]))
    assert not (tmp_path / "quarantine").exists()


def test_the_same_file_handed_in_twice_counts_as_duplicates(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    file = staged(tmp_path, "a", [visit("A"), visit("B")], quarantined=["X"])
    result = load(connection, tmp_path, file, file)
    assert result == Loaded(loaded={1: 2}, quarantined={1: 1, 2: 1}, duplicates={2: 2}, conflicts={})


def test_a_reference_that_finds_nothing_is_counted_unless_the_feed_was_not_handed_in(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    connection.execute("create table feeds.people (person varchar)")
    load(connection, tmp_path, staged(tmp_path, "a", [visit("A"), visit("B", "ada"), visit("C", "bo")]))
    exists = CONTRACT.rules[2]
    assert rows_breaking(connection, CONTRACT, exists) == {}
    connection.execute("insert into feeds.people values ('ada')")
    assert rows_breaking(connection, CONTRACT, exists) == {1: 1}


def test_a_rule_across_feeds_counts_the_rows_that_break_it(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    load(connection, tmp_path, staged(tmp_path, "a", [visit("A", days=6), visit("B", days=5), visit("C", days=None)]))
    assert rows_breaking(connection, CONTRACT, CONTRACT.rules[-1]) == {1: 1}


def test_a_condition_that_the_database_cannot_judge_names_its_rule(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    load(connection, tmp_path, staged(tmp_path, "a", [visit("A")]))
    rule = Rule("days_fit", "visits", "cross", ("days",), "warning", "…", condition="days > (select max(x) from gone)")
    with pytest.raises(ContractError, match=r"visits: rule 'days_fit' cannot be judged: .*gone"):
        rows_breaking(connection, CONTRACT, rule)


@pytest.mark.parametrize("feed", feeds())
def test_the_table_has_the_columns_that_reading_leaves(feed: str) -> None:
    contract = load_contract(feed)
    texts = pl.DataFrame(schema={column.name: pl.String for column in contract.columns})
    assert empty_table(contract).schema == reduce(split(texts, contract).accepted, contract).schema


rows = st.lists(
    st.builds(visit, st.sampled_from("AB"), st.sampled_from([None, "1"]), st.sampled_from([None, 1, 2])), max_size=8
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=rows, second=rows)
def test_every_row_is_loaded_quarantined_or_a_duplicate(
    first: list[Cells], second: list[Cells], tmp_path: Path
) -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema feeds")
        result = load(connection, tmp_path, staged(tmp_path, "a", first), staged(tmp_path, "b", second))
        kept = connection.execute("select visit_id, part from feeds.visits").fetchall()
    for number, given_rows in ((1, first), (2, second)):
        parts = (result.loaded, result.quarantined, result.duplicates)
        assert len(given_rows) == sum(part.get(number, 0) for part in parts)
    contents = Counter((row["visit_id"], row["part"], row["days"]) for row in first + second)
    assert sorted(kept, key=str) == sorted({key[:2] for key in contents}, key=str)
    assert sum(result.duplicates.values()) == sum(count - 1 for count in contents.values())
    assert result.quarantined == result.conflicts
