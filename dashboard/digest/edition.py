"""What a digest says of itself and of each change, in words: the same for markdown and mail."""

from dataclasses import dataclass
from datetime import date

from dashboard.address import Address
from dashboard.digest.changed_goals import Change, Digest
from dashboard.format import day, figure
from dashboard.judgement import reason, status_words, target_words
from dashboard.origin import origin_label, origin_line
from dashboard.text import text
from dashboard.text.labels import word
from dashboard.theme.status import LOOKS
from models.origin import Origin
from models.question import Viewer
from models.status import StatusId, StatusRow
from models.store import OpenBuild

LEAST_REAL: tuple[Origin, ...] = ("real", "public", "mixed", "synthetic")


@dataclass(frozen=True)
class Edition:
    """Between which builds, with whose rights, and the public address of the dashboard's pages, where there is one."""

    before: OpenBuild
    now: OpenBuild
    viewer: Viewer
    address: str | None

    def link(self, change: Change, language: str) -> str | None:
        """The page of a goal, None without a public address and for a goal that the plan no longer has."""
        if self.address is None or change.now is None:
            return None
        return f"{self.address.rstrip('/')}/{Address(goal=change.now.goal.id, lang=language).href}"

    def title(self, language: str) -> str:
        """The heading, and the subject of a mail; first of all the origin of the data, unless it is real."""
        institution = self.now.config.institution.short_name
        title = text("digest.title", language, institution=institution, day=day(self.now.as_of, language))
        label = origin_label(self._invented, language)
        return title if label is None else f"{label}: {title}"

    def origin(self, language: str) -> str | None:
        """What is not real of the figures compared; None where all is."""
        return origin_line(self._invented, language)

    @property
    def _invented(self) -> OpenBuild:
        """The build that is least real: what comes of both is at best as real as that one."""
        return max((self.before, self.now), key=lambda build: LEAST_REAL.index(build.origin))

    def says(self, digest: Digest, language: str) -> str:
        """How many goals changed since which build."""
        requested = self.before.asked
        named = requested.name if requested is not None and requested.frozen_on is not None else self.before.id
        then = day(date.fromisoformat(self.before.built_at[:10]), language)
        key = "digest.changed" if digest.size else "digest.same"
        return text(key, language, n=digest.size, build=named, day=then)

    def counts(self, digest: Digest, language: str) -> str:
        """Every status with its number of goals, in the order of the page."""
        shown = [
            f"{_status(status, language)} {digest.counts[status]}" for status in LOOKS if digest.counts.get(status)
        ]
        return text("digest.counts", language, counts=" · ".join(shown))

    def foot(self, language: str) -> str:
        """With whose rights the figures were asked, of which build, and whether the goals are a translation."""
        rights = word("rights", self.viewer.role, language)
        rights = f"{rights} {self.viewer.unit}" if self.viewer.unit else rights
        line = text("digest.foot", language, rights=rights, build=self.now.id)
        is_translated = self.now.plan.is_translated(language)
        return f"{line} ({text('plan.translated_says', language)})" if is_translated else line


def name(change: Change, language: str) -> str:
    """A goal's id and short name."""
    return f"{change.row.goal.id} {change.row.goal.short[language]}"


def described(change: Change, language: str) -> str:
    """From which status and figure to which: `◐ behind pace → ✓ reached; 38,0 % → 41,0 %; target 40 % by 2025`."""
    rows = [row for row in (change.before, change.now) if row is not None]
    parts = [" → ".join(f"{LOOKS[row.status].sign} {status_words(row, language)}" for row in rows)]
    if figures := [_figure(row, language) for row in rows if row.value is not None or row.sign is not None]:
        parts.append(" → ".join(dict.fromkeys(figures)))
    row = change.row
    parts += [words for words in (target_words(row, language), reason(row, language)) if words]
    return "; ".join(parts)


def _figure(row: StatusRow, language: str) -> str:
    shown = str(row.sign) if row.value is None else figure(row.value, row.unit, language)
    return f"{shown} ({row.year})" if row.year else shown


def _status(status: StatusId, language: str) -> str:
    return f"{LOOKS[status].sign} {text(f'status.{status}', language)}"
