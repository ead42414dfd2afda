"""The search from every page: folded, with slips, with the reader's rights."""

import json
import time
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from dashboard import builds
from dashboard.builds import Serving
from dashboard.pages.search.matching import Index, Named
from dashboard.pages.search.route import search
from models.config import load_config
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.models.given import agreement, given, participation, partner, programme

NAMES = [
    "Technische Universität Berlin", "Université de Montréal", "Universitetet i Tromsø", "University of Oulu",
    "Bachelor in Nursing in Gjøvik", "Master in Marine Technology", "Göteborgs universitet",
]  # fmt: skip
INDEX = Index([Named("partner", name, f"?id={at}") for at, name in enumerate(NAMES)])


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tech", "Technische Universität Berlin"),
        ("BERLIN technische", "Technische Universität Berlin"),
        ("universite de montreal", "Université de Montréal"),
        ("tromso", "Universitetet i Tromsø"),
        ("gjovik", "Bachelor in Nursing in Gjøvik"),
        ("goteborg", "Göteborgs universitet"),
        ("Tecnische Universitat Berln", "Technische Universität Berlin"),
        ("montrael", "Université de Montréal"),
        ("marien technolgy", "Master in Marine Technology"),
    ],
)
def test_a_name_is_found_without_accents_in_any_order_and_with_slips(typed: str, first: str) -> None:
    assert INDEX.matches(typed, 5)[0].name == first


def test_nothing_is_found_for_nothing() -> None:
    assert INDEX.matches("", 5) == INDEX.matches("  ", 5) == []
    assert INDEX.matches("qqqqqqq", 5) == []


def test_a_name_that_begins_so_comes_before_one_that_holds_it() -> None:
    index = Index(
        [Named("a", "Area with a goal", "?1"), Named("a", "Goal", "?2"), Named("a", "Goals of the plan", "?3")]
    )
    assert [each.href for each in index.matches("goal", 5)] == ["?2", "?3", "?1"]


def test_three_thousand_names_are_searched_within_50_ms() -> None:
    index = Index([Named("partner", f"{NAMES[at % 7]} {at}", f"?id={at}") for at in range(3000)])
    index.matches("warm", 20)
    seconds = []
    for typed in ("universite", "Tecnische Universitat Berln", "marien technolgy 12"):
        start = time.process_time()
        index.matches(typed, 20)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.05


def got(**parameters: str) -> list[dict[str, str]]:
    """What the route answers."""
    request = Request({"type": "http", "method": "GET", "headers": [], "query_string": urlencode(parameters).encode()})
    response = search(request)
    assert response.status_code == 200
    matches: list[dict[str, str]] = json.loads(bytes(response.body))["matches"]
    return matches


@pytest.fixture
def build() -> OpenBuild:
    return given(
        partners=[partner(partner_id="kth", name="KTH", erasmus_code="S  STOCKHO04")],
        agreements=[agreement(agreement_id="A1", partner_id="kth", published=False)],
        programmes=[programme(programme_code="MTDT", name_en="Informatics")],
        eu_participations=[participation(project_id="101040000", action="ERC-STG", call_year=2022)],
    )


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("SG-D1", "?goal=SG-D1"),
        ("graduates stay abroad", "?of=outbound_share"),
        ("kth", "?view=partner&id=kth"),
        ("stockho04", "?view=partner&id=kth"),
        ("informatics", "?view=programme&id=MTDT"),
        ("computer science", "?view=department&id=631000"),
        ("norway", "?view=country&id=NO"),
        ("101040000", "?view=project&id=101040000"),
        ("A1", "?view=agreement&id=A1"),
        ("agreements that lapse", "?view=list&list=lapsing"),
        ("how to read", "?view=reading"),
    ],
)
def test_everything_with_a_page_is_found(serve: Serve, build: OpenBuild, typed: str, href: str) -> None:
    serve(build)
    assert f"{href}&lang=en" in [match["href"] for match in got(q=typed, lang="en")][:3]


def test_nobody_finds_what_they_may_not_see(serve: Serve, build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(build)
    config = load_config()
    monkeypatch.setattr(builds, "serving", lambda: Serving(config, config.warehouse, Viewer("public")))
    assert "agreement" not in {match["kind"] for match in got(q="A1", lang="en")}


def test_without_a_build_there_is_nothing_to_find(serve: Serve) -> None:
    serve(None)
    assert got(q="KTH") == []
