"""Countries on a map: shapes of our own, a tint for how many, stripes where suppressed, a dot for what is small."""

import json
import re
from collections.abc import Mapping

import pytest

from dashboard.figures.map import Land, limits_of, map_figure
from dashboard.figures.shapes import COUNTRIES, WIDTH, Area, sheet
from data_contracts.codes import code_table

FEATURES = json.loads(COUNTRIES.read_bytes())


def land(value: float | None, name: str = "Land") -> Land:
    return Land(name, value, ".." if value is None else f"{value:.0f}", "?country=X")


def drawn(lands: Mapping[str, Land], area: Area = "world") -> str:
    return map_figure(lands, area, "en", "suppressed (few persons)").drawing


def mark(html: str, code: str) -> str:
    [matches] = re.findall(rf"<a [^>]*map-{code}.*?</a>", html)
    return str(matches)


def test_the_shapes_name_their_source_and_licence_and_bear_our_codes() -> None:
    assert "Natural Earth" in FEATURES["source"]
    assert "public domain" in FEATURES["licence"]
    codes = {feature["id"] for feature in FEATURES["features"] if "id" in feature}
    assert codes <= set(code_table("countries")["country_code"])
    assert {"DE", "US", "SG", "MT", "HK", "XK"} <= codes


@pytest.mark.parametrize("area", ["world", "europe"])
def test_every_outline_is_closed_and_no_line_runs_across_the_sheet(area: Area) -> None:
    for shape in sheet(area).shapes:
        assert shape.outline.count("M") == shape.outline.count("z")
        steps = [int(step) for line in re.findall(r"l([^z]*)z", shape.outline) for step in line.split()]
        assert area == "europe" or all(abs(step) < WIDTH / 8 for step in steps), shape.code


def test_areas_are_true_to_each_other_on_both_maps() -> None:
    def share(area: Area) -> float:
        spans = {s.code: s for s in sheet(area).shapes}
        return _size(spans["FR"].outline) / _size(spans["FI"].outline)

    assert share("world") == pytest.approx(share("europe"), rel=0.35)


def test_a_country_says_its_name_and_count_and_leads_on() -> None:
    drawns = mark(drawn({"DE": land(120, "Germany")}), "DE")
    assert "<title>Germany: 120</title>" in drawns
    assert 'href="?country=X"' in drawns
    assert 'class="highest"' in drawns


def test_the_darkest_tint_is_for_the_most() -> None:
    html = drawn({"DE": land(620), "US": land(60), "FR": land(3)})
    assert [re.findall(r'class="(\w+)"', mark(html, code)) for code in ("DE", "US", "FR")] == [
        ["highest"], ["low"], ["lowest"],
    ]  # fmt: skip


def test_classes_begin_at_one_and_at_the_largest_round_numbers_reached() -> None:
    assert limits_of([620, 3]) == (1, 50, 100, 200, 500)
    assert limits_of([23]) == (1, 2, 5, 10, 20)
    assert limits_of([1]) == (1,)
    assert limits_of([]) == ()


def test_what_is_suppressed_has_stripes_and_its_sign_and_no_tint() -> None:
    made = map_figure({"DE": land(None), "FR": land(9)}, "world", "en", "suppressed (few persons)")
    assert 'class="suppressed"' in mark(made.drawing, "DE")
    assert ".. suppressed (few persons)" in made.legend
    assert "few persons" not in map_figure({"FR": land(9)}, "world", "en", "suppressed (few persons)").legend


def test_where_all_is_suppressed_the_stripes_alone_are_explained() -> None:
    made = map_figure({"DE": land(None)}, "world", "en", "suppressed (few persons)")
    assert made.legend.count("<li>") == 1


def test_a_country_too_small_to_hit_is_a_dot_and_one_without_anybody_is_ground() -> None:
    html = drawn({"SG": land(3), "LU": land(2), "DE": land(4), "FR": land(0)})
    assert "<circle" in mark(html, "SG")
    assert "<circle" in mark(html, "LU")
    assert "<circle" not in mark(html, "DE")
    assert "map-FR" not in html


def test_countries_beyond_the_map_are_told_of() -> None:
    assert map_figure({"DE": land(4), "US": land(5)}, "europe", "en", "").elsewhere == ("US",)
    assert map_figure({"DE": land(4), "US": land(5), "GI": land(1)}, "world", "en", "").elsewhere == ("GI",)


def test_a_name_is_text() -> None:
    assert "<title>&lt;script&gt;: 4</title>" in drawn({"DE": land(4, "<script>")})


def test_it_is_for_the_eye_alone_and_no_stop_for_the_keyboard() -> None:
    html = drawn({"DE": land(4)})
    assert 'aria-hidden="true"' in html
    assert html.count("<a ") == html.count('tabindex="-1"')


def _size(outline: str) -> float:
    """The area of the largest part of a path of relative steps."""
    return max(_area([int(step) for step in line.split()]) for line in re.findall(r"l([^z]*)z", outline))


def _area(steps: list[int]) -> float:
    x = y = total = 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        total += x * dy - y * dx
        x, y = x + dx, y + dy
    return abs(total) / 2
