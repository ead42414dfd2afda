"""Goals as slides: browser and PowerPoint show the same figures with the same suppression, and say their sources."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from dashboard import builds
from dashboard.text import LANGUAGES
from models.question import Viewer
from pipelines.warehouse import EXPORTS as LOG
from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.dashboard.test_downloads import get
from tests.dashboard.test_goal_doubling import build as doubling  # noqa: F401  # a fixture
from tests.models.given import given, graduate, stay


def shows(**parameters: str) -> list[Any]:
    """The slides of the file."""
    response = get(view="briefing", chart="briefing", format="pptx", **{"lang": "en", **parameters})
    assert response.status_code == 200, response.body
    show = Presentation(io.BytesIO(bytes(response.body)))
    assert (show.slide_width / show.slide_height) == pytest.approx(16 / 9, abs=0.001)
    return list(show.slides)


def words(slide: Any) -> str:
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    cells = [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return " | ".join([*texts, *cells]).replace("\N{NO-BREAK SPACE}", " ")


def chart(slide: Any) -> dict[str, list[float | None]]:
    [shape] = [shape for shape in slide.shapes if shape.has_chart]
    [*series] = shape.chart.plots[0].series
    return {one.name: list(one.values) for one in series}


def test_a_goal_is_its_answer_its_years_and_its_units(serve: Serve) -> None:
    serve(ten_years())
    answer, units = shows(goals="SG-D1")
    assert answer.shapes.title.text == "SG-D1 · Graduates with a stay abroad"
    assert "24.0 % in 2025" in words(answer)
    years, target = chart(answer).values()
    assert years[-1] == pytest.approx(12 / 50)
    assert set(target) == {0.5}
    assert chart(units)["Graduates with a stay abroad"] == pytest.approx([4 / 30, 8 / 20]), "the largest is on top"
    assert "Engineering | 40.0 % | Computing | 13.3 %" in words(units)


def test_charts_and_tables_are_native_with_alt_texts_and_each_slide_has_its_sources(serve: Serve) -> None:
    serve(ten_years())
    for slide in shows(goals="SG-D1"):
        frames = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
        assert len(frames) == 2
        assert all(frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames)
        assert "source: graduates, stays" in words(slide)
        assert "exact figures" in words(slide)
        assert slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_shows_the_same_slides(serve: Serve, language: str) -> None:
    served = serve(ten_years())
    html = served.page(view="briefing", goals="SG-D1", lang=language).html
    assert html.count('<section class="slide"') == 2
    for slide in shows(goals="SG-D1", lang=language):
        assert f"<h2>{slide.shapes.title.text}</h2>" in html
    assert "format=pptx" in html


def test_what_is_suppressed_on_the_page_is_so_in_the_file(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three graduates of Engineering, one of whom went abroad: the public sees no share and no bar of theirs."""
    sizes = (("631000", 40), ("641000", 3))
    graduates = [graduate(person_id=f"{unit}{n}", unit_code=unit) for unit, size in sizes for n in range(size)]
    went = [stay(person_id="6410000"), *(stay(person_id=f"631000{n}") for n in range(12))]
    serve(given(graduates=graduates, stays=went))
    public = builds.Serving(builds.serving().config, builds.serving().warehouse, Viewer("public"))
    monkeypatch.setattr("dashboard.builds.serving", lambda: public)
    monkeypatch.setattr("dashboard.pages.briefing.page.serving", lambda: public)
    units = shows(goals="SG-D1")[-1]
    [shape] = [shape for shape in units.shapes if shape.has_chart]
    bars = dict(zip(shape.chart.plots[0].categories, shape.chart.plots[0].series[0].values, strict=True))
    assert bars["Engineering"] is None
    assert "Engineering | .." in words(units)
    assert "rounded to the nearest 5" in words(units)


def test_the_filters_of_the_plan_choose_the_goals_and_several_have_an_overview(serve: Serve) -> None:
    serve(ten_years())
    slides = shows(area="D")
    assert slides[0].shapes.title.text == "International Development Plan 2022–2025"
    assert "SG-D1 | Graduates with a stay abroad | 24.0 %" in words(slides[1])
    assert not [slide for slide in slides[2:] if not slide.shapes.title.text.startswith(("D", "SG-D"))]


def test_a_doubling_is_drawn_as_its_curves(serve: Serve, doubling: Any) -> None:  # noqa: F811  # the fixture
    serve(doubling)
    [answer] = shows(goals="C1")
    ours, path, former = chart(answer).values()
    assert (ours[4], path[4], former[4]) == (8, 8, 4)
    assert ours[5] is None, "later years are not known"


def test_a_file_is_noted_and_no_goal_gives_none(serve: Serve, tmp_path: Path) -> None:
    serve(ten_years())
    assert get(view="briefing", goals="nonsense", format="pptx", lang="en").status_code == 404
    shows(goals="SG-D1")
    [line] = (tmp_path / LOG).read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["question"] == {
        "download": "briefing", "format": "pptx", "view": "briefing", "goals": "SG-D1", "lang": "en",
    }  # fmt: skip


def test_the_plan_and_a_goal_lead_to_their_slides(serve: Serve) -> None:
    served = serve(ten_years())
    assert 'href="?view=briefing&amp;goals=SG-D1&amp;lang=en"' in served.page(goal="SG-D1", lang="en").html
    assert 'href="?view=briefing&amp;area=D&amp;lang=en"' in served.page(area="D", lang="en").html
