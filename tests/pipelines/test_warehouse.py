"""The warehouse keeps builds: one pointer, one writer, nothing frozen or current is ever removed."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.warehouse import BuildRef, Warehouse, WarehouseError

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOON.date()


def add(warehouse: Warehouse, hour: int, certified: bool = True, publish: bool = True, day: int = 22) -> BuildRef:
    """A build of that hour in November with a manifest and a database of three bytes."""
    with warehouse.writing():
        draft = warehouse.draft(f"{hour:06x}", NOON.replace(day=day, hour=hour))
        (draft.path / "build.duckdb").write_bytes(b"abc")
        (draft.path / "definitions").mkdir()
        (draft.path / "manifest.json").write_text(json.dumps({"certification": {"success": certified}}))
        ref = warehouse.finish(draft)
        return warehouse.publish(ref) if publish and certified else ref


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def ids(refs: list[BuildRef]) -> list[str]:
    return [ref.id for ref in refs]


class TestPointer:
    def test_a_new_warehouse_has_no_current_build(self, warehouse: Warehouse) -> None:
        assert warehouse.current() is None
        assert warehouse.builds() == []

    def test_publishing_moves_the_pointer_and_leaves_the_old_build(self, warehouse: Warehouse) -> None:
        first, second = add(warehouse, 1), add(warehouse, 2)
        assert warehouse.current() == second
        assert (
            ids(warehouse.builds()) == [first.id, second.id] == ["20261122T010000Z-000001", "20261122T020000Z-000002"]
        )
        assert [ref.published for ref in warehouse.builds()] == [True, True]

    def test_an_earlier_build_can_be_restored(self, warehouse: Warehouse) -> None:
        first, _ = add(warehouse, 1), add(warehouse, 2)
        warehouse.publish(warehouse.find(first.id))
        assert warehouse.current() == warehouse.find(first.id)

    def test_publishing_drops_what_was_computed_of_the_build_before(self, warehouse: Warehouse) -> None:
        """Held and frozen builds are read by their names: what was computed of a frozen one stays."""
        frozen = add(warehouse, 1)
        warehouse.freeze(frozen, "report", TODAY)
        before = add(warehouse, 2)
        for name in (frozen.id, before.id, "20261122T000000Z-000000"):
            (warehouse.results / name).mkdir(parents=True)
            (warehouse.results / name / "result.json").write_text("{}")
        add(warehouse, 3)
        assert [path.name for path in warehouse.results.iterdir()] == [frozen.id]

    def test_what_was_computed_of_a_build_goes_with_it(self, warehouse: Warehouse) -> None:
        first = add(warehouse, 1)
        (warehouse.results / first.id).mkdir(parents=True)
        warehouse.drop(first)
        assert list(warehouse.results.iterdir()) == []

    def test_going_back_passes_over_what_was_never_published(self, warehouse: Warehouse) -> None:
        first, _, _ = add(warehouse, 1), add(warehouse, 2, publish=False), add(warehouse, 3)
        assert warehouse.roll_back() == warehouse.current() == warehouse.find(first.id)

    def test_going_back_twice_goes_further_back(self, warehouse: Warehouse) -> None:
        first, second, _ = (add(warehouse, hour) for hour in (1, 2, 3))
        assert [warehouse.roll_back().id, warehouse.roll_back().id] == [second.id, first.id]

    def test_before_the_first_there_is_nothing_to_go_back_to(self, warehouse: Warehouse) -> None:
        with pytest.raises(WarehouseError, match="nothing has been built here yet"):
            warehouse.roll_back()
        first = add(warehouse, 1)
        with pytest.raises(WarehouseError, match=f"no published build before {first.id}, which stays current"):
            warehouse.roll_back()
        assert warehouse.current() == first

    def test_an_uncertified_build_is_listed_and_never_published(self, warehouse: Warehouse) -> None:
        failed = add(warehouse, 1, certified=False)
        assert [(ref.id, ref.published, ref.size_bytes > 3) for ref in warehouse.builds()] == [(failed.id, False, True)]
        with pytest.raises(WarehouseError, match="is not certified"):
            warehouse.publish(failed)
        assert warehouse.current() is None

    def test_a_pointer_to_a_missing_folder_says_so(self, warehouse: Warehouse) -> None:
        add(warehouse, 1)
        (warehouse.root / "current").write_text("20200101T000000Z-abcdef")
        with pytest.raises(WarehouseError, match="known: 20261122T010000Z-000001"):
            warehouse.current()


class TestIds:
    def test_a_build_in_the_same_second_gets_the_next_one(self, warehouse: Warehouse) -> None:
        add(warehouse, 1)
        assert add(warehouse, 1).id == "20261122T010001Z-000001"

    def test_a_clock_set_back_does_not_disturb_the_order(self, warehouse: Warehouse) -> None:
        late, early = add(warehouse, 5), add(warehouse, 2)
        assert ids(warehouse.builds()) == [late.id, early.id]

    def test_the_time_of_a_build_is_utc(self, warehouse: Warehouse) -> None:
        with warehouse.writing():
            draft = warehouse.draft("abcdef012", NOON + timedelta(microseconds=7))
        assert (draft.id, draft.built_at) == ("20261122T120000Z-abcdef", NOON)


class TestDays:
    def test_a_day_names_the_last_build_published_by_then(self, warehouse: Warehouse) -> None:
        first, second = add(warehouse, 9, day=1), add(warehouse, 9, day=12)
        add(warehouse, 9, day=14, publish=False)
        assert warehouse.find("2026-11-11").id == first.id
        assert warehouse.find("2026-11-12").id == second.id
        assert warehouse.find("2026-11-30").id == second.id

    def test_before_the_oldest_that_is_kept_the_message_says_which_that_is(self, warehouse: Warehouse) -> None:
        add(warehouse, 9, day=1)
        add(warehouse, 9, day=12)
        warehouse.prune(keep=1)
        with pytest.raises(
            WarehouseError, match=r"no build of 2026-11-11 or before .* oldest that is kept is of 2026-11-12"
        ):
            warehouse.find("2026-11-11")

    def test_what_was_taken_back_is_not_what_readers_saw(self, warehouse: Warehouse) -> None:
        first, _ = add(warehouse, 9, day=1), add(warehouse, 9, day=12)
        warehouse.roll_back()
        assert warehouse.find("2026-11-20").id == first.id

    def test_a_frozen_name_that_looks_like_a_day_is_a_name(self, warehouse: Warehouse) -> None:
        first = add(warehouse, 9, day=1)
        warehouse.freeze(first, "2026-11-20", TODAY)
        add(warehouse, 9, day=12)
        assert warehouse.find("2026-11-20").id == first.id


class TestFreezing:
    def test_a_frozen_build_is_found_by_its_name(self, warehouse: Warehouse) -> None:
        first, _ = add(warehouse, 1), add(warehouse, 2)
        warehouse.freeze(first, "annual-report-2025", TODAY)
        assert warehouse.find("annual-report-2025").id == first.id
        assert warehouse.find(first.id).frozen == {"annual-report-2025": TODAY}

    def test_it_stays_frozen_as_of_the_first_day(self, warehouse: Warehouse) -> None:
        build = add(warehouse, 1)
        for day in (TODAY, TODAY + timedelta(days=1)):
            assert warehouse.freeze(build, "report", day).frozen == {"report": TODAY}

    def test_a_build_without_its_definitions_is_not_frozen(self, warehouse: Warehouse) -> None:
        build = add(warehouse, 1)
        (build.path / "definitions").rmdir()
        with pytest.raises(WarehouseError, match="before builds kept their definitions"):
            warehouse.freeze(build, "report", TODAY)
        assert warehouse.find(build.id).names == ()

    def test_a_name_never_moves_to_another_build(self, warehouse: Warehouse) -> None:
        first, second = add(warehouse, 1), add(warehouse, 2)
        warehouse.freeze(first, "report", TODAY)
        warehouse.freeze(first, "report", TODAY)
        with pytest.raises(WarehouseError, match=f"already names build {first.id}"):
            warehouse.freeze(second, "report", TODAY)

    @pytest.mark.parametrize("name", ["Report", "../x", "", "a b", "æ", "report\n"])
    def test_a_name_is_lower_case_letters_digits_and_dashes(self, warehouse: Warehouse, name: str) -> None:
        with pytest.raises(WarehouseError, match="annual-report-2025"):
            warehouse.freeze(add(warehouse, 1), name, TODAY)

    def test_an_unpublished_build_is_not_frozen(self, warehouse: Warehouse) -> None:
        with pytest.raises(WarehouseError, match="never published"):
            warehouse.freeze(add(warehouse, 1, certified=False), "report", TODAY)

    @pytest.mark.parametrize("name", ["nothing", "../builds", "20200101T000000Z-abcdef"])
    def test_an_unknown_name_is_answered_with_the_known_ones(self, warehouse: Warehouse, name: str) -> None:
        known = add(warehouse, 1)
        with pytest.raises(WarehouseError, match=f"known: {known.id}"):
            warehouse.find(name)


class TestPruning:
    def test_the_last_builds_stay(self, warehouse: Warehouse) -> None:
        refs = [add(warehouse, hour) for hour in range(1, 6)]
        assert warehouse.prune(2) == tuple(ids(refs[:3]))
        assert ids(warehouse.builds()) == ids(refs[3:])

    def test_current_and_frozen_builds_stay_whatever_their_age(self, warehouse: Warehouse) -> None:
        refs = [add(warehouse, hour) for hour in range(1, 6)]
        warehouse.freeze(refs[1], "report", TODAY)
        warehouse.publish(refs[0])
        warehouse.prune(1)
        assert ids(warehouse.builds()) == ids([refs[0], refs[1], refs[4]])

    def test_only_the_last_unpublished_build_stays(self, warehouse: Warehouse) -> None:
        failed = [add(warehouse, hour, certified=False) for hour in (1, 2)]
        published = add(warehouse, 3)
        warehouse.prune(5)
        assert ids(warehouse.builds()) == [failed[1].id, published.id]

    def test_who_reads_a_removed_build_keeps_reading(self, warehouse: Warehouse) -> None:
        old, _ = add(warehouse, 1), add(warehouse, 2)
        with old.database.open("rb") as reader:
            warehouse.prune(1)
            assert not old.path.exists()
            assert reader.read() == b"abc"


class TestWriting:
    def test_a_second_writer_is_told_who_holds_the_lock(self, warehouse: Warehouse) -> None:
        script = (
            "import sys; from pathlib import Path; from pipelines.warehouse import Warehouse\n"
            "with Warehouse(Path(sys.argv[1])).writing(): print('held', flush=True); sys.stdin.read()"
        )
        command = [sys.executable, "-c", script, str(warehouse.root)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            with (
                pytest.raises(WarehouseError, match=rf"process {holder.pid} on .*, for \d+ s"),
                warehouse.writing(),
            ):
                pass
            holder.kill()
        with warehouse.writing():  # the lock died with its holder
            pass

    def test_leftovers_of_killed_builds_go_and_builds_stay(self, warehouse: Warehouse) -> None:
        kept = add(warehouse, 1)
        with warehouse.writing():
            draft = warehouse.draft("abcdef", NOON)
            (draft.path / "build.duckdb").touch()
        assert ids(warehouse.builds()) == [kept.id]
        with warehouse.writing():
            warehouse.remove_leftovers()
        assert not draft.path.exists()
        assert warehouse.current() == kept

    def test_a_folder_that_cannot_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(WarehouseError, match="--warehouse"), Warehouse(tmp_path / "file").writing():
            pass
