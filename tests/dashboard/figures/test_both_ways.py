"""Bars up and down: out and in on one scale, and a stripe of one length for what is suppressed."""

import re

from dashboard.figures.both_ways import STRIPE, Column, Way, both_ways


def heights(html: str, look: str) -> list[float]:
    return [float(height) for height in re.findall(rf'<rect[^>]*height="([\d.]+)"[^>]*class="{look}"', html)]


def test_both_ways_share_one_scale() -> None:
    drawn = both_ways([Column("2024", Way(10, "10"), Way(20, "20"))], ("Out", "In"), None, "years")
    [out], [into] = heights(drawn, "out"), heights(drawn, "into")
    assert into == 2 * out
    assert 'class="agreed"' not in drawn


def test_what_is_suppressed_has_one_length_regardless_of_the_scale() -> None:
    few = [Column("2024", Way(None, ".."), Way(3, "3")), Column("2025", Way(None, ".."), Way(900, "900"))]
    assert heights(both_ways(few, ("Out", "In"), None, "years"), "suppressed") == [STRIPE, STRIPE]


def test_places_are_steps_that_stop_where_they_are_not_known() -> None:
    """Known, not known, known and more: two lines of one step each, and none for those who come in."""
    out = (Way(1, "1", 2), Way(None, ".."), Way(3, "3", 4))
    columns = [Column(str(2023 + n), way, Way(0, "0")) for n, way in enumerate(out)]
    drawn = both_ways(columns, ("Out", "In"), "places", "years")
    [path] = re.findall(r'<path d="([^"]+)" class="agreed"', drawn)
    assert path.count("M") == 2
    assert path.count("L") == 2


def test_of_many_years_every_other_is_named_on_a_screen_and_the_ends_on_a_phone() -> None:
    columns = [Column(str(year), Way(1, "1"), Way(1, "1")) for year in range(2013, 2026)]
    drawn = both_ways(columns, ("Out", "In"), None, "years")
    assert re.findall(r'class="year">(\d+)', drawn) == ["2013", "2025"]
    assert re.findall(r'class="year between">(\d+)', drawn) == ["2015", "2017", "2019", "2021", "2023"]
