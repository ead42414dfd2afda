"""What a build is asked by: the plan, the indicators and the settings, as shipped or as kept beside the build."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, BaseModel, ValidationError
from pydantic.fields import FieldInfo

import data_contracts
from data_contracts.errors import UtsynError
from models.bridges import BRIDGES
from models.catalogue import INDICATORS, Indicator, catalogue, load_indicators
from models.config import Config, ConfigError
from models.config_sections import Institution, Settings, named_by_language
from models.facts import DIMS, FACTS
from models.local_targets import check_comparisons, with_local_targets
from models.plan import Plan, load_plan, plan_file, shipped_plans

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


class DefinitionsMissingError(UtsynError):
    """A build holds no definitions of its own; the message says which and what to do."""


@dataclass(frozen=True)
class Definitions:
    """A plan with the institution's local targets, the indicators by id, and the configuration they are read with."""

    config: Config
    indicators: Mapping[str, Indicator]

    @cached_property
    def plan(self) -> Plan:
        """The plan with the institution's own targets and comparisons. Raises PlanError, ConfigError."""
        return localised(self.config, self.indicators)


def shipped(config: Config) -> Definitions:
    """Those of this version of the program, each read when it is needed."""
    return Definitions(config, catalogue())


def localised(config: Config, indicators: Mapping[str, Indicator]) -> Plan:
    """The plan with the institution's own targets and comparisons. Raises PlanError, ConfigError."""
    if not plan_file(config.plan).is_file():
        says = (
            f"plan: {config.plan}: no such plan. Known plans: {', '.join(shipped_plans())}; or give a path to a file."
        )
        raise config.located(ConfigError(says, ("plan",)))
    plan = load_plan(config.plan)
    try:
        check_comparisons(plan, config.local_comparisons)
        return with_local_targets(plan, config.local_targets, indicators)
    except ConfigError as error:
        raise config.located(error) from error


def keep_definitions(build: Path, config: Config) -> None:
    """Copy into `build/definitions/` all that answers from the build depend on, contracts and SQL too, to be read."""
    home = build / FOLDER
    kept = dict(_files(config))
    for folder in {(home / name).parent for name in kept}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, path in kept.items():
        shutil.copyfile(path, home / name)
    (home / CONFIGURATION).write_text(_configuration(config), encoding="utf-8")


def definitions_digest(config: Config) -> str:
    """SHA-256 (hex) over what `keep_definitions` would keep, and the code lists."""
    digest = hashlib.sha256(_configuration(config).encode())
    lists = sorted(path for path in (Path(data_contracts.__file__).parent / "codes").iterdir() if path.is_file())
    for name, path in (*_files(config), *((path.name, path) for path in lists)):
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(config: Config) -> Iterator[tuple[str, Path]]:
    """What is kept, by the name that it is kept under."""
    for name, folder in COPIED.items():
        for path in sorted(folder.iterdir()):
            if path.suffix in (".yaml", ".sql"):
                yield f"{name}/{path.name}", path
    for feed, query in config.inputs.items():
        yield f"queries/{feed}.sql", query.sql
    for name, path in sorted(config.code_lists.items()):
        yield f"code_lists/{name}.csv", path
    yield PLAN, plan_file(config.plan)


def _configuration(config: Config) -> str:
    settings = config.model_dump(mode="json", include={*CONFIGURED, "local_targets", "local_comparisons"})
    return json.dumps(settings, indent=2, ensure_ascii=False, sort_keys=True)


def kept_configuration(build: Path, config: Config) -> Config:
    """What a build was made with; of `config` what was not kept. Raises DefinitionsMissingError."""
    home = build / FOLDER
    if not home.is_dir():
        raise DefinitionsMissingError(
            f"build {build.name} was made before builds kept their definitions, so it cannot be asked as it was then. "
            "Ask the published build (without --build), or build again and freeze that."
        )
    kept = json.loads((home / CONFIGURATION).read_text(encoding="utf-8"))
    if "name" not in kept["institution"]:  # as builds kept it before names were gathered by language
        kept["institution"] = named_by_language(kept["institution"])
    known_settings = {name: _known(kept[name], model.model_fields) for name, model in CONFIGURED.items()}
    plan = {
        "plan": str(home / PLAN),
        "local_targets": kept["local_targets"],
        "local_comparisons": kept.get("local_comparisons", []),
    }
    try:
        return Config.model_validate({**config.model_dump(), **known_settings, **plan})
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise DefinitionsMissingError(
            f"build {build.name} was made with settings that are refused today ({problems}), so it cannot be asked "
            "as it was then. Ask the published build (without --build)."
        ) from error


def kept_definitions(build: Path, config: Config) -> Definitions:
    """Those that were kept when a build was made; of `config` what they do not say. Raises DefinitionsMissingError."""
    home, config = build / FOLDER, kept_configuration(build, config)
    indicators = load_indicators(home / "indicators", home / "facts", home / "bridges")
    return Definitions(config, indicators)


def _known(kept: dict[str, Any], fields: Mapping[str, FieldInfo]) -> dict[str, Any]:
    """What this version still reads, also under an earlier name; a setting that is gone decides nothing any more."""
    earlier = (field.validation_alias for field in fields.values())
    names = {name for alias in earlier if isinstance(alias, AliasChoices) for name in alias.choices}
    return {name: value for name, value in kept.items() if name in fields or name in names}
