"""Organisations and projects of CORDIS → participations under our names and codes (`cordis_codes.csv`)."""

from functools import cache
from pathlib import Path
from typing import Any, cast

import polars as pl

from models.config_sections import Institution
from pipelines.sources.countries import country_codes

CODES = Path(__file__).with_name("cordis_codes.csv")
CODED = ("pillar", "action", "role")
COLUMNS = (
    *("project_id", "organisation_id", "is_own", "organisation_name", "organisation_type", "country", "framework"),
    *("pillar", "action", "role", "contribution_eur", "call_year", "signed_on", "starts_on", "ends_on", "status"),
    "snapshot_on",
)
DAY = 10  # characters of an ISO day; some days come with a time of day
YEAR = r"20\d{2}"


def participations(organisations: pl.DataFrame, projects: pl.DataFrame, institution: Institution) -> pl.DataFrame:
    """One row per organisation and project as CORDIS lists them; a project without organisations gives a row, too.

    organisations and projects: text under the names of `cordis_headings.yaml`, each project once, with its
    programme_part. A signing day that CORDIS does not give stays unknown.
    """
    alone = projects.join(organisations, on="project_id", how="anti").select("project_id")
    listed = pl.concat([organisations, alone], how="diagonal").join(projects, on="project_id", how="left")
    coded = listed.with_columns(
        *(_coded(column) for column in CODED),
        country_codes(listed.get_column("country")).alias("country"),
        _is_own(institution).cast(pl.String).alias("is_own"),
        pl.col("framework").str.to_uppercase(),
        _call_year().alias("call_year"),
        pl.col("updated_on").str.head(DAY).max().alias("snapshot_on"),
        *(pl.col(day).str.head(DAY) for day in ("signed_on", "starts_on", "ends_on")),
    )
    return coded.with_columns(
        _organisation_id().alias("organisation_id"), _contribution().alias("contribution_eur")
    ).select(COLUMNS)


def _organisation_id() -> pl.Expr:
    """The PIC, or the name where there is none; listed again in a project, with its place in the list."""
    identity = pl.coalesce("pic", pl.format("name:{}", pl.col("organisation_name")))
    again = pl.col("order") != pl.col("order").first().over("project_id", identity)
    return pl.when(again).then(pl.format("{}/{}", identity, pl.col("order"))).otherwise(identity)


def _is_own(institution: Institution) -> pl.Expr:
    vat = {_letters_and_digits(number) for number in institution.vat}
    written = pl.col("vat").str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    return (pl.col("pic").is_in(institution.pic) | written.is_in(list(vat))).fill_null(value=False)


def _letters_and_digits(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())


def _coded(column: str) -> pl.Expr:
    """Our code by the first pattern that fits: no code is none, `?` keeps what was written, for the quarantine.

    What fits no pattern is kept, too.
    """
    rules = _codes().filter(column=column).select("heading", "pattern", "code").rows()
    decided: Any = pl  # the first condition begins the chain that the others lengthen
    for heading, pattern, code in rules:
        value = pl.col(heading) if code == "?" else pl.lit(code, pl.String)
        decided = decided.when(pl.col(heading).str.contains(f"(?i){pattern}")).then(value)
    return cast(pl.Expr, decided.otherwise(pl.col(rules[-1][0]))).alias(column)


def _contribution() -> pl.Expr:
    """The net contribution, in cents: the part that stays with the organisation itself, else what it was granted.

    FP7 leaves the amount empty for those who got nothing, and so it is for partners without EU money; elsewhere
    an empty amount stays empty, for the quarantine.
    """
    amount = pl.coalesce(_amount("net_eur"), _amount("gross_eur"))
    has_none = (pl.col("framework") == "FP7") | (pl.col("role") == "associated_partner")
    return pl.when(amount.is_null() & has_none).then(pl.lit("0")).otherwise(amount)


def _amount(heading: str) -> pl.Expr:
    """Some releases write a decimal comma; what is not a number stays as written."""
    written = pl.col(heading).str.replace(r"^(-?\d+),(\d+)$", "$1.$2")
    return pl.coalesce(written.cast(pl.Float64, strict=False).round(2).cast(pl.String), written)


def _call_year() -> pl.Expr:
    """The one year that the name of the call says; a call over several years says none."""
    call = pl.coalesce("call", "master_call", "topic").str.replace_all("(?i)H2020", "")
    years = call.str.extract_all(YEAR).list.unique()
    return pl.when(years.list.len() == 1).then(years.list.first())


@cache
def _codes() -> pl.DataFrame:
    return pl.read_csv(CODES, infer_schema=False)
