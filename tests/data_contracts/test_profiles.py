"""A profile maps headings and values; one that cannot be used says why."""

from pathlib import Path

import pytest

from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from data_contracts.profiles import ProfileError, canonical, load_profile, read_profile, shipped

PROFILE = """
description: Another system
feeds:
  stays:
    headings: {Nr: stay_id, Land: country}
    values:
      country: {Storbritannien: GB}
"""


COUNTRIES = {
    "DE": ("Tyskland", "Germany"),
    "GR": ("Hellas", "Greece", "EL"),
    "GB": ("Storbritannia", "United Kingdom", "UK", "England", "Scotland"),
    "XK": ("Kosovo", "XK", "Kosovo * UN resolution"),
    "US": ("USA", "United States", "Amerikas forente stater"),
    "KR": ("Sør-Korea", "South Korea", "Republic of Korea"),
    "CZ": ("Tsjekkia", "Czechia", "Czech Republic"),
    "TR": ("Tyrkia", "Türkiye", "Turkey"),
    "BA": ("Bosnia-Hercegovina", "Bosnia and Herzegovina"),
}


@pytest.mark.parametrize("profile", ["fs_extract", "mobility_online"])
@pytest.mark.parametrize(("written", "code"), [(written, code) for code, ways in COUNTRIES.items() for written in ways])
def test_countries_are_read_by_name_in_both_languages_and_by_the_commissions_codes(
    profile: str, written: str, code: str
) -> None:
    values = load_profile(profile, "stays").values
    assert values["country"][written] == values["citizenship"][written] == code


def test_fs_extract_reads_norwegian_words_dates_and_numbers() -> None:
    profile = load_profile("fs_extract", "stays")

    assert {profile.values["virtual"][yes] for yes in ("J", "Ja", "JA")} == {"true"}
    assert {profile.values["virtual"][no] for no in ("N", "Nei", "NEI")} == {"false"}
    assert profile.values["direction"]["Ut"] == "out"
    assert profile.values["gender"]["K"] == "f"
    assert profile.values["status"]["Gjennomført"] == "completed"
    assert profile.date_formats == ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y")
    assert profile.decimal_comma


@pytest.mark.parametrize("feed", feeds())
def test_shipped_profiles_map_to_columns_and_codes_that_their_contract_knows(feed: str) -> None:
    required = {column.name for column in load_contract(feed).columns if column.required}
    for profile in shipped(feed):
        assert required <= set(profile.headings.values()), profile.name
        for column in load_contract(feed).columns:
            assert column.codes is None or set(profile.values[column.name].values()) <= set(column.codes)


def test_mobility_online_reads_both_languages() -> None:
    profile = load_profile("mobility_online", "stays")

    assert profile.headings["Opphold fra"] == profile.headings["Stay from"] == "date_from"
    assert [profile.values["country"][word] for word in ("Hellas", "Greece", "EL", "UK", "XK")] == [
        "GR", "GR", "GR", "GB", "XK",
    ]  # fmt: skip
    assert profile.values["direction"]["Utreisende student"] == "out"
    assert profile.values["virtual"]["J"] == profile.values["virtual"]["Yes"] == "true"
    assert "%d.%m.%Y %H:%M" in profile.date_formats
    assert profile.decimal_comma
    assert {"Last name", "Date of birth"} <= set(profile.ignored)


def test_canonical_maps_nothing() -> None:
    profile = load_profile("canonical", "stays")

    assert profile == canonical("stays")
    assert (profile.headings, profile.values) == ({}, {})


def test_own_values_stand_beside_the_names_of_the_code_list() -> None:
    values = read_profile(PROFILE, "other", "stays").values["country"]

    assert (values["Storbritannien"], values["Storbritannia"], values["United Kingdom"]) == ("GB", "GB", "GB")


def test_a_bare_no_is_the_code_of_norway() -> None:
    profile = read_profile(PROFILE.replace("{Storbritannien: GB}", "{Noruega: NO}"), "other", "stays")

    assert profile.values["country"]["Noruega"] == "NO"


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("stays:", "enrolments:", "profile 'other' does not read the feed 'stays'; it reads enrolments"),
        ("country}", "land}", "profile 'other': stays has no column land"),
        ("country: {Stor", "land: {Stor", "profile 'other': stays has no column land"),
        (
            "{Storbritannien: GB}",
            "{Norge: true}",
            "country has no code true; its codes are those of the list countries",
        ),
        ("description:", "about:", "description: Field required"),
        ("feeds:", "feeds: {", "is not YAML"),
        ("    values:", "    ignore: [Land]\n    values:", "stays both maps and ignores Land"),
        (
            "    values:",
            "    questions: {Nr2: 'stay_id?'}\n    values:",
            "questions about stays are open (Nr2: stay_id?)",
        ),
    ],
)
def test_unusable_profile_says_why(written: str, instead: str, says: str) -> None:
    with pytest.raises(ProfileError) as raised:
        read_profile(PROFILE.replace(written, instead), "other", "stays")

    assert says in str(raised.value)


def test_unknown_profile_names_those_that_exist() -> None:
    with pytest.raises(
        ProfileError, match="no profile 'felles' that can be read; known: canonical, fs_extract, mobility_online"
    ):
        load_profile("felles", "stays")


def test_a_profile_of_ones_own_is_named_by_its_file(tmp_path: Path) -> None:
    own = tmp_path / "ours.yaml"
    own.write_text(PROFILE, encoding="utf-8")

    profile = load_profile(str(own), "stays")

    assert (profile.name, profile.headings["Nr"]) == ("ours.yaml", "stay_id")
    own.write_text(PROFILE.replace("Nr:", "Nummer:"), encoding="utf-8")
    assert "Nummer" in load_profile(str(own), "stays").headings
    with pytest.raises(ProfileError, match=r"no profile '.*gone\.yaml' that can be read"):
        load_profile(str(tmp_path / "gone.yaml"), "stays")


@pytest.mark.parametrize("wrong", ["%Q", "%Y", "%", "day.month", "%Y-%m-%d %H"])
def test_a_date_format_that_says_no_whole_day_is_refused(wrong: str) -> None:
    text = f'description: d\ndate_formats: ["{wrong}"]\nfeeds: {{stays: {{headings: {{a: stay_id}}}}}}\n'
    with pytest.raises(ProfileError, match=r"date_formats\.0: .*says no day, month and year"):
        read_profile(text, "ours.yaml", "stays")


@pytest.mark.parametrize("right", ["%d.%m.%Y", "%d.%m.%Y %H:%M", "%d %b %Y", "%d/%m/%y", "%F"])
def test_a_date_format_that_says_one_is_taken(right: str) -> None:
    text = f'description: d\ndate_formats: ["{right}"]\nfeeds: {{stays: {{headings: {{a: stay_id}}}}}}\n'
    assert read_profile(text, "ours.yaml", "stays").date_formats == (right,)
