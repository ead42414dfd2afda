"""A build whose feeds are called real or synthetic."""

from dataclasses import replace

from models.store import OpenBuild


def originated(build: OpenBuild, *synthetic: str) -> OpenBuild:
    """The build with the files of these feeds synthetic and all others real; `*` is every feed."""
    sources = tuple(
        replace(one, origin="synthetic" if "*" in synthetic or one.feed in synthetic else "real")
        for one in build.sources
    )
    return replace(build, sources=sources, id=f"{build.id}-{'-'.join(synthetic).replace('*', 'all') or 'real'}")
