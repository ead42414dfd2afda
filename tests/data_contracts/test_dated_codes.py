"""Code lists with dates say what holds on a day."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data_contracts.codes import code_table, code_values

DATED_BY_COUNTRY = (
    "dac_groups", "eu_eea_members", "eu_eea_associates", "english_speaking_countries", "priority_countries",
    "income_groups",
)  # fmt: skip
PERIODS = (*DATED_BY_COUNTRY[:5], "fee_statuses", "erasmus_grant_rates")


def valid_on(name: str, day: date) -> pl.DataFrame:
    """The rows of a code list that hold on a day: from its column `…_from` to its `…_to`, both days included.

    An empty end is open. A list without those columns holds always; one with a `year` gives the rows of the latest
    year up to the day's, or of its first year before there are any. Raises CodeListError.
    """
    table = code_table(name)
    if "year" in table.columns:
        years = sorted({int(year) for year in table["year"]})
        in_force = max((year for year in years if year <= day.year), default=years[0])
        return table.filter(pl.col("year") == str(in_force))
    begins, ends = (_dated(table, suffix) for suffix in ("_from", "_to"))
    return table.filter((begins <= day).fill_null(True) & (ends >= day).fill_null(True))


def _dated(table: pl.DataFrame, suffix: str) -> pl.Expr:
    named = [pl.col(column).str.to_date() for column in table.columns if column.endswith(suffix)]
    return named[0] if named else pl.lit(None, pl.Date())


def _group(country: str, day: date) -> str | None:
    groups = valid_on("dac_groups", day).filter(pl.col("country_code") == country)["dac_group"]
    return groups.item() if len(groups) else None


@pytest.mark.parametrize(
    ("country", "day", "is_member"),
    [
        ("GB", date(2020, 12, 31), True),  # the end of the transition, for exchange and fees
        ("GB", date(2021, 1, 1), False),
        ("HR", date(2013, 6, 30), False),
        ("HR", date(2013, 7, 1), True),
        ("NO", date(2024, 1, 1), True),
        ("CH", date(2024, 1, 1), False),
    ],
)
def test_membership_of_eu_and_eea_has_its_days(country: str, day: date, is_member: bool) -> None:
    assert (country in valid_on("eu_eea_members", day)["country_code"]) is is_member


def test_members_of_today_are_those_of_the_country_list() -> None:
    members = code_table("countries").filter(pl.col("is_eu_eea") == "true")["country_code"]

    assert set(valid_on("eu_eea_members", date(2026, 1, 1))["country_code"]) == set(members)


@pytest.mark.parametrize(
    ("country", "day", "group"),
    [
        ("VU", date(2020, 12, 31), "ldc"),
        ("VU", date(2021, 1, 1), "lmic"),
        ("AG", date(2021, 12, 31), "umic"),
        ("AG", date(2022, 1, 1), None),
        ("CL", date(2018, 1, 1), None),
        ("IN", date(2015, 8, 1), "lmic"),
        ("DE", date(2024, 1, 1), None),
    ],
)
def test_group_of_a_development_country_has_its_days(country: str, day: date, group: str | None) -> None:
    assert _group(country, day) == group


def test_groups_in_2022_are_those_of_the_country_list() -> None:
    listed = code_table("countries").filter(pl.col("dac_group").is_not_null())

    assert dict(valid_on("dac_groups", date(2022, 7, 1)).select("country_code", "dac_group").rows()) == dict(
        listed.select("country_code", "dac_group").rows()
    )


def test_nobody_is_liable_to_pay_before_autumn_2023() -> None:
    before, after = (set(valid_on("fee_statuses", date(2023, month, 1))["code"]) for month in (7, 8))

    assert before == {"eu_eea_ch", "exchange", "admitted_before_2023"}
    assert after == set(code_values("fee_statuses"))


def test_list_without_dates_holds_on_any_day() -> None:
    assert valid_on("genders", date(1990, 1, 1)).equals(code_table("genders"))


def test_list_by_year_gives_its_only_year_before_and_after() -> None:
    groups = valid_on("income_groups", date(2019, 1, 1))

    assert groups.equals(valid_on("income_groups", date(2030, 1, 1)))
    assert groups.equals(code_table("income_groups"))


@pytest.mark.parametrize("name", DATED_BY_COUNTRY)
def test_dated_lists_name_countries_and_groups_that_exist(name: str) -> None:
    table = code_table(name)

    assert set(table["country_code"]) <= set(code_values("countries"))
    if f"{name[:-1]}_names" in ("dac_group_names", "income_group_names"):
        assert set(table[name[:-1]]) == set(code_values(f"{name[:-1]}_names")) - {"not_listed"}


@pytest.mark.parametrize("name", PERIODS)
def test_periods_of_a_code_do_not_overlap(name: str) -> None:
    table = code_table(name)
    begins, ends = (next(c for c in table.columns if c.endswith(end)) for end in ("_from", "_to"))
    periods = table.sort(table.columns[0], begins).with_columns(
        before=pl.col(ends).shift(1).over(table.columns[0]), rank=pl.int_range(pl.len()).over(table.columns[0])
    )

    later = periods.filter(pl.col("rank") > 0)
    assert later.filter(pl.col("before").is_null() | (pl.col("before") >= pl.col(begins))).is_empty()


@pytest.mark.real_data
def test_income_groups_are_the_published_ones(shared_data: Path) -> None:
    names = {"Low income": "low", "Lower middle income": "lower_middle", "Upper middle income": "upper_middle",
             "High income": "high"}  # fmt: skip
    published = pl.read_csv(shared_data / "countries" / "worldbank_income_groups.csv", infer_schema=False)
    published = published.filter(pl.col("income_group").is_in(list(names)), pl.col("country_code") != "CHI")
    iso3 = dict(code_table("countries").select("country_code", "iso3").rows())

    ours = {iso3[country]: group for country, group, _ in code_table("income_groups").rows()}

    assert ours == {country: names[group] for country, group in published.select("country_code", "income_group").rows()}


@pytest.mark.real_data
def test_isced_fields_are_the_published_ones_with_their_broader_fields(shared_data: Path) -> None:
    published = pl.read_csv(shared_data / "isced" / "isced_f_2013.csv", infer_schema=False)
    fields = code_table("isced_fields")

    assert fields["code"].to_list() == published["code"].to_list()
    assert set(fields["broader_code"].drop_nulls()) <= set(fields["code"])
    assert fields.filter(pl.col("broader_code").is_null())["level"].unique().to_list() == ["broad"]
