"""The sections of the institution's own file: what each setting may be."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote, unquote, urlsplit

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from data_contracts.contract import LEAST_LOADED
from data_contracts.country_codes import country_codes
from data_contracts.text import MESSAGES, OwnText
from models.question import QuestionError, Viewer


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, allow_inf_nan=False)


NO_COUNTRY = "XX"  # of a project that has not said yet where it is; ISO 3166 gives it to nobody


def _is_country(code: str) -> str:
    """Check that a code is one of ISO 3166."""
    if code not in country_codes() and code != NO_COUNTRY:
        near = "GB" if code == "UK" else "GR" if code == "EL" else None
        raise ValueError(
            f"'{code}' is not the code of a country in ISO 3166 (two capital letters, as ES or DK)"
            + (f"; did you mean {near}?" if near else "")
        )
    return code


Country = Annotated[str, AfterValidator(_is_country)]
Year = Annotated[int, Field(ge=1990, le=2100)]


class Infrastructure(Section):
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


class Institution(Section):
    """Names and identifiers; a row of an outside source is own when one of them is on it.

    The name is in the language of messages and in any others; elsewhere it is the former.
    """

    name: OwnText  # in the file as `name_<language>`
    short_name: str = Field(min_length=1)
    country: Country
    pic: tuple[str, ...] = ()
    vat: tuple[str, ...] = ()
    organisation_number: tuple[str, ...] = ()
    erasmus_code: tuple[str, ...] = ()
    ror: tuple[str, ...] = ()
    schac: tuple[str, ...] = ()
    oid: tuple[str, ...] = ()
    nva: tuple[str, ...] = ()  # its number in NVA, the first of the codes of its units
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


class Deadlines(Section):
    """Month and day (`02-01`) of each deadline; those of exchange for the spring are in the year before, and so does
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


class Settings(Section):
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
    copublications: int = Field(default=5, ge=1)  # works together that make a partner one in research, within so many
    copublication_years: int = Field(default=5, ge=1)  # years up to that of the stay
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


class LocalTarget(Section):
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


class LocalComparison(Section):
    """The year that a baseline inside a break is compared with, where it is not the last before the break."""

    break_id: str = Field(validation_alias=AliasChoices("break", "break_id"))
    year: Year


class PeerSet(Section):
    """Institutions to be compared with, by their keys in `models/institutions/institutions.csv`."""

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    name: OwnText
    institutions: tuple[str, ...] = Field(min_length=1)


def _viewer(text: str) -> str:
    try:
        Viewer.parse(text)
    except QuestionError as error:
        raise ValueError(str(error)) from error
    return text


class DashboardSettings(Section):
    """The rights of everybody where nobody signs in, and the address that readers reach the dashboard by.

    `allowed_hosts` are further names that the server answers by, besides that of `address` and of this machine.
    """

    viewer: Annotated[str, AfterValidator(_viewer)] = "public"
    address: str | None = Field(default=None, pattern=r"^https?://[^\s\"'<>()]+$")
    allowed_hosts: tuple[str, ...] = ()
    downloads_per_minute: int = Field(default=60, ge=1)


MailAddress = Annotated[str, Field(pattern=r"^[^\s@<>,;]+@[^\s@<>,;]+$")]


class MailSettings(Section):
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


class AccessibilitySettings(Section):
    """Where readers write about barriers (an e-mail address or a page), and the statement that it has published."""

    contact: str | None = Field(default=None, pattern=r"^([^@\s]+@[^@\s]+|https://\S+)$")
    statement: str | None = Field(default=None, pattern=r"^https://\S+$")


class SparkSettings(Section):
    """Where Spark runs: `local[n]`, `spark://host:port` or `sc://host:port`; and where builds keep what it reads.

    Without `storage` (`s3://bucket/folder`) that is each build's own folder, which every worker must then reach.
    """

    master: str = Field(default="local[*]", pattern=r"^(local(\[(\d+|\*)\])?|spark://.+|sc://.+|yarn|k8s://.+)$")
    storage: str | None = Field(default=None, pattern="^[a-z0-9]+://[^/]+(/.*[^/])?$")


class Query(Section):
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
