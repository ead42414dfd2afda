"""What changed since the frozen figure, on the page of the figure, with the rights of the reader."""

from datetime import date

import pytest

from dashboard import builds
from dashboard.pages.goal import changes_since
from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.models.changes.test_each_cause import STRICT, TABLES, TEN, frozen, university
from tests.models.given import given

NAME = "report-2025"


@pytest.fixture(scope="module")
def strict() -> OpenBuild:
    return frozen(STRICT)


@pytest.fixture
def page(serve: Serve, strict: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Pages beside a build that was frozen when stays counted from 150 days on."""
    monkeypatch.setattr(changes_since, "frozen", lambda: {NAME: date(2026, 2, 1)})
    monkeypatch.setattr(builds, "chosen_build", lambda name: strict if name == NAME else builds.current_build())
    return serve


def test_each_cause_has_its_line_between_the_figure_then_and_now(page: Serve) -> None:
    drawn = page(given(only=TABLES, **university(TEN))).page(of="outbound_share", year="2025", lang="en").html
    assert "The figure for 2025 was 0.0\N{NO-BREAK SPACE}% when the edition was frozen on 1 February 2026" in drawn
    for name, figure in (("Late data", "±0.00"), ("Definition", "+25.00"), ("Units", "±0.00")):
        assert f'<th scope="row">{name}</th><td class="n">{figure}</td>' in drawn
    assert "over the same rows. (version 1, today 1)" in drawn


def test_nothing_is_said_where_no_build_is_frozen(serve: Serve) -> None:
    assert 'id="since"' not in serve(given(only=TABLES, **university(TEN))).page(of="outbound_share").html
