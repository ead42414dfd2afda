"""What a build is asked by: the plan, the indicators and the settings, as shipped or as kept beside the build."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import data_contracts
from models.bridges import BRIDGES
from models.catalogue import INDICATORS, Indicator, load_indicators
from models.config import Config, Institution, Settings
from models.facts import DIMS, FACTS
from models.local_targets import with_local_targets
from models.plan import Plan, load_plan, plan_file

FOLDER = "definitions"
PLAN = "plan.yaml"
CONFIGURATION = "configuration.json"
COPIED = {
    "indicators": INDICATORS,
    "facts": FACTS,
    "dims": DIMS,
    "bridges": BRIDGES,
    "contracts": Path(data_contracts.__file__).parent / "feeds",
}
# What a figure or a status depends on; folders, languages and the like are the reader's own.
CONFIGURED: dict[str, type[BaseModel]] = {"institution": Institution, "settings": Settings}


class DefinitionsMissingError(Exception):
    """A build holds no definitions of its own; the message says which and what to do."""


@dataclass(frozen=True)
class Definitions:
    """A plan with the institution's local targets, the indicators by id, and the configuration they are read with."""

    config: Config
    plan: Plan
    indicators: dict[str, Indicator]


def shipped(config: Config) -> Definitions:
    """Those of this version of the program. Raises PlanError, CatalogueError, ConfigError."""
    return Definitions(config, with_local_targets(load_plan(config.plan), config.local_targets), load_indicators())


def keep_definitions(build: Path, config: Config) -> None:
    """Copy into `build/definitions/` all that answers from the build depend on, contracts and SQL too, to be read."""
    home = build / FOLDER
    for name, folder in COPIED.items():
        (home / name).mkdir(parents=True)
        for path in sorted(folder.iterdir()):
            if path.suffix in (".yaml", ".sql"):
                shutil.copyfile(path, home / name / path.name)
    shutil.copyfile(plan_file(config.plan), home / PLAN)
    said = config.model_dump(mode="json", include={*CONFIGURED, "local_targets"})
    (home / CONFIGURATION).write_text(json.dumps(said, indent=2, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def kept_definitions(build: Path, config: Config) -> Definitions:
    """Those that were kept when a build was made; of `config` what they do not say. Raises DefinitionsMissingError."""
    home = build / FOLDER
    if not home.is_dir():
        raise DefinitionsMissingError(
            f"build {build.name} was made before builds kept their definitions, so it cannot be asked as it was then. "
            "Ask the published build (without --build), or build again and freeze that."
        )
    said = json.loads((home / CONFIGURATION).read_text(encoding="utf-8"))
    known = {name: _known(said[name], model.model_fields) for name, model in CONFIGURED.items()}
    plan = {"plan": str(home / PLAN), "local_targets": said["local_targets"]}
    config = Config.model_validate({**config.model_dump(), **known, **plan})
    return Definitions(
        config,
        with_local_targets(load_plan(config.plan), config.local_targets),
        load_indicators(home / "indicators", home / "facts", home / "bridges"),
    )


def _known(said: dict[str, Any], fields: Any) -> dict[str, Any]:
    """What this version still reads: a setting that is gone decides nothing any more."""
    return {name: value for name, value in said.items() if name in fields}
