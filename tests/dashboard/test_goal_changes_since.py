"""What changed since the frozen figure, on the page of the figure, with the rights of the reader."""

import pytest

from dashboard import environment
from models.store import OpenBuild
from tests.dashboard.conftest import Serve, Served
from tests.dashboard.earlier import beside
from tests.models.changes.test_each_cause import STRICT, TABLES, TEN, frozen, university
from tests.models.given import given

NAME = "report-2025"


@pytest.fixture(scope="module")
def strict() -> OpenBuild:
    return frozen(STRICT)


@pytest.fixture
def served(serve: Serve, strict: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> Served:
    """Pages beside a build that was frozen when stays counted from 150 days on."""
    shown = given(only=TABLES, **university(TEN))
    now = serve(shown)
    beside(shown, {"2025-11-01": strict}, monkeypatch, {NAME: "2025-11-01"})
    return now


PAGE = {"of": "outbound_share", "year": "2025", "lang": "en"}


def test_each_cause_has_its_line_between_the_figure_then_and_now(served: Served) -> None:
    drawn = served.page(**PAGE).html
    assert "The figure for 2025 was 0.0\N{NO-BREAK SPACE}% when the edition was frozen on 2 November 2025" in drawn
    for name, figure in (("Late data", "±0.00"), ("Definition", "+25.00"), ("Units", "±0.00")):
        assert f'<th scope="row">{name}</th><td class="n">{figure}</td>' in drawn
    assert "over the same rows. (version 1, today 1)" in drawn


def test_a_day_is_compared_by_the_last_build_by_then(served: Served) -> None:
    drawn = served.page(**PAGE, since="2025-12-01").html
    assert "The figure for 2025 was 0.0\N{NO-BREAK SPACE}% in the edition of 1 November 2025" in drawn
    assert '<th scope="row">Definition</th><td class="n">+25.00</td>' in drawn
    assert "the oldest is of 1 Nov 2025" in served.page(**PAGE, since="2025-10-01").html


def test_a_day_that_was_not_frozen_is_for_readers_of_exact_figures(
    served: Served, strict: OpenBuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(environment.VIEWER, "viewer")
    assert served.build is not None
    beside(served.build, {"2025-11-01": strict, "2025-12-01": strict}, monkeypatch, {NAME: "2025-11-01"})
    assert "in the edition of 1 November" in served.page(**PAGE, since="2025-11-30").html
    drawn = served.page(**PAGE, since="2025-12-01").html
    assert "Choose an edition that was frozen." in drawn
    assert "in the edition of" not in drawn


def test_a_figure_that_is_as_it_was_is_said_to_be_in_a_sentence(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four lines of ±0 say nothing that the sentence does not."""
    shown = given(only=TABLES, **university(TEN))
    now = serve(shown)
    beside(shown, {"2025-11-01": frozen()}, monkeypatch, {NAME: "2025-11-01"})
    drawn = now.page(**PAGE).html
    assert "nothing in it has changed since" in drawn
    assert "±0" not in drawn.split('id="since"')[1].split("</section>")[0].split("<h2")[0]


def test_nothing_is_said_where_no_build_is_frozen(serve: Serve) -> None:
    assert 'id="since"' not in serve(given(only=TABLES, **university(TEN))).page(of="outbound_share").html
