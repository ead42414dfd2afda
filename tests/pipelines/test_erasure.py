"""Named persons leave nothing behind that leads to them; what was published under a name keeps its figures."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from models.asking import ask
from models.question import Question, Viewer
from models.store import Asked, open_kept
from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.erasure import Done, ErasureError, erase, erasures_of, rotate_key
from pipelines.explaining.explain import explain
from pipelines.staging.person_key import read_key
from pipelines.staging.privacy import hashes_of
from pipelines.warehouse import BuildRef, Warehouse
from tests.pipelines.building import STAYS, certifier, config, write_inbox

pytestmark = pytest.mark.slow
EXACT = Viewer.parse("institutional_analyst")
ERASED = ("P1", "P3")
WITHOUT_P1_AND_P3 = "".join(line for line in STAYS.splitlines(keepends=True) if line.split(",")[1] not in ERASED)


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stays of P1 (loaded, a duplicate too), P2 (loaded) and P3 (quarantined)."""
    monkeypatch.delenv("UTSYN_PERSON_KEY", raising=False)
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    return write_inbox(tmp_path / "inbox")


@pytest.fixture
def home(inbox: Path, tmp_path: Path) -> Warehouse:
    """A frozen build and a later one, both with all three."""
    home = Warehouse(tmp_path / "warehouse")
    home.freeze(built(inbox, home), "report", date(2026, 2, 1))
    built(inbox, home)
    return home


def built(inbox: Path, home: Warehouse) -> BuildRef:
    report = build(config(), inbox, home.root, lambda *_: None, as_of=date(2026, 1, 31))
    assert report.published, report.reasons
    return home.find(report.build)


def figures(ref: BuildRef) -> list[tuple[object, ...]]:
    opened = open_kept(ref.path, config(), Asked("report", date(2026, 2, 1)))
    rows = ask(Question("outgoing_stays", by=("year", "country")), EXACT, opened).rows
    return [(*row.key.values(), row.value) for row in rows]


def bytes_of(folder: Path) -> bytes:
    """Every cell of every database, and every other file, of a folder."""
    rows = b""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if file.suffix == ".parquet":
            rows += str(duckdb.read_parquet(str(file)).fetchall()).encode()
            continue
        rows += file.read_bytes()
        if file.name == "build.duckdb":
            with duckdb.connect(file, read_only=True) as connection:
                for schema, table in connection.execute(
                    "select schema_name, table_name from duckdb_tables()"
                ).fetchall():
                    rows += str(connection.table(f'"{schema}"."{table}"').fetchall()).encode()
    return rows


def test_nothing_changes_while_the_inbox_still_has_them(home: Warehouse) -> None:
    before = bytes_of(home.root / "builds")
    with pytest.raises(ErasureError, match=r"(?s)Take them out of the inbox.*stays/2025\.csv: 2 rows"):
        erase(home, ["P1", "P3"])
    assert bytes_of(home.root / "builds") == before


def test_erased_persons_are_gone_and_the_frozen_edition_keeps_its_figures_and_says_so(
    home: Warehouse, inbox: Path
) -> None:
    hashes = [value.encode() for value in hashes_of(["P1", "P3", "P2"], read_key(home.root))]
    frozen, later = home.builds()
    before = figures(frozen)
    (inbox / "stays/2025.csv").write_text(WITHOUT_P1_AND_P3)
    clean = built(inbox, home)
    home.brought.mkdir()
    (home.brought / "stays.csv").write_text("P1")  # a killed build left it

    done = erase(home, [" P1 ", "P3"])

    assert [ref.id for ref in home.builds()] == [frozen.id, clean.id]
    assert later.id not in [ref.id for ref in home.builds()]
    assert not home.brought.exists()
    assert done[-2:] == (
        Done(f"build {frozen.id} (report)", "keeps its figures, no longer linked to the persons"),
        Done(f"build {later.id}", "removed"),
    )
    left = bytes_of(home.root)
    assert [value in left for value in hashes] == [False, False, True]
    assert figures(home.find("report")) == before == [(2025, "DE", 1), (2025, "FR", 1)]
    assert [(one.why, one.persons) for one in erasures_of(frozen.path)] == [("erased", 2)]
    assert explain(home.find("report")).erasures == erasures_of(frozen.path)
    assert explain(clean).erasures == ()
    with duckdb.connect(frozen.database, read_only=True) as connection:
        stays = connection.execute("select stay_id, person_id from feeds.stays order by country").fetchall()
    assert stays[0][0] != "S1"
    assert stays[1] == ("S2", hashes[2].decode())
    assert erase(home, ["P1", "P3"]) == ()


def test_staged_rows_of_them_go_too(home: Warehouse, inbox: Path) -> None:
    (inbox / "stays/2025.csv").write_text(WITHOUT_P1_AND_P3)
    build(config(), inbox, home.root, lambda *_: None, hold=True)  # nothing is forgotten, as nothing is published
    built(inbox, home)
    assert not any(value.encode() in bytes_of(home.staging) for value in hashes_of(["P1"], read_key(home.root)))


def test_a_new_key_cuts_every_kept_build_loose_and_recognises_persons_in_the_next(home: Warehouse, inbox: Path) -> None:
    former = read_key(home.root)
    hashes = [value.encode() for value in hashes_of(["P1", "P2", "P3"], former)]
    before = figures(home.find("report"))

    rotate_key(home)

    left = bytes_of(home.root)
    assert not any(value in left for value in (*hashes, former))
    assert (home.root / "person.key").stat().st_mode & 0o777 == 0o600
    assert figures(home.find("report")) == before
    new = hashes_of(["P1"], read_key(home.root))
    assert new[0].encode() in bytes_of(built(inbox, home).path)
    assert [(one.why, one.persons) for one in erasures_of(home.find("report").path)] == [("new_key", 3)]
