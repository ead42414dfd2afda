"""The repository itself: what may stand in it, and that what it says of itself is true."""

import re
import runpy
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
RUNNING, DEVELOPING, SPARK = (ROOT / f"requirements{kind}.lock" for kind in ("", "-dev", "-spark"))
LOCKS = (RUNNING, DEVELOPING, SPARK)
TOP_LEVEL = {
    ".ci", "benchmarks", "dashboard", "data_contracts", "docs", "models", "pipelines", "tests",
    ".editorconfig", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "LICENSE", "Makefile", "SECURITY.md",
    "README.md", "pyproject.toml", "requirements.lock", "requirements-dev.lock",
    "requirements-spark.lock",
}  # fmt: skip
REGISTRY_HOST = re.compile(r"https?://[a-z0-9.-]*(py(pi|thonhosted)|npm(js)?|debian|crates|conda)\.", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?<![A-Za-z0-9._-])/(work|farm|root|home|Users|opt|tmp)/[A-Za-z]")
HISTORY = runpy.run_path(str(ROOT / ".ci" / "secrets"))
SECRET: re.Pattern[str] = HISTORY["SECRET"]
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def tracked() -> list[Path]:
    """Files of the repository, without those deleted but not yet committed."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    """`file:line` of every tracked text line in which the pattern occurs."""
    listed = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture, a workbook
            continue
        listed += [
            f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(text.splitlines(), 1) if pattern.search(line)
        ]
    return listed


def locked(*locks: Path) -> dict[str, set[Version]]:
    """Versions per package of lock files; several where Python versions need different ones."""
    versions: dict[str, set[Version]] = {}
    text = "".join(lock.read_text(encoding="utf-8") for lock in locks)
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE):
        versions.setdefault(canonicalize_name(name), set()).add(Version(version))
    return versions


def test_top_level_is_the_fixed_one() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP_LEVEL


def test_no_package_registry_host_stands_in_the_tree() -> None:
    assert lines_matching(REGISTRY_HOST) == []


def test_no_secret_stands_in_the_tree() -> None:
    assert lines_matching(SECRET) == []


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "a1B2" * 9,
        "client_secret = " + f"'{'7b1f0c9e35a2d844' * 2}'",
        '"api_key": ' + f'"{"Zx81kd9Qw" * 3}"',
    ],
)
def test_a_secret_would_be_seen(line: str) -> None:
    assert SECRET.search(line)


def test_a_secret_that_was_removed_again_is_seen_in_the_history(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        own = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(("git", "-C", str(tmp_path), *own, *arguments), check=True, capture_output=True)

    git("init")
    for text in ("AKIA" + "IOSFODNN7EXAMPLE\n", "none\n"):
        (tmp_path / "settings.txt").write_text(text)
        git("add", ".")
        git("commit", "-m", "settings")
    [place] = HISTORY["in_history"](tmp_path)
    assert place.endswith(" settings.txt")


def test_vulnerabilities_are_named_and_packages_that_were_not_looked_up_are_not_taken_for_sound() -> None:
    audit = runpy.run_path(str(ROOT / ".ci" / "audit"))["problems"]
    vulnerable = {"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
    assert audit([vulnerable, {"name": "b", "version": "1", "vulns": []}]) == (["a 1: CVE-1, fixed in 2"], 2)
    assert audit([{"name": "a", "skip_reason": "not found"}]) == ([], 0)


def test_no_path_of_some_machine_stands_in_the_tree() -> None:
    assert lines_matching(MACHINE_PATH) == []


@pytest.mark.parametrize(
    ("locks", "extras"),
    [((RUNNING,), ("setup",)), ((DEVELOPING,), ("setup", "dev")), ((DEVELOPING, SPARK), ("spark",))],
    ids=["to run", "to develop", "on Spark"],
)
def test_locks_pin_what_the_project_asks_for(locks: tuple[Path, ...], extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [text for extra in extras for text in project["optional-dependencies"][extra]]
    asked = [Requirement(text) for text in project["dependencies"] + optional if not text.startswith("utsyn[")]
    versions = locked(*locks)
    unmet = [
        str(requirement)
        for requirement in asked
        if not any(requirement.specifier.contains(v) for v in versions.get(canonicalize_name(requirement.name), ()))
    ]
    assert unmet == [], "run `make lock` and commit the lock files"


def test_what_runs_is_what_is_developed_with() -> None:
    developing = locked(DEVELOPING)
    assert {name: by_name for name, by_name in locked(RUNNING).items() if developing.get(name) != by_name} == {}


def test_running_needs_no_tool_to_develop() -> None:
    assert {"pytest", "playwright", "mypy", "ruff", "scipy", "moto"} & {*locked(RUNNING)} <= {"scipy"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_hashes(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert re.findall(r"^[\w.-]+==[^\\\n]+$", text, re.MULTILINE) == []


def test_commands_of_the_readme_exist_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= named <= targets


def test_readme_begins_with_the_two_commands() -> None:
    blocks = README.read_text(encoding="utf-8").split("```")
    assert re.findall(r"^make \w+", blocks[1], re.MULTILINE) == ["make demo", "make test"]


@pytest.mark.parametrize(
    "document", [p for p in tracked() if p.suffix == ".md"], ids=lambda p: str(p.relative_to(ROOT))
)
def test_links_of_documents_lead_to_files(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_licence_is_the_one_the_package_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "EUPL-1.2"
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text(encoding="utf-8")
