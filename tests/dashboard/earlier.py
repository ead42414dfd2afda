"""Earlier builds in a test, beside the one that is served: as a warehouse has them, without its folders."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from dashboard import builds
from models.store import Asked, OpenBuild
from pipelines.warehouse import BuildRef, WarehouseError


def beside(
    shown: OpenBuild,
    earlier: Mapping[str, OpenBuild],
    monkeypatch: pytest.MonkeyPatch,
    frozen: Mapping[str, str] | None = None,
) -> None:
    """Builds by the day they were published (`2025-06-12`), and editions by their name: the day of their build, which
    was frozen a day later.
    """
    days = {_id(day): build for day, build in earlier.items()}
    names = {name: _id(day) for name, day in (frozen or {}).items()}
    frozen_on = {name: date.fromisoformat(day).replace(day=date.fromisoformat(day).day + 1)
                 for name, day in (frozen or {}).items()}  # fmt: skip
    current = BuildRef(shown.id, Path(shown.id), published=True, current=True)

    def ref(build_id: str) -> BuildRef:
        own = {name: frozen_on[name] for name, build in names.items() if build == build_id}
        return BuildRef(build_id, Path(build_id), published=True, frozen=own)

    def find(name: str) -> BuildRef:
        if names.get(name, name) not in days:
            raise WarehouseError(f"there is no build {name}")
        return ref(names.get(name, name))

    def opened(folder: Path, _config: object, requested: Asked) -> OpenBuild:
        day = date.fromisoformat(folder.name[:8]).isoformat()
        return replace(days[folder.name], id=folder.name, built_at=f"{day}T08:00:00Z", asked=requested)

    warehouse = SimpleNamespace(
        current=lambda: current,
        frozen=lambda: frozen_on,
        published_before=lambda build_id: [ref(day) for day in sorted(days) if day < build_id],
        find=find,
    )
    monkeypatch.setattr(builds, "Warehouse", lambda _root: warehouse)
    monkeypatch.setattr(builds, "open_kept", opened)


def _id(day: str) -> str:
    return f"{day.replace('-', '')}T080000Z-00000a"
