"""The tidy tables as files that others build on: csv, Parquet, a Frictionless data package, DCAT-AP metadata."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl

from dashboard.origin import origin_line
from dashboard.report.contents import Contents
from dashboard.report.words import title
from dashboard.text import text
from data_contracts.text import COMPLETE, LANGUAGES, MESSAGES
from models.store import OpenBuild
from pipelines.masking import neutral

Csv = Literal["comma", "semicolon"]
TYPES: dict[type[pl.DataType], str] = {
    pl.String: "string",
    pl.Int64: "integer",
    pl.Float64: "number",
    pl.Boolean: "boolean",
    pl.Date: "date",
}
KEYS = {
    "figures": ["indicator", "year", "unit_level", "unit_code", "dimension", "member"],
    "indicators": ["indicator"],
    "goals": ["goal", "half"],
    "peers": ["indicator", "peer_set", "institution"],
    "sources": ["feed", "path"],
}
DESCRIBED = (
    "value",
    "unit",
    "incomplete_until",
    "is_hidden",
    "clock",
    "origin",
    "half",
    "noise",
    "comparison_year",
    "to_go",
    "count",
    "count_due",
    "mcnemar_p",
    "would_change",
    "rules",
    "distance_of_own",
    "own_national_share",
    "per_student_and_year",
    "per_full_time_equivalent_and_year",
    "differs",
)  # columns that a name alone does not explain; fmt: skip
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
AUTHORITY = "http://publications.europa.eu/resource/authority/language/"


@dataclass(frozen=True)
class Written:
    """A file of a table."""

    table: str
    path: Path
    form: Literal["csv", "parquet"]


def write_tables(frames: dict[str, pl.DataFrame], folder: Path, csv: Csv, build: OpenBuild) -> list[Written]:
    """Each table as `<name>.csv` and `<name>.parquet`; `semicolon` is for an Excel whose commas are decimal.

    The Parquet files have the build and the origin of its data in their metadata too.
    """
    written = []
    metadata = {"build": build.id, **_origin(build)}
    for name, frame in frames.items():
        paths = folder / f"{name}.csv", folder / f"{name}.parquet"
        _safe(frame).write_csv(
            paths[0],
            include_bom=csv == "semicolon",
            separator=";" if csv == "semicolon" else ",",
            decimal_comma=csv == "semicolon",
        )
        frame.write_parquet(paths[1], compression="zstd", metadata=metadata)
        written += [Written(name, paths[0], "csv"), Written(name, paths[1], "parquet")]
    return written


def _origin(build: OpenBuild) -> dict[str, str]:
    """The origin of a build's data for programs, and in words for people unless it is real."""
    lines = {f"origin_{language}": origin_line(build, language) for language in COMPLETE}
    return {"origin": build.origin, **{name: line for name, line in lines.items() if line is not None}}


def _safe(frame: pl.DataFrame) -> pl.DataFrame:
    """No text of a csv begins as a formula would: such a one gets an apostrophe."""
    return frame.with_columns(pl.col(pl.String).map_elements(neutral, return_dtype=pl.String))


def datapackage(written: list[Written], frames: dict[str, pl.DataFrame], contents: Contents, csv: Csv) -> str:
    """`datapackage.json` (Frictionless Data Package 1) over the csv files."""
    dialect = {"delimiter": ";" if csv == "semicolon" else ",", "lineTerminator": "\n"}
    resources = [
        {
            "name": file.table,
            "path": file.path.name,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": MEDIA["csv"],
            "encoding": "utf-8-sig" if csv == "semicolon" else "utf-8",
            "dialect": dialect,
            "bytes": file.path.stat().st_size,
            "hash": f"sha256:{sha256(file.path)}",
            "schema": {"fields": _fields(frames[file.table], csv), "primaryKey": KEYS[file.table]},
        }
        for file in written
        if file.form == "csv"
    ]
    build = contents.build
    package = {
        "profile": "tabular-data-package",
        "name": f"annual-report-{contents.year}",
        "id": f"{build.id}-{contents.viewer.role}",
        "title": title(contents, MESSAGES),
        "description": text("report.data_says", MESSAGES, viewer=str(contents.viewer), build=build.id),
        "created": build.built_at,
        **_origin(build),
        "keywords": [f"{build.origin} data"],
        "sources": [
            {"title": feed, "origin": build.origins.get(feed, "real")}
            for feed in sorted({source.feed for source in build.sources})
        ],
        "resources": resources,
    }
    return _json(package)


def _fields(frame: pl.DataFrame, csv: Csv) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = []
    for name, kind in frame.schema.items():
        field: dict[str, Any] = {"name": name, "type": TYPES[type(kind)]}
        if name in DESCRIBED:
            field["description"] = text(f"data_field.{name}", MESSAGES)
        if field["type"] == "number" and csv == "semicolon":
            field["decimalChar"] = ","
        fields.append(field)
    return fields


def dcat(written: list[Written], contents: Contents) -> str:
    """DCAT-AP 3 in JSON-LD, for a data catalogue to harvest; addresses are relative to where the files are put."""
    build, institution = contents.build, contents.build.config.institution
    dataset = {
        "@id": "#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{build.id}-{contents.viewer.role}",
        "dct:title": [{"@language": language, "@value": title(contents, language)} for language in COMPLETE],
        "dct:description": [
            {
                "@language": language,
                "@value": text("report.data_says", language, viewer=str(contents.viewer), build=build.id),
            }
            for language in COMPLETE
        ],
        "dct:publisher": {
            "@type": "foaf:Agent",
            "@id": f"https://ror.org/{institution.ror[0]}" if institution.ror else "#publisher",
            "foaf:name": [{"@language": language, "@value": name} for language, name in institution.name.written()],
        },
        "dcat:keyword": [
            {"@language": language, "@value": text(f"origin.{build.origin}", language).lower()} for language in COMPLETE
        ],
        "dct:provenance": {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": [
                {"@language": language, "@value": origin_line(build, language) or text("origin.real", language)}
                for language in COMPLETE
            ],
        },
        "dct:issued": {"@type": "xsd:dateTime", "@value": build.built_at},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": f"{contents.first_year}-01-01"},
            "dcat:endDate": {"@type": "xsd:date", "@value": f"{contents.year}-12-31"},
        },
        "dct:language": [{"@id": AUTHORITY + LANGUAGES[language].authority} for language in COMPLETE],
        "dct:accessRights": {
            "@id": "http://publications.europa.eu/resource/authority/access-right/"
            + ("PUBLIC" if contents.viewer.role == "public" else "RESTRICTED")
        },
        "dcat:distribution": [_distribution(file) for file in written],
    }
    context = {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    return _json({"@context": context, **dataset})


def _distribution(file: Written) -> dict[str, Any]:
    return {
        "@id": f"#{file.path.name}",
        "@type": "dcat:Distribution",
        "dct:title": file.path.name,
        "dcat:accessURL": {"@id": file.path.name},
        "dcat:downloadURL": {"@id": file.path.name},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA[file.form]}"},
        "dct:format": {"@id": f"{FILE_TYPES}{file.form.upper()}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.path.stat().st_size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": sha256(file.path),
        },
    }


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _json(content: object) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
