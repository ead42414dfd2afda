"""How the rows of a build fared, explained once per build, and who may see the rows themselves."""

from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.builds import KEPT_BUILDS, readable, serving
from dashboard.result_cache.memory import Memory
from models.store import OpenBuild
from pipelines.data_docs import has_documents, pack, render
from pipelines.explaining.explain import BuildExplained, explain
from pipelines.explaining.quarantine import write_quarantined
from pipelines.warehouse import Warehouse


def explained(build: OpenBuild) -> BuildExplained:
    """All that can be said of a build. Raises BuildUnreadable."""
    with readable():
        return _explained(build.id)


def may_see_rows() -> bool:
    """Whether this process may show cells of rows: they are of single persons, whom counts alone would hide."""
    return serving().viewer.sees_exact_figures


def quarantined_csv(build_id: str, feed: str) -> bytes:
    """The rows of a feed that a build quarantined, for its steward. Raises PermissionError, WarehouseError, OSError."""
    if not may_see_rows():
        raise PermissionError(f"{serving().viewer} may not take out rows")
    with TemporaryDirectory() as folder:
        out = Path(folder) / "quarantined.csv"
        write_quarantined(Warehouse(serving().warehouse).find(build_id), feed, out)
        serving().note_download(build_id, serving().viewer, {"download": "quarantine", "feed": feed})
        return out.read_bytes()


def has_data_docs(build: OpenBuild) -> bool:
    """Whether a build keeps suites and results of Great Expectations, for a reader who may have exact counts."""
    return may_see_rows() and has_documents(build.folder)


def data_docs(build_id: str) -> bytes:
    """A zip with a build's Data Docs, rendered now. Raises PermissionError, WarehouseError, OSError."""
    if not may_see_rows():
        raise PermissionError(f"{serving().viewer} may not take out exact counts")
    with TemporaryDirectory() as folder:
        render(Warehouse(serving().warehouse).find(build_id), Path(folder) / "data_docs")
        pack(Path(folder) / "data_docs", Path(folder) / "data_docs.zip")
        serving().note_download(build_id, serving().viewer, {"download": "data_docs"})
        return (Path(folder) / "data_docs.zip").read_bytes()


def _explained(build_id: str) -> BuildExplained:
    return _explanations.get((build_id, ""), lambda: explain(Warehouse(serving().warehouse).find(build_id)))


_explanations: Memory[BuildExplained] = Memory(KEPT_BUILDS)
