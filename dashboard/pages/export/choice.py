"""What the address chooses of what there is: year, languages, rights."""

from dataclasses import dataclass
from typing import Literal

from dashboard import builds
from dashboard.pages.parts.view import View
from dashboard.report.contents import YEARS
from models.question import Viewer

PUBLIC = Viewer("public")
Rights = Literal["own", "public"]


@dataclass(frozen=True)
class Choice:
    """A pack as the address chooses it, and what else could be chosen, the newest year first."""

    year: int
    languages: tuple[str, ...]
    rights: Rights
    years: tuple[int, ...]

    @property
    def viewer(self) -> Viewer:
        """The rights that the pack is made with: the reader's own, or the public's; never more."""
        return builds.serving().viewer if self.rights == "own" else PUBLIC


def choice(view: View) -> Choice | None:
    """The choice at the view's address; the newest complete year where it names none. None without any figure.

    Raises BuildUnreadable.
    """
    rows = builds.rows_of(view.build)
    with_figures = {year for row in rows for year, value in row.trend if value is not None}
    years = tuple(sorted(with_figures, reverse=True))[:YEARS]
    if not years:
        return None
    newest = max((row.year for row in rows if row.year in years), default=years[0])
    requested = view.address.year or ""
    year = int(requested) if requested.isdecimal() and int(requested) in years else newest
    offered = view.build.config.languages
    one = tuple(language for language in offered if language == view.address.languages)
    return Choice(year or newest, one or offered, "own" if view.address.rights == "own" else "public", years)
