"""Renders what a build was certified by as Great Expectations' Data Docs.

`python -m data_contracts.data_docs KEPT TARGET BUILD MOMENT`, a process of its own as importing takes seconds: KEPT has
`<feed>.suite.json` and `<feed>.validation.json` (see `gx_documents`), MOMENT is the build's, in ISO 8601.
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import: nothing leaves the machine

import great_expectations as gx
from great_expectations.core import (
    ExpectationSuite,
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
    RunIdentifier,
)
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.data_context.types.resource_identifiers import (
    ExpectationSuiteIdentifier,
    ValidationResultIdentifier,
)
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

from data_contracts.offline_pages import Judged, index, without_the_web
from data_contracts.parent_process import end_with_parent

SITE = "contracts"


def render(kept: Path, out: Path, run: RunIdentifier) -> None:
    """Write the site into `out`: `index.html`, a page for each suite and one for each validation."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for name in context.get_site_names():
        context.delete_data_docs_site(name)
    site = {
        "class_name": "SiteBuilder",
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(out)},
    }
    context.add_data_docs_site(SITE, site)
    results = {}
    for file in sorted(kept.glob("*.suite.json")):
        feed = file.name.removesuffix(".suite.json")
        context.suites.add(ExpectationSuite(**_read(file)))
        key = ValidationResultIdentifier(ExpectationSuiteIdentifier(feed), run, feed)
        results[feed] = _validation(_read(kept / f"{feed}.validation.json"), run)
        context.validation_results_store.set(key, results[feed])
    context.build_data_docs([SITE])
    for page in out.rglob("*.html"):
        page.write_text(without_the_web(page.read_text(encoding="utf-8")), encoding="utf-8")
    judged = [_judged(feed, result, out) for feed, result in results.items()]
    (out / "index.html").write_text(index(str(run.run_name), judged), encoding="utf-8")


def _judged(feed: str, result: ExpectationSuiteValidationResult, out: Path) -> Judged:
    [validation] = (out / "validations" / feed).rglob(f"{feed}.html")
    return Judged(
        feed,
        bool(result.success),
        int(result.statistics["evaluated_expectations"]),
        int(result.statistics["unsuccessful_expectations"]),
        f"expectations/{feed}.html",
        validation.relative_to(out).as_posix(),
    )


def _validation(written: dict[str, Any], run: RunIdentifier) -> ExpectationSuiteValidationResult:
    results = [
        ExpectationValidationResult(
            **{**result, "expectation_config": ExpectationConfiguration(**result["expectation_config"])}
        )
        for result in written["results"]
    ]
    return ExpectationSuiteValidationResult(**{**written, "results": results, "meta": {"run_id": run}})


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


if __name__ == "__main__":
    end_with_parent()
    kept, out, build, moment = sys.argv[1:]
    render(Path(kept), Path(out), RunIdentifier(build, datetime.fromisoformat(moment)))
