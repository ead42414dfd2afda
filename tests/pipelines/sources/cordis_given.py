"""Zip files as CORDIS packs them, from rows of which a test names only the cells it is about."""

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

Row = dict[str, str]

PROJECT = {
    "id": "101", "acronym": "A", "status": "SIGNED", "title": "A; title", "startDate": "2023-01-01",
    "endDate": "2026-12-31", "totalCost": "", "ecMaxContribution": "", "legalBasis": "HORIZON.2.5",
    "topics": "HORIZON-CL5-2022-D1-01-01", "ecSignatureDate": "2022-11-20", "frameworkProgramme": "HORIZON",
    "masterCall": "HORIZON-CL5-2022-D1-01", "subCall": "HORIZON-CL5-2022-D1-01", "fundingScheme": "HORIZON-RIA",
    "nature": "", "objective": 'Lines\nand "quotes"; and more', "contentUpdateDate": "2024-03-12 15:10:11",
    "rcn": "1", "grantDoi": "",
}  # fmt: skip
ORGANISATION = {
    "projectID": "101", "projectAcronym": "A", "organisationID": "999977851", "vatNumber": "NO974767880MVA",
    "name": "NORGES TEKNISK-NATURVITENSKAPELIGE UNIVERSITET NTNU", "shortName": "NTNU", "SME": "false",
    "activityType": "HES", "street": "", "postCode": "", "city": "", "country": "NO", "nutsCode": "",
    "geolocation": "", "organizationURL": "", "contactForm": "", "order": "1", "role": "participant",
    "ecContribution": "500", "netEcContribution": "400.5", "totalCost": "", "endOfParticipation": "false", "active": "",
}  # fmt: skip
PART = {"projectID": "101", "legalBasis": "HORIZON.2.5", "title": "Climate", "uniqueProgrammePart": "true"}
TOPIC = {"projectID": "101", "topic": "HORIZON-CL5-2022-D1-01-01", "title": "A topic"}


def project(**cells: str) -> Row:
    """A Horizon Europe project of cluster 5, signed in 2022."""
    return PROJECT | cells


def organisation(**cells: str) -> Row:
    """NTNU as participant of project 101, with EUR 400.50 of its own."""
    return ORGANISATION | cells


def part(**cells: str) -> Row:
    """The main part of the programme of project 101."""
    return PART | cells


def topic(**cells: str) -> Row:
    """The topic of project 101."""
    return TOPIC | cells


def table(rows: Iterable[Row]) -> str:
    """A csv table as CORDIS writes it: semicolons, every cell quoted."""
    rows = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def packed(folder: Path, members: dict[str, str | bytes], name: str = "cordis-HORIZONprojects-csv.zip") -> Path:
    """A zip with these members."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return folder / name


def cordis(folder: Path, organisations: Iterable[Row], projects: Iterable[Row] = (PROJECT,)) -> Path:
    """A zip with these organisations and projects alone."""
    return packed(folder, {"project.csv": table(projects), "organization.csv": table(organisations)})
