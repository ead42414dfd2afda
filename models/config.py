"""The institution's own file, `utsyn.toml`: who it is, where its files are, its settings."""

import os
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    Field,
    PrivateAttr,
    ValidationError,
    field_validator,
    model_validator,
)

from data_contracts.contract import feeds
from data_contracts.errors import UtsynError
from data_contracts.local import DEADLINES, OWN_LISTS, LocalSettings
from data_contracts.text import LANGUAGES, check_languages
from data_contracts.yaml_text import UnreadableTextError, in_line, read_text
from models.access import Access
from models.config_sections import (
    NO_COUNTRY,
    AccessibilitySettings,
    Country,
    DashboardSettings,
    Institution,
    LocalComparison,
    LocalTarget,
    MailSettings,
    PeerSet,
    Query,
    Section,
    Settings,
    SparkSettings,
)
from models.environment import CONFIG, from_environment, with_environment
from models.institutions import known_institutions
from models.monitoring import Monitoring
from models.retention import Retention
from models.toml_lines import line_of_setting

FILE = "utsyn.toml"
DEFAULT_CONFIG = Path(__file__).parent / FILE  # the shipped one
PLAN_UNTIL_NAMED = "general"


class ConfigError(UtsynError):
    """The configuration file cannot be used; the message says what, where and how to fix it.

    `keys` lead to the setting, for a message that does not name its file and line yet.
    """

    def __init__(self, message: str, keys: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.keys = keys


Named = TypeVar("Named", bound=Collection[str])


class Config(BaseModel):
    """One institution's configuration. Relative paths are relative to the folder of the file."""

    model_config = Section.model_config

    plan: str = PLAN_UNTIL_NAMED  # the name of a shipped plan, or the path of a file ending in .yaml
    inbox: Path = Path("inbox")
    inbox_objects: str | None = Field(default=None, pattern="^s3://[^/]+(/.*[^/])?$")  # an inbox in object storage
    warehouse: Path = Path("warehouse")
    languages: Annotated[tuple[str, ...], AfterValidator(check_languages)] = tuple(LANGUAGES)
    keep_builds: int = Field(default=5, ge=1)
    institution: Institution
    settings: Settings = Settings()
    local_targets: tuple[LocalTarget, ...] = ()
    local_comparisons: tuple[LocalComparison, ...] = ()
    peer_sets: tuple[PeerSet, ...] = ()  # institutions to be compared with, the first set unless another is asked for
    partner_merges: Path | None = None  # csv of decided merges of partners, from `utsyn partners propose`
    profiles: dict[str, str] = {}  # feed → a shipped profile's name, or the path of a file ending in .yaml
    inputs: dict[str, Query] = {}  # feed → the query that gives its rows, beside its files in the inbox
    newest_wins: tuple[
        str, ...
    ] = ()  # feeds whose files hold earlier rows again: of a key the newest file's row counts
    code_lists: dict[str, Path] = {}  # one of OWN_LISTS → a csv file that takes the place of the shipped list
    dashboard: DashboardSettings = DashboardSettings()
    access: Access = Access()
    mail: MailSettings | None = None
    retention: Retention = Retention()
    monitoring: Monitoring = Monitoring()
    accessibility: AccessibilitySettings = AccessibilitySettings()
    engine: Literal["duckdb", "spark"] = "duckdb"  # what makes the next build's facts and answers from it
    spark: SparkSettings = SparkSettings()
    partner_countries: dict[str, Country] = {}  # SCHAC code (esade.edu) → country
    headings: dict[str, dict[str, list[str]]] = {}  # inbox folder → our column → further headings
    sources: dict[str, dict[str, Any]] = {}  # inbox folder → what replaces its keys in pipelines/fetching/sources.yaml
    _file: Path | None = PrivateAttr(default=None)  # where it was read

    def without_country(self) -> str | None:
        """What is wrong where the institution has not said yet in which country it is; else None."""
        if self.institution.country != NO_COUNTRY:
            return None
        says = (
            f"institution.country: {NO_COUNTRY} means that no country is set, and without it no stay is known to be "
            "abroad. Write the two letters of ISO 3166 of your own country, such as ES or DK"
        )
        return str(self.located(ConfigError(says, ("institution", "country"))))

    def located(self, error: ConfigError) -> ConfigError:
        """The same error with the file that these settings are from, and the line of the setting."""
        if self._file is None or not error.keys:
            return error
        return ConfigError(f"{self._file}: {error}{_line(self._file, error.keys)}")

    @model_validator(mode="before")
    @classmethod
    def _inbox_may_be_objects(cls, fields: Any) -> Any:
        """An inbox `s3://bucket/folder` is not a path."""
        if isinstance(fields, dict) and str(inbox := fields.get("inbox", "")).startswith("s3://"):
            return {key: value for key, value in fields.items() if key != "inbox"} | {"inbox_objects": inbox}
        return fields

    @field_validator("code_lists")
    @classmethod
    def _are_own_lists(cls, lists: dict[str, Path]) -> dict[str, Path]:
        if unknown := sorted(set(lists) - set(OWN_LISTS)):
            raise ValueError(
                f"{', '.join(unknown)} cannot be replaced; an institution's own are {', '.join(OWN_LISTS)}"
            )
        return lists

    @field_validator("peer_sets")
    @classmethod
    def _are_known_institutions(cls, sets: tuple[PeerSet, ...]) -> tuple[PeerSet, ...]:
        institutions = known_institutions()
        for one in sets:
            if unknown := sorted(set(one.institutions) - set(institutions)):
                raise ValueError(
                    f"{one.id}: no institution is called {', '.join(unknown)}; known: {', '.join(institutions)}"
                )
        if twice := [name for name, times in Counter(one.id for one in sets).items() if times > 1]:
            raise ValueError(f"{', '.join(twice)} is there twice; keep one")
        return sets

    @field_validator("newest_wins", "profiles", "inputs")
    @classmethod
    def _are_feeds(cls, named: Named) -> Named:
        if unknown := sorted(set(named) - set(feeds())):
            raise ValueError(f"there is no feed {', '.join(unknown)}; feeds are {', '.join(feeds())}")
        return named

    @property
    def local_settings(self) -> LocalSettings:
        """What contracts take from this configuration. Raises ConfigError for a code list that cannot be read."""
        lists = []
        for name, path in sorted(self.code_lists.items()):
            try:
                lists.append((name, path.read_text(encoding="utf-8-sig")))
            except (OSError, UnicodeDecodeError) as error:
                says = f"code_lists.{name}: {path} is not a file of UTF-8 text that can be read"
                raise self.located(ConfigError(says, ("code_lists", name))) from error
        days = dict(self.settings.deadlines)
        deadlines = tuple((name, days[name]) for name, _ in DEADLINES)
        return LocalSettings(
            self.institution.country,
            tuple(lists),
            deadlines,
            self.institution.unit_code_digits,
            self.settings.academic_year_month,
            self.settings.eligible_ects,
        )


def find_config(environment: Mapping[str, str] = os.environ) -> Path:
    """The file where none is named: that of UTSYN_CONFIG, else utsyn.toml of this folder, else the shipped one."""
    if named := environment.get(CONFIG):
        return Path(named)
    here = Path.cwd() / FILE
    return here if here.is_file() else DEFAULT_CONFIG


def folder_of(path: Path) -> Path:
    """Where the relative paths of a configuration begin: the folder of its file; for the default the current one."""
    path = path.resolve()
    return Path.cwd() if path == DEFAULT_CONFIG.resolve() else path.parent


def load_config(path: Path = DEFAULT_CONFIG) -> Config:
    """Read and check a configuration file, with what the environment sets in place of it.

    Raises ConfigError with file or variable, key and what was expected.
    """
    try:
        data = with_environment(tomllib.loads(read_text(path)), os.environ)
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror}). Name another with --config FILE or UTSYN_CONFIG, or begin one "
            "with `utsyn init FOLDER`."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    except UnreadableTextError as error:
        raise ConfigError(f"{path}: {error}") from error
    except ValueError as error:
        raise ConfigError(str(error)) from error
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        errors = [one for one in error.errors() if one["type"] != "default_factory_not_called"]  # another's fault
        raise ConfigError("; ".join(problem(path, one["loc"], one["msg"]) for one in errors)) from error
    config._file = path  # its own: a field would be a setting
    base = folder_of(path)
    profiles = {
        feed: str(base / name) if name.endswith((".yaml", ".yml")) else name for feed, name in config.profiles.items()
    }
    plan = str(base / config.plan) if config.plan.endswith((".yaml", ".yml")) else config.plan
    paths: dict[str, Any] = {"plan": plan, "inbox": base / config.inbox, "warehouse": base / config.warehouse}
    if config.partner_merges is not None:
        paths["partner_merges"] = base / config.partner_merges
    paths["code_lists"] = {name: _list_file(path, file) for name, file in config.code_lists.items()}
    paths["inputs"] = {feed: query.below(base) for feed, query in config.inputs.items()}
    return config.model_copy(update={**paths, "profiles": profiles})


def _list_file(config: Path, file: Path) -> Path:
    """A list beside the configuration, else one that is shipped: a copy of the shipped configuration names those."""
    beside = config.resolve().parent / file
    shipped = DEFAULT_CONFIG.parent / file
    return shipped if shipped.is_file() and not beside.exists() else beside


def _line(path: Path, keys: Sequence[str | int]) -> str:
    return in_line(line_of_setting(path.read_text(encoding="utf-8-sig"), keys))


def problem(path: Path, place: tuple[str | int, ...], message: str) -> str:
    """What is wrong with one setting, named by its key and by the variable, or the file and line, that it is from."""
    variables = from_environment(os.environ)
    if place and place[0] == "inbox_objects":
        place = ("inbox", *place[1:])
    keys = tuple(map(str, place))
    within = (keys[:length] for length in range(len(keys), 0, -1))
    source = next((variables[part] for part in within if part in variables), path)
    line = _line(path, place) if source is path else ""
    return f"{source}: {'.'.join(keys)}: {message.removeprefix('Value error, ')}{line}"
