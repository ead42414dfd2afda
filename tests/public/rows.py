"""Invented rows of every public source, about NTNU: enough that each goal has its years, and no true figure."""

import csv
import io
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import xlsxwriter

from tests.pipelines.sources.cordis_given import Row, cordis, organisation, project
from tests.pipelines.sources.mobility_files import current_release, row, workbook
from tests.pipelines.sources.test_erasmus_results import GRANT, HEADINGS, NTNU, USUAL
from tests.public.sites import Row as DbhRow

YEARS = range(2018, 2026)
COUNTRIES = {"DE": 300, "US": 100, "JP": 50, "IN": 20}
CHARTERS = (
    ("Erasmus Code", "Legal Name", "Country", "PIC"),
    ("D AACHEN01", "RWTH AACHEN", "Germany", "999983962"),
    ("N TRONDHE01", "NORGES TEKNISK-NATURVITENSKAPELIGE UNIVERSITET NTNU", "Norway", "999977851"),
)
_numbers = count(1)


def dbh_tables() -> dict[int, list[DbhRow]]:
    """DBH's rows of two institutions, more of most with each year; every one has each column that may be asked by."""
    tables: dict[int, list[DbhRow]] = {118: [], 123: [], 135: [], 142: [], 225: [], 373: []}
    for code in ("1150", "1110"):
        for year in YEARS:
            of = {"Institusjonskode": code, "Årstall": str(year), "Avdelingskode": "000000"}
            tables[118].append({**of, "Antall totalt": 7000})
            tables[225].append({**of, "Antall årsverk": 7500.5})
            for semester in ("1", "3"):
                tables[123].append({**of, "Semester": semester, "Antall totalt": 42_000})
            for country, size in COUNTRIES.items():
                more = size + 10 * (year - YEARS[0])
                tables[135] += [{**of, "Semester": s, "Landkode": country, "Antall totalt": more} for s in ("1", "3")]
                tables[142] += [
                    {**of, "Type": kind, "Landkode": country, "Antall totalt": more} for kind in ("NORSK", "UTENL")
                ]
            for level in ("1", "2"):
                publications = 4000 if level == "1" else 1000 + 50 * (year - YEARS[0])
                tables[373].append({
                    **of, "Kode for publiseringskanal": level, "Antall publikasjoner": publications,
                    "Antall internasjonale publikasjoner": publications // 2, "Forfatterandeler": publications / 2,
                })  # fmt: skip
    return tables


def cordis_zips(folder: Path) -> dict[str, bytes]:
    """Both framework programmes: projects of every kind that a goal counts, and a rival that got less."""
    kinds = {
        "HORIZON": [
            ("HORIZON.1.1", "HORIZON-ERC", "ERC-{year}-STG", "coordinator", 15),
            ("HORIZON.1.2", "HORIZON-TMA-MSCA-PF-EF", "HORIZON-MSCA-{year}-PF-01", "participant", 40),
            ("HORIZON.1.3", "HORIZON-RIA", "HORIZON-INFRA-{year}-SERV-01", "participant", 8),
            ("HORIZON.2.5", "HORIZON-RIA", "HORIZON-CL5-{year}-D1-01", "participant", 30),
            ("HORIZON.3.1", "HORIZON-EIC", "HORIZON-EIC-{year}-PATHFINDEROPEN-01", "participant", 12),
            ("HORIZON.3.2", "HORIZON-CSA", "HORIZON-EIE-{year}-CONNECT-01", "participant", 6),
        ],
        "H2020": [
            ("H2020-EU.1.1.", "ERC-STG", "ERC-{year}-STG", "coordinator", 7),
            ("H2020-EU.1.2.", "RIA", "FETOPEN-{year}", "participant", 7),
            ("H2020-EU.1.3.", "MSCA-IF", "MSCA-IF-{year}", "participant", 14),
            ("H2020-EU.1.4.", "RIA", "INFRAIA-{year}", "participant", 7),
        ],
    }  # fmt: skip
    return {
        f"cordis-{name}projects-csv.zip": _zip(folder, framework, kinds[framework])
        for framework, name in (("HORIZON", "HORIZON"), ("H2020", "h2020"))
    }


def _zip(folder: Path, framework: str, kinds: Iterable[tuple[str, str, str, str, int]]) -> bytes:
    first, years = (2021, 4) if framework == "HORIZON" else (2014, 7)
    projects: list[Row] = []
    organisations: list[Row] = []
    for part, scheme, topic, role, total in kinds:
        for number in range(total):
            year, id_ = first + number % years, str(next(_numbers))
            projects.append(project(
                id=id_, legalBasis=part, fundingScheme=scheme, topics=topic.format(year=year),
                frameworkProgramme=framework, masterCall="", subCall="",
                ecSignatureDate=f"{year}-11-20", startDate=f"{year + 1}-01-01",
                endDate=f"{year + 4}-12-31", contentUpdateDate="2026-09-30 08:00:00",
            ))  # fmt: skip
            rival = {"organisationID": "999983962", "vatNumber": "DE1", "name": "RWTH AACHEN", "country": "DE"}
            organisations += [
                organisation(projectID=id_, role=role, netEcContribution="1000"),
                organisation(projectID=id_, order="2", netEcContribution="10", **rival),
            ]
    return cordis(folder / framework, organisations, projects).read_bytes()


def mobility_workbooks(folder: Path) -> dict[str, bytes]:
    """A year of KA1 each: out for long and short, and in from a university of an alliance, more with each year."""
    books = {}
    folder.mkdir()
    for year in range(2014, 2025):
        headings = current_release(year)
        months = {"academic_year": f"{year}-{year + 1}", "mobility_start": f"{year}-09"}
        number = 200 + 20 * (year - 2014)
        came = {"sending_country": "DE - Germany", "sending_organisation": "RWTH AACHEN",
                "receiving_country": "NO - Norway", "receiving_organisation": "NTNU"}  # fmt: skip
        india = {"receiving_country": "IN - India", "receiving_organisation": "University of Somewhere"}
        rows = [
            row(headings, **months, participants=str(number)),
            row(headings, **months, participants=str(number // 4), mobility_duration="10"),
            row(headings, **months, participants=str(number), **came),
            row(headings, **months, participants=str(number // 5), **india),
        ]
        path = workbook(folder, {"Sheet1": [headings, *rows]})
        books[f"Erasmus-KA1-Mobility-Data-{year}.xlsx"] = path.read_bytes()
    return books


def results_csv() -> bytes:
    """Cooperation projects of both Erasmus+ programmes, coordinated by the institution."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADINGS, restval="")
    writer.writeheader()
    for year in range(2014, 2026):
        for _number in range(2 if year < 2021 else 6):
            id_ = f"{year}-1-NO01-KA220-{next(_numbers):09}"
            writer.writerow(
                USUAL | {
                    "Call year": str(year), "Project Identifier": id_, GRANT: "100000",
                    "Key Action": "Partnerships for cooperation and exchanges of practices",
                    "Action Type": "Cooperation partnerships in higher education",
                    "Coordinating organisation name": NTNU,
                }
            )  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


def charters(folder: Path) -> bytes:
    """A list of charter holders with the universities that the mobility files name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "eche.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(CHARTERS):
            sheet.write_row(number, 0, line)
    return path.read_bytes()
