"""What a build was certified by, as Great Expectations keeps it, and its Data Docs, rendered when somebody asks."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import data_contracts
from data_contracts.parent_process import named_as_parent
from pipelines.build_id import stamp_of
from pipelines.warehouse import BuildRef, WarehouseError

FOLDER = "great_expectations"
COMMAND = (sys.executable, "-m", "data_contracts.data_docs")
HOME = Path(data_contracts.__file__).parent.parent
PATIENCE_SECONDS = 600


def keep_documents(build: Path, documents: Mapping[str, Mapping[str, object]]) -> None:
    """Write `<feed>.suite.json` and `<feed>.validation.json` into a build's folder."""
    (build / FOLDER).mkdir()
    for feed, kinds in documents.items():
        for kind, content in kinds.items():
            text = json.dumps(content, indent=1, ensure_ascii=False)
            (build / FOLDER / f"{feed}.{kind}.json").write_text(text, encoding="utf-8")


def has_documents(build: Path) -> bool:
    """Whether a build keeps any; those of earlier versions do not."""
    return any((build / FOLDER).glob("*.suite.json"))


def render(ref: BuildRef, out: Path) -> Path:
    """Render the Data Docs of a build into a folder, in a process of its own. Gives the first page.

    Raises WarehouseError where the build keeps no documents, or they cannot be rendered.
    """
    if not has_documents(ref.path):
        raise WarehouseError(
            f"build {ref.id} keeps no suites and results of Great Expectations: it was made before builds kept them, "
            "or nothing was certified. Run `utsyn build` to make one that does."
        )
    arguments = (ref.path / FOLDER, out.resolve(), ref.id, stamp_of(ref.id).isoformat())
    ended = subprocess.run(
        (*COMMAND, *map(str, arguments)),
        cwd=HOME,
        env=named_as_parent(),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    page = out / "index.html"
    if ended.returncode or not page.is_file():
        lines = ended.stderr.strip().splitlines() or [f"exit code {ended.returncode}"]
        raise WarehouseError(f"the Data Docs of build {ref.id} could not be rendered: {lines[-1]}")
    return page


def pack(folder: Path, archive: Path) -> None:
    """Put a rendered site into a zip, from where a reader opens `index.html`."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for directory, _, names in os.walk(folder):
            for name in sorted(names):
                packed.write(Path(directory) / name, (Path(directory) / name).relative_to(folder))
