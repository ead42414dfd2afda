"""Nothing outside NTNU's own files and the modules for Norwegian sources names NTNU, Norway or a Norwegian city."""

import re
from fnmatch import fnmatch

import pytest

from tests.test_repository import ROOT, tracked

PACKAGES = ("data_contracts", "models", "pipelines", "dashboard")
NAMES = re.compile(
    r"NTNU|(?i:\b(?:norw|norge|noreg|norsk|oslo|trondheim|gj[øo]vik|[åa]lesund|bergen\b|troms[øo]|stavanger))"
    r"""|N TRONDHE|['"]NO['"]"""
)
# What those who deliver and ask know it by; the texts that readers see name no country
IDS = re.compile(
    r"\b(?:norwegian_language_course|norwegian_course|norwegian_course_says_its_places"
    r"|norwegian_course_places|norwegian_courses_taken|norwegian_courses_completed|horizon_rank_norway)\b"
)
OF_NTNU = ("models/ntnu/*", "models/plans/ntnu-*.yaml", "models/utsyn.toml", "pipelines/demo/*")
NORWEGIAN_SOURCES = (
    "pipelines/sources/channels.py", "pipelines/sources/dbh*", "pipelines/sources/research_council.py",
    "pipelines/sources/nva.py",
    "pipelines/fetching/sources.yaml", "pipelines/staging/identity_numbers.py", "dashboard/report/dbh/*",
    "models/bridges/exchange_to_dbh.yaml", "data_contracts/feeds/publication_channels.odcs.yaml",
    "data_contracts/profiles/*.yaml", "models/institutions/*.csv", "models/public_sources.yaml",
    "models/no_public_source.yaml",
    "models/peers/sources.yaml",
)  # fmt: skip
# Every country and language of the world has its line; the public lists' spellings of an institution are theirs
OF_THE_WORLD = (
    "data_contracts/codes/countries.csv", "data_contracts/codes/teaching_languages.csv",
    "dashboard/figures/countries.geojson", "pipelines/sources/erasmus_codes.py",
)  # fmt: skip


def named(text: str) -> list[str]:
    """The names in a text that are of one institution or of its country."""
    return [result.group() for result in NAMES.finditer(IDS.sub("", text))]


def test_no_other_file_names_an_institution_or_its_country() -> None:
    exempt = (*OF_NTNU, *NORWEGIAN_SOURCES, *OF_THE_WORLD)
    by_name = {}
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if name.split("/")[0] in PACKAGES and not any(fnmatch(name, pattern) for pattern in exempt):
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:  # a picture, a font
                continue
            if names := named(text):
                by_name[name] = names
    assert by_name == {}


@pytest.mark.parametrize("pattern", [*OF_NTNU, *NORWEGIAN_SOURCES, *OF_THE_WORLD])
def test_each_exception_is_of_files_that_are_there(pattern: str) -> None:
    assert any(fnmatch(path.relative_to(ROOT).as_posix(), pattern) for path in tracked())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("stays to Norway", ["Norw"]),
        ("campus in ('trondheim')", ["trondheim"]),
        ("country = 'NO'", ["'NO'"]),
        ("filter: norwegian_course = 1", []),
        ("a norwegian_course, as Norwegians call it", ["Norw"]),
        ("name: Nynorsk; Studentnummer", []),
    ],
)
def test_names_are_found_in_text_and_not_in_ids(text: str, names: list[str]) -> None:
    assert named(text) == names
