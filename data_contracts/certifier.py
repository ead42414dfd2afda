"""The process that certifies: `python -m data_contracts.certifier`.

Importing Great Expectations takes seconds and 200 MB, so a build starts this beside its reading. It prints `ready`,
reads lines, each the path of a feed's counts, and judges it at once. When its input ends it prints one line, either
`{"results": [{"feed", "rule", "expectation", "success", "unexpected_count"}], "documents": {<feed>: {"suite",
"validation"}}}`, or `{"error": "<what went wrong>"}` and exits with 1. Once the build is gone, however it ended, this
process ends too.
"""

import contextlib
import gc
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_contracts.local import SETTINGS, LocalSettings, using
from data_contracts.parent_process import end_with_parent
from data_contracts.trimmed_import import trimmed

if TYPE_CHECKING:
    from data_contracts.value_counts import FeedCounts


def main() -> int:
    """Judge the feeds whose counts standard input names; returns the exit code."""
    end_with_parent()  # before anything that takes long to import
    with trimmed():
        from data_contracts.certify import CertificationError, certify
        from data_contracts.contract_parser import ContractError
    gc.freeze()  # all that was imported stays

    answer_to = sys.stdout
    answer_to.write("ready\n")
    answer_to.flush()
    settings = LocalSettings.from_json(os.environ[SETTINGS]) if SETTINGS in os.environ else LocalSettings()
    with contextlib.redirect_stdout(sys.stderr), using(settings):
        try:
            answer: dict[str, Any] = asdict(certify(map(_received, sys.stdin)))
        except (OSError, ContractError, CertificationError, ValueError, KeyError, TypeError) as error:
            answer = {"error": f"certification could not judge the tables: {error}"}
    answer_to.write(json.dumps(answer) + "\n")
    return 1 if "error" in answer else 0


def _received(line: str) -> "FeedCounts":
    from data_contracts.value_counts import FeedCounts

    return FeedCounts.from_json(Path(line.removesuffix("\n")).read_text(encoding="utf-8"))


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # tidying up takes longer than judging
