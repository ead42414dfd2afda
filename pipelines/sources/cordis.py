"""CORDIS, the European Commission's open data on the projects of its framework programmes.

A zip of csv tables per framework programme. A project's part of the programme and topics come as tables in the zip
or as workbooks beside it (`HE_legalBasis.xlsx`, `HE_topics.xlsx`); either way they are feeds of their own, too.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import polars as pl

from data_contracts.yaml_text import parse_yaml
from models.config import Config
from pipelines.reading.readers import ReadError, read_table
from pipelines.sources.cordis_participations import COLUMNS, participations
from pipelines.sources.cordis_zip import read_tables
from pipelines.sources.headings import as_published, under_our_names
from pipelines.sources.source import Snapshot, SourceReader

SOURCE = "cordis"
HEADINGS = Path(__file__).with_name("cordis_headings.yaml")
PROJECTS, ORGANISATIONS = "project.csv", "organization.csv"
PARTS, TOPICS = "legalBasis", "topics"
REQUIRED = {
    PROJECTS: ("project_id", "framework", "scheme", "legal_basis"),
    ORGANISATIONS: ("project_id", "pic", "organisation_name", "country", "role"),
    PARTS: ("project_id", "programme_part", "is_main_part"),
    TOPICS: ("project_id", "topic"),
}
FEEDS = {PARTS: "project_programmes", TOPICS: "project_topics"}
PARTICIPATIONS = "eu_participations"
HEADING_OF_KIND = {PARTS: "uniqueProgrammePart", TOPICS: "topic"}  # the heading that shows which table it is


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """A zip → eu_participations, project_programmes and project_topics; a workbook → one of the latter two.

    One row per row of organization.csv, and one without organisation for each project that has none; one per row of
    the two other tables. Raises ReadError.
    """
    feeds = {feed: _nothing(table) for table, feed in FEEDS.items()} | {
        PARTICIPATIONS: pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))
    }
    more = config.headings.get(SOURCE, {})
    if path.suffix.lower() != ".zip":
        kind, detail = _read_detail(path, more)
        return feeds | {FEEDS[kind]: detail}
    tables = read_tables(path, (PROJECTS, ORGANISATIONS, f"{PARTS}.csv", f"{TOPICS}.csv"))
    tables = {name: as_published(table, headings(), more, path) for name, table in tables.items()}
    for name in (PROJECTS, ORGANISATIONS):
        if name not in tables:
            raise ReadError(f"{path}: holds no {name}. Submit the zip of csv files that CORDIS publishes.")
    for kind, feed in FEEDS.items():
        if (name := f"{kind}.csv") in tables:
            feeds[feed] = _detail(kind, tables[name], path / name)
    others = [_read_detail(file, more) for file in beside(path)]
    details = {
        kind: pl.concat([feeds[feed], *(detail for its_kind, detail in others if its_kind == kind)])
        for kind, feed in FEEDS.items()
    }
    projects = _projects(_named(PROJECTS, tables[PROJECTS], path / PROJECTS), details)
    organisations = _named(ORGANISATIONS, tables[ORGANISATIONS], path / ORGANISATIONS)
    return feeds | {PARTICIPATIONS: participations(organisations, projects, config.institution)}


def beside(path: Path) -> tuple[Path, ...]:
    """The tables of programme parts and topics beside a zip."""
    if path.suffix.lower() != ".zip":
        return ()
    others = (file for file in path.parent.iterdir() if file.suffix.lower() in (".xlsx", ".csv"))
    return tuple(sorted(file for file in others if not file.name.startswith((".", "~$")) and file.is_file()))


def headings() -> dict[str, list[str]]:
    """Our column → the headings that mean it in any of the tables."""
    by_column: dict[str, list[str]] = {}
    for table in _headings().values():
        for ours, theirs in table.items():
            by_column.setdefault(ours, []).extend(theirs)
    return by_column


# A zip is all of a framework programme on the day that its newest entry was changed.
SNAPSHOT = Snapshot(feed=PARTICIPATIONS, subject="framework", edition="max(snapshot_on)")
READER = SourceReader(
    feeds=(PARTICIPATIONS, *FEEDS.values()), read=read, beside=beside, snapshot=SNAPSHOT, headings=headings
)


def _projects(projects: pl.DataFrame, details: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Each project once, with its main part of the programme and one topic; the detailed tables come first."""
    parts = details[PARTS].filter(is_main_part="true").unique("project_id", keep="first", maintain_order=True)
    topics = details[TOPICS].unique("project_id", keep="first", maintain_order=True)
    return (
        projects.unique("project_id", keep="first", maintain_order=True)
        .join(parts.select("project_id", "programme_part"), on="project_id", how="left")
        .join(topics.select("project_id", pl.col("topic").alias("listed_topic")), on="project_id", how="left")
        .with_columns(
            pl.coalesce("programme_part", "legal_basis"),
            pl.coalesce("listed_topic", "topic", "call", "master_call").alias("topic"),
        )
    )


def _read_detail(path: Path, more: Mapping[str, Sequence[str]]) -> tuple[str, pl.DataFrame]:
    """Which of the two tables a workbook or csv file holds, and its rows."""
    table = as_published(read_table(path), headings(), more, path)
    kind = next((kind for kind, heading in HEADING_OF_KIND.items() if heading in table.columns), None)
    if kind is None:
        raise ReadError(
            f"{path}: is not a table of programme parts (with '{HEADING_OF_KIND[PARTS]}') and none of topics (with "
            f"'{HEADING_OF_KIND[TOPICS]}'). Submit the zip of csv files that CORDIS publishes, and those two tables."
        )
    return kind, _detail(kind, table, path)


def _detail(kind: str, table: pl.DataFrame, path: Path) -> pl.DataFrame:
    """A table of programme parts or topics; a part not marked as the main one is none."""
    named = _named(kind, table, path)
    if kind == PARTS:
        is_main = (pl.col("is_main_part").str.to_lowercase() == "true").fill_null(value=False)
        return named.with_columns(is_main.cast(pl.String).alias("is_main_part"))
    return named


def _nothing(kind: str) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(_headings()[kind], pl.String))


def _named(kind: str, table: pl.DataFrame, path: Path) -> pl.DataFrame:
    return under_our_names(table, _headings()[kind], REQUIRED[kind], path, source=SOURCE)


@cache
def _headings() -> dict[str, dict[str, list[str]]]:
    read: dict[str, dict[str, list[str]]] = parse_yaml(HEADINGS.read_text(encoding="utf-8"))
    return read
