"""Files and rules added up."""

from dashboard.pages.quality.counts import Counts, by_feed, by_rule, counted
from pipelines.explaining.examples import Example
from tests.dashboard.quality.given import broken, explained, file


def test_rows_of_files_are_added_up() -> None:
    total = counted(explained().files)
    assert total == Counts(read=1512, loaded=1510, quarantined=1, duplicate=1)
    assert total.adds_up


def test_a_lost_row_is_noticed() -> None:
    assert not counted([file("stays", "a.csv", 10, rows_loaded=9)]).adds_up


def test_no_file_is_no_row() -> None:
    assert counted([]) == Counts(0, 0, 0, 0)


def test_a_feed_has_its_files_rules_and_dates() -> None:
    stays, units = by_feed(explained())
    assert [one.path for one in stays.files] == ["stays/a.csv", "stays/b.csv"]
    assert [rule.rule for rule in stays.rules] == ["country_is_in_list"]
    assert stays.newest_event_on is not None
    assert units.newest_event_on is None
    assert units.rules == ()


def test_a_rule_is_told_once_for_all_its_files_newest_first() -> None:
    [rule] = by_rule(
        [
            broken("country_is_in_list", 2, Example(1, {}), Example(2, {}), path="stays/2024.csv"),
            broken("country_is_in_list", 1, Example(9, {}), path="stays/2025.csv"),
        ]
    )
    assert rule.rows == 3
    assert rule.files == (("stays/2025.csv", 1), ("stays/2024.csv", 2))
    assert [(path, example.row) for path, example in rule.examples] == [
        ("stays/2025.csv", 9),
        ("stays/2024.csv", 1),
        ("stays/2024.csv", 2),
    ]


def test_rules_that_keep_rows_out_stand_before_warnings_and_the_most_rows_first() -> None:
    rules = by_rule(
        [broken("w", 900, severity="warning"), broken("few", 1), broken("many", 5), broken("of_units", 7, feed="units")]
    )
    assert [rule.rule for rule in rules] == ["of_units", "many", "few", "w"]
