"""The code lists hold what others rely on."""

from pathlib import Path

import polars as pl
import pytest

from data_contracts.codes import CodeListError, code_lists, code_table, code_values

DATED_BY_COUNTRY = {
    "dac_groups", "early_deadline_countries", "english_speaking_countries", "eu_eea_associates", "eu_eea_members",
    "income_groups", "priority_countries",
}  # fmt: skip
NAMED = [name for name in code_lists() if name not in DATED_BY_COUNTRY | {"institution_aliases"}]
EU_EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"


@pytest.mark.parametrize("name", NAMED)
def test_codes_are_unique_and_filled(name: str) -> None:
    codes = code_values(name)

    assert None not in codes
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("name", NAMED)
def test_every_code_has_a_name_of_its_own_in_both_languages(name: str) -> None:
    table = code_table(name)

    for language in ("name_nb", "name_en"):
        assert table[language].null_count() == 0
        # A field that is all there is of its broader field has the same name as that.
        assert name == "isced_fields" or table[language].is_unique().all()


def test_countries_are_iso_3166_and_kosovo() -> None:
    countries = code_table("countries")

    assert countries.height == 250
    assert {"NA", "XK", "GB", "GR", "TW"} <= set(code_values("countries"))
    assert not {"UK", "EL"} & set(code_values("countries"))
    assert countries["region"].null_count() == countries["region_nb"].null_count() == 0
    assert countries.filter(pl.col("numeric_code").is_null())["country_code"].to_list() == ["XK"]
    assert countries["numeric_code"].drop_nulls().str.len_chars().unique().to_list() == [3]


def test_eu_and_eea_are_30_countries_without_switzerland_and_the_united_kingdom() -> None:
    members = code_table("countries").filter(pl.col("is_eu_eea") == "true")["country_code"].to_list()

    assert (len(members), set(members)) == (30, set(EU_EEA.split()))


@pytest.mark.real_data
def test_dac_groups_agree_with_the_published_list(shared_data: Path) -> None:
    published = pl.read_csv(shared_data / "countries" / "dac-recipients.csv")["income_group"].value_counts()
    groups = {"LDCs": "ldc", "Other LICs": "other_lic", "LMICs": "lmic", "UMICs": "umic"}

    ours = dict(code_table("countries")["dac_group"].drop_nulls().value_counts().rows())

    assert ours == {groups[group]: count for group, count in published.rows() if group in groups}


def test_priority_countries_are_the_plans_nine() -> None:
    priority = code_table("priority_countries")

    assert set(priority["country_code"]) == {"BR", "CA", "IN", "JP", "CN", "RU", "ZA", "KR", "US"}
    assert priority["source"].null_count() == 0
    # an open list counts the years before the plan by the same countries, so that the series compares like with like
    assert priority["listed_from"].null_count() == priority.height


def test_unknown_list_names_those_that_exist() -> None:
    with pytest.raises(CodeListError, match=r"no code list 'continents'; known: actions, activities"):
        code_table("continents")
