"""Whatever is done to a good file, a reader gives rows that are all accounted for, or refuses in words."""

import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.config import load_config
from pipelines.reading.read_error import shown
from pipelines.reading.readers import ReadError
from pipelines.staging.stage import StagedFile, stage
from tests.faults.books import changed
from tests.faults.fault import STAY, stays
from tests.faults.seeds import DBH, SEEDS

pytestmark = pytest.mark.slow

Damage = tuple[str, float, bytes]
CONFIG = load_config()
EXAMPLES = 25  # a reader; the same ones in every run

# Bytes that mean something to one of the formats, and any others.
TELLING = [
    b"\0",
    b'"',
    b";",
    b",",
    b"\n",
    b"\r",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<",
    b"&e;",
    b"]]",
    b"{",
    b"-",
    b"9" * 40,
]
PIECES = st.one_of(st.sampled_from(TELLING), st.binary(min_size=1, max_size=6))
DAMAGE = st.lists(
    st.tuples(st.sampled_from(["replace", "insert", "cut", "end", "double"]), st.floats(0, 0.999), PIECES),
    min_size=1,
    max_size=4,
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LEAF = st.one_of(st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), TEXT)
ANYTHING = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3))
VALUE = st.one_of(
    TEXT, st.dates().map(str), st.floats().map(str), st.integers().map(str), st.sampled_from(["true", "NO"])
)

fuzzed = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)


def damaged(content: bytes, damage: list[Damage]) -> bytes:
    for kind, place, piece in damage:
        at = int(place * len(content))
        rest: dict[str, Callable[[bytes], bytes]] = {
            "replace": lambda tail, piece=piece: piece + tail[len(piece) :],
            "insert": lambda tail, piece=piece: piece + tail,
            "cut": lambda tail, piece=piece: tail[len(piece) ** 3 :],
            "end": lambda _: b"",
            "double": lambda tail: tail[:200] + tail,
        }
        content = content[:at] + rest[kind](content[at:])
    return content


def hand_in(name: str, content: bytes) -> tuple[StagedFile, ...]:
    """Staged files whose rows were counted, none where it was refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir()
        path.write_bytes(content)
        try:
            files = stage(path, path.parent.name, CONFIG, Path(folder) / "staging", b"key", Path(folder))
        except ReadError as error:
            assert folder in str(error)  # noqa: PT017  # rows or a refusal are right, another error is not
            assert all(shown(line) == line for line in str(error).splitlines())  # noqa: PT017
            return ()
        for file in files:
            accepted, quarantined = pl.read_parquet(file.accepted), pl.read_parquet(file.quarantined)
            assert file.rows_read == accepted.height + quarantined.height
        return files


@pytest.mark.parametrize("name", SEEDS)
def test_the_good_files_are_read(name: str) -> None:
    assert sum(file.rows_read for file in hand_in(name, SEEDS[name])) > 0


@pytest.mark.parametrize("name", SEEDS)
@given(damage=DAMAGE)
@fuzzed
def test_damaged_bytes(name: str, damage: list[Damage]) -> None:
    hand_in(name, damaged(SEEDS[name], damage))


@pytest.mark.parametrize("name", [name for name in SEEDS if name.endswith((".xlsx", ".zip", ".gz"))])
@given(damage=DAMAGE, which=st.floats(0, 0.999))
@fuzzed
def test_damaged_bytes_in_a_whole_archive(name: str, damage: list[Damage], which: float) -> None:
    if name.endswith(".gz"):
        hand_in(name, gzip.compress(damaged(gzip.decompress(SEEDS[name]), damage)))
        return
    with zipfile.ZipFile(io.BytesIO(SEEDS[name])) as archive:
        tables = [member for member in archive.namelist() if "sheet" in member or "xl/sh" in member or ".csv" in member]
    chosen = tables[int(which * len(tables))]
    content = changed(SEEDS[name], lambda member, data: damaged(data, damage) if member == chosen else data)
    hand_in(name, content)


@given(
    cells=st.lists(st.dictionaries(st.sampled_from([*STAY, "grant_eur", "virtual", "birth_year"]), VALUE), max_size=5)
)
@fuzzed
def test_any_cells_in_a_csv(cells: list[dict[str, str]]) -> None:
    hand_in("stays/a.csv", stays({}, *cells).encode())


@given(where=st.sampled_from([*DBH[0]["status"], *DBH[1], None]), what=ANYTHING)
@fuzzed
def test_any_value_in_json(where: str | None, what: Any) -> None:
    status, row = ({**DBH[0]["status"], where: what}, {**DBH[1], where: what}) if where else (what, what)
    hand_in("dbh/table_142.json", json.dumps([{"status": status}, row]).encode())


@given(where=st.sampled_from(["<hei-id>tu.de", "2022/2023", "true", "iia-id", "0314", "abc"]), what=TEXT)
@fuzzed
def test_any_text_in_xml(where: str, what: str) -> None:
    hand_in("ewp_iias/a.xml", SEEDS["ewp_iias/a.xml"].replace(where.encode(), what.encode()))
