"""What a reader ordered on the page Export, as the worker receives it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.report.opendata import Csv
from models.config import Config
from models.store import Asked, OpenBuild, open_build, open_kept
from pipelines.warehouse import Warehouse

ZIP = "pack.zip"


@dataclass(frozen=True)
class Order:
    """A pack to be made: which year, languages, rights (as `Viewer.parse` reads them) and build.

    `build` is an id; `name` is set where that build is to be read as it was then. `who` ordered it, as the log names
    people (None: the account that runs the program).
    """

    config: str
    warehouse: str
    build: str
    name: str | None
    viewer: str
    year: int
    languages: tuple[str, ...]
    csv: Csv = "comma"
    who: str | None = None

    @property
    def question(self) -> dict[str, object]:
        """What was asked for, as the log notes it."""
        named = {} if self.name is None else {"build_name": self.name}
        return {"year": self.year, "language": list(self.languages), **named}

    def to_json(self) -> str:
        """As one JSON object."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Order":
        """Read what `to_json` wrote."""
        values = json.loads(text)
        return cls(**values | {"languages": tuple(values["languages"])})

    def opened(self, config: Config) -> OpenBuild:
        """The build of the order, also when another has been published since. Raises WarehouseError."""
        ref = Warehouse(Path(self.warehouse)).find(self.name or self.build)
        if self.name is None:
            return open_build(ref.path, config)
        return open_kept(ref.path, config, Asked(self.name, ref.frozen.get(self.name)))
