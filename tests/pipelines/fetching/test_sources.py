"""The public sources as they are defined, and what utsyn.toml may put in their place."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from models.config import DEFAULT_CONFIG, Config, ConfigError, load_config
from pipelines.fetching.redirects import check_address
from pipelines.fetching.sources import RemoteFile, Source, load_sources
from pipelines.fetching.wanted import PLAIN
from pipelines.sources import SOURCES as READERS

TODAY = date(2026, 10, 4)
SOURCES = load_sources(load_config(), TODAY)
FILES = [(source, file) for source in SOURCES.values() for file in source.files]


def configured(tmp_path: Path, more: str) -> Config:
    path = tmp_path / "utsyn.toml"
    path.write_text(DEFAULT_CONFIG.read_text(encoding="utf-8") + more, encoding="utf-8")
    return load_config(path)


def link(source: str) -> RemoteFile:
    return SOURCES[source].files[0]


def test_every_source_that_is_fetched_can_be_read() -> None:
    assert set(SOURCES) <= set(READERS)


@pytest.mark.parametrize(("source", "file"), FILES, ids=lambda part: getattr(part, "label", part.name))
def test_each_file_has_a_safe_address_and_a_name(source: Source, file: RemoteFile) -> None:
    check_address(file.url)
    check_address(source.page)
    assert file.url.startswith("https://")
    assert PLAIN.fullmatch(re.sub(r"\{\w+\}", "x", file.label))
    assert bool(file.request) == (source.kind == "dbh")


def test_labels_tell_the_files_of_a_source_apart() -> None:
    for source in SOURCES.values():
        assert len({file.label for file in source.files}) == len(source.files)


def asked_of_dbh(config: Config) -> dict[str, list[str]]:
    """File → the institutions that it is asked for."""
    files = load_sources(config, TODAY)["dbh"].files
    return {file.label: (file.body or {})["filter"][0]["selection"]["values"] for file in files}


def test_dbh_is_asked_for_all_institutions_of_the_country_in_whole_and_for_peers_by_parts() -> None:
    asked = asked_of_dbh(load_config())
    peers = ["1150", "1110", "1120", "1130", "1173", "1175"]
    parts = {"table_142_country.json", "table_135_country.json", "table_373_level.json"}
    assert {label for label, codes in asked.items() if codes == peers} == parts
    assert all(
        codes[:6] == peers and {"1160", "0238"} <= set(codes) for label, codes in asked.items() if label not in parts
    )


def test_without_peers_dbh_is_asked_for_parts_of_the_institution_alone() -> None:
    asked = asked_of_dbh(load_config().model_copy(update={"peer_sets": ()}))
    assert asked["table_142_country.json"] == ["1150"]


def test_openalex_is_asked_to_count_works_of_each_that_is_compared_by_all_its_identifiers() -> None:
    config = load_config().model_copy(update={"peer_sets": ()})
    files = [file for file in load_sources(config, TODAY)["openalex"].files if file.name.startswith("counts_")]
    urls = {file.name: file.url for file in files}
    assert next(iter(urls)) == "counts_all_05xg72x27.jsonl"
    assert "counts_international_01xtthb56.jsonl" in urls, "others of the country, for the place in it"
    of_west = urls["counts_all_05phns765.jsonl"]
    assert "ror:https://ror.org/05phns765|https://ror.org/021ndnd72|" in of_west, "with those that are part of it today"
    assert not any("021ndnd72" in name for name in urls)
    assert all("{" not in url and "group_by=publication_year" in url for url in urls.values())


def test_exchange_is_asked_as_a_series_of_years_and_directions() -> None:
    [series] = [file for file in SOURCES["dbh"].files if file.name == "table_142.json"]
    assert (series.body or {})["groupBy"] == ["Institusjonskode", "Årstall", "Type"]


def test_questions_to_dbh_name_institution_and_years() -> None:
    for file in SOURCES["dbh"].files:
        assert file.body is not None
        filters = {entry["variabel"]: entry["selection"]["values"] for entry in file.body["filter"]}
        assert filters["Institusjonskode"][:6] == ["1150", "1110", "1120", "1130", "1173", "1175"]
        assert filters["Årstall"] == ["2014", "2026"]
        assert file.name.startswith(f"table_{file.body['tabell_id']}")
        assert file.request == file.name.replace("table_", "request_")
        assert {"Institusjonskode", "Årstall"} <= set(file.body["groupBy"])
        assert file.body["statuslinje"] == "J"
        assert "{" not in json.dumps(file.body["filter"]).replace('{"', "")


def test_the_lists_of_the_results_platform_are_found_by_their_links() -> None:
    base = "https://ec.europa.eu/programmes//erasmus-plus/project-result-content/bcba2d17-5d75-4bce-a935-3061d458a82d/"
    page = " ".join(
        f'<eac-document-teaser url="{base}{name}_Projects_Overview_2026-04-02.csv">'
        for name in (
            "ErasmusPlus_KA1_2024_LearningMobilityOfIndividuals",
            "ErasmusPlus_KA2_2014-2020_CooperationForInnovationAndTheExchangeOfGoodPractices",
            "ErasmusPlus_KA2_2021-2027_PartnershipsForCooperationAndExchangesOfPractices",
            "ErasmusPlus_KA3_2014-2020_SupportForPolicyReform",
            "ErasmusPlus_JeanMonnet",
            "ErasmusPlus_Sports",
        )
    )
    file = link("erasmus_results")
    assert [file.name.format(**matches.groupdict())[:28] for matches in re.finditer(file.link, page)] == [
        "ErasmusPlus_KA2_2014-2020_Co", "ErasmusPlus_KA2_2021-2027_Pa", "ErasmusPlus_KA3_2014-2020_Su",
        "ErasmusPlus_JeanMonnet.csv",
    ]  # fmt: skip


def test_the_list_of_charters_is_found_and_dated_by_its_month() -> None:
    page = (
        '<link href="/sites/default/files/css/x.css"><eac-download '
        'url="/sites/default/files/2026-08/accredited-HEIs-Erasmus-2021-2027_17082026_1.xlsx" language="English">'
    )
    [matches] = re.finditer(link("eche").link, page)
    assert link("eche").name.format(**matches.groupdict()) == "eche_2026-08.xlsx"
    assert matches[0] == "/sites/default/files/2026-08/accredited-HEIs-Erasmus-2021-2027_17082026_1.xlsx"


def test_the_release_of_ror_is_found_in_the_answer_of_its_archive() -> None:
    url = "https://zenodo.org/api/records/8436953/files/v1.34-2023-10-12-ror-data.zip/content"
    page = json.dumps({"hits": {"hits": [{"files": [{"links": {"self": url}}], "links": {"self": "https://x/"}}]}})
    [matches] = re.finditer(link("ror").link, page)
    assert matches[0] == url


def test_utsyn_toml_may_replace_what_is_defined(tmp_path: Path) -> None:
    config = configured(
        tmp_path, '\n[sources.cordis]\nlimit_mb = 900\nfiles = [{url = "https://mirror.example.org/horizon.zip"}]\n'
    )
    cordis = load_sources(config, TODAY)["cordis"]
    assert (cordis.limit, cordis.kind) == (900_000_000, "zip")
    assert [file.label for file in cordis.files] == ["horizon.zip"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("[sources.cordiss]\nlimit_mb = 1", "sources.cordiss: there is no such source; the nearest is 'cordis'"),
        ("[sources.cordis]\nlimit = 1", "sources.cordis: limit: Extra inputs"),
        ("[sources.cordis]\nlimit_mb = 0", "sources.cordis: limit_mb"),
        ("[sources.cordis]\nkind = 'pdf'", "sources.cordis: kind"),
        ("[sources.cordis]\nfiles = []", "sources.cordis: files"),
        ("[sources.cordis]\nfiles = [{url = 'https://x', link = '('}]", "is not a regular expression"),
        ("[sources.cordis]\nfiles = [{url = 'https://x', checksum = 'sha256:12'}]", "files.0.checksum"),
    ],
)
def test_a_wrong_definition_is_named_with_its_place(tmp_path: Path, more: str, message: str) -> None:
    with pytest.raises(ConfigError) as wrong:
        load_sources(configured(tmp_path, f"\n{more}\n"), TODAY)
    assert message in str(wrong.value)
