"""What a query on a database gives, in batches of Arrow, read without the right to change anything.

PostgreSQL and SQLite are read through ADBC, DuckDB by its own library, any other through ConnectorX.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import pyarrow as pa

BATCH = 65_536  # rows; SQLite has no types of columns, and those of the first batch are found from its values
FILES = ("sqlite", "duckdb")  # schemes whose address is a file: sqlite:///path


@contextmanager
def result_of(sql: str, connection: str, password: str | None) -> Iterator[pa.RecordBatchReader]:
    """The batches of a query's result. Raises what the database's library raises, ImportError where it is missing."""
    scheme = urlsplit(connection).scheme
    if scheme in {"postgresql", "postgres"}:
        opened = _postgresql(sql, with_password(connection, password))
    elif scheme == "sqlite":
        opened = _sqlite(sql, file_of(connection))
    elif scheme == "duckdb":
        opened = _duckdb(sql, file_of(connection))
    else:
        opened = _connectorx(sql, with_password(connection, password))
    with opened as reader:
        yield reader


def file_of(connection: str) -> Path:
    """The file of a `sqlite:///…` or `duckdb:///…`; four slashes begin at the root."""
    return Path(unquote(urlsplit(connection).path.removeprefix("/")))


def with_password(connection: str, password: str | None) -> str:
    """The address with the password after its user."""
    if password is None:
        return connection
    parts = urlsplit(connection)
    user, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{host}"))


@contextmanager
def _postgresql(sql: str, uri: str) -> Iterator[pa.RecordBatchReader]:
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(uri) as connection, connection.cursor() as cursor:
        cursor.execute("set transaction read only")
        cursor.execute(sql)
        yield cursor.fetch_record_batch()


@contextmanager
def _sqlite(sql: str, path: Path) -> Iterator[pa.RecordBatchReader]:
    from adbc_driver_sqlite import dbapi

    with dbapi.connect(f"file:{quote(str(path))}?mode=ro") as connection, connection.cursor() as cursor:
        cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(BATCH)})
        cursor.execute(sql)
        yield cursor.fetch_record_batch()


@contextmanager
def _duckdb(sql: str, path: Path) -> Iterator[pa.RecordBatchReader]:
    import duckdb

    with duckdb.connect(path, read_only=True, config={"enable_external_access": "false"}) as connection:
        relation = connection.sql(sql)
        if relation is None:
            raise ValueError("the query gives no rows; expected one select")
        yield relation.to_arrow_reader(BATCH)


@contextmanager
def _connectorx(sql: str, uri: str) -> Iterator[pa.RecordBatchReader]:
    """Nothing here keeps such a database from being changed: the account's rights do."""
    import connectorx

    yield connectorx.read_sql(uri, sql, return_type="arrow_stream", batch_size=BATCH)
