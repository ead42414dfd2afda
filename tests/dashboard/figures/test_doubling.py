"""The figures of a doubling: curves by year of the programme, and counts of then and now."""

from dashboard.figures.cumulative import Counted, cumulative_figure
from dashboard.figures.then_and_now import Pair, then_and_now_figure

NOW, FORMER = Counted("ours", [(1, 0), (2, 3)]), Counted("Horizon 2020", [(1, 1), (2, 1), (3, 4)])
PATH = Counted("path", [(1, 2), (2, 2), (3, 8)])


def test_both_curves_the_path_and_the_target_stand_on_the_same_years() -> None:
    drawn = cumulative_figure(NOW, FORMER, PATH, (3, 8, "target 8"), ["2021", "2022", "2023"], "en").to_dict()
    former, path, ours, target = drawn["data"]
    assert (former["y"], path["y"], ours["y"], target["y"]) == ([1, 1, 4], [2, 2, 8], [0, 3], [8])
    assert drawn["layout"]["xaxis"]["ticktext"] == ["2021", "2022", "2023"]


def test_without_a_common_date_there_is_no_path() -> None:
    drawn = cumulative_figure(NOW, FORMER, None, (3, 8, "target 8"), ["2021", "2022", "2023"], "en").to_dict()
    assert len(drawn["data"]) == 3


def test_a_member_is_a_ring_a_dot_and_a_tick() -> None:
    pairs = [Pair("Computing", "IE", then=0, total=0, now=6), Pair("Medicine", None, then=2, total=4, now=2)]
    total, then, now = then_and_now_figure(pairs, "en").to_dict()["data"]
    assert (total["x"], then["x"], now["x"]) == ([0, 4], [0, 2], [6, 2])
    assert then["marker"]["size"] > now["marker"]["size"], "the ring stays seen around a dot on the same count"
