"""A build takes all of the inbox or nothing, accounts for every row, and publishes only what is certified."""

import dataclasses
import errno
import json
import os
import shutil
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from data_contracts.codes import code_lists
from data_contracts.conditions import ConditionError
from data_contracts.contract import feeds
from data_contracts.contract_parser import ContractError
from models.status.stored_scorecard import RULES_VERSION
from pipelines.build import STAGES, BuildRefused, BuildReport, build
from pipelines.building import certifier_client, tables
from pipelines.difference import FeedDifference
from pipelines.staging import stage_all
from pipelines.staging.stage import stage
from pipelines.warehouse import BuildRef, Warehouse
from tests.pipelines.building import CONFLICT, STAYS, UNITS, certifier, config, write_inbox

Built = tuple[BuildReport, BuildRef]


def expectation(rule: str, success: bool, unexpected: int = 0) -> dict[str, object]:
    return {
        "feed": "stays",
        "rule": rule,
        "expectation": "expect_something",
        "success": success,
        "unexpected_count": unexpected,
    }


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return write_inbox(tmp_path / "inbox")


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    return Warehouse(tmp_path / "warehouse")


def run(inbox: Path, warehouse: Warehouse) -> BuildReport:
    return build(config(), inbox, warehouse.root, lambda *_: None)


def rows(ref: BuildRef, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(ref.database, read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One build of the tiny inbox, a key conflict added, to look at."""
    folder = tmp_path_factory.mktemp("built")
    inbox = write_inbox(folder / "inbox")
    (inbox / "stays/2025.csv").write_text(STAYS + CONFLICT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certifier_client, "COMMAND", certifier())
        report = build(config(), inbox, folder / "warehouse", lambda *_: None)
    return report, Warehouse(folder / "warehouse").find(report.build)


class TestContent:
    def test_every_row_of_every_file_is_accounted_for(self, built: Built) -> None:
        report, ref = built
        counts = [
            (file.path, file.rows_read, file.rows_loaded, file.rows_quarantined, file.rows_duplicate)
            for file in report.files
        ]
        assert counts == [("stays/2025.csv", 5, 2, 2, 1), ("units/units.csv", 3, 3, 0, 0)]
        stored = "select path, rows_read, rows_loaded, rows_quarantined, rows_duplicate from meta.files"
        assert rows(ref, stored) == counts

    def test_broken_rules_come_back_by_name(self, built: Built) -> None:
        report, ref = built
        broken = {(rule.rule, rule.severity, rule.rows) for rule in report.broken_rules}
        assert broken == {
            ("stay_ends_on_or_after_it_starts", "error", 1),
            ("key_is_unique", "error", 1),
            ("unit_code_exists_in_units", "warning", 1),
        }
        assert broken == set(rows(ref, "select rule, severity, rows from meta.broken_rules"))

    def test_rows_rejected_are_handed_back_with_their_rules(self, built: Built) -> None:
        quarantined = pl.read_parquet(built[1].path / "quarantine" / "stays.parquet")
        assert quarantined.select("stay_id", "source_row", "broken_rules").rows() == [
            ("S3", 3, ["stay_ends_on_or_after_it_starts"]),
            ("S1", 5, ["key_is_unique"]),
        ]

    def test_the_database_holds_every_feed_and_code_list(self, built: Built) -> None:
        tables = set(rows(built[1], "select schema_name || '.' || table_name from duckdb_tables()"))
        assert {(f"feeds.{feed}",) for feed in feeds()} < tables
        assert {(f"codes.{name}",) for name in code_lists()} < tables
        assert ("facts.stays",) in tables
        assert rows(built[1], "select count(*) from feeds.graduates") == [(0,)]

    def test_no_person_number_enters_the_warehouse(self, built: Built) -> None:
        root = built[1].path.parent.parent
        persons = {str(person) for (person,) in rows(built[1], "select person_id from feeds.stays")}
        for file in root.rglob("*.parquet"):
            frame = pl.read_parquet(file)
            persons.update(frame["person_id"] if "person_id" in frame.columns else ())
        assert len(persons) == 3
        assert not persons & {"P1", "P2", "P3"}

    def test_the_manifest_says_what_it_was_made_of(self, built: Built) -> None:
        report, ref = built
        manifest = ref.manifest()
        assert manifest["files"] == json.loads(report.to_json())["files"]
        assert manifest["build"] == report.build
        assert manifest["config"]["institution"] == "NTNU"
        assert manifest["totals"]["rows_read"] == 8
        assert set(manifest["contracts"]) == set(feeds())
        stored = rows(ref, "select build_id, as_of::varchar, certified from meta.build")
        assert stored == [(report.build, manifest["as_of"], True)]


@pytest.mark.slow
class TestRepetition:
    def test_the_same_inbox_gives_the_same_content(self, inbox: Path, warehouse: Warehouse) -> None:
        first, second = run(inbox, warehouse), run(inbox, warehouse)
        assert first.build < second.build
        assert first.build.split("-")[1] == second.build.split("-")[1]
        assert first.files == second.files

    def test_changed_content_changes_the_end_of_the_id(self, inbox: Path, warehouse: Warehouse) -> None:
        first = run(inbox, warehouse)
        with (inbox / "units/units.csv").open("a") as file:
            file.write("632000,630000,department,B,B,B,2000-01-01,,\n")
        assert run(inbox, warehouse).build.split("-")[1] != first.build.split("-")[1]

    def test_rows_of_a_file_taken_out_of_the_inbox_do_not_stay_staged(self, inbox: Path, warehouse: Warehouse) -> None:
        second = inbox / "units/more.csv"
        second.write_text(f"{UNITS.splitlines()[0]}\n632000,630000,department,B,B,B,2000-01-01,,\n")
        run(inbox, warehouse)
        everything = set(warehouse.staging.iterdir())
        second.unlink()
        run(inbox, warehouse)
        left = set(warehouse.staging.iterdir())
        assert left < everything
        assert sum(path.suffix == ".parquet" for path in everything - left) == 2


class TestCertification:
    def test_what_was_expected_is_stored(
        self, inbox: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        results = [expectation("stay_id_is_present", True), expectation("citizenship_is_known", False, 2)]
        monkeypatch.setattr(certifier_client, "COMMAND", certifier(json.dumps(results)))
        report = run(inbox, warehouse)
        assert (report.certified, report.published, report.reasons) == (True, True, ())
        assert rows(warehouse.find(report.build), "select rule, success, unexpected_count from meta.expectations") == [
            ("stay_id_is_present", True, 0),
            ("citizenship_is_known", False, 2),
        ]

    @pytest.mark.slow
    def test_a_broken_error_stops_publication_and_the_last_build_stays(
        self, inbox: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        published = run(inbox, warehouse)
        results = [expectation("stay_id_is_present", False, 7)]
        monkeypatch.setattr(certifier_client, "COMMAND", certifier(json.dumps(results)))
        report = run(inbox, warehouse)
        assert (report.certified, report.published) == (False, False)
        kept = warehouse.find(report.build)
        assert "7 loaded rows break stay_id_is_present" in report.reasons[0]
        assert str(kept.path) in report.reasons[1]
        assert [(ref.id, ref.published, ref.current) for ref in warehouse.builds()] == [
            (published.build, True, True),
            (report.build, False, False),
        ]
        assert rows(kept, "select certified from meta.build") == [(False,)]

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("code", "reason"),
        [
            ("raise SystemExit('out of memory')", "gave no answer: out of memory"),
            ("print('ready')", "gave no answer"),
            ("print('[1]')", "gave no answer"),
            ("""print('{"error": "no such table"}'); raise SystemExit(1)""", "failed: no such table"),
        ],
    )
    def test_without_a_certifier_nothing_is_published(
        self, inbox: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, code: str, reason: str
    ) -> None:
        monkeypatch.setattr(certifier_client, "COMMAND", (sys.executable, "-c", code))
        report = run(inbox, warehouse)
        assert not report.published
        assert reason in report.reasons[0]
        assert warehouse.current() is None


@pytest.mark.slow
class TestDatasetRules:
    def test_a_first_build_has_nothing_to_be_compared_with(self, inbox: Path, warehouse: Warehouse) -> None:
        report = run(inbox, warehouse)
        compared = ("volume", "freshness", "schema")
        assert {result.measured for result in report.dataset_rules if result.kind in compared} == {None}
        assert (report.published, warehouse.find(report.build).manifest()["compared_with"]) == (True, None)

    def test_a_feed_that_shrank_stays_unpublished_until_somebody_has_looked(
        self, inbox: Path, warehouse: Warehouse
    ) -> None:
        more = "".join(f"63{number}000,630000,department,I,D,D,2000-01-01,,\n" for number in range(2, 5))
        (inbox / "units/units.csv").write_text(UNITS + more)
        first = run(inbox, warehouse)
        (inbox / "units/units.csv").write_text("".join(UNITS.splitlines(keepends=True)[:2]))
        second = run(inbox, warehouse)
        assert (second.published, second.certified) == (False, True)
        assert second.reasons[0] == (
            "units: row_count_holds is broken: 1 rows, 17 % of the 6 rows of the published build"
        )
        assert f"utsyn builds publish {second.build}" in second.reasons[1]
        held = warehouse.find(second.build)
        assert held.manifest()["compared_with"] == first.build
        broken = "from meta.dataset_rules where not success and severity = 'error'"
        assert rows(held, f"select feed, rule, measured::int, allowed::int {broken}") == [
            ("units", "row_count_holds", 17, 50)
        ]
        warehouse.publish(held)
        assert run(inbox, warehouse).published

    def test_a_feed_that_is_no_longer_handed_in_stops_publication(self, inbox: Path, warehouse: Warehouse) -> None:
        run(inbox, warehouse)
        (inbox / "stays/2025.csv").unlink()
        report = run(inbox, warehouse)
        assert not report.published
        assert "stays: row_count_holds is broken: no file of the feed was received" in report.reasons[0]

    def test_a_warning_is_reported_and_stops_nothing(self, inbox: Path, warehouse: Warehouse) -> None:
        run(inbox, warehouse)
        report = run(inbox, warehouse)
        broken = [(result.feed, result.rule) for result in report.dataset_rules if not result.success]
        assert (report.published, broken) == (True, [("stays", "something_is_new"), ("units", "something_is_new")])

    @pytest.mark.parametrize("harm", ["gone", "damaged"])
    def test_a_published_build_that_cannot_be_read_is_no_hindrance(
        self, inbox: Path, warehouse: Warehouse, harm: str
    ) -> None:
        first = warehouse.find(run(inbox, warehouse).build)
        if harm == "gone":
            shutil.rmtree(first.path)
        else:
            first.database.write_bytes(b"no database")
        assert run(inbox, warehouse).published


@pytest.mark.slow
class TestHolding:
    def test_a_held_build_is_certified_compared_and_not_published(self, inbox: Path, warehouse: Warehouse) -> None:
        first = run(inbox, warehouse)
        with (inbox / "units/units.csv").open("a") as file:
            file.write("632000,630000,department,B,B,B,2000-01-01,,\n")
        held = build(config(), inbox, warehouse.root, lambda *_: None, hold=True)
        assert (held.certified, held.published, held.reasons) == (True, False, ())
        assert held.difference == (
            FeedDifference("stays", rows_before=2, rows_now=2, added=0, removed=0, changed=0),
            FeedDifference("units", rows_before=3, rows_now=4, added=1, removed=0, changed=0),
        )
        assert [(ref.id, ref.current) for ref in warehouse.builds()] == [(first.build, True), (held.build, False)]
        assert warehouse.publish(warehouse.find(held.build)).current

    def test_the_first_build_differs_from_nothing(self, inbox: Path, warehouse: Warehouse) -> None:
        assert build(config(), inbox, warehouse.root, lambda *_: None, hold=True).difference is None


class TestRefusal:
    def test_a_condition_that_cannot_be_judged_names_its_feed(
        self, inbox: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def unusable(*_: object) -> None:
            raise ConditionError("a condition may not use soundex: soundex(name)")

        monkeypatch.setattr(stage_all, "stage", unusable)
        with pytest.raises(ContractError, match=r"stays: a rule of its contract cannot be judged: .*soundex"):
            run(inbox, warehouse)

    def test_a_missing_inbox(self, tmp_path: Path, warehouse: Warehouse) -> None:
        with pytest.raises(BuildRefused, match=r"nowhere: there is no such folder.*--inbox"):
            run(tmp_path / "nowhere", warehouse)

    def test_an_empty_inbox(self, tmp_path: Path, warehouse: Warehouse) -> None:
        (tmp_path / "empty").mkdir()
        with pytest.raises(BuildRefused, match=r"no files to build from.*feeds: agreements"):
            run(tmp_path / "empty", warehouse)

    @pytest.mark.slow
    def test_all_problems_are_named_together_and_the_last_build_stays(self, inbox: Path, warehouse: Warehouse) -> None:
        published = run(inbox, warehouse)
        (inbox / "units/other.csv").write_text("unit_cod,unit_level\n1,2\n")
        (inbox / "stays/book.xlsx").write_bytes(b"no workbook")
        with pytest.raises(BuildRefused) as refusal:
            run(inbox, warehouse)
        assert "other.csv" in str(refusal.value)
        assert "unit_code" in str(refusal.value)
        assert "book.xlsx" in str(refusal.value)
        assert [ref.id for ref in warehouse.builds()] == [published.build]

    def test_a_second_writer(self, inbox: Path, warehouse: Warehouse) -> None:
        with warehouse.writing(), pytest.raises(BuildRefused, match=r"another build is writing.*process \d+"):
            run(inbox, warehouse)

    def test_rows_that_went_missing_stop_the_build(
        self, inbox: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def forgetful(*arguments: object) -> tuple[object, ...]:
            files = stage(*arguments)  # type: ignore[arg-type]
            return tuple(dataclasses.replace(file, rows_read=file.rows_read + 1) for file in files)

        monkeypatch.setattr(stage_all, "stage", forgetful)
        with pytest.raises(BuildRefused, match=r"(?s)Rows went missing.*stays/2025.csv.*units/units.csv"):
            run(inbox, warehouse)
        assert list((warehouse.root / "builds").iterdir()) == []

    @pytest.mark.parametrize("error", [duckdb.IOException("no room"), OSError(28, "No space left on device")])
    def test_a_full_disk(
        self, inbox: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        def full(*_: object) -> None:
            raise error

        monkeypatch.setattr(tables, "make_facts", full)
        with pytest.raises(BuildRefused, match=r"(?s)nothing was published: .*room on the disk"):
            run(inbox, warehouse)
        assert list((warehouse.root / "builds").iterdir()) == []

    @pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
    def test_a_folder_that_may_not_be_written_to_is_not_taken_for_a_full_disk(
        self, inbox: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, code: int
    ) -> None:
        def closed(*_: object) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(tables, "make_facts", closed)
        with pytest.raises(BuildRefused, match=r"(?s)nothing was published: .*Let the account that builds write there"):
            run(inbox, warehouse)


@pytest.mark.slow
class TestCourse:
    def test_progress_passes_through_every_stage_to_its_end(self, inbox: Path, warehouse: Warehouse) -> None:
        seen: list[tuple[str, int, int]] = []
        build(config(), inbox, warehouse.root, lambda *step: seen.append(step))
        assert tuple(dict.fromkeys(name for name, _, _ in seen)) == STAGES
        for each in STAGES:
            steps = [(done, total) for name, done, total in seen if name == each]
            assert steps == [(done, steps[0][1]) for done in range(steps[0][1] + 1)]

    def test_leftovers_of_a_killed_build_are_removed(self, inbox: Path, warehouse: Warehouse) -> None:
        leftover = warehouse.root / "builds" / ".tmp-20200101T000000Z-abcdef"
        leftover.mkdir(parents=True)
        report = run(inbox, warehouse)
        assert [path.name for path in leftover.parent.iterdir()] == [report.build]

    def test_only_the_last_builds_are_kept(self, inbox: Path, warehouse: Warehouse) -> None:
        built = [
            build(config().model_copy(update={"keep_builds": 2}), inbox, warehouse.root, lambda *_: None).build
            for _ in range(3)
        ]
        assert [ref.id for ref in warehouse.builds()] == built[1:]


def test_a_build_keeps_how_its_goals_are_judged(built: Built) -> None:
    kept = json.loads((built[1].path / "scorecard.json").read_text(encoding="utf-8"))
    assert kept["rules"] == RULES_VERSION
    assert [row["goal"]["id"] for row in kept["rows"]][:2] == ["O1", "O2"]
