"""A goal's page says where its figure is heading and when the target is met at this pace."""

import pytest

from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.models.given import given, graduate, stay


def test_the_card_and_the_sentence_say_when_and_how_sure(serve: Serve) -> None:
    html = _text(serve(ten_years()).page(goal="SG-D1", lang="en").html)
    assert "At this pace, 50 %" in html
    assert "unlikely by 2045" in html
    assert "best case 2033" in html
    assert "At this pace 26.0 % in 2030 (12.0–44.0 %)." in html
    assert "The target of 50 % is unlikely by 2045 (best case 2033)." in html


def test_how_it_is_made_is_a_click_away_and_names_the_years_that_a_break_marks(serve: Serve) -> None:
    html = _text(serve(ten_years()).page(goal="SG-D1", lang="nb").html)
    assert "<summary>Framskriving: en rett linje" in html
    assert "(korona): 2021, 2022, 2023, 2024." in html


def test_a_unit_is_foreseen_but_not_held_against_the_plans_target(serve: Serve) -> None:
    html = _text(serve(ten_years()).page(goal="SG-D1", faculty="64", lang="en").html)
    assert "At this pace 40." in html
    assert "The target of" not in html


def test_few_years_give_no_forecast_and_say_so(serve: Serve) -> None:
    graduates = [graduate(graduated_on=f"{year}-06-15", started_on=f"{year - 5}-08-15") for year in (2023, 2024, 2025)]
    html = serve(given(graduates=graduates, stays=[stay()])).page(goal="SG-D1", lang="en").html
    assert "too few years" in html
    assert "At this pace" not in html


@pytest.mark.parametrize("parameters", [{"goal": "D6"}, {"goal": "SG-D1", "indicator": "outbound_gap"}])
def test_what_has_no_target_to_foresee_shows_none(serve: Serve, parameters: dict[str, str]) -> None:
    assert "At this pace" not in serve(ten_years()).page(lang="en", **parameters).html


def _text(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ")
