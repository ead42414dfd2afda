"""What public sources alone judge of the plan, from the first request to the status."""

from pathlib import Path

import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import split
from models.config import Config, load_config
from models.public_sources import public_sources
from models.question import Viewer
from models.status import scorecard
from models.store import OpenBuild, open_build
from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.fetching.fetch import fetch
from pipelines.fetching.web import Patience, Web
from pipelines.sources import dbh
from pipelines.warehouse import Warehouse
from tests.models.given import given
from tests.pipelines.building import certifier
from tests.public import rows
from tests.public.document import DOCUMENT, JUDGED, document
from tests.public.sites import public_sites

pytestmark = pytest.mark.slow

RESULTS = "ErasmusPlus_KA2_2026_Projects_Overview_2026-10-04.csv"
FETCHED = ("dbh", "cordis", "erasmus_ka1", "erasmus_results", "eche")


def fetched(inbox: Path, config: Config) -> None:
    """Fetch the sources as they are defined, from a server here."""
    link = f'<a href="/project-result-content/0a1b/{RESULTS}">KA2</a>'
    charters = '<a href="/sites/default/files/2026-08/eche.xlsx">list</a>'
    files = {
        **rows.cordis_zips(inbox.parent / "zips"),
        **rows.mobility_workbooks(inbox.parent / "books"),
        "projects-lists": link.encode(),
        RESULTS: rows.results_csv(),
        "higher-education-institutions-holding-an-eche-2021-2027": charters.encode(),
        "eche.xlsx": rows.charters(inbox.parent / "charters"),
    }
    with public_sites(files, rows.dbh_tables(), config) as sources, Web(Patience(attempts=1)) as web:
        outcomes = [
            one for source in sources if source.name in FETCHED for one in fetch(source, inbox, web, lambda *_: None)
        ]
    assert [one for one in outcomes if one.state != "fetched"] == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> OpenBuild:
    """A build of what was fetched, and of nothing else."""
    folder, config = tmp_path_factory.mktemp("public"), load_config()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1,localhost")
        patch.setattr(certifier_client, "COMMAND", certifier())
        fetched(folder / "inbox", config)
        build(config, folder / "inbox", folder / "warehouse", lambda *_: None)
    current = Warehouse(folder / "warehouse").current()
    assert current is not None
    return open_build(current.path, config)


def judged(build: OpenBuild) -> dict[str, str]:
    """Goal → its sources by name, of the goals with a status and no roll-up; a half is enough."""
    by_name = {}
    for row in scorecard(build, Viewer("institutional_analyst")):
        parts = [part for part in (row, *row.halves) if part.group != "not_judged" and part.indicator is not None]
        if parts and not row.goal.rolls_up:
            sources = public_sources(build.indicators[str(parts[0].indicator)], build)
            by_name[row.goal.id] = ", ".join(source.name["en"] for source in sources)
    return by_name


def test_the_goals_of_the_table_are_judged_each_from_its_source(built: OpenBuild) -> None:
    assert judged(built) == {goal: proof.source for goal, proof in JUDGED.items()}
    assert len(JUDGED) >= 14


def test_the_table_says_so() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document()


@pytest.mark.real_data
def test_co_publication_is_judged_on_the_answer_of_dbh_itself(shared_data: Path) -> None:
    answer = dbh.read(shared_data / "dbh" / "table_373_first_rows.json", load_config())["official_figures"]
    accepted = split(answer, load_contract("official_figures")).accepted
    row = next(
        row
        for row in scorecard(given(official_figures=accepted.to_dicts()), Viewer("institutional_analyst"))
        if row.goal.id == "A6"
    )
    assert (row.substitute_for, row.year, row.numerator, row.denominator) == (
        *("international_copublication_share", 2025, 3241, 5756),
    )
    assert (row.baseline_year, row.baseline, row.status) == (2021, 3715 / 6765, "no_clear_change")
