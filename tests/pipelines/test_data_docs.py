"""A build keeps what it was certified by in Great Expectations' own form, and its Data Docs are rendered from that."""

import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.stored_columns import stored
from data_contracts.value_counts import judged
from pipelines.build import build
from pipelines.data_docs import FOLDER, has_documents, pack, render
from pipelines.warehouse import BuildRef, Warehouse, WarehouseError
from tests.kept_builds import unpack
from tests.pipelines.building import config, write_inbox

pytestmark = pytest.mark.slow
# Reads the suites and results as Great Expectations itself does; says each feed's expectations.
READ_BY_ITS_OWN = """\
import json, sys
from pathlib import Path
from data_contracts.data_docs import _read, _validation
from great_expectations.core import ExpectationSuite, RunIdentifier
suites = {}
for file in Path(sys.argv[1]).glob("*.suite.json"):
    feed = file.name.removesuffix(".suite.json")
    suite = ExpectationSuite(**_read(file))
    result = _validation(_read(file.with_name(f"{feed}.validation.json")), RunIdentifier("run"))
    suites[feed] = [len(suite.expectations), len(result.results), result.success]
print(json.dumps(suites))
"""


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> BuildRef:
    """A build of two feeds, certified by Great Expectations."""
    folder = tmp_path_factory.mktemp("certified")
    home = Warehouse(folder / "warehouse")
    report = build(config(), write_inbox(folder / "inbox"), home.root, lambda *_: None)
    assert report.published, report.reasons
    return home.find(report.build)


def kept(ref: BuildRef, feed: str, kind: str) -> dict[str, list[dict[str, dict[str, object]]]]:
    content: dict[str, list[dict[str, dict[str, object]]]] = json.loads(
        (ref.path / FOLDER / f"{feed}.{kind}.json").read_text(encoding="utf-8")
    )
    return content


@pytest.mark.parametrize("feed", ["stays", "units"])
def test_a_suite_has_each_rule_that_was_certified_and_its_result_the_build_s_counts(
    certified: BuildRef, feed: str
) -> None:
    rules = [rule.name for rule in judged(stored(load_contract(feed)))]
    assert [one["meta"]["rule"] for one in kept(certified, feed, "suite")["expectations"]] == rules
    results = kept(certified, feed, "validation")["results"]
    with duckdb.connect(certified.database, read_only=True) as connection:
        query = "select rule, unexpected_count from meta.expectations where feed = ?"
        counts = dict(connection.execute(query, [feed]).fetchall())
        [(rows,)] = connection.execute(f"select count(*) from feeds.{feed}").fetchall()
    by_name = {str(one["expectation_config"]["meta"]["rule"]): one["result"] for one in results}  # type: ignore[index]
    assert {rule: result["unexpected_count"] for rule, result in by_name.items()} == counts
    assert {result["element_count"] for result in by_name.values()} == {rows}


def test_great_expectations_reads_them_back(certified: BuildRef) -> None:
    command = (sys.executable, "-c", READ_BY_ITS_OWN, str(certified.path / FOLDER))
    document = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    count = {feed: len(judged(stored(load_contract(feed)))) for feed in ("stays", "units")}
    assert document == {feed: [rules, rules, True] for feed, rules in count.items()}


def test_no_cell_of_a_row_is_in_them(certified: BuildRef) -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in (certified.path / FOLDER).iterdir())
    with duckdb.connect(certified.database, read_only=True) as connection:
        cells = connection.execute("select person_id, stay_id, date_from::varchar from feeds.stays").fetchall()
    assert not any(f'"{cell}"' in text for row in cells for cell in row)


def test_data_docs_have_a_page_for_each_suite_and_each_result(certified: BuildRef, tmp_path: Path) -> None:
    page = render(certified, tmp_path / "docs")
    pages = {path.relative_to(tmp_path / "docs").parts[0] + ":" + path.stem for path in page.parent.rglob("*.html")}
    assert pages == {
        "index.html:index",
        "expectations:stays",
        "expectations:units",
        "validations:stays",
        "validations:units",
    }
    assert certified.id in page.read_text(encoding="utf-8")
    pack(page.parent, tmp_path / "docs.zip")
    assert (tmp_path / "docs.zip").stat().st_size > 10_000


def test_data_docs_ask_no_other_machine_for_anything(certified: BuildRef, tmp_path: Path) -> None:
    page = render(certified, tmp_path / "docs")
    for path in page.parent.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        loaded = re.findall(r"(?:src|data-href)=\"([^\"]+)|<link[^>]*href=\"([^\"]+)|url\(['\"]?([^)'\"]+)", html)
        for name in filter(None, (part for parts in loaded for part in parts)):
            assert not re.match(r"(?:https?:)?//", name), (path, name)
            assert (path.parent / name).is_file(), (path, name)
        assert "<script" not in html
    index = page.read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', index)
    assert len(links) == 4
    assert all((page.parent / link).is_file() for link in links)
    assert "<td>units</td><td>holds</td>" in index
    [results] = (page.parent / "validations/units").rglob("units.html")
    assert "unit_code is not empty." in results.read_text(encoding="utf-8")


def test_a_build_of_before_says_why_it_has_none(tmp_path: Path) -> None:
    folder = unpack(1, tmp_path)
    assert not has_documents(folder)
    with pytest.raises(WarehouseError, match="was made before builds kept them"):
        render(Warehouse(tmp_path).find(folder.name), tmp_path / "docs")
