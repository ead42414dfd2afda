"""Feeds that are queries, on PostgreSQL, SQLite and DuckDB: the same rows as from files, and nothing else touched."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from models.config import Config, ConfigError, load_config
from models.store import open_build
from pipelines.build import BuildRefused, BuildReport, build
from pipelines.reading.databases import result_of, with_password
from pipelines.warehouse import Warehouse
from tests.models.asked import by_year
from tests.pipelines.building import UNITS, certifier
from tests.pipelines.postgresql import PASSWORD, postgresql

__all__ = ["postgresql"]

CONFIG = """\
[institution]
name_en = "University of Fjordby"
short_name = "UFB"
country = "SE"
unit_code_digits = [2, 2, 2]

[inputs.stays]
sql = "stays.sql"
connection = "{connection}"
"""
TABLE = """
create table mobility (no integer, student text, land text, first_day date, last_day date, ects numeric(6, 2));
insert into mobility values
    (1, 'P1', 'DE', '2025-01-10', '2025-05-10', 30.00),
    (2, 'P2', 'FR', '2025-01-10', '2025-05-10', null),
    (3, 'P3', 'DE', '2025-05-10', '2025-01-10', 7.50);
"""
SQL = """
-- as the student system keeps them
select no as stay_id, student as person_id, 'out' as direction, 'bilateral' as scheme, 'study' as activity,
    land as country, '631000' as unit_code, 'master' as degree_level, first_day as date_from, last_day as date_to,
    'completed' as status, ects as ects_planned
from mobility
order by no
"""


@dataclass
class Place:
    """A project folder whose stays are a query."""

    folder: Path

    def config(self) -> Config:
        return load_config(self.folder / "utsyn.toml")

    def build(self, **options: bool) -> BuildReport:
        config = self.config()
        return build(config, config.inbox, config.warehouse, lambda *_: None, **options)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Place]:
    monkeypatch.setattr("pipelines.building.certifier_client.COMMAND", certifier())

    def make(connection: str) -> Place:
        (tmp_path / "inbox/units").mkdir(parents=True)
        (tmp_path / "inbox/units/units.csv").write_text(UNITS, encoding="utf-8")
        (tmp_path / "stays.sql").write_text(SQL, encoding="utf-8")
        (tmp_path / "utsyn.toml").write_text(CONFIG.format(connection=connection), encoding="utf-8")
        return Place(tmp_path)

    return make


@pytest.fixture(params=[pytest.param("postgresql", marks=pytest.mark.slow), "sqlite", "duckdb"])
def place(
    request: pytest.FixtureRequest,
    project: Callable[[str], Place],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Place:
    """A project on each kind of database, with the same table."""
    if request.param == "postgresql":
        from adbc_driver_postgresql import dbapi

        address = f"postgresql://reader@127.0.0.1:{request.getfixturevalue('postgresql')}/postgres"
        with dbapi.connect(with_password(address, PASSWORD)) as connection, connection.cursor() as cursor:
            cursor.execute("drop table if exists mobility")
            for statement in TABLE.split(";")[:-1]:
                cursor.execute(statement)
            connection.commit()
        monkeypatch.setenv("STUDENTS_PASSWORD", PASSWORD)
        made = project(f'{address}"\npassword = "STUDENTS_PASSWORD')
    elif request.param == "sqlite":
        with sqlite3.connect(tmp_path / "students.db") as file:
            file.executescript(TABLE)
        file.close()
        made = project("sqlite:///students.db")
    else:
        with duckdb.connect(tmp_path / "students.duckdb") as file:
            file.execute(TABLE)
        made = project("duckdb:///students.duckdb")
    return made


def test_rows_of_a_query_are_judged_loaded_and_counted_as_those_of_a_file(place: Place) -> None:
    """Of three stays one ends before it begins."""
    report = place.build()
    assert report.published, report.reasons
    [stays] = [file for file in report.files if file.feed == "stays"]
    assert (stays.rows_read, stays.rows_loaded, stays.rows_quarantined) == (3, 2, 1)
    opened = open_build(Warehouse(place.config().warehouse).find(report.build).path, place.config())
    assert by_year(opened, "outgoing_stays") == {2025: 2}
    assert opened.engine.rows("select stay_id, ects_planned from feeds.stays order by all") == [
        ("1", 30.0),
        ("2", None),
    ]


@pytest.mark.slow
def test_the_same_answer_is_no_change_and_another_is(place: Place) -> None:
    """The build keeps the query it was made with, and nothing of the answer but its judged rows."""
    first = place.build()
    assert first.published
    with pytest.raises(Exception, match=first.build):
        place.build(if_changed=True)
    folder = Warehouse(place.config().warehouse).find(first.build).path
    assert (folder / "definitions/queries/stays.sql").read_text(encoding="utf-8") == SQL
    assert not (place.config().warehouse / "brought").exists()
    (place.folder / "stays.sql").write_text(SQL.replace("from mobility", "from mobility where no = 1"))
    assert place.build(if_changed=True).files[-1].rows_read == 1


@pytest.mark.slow
def test_a_query_cannot_change_the_database(place: Place) -> None:
    (place.folder / "stays.sql").write_text("delete from mobility", encoding="utf-8")
    with pytest.raises(BuildRefused, match=r"inputs\.stays: .*read.?only"):
        place.build()
    (place.folder / "stays.sql").write_text(SQL, encoding="utf-8")
    assert place.build().files[-1].rows_read == 3


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("select nothing from mobility", "did not answer stays.sql"),
        ("", "stays"),
    ],
)
def test_a_query_that_the_database_refuses_says_so_and_nothing_is_built(place: Place, sql: str, says: str) -> None:
    (place.folder / "stays.sql").write_text(sql, encoding="utf-8")
    with pytest.raises(BuildRefused, match=rf"inputs\.stays: .*{says}"):
        place.build()
    assert Warehouse(place.config().warehouse).current() is None


def test_a_wrong_password_is_refused_without_showing_it(
    postgresql: int, project: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = project(f'postgresql://reader@127.0.0.1:{postgresql}/postgres"\npassword = "STUDENTS_PASSWORD')
    with pytest.raises(BuildRefused, match=r"inputs\.stays: STUDENTS_PASSWORD is not set"):
        place.build()
    monkeypatch.setenv("STUDENTS_PASSWORD", "another-secret")
    with pytest.raises(BuildRefused, match="password authentication failed") as refused:
        place.build()
    assert "another-secret" not in str(refused.value)


def test_moments_with_a_zone_are_refused_by_name(postgresql: int, project: Callable[[str], Place]) -> None:
    place = project(f'postgresql://reader@127.0.0.1:{postgresql}/postgres"\npassword = "STUDENTS_PASSWORD')
    (place.folder / "stays.sql").write_text("select now() as date_from", encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("STUDENTS_PASSWORD", PASSWORD)
        with pytest.raises(BuildRefused, match="column 'date_from' holds moments with a time zone"):
            place.build()


def test_another_database_is_read_through_connectorx(postgresql: int) -> None:
    """No other server runs here: ConnectorX is shown to be called rightly on PostgreSQL."""
    from pipelines.reading import databases

    address = with_password(f"postgresql://reader@127.0.0.1:{postgresql}/postgres", PASSWORD)
    with databases._connectorx("select generate_series(1, 5) as n", address) as reader:
        assert sum(batch.num_rows for batch in reader) == 5
    with pytest.raises(Exception, match="not supported"), result_of("select 1", "unknownbase://host/x", None):
        pass


@pytest.mark.parametrize(
    ("connection", "says"),
    [
        ("postgresql://reader:secret@host/students", "a password does not belong here"),
        ("students", "inputs.stays.connection"),
        ('postgresql://reader@host/students"\npassword = "UTSYN_SECRET', "password: 'UTSYN_SECRET' would be a setting"),
        ('postgresql://host/students"\npassword = "STUDENTS_PASSWORD', "a password needs a user"),
    ],
)
def test_a_connection_that_cannot_be_used_is_refused(
    project: Callable[[str], Place], connection: str, says: str
) -> None:
    with pytest.raises(ConfigError, match=says):
        project(connection).config()


def test_a_file_that_is_not_there_is_refused_and_not_made(project: Callable[[str], Place]) -> None:
    place = project("sqlite:///students.db")
    with pytest.raises(BuildRefused, match=r"students\.db: there is no such file"):
        place.build()
    assert not (place.folder / "students.db").exists()


@pytest.mark.slow
def test_rows_come_in_batches_and_progress_says_how_many(project: Callable[[str], Place], tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "students.duckdb") as file:
        file.execute(TABLE)
        file.execute(
            "insert into mobility select 10 + n, 'P', 'DE', '2025-01-10', '2025-05-10', 1 from range(150000) as r(n)"
        )
    place = project("duckdb:///students.duckdb")
    config, seen = place.config(), list[tuple[str, int, int]]()
    build(config, config.inbox, config.warehouse, lambda *call: seen.append(call))
    rows = [done for stage, done, _ in seen if stage == "query stays"]
    assert rows[0] == 0
    assert rows[-1] == 150_003
    assert len(rows) > 3
