"""What a link says: the whole state of a page, read from and written to the URL."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final, Literal, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit

ENTITIES = ("partner", "agreement", "programme", "project", "call", "country", "faculty", "department")
KEPT = ("faculty", "department", "group", "status", "area", "evidence", "layout", "seen_as", "build", "lang")
EARLIER = {"clock": "dated_by"}  # what links of version 0.1 call a parameter
PageName = Literal[
    "plan",
    "goal",
    "quality",
    "definitions",
    "topic",
    "indicator",
    "export",
    "accessibility",
    "data_protection",
    "reading",
    "limits",
    "briefing",
    "entity",
    "list",
    "changes",
]

VIEWS: Final[tuple[PageName, ...]] = tuple(
    name for name in get_args(PageName) if name not in ("plan", "goal", "indicator", "topic", "entity")
)
"""The pages that `view` names as they are called."""


@dataclass(frozen=True)
class Address:
    """One view. Values come from a URL, so they may be anything: pages check them against what exists."""

    view: str | None = None
    id: str | None = None
    list: str | None = None
    scope: str | None = None
    within: str | None = None
    q: str | None = None
    page_no: str | None = None
    topic: str | None = None
    goal: str | None = None
    goals: str | None = None
    of: str | None = None
    indicator: str | None = None
    by: str | None = None
    faculty: str | None = None
    department: str | None = None
    country: str | None = None
    round: str | None = None
    group: str | None = None
    status: str | None = None
    area: str | None = None
    evidence: str | None = None
    layout: str | None = None
    map: str | None = None
    sort: str | None = None
    rows: str | None = None
    year: str | None = None
    since: str | None = None
    compare: str | None = None
    peers: str | None = None
    whatif: str | None = None
    unfolded: str | None = None
    dated_by: str | None = None
    units: str | None = None
    feed: str | None = None
    languages: str | None = None
    rights: str | None = None
    about: str | None = None
    seen_as: str | None = None
    build: str | None = None
    lang: str | None = None

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> "Address":
        """The address in query parameters; those it does not know are ignored."""
        named = {EARLIER.get(name, name): value for name, value in parameters.items()}
        return cls(**{name: named[name] for name in NAMES if named.get(name)})

    @classmethod
    def parse(cls, href: str) -> "Address":
        """The inverse of `href`."""
        return cls.read(dict(parse_qsl(urlsplit(href).query)))

    @property
    def page(self) -> PageName:
        """Which page shows it."""
        if self.goal or self.topic or self.of:
            return "goal" if self.goal else "topic" if self.topic else "indicator"
        if self.view in ENTITIES:
            return "entity"
        return next((name for name in VIEWS if name == self.view), "plan")

    @property
    def parameters(self) -> dict[str, str]:
        """Query parameters in a fixed order, without those that are unset."""
        return {name: value for name in NAMES if (value := getattr(self, name)) is not None}

    @property
    def href(self) -> str:
        """A relative link that also works in a new tab and under a base path."""
        return f"?{urlencode(self.parameters)}" if self.parameters else "./"

    def to(self, **changes: str | None) -> "Address":
        """A copy with other values; None unsets one."""
        return replace(self, **changes)

    def home(self) -> "Address":
        """The plan, as it was filtered last."""
        return Address(**self.kept)

    def topic_page(self, topic: str) -> "Address":
        """A topic."""
        return Address(topic=topic, **self.kept)

    def indicator_page(self, indicator: str) -> "Address":
        """An indicator on its own, in the year shown here."""
        return Address(of=indicator, year=self.year, **self.kept)

    def quality(self, feed: str | None = None) -> "Address":
        """The data quality of all feeds, or of one."""
        return Address(view="quality", feed=feed, **self.kept)

    def definitions(self, indicator: str | None = None) -> "Address":
        """The catalogue of indicators, or one of them."""
        return Address(view="definitions", indicator=indicator, **self.kept)

    def named(self, page: PageName) -> "Address":
        """A page that its name alone says: `export`, `accessibility`, `reading` …"""
        return Address(view=page, **self.kept)

    def entity(self, kind: str, key: str) -> "Address":
        """The page of a partner, an agreement, a unit …: `kind` is one of ENTITIES."""
        return Address(view=kind, id=key, **self.kept)

    def listed(self, name: str | None, scope: str | None = None) -> "Address":
        """A list, or the choice of lists; `scope` (`partner.P0001`) keeps the rows that belong to a thing."""
        return Address(view="list", list=name, scope=scope, **self.kept)

    def changes(self, since: str | None = None) -> "Address":
        """What changed since an edition or a day (`2026-06-12`), else since the last edition."""
        return Address(view="changes", since=since, **self.kept)

    def briefing(self, goals: str | None = None) -> "Address":
        """The slides of goals (ids with commas), else of those that the filters keep."""
        return Address(view="briefing", goals=goals, **self.kept)

    @property
    def kept(self) -> dict[str, str | None]:
        """What goes along from page to page: the unit, the plan's filters, the build and the language."""
        return {name: getattr(self, name) for name in KEPT}


NAMES = tuple(field.name for field in fields(Address))
