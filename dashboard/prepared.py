"""Whether the first visits to a build are prepared, for whose rights, and by which definitions."""

from contextlib import suppress

from dashboard.builds import serving
from dashboard.result_cache.kept import decided_by
from models.kept_results import RESULTS
from models.question import Viewer
from models.store import OpenBuild
from pipelines.durable import write_atomically

PUBLIC, EMPLOYEE = Viewer("public"), Viewer("viewer")
MARK = "prepared"


def prepared_for() -> tuple[Viewer, ...]:
    """The rights that most readers of this process have."""
    served = serving()
    return (served.without_sign_in,) if served.config.access.sign_in == "none" else (PUBLIC, EMPLOYEE)


def is_prepared(build: OpenBuild) -> bool:
    """Whether that was noted of a build, and holds for the definitions, settings and program of this process."""
    try:
        return (serving().warehouse / RESULTS / build.id / MARK).read_text(encoding="utf-8") == _noted(build)
    except (OSError, UnicodeDecodeError):
        return False


def note_prepared(build: OpenBuild) -> None:
    """Note it of a build."""
    with suppress(OSError):  # what cannot be kept is computed when it is asked for
        write_atomically(serving().warehouse / RESULTS / build.id / MARK, _noted(build))


def _noted(build: OpenBuild) -> str:
    return f"{decided_by(build)} {' '.join(map(str, prepared_for()))}"
