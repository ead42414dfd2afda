"""NVA, the Norwegian national archive of research: pages of its public search as JSON lines, a publication each."""

import re
from pathlib import Path
from typing import Any

import polars as pl

from models.config import Config
from pipelines.reading.json_lines import read_json_lines
from pipelines.sources.source import SourceReader
from pipelines.sources.works import lines, works

ORGANISATION = re.compile(r"/cristin/organization/(\d+)(?:\.\d+)*$")


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """A file of publications → works, one row per publication and institution of its contributors. Raises ReadError.

    An institution is known by the first number of its units' codes (194.63.10.0 is of 194).
    """
    rows = [row for publication in read_json_lines(path, ("id",)) for row in _rows(publication)]
    return works(lines(rows), config.institution.nva, "nva")


READER = SourceReader(feeds=("works",), read=read)


def _rows(publication: dict[str, Any]) -> list[dict[str, str | None]]:
    """The search answers in two forms: the record itself, or a summary of it with a preview of its contributors."""
    record = publication.get("entityDescription") or publication
    reference = record.get("reference") or {}
    context = reference.get("publicationContext") or publication.get("publishingDetails") or {}
    about = {
        "work_id": str(publication["id"]).rstrip("/").rpartition("/")[2],
        "year": (record.get("publicationDate") or {}).get("year"),
        "work_type": (reference.get("publicationInstance") or {}).get("type") or publication.get("type"),
        "issn": context.get("onlineIssn") or context.get("printIssn") or _first(publication, "issn"),
        "doi": reference.get("doi") or publication.get("doi") or context.get("doi"),
    }
    contributors = record.get("contributors") or record.get("contributorsPreview") or ()
    named = [one for person in contributors for one in person.get("affiliations") or ()]
    return [about | _institution(one) for one in named] or [about | _institution({})]


def _institution(one: dict[str, Any]) -> dict[str, str | None]:
    code = ORGANISATION.search(str(one.get("id") or ""))
    labels = one.get("labels") or {}
    return {
        "institution_id": code[1] if code else None,
        "ror_id": None,
        "institution_name": labels.get("en") or next(iter(labels.values()), None),
        "country": one.get("countryCode"),
    }


def _first(publication: dict[str, Any], kind: str) -> str | None:
    return next(iter((publication.get("otherIdentifiers") or {}).get(kind) or ()), None)
