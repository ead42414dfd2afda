"""Mobility files of every release: aggregates whose participants are summed, under headings that drift."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from models.config import Config, load_config
from pipelines.reading.readers import ReadError
from pipelines.sources.erasmus_ka1 import definitions, read
from pipelines.sources.headings import folded
from tests.data_contracts.loaded import broken, load, make_empty
from tests.pipelines.sources.mobility_files import RELEASE_2021, csv, current_release, row, workbook


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


def judged(path: Path, config: Config) -> Split:
    return split(read(path, config)["erasmus_flows"], load_contract("erasmus_flows"))


RELEASES = [RELEASE_2021, *(current_release(year) for year in range(2014, 2025))]


@pytest.mark.parametrize("headings", RELEASES, ids=["2021", *(f"current {year}" for year in range(2014, 2025))])
def test_every_release_says_the_same_under_its_own_headings(tmp_path: Path, config: Config, headings: str) -> None:
    result = judged(csv(tmp_path, headings, row(headings)), config)
    (flow,) = result.accepted.rows(named=True)

    assert result.broken == {"organisation_is_known": 1}  # no list of charter holders is at hand for Aachen
    assert {name: flow[name] for name in ("academic_year", "start_month", "duration_days", "age", "participants")} == {
        "academic_year": "2018-2019",
        "start_month": "2018-08",
        "duration_days": 120,
        "age": 23,
        "participants": 3,
    }
    assert (flow["gender"], flow["profile"], flow["fewer_opportunities"]) == ("f", "learner", False)
    assert (flow["sending_name"], flow["sending_country"], flow["sending_erasmus_code"]) == (
        "NTNU",
        "NO",
        "N TRONDHE01",
    )
    assert (flow["receiving_name"], flow["receiving_country"]) == ("RWTH AACHEN", "DE")


def test_equal_rows_are_two_aggregates_and_both_stay(tmp_path: Path, config: Config) -> None:
    path = csv(tmp_path, RELEASE_2021, row(RELEASE_2021), row(RELEASE_2021))
    flows = judged(path, config).accepted

    assert flows["participants"].sum() == 6
    assert flows["record_id"].is_unique().all()


def test_the_same_file_handed_in_twice_gives_the_same_records(tmp_path: Path, config: Config) -> None:
    once = csv(tmp_path, RELEASE_2021, row(RELEASE_2021))
    again = csv(tmp_path, RELEASE_2021, row(RELEASE_2021), name="copy.csv")

    assert read(once, config)["erasmus_flows"].equals(read(again, config)["erasmus_flows"])


def test_every_visible_sheet_with_the_headings_counts(tmp_path: Path, config: Config) -> None:
    """A title above the headings, other headings on the next sheet, notes and a hidden sheet."""
    first, second = current_release(2019), current_release(2021)
    path = workbook(
        tmp_path,
        {
            "2019": ["Erasmus+ mobility", "", first, row(first), row(first)],
            "notes": ["Export date;11/05/2021", "Participants of finalised projects;"],
            "2021": [second, row(second, participants="5")],
            "look-up": [second, row(second)],
        },
        hidden_sheet="look-up",
    )
    assert judged(path, config).accepted["participants"].to_list() == [3, 3, 5]


def test_a_sheet_of_rows_without_headings_is_not_passed_over(tmp_path: Path, config: Config) -> None:
    headings = current_release(2019)
    path = workbook(tmp_path, {"2019": [headings, row(headings)], "2019 (2)": [row(headings)]})

    with pytest.raises(ReadError, match="sheet '2019 \\(2\\)' holds rows and no headings"):
        read(path, config)


@pytest.mark.parametrize("nothing", ["-", "Undefined", "???", "? Unknown ?", "??? - ? Unknown ?", " ", "?? Unknown"])
def test_tokens_that_say_nothing_are_null(tmp_path: Path, config: Config, nothing: str) -> None:
    headings = current_release(2020)
    cells = dict.fromkeys(("academic_year", "education_level", "participant_gender", "receiving_country"), nothing)
    result = judged(csv(tmp_path, headings, row(headings, **cells)), config)

    assert result.accepted.select("academic_year", "education_level", "gender", "receiving_country").row(0) == (
        *(None, None, None, None),
    )
    assert result.broken == {"organisation_is_known": 1}


@pytest.mark.parametrize(
    ("written", "country"),
    [("NO - Norway", "NO"), ("EL - Greece", "GR"), ("UK - United Kingdom", "GB"), ("EL", "GR"), ("XK - Kosovo", "XK")],
)
def test_countries(tmp_path: Path, config: Config, written: str, country: str) -> None:
    headings = current_release(2022)
    path = csv(tmp_path, headings, row(headings, receiving_country=written))

    assert judged(path, config).accepted["receiving_country"].to_list() == [country]


def test_a_country_nobody_knows_is_counted_and_its_participants_stay(tmp_path: Path, config: Config) -> None:
    headings = current_release(2022)
    result = judged(csv(tmp_path, headings, row(headings, receiving_country="ZZ - Nowhere")), config)

    assert result.accepted["participants"].sum() == 3
    assert result.broken["receiving_country_is_in_list"] == 1


@pytest.mark.parametrize(
    ("written", "year"),
    [("2020-2021", "2020-2021"), ("2020-21", "2020-2021"), ("2020/2021", "2020-2021"), ("2020-22", "2020-22")],
)
def test_academic_years(tmp_path: Path, config: Config, written: str, year: str) -> None:
    headings = current_release(2020)
    path = csv(tmp_path, headings, row(headings, academic_year=written))

    assert judged(path, config).accepted["academic_year"].to_list() == [year]


@pytest.mark.parametrize("written", ["2018-08", "2018-8", "2018/08", "08/2018", "2018-08-01", "2018-08-01 00:00:00"])
def test_months(tmp_path: Path, config: Config, written: str) -> None:
    path = csv(tmp_path, RELEASE_2021, row(RELEASE_2021, mobility_start=written))

    assert judged(path, config).accepted["start_month"].to_list() == ["2018-08"]


@pytest.mark.parametrize(
    ("written", "age"), [("23", 23), ("23.0", 23), ("5", 5), ("100", 100), ("-7967", None), ("1929", None), ("4", None)]
)
def test_an_age_nobody_has_is_null_and_counted_not_a_lost_row(
    tmp_path: Path, config: Config, written: str, age: int | None
) -> None:
    result = judged(csv(tmp_path, RELEASE_2021, row(RELEASE_2021, participant_age=written)), config)

    assert result.accepted.select("age", "published_age", "participants").rows() == [(age, written, 3)]
    assert result.broken.get("age_is_plausible", 0) == (age is None)


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"participants": "three"}, "participants_is_an_integer"),
        ({"participants": "-"}, "participants_is_present"),
        ({"participants": "-3"}, "participants_is_in_range"),
        ({"special_needs": "perhaps"}, "special_needs_is_a_boolean"),
        ({"mobility_duration": "a month"}, "duration_days_is_a_number"),
    ],
)
def test_what_cannot_be_read_is_quarantined_by_name(
    tmp_path: Path, config: Config, cells: dict[str, str], rule: str
) -> None:
    result = judged(csv(tmp_path, RELEASE_2021, row(RELEASE_2021), row(RELEASE_2021, **cells)), config)

    assert (result.accepted.height, result.quarantined.height) == (1, 1)
    assert rule in result.quarantined["broken_rules"].item()


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"mobility_duration": "-3"}, "duration_is_not_negative"),
        ({"mobility_end": "2018-07"}, "mobility_ends_on_or_after_it_starts"),
        ({"academic_year": "2018"}, "academic_year_has_its_form"),
        ({"participant_profile": "Guest"}, "profile_has_its_form"),
        ({"receiving_code": "AACHEN"}, "receiving_erasmus_code_has_its_form"),
    ],
)
def test_what_is_doubtful_is_counted_and_kept(tmp_path: Path, config: Config, cells: dict[str, str], rule: str) -> None:
    result = judged(csv(tmp_path, RELEASE_2021, row(RELEASE_2021, **cells)), config)

    assert result.accepted["participants"].to_list() == [3]
    assert result.broken[rule] == 1


def test_a_month_that_two_files_tell_of_is_noticed(tmp_path: Path, config: Config) -> None:
    headings = current_release(2018)
    old = judged(csv(tmp_path, RELEASE_2021, row(RELEASE_2021)), config).accepted
    new = judged(csv(tmp_path, headings, row(headings), row(headings, mobility_start="2020-01")), config).accepted

    assert (old["release"].to_list(), new["release"].to_list()) == (["2021"], ["current", "current"])
    with duckdb.connect() as connection:
        make_empty(connection)
        load(connection, "erasmus_flows", *pl.concat([old, new]).cast(pl.String).rows(named=True))
        assert broken(connection, "erasmus_flows")["month_is_from_one_file"] == 2


def test_a_missing_heading_is_refused_with_the_nearest(tmp_path: Path, config: Config) -> None:
    headings = RELEASE_2021.replace("Activity (mob)", "Kind of mobility")
    path = csv(tmp_path, headings, row(RELEASE_2021))

    with pytest.raises(ReadError, match=r"no heading for activity \(expected 'Activity \(mob\)'\)"):
        read(path, config)


def test_headings_alone_are_a_file_without_rows(tmp_path: Path, config: Config) -> None:
    frames = read(csv(tmp_path, RELEASE_2021), config)

    assert {feed: frame.height for feed, frame in frames.items()} == {"erasmus_flows": 0, "unknown_organisations": 0}


@pytest.mark.real_data
class TestPublishedFiles:
    def test_every_field_of_the_dictionary_is_read(self, shared_data: Path) -> None:
        """The dictionary has a slip of its own."""
        book = shared_data / "erasmus_ka1" / "data_dictionary.xlsx"
        cells = pl.read_excel(book, has_header=False, infer_schema_length=0, drop_empty_cols=False)
        fields = cells.filter(cells.to_series(1).str.contains(r"^\d+$")).to_series(2)
        known = {folded(heading) for theirs in definitions()["headings"].values() for heading in theirs}

        assert fields.len() == 24
        assert [field for field in fields if folded(field) not in known] == ["Receiving Organination name"]

    @pytest.mark.parametrize(
        "name", ["data_dictionary.xlsx", "university_totals_2014-2019.csv", "country_flows_2013-14.csv"]
    )
    def test_a_file_that_only_comes_with_them_is_refused(self, shared_data: Path, config: Config, name: str) -> None:
        with pytest.raises(ReadError, match=name):
            read(shared_data / "erasmus_ka1" / name, config)
