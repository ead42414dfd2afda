"""A comparison with peers in words: places, distances, the span of the figures, their source."""

from dashboard.format import cell, figure, number
from dashboard.text import text
from dashboard.text.labels import member_name, short_name
from models.config_sections import PeerSet
from models.peers import Comparison, Standing
from models.store import OpenBuild

BY = "institution"
PER = {"students": 1000, "staff": 100}  # size → for how many of it a figure is shown


def set_name(peer_set: PeerSet | None, language: str) -> str:
    """What a set is called; without one, the whole country."""
    return text("peers.country", language) if peer_set is None else peer_set.name[language]


def span(comparison: Comparison, language: str) -> str:
    """`sum 2014–2021`, or the year."""
    if not comparison.is_sum:
        return str(comparison.last_year)
    return text("peers.years", language, first=comparison.first_year, last=comparison.last_year)


def rank(comparison: Comparison, language: str) -> str | None:
    """`no. 2 of 6 · universities, sum 2014–2021`; None without a place."""
    place = comparison.own_standing.place
    if place is None:
        return None
    values = {"set": set_name(comparison.peer_set, language), "span": span(comparison, language)}
    return text("peers.rank", language, place=place, of=comparison.placed, **values)


def sentence(comparison: Comparison, build: OpenBuild, language: str) -> str:
    """The own figure and place, who is nearest, and the place and share in the country."""
    unit, own_standing = comparison.indicator.unit, comparison.own_standing
    values = {
        "span": span(comparison, language)[:1].upper() + span(comparison, language)[1:],
        "own": short_name(build.labels, BY, comparison.own, language),
        "value": ":" if own_standing.figure is None else cell(own_standing.figure, unit, language),
        "set": set_name(comparison.peer_set, language),
    }
    if own_standing.place is None:
        parts = [text("peers.says_value", language, **values)]
    else:
        parts = [text("peers.says_place", language, **values, place=own_standing.place, of=comparison.placed)]
        parts += _nearest(comparison, own_standing, build, language)
    if own_standing.national_place is not None and comparison.peer_set is not None:
        parts.append(text("peers.says_national", language, place=own_standing.national_place, of=comparison.national))
    if comparison.national_share is not None:
        share = figure(comparison.national_share, "percent", language)
        parts.append(text("peers.share", language, share=share))
    return " ".join(parts)


def source(comparison: Comparison, language: str) -> str:
    """The source, with the folders of its files and the days that they are of."""
    files = sorted({f"{one.path} ({one.modified_on})" for one in comparison.meta.sources})
    return text("peers.source", language, source=comparison.source.title[language], files=", ".join(files))


def sizes_shown(comparison: Comparison) -> list[str]:
    """The sizes that some institution has a figure for, in the order of their columns."""
    return [size for size in PER if any(size in one.per for one in comparison.standings)]


def per_size(one: Standing, size: str, unit: str, language: str) -> str:
    """The figure for every thousand students, or hundred of staff, and year; nothing where the size is not known."""
    if size not in one.per:
        return ""
    value = PER[size] * one.per[size]
    return figure(value, unit, language) if unit == "eur" else number(value, language, 1)


def size_notes(comparison: Comparison, language: str) -> list[str]:
    """What the sizes count, and by which source."""
    return [text(f"peer_size_says.{size}", language) for size in sizes_shown(comparison)]


def _nearest(comparison: Comparison, own_standing: Standing, build: OpenBuild, language: str) -> list[str]:
    """How far behind the one before, or ahead of the one after for the first."""
    places = [one for one in comparison.standings if one.place is not None and one.institution != comparison.own]
    before = [one for one in places if (one.place or 0) < (own_standing.place or 0)]
    after = [one for one in places if (one.place or 0) > (own_standing.place or 0)]
    other, key = (before[-1], "peers.says_behind") if before else (after[0] if after else None, "peers.says_ahead")
    distance = comparison.distance(other) if other else None
    if other is None or distance is None:
        return []
    unit = comparison.indicator.unit
    shown = (
        figure(100 * abs(distance), "points", language) if unit == "percent" else figure(abs(distance), unit, language)
    )
    return [text(key, language, distance=shown, next=short_name(build.labels, BY, other.institution, language))]


def names_of(comparison: Comparison, build: OpenBuild, language: str) -> str:
    """Those of the set that the source has nothing of."""
    missing = [one.institution for one in comparison.standings if one.figure is None]
    return ", ".join(member_name(build.labels, BY, one, language) for one in missing)
