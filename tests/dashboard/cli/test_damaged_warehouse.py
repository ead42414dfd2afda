"""A damaged warehouse is described in words, with a way back; no command ends as a fault of the program."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard import builds, environment
from dashboard.health import ready
from dashboard.result_cache.memory import Memory
from data_contracts.errors import REFUSED, WRONG_USE
from pipelines.building import certifier_client
from pipelines.warehouse import Warehouse
from tests.dashboard.cli.conftest import Utsyn
from tests.pipelines.building import certifier, write_inbox

pytestmark = pytest.mark.slow


def database(home: Path) -> Path:
    current = Warehouse(home).current()
    assert current is not None
    return current.database


def without_table(table: str) -> Callable[[Path], None]:
    def damage(home: Path) -> None:
        with duckdb.connect(database(home)) as connection:
            connection.execute(f"drop table {table}")

    return damage


def frozen(content: str) -> Callable[[Path], None]:
    return lambda home: _write(home / "frozen.json", content)


def _write(path: Path, content: str | bytes) -> None:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _of_year_9999(home: Path) -> None:
    shutil.copytree(database(home).parent, home / "builds" / "99991231T235959Z-abcdef")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "an empty database": lambda home: _write(database(home), b""),
    "a truncated database": lambda home: _write(database(home), database(home).read_bytes()[:20_000]),
    "a database of other bytes": lambda home: _write(database(home), b"\xff" * 50_000),
    "no database": lambda home: database(home).unlink(),
    "a build without its own record": without_table("meta.build"),
    "a build without files": without_table("meta.files"),
    "a build without labels": without_table("dims.labels"),
    "a build without a fact": without_table("facts.stays"),
    "no folder of the build": lambda home: shutil.rmtree(database(home).parent),
    "no manifest": lambda home: (database(home).parent / "manifest.json").unlink(),
    "a manifest that is not JSON": lambda home: _write(database(home).parent / "manifest.json", "{"),
    "an empty pointer": lambda home: _write(home / "current", ""),
    "a pointer of garbage": lambda home: _write(home / "current", b"\xff\xfe\x00garbage"),
    "a pointer out of the warehouse": lambda home: _write(home / "current", "../../etc"),
    "frozen names that are not JSON": frozen("{"),
    "frozen names that are a list": frozen("[1]"),
    "a frozen name without a build": frozen(json.dumps({"report": {"frozen_on": "2026-01-01"}})),
    "a frozen name of no day": frozen(json.dumps({"report": {"build": "x", "frozen_on": "soon"}})),
    "a build of the year 9999": _of_year_9999,
}
REBUILT = ("a truncated database", "a pointer of garbage", "a build of the year 9999")
WAY_BACK = re.compile(r"utsyn builds repair|utsyn build\b|from a backup|name one with --since")
UNREADABLE = tuple(name for name in DAMAGES if "database" in name or "pointer" in name or "folder" in name)
COMMANDS = (
    ("status",),
    ("ask", "outgoing_stays", "--by", "year"),
    ("about", "outgoing_stays"),
    ("builds", "list"),
    ("builds", "show"),
    ("digest",),
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inbox and a warehouse with one build."""
    from dashboard.cli import main

    folder = tmp_path_factory.mktemp("sound")
    write_inbox(folder / "inbox")
    with pytest.raises(SystemExit):
        main(["build", "--inbox", str(folder / "inbox"), "--warehouse", str(folder / "warehouse")])
    assert Warehouse(folder / "warehouse").current() is not None
    return folder


def copied(sound: Path, tmp_path: Path, damage: Callable[[Path], None]) -> tuple[Path, Path]:
    """Inbox and warehouse of a damaged copy."""
    shutil.copytree(sound, tmp_path / "copy")
    home = tmp_path / "copy" / "warehouse"
    damage(home)
    return tmp_path / "copy" / "inbox", home


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_every_command_says_what_is_wrong_and_repair_sets_it_aside(
    damage: Callable[[Path], None], sound: Path, tmp_path: Path, utsyn: Utsyn
) -> None:
    _, home = copied(sound, tmp_path, damage)

    for command in COMMANDS:
        ended = utsyn(*command, "--warehouse", home)
        assert ended.code in (0, REFUSED, WRONG_USE), (command, ended.err)
        assert ended.code == 0 or WAY_BACK.search(ended.err), (command, ended.err)

    assert utsyn("builds", "repair", "--warehouse", home).code == 0
    again = utsyn("builds", "repair", "--warehouse", home)
    assert again.out.startswith(("every build can be read", "no sound build is left"))


@pytest.mark.parametrize("damage", [DAMAGES[name] for name in REBUILT], ids=REBUILT)
def test_after_a_repair_a_build_goes_through(
    damage: Callable[[Path], None], sound: Path, tmp_path: Path, utsyn: Utsyn
) -> None:
    inbox, home = copied(sound, tmp_path, damage)
    utsyn("builds", "repair", "--warehouse", home)

    assert utsyn("build", "--inbox", inbox, "--warehouse", home).code == 0
    assert utsyn("status", "--warehouse", home).code == 0


@pytest.mark.parametrize("name", DAMAGES)
def test_doctor_and_ready_see_it_and_a_build_goes_through_or_says_first_what_to_repair(
    name: str, sound: Path, tmp_path: Path, utsyn: Utsyn, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, home = copied(sound, tmp_path, DAMAGES[name])
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    monkeypatch.setenv(environment.WAREHOUSE, str(home))
    builds.serving.cache_clear()
    Memory.forget(lambda _build: True)

    answer = ready()
    document = json.loads(utsyn("doctor", "--warehouse", home, "--format", "json").out)["findings"]

    builds.serving.cache_clear()
    wrong = [finding for finding in document if finding["about"] == "warehouse" and finding["state"] != "ok"]
    assert bool(wrong) == (name != "a build without a fact")  # an indicator without its fact has no data
    assert all(finding["fix"] for finding in wrong)
    assert answer.status_code == (503 if name in UNREADABLE else answer.status_code)

    before = {path.name for path in (home / "builds").iterdir()}
    ended = utsyn("build", "--inbox", inbox, "--warehouse", home)
    if ended.code:
        assert (ended.code, "utsyn builds repair" in ended.err) == (REFUSED, True)
        assert {path.name for path in (home / "builds").iterdir()} == before
    else:
        assert utsyn("status", "--warehouse", home).code == 0
