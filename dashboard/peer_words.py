"""A comparison with peers in words: places, distances, the span of the figures, their source."""

from dashboard.format import cell, figure, number
from dashboard.text import text
from dashboard.text.labels import member_name, short_name
from models.config_sections import PeerSet
from models.peers import Comparison, Standing
from models.store import OpenBuild

BY = "institution"


def set_name(peer_set: PeerSet | None, language: str) -> str:
    """What a set is called; without one, the whole country."""
    return text("peers.country", language) if peer_set is None else peer_set.name[language]


def span(found: Comparison, language: str) -> str:
    """`sum 2014–2021`, or the year."""
    if not found.is_sum:
        return str(found.last_year)
    return text("peers.years", language, first=found.first_year, last=found.last_year)


def rank(found: Comparison, language: str) -> str | None:
    """`no. 2 of 6 · universities, sum 2014–2021`; None without a place."""
    place = found.own_standing.place
    if place is None:
        return None
    told = {"set": set_name(found.peer_set, language), "span": span(found, language)}
    return text("peers.rank", language, place=place, of=found.placed, **told)


def sentence(found: Comparison, build: OpenBuild, language: str) -> str:
    """The own figure and place, who is nearest, and the place and share in the country."""
    unit, own = found.indicator.unit, found.own_standing
    told = {
        "span": span(found, language)[:1].upper() + span(found, language)[1:],
        "own": short_name(build.labels, BY, found.own, language),
        "value": ":" if own.figure is None else cell(own.figure, unit, language),
        "set": set_name(found.peer_set, language),
    }
    if own.place is None:
        parts = [text("peers.says_value", language, **told)]
    else:
        parts = [text("peers.says_place", language, **told, place=own.place, of=found.placed)]
        parts += _nearest(found, own, build, language)
    if own.national_place is not None and found.peer_set is not None:
        parts.append(text("peers.says_national", language, place=own.national_place, of=found.national))
    if found.national_share is not None:
        share = figure(found.national_share, "percent", language)
        parts.append(text("peers.share", language, share=share))
    return " ".join(parts)


def source(found: Comparison, language: str) -> str:
    """The source, with the folders of its files and the days that they are of."""
    files = sorted({f"{one.path} ({one.modified_on})" for one in found.meta.sources})
    return text("peers.source", language, source=found.source.title[language], files=", ".join(files))


def per_thousand(one: Standing, unit: str, language: str) -> str:
    """The figure for every thousand students and year; nothing where students are not known."""
    if one.per_student is None:
        return ""
    value = 1000 * one.per_student
    return figure(value, unit, language) if unit == "eur" else number(value, language, 1)


def _nearest(found: Comparison, own: Standing, build: OpenBuild, language: str) -> list[str]:
    """How far behind the one before, or ahead of the one after for the first."""
    places = [one for one in found.standings if one.place is not None and one.institution != found.own]
    before = [one for one in places if (one.place or 0) < (own.place or 0)]
    after = [one for one in places if (one.place or 0) > (own.place or 0)]
    other, key = (before[-1], "peers.says_behind") if before else (after[0] if after else None, "peers.says_ahead")
    distance = found.distance(other) if other else None
    if other is None or distance is None:
        return []
    unit = found.indicator.unit
    shown = (
        figure(100 * abs(distance), "points", language) if unit == "percent" else figure(abs(distance), unit, language)
    )
    return [text(key, language, distance=shown, next=short_name(build.labels, BY, other.institution, language))]


def names_of(found: Comparison, build: OpenBuild, language: str) -> str:
    """Those of the set that the source has nothing of."""
    missing = [one.institution for one in found.standings if one.figure is None]
    return ", ".join(member_name(build.labels, BY, one, language) for one in missing)
