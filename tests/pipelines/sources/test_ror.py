"""The index of research organisations as published, and its data dumps under the headings of either schema."""

from pathlib import Path

import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from models.config import Config, load_config
from pipelines.reading.readers import ReadError
from pipelines.sources.ror import read


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


def judged(path: Path, config: Config) -> Split:
    return split(read(path, config)["research_organisations"], load_contract("research_organisations"))


@pytest.mark.real_data
def test_every_row_of_the_index_comes_through(shared_data: Path, config: Config) -> None:
    result = judged(shared_data / "ror" / "index.csv", config)

    assert (result.accepted.height, result.quarantined.height, result.broken) == (14193, 0, {})
    assert result.accepted["ror_id"].is_unique().all()
    assert dict(result.accepted["status"].value_counts().rows()) == {
        "active": 13460,
        "inactive": 307,
        "withdrawn": 426,
    }
    assert result.accepted.filter(ror_id="05xg72x27").drop("latitude", "longitude").rows() == [
        (
            *("05xg72x27", "Norwegian University of Science and Technology", "NO", "Trondheim"),
            *(["education", "funder"], "active", "v1.68"),
        )
    ]


INDEX = """ror_id,path_in_ror-records,schema,country_code,status,types,name,lat,lng,city
{row}
"""


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ("https://ror.org/05xg72x27,v1.68/05xg72x27.json,v2,NO,active,education,NTNU,63.4,10.4,Trondheim", {}),
        ("05xg72x27,,v2,NO,active,education|guild,NTNU,63.4,10.4,Trondheim", {"types_has_its_form": 1}),
        ("05xg72x27,,v2,ZZ,active,education,NTNU,63.4,10.4,Trondheim", {"country_is_in_list": 1}),
        ("05xg72x27,,v2,NO,active,education,NTNU,634,10.4,Trondheim", {"latitude_is_in_range": 1}),
        ("5xg72x27,,v2,NO,active,education,NTNU,63.4,10.4,Trondheim", {"ror_id_has_its_form": 1}),
        ("05xg72x27,,v2,NO,merged,education,NTNU,63.4,10.4,Trondheim", {"status_has_its_form": 1}),
    ],
)
def test_a_row_is_kept_or_quarantined_with_its_reason(
    tmp_path: Path, config: Config, row: str, broken: dict[str, int]
) -> None:
    path = tmp_path / "index.csv"
    path.write_text(INDEX.format(row=row), encoding="utf-8")

    result = judged(path, config)

    assert result.broken == broken
    assert result.accepted.height + result.quarantined.height == 1


DUMP = """id,domains,established,locations.geonames_id,locations.geonames_details.country_code,\
locations.geonames_details.country_name,locations.geonames_details.lat,locations.geonames_details.lng,\
locations.geonames_details.name,names.types.acronym,names.types.label,names.types.ror_display,status,types
https://ror.org/05xg72x27,,1996,3133880; 3133882,NO; NO,Norway; Norway,63.43049; 60.79,10.39506; 10.69,\
Trondheim; Gjøvik,no: NTNU,,Norwegian University of Science and Technology,active,education; funder
"""
OLDER_DUMP = """id,name,types,status,established,addresses[0].lat,addresses[0].lng,addresses[0].city,\
country.country_name,country.country_code
https://ror.org/05xg72x27,Norwegian University of Science and Technology,Education;Funder,active,1996,63.43049,\
10.39506,Trondheim,Norway,NO
"""


@pytest.mark.parametrize("dump", [DUMP, OLDER_DUMP], ids=["schema 2", "schema 1"])
def test_a_data_dump_says_the_same_as_the_index(tmp_path: Path, config: Config, dump: str) -> None:
    path = tmp_path / "ror-data.csv"
    path.write_text(dump, encoding="utf-8")

    result = judged(path, config)

    assert result.broken == {}
    assert result.accepted.rows() == [
        (
            *("05xg72x27", "Norwegian University of Science and Technology", "NO", "Trondheim", 63.43049, 10.39506),
            *(["education", "funder"], "active", None),
        )
    ]


def test_another_table_is_refused(tmp_path: Path, config: Config) -> None:
    path = tmp_path / "index.csv"
    path.write_text("name,country\nNTNU,NO\n", encoding="utf-8")

    with pytest.raises(ReadError, match="no heading for ror_id"):
        read(path, config)
