"""A profile maps headings and values; one that cannot be used says why."""

import pytest

from data_contracts.profiles import ProfileError, canonical, load_profile, profiles, read_profile
from data_contracts.reading import load_contract

PROFILE = """
description: Another system
feeds:
  stays:
    headings: {Nr: stay_id, Land: country}
    values:
      country: {Storbritannien: GB}
"""


@pytest.mark.parametrize("feed", ["stays", "graduates"])
def test_fs_extract_has_a_heading_for_every_column(feed: str) -> None:
    headings = load_profile("fs_extract", feed).headings

    assert sorted(headings.values()) == sorted(column.name for column in load_contract(feed).columns)


@pytest.mark.parametrize(
    ("written", "code"),
    [("Tyskland", "DE"), ("Germany", "DE"), ("EL", "GR"), ("UK", "GB"), ("USA", "US"), ("Sør-Korea", "KR")],
)
def test_fs_extract_reads_countries_by_name_and_by_the_commissions_codes(written: str, code: str) -> None:
    assert load_profile("fs_extract", "stays").values["country"][written] == code


def test_fs_extract_reads_norwegian_words_dates_and_numbers() -> None:
    profile = load_profile("fs_extract", "stays")

    assert profile.values["virtual"] == {"J": "true", "N": "false", "Ja": "true", "Nei": "false"}
    assert profile.values["direction"]["Ut"] == "out"
    assert profile.values["gender"]["K"] == "f"
    assert profile.values["status"]["Gjennomført"] == "completed"
    assert profile.date_formats == ("%d.%m.%Y %H:%M", "%d.%m.%Y")
    assert profile.decimal_comma


@pytest.mark.parametrize("name", profiles())
def test_shipped_profiles_map_to_codes_that_their_contract_knows(name: str) -> None:
    for feed in ("stays", "graduates"):
        for column in load_contract(feed).columns:
            mapped = set(load_profile(name, feed).values[column.name].values())
            assert column.codes is None or mapped <= set(column.codes)


def test_canonical_maps_nothing() -> None:
    profile = load_profile("canonical", "stays")

    assert profile == canonical("stays")
    assert (profile.headings, profile.values) == ({}, {})


def test_own_values_stand_beside_the_names_of_the_code_list() -> None:
    values = read_profile(PROFILE, "other", "stays").values["country"]

    assert (values["Storbritannien"], values["Storbritannia"], values["United Kingdom"]) == ("GB", "GB", "GB")


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("stays:", "enrolments:", "profile 'other' does not read the feed 'stays'; it reads enrolments"),
        ("country}", "land}", "profile 'other': stays has no column land"),
        ("country: {Stor", "land: {Stor", "profile 'other': stays has no column land"),
        ("{Storbritannien: GB}", "{Norge: NO}", "Input should be a valid string"),  # YAML reads a bare NO as false
        ("description:", "about:", "description: Field required"),
        ("feeds:", "feeds: {", "is not YAML"),
    ],
)
def test_unusable_profile_says_why(written: str, instead: str, says: str) -> None:
    with pytest.raises(ProfileError) as raised:
        read_profile(PROFILE.replace(written, instead), "other", "stays")

    assert says in str(raised.value)


def test_unknown_profile_names_those_that_exist() -> None:
    with pytest.raises(ProfileError, match="no profile 'felles'; known: canonical, fs_extract"):
        load_profile("felles", "stays")
