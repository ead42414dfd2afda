"""Every download in the log of exports, before it is handed out."""

from collections.abc import Mapping

from dashboard import builds
from dashboard.report.log import note_export
from models.question import Viewer


def note_download(build: str, viewer: Viewer, asked: Mapping[str, object]) -> None:
    """Add a line on what is about to be handed out. Raises OSError where the log cannot be written."""
    note_export(builds.serving().warehouse, viewer, build, asked, builds.serving().logged_as)
