"""A heading that nobody has seen before is named in the configuration, for any public source."""

import gzip
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from models.config import Config
from pipelines.reading.read_error import ReadError
from pipelines.sources import SOURCES
from tests.dashboard.cli.conftest import Utsyn
from tests.dashboard.cli.conftest import utsyn as utsyn  # noqa: PLC0414  # a fixture
from tests.faults.seeds import SEEDS

NEW = "Nueva denominación"
# source → (key in the configuration, heading of its small good file)
RENAMED = {
    "research_council_eu_grants": ("Prosjektnr", "Prosjektnr"),
    "dbh": ("Antall totalt", "Antall totalt"),
    "eche": ("name", "Legal Name"),
    "erasmus_ka1": ("receiving_country", "Receiving Country"),
    "erasmus_results": ("project_id", "Project Identifier"),
    "ror": ("status", "status"),
    "channel_register": ("title", "title"),
    "cordis": ("organisation_name", "name"),
}


def replaced(content: bytes, old: str, new: str) -> bytes:
    """A file with one heading replaced, also inside gzip and zip."""
    if content.startswith(b"\x1f\x8b"):
        return gzip.compress(replaced(gzip.decompress(content), old, new))
    if content.startswith(b"PK"):
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w") as written:
            for member in given.infolist():
                table = given.read(member)
                written.writestr(member, replaced(table, old, new) if member.filename == "organization.csv" else table)
        return made.getvalue()
    text = content.decode()
    end = len(text) if text.startswith("[") else text.index("\n")
    head, rows = text[:end], text[end:]
    for quote in ('"', ""):
        if quote + old + quote in head:
            return (head.replace(quote + old + quote, quote + new + quote, 1) + rows).encode()
    raise AssertionError(old)


def frames(source: str, name: str, content: bytes, folder: Path, config: Config) -> dict[str, pl.DataFrame]:
    path = folder / source / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    read = SOURCES[source](path, config)
    return {feed: frame.select(pl.all().exclude("record_id")) for feed, frame in read.items()}  # of the file's bytes


def test_every_source_with_headings_is_tried() -> None:
    assert set(RENAMED) == {name for name, reader in SOURCES.items() if reader.headings()}


@pytest.mark.parametrize("source", RENAMED)
def test_a_new_heading_is_read_once_it_is_named(source: str, tmp_path: Path, configured: Callable[..., Config]) -> None:
    key, old = RENAMED[source]
    name, content = next((path.partition("/")[2], c) for path, c in SEEDS.items() if path.startswith(f"{source}/"))
    right = frames(source, name, content, tmp_path / "as_published", configured())
    changed = replaced(content, old, NEW)
    with pytest.raises(ReadError):
        frames(source, name, changed, tmp_path, configured())

    config = configured(after=f'[headings.{source}]\n"{key}" = ["{NEW}"]\n')
    read = frames(source, name, changed, tmp_path, config)
    assert all(read[feed].equals(right[feed]) for feed in right)


def test_two_columns_of_one_meaning_are_refused(tmp_path: Path, configured: Callable[..., Config]) -> None:
    config = configured(after=f'[headings.ror]\nstatus = ["{NEW}"]\n')
    content = f"id,name,country_code,status,{NEW}\nhttps://ror.org/05xg72x27,N,NO,active,active\n".encode()
    with pytest.raises(ReadError, match=f"'status' and '{NEW}' both mean status"):
        frames("ror", "a.csv", content, tmp_path, config)


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ('[headings.eche]\nwebsites = ["X"]', r"headings\.eche\.websites: .*the nearest is 'website'.*\(line 11\)"),
        ('[headings.ewp_iias]\nname = ["X"]', r"'ewp_iias' is not a public source with headings; .*\(line 10\)"),
        ('[headings.stays]\nname = ["X"]', r"'stays' is not a public source with headings; .*\(line 10\)"),
        ("[sources.cordiss]\nlimit_mb = 9", r"there is no such source; the nearest is 'cordis'.*\(line 10\)"),
        ('[sources.cordis]\nlimit_mb = "a"', r"sources\.cordis\.limit_mb: .*valid integer.*\(line 11\)"),
        ('[sources.cordis]\nmirror = "a"', r"sources\.cordis\.mirror: .*not permitted.*\(line 11\)"),
    ],
)  # fmt: skip
def test_what_no_source_knows_is_refused_with_its_line(
    section: str, says: str, tmp_path: Path, configured: Callable[..., Config], utsyn: Utsyn
) -> None:
    configured(after=f"{section}\n")
    ended = utsyn("--config", tmp_path / "utsyn.toml", "builds")
    assert ended.code == 2
    assert re.search(says, ended.err), ended.err
