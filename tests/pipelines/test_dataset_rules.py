"""What a feed as a whole must hold before it takes the place of the one that is published."""

import itertools
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_contracts.contract import DatasetKind, DatasetRule
from data_contracts.contract_parser import load_contract
from models.schema import SCHEMA
from pipelines.building.dataset_measures import FeedState, cycles
from pipelines.building.dataset_rules import DatasetResult, feed_states, judge, judge_rule

LAST = FeedState(rows=100, rows_read=110, contents=frozenset({"a", "b"}), filled=frozenset({"stay_id", "gender"}))


def rule(kind: DatasetKind, limit: float) -> DatasetRule:
    return DatasetRule("holds", "stays", kind, limit, "error", "…")


def judged(kind: DatasetKind, limit: float, now: FeedState, last: FeedState = LAST) -> tuple[float | None, bool]:
    result = judge_rule(rule(kind, limit), now, last)
    return result.measured, result.success


class TestVolume:
    @pytest.mark.parametrize(
        ("rows", "share", "holds"), [(50, 50, True), (49, 49, False), (300, 300, True), (0, 0, False)]
    )
    def test_at_least_the_limit_is_left(self, rows: int, share: float, holds: bool) -> None:
        assert judged("volume", 50, FeedState(rows=rows, contents=frozenset({"c"}))) == (share, holds)

    def test_a_feed_that_is_no_longer_handed_in_is_gone_altogether(self) -> None:
        result = judge_rule(rule("volume", 50), FeedState(), LAST)
        assert (result.measured, result.success, result.stops) == (0, False, True)
        assert result.detail == "no file of the feed was received; the published build has 100 rows"

    def test_without_rows_before_there_is_nothing_to_compare_with(self) -> None:
        assert judged("volume", 50, FeedState(), FeedState()) == (None, True)

    @pytest.mark.parametrize(("before", "rows", "holds"), [(5, 2, True), (5, 0, False), (7, 3, False)])
    def test_three_rows_of_a_small_feed_stop_nothing(self, before: int, rows: int, holds: bool) -> None:
        assert judged("volume", 50, FeedState(rows=rows, contents=frozenset("c")), FeedState(rows=before))[1] == holds


class TestLoaded:
    @pytest.mark.parametrize(
        ("read", "rows", "duplicates", "share", "holds"),
        [
            (8, 0, 0, 0, False),
            (100, 49, 0, 49, False),
            (100, 50, 0, 50, True),
            (100, 10, 60, 70, True),
            (5, 2, 0, 40, True),  # three rows
            (3, 0, 0, 0, False),  # but none at all
        ],
    )
    def test_most_rows_are_loaded_or_there_already(
        self, read: int, rows: int, duplicates: int, share: float, holds: bool
    ) -> None:
        now = FeedState(rows=rows, rows_read=read, duplicates=duplicates)
        assert judged("loaded", 50, now, FeedState()) == (share, holds)

    def test_files_without_rows_load_all_there_is(self) -> None:
        assert judged("loaded", 50, FeedState(), FeedState()) == (None, True)


class TestFreshness:
    @pytest.mark.parametrize(("contents", "new"), [({"a"}, 0), ({"a", "b"}, 0), ({"a", "c"}, 1)])
    def test_a_file_is_new_when_its_content_is(self, contents: set[str], new: int) -> None:
        assert judged("freshness", 1, FeedState(rows=1, contents=frozenset(contents))) == (new, new > 0)

    def test_a_first_build_has_nothing_to_be_newer_than(self) -> None:
        assert judged("freshness", 1, FeedState(rows=1, contents=frozenset({"a"})), FeedState()) == (None, True)


class TestKeyDuplicates:
    @pytest.mark.parametrize(("conflicts", "holds"), [(0, True), (2, True), (3, True), (4, False)])
    def test_at_most_the_limit_repeats_a_key(self, conflicts: int, holds: bool) -> None:
        now = FeedState(rows=190, rows_read=200, conflicts=conflicts)
        assert judged("key_duplicates", 1, now, FeedState()) == (conflicts / 2, holds)

    def test_three_rows_of_a_small_feed_stop_nothing_unless_they_are_many_of_it(self) -> None:
        assert judged("key_duplicates", 1, FeedState(rows=237, rows_read=240, conflicts=3)) == (1.25, True)
        assert judged("key_duplicates", 1, FeedState(rows=27, rows_read=30, conflicts=3)) == (10, False)

    def test_files_without_rows_repeat_nothing(self) -> None:
        assert judged("key_duplicates", 1, FeedState(contents=frozenset({"c"}))) == (None, True)


class TestSchema:
    def test_a_column_that_lost_all_its_values_is_missed(self) -> None:
        now = FeedState(rows=90, filled=frozenset({"stay_id", "country"}))
        result = judge_rule(rule("schema", 0), now, LAST)
        assert (result.measured, result.success) == (1, False)
        assert result.detail == "filled before, empty now: gender"

    def test_a_feed_without_rows_is_a_matter_of_volume(self) -> None:
        assert judged("schema", 0, FeedState()) == (None, True)


class TestCycle:
    RULE = DatasetRule("units_form_a_tree", "units", "cycle", 0, "error", "…", column="parent_code")

    def test_every_key_of_a_circle_is_named_in_both_languages(self) -> None:
        links = {"630000": "631000", "631000": "632000", "632000": "630000", "640000": "000000"}
        result = judge_rule(self.RULE, FeedState(rows=4, links={"parent_code": links}), FeedState())
        assert (result.measured, result.stops) == (3, True)
        assert result.detail.startswith("parent_code leads in a circle: 630000 → 631000 → 632000 → 630000.")
        assert result.translations["nb"].startswith("parent_code går i ring: 630000 → 631000 → 632000 → 630000.")

    def test_a_tree_holds(self) -> None:
        links = {"630000": "000000", "631000": "630000", "632000": "630000"}
        result = judge_rule(self.RULE, FeedState(rows=4, links={"parent_code": links}), FeedState())
        assert (result.measured, result.success) == (0, True)

    def test_many_circles_are_not_all_told(self) -> None:
        links = {f"{number}{end}": f"{number}{other}" for number in range(6) for end, other in ("ab", "ba")}
        result = judge_rule(self.RULE, FeedState(rows=12, links={"parent_code": links}), FeedState())
        assert result.measured == 12
        assert "4a → 4b → 4a …" in result.detail

    @given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")))
    def test_a_ring_is_what_comes_back_to_itself_over_another(self, links: dict[str, str]) -> None:
        def comes_back(key: str) -> bool:
            at, steps = links.get(key), 1
            while at is not None and at != key and steps <= len(links):
                at, steps = links.get(at), steps + 1
            return at == key and links[key] != key

        result = list(cycles(links))
        assert sorted(key for ring in result for key in ring) == sorted(filter(comes_back, links))
        assert all(links[a] == b for ring in result for a, b in itertools.pairwise((*ring, ring[0])))


def test_a_broken_warning_stops_nothing() -> None:
    warning = DatasetRule("something_is_new", "stays", "freshness", 1, "warning", "…")
    result = judge_rule(warning, FeedState(rows=100, contents=frozenset({"a"})), LAST)
    assert (result.success, result.stops) == (False, False)


META = (Path(__file__).parents[2] / "pipelines/building/meta.sql").read_text(encoding="utf-8")


def build(path: Path, gender: str | None) -> Path:
    """A database with two stays of one file, of which a third row was a conflict and a fourth a duplicate."""
    with duckdb.connect(path) as connection:
        connection.execute(META)
        connection.execute("insert into meta.schema values (?)", [SCHEMA])
        connection.execute("create table feeds.stays (stay_id varchar, gender varchar, age_band varchar)")
        connection.execute("insert into feeds.stays values ('S1', ?, 'unknown'), ('S2', null, 'unknown')", [gender])
        connection.execute(
            """insert into meta.files (file_no, feed, sha256, rows_read, rows_loaded, rows_quarantined, rows_duplicate)
            values (1, 'stays', 'ab', 4, 2, 1, 1)"""
        )
        connection.execute("insert into meta.broken_rules values (1, 'stays', 'key_is_unique', 'error', 1)")
    return path


def test_the_state_of_a_feed_is_read_from_its_build(tmp_path: Path) -> None:
    states = feed_states(build(tmp_path / "build.duckdb", "f"))
    # an age that nobody knows is no value
    assert states == {"stays": FeedState(2, 4, 1, frozenset({"ab"}), frozenset({"stay_id", "gender"}), duplicates=1)}


def test_every_rule_of_a_feed_is_judged_between_two_builds(tmp_path: Path) -> None:
    before, now = build(tmp_path / "before.duckdb", "f"), build(tmp_path / "now.duckdb", None)
    results = judge([load_contract("stays"), load_contract("units")], now, before)
    assert {(result.rule, result.measured, result.success) for result in results} == {
        ("row_count_holds", 100, True),
        ("rows_are_loaded", 75, True),
        ("something_is_new", 0, False),
        ("keys_are_seldom_repeated", 25, False),
        ("no_column_went_missing", 1, False),
    }
    assert [result.rule for result in results if result.stops] == ["keys_are_seldom_repeated"]
    assert isinstance(results[0], DatasetResult)


def test_of_a_unit_with_several_periods_the_last_one_says_what_it_leads_to(tmp_path: Path) -> None:
    """631000 became 632000 and was called 631000 again later: no circle, since it stands today."""
    with duckdb.connect(tmp_path / "build.duckdb") as connection:
        connection.execute(META)
        connection.execute("insert into meta.schema values (?)", [SCHEMA])
        connection.execute(
            """create table feeds.units as select * from (values
                ('631000', date '2000-01-01', '630000', '632000'), ('632000', date '2010-01-01', '630000', '631000'),
                ('631000', date '2020-01-01', '630000', null), ('000000', date '2000-01-01', '000000', null)
            ) as units (unit_code, valid_from, parent_code, successor_code)"""
        )
        connection.execute("insert into meta.files (feed, sha256, rows_read, rows_loaded) values ('units', 'ab', 4, 4)")
    results = judge([load_contract("units")], tmp_path / "build.duckdb", None)
    by_name = {result.rule: result for result in results}
    assert by_name["successors_come_to_an_end"].success
    assert by_name["units_form_a_tree"].success
