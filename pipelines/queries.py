"""Feeds that are queries: what a database answers becomes a file for the length of a build, staged like any other."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from models.config import Config
from models.config_sections import Query
from models.secret import SecretError, required_secret
from pipelines.inbox import InboxFile
from pipelines.reading.databases import FILES, file_of, result_of
from pipelines.reading.read_error import ReadError

Progress = Callable[[str, int, int], None]


def read_queries(config: Config, folder: Path, progress: Progress) -> Iterator[InboxFile]:
    """Run each query of the configuration and write its rows below `folder`, for whoever owns that to remove.

    `progress("query <feed>", rows, rows)` is called as rows come. Raises ReadError with the problems of all queries.
    """
    problems = []
    for feed, query in config.inputs.items():
        try:
            yield InboxFile(_read(feed, query, folder, progress), feed, inbox=folder)
        except ReadError as error:
            problems.append(str(error))
    if problems:
        raise ReadError("\n".join(problems))


def columns_of(feed: str, query: Query) -> tuple[str, ...]:
    """The columns that a query gives, asked for without a row. Raises ReadError."""
    sql, password = _asked(feed, query)
    probe = f"select * from (\n{sql.strip().rstrip(';')}\n) as given where 1 = 0"
    with _in_words(feed, query, password), result_of(probe, query.connection, password) as reader:
        return tuple(reader.schema.names)


def _asked(feed: str, query: Query) -> tuple[str, str | None]:
    """The text of a query and the password, if it needs one. Raises ReadError."""
    place = f"inputs.{feed}"
    try:
        sql = query.sql.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{place}: {query.sql} is not a file of UTF-8 text that can be read.") from error
    try:
        password = required_secret(query.password) if query.password else None
    except SecretError as error:
        raise ReadError(f"{place}: {error}") from error
    if urlsplit(query.connection).scheme in FILES and not file_of(query.connection).is_file():
        raise ReadError(f"{place}: {file_of(query.connection)}: there is no such file.")
    return sql, password


def _read(feed: str, query: Query, folder: Path, progress: Progress) -> Path:
    """Write what a query gives to `<feed>/<name of its file>-<digest of its text>.parquet`."""
    sql, password = _asked(feed, query)
    digest = hashlib.sha256(sql.encode()).hexdigest()[:12]
    path = folder / feed / f"{query.sql.stem}-{digest}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    with _in_words(feed, query, password):
        _write(sql, query, password, path, lambda rows: progress(f"query {feed}", rows, rows))
    return path


@contextmanager
def _in_words(feed: str, query: Query, password: str | None) -> Iterator[None]:
    """Turn what a database's library raises into a ReadError that names the feed and never the password."""
    place = f"inputs.{feed}"
    try:
        yield
    except ImportError as error:
        raise ReadError(
            f"{place}: reading {urlsplit(query.connection).scheme} needs {error.name}. "
            "Install Utsyn with what reads databases: pip install 'utsyn[databases]'."
        ) from error
    except ReadError as error:
        raise ReadError(f"{place}: {error}") from error
    except Exception as error:  # each library has errors of its own, and none of them may end a build without words
        reason = str(error).strip() or type(error).__name__
        if password:
            reason = reason.replace(password, "…")
        raise ReadError(
            f"{place}: {query.connection} did not answer {query.sql.name}: {reason} Nothing was built."
        ) from error


def _write(sql: str, query: Query, password: str | None, path: Path, progress: Callable[[int], None]) -> None:
    rows = 0
    with result_of(sql, query.connection, password) as reader:
        fields = [_as_file_holds(field) for field in reader.schema]
        if not fields:
            raise ReadError(f"{query.sql.name}: gives no columns; expected one select.")
        with pq.ParquetWriter(path, pa.schema(fields), compression="zstd") as file:
            progress(0)
            for batch in reader:
                columns = [_plain(column, field) for column, field in zip(batch.columns, fields, strict=True)]
                file.write_batch(pa.RecordBatch.from_arrays(columns, schema=pa.schema(fields)))
                progress(rows := rows + batch.num_rows)


def _as_file_holds(field: pa.Field) -> pa.Field:
    """A column's type in the file; numbers of any precision, which arrive as text, stay text.

    Raises ReadError for a moment with a zone, which is another day elsewhere, and for bytes.
    """
    kind = field.type.storage_type if isinstance(field.type, pa.BaseExtensionType) else field.type
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        raise ReadError(
            f"column '{field.name}' holds moments with a time zone. Say in the query which day is meant, such as "
            f"cast({field.name} at time zone 'Europe/Madrid' as date)."
        )
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or (pa.types.is_nested(kind) and not _is_list(kind)):
        raise ReadError(f"column '{field.name}' holds {kind}; cast it in the query to text, a number or a date.")
    return pa.field(field.name, kind)


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def _plain(column: pa.Array, field: pa.Field) -> pa.Array:
    storage = column.storage if isinstance(column.type, pa.BaseExtensionType) else column
    return storage.cast(field.type)
