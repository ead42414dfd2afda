"""Targets on a goal's page: by their sense, and a unit's own is called local."""

from dataclasses import replace

from models.catalogue import load_indicators
from models.config_sections import LocalTarget
from models.local_targets import with_local_targets
from models.store import OpenBuild
from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.models.given import given, participation


def ranked(place: int) -> OpenBuild:
    """Rank `place` at the end of 2025: so many universities less one have ten times the grants."""
    cells = {"organisation_type": "HES", "country": "DE", "snapshot_on": "2025-12-31", "signed_on": "2022-05-01"}
    others = [
        participation(organisation_id=f"u{n}", is_own=False, contribution_eur=1e6, **cells) for n in range(place - 1)
    ]
    own = participation(organisation_id="own", is_own=True, contribution_eur=1e5, **{**cells, "country": "NO"})
    return given(eu_participations=[own, *others])


def test_a_rank_below_the_limit_is_better_than_the_target(serve: Serve) -> None:
    html = _text(serve(ranked(17)).page(goal="C4", lang="en").html)
    assert "at most 20" in html
    assert "3 better than the target" in html
    assert "to go" not in html.split("Over the years")[0]
    assert "short of the target" not in html


def test_the_parts_of_a_goal_stand_apart_each_with_its_own_status(serve: Serve) -> None:
    """Rank 25 of all is not reached by the end of 2025; the only Norwegian university there is the best one."""
    parts = _text(serve(ranked(25)).page(goal="C4", lang="en").html).split('class="parts"')[1].split("</section>")[0]
    first, second = parts.split("Best in Norway in pillar 2")
    assert "Among the 20 foremost" in first
    assert "not reached" in first
    assert "not reached" not in second


def test_a_rank_above_the_limit_has_places_to_go(serve: Serve) -> None:
    html = _text(serve(ranked(25)).page(goal="C4", lang="en").html)
    assert "5 to go" in html
    assert "It is 5 short of the target of at most 20." in html


def test_a_units_own_target_is_shown_on_its_page_and_called_local(serve: Serve) -> None:
    """Engineering stands at 8 of 20, with a local target of half of them."""
    build, target = ten_years(), LocalTarget(goal="SG-D1", unit="64", value=0.5, year=2025)
    plan = with_local_targets(build.plan, (target,), load_indicators())
    served = serve(replace(build, given_plan=plan))
    html = _text(served.page(goal="SG-D1", faculty="64", lang="en").html)
    assert "Local target by 2025" in html
    assert "10.0 pts to go" in html
    assert "Local target by 2025" not in served.page(goal="SG-D1", faculty="63", lang="en").html


def _text(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ")
