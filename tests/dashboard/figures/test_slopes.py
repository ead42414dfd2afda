"""Slopes: lines from then to now whose labels are clear of each other."""

from itertools import pairwise

import pytest

from dashboard.figures.slopes import Slope, slopes_figure, spread


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ([1.0, 5.0, 9.0], [1.0, 5.0, 9.0]),  # far enough from each other: where they are
        ([5.0, 5.0], [4.5, 5.5]),  # on each other: as little beside as keeps them apart
        ([0.0, 0.0, 0.2], [0.0, 1.0, 2.0]),  # at the edge they move inwards
        ([10.0, 10.0], [9.0, 10.0]),
        ([4.0, 4.4, 5.0, 9.0], [3.466666666666667, 4.466666666666667, 5.466666666666667, 9.0]),
    ],
)
def test_labels_keep_their_distance_and_their_order(values: list[float], places: list[float]) -> None:
    assert spread(values, 1.0, 0.0, 10.0) == pytest.approx(places)


def test_labels_without_room_for_all_still_keep_their_distance() -> None:
    places = spread([0.0] * 5, 1.0, 0.0, 2.0)
    assert [after - before for before, after in pairwise(places)] == pytest.approx([1.0] * 4)


def test_a_member_with_one_year_is_a_dot_and_one_without_any_is_not_drawn() -> None:
    slopes = [
        Slope("Engineering", "IV", 0.2, 0.3, "20 %", "30 %"),
        Slope("New", None, None, 0.1, "..", "10 %"),
        Slope("Suppressed", None, None, None, "..", ".."),
    ]
    drawn = slopes_figure(slopes, ("2019", "2025"), "en").to_dict()
    assert [trace["x"] for trace in drawn["data"]] == [[0.0, 1.0], [1.0]]
    texts = [note["text"] for note in drawn["layout"]["annotations"]]
    assert texts == ["<b>2019</b>", "<b>2025</b>", "20 %", "10 %  New", "30 %  <b>IV</b>"]
