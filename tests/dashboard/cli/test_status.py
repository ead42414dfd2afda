"""`utsyn status` prints the plan's goals in its order."""

import json
from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.cli import status
from models.answer import Sign
from models.plan import load_plan
from models.status import StatusRow
from tests.dashboard.cli.conftest import Utsyn

PLAN = load_plan("ntnu-2022-2025")
ROWS = (
    StatusRow(
        goal=PLAN.goal("SG-D1"), status="behind_pace", indicator="outbound_share", value=0.19, unit="percent",
        baseline=0.16, target=0.5, evidence="A", data_until=date(2025, 12, 15),
    ),
    StatusRow(goal=PLAN.goal("D4"), status="too_few", indicator="priority_country_share", sign=Sign.HIDDEN),
    StatusRow(goal=PLAN.goal("A1"), status="no_data"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _judged(monkeypatch: pytest.MonkeyPatch) -> None:
    config = SimpleNamespace(languages=("en",))
    origin = {"origin": "real", "synthetic_feeds": ()}
    build = SimpleNamespace(id="20260301T081500Z-4f2a9c", plan=PLAN, config=config, **origin)
    monkeypatch.setattr(status, "published", lambda _context, _warehouse, _build: build)
    monkeypatch.setattr("models.status.scorecard", lambda _build, _viewer: ROWS)


def test_json_has_the_documented_shape(utsyn: Utsyn) -> None:
    document = json.loads(utsyn("status", "--format", "json").out)
    assert (document["build"], document["origin"]) == ("20260301T081500Z-4f2a9c", "real")
    assert document["rows"][0] == {
        "goal": "SG-D1", "kind": "target", "status": "behind_pace", "indicator": "outbound_share",
        "value": 0.19, "baseline": 0.16, "target": 0.5, "is_local": False, "evidence": "A", "data_until": "2025-12-15",
    }  # fmt: skip
    assert [row["value"] for row in document["rows"]] == [0.19, None, None]


def test_csv_has_the_same_fields(utsyn: Utsyn) -> None:
    assert utsyn("status", "--format", "csv").out.splitlines()[:2] == [
        "goal,kind,status,indicator,value,baseline,target,is_local,evidence,data_until,origin",
        "SG-D1,target,behind_pace,outbound_share,0.19,0.16,0.5,False,A,2025-12-15,real",
    ]


def test_table_says_the_status_in_words_and_keeps_what_is_hidden(utsyn: Utsyn) -> None:
    lines = utsyn("status").out.splitlines()
    assert "behind pace" in lines[2]
    assert ".." in lines[3]
    assert "no data yet" in lines[4]
    assert lines[-1].endswith("build 20260301T081500Z-4f2a9c")
