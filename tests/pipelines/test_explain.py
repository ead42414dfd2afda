"""A build explained: rules with rows to look up, how new each feed is, what changed; and no person in any of it."""

import csv
from datetime import date
from pathlib import Path

import duckdb
import pytest
from pydantic import TypeAdapter

from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.difference import FeedDifference
from pipelines.explaining import explain as explaining
from pipelines.explaining.examples import Example
from pipelines.explaining.explain import BuildExplained, explain
from pipelines.explaining.quarantine import write_quarantined
from pipelines.warehouse import BuildRef, Warehouse, WarehouseError
from tests.data_contracts.given_more import MORE_VALID
from tests.pipelines.building import CONFLICT, STAYS, certifier, config, write_inbox

# An outcast of every kind: a formula, a national identity number in the wrong column, a stay that lies ahead.
ODD = """\
=1+1,P6,out,erasmus_plus,study,DE,631000,master,2025-05-10,2025-01-10,completed,NO
S7,P7,out,01019012345,study,DE,631000,master,2025-01-10,2025-05-10,completed,NO
S8,P8,out,individual,study,DE,631000,master,2999-01-10,2999-05-10,planned,
"""
Builds = tuple[BuildRef, BuildRef]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """A published build and, on odd rows and a conflict more, one that was stopped."""
    folder = tmp_path_factory.mktemp("explained")
    inbox, warehouse = write_inbox(folder / "inbox"), Warehouse(folder / "warehouse")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certifier_client, "COMMAND", certifier())
        first = build(config(), inbox, warehouse.root, lambda *_: None)
        (inbox / "stays/2025.csv").write_text(STAYS + CONFLICT + ODD, encoding="utf-8")
        second = build(config(), inbox, warehouse.root, lambda *_: None)
    return warehouse.find(first.build), warehouse.find(second.build)


@pytest.fixture(scope="module")
def explained(builds: Builds) -> BuildExplained:
    return explain(builds[1])


def examples(explained: BuildExplained, rule: str) -> list[Example]:
    return [example for broken in explained.broken_rules if broken.rule == rule for example in broken.examples]


def test_every_row_is_accounted_for(explained: BuildExplained) -> None:
    assert [(file.path, file.rows_read, file.rows_loaded, file.rows_quarantined) for file in explained.files] == [
        ("stays/2025.csv", 8, 3, 4),
        ("units/units.csv", 3, 3, 0),
    ]


def test_rows_that_were_quarantined_are_shown_by_the_cells_their_rule_looks_at(explained: BuildExplained) -> None:
    assert examples(explained, "stay_ends_on_or_after_it_starts") == [
        Example(3, {"date_to": "2025-01-10", "date_from": "2025-05-10"}),
        Example(6, {"date_to": "2025-01-10", "date_from": "2025-05-10"}),
    ]
    assert examples(explained, "key_is_unique") == [Example(5, {"stay_id": "S1"})]


def test_rows_that_were_loaded_under_a_warning_are_found_again(explained: BuildExplained) -> None:
    assert examples(explained, "unit_code_exists_in_units") == [Example(2, {"unit_code": "999999"})]
    assert examples(explained, "citizenship_is_known") == [Example(8, {"citizenship": None})]
    [broken] = [broken for broken in explained.broken_rules if broken.rule == "citizenship_is_known"]
    assert (broken.path, broken.severity, broken.rows) == ("stays/2025.csv", "warning", 1)
    assert broken.description.startswith("The citizenship is registered")


@pytest.mark.slow
def test_a_score_that_is_no_number_is_counted_and_its_build_explained(tmp_path: Path) -> None:
    """The nominee of the second row is loaded without a score; that of the third with one that cannot be."""
    inbox, warehouse = write_inbox(tmp_path / "inbox"), Warehouse(tmp_path / "warehouse")
    scores = {"N1": "7.5", "N2": "seven", "N3": "1001"}
    rows = [MORE_VALID["nominations"] | {"nomination_id": one, "english_score": score} for one, score in scores.items()]
    lines = [",".join(rows[0]), *(",".join(cell or "" for cell in one.values()) for one in rows)]
    (inbox / "nominations").mkdir()
    (inbox / "nominations/2024.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certifier_client, "COMMAND", certifier())
        made = build(config(), inbox, warehouse.root, lambda *_: None)
    explained = explain(warehouse.find(made.build))
    [broken] = [one for one in explained.broken_rules if one.rule == "english_score_is_a_number"]
    assert (broken.rows, broken.examples) == (1, ())
    assert examples(explained, "english_score_is_in_range") == [Example(3, {"english_score": "1001.0"})]


def test_examples_never_show_a_person(explained: BuildExplained) -> None:
    assert examples(explained, "scheme_is_in_list") == [Example(7, {"scheme": "(hidden)"})]
    shown = {name for broken in explained.broken_rules for example in broken.examples for name in example.cells}
    assert not shown & {"person_id", "birth_year", "age_band"}


def test_a_contract_that_has_changed_since_judges_no_loaded_row_anew(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explaining, "fingerprint", lambda _: "another")
    explained = explain(builds[1])
    assert examples(explained, "citizenship_is_known") == []
    assert len(examples(explained, "stay_ends_on_or_after_it_starts")) == 2


def test_a_feed_is_as_new_as_its_newest_event_and_a_register_has_none(explained: BuildExplained) -> None:
    stays, units = explained.freshness
    assert (stays.feed, stays.files, stays.rows, stays.newest_event_on) == ("stays", 1, 3, date(2025, 1, 10))
    assert (units.feed, units.newest_event_on) == ("units", None)
    assert stays.newest_file_on.year >= 2025


def test_it_is_compared_with_the_build_that_was_published_then(builds: Builds, explained: BuildExplained) -> None:
    assert explained.compared_with == builds[0].id
    assert explained.difference == (
        FeedDifference("stays", rows_before=2, rows_now=3, added=1, removed=0, changed=0),
        FeedDifference("units", rows_before=3, rows_now=3, added=0, removed=0, changed=0),
    )


def test_a_first_build_is_compared_with_nothing(builds: Builds) -> None:
    explained = explain(builds[0])
    assert (explained.compared_with, explained.difference, explained.current) == (None, None, True)


def test_broken_rules_of_a_feed_as_a_whole_are_told(explained: BuildExplained) -> None:
    assert [(result.feed, result.rule) for result in explained.dataset_rules if result.stops] == [
        ("stays", "keys_are_seldom_repeated")
    ]
    assert (explained.published, explained.certification.success) == (False, True)


def test_a_build_made_before_there_were_such_rules_is_explained(builds: Builds, tmp_path: Path) -> None:
    old = BuildRef(builds[1].id, tmp_path)
    for name in ("build.duckdb", "manifest.json"):
        (tmp_path / name).write_bytes((builds[1].path / name).read_bytes())
    (tmp_path / "manifest.json").write_text(
        (tmp_path / "manifest.json").read_text().replace('"compared_with"', '"else"')
    )
    with duckdb.connect(old.database) as connection:
        connection.execute("drop table meta.dataset_rules")
    explained = explain(old)
    assert (explained.dataset_rules, explained.compared_with, len(explained.files)) == ((), None, 2)


def test_a_damaged_build_says_so(builds: Builds, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes((builds[0].path / "manifest.json").read_bytes())
    (tmp_path / "build.duckdb").write_bytes(b"no database")
    with pytest.raises(WarehouseError, match=r"build\.duckdb cannot be read"):
        explain(BuildRef(builds[0].id, tmp_path))


def test_it_is_plain_data(explained: BuildExplained) -> None:
    adapter = TypeAdapter(BuildExplained)
    assert adapter.validate_json(adapter.dump_json(explained)) == explained


class TestQuarantine:
    @pytest.fixture
    def rows(self, builds: Builds, tmp_path: Path) -> list[dict[str, str]]:
        assert write_quarantined(builds[1], "stays", tmp_path / "out.csv") == 4
        with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def test_each_row_has_its_place_and_its_rules(self, rows: list[dict[str, str]]) -> None:
        assert [(row["source_path"], row["source_row"], row["broken_rules"]) for row in rows] == [
            ("stays/2025.csv", "3", "stay_ends_on_or_after_it_starts"),
            ("stays/2025.csv", "5", "key_is_unique"),
            ("stays/2025.csv", "6", "stay_ends_on_or_after_it_starts"),
            ("stays/2025.csv", "7", "scheme_is_in_list"),
        ]

    def test_nothing_in_it_names_a_person(self, rows: list[dict[str, str]]) -> None:
        assert not {"person_id", "birth_year", "age_band"} & set(rows[0])
        assert rows[3]["scheme"] == "(hidden)"

    def test_no_cell_is_a_formula(self, rows: list[dict[str, str]]) -> None:
        assert [row["stay_id"] for row in rows] == ["S3", "S1", "'=1+1", "S7"]

    def test_a_feed_without_quarantined_rows_names_those_that_have_some(self, builds: Builds, tmp_path: Path) -> None:
        with pytest.raises(WarehouseError, match="no rows of 'units'; feeds with quarantined rows: stays"):
            write_quarantined(builds[1], "units", tmp_path / "out.csv")
        assert not (tmp_path / "out.csv").exists()
