"""An opened build: what `ask` needs to answer, and nothing that can change it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import cast

import sqlglot
from sqlglot import exp

from data_contracts.text import named_columns
from models.answer import Source
from models.catalogue import Indicator
from models.config import Config
from models.definitions import Definitions, kept_definitions, localised, shipped
from models.engines.engine import Engine
from models.engines.for_build import open_engine
from models.facts import feeds_read
from models.origin import INVENTED, Origin, by_feed, together, unrecorded
from models.plan import Plan
from models.rollups import Rollups, read_rollups
from models.rounds import Round, Rounds, read_rounds
from models.schema import check_schema, schema_of

CHANGED_UNITS = """
    select count(*) > 0
    from dims.unit_on as past left join dims.unit_today as today using (unit_code)
    where past.faculty is distinct from today.faculty or past.department is distinct from today.department
"""


# The feeds that name units, programmes and partners, for every indicator
NAMING = ("units", "programmes", "partners")


@dataclass(frozen=True)
class Freshness:
    """How new a feed is: the day its newest file was changed, and the newest event up to the build's day that it holds.

    `newest_event_on` is None for a feed that is not a record of events, and where no row has a day.
    """

    newest_file_on: date
    newest_event_on: date | None


@dataclass(frozen=True)
class Asked:
    """The name (or the id) by which a build was asked for, and the day that it was frozen under that name."""

    name: str
    frozen_on: date | None = None


@dataclass(frozen=True)
class OpenBuild:
    """A build opened read-only, with the plan and the indicators it is asked by.

    `has_changed_units`: some unit of earlier days counts under another one today, or under none.
    `freshness` has the feeds that files were submitted for; builds made before it was recorded have none.
    `quarantined` has those rows of each feed by the calendar year of their event (None: that cannot be read or
    the feed has no events); None for a build that did not count them.
    `labels` maps dimension → member → the languages of its names, "short" and "parent" (those only where there is one).
    `histories` has the attributes whose earlier values are on record, each with the first day that is known.
    `rounds` are those of each fact that counts rounds.
    `given_plan` is read instead of the configured one.
    `asked` is set where the build was asked for by name, and so is read with the definitions it was made with.
    """

    id: str
    folder: Path
    built_at: str
    as_of: date
    certified: bool
    config: Config
    indicators: Mapping[str, Indicator]
    engine: Engine
    facts: frozenset[str]
    sources: tuple[Source, ...]
    freshness: Mapping[str, Freshness]
    has_changed_units: bool
    labels: dict[str, dict[str, dict[str, str]]]
    quarantined: Mapping[str, Mapping[int | None, int]] | None = None
    asked: Asked | None = None
    histories: Mapping[str, date] = field(default_factory=dict)
    rollups: Rollups = field(default_factory=Rollups)
    rounds: Rounds = field(default_factory=dict)
    given_plan: Plan | None = None

    @cached_property
    def plan(self) -> Plan:
        """The configured plan with the institution's own targets, or the one given; most questions need none.

        Raises PlanError, ConfigError.
        """
        return self.given_plan or localised(self.config, self.indicators)

    @property
    def key(self) -> str:
        """Distinguishes what was read of one build with its own definitions and with those of this version."""
        return self.id if self.asked is None else f"{self.id} as {self.asked.name}"

    @property
    def academic_month(self) -> int:
        """The month on whose first day academic years begin."""
        return self.config.settings.academic_year_month

    @property
    def origins(self) -> Mapping[str, Origin]:
        """Feed → the origin of its files that have rows."""
        return by_feed((source.feed, source.origin) for source in self.sources if source.rows_loaded)

    @property
    def origin(self) -> Origin:
        """The origin of all that was loaded."""
        return together(self.origins.values())

    @property
    def synthetic_feeds(self) -> tuple[str, ...]:
        """The feeds with synthetic rows, by name."""
        return tuple(sorted(feed for feed, origin in self.origins.items() if origin in INVENTED))

    def origins_of(self, indicator: Indicator) -> Mapping[str, Origin]:
        """Feed → origin, of the feeds that an indicator's figures or their names are made of."""
        if self.origin != "mixed":
            return self.origins
        read = {*indicator.requires, *feeds_read(tuple(fact.query for fact in indicator.facts)), *NAMING}
        return {feed: origin for feed, origin in self.origins.items() if feed in read}

    def has_data(self, indicator: Indicator) -> bool:
        """Whether every feed that the indicator needs has a row; a build older than a fact has none of it either."""
        loaded = {source.feed for source in self.sources if source.rows_loaded}
        return loaded.issuperset(indicator.requires) and self.facts.issuperset(fact.name for fact in indicator.facts)

    def measured_by(self, name: str | None) -> Indicator | None:
        """The indicator of that name, or its first substitute with rows where it has no data; None if unknown."""
        indicator = self.indicators.get(name or "")
        if indicator is None or self.has_data(indicator):
            return indicator
        substitutes = (self.indicators[other] for other in indicator.substitutes if other in self.indicators)
        return next((one for one in substitutes if self.has_data(one) and self._has_rows(one)), indicator)

    def _has_rows(self, indicator: Indicator) -> bool:
        """Whether its fact has a row that it counts: the feed alone may hold those of other indicators."""
        if indicator.id not in self._rows_found:
            query = exp.select(exp.convert(1)).from_(exp.table_(indicator.fact, db="facts")).limit(1)
            if indicator.filter:
                query = query.where(sqlglot.parse_one(indicator.filter, read="duckdb"))
            self._rows_found[indicator.id] = bool(self.engine.rows(query))
        return self._rows_found[indicator.id]

    @cached_property
    def _rows_found(self) -> dict[str, bool]:
        """Indicator → whether it has rows; a build never changes."""
        return {}

    def feeds_of(self, indicator: Indicator) -> tuple[str, ...]:
        """The feeds that an indicator needs, and that of its history where there is one."""
        history = indicator.history_feed
        has_own = history is not None and any(s.feed == history and s.rows_loaded for s in self.sources)
        return (*indicator.requires, history) if history is not None and has_own else indicator.requires

    def files_until(self, indicator: Indicator) -> date:
        """The day of the oldest file among the newest of each feed that an indicator reads, at most `as_of`."""
        feeds = (self.freshness.get(feed) for feed in self.feeds_of(indicator))
        return min([self.as_of, *(feed.newest_file_on for feed in feeds if feed is not None)])

    def known_until(self, indicator: Indicator) -> date:
        """The day up to which an indicator's files have data.

        A year that was not over then is not complete, however long ago it is when the build is made; nor is one with a
        round that is still running, whose last day is then the latest that is known. Of an indicator that follows the
        persons of a year up, it is so many years earlier.
        """
        running = [round_.year for fact in indicator.facts for round_ in self.running_rounds(fact.name)]
        day = min([self.files_until(indicator), *([date(min(running), 12, 31)] if running else [])])
        if not indicator.follow_up_years:
            return day
        return day.replace(year=day.year - indicator.follow_up_years, day=min(day.day, 28))  # 29 February is rare

    def running_rounds(self, fact: str) -> tuple[Round, ...]:
        """The rounds of a fact that are not over, the earliest first; none of a fact that counts no rounds."""
        return tuple(round_ for round_ in self.rounds.get(fact, ()) if round_.is_running)

    def has_history(self, indicator: Indicator) -> bool:
        """Whether earlier years are known; an attribute that the registers hold as of today alone has none."""
        return indicator.history is None or indicator.history in self.histories

    def known_from(self, indicator: Indicator) -> int | None:
        """The first year that can be given: that of the first day on record, or without a history the last one that was
        over when the files were made.
        """
        if indicator.history is None:
            return None
        since = self.histories.get(indicator.history)
        return since.year if since is not None else self.known_until(indicator).year - 1

    def data_until(self, indicator: Indicator) -> date | None:
        """The newest event in whichever feed an indicator needs is furthest behind; None where none has a day."""
        feeds = (self.freshness.get(feed) for feed in indicator.requires)
        return min((f.newest_event_on for f in feeds if f is not None and f.newest_event_on is not None), default=None)


def open_build(folder: Path, config: Config) -> OpenBuild:
    """Open the build in `folder` (which holds `build.duckdb`), to be read with the definitions of this version."""
    return _open(folder, shipped(config), None)


def open_kept(folder: Path, config: Config, requested: Asked) -> OpenBuild:
    """Open a build to be read with its own definitions, plan and settings. Raises DefinitionsMissingError."""
    return _open(folder, kept_definitions(folder, config), requested)


def _open(folder: Path, definitions: Definitions, requested: Asked | None) -> OpenBuild:
    engine = open_engine(folder, definitions.config)
    check_schema(schema_of(engine), folder.name)
    [(build_id, built_at, as_of, certified)] = engine.rows(
        "select build_id, built_at, as_of, certified from meta.build"
    )
    day = as_of if isinstance(as_of, date) else date.fromisoformat(str(as_of))
    return OpenBuild(
        id=str(build_id),
        folder=folder,
        built_at=f"{cast(datetime, built_at):%Y-%m-%dT%H:%M:%SZ}",
        as_of=day,
        certified=bool(certified),
        config=definitions.config,
        indicators=definitions.indicators,
        engine=engine,
        facts=engine.tables("facts"),
        sources=_sources(engine, day),
        freshness=_freshness(engine),
        has_changed_units=bool(engine.rows(CHANGED_UNITS)[0][0]),
        labels=_labels(engine),
        quarantined=_quarantined(engine),
        asked=requested,
        histories=_histories(engine),
        rollups=read_rollups(engine),
        rounds=read_rounds(engine),
    )


def _sources(engine: Engine, as_of: date) -> tuple[Source, ...]:
    """Every file, with its origin; builds made before origins were recorded have none of their own."""
    rows = engine.rows(
        "select feed, path, sha256, rows_loaded, rows_quarantined, cast(cast(modified_on as date) as varchar)"
        " from meta.files order by file_no"
    )
    files = [Source(*row) for row in rows]  # type: ignore[arg-type]  # the columns are typed by the build
    if "origins" in engine.tables("meta"):
        origins = [row[0] for row in engine.rows("select origin from meta.origins order by file_no")]
    else:
        origins = [unrecorded(as_of, (file.path for file in files))] * len(files)
    return tuple(replace(file, origin=origin) for file, origin in zip(files, origins, strict=True))  # type: ignore[arg-type]


def _freshness(engine: Engine) -> dict[str, Freshness]:
    if "feeds" not in engine.tables("meta"):
        return {}
    rows = engine.rows("select feed, newest_file_on, newest_event_on from meta.feeds")
    return {str(feed): Freshness(*days) for feed, *days in rows}  # type: ignore[arg-type]  # dates by the build


def _histories(engine: Engine) -> dict[str, date]:
    if "histories" not in engine.tables("dims"):
        return {}
    rows = engine.rows("select attribute, since from dims.histories")
    return {str(attribute): cast(date, since) for attribute, since in rows}


def _quarantined(engine: Engine) -> dict[str, dict[int | None, int]] | None:
    if "kept_out" not in engine.tables("meta"):
        return None
    by_feed: dict[str, dict[int | None, int]] = {}
    for feed, year, rows in engine.rows("select feed, event_year, rows from meta.kept_out"):
        by_feed.setdefault(str(feed), {})[None if year is None else int(str(year))] = int(str(rows))
    return by_feed


def _labels(engine: Engine) -> dict[str, dict[str, dict[str, str]]]:
    labels: dict[str, dict[str, dict[str, str]]] = {}
    written = named_columns(engine.columns("dims", "labels"))
    columns = ", ".join((*written.values(), "short_name", "parent"))
    query = f"select dimension, member, {columns} from dims.labels order by dimension, member"
    for dimension, member, *cells in engine.rows(query):
        names = dict(zip((*written, "short", "parent"), cells, strict=True))
        labels.setdefault(str(dimension), {})[str(member)] = {k: str(v) for k, v in names.items() if v is not None}
    return labels
