"""What the parts of a pack say of themselves, in each language."""

from collections.abc import Sequence
from datetime import date

from dashboard.format import day, number, short_day
from dashboard.incomplete_years import incomplete_words
from dashboard.origin import origin_label, origin_line
from dashboard.report.contents import Contents, Section
from dashboard.text import text
from dashboard.text.labels import member_name, word
from models.answer import Row
from models.catalogue import Indicator
from models.question import Viewer
from models.store import OpenBuild


def title(contents: Contents, language: str) -> str:
    """What the pack is called; one of data that is not real says so."""
    institution = contents.build.config.institution
    title = text("report.title", language, institution=institution.short_name, year=contents.year)
    label = origin_label(contents.build, language)
    return title if label is None else f"{title} ({label.lower()})"


def rights(contents: Contents, language: str) -> str:
    """With whose rights the figures were taken out, and what that suppresses."""
    return rights_of(contents.viewer, contents.build, language)


def rights_of(viewer: Viewer, build: OpenBuild, language: str) -> str:
    """A viewer's rights to a build's figures, and what they suppress."""
    match viewer.role:
        case "public":
            return text("report.public", language)
        case "viewer":
            return text("report.viewer", language)
        case "unit_analyst" | "attestor":
            level = "faculty" if str(viewer.unit) in build.labels.get("faculty", {}) else "department"
            unit = member_name(build.labels, level, viewer.unit, language)
            return text("report.unit_analyst", language, unit=unit)
        case "institutional_analyst" | "steward" | "admin":
            return text("report.institutional_analyst", language)


def basis(contents: Contents, language: str) -> tuple[str, ...]:
    """Sentences for the cover: what is not real, the build, its day, how it is read, the rights, a translation."""
    build = contents.build
    built = day(date.fromisoformat(build.built_at[:10]), language)
    origin = origin_line(build, language)
    lines = [] if origin is None else [origin]
    lines.append(text("report.build", language, build=build.id, day=built, as_of=day(build.as_of, language)))
    requested = build.asked
    if requested is not None and requested.frozen_on is not None:
        lines.append(text("report.frozen", language, name=requested.name, day=day(requested.frozen_on, language)))
    lines.append(text("report.rights", language, rights=rights(contents, language)))
    lines.append(text("report.logged", language))
    if build.plan.is_translated(language):
        translated = text("plan.translated_says", language)
        lines.append(f"{translated[:1].upper()}{translated[1:]}.")
    return tuple(lines)


def footer(contents: Contents, indicator: Indicator, years: Sequence[int], row: Row | None, language: str) -> str:
    """The line under a figure: origin unless real, years, of how many (`row`, of the last year), reference date,
    calendar, source, day, rounding.
    """
    meta = contents.answers[indicator.id, None].meta
    first, last = min(years), max(years)
    label = origin_label(meta, language)
    parts = [] if label is None else [label]
    parts += [str(first) if first == last else text("foot.years", language, first=first, last=last)]
    parts += incomplete_words(meta, language, range(first, last + 1))
    if not meta.has_history:
        parts.append(text("foot.no_history", language))
    if row is not None and row.denominator is not None and meta.unit == "percent":
        parts.append(text("foot.n", language, n=number(row.denominator, language)))
    parts.append(text("foot.dated_by", language, dated_by=word("reference_date", meta.dated_by, language)))
    parts.append(word("calendar", meta.calendar, language))
    if feeds := list(dict.fromkeys(word("feed", source.feed, language) for source in meta.sources)):
        parts.append(text("foot.source", language, feeds=", ".join(feeds)))
    if until := contents.build.data_until(indicator):
        parts.append(text("foot.data_until", language, day=short_day(until, language)))
    parts.append(word("rounding", meta.rounding, language))
    return " · ".join(parts)


def goal_of(indicator: Indicator, contents: Contents) -> str:
    """The goals that name an indicator."""
    return ", ".join(goal.id for goal in contents.build.plan.goals if indicator.id in goal.indicators)


def name(indicator: Indicator, language: str) -> str:
    """An indicator's name."""
    return str(indicator.name[language])


def measured_in(indicator: Indicator, language: str) -> str:
    """The unit of an indicator's values in a word or a sign."""
    return text(f"measured_in.{indicator.unit}", language)


def section_title(section: Section, language: str) -> str:
    """An area as a heading: its letter in the plan, and its title."""
    shown = section.title[language]
    return shown if section.id == "other" else f"{section.id} {shown}"
