"""The Research Council of Norway's open list of EU grants to Norwegian organisations (`bevilgningereu.csv`).

One row per project and participant. Amounts carry float noise and are rounded to cents; addresses are not
read. What their codes mean to us is in `research_council_codes.csv`.
"""

from functools import cache
from pathlib import Path

import polars as pl

from models.config import Config
from pipelines.nearest import nearest
from pipelines.reading.readers import ReadError, read_table
from pipelines.sources.headings import as_published
from pipelines.sources.source import SourceReader

SOURCE = "research_council_eu_grants"
CODES = Path(__file__).with_name("research_council_codes.csv")
COUNTRY = "NO"  # the list holds Norwegian organisations alone
MOMENT = "%d.%m.%Y %H:%M"

PROJECT = "Prosjektnr"
NUMBER = "Organisasjonsnummer"
NAME = "Organisasjonsnavn"
PARTICIPANT = "Deltakernr"
AMOUNT = "Innvilget beløp organisasjon EUR"
DEADLINE = "Søknadsfrist"
DATES = {
    "signed_on": "Kontrakt signeringsdato",
    "starts_on": "Kontrakt startdato",
    "ends_on": "Kontrakt sluttdato",
}
STATUS = "Kontraktstatus"


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """EU grants → eu_participations, one row per row of the file. Raises ReadError."""
    grants = as_published(read_table(path), headings(), config.headings.get(SOURCE, {}), path)
    codes = _codes()
    _check_headings(grants, path)
    institution = config.institution
    is_own = pl.col(NUMBER).is_in(institution.organisation_number) | pl.col(NAME).is_in(institution.names)
    return {
        "eu_participations": grants.select(
            pl.col(PROJECT).alias("project_id"),
            _organisation_id().alias("organisation_id"),
            is_own.fill_null(value=False).alias("is_own"),
            pl.col(NAME).alias("organisation_name"),
            pl.lit(COUNTRY).alias("country"),
            *(_coded(ours, codes).alias(ours) for ours in codes.get_column("column").unique(maintain_order=True)),
            _cents(AMOUNT).alias("contribution_eur"),
            _moment(DEADLINE).dt.year().cast(pl.String).alias("call_year"),
            *(_date(theirs).alias(ours) for ours, theirs in DATES.items()),
            pl.col(STATUS).alias("status"),
        )
    }


def headings() -> dict[str, list[str]]:
    """Each heading that is read, as published."""
    return {heading: [heading] for heading in _needed()}


READER = SourceReader(feeds=("eu_participations",), read=read, headings=headings)


def _organisation_id() -> pl.Expr:
    """The number, or the name where there is none; met again in a project, with the participant's number."""
    identity = pl.coalesce(pl.col(NUMBER), pl.format("name:{}", pl.col(NAME)))
    earlier = pl.int_range(pl.len()).over(PROJECT, identity)
    return pl.when(earlier > 0).then(pl.format("{}/{}", identity, pl.col(PARTICIPANT))).otherwise(identity)


def _coded(ours: str, codes: pl.DataFrame) -> pl.Expr:
    """Our code by the first heading that decides it; a value nobody mapped stays, for the quarantine."""
    rows = codes.filter(column=ours)
    headings = rows.get_column("heading").unique(maintain_order=True).to_list()
    decided = []
    for heading in headings:
        mapping = rows.filter(heading=heading)
        values = dict(zip(mapping["value"], mapping["code"], strict=True))
        decided.append(pl.col(heading).str.to_lowercase().replace_strict(values, default=None, return_dtype=pl.String))
    return pl.coalesce(*decided, pl.col(headings[-1])).replace("", None)


def _cents(heading: str) -> pl.Expr:
    amount = pl.col(heading).cast(pl.Float64, strict=False).round(2).cast(pl.String)
    return pl.coalesce(amount, pl.col(heading))


def _moment(heading: str) -> pl.Expr:
    return pl.col(heading).str.to_datetime(MOMENT, strict=False)


def _date(heading: str) -> pl.Expr:
    return pl.coalesce(_moment(heading).dt.date().cast(pl.String), pl.col(heading))


@cache
def _codes() -> pl.DataFrame:
    codes = pl.read_csv(CODES, infer_schema=False)
    return codes.with_columns(pl.col("value").str.to_lowercase(), pl.col("code").fill_null(""))


def _needed() -> tuple[str, ...]:
    fixed = (PROJECT, NUMBER, NAME, PARTICIPANT, AMOUNT, DEADLINE, STATUS, *DATES.values())
    return (*fixed, *_codes().get_column("heading").unique(maintain_order=True))


def _check_headings(grants: pl.DataFrame, path: Path) -> None:
    for heading in _needed():
        if heading not in grants.columns:
            raise ReadError(
                f"{path}: missing heading '{heading}', "
                f"the nearest in the file is '{nearest(heading, grants.columns)}'. "
                "Submit the list of EU grants as the Research Council publishes it, or name its new heading in the "
                f'configuration: [headings.{SOURCE}] "{heading}" = ["…"].'
            )
