"""The institution's own file, `utsyn.toml`: who it is, where its files are, its settings."""

import os
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar
from urllib.parse import quote, unquote, urlsplit

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from data_contracts.contract import LEAST_LOADED, feeds
from data_contracts.errors import UtsynError
from data_contracts.local import DEADLINES, OWN_LISTS, LocalSettings
from data_contracts.text import LANGUAGES, MESSAGES, OwnText, check_languages
from data_contracts.yaml_text import in_line
from models.access import Access
from models.environment import CONFIG, from_environment, with_environment
from models.monitoring import Monitoring
from models.question import QuestionError, Viewer
from models.retention import Retention
from models.toml_lines import line_of_setting

WITH_OWN_HEADINGS = (
    "eche",
    "erasmus_ka1",
    "ror",
)  # whose headings drift: the configuration may add some
FILE = "utsyn.toml"
DEFAULT_CONFIG = Path(__file__).parent / FILE  # the shipped one
SHIPPED_PLAN = min(path.stem for path in (Path(__file__).parent / "plans").glob("*.yaml"))


class ConfigError(UtsynError):
    """The configuration file cannot be used; the message says what, where and how to fix it."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, allow_inf_nan=False)


Named = TypeVar("Named", bound=Collection[str])
Year = Annotated[int, Field(ge=1990, le=2100)]


class Infrastructure(_Table):
    """A designated research infrastructure: its id in the feed of EU applications, and the unit that runs it."""

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    unit_code: str = Field(min_length=1)


def named_by_language(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an institution with its names, `name_<language>`, gathered in `name`. Raises ValueError."""
    codes = {key: key.removeprefix("name_") for key in fields if key.startswith("name_")}
    if MESSAGES not in codes.values():
        raise ValueError(f"name_{MESSAGES} is missing")
    others = {key: value for key, value in fields.items() if key not in codes}
    return others | {"name": {code: fields[key] for key, code in codes.items()}}


class Institution(_Table):
    """Names and identifiers; a row of an outside source is own when one of them is on it.

    The name is in the language of messages and in any others; elsewhere it is the former.
    """

    name: OwnText  # in the file as `name_<language>`
    short_name: str = Field(min_length=1)
    country: str = Field(pattern="^[A-Z]{2}$")
    pic: tuple[str, ...] = ()
    vat: tuple[str, ...] = ()
    organisation_number: tuple[str, ...] = ()
    erasmus_code: tuple[str, ...] = ()
    ror: tuple[str, ...] = ()
    schac: tuple[str, ...] = ()
    oid: tuple[str, ...] = ()
    dbh_code: str = ""
    names: tuple[str, ...] = ()
    infrastructures: tuple[Infrastructure, ...] = ()
    unit_code_digits: tuple[Annotated[int, Field(ge=1, le=9)], ...] = ()  # of each level; () where codes say no place

    @model_validator(mode="after")
    def _codes_have_their_digits(self) -> Self:
        digits = sum(self.unit_code_digits)
        for each in self.infrastructures if digits else ():
            if not (each.unit_code.isdecimal() and len(each.unit_code) == digits):
                raise ValueError(f"infrastructure {each.id}: unit_code '{each.unit_code}': expected {digits} digits")
        return self

    @field_validator("infrastructures")
    @classmethod
    def _stand_once(cls, named: tuple[Infrastructure, ...]) -> tuple[Infrastructure, ...]:
        if twice := [one for one, times in Counter(one.id for one in named).items() if times > 1]:
            raise ValueError(f"{', '.join(twice)} is there twice; keep one")
        return named

    @model_validator(mode="before")
    @classmethod
    def _name_by_language(cls, fields: Any) -> Any:
        return named_by_language(fields) if isinstance(fields, dict) and "name" not in fields else fields


def _month_and_day(text: str) -> str:
    """Check that a text names a day of every year."""
    try:
        datetime.strptime(f"2023-{text}", "%Y-%m-%d")
    except ValueError as error:
        raise ValueError("expected month and day of any year, as 02-01") from error
    return text


MonthAndDay = Annotated[str, AfterValidator(_month_and_day)]


class Deadlines(_Table):
    """Month and day (`02-01`) of each deadline; those of exchange for the spring lie in the year before, and so does
    that of applicants for master's degrees from outside the EU and EEA (`degree_other`).
    """

    outbound_autumn: MonthAndDay = "02-01"
    outbound_autumn_early: MonthAndDay = "01-20"
    outbound_spring: MonthAndDay = "09-12"
    outbound_spring_early: MonthAndDay = "09-01"
    nomination_autumn: MonthAndDay = "03-15"
    nomination_spring: MonthAndDay = "09-15"
    inbound_autumn_eea: MonthAndDay = "05-01"
    inbound_autumn_other: MonthAndDay = "04-01"
    inbound_spring: MonthAndDay = "10-01"
    degree_nordic: MonthAndDay = "04-15"
    degree_eea: MonthAndDay = "03-01"
    degree_other: MonthAndDay = "12-01"


class Settings(_Table):
    """Numbers a definition leaves to the institution; each is shown wherever it matters."""

    least_loaded_percent: float = Field(default=LEAST_LOADED, ge=0, le=100)  # of a feed's rows, or nothing is published
    academic_year_month: int = Field(
        default=8, ge=2, le=12
    )  # in whose first days the academic year and its autumn begin
    minimum_stay_days: int = Field(default=90, ge=1)
    short_stay_days: tuple[int, int] = (5, 30)
    erasmus_long_days: int = Field(default=60, ge=1)
    default_study_years: int = Field(default=6, ge=1)
    minimum_recognised_ects: int = Field(default=15, ge=1)  # as many make a stay count in the EU's benchmark
    eligible_ects: int = Field(default=60, ge=0)  # completed before departure
    semester_days: int = Field(default=150, ge=1)
    answer_days: int = Field(default=56, ge=1)  # from the deadline of the round to the first answer
    departure_days: int = Field(default=60, ge=1)  # from the first day of a semester until all its departures are known
    deadlines: Deadlines = Deadlines()
    activity_years: int = Field(default=3, ge=1)  # how far back a stay, a project or a visit makes a partner active
    mixed_classroom_percent: int = Field(default=20, ge=1, le=50)  # of either group, at least
    package_ects: float = Field(default=30, gt=0)
    staff_stay_days: int = Field(default=7, ge=1)  # from as many an employee counts as having been abroad
    guest_days: int = Field(default=30, ge=1)  # from as many a guest counts as a guest researcher
    early_career_days: int = Field(default=90, ge=1)  # one stay of a doctoral or postdoctoral period, at least
    balance_band: tuple[float, float] = (0.8, 1.25)
    noise_band: float = Field(default=0.05, ge=0, lt=1)
    too_few: int = Field(default=20, ge=1)
    suppress_below: int = Field(  # hide_below in files from before it was renamed; below 3 nobody is protected
        default=5, ge=3, validation_alias=AliasChoices("suppress_below", "hide_below")
    )

    @field_validator("short_stay_days", "balance_band")
    @classmethod
    def _runs_upwards(cls, band: tuple[float, float]) -> tuple[float, float]:
        if not 0 < band[0] < band[1]:
            raise ValueError(f"expected two numbers above 0, the lower one first; found {band[0]:g}, {band[1]:g}")
        return band


class LocalTarget(_Table):
    """A number the institution wants to reach by the end of a year where the plan names none; shares are 0–1.

    `indicator` is one of the goal's, its main one unless named. With a `unit` (the code of a faculty or department) the
    target is that unit's own, beside any of the plan's.
    """

    goal: str
    unit: str | None = Field(default=None, min_length=1)
    indicator: str | None = None
    value: float
    sense: Literal["at_least", "at_most"] = "at_least"
    year: Year


class LocalComparison(_Table):
    """The year that a baseline inside a break is compared with, where it is not the last before the break."""

    break_id: str = Field(validation_alias=AliasChoices("break", "break_id"))
    year: Year


def _viewer(text: str) -> str:
    try:
        Viewer.parse(text)
    except QuestionError as error:
        raise ValueError(str(error)) from error
    return text


class DashboardSettings(_Table):
    """The rights of everybody where nobody signs in, and the address that readers reach the dashboard by.

    `allowed_hosts` are further names that the server answers by, besides that of `address` and of this machine.
    """

    viewer: Annotated[str, AfterValidator(_viewer)] = "public"
    address: str | None = Field(default=None, pattern=r"^https?://[^\s\"'<>()]+$")
    allowed_hosts: tuple[str, ...] = ()
    downloads_per_minute: int = Field(default=60, ge=1)


MailAddress = Annotated[str, Field(pattern=r"^[^\s@<>,;]+@[^\s@<>,;]+$")]


class MailSettings(_Table):
    """The mail server that a digest is sent through, from whom and to whom; the password is in the environment."""

    model_config = ConfigDict(populate_by_name=True, defer_build=True)

    host: str = Field(min_length=1)
    port: int = Field(default=587, ge=1, le=65535)
    starttls: bool = True
    user: str | None = None
    sender: MailAddress = Field(alias="from")
    to: tuple[MailAddress, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _password_is_not_overheard(self) -> Self:
        if self.user is not None and not self.starttls:
            raise ValueError("user needs starttls = true: a password does not travel in the clear")
        return self


class AccessibilitySettings(_Table):
    """Where readers write about barriers (an e-mail address or a page), and the statement that it has published."""

    contact: str | None = Field(default=None, pattern=r"^([^@\s]+@[^@\s]+|https://\S+)$")
    statement: str | None = Field(default=None, pattern=r"^https://\S+$")


class SparkSettings(_Table):
    """Where Spark runs: `local[n]`, `spark://host:port` or `sc://host:port`; and where builds keep what it reads.

    Without `storage` (`s3://bucket/folder`) that is each build's own folder, which every worker must then reach.
    """

    master: str = Field(default="local[*]", pattern=r"^(local(\[(\d+|\*)\])?|spark://.+|sc://.+|yarn|k8s://.+)$")
    storage: str | None = Field(default=None, pattern="^[a-z0-9]+://[^/]+(/.*[^/])?$")


class Query(_Table):
    """A feed that a database is asked for: `sql` is the file of one select, `connection` the database's address.

    `postgresql://user@host/database`, `sqlite:///file`, `duckdb:///file`, or another that ConnectorX knows. `password`
    is the name of the environment variable (or of `…_FILE`) that has it.
    """

    sql: Path
    connection: str = Field(pattern=r"^[a-z][a-z0-9+]*://\S+$")
    password: str | None = Field(default=None, pattern="^[A-Z][A-Z0-9_]*$")

    @field_validator("connection")
    @classmethod
    def _holds_no_password(cls, connection: str) -> str:
        if urlsplit(connection).password is not None:
            raise ValueError("a password does not belong here; name its environment variable in `password`")
        return connection

    def below(self, base: Path) -> Self:
        """The same with paths that begin at a folder."""
        scheme, _, file = self.connection.partition(":///")
        is_file = scheme in ("sqlite", "duckdb")
        connection = f"{scheme}:///{quote(str(base / unquote(file)))}" if is_file else self.connection
        return self.model_copy(update={"sql": base / self.sql, "connection": connection})

    @model_validator(mode="after")
    def _password_can_be_used(self) -> Self:
        if self.password is not None and urlsplit(self.connection).username is None:
            raise ValueError("a password needs a user in the connection: postgresql://user@host/database")
        if self.password is not None and self.password.startswith("UTSYN_"):
            raise ValueError(f"password: '{self.password}' would be a setting; name another variable")
        return self


class Config(_Table):
    """One institution's configuration. Relative paths are relative to the folder of the file."""

    plan: str = SHIPPED_PLAN  # the name of a shipped plan, or the path of a file ending in .yaml
    inbox: Path = Path("inbox")
    inbox_objects: str | None = Field(default=None, pattern="^s3://[^/]+(/.*[^/])?$")  # an inbox in object storage
    warehouse: Path = Path("warehouse")
    languages: Annotated[tuple[str, ...], AfterValidator(check_languages)] = tuple(LANGUAGES)
    keep_builds: int = Field(default=5, ge=1)
    institution: Institution
    settings: Settings = Settings()
    local_targets: tuple[LocalTarget, ...] = ()
    local_comparisons: tuple[LocalComparison, ...] = ()
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
    partner_countries: dict[str, Annotated[str, Field(pattern="^[A-Z]{2}$")]] = {}  # SCHAC code (esade.edu) → country
    headings: dict[str, dict[str, list[str]]] = {}  # inbox folder → our column → further headings of lists
    sources: dict[str, dict[str, Any]] = {}  # inbox folder → what replaces its keys in pipelines/fetching/sources.yaml

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

    @field_validator("headings")
    @classmethod
    def _are_lists(cls, headings: dict[str, dict[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
        if unknown := sorted(set(headings) - set(WITH_OWN_HEADINGS)):
            raise ValueError(f"{', '.join(unknown)} takes no further headings; {', '.join(WITH_OWN_HEADINGS)} do")
        return headings

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
                raise ConfigError(f"code_lists.{name}: {path} is not a file of UTF-8 text that can be read") from error
        days = dict(self.settings.deadlines)
        deadlines = tuple((name, days[name]) for name, _ in DEADLINES)
        return LocalSettings(
            self.institution.country,
            tuple(lists),
            deadlines,
            self.institution.unit_code_digits,
            self.settings.academic_year_month,
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
        data = with_environment(tomllib.loads(path.read_text(encoding="utf-8-sig")), os.environ)
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror}). Name another with --config FILE or UTSYN_CONFIG, or begin one "
            "with `utsyn init FOLDER`."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    except ValueError as error:
        raise ConfigError(str(error)) from error
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        found = [one for one in error.errors() if one["type"] != "default_factory_not_called"]  # another's fault
        text = path.read_text(encoding="utf-8-sig")
        raise ConfigError("; ".join(_problem(path, text, one["loc"], one["msg"]) for one in found)) from error
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


def _problem(path: Path, text: str, place: tuple[str | int, ...], message: str) -> str:
    """What is wrong with one setting, named by its key and by the variable, or the file and line, that it is from."""
    variables = from_environment(os.environ)
    keys = tuple(map(str, place))
    within = (keys[:length] for length in range(len(keys), 0, -1))
    source = next((variables[part] for part in within if part in variables), path)
    line = in_line(line_of_setting(text, place)) if source is path else ""
    return f"{source}: {'.'.join(keys)}: {message.removeprefix('Value error, ')}{line}"
