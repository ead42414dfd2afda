"""Files of student mobility of 2008 to 2014 are read as they were published: one row per student."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from models.config import Config, load_config
from pipelines.sources.erasmus_ka1 import read

OF_2012 = """\
ID_MOBILITY_CDE;HOME_INSTITUTION_CDE;HOME_INSTITUTION_CTRY_CDE;STUDENT_AGE_VALUE;STUDENT_GENDER_CDE;\
STUDENT_NATIONALITY_CDE;STUDENT_SUBJECT_AREA_VALUE;STUDENT_STUDY_LEVEL_CDE;MOBILITY_TYPE_CDE;HOST_INSTITUTION_CDE;\
HOST_INSTITUTION_COUNTRY_CDE;STUDY_START_DATE;PLACEMENT_START_DATE
1;N  TRONDHE01;NO;22;F;NO;52;1;S;D  AACHEN01;DE;Sep-12;
2;B  GENT01;BENL;23;M;BENL;34;2;P;???;FR;;17/02/2013
"""
OF_2010 = """\
HOMEINSTITUTION;COUNTRYCODEOFHOMEINSTITUTION;AGE;GENDER;NATIONALITY;SUBJECTAREA;LEVELSTUDY;MOBILITYTYPE;\
HOSTINSTITUTION;COUNTRYCODEOFHOSTINSTITUTION;STUDYSTARTDATE;PLACEMENTSTARTDATE
UK OXFORD01;UK;21;F;UK;31;1;S;G  ATHINE01;EL;2010-10-01;
"""


def flows(folder: Path, name: str, text: str) -> Split:
    (folder / name).write_text(text, encoding="utf-8")
    return split(read(folder / name, load_config())["erasmus_flows"], load_contract("erasmus_flows"))


def test_every_student_is_one_participant_under_the_headings_of_today(tmp_path: Path) -> None:
    result = flows(tmp_path, "SM_2012_13_20141103_01.csv", OF_2012)
    assert result.quarantined.is_empty()
    [studies, placement] = result.accepted.rows(named=True)
    assert studies["academic_year"] == "2012-2013"
    assert (studies["sending_erasmus_code"], studies["receiving_erasmus_code"]) == ("N TRONDHE01", "D AACHEN01")
    assert (studies["activity"], studies["start_month"], studies["gender"]) == (
        "Student mobility for studies", "2012-09", "f",
    )  # fmt: skip
    assert (placement["sending_country"], placement["nationality"], placement["start_month"]) == ("BE", "BE", "2013-02")
    assert placement["receiving_erasmus_code"] is None
    assert result.accepted["participants"].to_list() == [1, 1]
    assert set(result.accepted["release"]) == {"before_2014"}


def test_the_headings_of_earlier_years_are_known_too(tmp_path: Path) -> None:
    [row] = flows(tmp_path, "student_mobility_2010-11.csv", OF_2010).accepted.rows(named=True)
    assert (row["academic_year"], row["start_month"]) == ("2010-2011", "2010-10")
    assert (row["sending_country"], row["receiving_country"]) == ("GB", "GR")


@pytest.mark.parametrize("name", ["students.csv", "students_2014_20141103.csv"])
def test_a_name_without_an_academic_year_gives_none(tmp_path: Path, name: str) -> None:
    [row] = flows(tmp_path, name, OF_2010).accepted.rows(named=True)
    assert row["academic_year"] is None


def test_a_heading_that_nobody_has_seen_before_is_named_in_the_configuration(
    tmp_path: Path, configured: Callable[..., Config]
) -> None:
    path = tmp_path / "Mobility-2026.csv"
    path.write_text(
        "Academic Year;Activity (mob);Sending Country;Sending Organisation;Receiving Country;Receiving Organisation;"
        "Actual Participants;Age in years\n2025-2026;Study;NO - Norway;NTNU;DE - Germany;RWTH;3;22\n",
        encoding="utf-8",
    )
    config = configured(after='[headings.erasmus_ka1]\npublished_age = ["Age in years"]\n')
    assert read(path, config)["erasmus_flows"]["published_age"].to_list() == ["22"]
    assert read(path, configured())["erasmus_flows"]["published_age"].to_list() == [None]
