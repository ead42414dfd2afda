"""What a link says: the whole state of a page, read from and written to the URL."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

PageName = Literal["plan", "goal"]


@dataclass(frozen=True)
class Address:
    """One view. Values come from a URL, so they may be anything: pages check them against what exists."""

    page: PageName = "plan"
    goal: str | None = None
    indicator: str | None = None
    by: str | None = None
    faculty: str | None = None
    department: str | None = None
    year: str | None = None
    clock: str | None = None
    lang: str | None = None

    @classmethod
    def read(cls, page: PageName, parameters: Mapping[str, str]) -> "Address":
        """The address of `page` with those query parameters it knows; others are ignored."""
        known = {name: value for name, value in parameters.items() if name in _PARAMETERS and value}
        return cls(page=page, **known)  # type: ignore[arg-type]  # the names are fields of text

    @classmethod
    def parse(cls, href: str) -> "Address":
        """The inverse of `href`; anything unknown leads to the plan."""
        parts = urlsplit(href)
        page: PageName = "goal" if parts.path.rsplit("/", 1)[-1] == "goal" else "plan"
        return cls.read(page, dict(parse_qsl(parts.query)))

    @property
    def parameters(self) -> dict[str, str]:
        """Query parameters in a fixed order, without those that are unset."""
        return {name: value for name, value in asdict(self).items() if value is not None and name != "page"}

    @property
    def href(self) -> str:
        """A relative link that also works in a new tab and under a base path."""
        query = urlencode(self.parameters)
        path = "goal" if self.page == "goal" else "./"
        return f"{path}?{query}" if query else path

    def to(self, **changes: Any) -> "Address":
        """A copy with other values; None unsets one."""
        return replace(self, **changes)


_PARAMETERS = frozenset(Address.__dataclass_fields__) - {"page"}
