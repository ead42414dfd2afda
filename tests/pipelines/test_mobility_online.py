"""An export of Mobility-Online, handed in as it is: the headings tell the profile, and every row is read."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from models.config import load_config
from pipelines.staging.stage import stage

KEY = b"k" * 32
NORWEGIAN = """\
Oppholds-ID;Studentnummer;Etternavn;Fødselsdato;Type opphold;Utvekslingsprogram;Type mobilitet;Vertsland;\
Institutt (stedkode);Studienivå;Opphold fra;Opphold til;Status opphold;Virtuell mobilitet;Planlagte studiepoeng;\
Kjønn;Statsborgerskap
1;P1;Berg;01.02.1999;Utreisende student;Erasmus+ KA131;Studieopphold;Tyskland;631000;Mastergrad;\
15.08.2024 00:00;20.12.2024 00:00;Fullført;N;30,5;K;Norge
2;P2;Li;01.02.1999;Utreisende student;Bilaterale avtaler;Praksisopphold;EL;631000;Bachelorgrad;\
15.08.2024 00:00;20.12.2024 00:00;Avlyst;J;27,5;M;XK
"""
ENGLISH = """\
Stay ID;Matriculation number;Last name;Date of birth;Type of application;Exchange program;Type of mobility;\
Country of host institution;Department code;Level of study;Stay from;Stay to;Status of stay;Virtual mobility;\
Planned ECTS credits;Gender;Nationality
1;P1;Berg;01.02.1999;Outgoing;KA131;Student Mobility for Studies;Germany;631000;Master's degree;\
15.08.2024 00:00;20.12.2024 00:00;Finished;No;30,5;Female;Norway
2;P2;Li;01.02.1999;Outgoing;Bilateral agreement;SMT;Greece;631000;Bachelor's degree;\
15.08.2024 00:00;20.12.2024 00:00;Cancelled;Yes;27,5;Male;Kosovo * UN resolution
"""


@pytest.mark.parametrize("text", [NORWEGIAN, ENGLISH], ids=["norwegian", "english"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_an_export_in_either_language_is_read_without_configuration(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "inbox" / "stays" / "mobility.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode(encoding))

    (file,) = stage(path, "stays", load_config(), tmp_path / "staging", KEY, tmp_path / "inbox")

    assert (file.profile, file.rows_read, pl.read_parquet(file.quarantined).height) == ("mobility_online", 2, 0)
    rows = pl.read_parquet(file.accepted)
    columns = ("direction", "scheme", "activity", "country", "degree_level", "date_from", "status", "virtual")
    assert rows.select(*columns, "ects_planned", "gender", "citizenship").rows() == [
        ("out", "erasmus_plus", "study", "DE", "master", date(2024, 8, 15), "completed", False, 30.5, "f", "NO"),
        ("out", "bilateral", "traineeship", "GR", "bachelor", date(2024, 8, 15), "withdrawn", True, 27.5, "m", "XK"),
    ]
    assert not any(name in str(rows.rows()) for name in ("Berg", "1999"))
