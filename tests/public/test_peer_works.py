"""Works of peers from OpenAlex, from the first request to the place: invented works on a server of this machine."""

from datetime import date

import pytest

from models.config import Config, load_config
from models.config_sections import PeerSet
from models.peers import compare
from models.question import Viewer
from models.store import OpenBuild, open_build
from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.fetching.fetch import fetch
from pipelines.fetching.sources import Source, load_sources
from pipelines.fetching.web import Patience, Web
from pipelines.warehouse import Warehouse
from tests.models.asked import fractions
from tests.pipelines.building import certifier
from tests.pipelines.fetching.server import Server
from tests.public.openalex_site import Work, openalex, work

pytestmark = pytest.mark.slow

OWN, OSLO, AACHEN, BERGEN_COLLEGE, WEST = "05xg72x27", "01xtthb56", "04xfq0f34", "021ndnd72", "05phns765"
PEERS = PeerSet.model_validate({"id": "few", "name": {"en": "Three"}, "institutions": ["uio", "hvl", "nmh"]})
WORKS: tuple[Work, ...] = (
    work(1, *[OWN, AACHEN] * 1500),  # 3,000 authors
    work(2, OWN, OSLO),
    work(3, OWN, OSLO, AACHEN),
    work(4, OSLO),
    work(5, BERGEN_COLLEGE, WEST),  # the college is part of the other one today
    work(6, OWN, year=2023),
    work(7, OWN, AACHEN, year=2022),
    work(8, OWN, kind="dataset"),
    work(9, AACHEN),
    work(10, WEST, AACHEN, year=2022),
)


def at(site: Server, source: Source) -> Source:
    """The source with its addresses on a server here."""
    here = [
        one.model_copy(update={"url": one.url.replace("https://api.openalex.org", site.url)}) for one in source.files
    ]
    return source.model_copy(update={"files": tuple(here)})


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config().model_copy(update={"peer_sets": (PEERS,)})


@pytest.fixture(scope="module")
def asked() -> list[str]:
    return []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, config: Config, asked: list[str]) -> OpenBuild:
    folder = tmp_path_factory.mktemp("works")
    with pytest.MonkeyPatch.context() as patch, openalex(WORKS) as site, Web(Patience(attempts=1)) as web:
        patch.setenv("NO_PROXY", "127.0.0.1,localhost")
        patch.setattr(certifier_client, "COMMAND", certifier())
        patch.setattr(web, "pause", lambda _: None)
        source = at(site, load_sources(config, date(2025, 10, 4))["openalex"])
        outcomes = list(fetch(source, folder / "inbox", web, lambda *_: None))
        assert [one for one in outcomes if one.state != "fetched"] == []
        asked += [one.path for one in site.asked]
        build(config, folder / "inbox", folder / "warehouse", lambda *_: None)
    current = Warehouse(folder / "warehouse").current()
    assert current is not None
    return open_build(current.path, config)


def figures(indicator: str, build: OpenBuild) -> dict[str, dict[int, tuple[int, int | None]]]:
    comparison = compare(indicator, Viewer("public"), build, PEERS)
    assert comparison is not None
    return {
        one.institution: {
            year: (int(row.numerator or 0), None if row.denominator is None else int(row.denominator))
            for year, row in one.series.items()
            if row.value
        }
        for one in comparison.standings
    }


def test_a_shared_work_counts_once_at_each_and_one_of_3000_authors_once(built: OpenBuild) -> None:
    assert figures("scholarly_works", built) == {
        "ntnu": {2022: (1, None), 2023: (1, None), 2024: (3, None)},
        "uio": {2024: (3, None)},
        "hvl": {2022: (1, None), 2024: (1, None)},
        "nmh": {},
    }


def test_the_share_is_of_works_with_authors_in_several_countries(built: OpenBuild) -> None:
    shares = figures("international_works_share", built)
    assert shares["ntnu"] == {2022: (1, 1), 2024: (2, 3)}
    assert shares["uio"] == {2024: (1, 3)}


def test_the_own_counts_are_those_of_the_works_themselves(built: OpenBuild) -> None:
    """The works of the own institution are read one by one, too: both ways must count the same."""
    assert fractions(built, "international_works_share") == {2022: (1, 1), 2023: (0, 1), 2024: (2, 3)}


def test_the_place_in_the_country_is_among_all_that_were_asked_for(built: OpenBuild) -> None:
    comparison = compare("international_works_share", Viewer("public"), built, PEERS)
    assert comparison is not None
    assert [(one.institution, one.place) for one in comparison.standings] == [
        ("ntnu", 1), ("uio", 2), ("hvl", 3), ("nmh", None),
    ]  # fmt: skip
    assert comparison.source.feed == "work_counts"


def test_two_questions_to_an_institution_do_and_none_is_about_one_without_a_ror(
    built: OpenBuild, asked: list[str]
) -> None:
    counts = [path for path in asked if "group_by" in path]
    assert built.engine.rows("select count(distinct ror_id) from feeds.work_counts") == [(3,)]
    of_west = [path for path in counts if WEST in path]
    assert all(BERGEN_COLLEGE in path for path in of_west), "one question for those that are one today"
    assert len(of_west) == 2
    assert all("institutions.ror:https" in path.replace("%3A", ":") for path in counts)
