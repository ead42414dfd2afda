"""Projects of the Erasmus+ project results platform: a row per project, its partners side by side in columns.

The platform gives one grant per project and does not split it among the organisations. It is here in full with
the coordinator, whose share is smaller, and partners have 0: sums over projects are right, sums over the projects
of a partner are what it coordinates, not what it gets. Organisations have no numbers here: only name and country.
"""

import re
from functools import cache, reduce
from pathlib import Path
from typing import Any

import polars as pl

from data_contracts.yaml_text import parse_yaml
from models.config import Config
from pipelines.reading.readers import read_table
from pipelines.sources.countries import country_codes
from pipelines.sources.erasmus_ka1_matching import fold, identified
from pipelines.sources.headings import as_published, under_our_names
from pipelines.sources.source import SourceReader

DEFINITIONS = Path(__file__).with_suffix(".yaml")
SOURCE = "erasmus_results"
PARTNER = re.compile(r"^partner (\d+) (.+)$", re.IGNORECASE)
PROJECT = ("programme", "key_action", "action_type", "call_year", "project_id", "status", "grant_eur")
ORGANISATION = ("name", "type", "country")
KEY = ("project_id", "organisation_id")


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """An export of projects → eu_participations, one row per project and organisation named in it.

    An organisation met again in a project, or a project met again, repeats what was said first, so that the build
    counts it as a duplicate. Raises ReadError.
    """
    named = _organisations(as_published(read_table(path), headings(), config.headings.get(SOURCE, {}), path), path)
    rows = named.select(
        "project_id",
        _organisation_id().alias("organisation_id"),
        _is_own(named, config).alias("is_own"),
        pl.col("name").alias("organisation_name"),
        _organisation_type().alias("organisation_type"),
        "country",
        _framework().alias("framework"),
        *_action(),
        "role",
        pl.when(pl.col("role") == "coordinator").then(_euros()).otherwise(pl.lit("0")).alias("contribution_eur"),
        "call_year",
        "status",
    )
    met_first = pl.all().exclude(KEY).first().over(KEY)
    is_known = pl.all_horizontal(pl.col(name).is_not_null() for name in KEY)
    return {"eu_participations": pl.concat([rows.filter(is_known).with_columns(met_first), rows.filter(~is_known)])}


def headings() -> dict[str, list[str]]:
    """Our name → the headings that mean it."""
    by_column: dict[str, list[str]] = definitions()["headings"]
    return by_column


READER = SourceReader(feeds=("eu_participations",), read=read, headings=headings)


def _organisations(projects: pl.DataFrame, path: Path) -> pl.DataFrame:
    """Wide projects → one row per project and organisation: the coordinator, then the partners by number."""
    partners: dict[int, dict[str, str]] = {}
    parts = {theirs: ours for ours, theirs in definitions()["partner"].items()}
    for heading in projects.columns:
        if match := PARTNER.match(" ".join(heading.split())):
            partners.setdefault(int(match[1]), {})
            if match[2].lower() in parts:
                partners[int(match[1])][parts[match[2].lower()]] = heading
    others = [heading for heading in projects.columns if not PARTNER.match(" ".join(heading.split()))]
    short = {heading: _without_remark(heading) for heading in others}
    leading = under_our_names(
        projects.select(others).rename(short), headings(), definitions()["required"], path, source=SOURCE
    )
    leading = leading.with_row_index("row").with_columns(pl.lit("coordinator").alias("role"))
    frames = [leading.select("row", *PROJECT, *ORGANISATION, "role", pl.lit(0).alias("number"))]
    for number, columns in sorted(partners.items()):
        theirs = projects.select(
            pl.col(columns[part]).alias(part) if part in columns else pl.lit(None, pl.String).alias(part)
            for part in ORGANISATION
        )
        rows = leading.select("row", *PROJECT).hstack(theirs)
        rows = rows.with_columns(pl.lit("participant").alias("role"), pl.lit(number).alias("number"))
        frames.append(rows.filter(pl.any_horizontal(pl.col(part).is_not_null() for part in ORGANISATION)))
    named = pl.concat(frames).sort("row", "number")
    return named.with_columns(country_codes(named.get_column("country")).alias("country"))


def _without_remark(heading: str) -> str:
    """The grant's heading goes on for 200 letters in brackets, and the remark changes."""
    return heading.partition(" (")[0]


def _organisation_id() -> pl.Expr:
    name = fold(pl.col("name"))
    return pl.coalesce(pl.format("name:{}, {}", name, pl.col("country")), pl.format("name:{}", name))


def _is_own(named: pl.DataFrame, config: Config) -> pl.Series:
    """By a name of the configuration or a reviewed alias, in the institution's own country."""
    institution = config.institution
    names = pl.Series([*(name for _, name in institution.name.written()), institution.short_name, *institution.names])
    identified_names = identified(named.select("name", "country", pl.lit(None, pl.String).alias("erasmus_code")), ())
    is_named = fold(pl.col("name")).is_in(names.to_frame("name").select(fold(pl.col("name"))).to_series().to_list())
    by_name = is_named & (pl.col("country") == institution.country)
    return identified_names.select(
        (by_name | pl.col("erasmus_code").is_in(institution.erasmus_code)).fill_null(value=False)
    ).to_series()


def _organisation_type() -> pl.Expr:
    """By the words in it; empty stays empty."""
    written = pl.col("type").str.to_lowercase()
    kinds = reversed(definitions()["organisation_types"].items())
    other = pl.when(written.is_not_null()).then(pl.lit(definitions()["other_organisation_type"]))
    return reduce(
        lambda rest, kind: pl.when(written.str.contains(kind[0], literal=True)).then(pl.lit(kind[1])).otherwise(rest),
        kinds,
        other.otherwise(None),
    )


def _framework() -> pl.Expr:
    """By the call year; another programme stays as written, for the contract to refuse."""
    year = pl.col("call_year").cast(pl.Int64, strict=False)
    periods = [
        pl.when(year.is_between(first, last)).then(pl.lit(framework))
        for framework, (first, last) in definitions()["frameworks"].items()
    ]
    programme = pl.col("programme").fill_null(definitions()["erasmus"])
    is_erasmus = programme.str.to_lowercase().str.contains(definitions()["erasmus"], literal=True)
    return pl.when(is_erasmus).then(pl.coalesce(periods)).otherwise(programme)


def _action() -> tuple[pl.Expr, pl.Expr]:
    """`action` and `centralised` by the first rule that holds; a key action without a rule stays as written."""
    action: pl.Expr = pl.col("key_action")
    agency = pl.col("project_id").str.contains(definitions()["national_agency"])
    centralised: pl.Expr = ~agency
    for rule in reversed(definitions()["actions"]):
        words = [
            pl.col(heading).fill_null("").str.to_lowercase().str.contains(rule[heading], literal=True)
            for heading in ("key_action", "action_type")
            if heading in rule
        ]
        holds = pl.all_horizontal(words)
        action = pl.when(holds).then(pl.lit(rule["action"])).otherwise(action)
        centralised = pl.when(holds).then(pl.lit(rule.get("centralised")).fill_null(~agency)).otherwise(centralised)
    return action.alias("action"), centralised.cast(pl.String).alias("centralised")


def _euros() -> pl.Expr:
    """`1234.5`, `1 234.50`, `1,234.50` and `1234,5` as numbers; none is 0, as for an accreditation."""
    digits = pl.col("grant_eur").fill_null("0").str.replace_all(r"[\s\u00a0€]", "")
    grouped = digits.str.contains(r"^\d{1,3}(,\d{3})+(\.\d+)?$")
    comma = digits.str.contains(r"^\d+,\d{1,2}$")
    return (
        pl.when(grouped)
        .then(digits.str.replace_all(",", ""))
        .when(comma)
        .then(digits.str.replace(",", "."))
        .otherwise(digits)
    )


@cache
def definitions() -> dict[str, Any]:
    """What `erasmus_results.yaml` says."""
    read: dict[str, Any] = parse_yaml(DEFINITIONS.read_text(encoding="utf-8"))
    return read
