"""Names of the public sources that nothing matches, so that somebody can review them."""

from dataclasses import dataclass

from models.store import OpenBuild


@dataclass(frozen=True)
class Unmatched:
    """An institution that a source names and that is not known: with its size there, in euros, persons or works."""

    source: str
    institution: str
    name: str
    size: int


def unmatched(build: OpenBuild) -> tuple[Unmatched, ...]:
    """Those of the home country, the largest of each source first; a build older than this has none."""
    if "unmatched_institutions" not in build.engine.tables("dims"):
        return ()
    rows = build.engine.rows(
        "select source, institution, name, size from dims.unmatched_institutions order by source, size desc, name"
    )
    return tuple(Unmatched(str(a), str(b), str(c), int(str(size or 0))) for a, b, c, size in rows)
