"""Goals and their statuses as two builds have judged them."""

from dataclasses import replace
from datetime import date
from functools import cache

from dashboard.digest.edition import Edition
from data_contracts.text import Text
from models.config import load_config
from models.plan import Goal
from models.question import Viewer
from models.status import StatusId, StatusRow
from models.store import Asked, OpenBuild, open_kept
from pipelines.warehouse import Warehouse
from tests.dashboard.report.test_frozen import FROZEN, NAME

HOSTILE = '<img src=x onerror=alert(1)> [click](http://evil) *& "more"*\n# head'


def row(goal: str, status: StatusId, **words: object) -> StatusRow:
    """A goal judged; its name is its id in words."""
    named = Text(nb=f"Mål {goal}", en=f"Goal {goal}")
    judged = Goal(id=goal, level="strategic", area="A", text=named, short=named, rule="direction")
    return replace(StatusRow(judged, status), **words)  # type: ignore[arg-type]


def hostile(row: StatusRow) -> StatusRow:
    """The same with a name that would be markup."""
    named = Text(nb=HOSTILE, en=HOSTILE)
    return replace(row, goal=row.goal.model_copy(update={"short": named}))


def edition(address: str | None = "https://utsyn.example.org/") -> Edition:
    """Between the frozen build and one that was made of it later, for the public."""
    build = frozen()
    return Edition(build, replace(build, id="later", as_of=date(2026, 1, 15)), Viewer("public"), address)


@cache
def frozen() -> OpenBuild:
    """The small frozen build, opened."""
    home, config = Warehouse(FROZEN), load_config()
    ref = home.find(NAME)
    return open_kept(ref.path, config, Asked(NAME, ref.frozen[NAME]))
