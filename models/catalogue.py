"""The indicators: one YAML file each, read and checked."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import sqlglot
import yaml
from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from sqlglot import exp
from sqlglot.errors import ParseError

from data_contracts.errors import UtsynError
from data_contracts.text import Text
from data_contracts.yaml_text import in_line, line_of_field, line_of_mistake, parse_yaml, read_text
from models.bridges import BRIDGES, Bridge, load_bridge, summed
from models.facts import FACTS, Fact, load_fact
from models.incomplete_years import ACADEMIC

# An attribute that a register may hold without its earlier values (`dims.histories` has those it holds); none: never.
Attribute = Literal[
    "quality_assurance", "mobility_window", "opt_out", "international_profile", "competence_in_outcomes", "none"
]
Group = Literal["outbound", "flows", "agreements", "process", "eu", "people", "publications", "home", "teaching"]
Calendar = Literal["calendar_year", "academic_year", "call_year", "programme_year"]
Direction = Literal["higher_is_better", "lower_is_better", "none"]
OR_CLOCKS = AliasChoices("reference_dates", "clocks")  # the latter in files of version 0.1
EARLIER_DIRECTIONS = {"up": "higher_is_better", "down": "lower_is_better"}
Noise = Literal["persons", "counts", "weights", "census", "paired"]
INDICATORS = Path(__file__).parent / "indicators"


class CatalogueError(UtsynError):
    """An indicator file cannot be used; the message names file, field and what was expected."""


def _aggregate(text: str) -> str:
    """Check that a measure is SQL with an aggregate in it."""
    try:
        parsed = sqlglot.parse_one(text, read="duckdb")
    except ParseError as error:
        raise ValueError(f"is not SQL: {error}") from error
    if not parsed.find(exp.AggFunc):
        raise ValueError("must aggregate: sum(…), count(…), min(…), max(…) or avg(…)")
    if parsed.find(exp.Query):
        raise ValueError("reads another table: a measure counts rows of its fact, which alone are protected")
    return text


class Comparison(BaseModel):
    """The dimensions whose members can be held against the rest, and the one that is unless another is asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    over: tuple[str, ...] = Field(min_length=1)
    dimension: str
    member: str


class Peers(BaseModel):
    """How an indicator is counted for other institutions too: over a fact of a public source that has `institution`.

    What is left out is as the indicator itself has it. `source` names the public source (`models/peers/sources.yaml`),
    `differs` says how its definition differs from the institution's own; `per_size` says that the figure grows with the
    institution, so that it is also shown per student and per employee.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    fact: str
    source: str
    filter: str | None = None
    numerator: Annotated[str, AfterValidator(_aggregate)] | None = None
    denominator: Annotated[str, AfterValidator(_aggregate)] | None = None
    reference_dates: dict[str, str] | None = Field(default=None, validation_alias=OR_CLOCKS)
    calendar: Calendar | None = None
    persons: bool = False
    per_size: bool = False
    differs: tuple[Text, ...] = ()


class Indicator(BaseModel):
    """What is counted, over which fact, by which dimensions.

    `numerator` and `denominator` are aggregates over the fact, `filter` keeps rows of it. `reference_dates` maps the
    name of a reference date to the fact's year column; the first is the default. A `flow` adds up over years, a
    `stock` is in each. `noise` says what a change must exceed: `persons` the 95 % interval of a difference of shares,
    `counts` (and money) a band, `weights` the interval of the cases that unequal weights are worth, `census` one
    decision, `paired` the units gained against those lost; files of older builds leave it out. `direction` says which
    way is better (`good: up` or `down` in files of version 0.1). `effective_cases` is the indicator of how many cases
    the weights are worth. `counted_by` is the count, by framework programme, of a portfolio's ratio: that of the
    running programme over all of the former one's. `persons` says that small counts are suppressed, below `k` where
    it is stricter than the institution's limit. `gap_to` is the share that a gap (in cases) is measured to. A
    `statistic` (a median) is its numerator, and its denominator the cases behind it. A `difference` is a group's
    share less that of the rest in percentage points, for the groups it `compares`. `history` names the attribute
    whose earlier values the figure needs, or says that nobody has them; it is left out where all that is counted has
    a date. `group` orders the catalogue, `related` names the variants shown beside. `bridge` leads from a plain sum
    to how an official source counts the same. `decides` names the dimensions whose member alone says whether a case
    is in the numerator, such as the country of the share that goes to certain countries: each member's share is 0 or
    1 by definition. A figure by the dimension `cumulative_by` counts up to and including its member, over all cases
    of the others; `follow_up_years` after its own end a year is complete. `leading` is the indicator that shows years
    earlier where this one is heading. `substitutes` are the indicators that are read where its own feeds have no
    rows, the first that has some; each says in `differs` how its definition is another, and names its `source` where
    that is always public. `peers` is there where a public source has the same figure of other institutions.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    version: int = Field(ge=1)
    owner: str
    name: Text
    definition: Text
    fact: str
    filter: str | None = None
    numerator: Annotated[str, AfterValidator(_aggregate)]
    denominator: Annotated[str, AfterValidator(_aggregate)] | None = None
    denominator_fact: str | None = None
    value: Literal["ratio", "count", "money", "gap", "statistic", "difference"]
    unit: Literal["percent", "number", "ratio", "eur", "days", "per_100", "points", "cases", "rank"]
    gap_to: float | None = Field(default=None, gt=0, le=1)
    reference_dates: dict[str, str] = Field(min_length=1, validation_alias=OR_CLOCKS)
    calendar: Calendar
    time: Literal["flow", "stock"] = "flow"
    direction: Direction
    noise: Noise | None = None
    effective_cases: str | None = None
    counted_by: str | None = None
    persons: bool
    compares: Comparison | None = None
    k: int | None = Field(default=None, ge=1)
    history: Attribute | None = None
    group: Group
    related: tuple[str, ...] = ()
    evidence: Literal["A", "B", "C", "D"]
    dimensions: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    cumulative_by: str | None = None
    leading: str | None = None
    substitutes: tuple[str, ...] = ()
    source: Text | None = None
    differs: Text | None = None
    follow_up_years: int = Field(default=0, ge=0)
    caveats: tuple[Text, ...] = ()
    bridge: str | None = None
    peers: Peers | None = None
    _facts: Path = PrivateAttr(default=FACTS)
    _bridges: Path = PrivateAttr(default=BRIDGES)

    @model_validator(mode="before")
    @classmethod
    def _direction_of_version_0_1(cls, fields: Any) -> Any:
        """Read `good: up`, as files said before it was called `direction`."""
        if not isinstance(fields, dict) or "good" not in fields or "direction" in fields:
            return fields
        others = {key: value for key, value in fields.items() if key != "good"}
        return others | {"direction": EARLIER_DIRECTIONS.get(fields["good"], fields["good"])}

    @model_validator(mode="after")
    def _holds_together(self, info: ValidationInfo) -> "Indicator":
        if info.context:
            self._facts, self._bridges = info.context["facts"], info.context["bridges"]
        facts = self.facts
        for dimension in self.dimensions:
            for fact in facts:
                if dimension not in fact.dimensions:
                    raise ValueError(f"dimension '{dimension}' is not one of fact {fact.name}: {fact.dimensions}")
        has_parts = self.value in ("ratio", "gap", "statistic", "difference")
        if has_parts != (self.denominator is not None):
            raise ValueError(f"a {self.value} {'needs a' if has_parts else 'has no'} denominator")
        if (self.value == "difference") != (self.compares is not None):
            raise ValueError("compares belongs to a difference, and a difference needs it")
        if (self.value == "gap") != (self.gap_to is not None):
            raise ValueError("gap_to belongs to a gap, and a gap needs it")
        if (bridge := self.bridge_to_source) is not None:
            summed(self.numerator)
            if unknown := {step.dated_by for step in bridge.steps} - {None, *self.reference_dates}:
                raise ValueError(f"bridge '{self.bridge}' leads to reference dates that are not its own: {unknown}")
            if self.value != "count":
                raise ValueError(f"a bridge leads from a count, and this is a {self.value}")
        return self

    @model_validator(mode="after")
    def _names_own_dimensions(self) -> "Indicator":
        if self.cumulative_by is not None and (self.cumulative_by not in self.dimensions or self.value != "ratio"):
            raise ValueError(f"cumulative_by '{self.cumulative_by}': expected one of the dimensions of a ratio")
        if unknown := set(self.decides) - set(self.dimensions):
            raise ValueError(f"decides: {', '.join(sorted(unknown))}: expected some of its dimensions")
        if self.decides and not self.is_share:
            raise ValueError("decides belongs to a share: only of its cases can a member say that all or none count")
        return self

    @model_validator(mode="after")
    def _counts_persons_protected(self) -> "Indicator":
        if not self.persons and (of_persons := [fact.name for fact in self.facts if fact.of_persons]):
            raise ValueError(f"persons must be true: each row of fact {of_persons[0]} is about a person")
        if self.filter and sqlglot.parse_one(self.filter, read="duckdb").find(exp.Query):
            raise ValueError("the filter reads another table: it chooses rows by columns of the fact")
        return self

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The fact of the numerator, then that of the denominator where it is another."""
        names = [self.fact] + ([self.denominator_fact] if self.denominator_fact else [])
        try:
            return tuple(load_fact(name, self._facts) for name in names)
        except KeyError as error:
            raise ValueError(str(error)) from error

    def of_institutions(self) -> "Indicator":
        """The same as a public source has it, for every institution. Raises ValueError for one without peers."""
        if self.peers is None:
            raise ValueError(f"{self.id} has no public source of other institutions' figures")
        kept = ("id", "version", "owner", "name", "definition", "value", "unit", "direction", "evidence", "group")
        counted = ("filter", "numerator", "denominator", "reference_dates", "calendar", "time")
        fields = self.model_dump(include={*kept, *counted, "caveats"})
        others = self.peers.model_dump(include={"fact", *counted, "persons"}, exclude_none=True)
        dimensions = load_fact(self.peers.fact, self._facts).dimensions
        context = {"facts": self._facts, "bridges": self._bridges}
        return Indicator.model_validate({**fields, **others, "dimensions": dimensions}, context=context)

    @property
    def bridge_to_source(self) -> Bridge | None:
        """The bridge that `bridge` names."""
        return None if self.bridge is None else load_bridge(self.bridge, self._bridges)

    @property
    def requires(self) -> tuple[str, ...]:
        """The feeds without which there is no figure."""
        return tuple(dict.fromkeys(feed for fact in self.facts for feed in fact.requires))

    @property
    def history_feed(self) -> str | None:
        """The feed that has the earlier values of its attribute."""
        if self.history in (None, "none"):
            return None
        return "quality_assurances" if self.history == "quality_assurance" else "programme_history"

    @property
    def default_reference_date(self) -> str:
        """The first reference date."""
        return next(iter(self.reference_dates))

    def calendar_of(self, dated_by: str | None) -> Calendar:
        """The kind of year that a reference date (None: the default) counts by."""
        is_other = dated_by not in (None, self.default_reference_date)
        return "academic_year" if is_other and dated_by in ACADEMIC else self.calendar

    @property
    def noise_model(self) -> Noise:
        """What a change must exceed; for a file of an older build, that says nothing of it, what was done then."""
        return self.noise or ("persons" if self.unit == "percent" and self.value == "ratio" else "counts")

    @property
    def adds_up(self) -> bool:
        """Whether its years add up over a framework programme; a ratio and a stock never do."""
        return self.denominator is None and self.time == "flow"

    def target_problem(self, value: float) -> str | None:
        """Why a number cannot be reached, as one sentence; None where it can."""
        if self.unit == "percent" and not 0 <= value <= 1:
            return f"value {value:g}: expected 0 to 1, as {self.id} is a share (60 % is written 0.6)"
        if value < 0 and self.value not in ("gap", "difference"):
            return f"value {value:g}: expected 0 or more, as {self.id} is never below"
        return None

    @property
    def is_share(self) -> bool:
        """Whether the numerator is part of the denominator, so that their difference is a count of its own."""
        return self.value == "gap" or (self.unit == "percent" and self.value == "ratio")


class Catalogue(Mapping[str, Indicator]):
    """The indicators of a folder by id, in the order of file names; each is read when it is first asked for.

    Most questions need one or two of a hundred files. Raises CatalogueError for a file that cannot be used.
    """

    def __init__(self, folder: Path, facts: Path, bridges: Path) -> None:
        self._files = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
        self._context = {"facts": facts, "bridges": bridges}
        self._loaded: dict[str, Indicator] = {}

    def __getitem__(self, name: str) -> Indicator:
        if name not in self._loaded:
            self._loaded[name] = indicator = _read(self._files[name], self._context)
            try:
                self._check_named(indicator)
            except CatalogueError:
                del self._loaded[name]  # to be refused again
                raise
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def _check_named(self, indicator: Indicator) -> None:
        """Raise CatalogueError where an indicator names one that is not there."""

        def wrong(key: str, says: str) -> CatalogueError:
            line = line_of_field(self._files[indicator.id].read_text(encoding="utf-8"), (key,))
            return CatalogueError(f"{indicator.id}.yaml: {key}: {says}{in_line(line)}")

        if unknown := [name for name in indicator.related if name not in self._files]:
            raise wrong("related", f"{', '.join(unknown)}: expected ids of indicators")
        named = ("effective_cases", indicator.effective_cases), ("counted_by", indicator.counted_by)
        for key, name in (*named, ("leading", indicator.leading)):
            if name is not None and name not in self._files:
                raise wrong(key, f"'{name}': expected the id of an indicator")
        if indicator.counted_by is not None and "framework" not in self[indicator.counted_by].dimensions:
            raise wrong("counted_by", "expected an indicator by framework")
        if (indicator.noise == "weights") != (indicator.effective_cases is not None):
            raise wrong("noise", "weights needs effective_cases, and nothing else has it")
        for name in indicator.substitutes:
            if name not in self._files or self[name].differs is None:
                raise wrong("substitutes", f"'{name}': expected the id of an indicator with differs")
        if (bridge := indicator.bridge_to_source) is not None and bridge.published not in self._files:
            raise wrong("bridge", f"it leads to {bridge.published}: expected the id of an indicator")


def _read(path: Path, context: Mapping[str, Path]) -> Indicator:
    try:
        text = read_text(path)
        indicator = Indicator.model_validate(parse_yaml(text), context=context)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg'].removeprefix('Value error, ')}"
            + in_line(line_of_mistake(text, e["loc"], e["msg"]))
            for e in error.errors()
        )
        raise CatalogueError(f"{path.name}: {problems}") from error
    except (yaml.YAMLError, ValueError, OSError) as error:
        raise CatalogueError(f"{path.name}: is not YAML: {error}") from error
    if indicator.id != path.stem:
        says = f"id is '{indicator.id}'; the file must be named {indicator.id}.yaml"
        raise CatalogueError(f"{path.name}: {says}{in_line(line_of_field(text, ('id',)))}")
    return indicator


def check_columns(indicators: Iterable[Indicator], columns: Mapping[str, Collection[str]], folder: Path) -> None:
    """Raise CatalogueError for the first column that an indicator counts by and its fact does not have.

    columns: fact → its columns; folder: where the indicators' files are, to name the line.
    """
    for indicator in indicators:
        of_fact = {"numerator": indicator.fact, "filter": indicator.fact}
        of_fact["denominator"] = indicator.denominator_fact or indicator.fact
        for key, fact in of_fact.items():
            if (measure := getattr(indicator, key)) is None or fact not in columns:
                continue
            _check_known(indicator, key, columns_of(measure), fact, columns[fact], folder)
        if indicator.fact in columns:
            years = frozenset(indicator.reference_dates.values())
            _check_known(indicator, "reference_dates", years, indicator.fact, columns[indicator.fact], folder)


@cache
def columns_of(sql: str) -> frozenset[str]:
    """The columns that a measure or a filter reads; many indicators have the same."""
    return frozenset(column.name for column in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Column))


def _check_known(  # noqa: PLR0917
    indicator: Indicator, key: str, named: frozenset[str], fact: str, known_names: Collection[str], folder: Path
) -> None:
    for name in sorted(named - set(known_names)):
        near = get_close_matches(name, known_names, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; it has {', '.join(sorted(known_names))}"
        line = line_of_field((folder / f"{indicator.id}.yaml").read_text(encoding="utf-8"), (key,))
        raise CatalogueError(f"{indicator.id}.yaml: {key}: fact {fact} has no column {name}{hint}{in_line(line)}")


_catalogue = cache(Catalogue)  # by all three folders, named or not: no indicator is read twice


def catalogue(folder: Path = INDICATORS, facts: Path = FACTS, bridges: Path = BRIDGES) -> Catalogue:
    """The indicators of a folder, which name facts and bridges of others; none is read yet."""
    return _catalogue(folder, facts, bridges)


def load_indicators(folder: Path = INDICATORS, facts: Path = FACTS, bridges: Path = BRIDGES) -> Catalogue:
    """Every indicator of a folder, read and checked. Raises CatalogueError."""
    indicators = catalogue(folder, facts, bridges)
    for name in indicators:
        indicators[name]
    return indicators
