"""Other institutions: their lines behind the own, a table of places, the source and how it counts otherwise."""

from dashboard.cached_analyses import peers
from dashboard.downloads.sheet import Column, Sheet, value
from dashboard.figures.lines import LOOKS, WHOLE, Member
from dashboard.figures.peer_lines import peer_lines
from dashboard.markup import Html, tag
from dashboard.origin import origin_label
from dashboard.pages.goal.scope import Scope
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.legend import key
from dashboard.pages.parts.section import Section
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from dashboard.peer_records import NATION, differences
from dashboard.peer_words import BY, names_of, per_size, sentence, set_name, size_notes, sizes_shown, source, span
from models.peers import Comparison, Standing, compared_by, unmatched
from models.question import Question

MOST_NAMES = 3  # of those that nobody has matched
WIDE = (3, 4, 5, 6)  # columns that a phone leaves out


def peers_of(scope: Scope | None, view: View) -> Section | None:
    """The section; None for a unit, and where no public source has the figure of the own institution and of others."""
    result = None if scope is None else _found(scope, view)
    if result is None:
        return None
    own_standing = _member(result.own_standing, view)
    others = [_member(one, view) for one in result.standings if one.institution != result.own and one.series]
    lines = [(own_standing.name, LOOKS[0]), (view.text("peers.others"), WHOLE)]
    title = tag(
        "h2", view.text("peers.title"), tag("span", f" · {result.indicator.name[view.language]}", class_="unit")
    )
    return Section(
        name="peers",
        chart="peers",
        heading=title,
        choices=_sets(result, view),
        sentence=sentence(result, view.build, view.language),
        figure=peer_lines(own_standing, others, result.indicator.unit, view.language),
        meta=result.meta,
        table=_below(result, view),
        legend=key(lines),
        is_below=True,
    )


def peers_sheet(scope: Scope, view: View) -> Sheet | None:
    """Every institution and year of the chart, with its place."""
    result = _found(scope, view)
    if result is None:
        return None
    unit, language = result.indicator.unit, view.language
    columns = (
        Column(view.text("peers.institution")),
        Column(view.text("goal.year")),
        Column(result.indicator.name[language], unit),
        Column(view.text("peers.place"), "number"),
    )
    rows = [
        (view.name_of(BY, one.institution), year, value(row), one.place)
        for one in result.standings
        for year, row in one.series.items()
    ]
    title = f"{view.text('peers.title')}. {source(result, language)}"
    return Sheet(title, Question(result.indicator.id, ("year",)), columns, rows)


def _found(scope: Scope, view: View) -> Comparison | None:
    if not scope.is_whole:
        return None
    shown = compared_by(scope.indicator, view.build.indicators)
    return None if shown is None else peers(shown.id, view.address.peers, view.build)


def _member(one: Standing, view: View) -> Member:
    points = [(year, row.value) for year, row in one.series.items()]
    name = view.name_of(BY, one.institution)
    return Member(name, view.short_name(BY, one.institution), points)


def _sets(comparison: Comparison, view: View) -> Html | None:
    """The choice of the set."""
    chosen = comparison.peer_set.id if comparison.peer_set else NATION
    sets = [(one.id, set_name(one, view.language)) for one in view.build.config.peer_sets]
    options = [
        Option(name, view.address.to(peers=one), one == chosen)
        for one, name in (*sets, (NATION, set_name(None, view.language)))
    ]
    return switch(view.text("peers.sets"), options)


def _below(comparison: Comparison, view: View) -> Html:
    language = view.language
    missing = names_of(comparison, view.build, language)
    of_source = [one for one in unmatched(view.build) if one.source == comparison.source.feed]
    label = origin_label(comparison.meta, language)
    return tag(
        "div",
        _table(comparison, view),
        *[tag("p", note, class_="foot") for note in size_notes(comparison, language)],
        tag("p", view.text("peers.not_in", names=missing), class_="foot") if missing else None,
        tag("details", tag("summary", view.text("peers.differs")),
            tag("p", differences(comparison.indicator.id, view.build, language))),
        tag("p", view.text("peers.unmatched", n=view.number(len(of_source)),
                           names=", ".join(one.name for one in of_source[:MOST_NAMES])), class_="foot")
        if of_source else None,
        tag("p", " · ".join(part for part in (label, source(comparison, language)) if part), class_="foot"),
    )  # fmt: skip


def _table(comparison: Comparison, view: View) -> Html:
    language = view.language
    heads = [
        view.text("peers.institution"),
        view.text("peers.place"),
        span(comparison, language),
        view.text("peers.distance"),
        view.text("peers.national"),
        *[view.text(f"peer_size.{size}") for size in sizes_shown(comparison)],
    ]
    capitals = [head[:1].upper() + head[1:] for head in heads]
    lines = [_line(one, comparison, view) for one in comparison.standings]
    return columns_table(view.text("peers.table"), capitals, lines, wide=WIDE)


def _line(one: Standing, comparison: Comparison, view: View) -> Line:
    language, unit, distance = view.language, comparison.indicator.unit, comparison.distance(one)
    is_own = one.institution == comparison.own
    cells = [
        "–" if one.place is None else str(one.place),
        ":" if one.figure is None else view.cell(one.figure, unit),
        "" if is_own else ":" if distance is None else view.change(distance, unit),
        "–" if one.national_place is None else f"{one.national_place} / {comparison.national}",
        *[per_size(one, size, unit, language) or ":" for size in sizes_shown(comparison)],
    ]
    return Line(view.name_of(BY, one.institution), None, cells, is_own)
