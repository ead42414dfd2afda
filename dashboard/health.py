"""`/health`: the process answers. `/ready`: a published build opens, how old it is, and how the last build ended."""

from datetime import UTC, datetime

from starlette.responses import JSONResponse

from dashboard.builds import BuildUnreadable, current_build, serving
from pipelines.warehouse import Warehouse, WarehouseError


def health() -> JSONResponse:
    """Always ok while the process answers."""
    return JSONResponse({"state": "ok"}, headers={"cache-control": "no-store"})


def ready() -> JSONResponse:
    """200 with the published build, 503 with what is wrong; says nothing that depends on rights."""
    try:
        build = current_build()
        newest = Warehouse(serving().warehouse).builds()[-1:]
    except (BuildUnreadable, WarehouseError) as error:
        return _answer(503, state="unreadable", problem=type(error).__name__)
    if build is None:
        return _answer(503, state="no build")
    age = datetime.now(UTC) - datetime.fromisoformat(build.built_at)
    last = "published" if newest and newest[0].published else "not published"
    return _answer(200, state="ready", build=build.id, age_seconds=int(age.total_seconds()), last_build=last)


def _answer(status: int, **content: str | int) -> JSONResponse:
    return JSONResponse(content, status, headers={"cache-control": "no-store"})
