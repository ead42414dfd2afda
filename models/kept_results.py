"""Where what is computed of a build once is kept for others: beside the builds, in a folder that may be removed."""

from pathlib import Path

BUILDS, RESULTS = "builds", "cache"


def results_of(build: Path) -> Path | None:
    """The folder for results of the build in a folder; None for one that is in no warehouse."""
    return build.parent.parent / RESULTS / build.name if build.parent.name == BUILDS else None
