"""Small mobility files with the true headings of each release of the European Commission, written as text."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

RELEASE_2021 = (
    "Project Reference;Academic Year;Mobility Start Month;Mobility End Month;Mobility Duration;Activity (mob);"
    "Field of Education;Participant Nationality;Education Level;Participant Gender;Participant Profile;Special Needs;"
    "Fewer Opportunities;GroupLeader;Participant Age;Sending Country Code;Sending City;Sending Organization;"
    "Sending Organisation Erasmus Code;Receiving Country Code;Receiving City;Receiving Organization;"
    "Receiving Organisation Erasmus Code;Participants"
)
_CURRENT = (
    "{project}Academic Year;{start};{duration};Activity (mob);Field;Field of Education;"
    "Education Level;Participant Gender;Participant Profile;Fewer Opportunities;Participant Age;Participant Country;"
    "Sending Country;Sending City;Sending {organisation};Receiving Country;Receiving City;Receiving {organisation};"
    "{participants}"
)


def current_release(year: int) -> str:
    """The headings of that year's file."""
    with_project = year < 2020
    return _CURRENT.format(
        project="Project Reference;" if with_project else "",
        start="Mobility Start Year/Month" if with_project or year in (2021, 2023) else "Mobility Start Month",
        duration="Mobility Duration - Calendar Days" if year == 2014 else "Mobility Duration",
        organisation="Organization" if 2015 <= year <= 2019 else "Organisation",
        participants="Actual Participants"
        if with_project or year in (2021, 2023)
        else "Actual Participants (Contracted Projects)",
    )


def row(headings: str, **cells: str) -> str:
    """One mobility of three students from NTNU to Aachen; `cells` by their heading's first words, joined by `_`."""
    usual = {
        "project_reference": "2018-1-NO01-KA103-038753",
        "academic_year": "2018-2019",
        "mobility_start": "2018-08",
        "mobility_end": "2018-12",
        "mobility_duration": "120",
        "activity": "Student mobility for studies between Programme Countries",
        "field_of_education": "Physics",
        "field": "Higher Education",
        "education_level": "ISCED-7",
        "participant_nationality": "NO",
        "participant_gender": "Female",
        "participant_profile": "Learner",
        "special_needs": "No",
        "fewer_opportunities": "No",
        "groupleader": "No",
        "participant_age": "23",
        "participant_country": "NO - Norway",
        "sending_country": "NO - Norway" if "Sending Country Code" not in headings else "NO",
        "sending_city": "TRONDHEIM",
        "sending_code": "-",
        "sending_organisation": "NTNU",
        "receiving_country": "DE - Germany" if "Sending Country Code" not in headings else "DE",
        "receiving_city": "AACHEN",
        "receiving_code": "-",
        "receiving_organisation": "RWTH AACHEN",
        "participants": "3",
    }
    assert cells.keys() <= usual.keys()
    return ";".join((usual | cells)[_cell(heading, usual)] for heading in headings.split(";"))


def _cell(heading: str, usual: dict[str, str]) -> str:
    plain = heading.lower().replace("organization", "organisation").replace(" ", "_")
    if plain.endswith("erasmus_code"):
        return plain.partition("_")[0] + "_code"
    if "participants" in plain:
        return "participants"
    return next(name for name in usual if plain.startswith(name))


def csv(folder: Path, headings: str, *rows: str, name: str = "ka1.csv") -> Path:
    """A `;` file in the inbox folder of the source."""
    path = folder / "erasmus_ka1" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((headings, *rows)) + "\n", encoding="utf-8")
    return path


def workbook(folder: Path, sheets: dict[str, Sequence[str]], hidden_sheet: str = "") -> Path:
    """An xlsx of sheets of `;` rows."""
    path = folder / "erasmus_ka1" / "ka1.xlsx"
    path.parent.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells.split(";"))
            if name == hidden_sheet:
                sheet.hide()
    return path


def charter_list(folder: Path, *rows: str, day: str = "2024-09-12") -> Path:
    """A list of charter holders in the same inbox: code;name;country."""
    path = folder / "eche" / f"eche_{day}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(("Erasmus Code;Legal Name;Country", *rows)) + "\n", encoding="utf-8")
    return path
