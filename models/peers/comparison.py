"""The own figure beside those of other institutions: rank, share of the country, distance, per student and employee.

All of it is made of what `ask` answers over the public sources, with the rights of whoever asks; the own figure is the
source's too, so that like is held against like.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlglot import exp

from models.answer import Answer, Meta, Row, shown_together
from models.asking import ask
from models.catalogue import Indicator
from models.config_sections import PeerSet
from models.institutions import own_institution
from models.peers.catalogue import PublicSource, of_institutions, public_sources, sizes
from models.question import Question, QuestionError, Viewer, Where
from models.status.series import Series, complete_years
from models.store import OpenBuild

BY = "institution"


@dataclass(frozen=True)
class Standing:
    """An institution among others: its years, the figure of the span, and its place by that (equal ones share it).

    `figure` is None where the source has nothing of it; `per` has it for each student, and each full-time equivalent of
    staff, and year, by the name of that size (`students`, `staff`), where a public source has the size.
    """

    institution: str
    series: Series
    figure: Row | None
    place: int | None
    national_place: int | None
    per: Mapping[str, float]


@dataclass(frozen=True)
class Comparison:
    """An indicator of the own institution among others in the years `first_year` to `last_year`.

    `indicator` is as the source counts it. `standings` has the own and those compared with, the best first; `national`
    how many institutions of the country have a figure, `national_share` the own part of what they have together (None
    where it cannot be added up). A place and a share in the country are given only of a source that has more of the
    country than those that it was asked for. `answer` is by year and institution.
    """

    indicator: Indicator
    source: PublicSource
    peer_set: PeerSet | None
    own: str
    first_year: int
    last_year: int
    standings: tuple[Standing, ...]
    national: int
    national_share: float | None
    answer: Answer
    meta: Meta

    @property
    def own_standing(self) -> Standing:
        """The institution's own."""
        return next(one for one in self.standings if one.institution == self.own)

    @property
    def placed(self) -> int:
        """Among how many the places are: those whose figure is shown, also where it is none."""
        return sum(_value(one.figure) is not None for one in self.standings)

    @property
    def best(self) -> Standing | None:
        """The first of them, None where nobody has a place."""
        return next((one for one in self.standings if one.place == 1), None)

    def distance(self, other: Standing) -> float | None:
        """The own figure less another's; None where one of them is not shown."""
        own_figure = self.own_standing.figure
        if own_figure is None or own_figure.value is None or other.figure is None or other.figure.value is None:
            return None
        return own_figure.value - other.figure.value

    @property
    def is_sum(self) -> bool:
        """Whether the figures are sums over the years, and not those of the last one."""
        return self.first_year < self.last_year


def compared_indicators(build: OpenBuild) -> tuple[str, ...]:
    """The indicators that a public source has of other institutions, in the catalogue's order."""
    return tuple(name for name, one in build.indicators.items() if one.peers is not None)


def first_set(build: OpenBuild) -> PeerSet | None:
    """The set that is shown unless another is asked for; None, where none is configured, is the country."""
    return next(iter(build.config.peer_sets), None)


def peer_set_of(name: str | None, build: OpenBuild) -> PeerSet | None:
    """The set of that name; None for any other name, which means the whole country, and the first set without one."""
    if name is None:
        return first_set(build)
    return next((one for one in build.config.peer_sets if one.id == name), None)


def compare(  # noqa: PLR0917
    indicator: str,
    viewer: Viewer,
    build: OpenBuild,
    peer_set: PeerSet | None,
    years: tuple[int, int] | None = None,
    where: Where | None = None,
) -> Comparison | None:
    """Hold the own figure against those of a peer set, or of all institutions of the country.

    Projects and money are added up over all years of the source, or those of `years`; of others, students too, the last
    year of the own figure counts. None where no
    public source has the own figure and another's. Raises QuestionError for an indicator without peers.
    """
    measured = build.indicators.get(indicator)
    if measured is None or measured.peers is None:
        raise QuestionError(f"no public source has {indicator} of other institutions; see `utsyn peers`")
    public, source = of_institutions(build), public_sources()[measured.peers.source]
    counted = public.indicators[indicator]
    if not public.has_data(counted):
        return None
    answer = ask(Question(indicator, ("year", BY), where or {}, years), viewer, public)
    series = _by_institution(answer, counted, public)
    key = own_institution(build.config.institution)
    if _is_summed(counted):
        listed = _listed(counted, public)
        covered = [year for years_of_one in series.values() for year in years_of_one]
        if key not in listed or not covered:
            return None
        first, last = min(covered), max(covered)
        series = {one: _without_gaps(series.get(one, {}), one, range(first, last + 1)) for one in listed}
    else:
        own_years = [year for year, row in series.get(key, {}).items() if row.sign is None]
        if not own_years:
            return None
        first = last = max(own_years)
    figures = _figures(counted, viewer, public, series, (first, last), where)
    if len(figures) < 2:  # noqa: PLR2004  # nobody to be held against
        return None
    country = {one: labels.get("parent") for one, labels in build.labels.get(BY, {}).items()}
    home = build.config.institution.country
    institutions = _among(figures, key, peer_set, country, home)
    places = _places({one: figures.get(one) for one in institutions}, counted)
    nation = {one: row for one, row in figures.items() if country.get(one) == home}
    has_country = source.has_country or not set(nation) <= _asked(build, key)
    national = _places(nation, counted) if has_country else {}
    answers = _sizes(viewer, public, (first, last)) if measured.peers.per_size else {}
    standings = [
        Standing(
            one,
            series.get(one, {}),
            figures.get(one),
            places.get(one),
            national.get(one),
            _per_size(one, series, answers),
        )
        for one in institutions
    ]
    standings.sort(key=lambda one: (one.place is None, one.place or 0, -(_value(one.figure) or 0.0), one.institution))
    shown_sizes = {size for one in standings for size in one.per}
    metas = [answer.meta, *(size.meta for name, size in answers.items() if name in shown_sizes)]
    return Comparison(
        counted,
        source,
        peer_set,
        key,
        first,
        last,
        tuple(standings),
        sum(_value(row) is not None for row in nation.values()),
        _share(key, nation, counted) if has_country else None,
        answer,
        _of_loaded(shown_together(metas)),
    )


def _is_summed(indicator: Indicator) -> bool:
    """Whether years are added up: those of projects and money, of which one year says little; students go each year."""
    return indicator.adds_up and not indicator.persons


def _of_loaded(meta: Meta) -> Meta:
    """The explanation with the files that have rows."""
    return replace(meta, sources=tuple(source for source in meta.sources if source.rows_loaded))


def _without_gaps(series: Series, institution: str, years: Iterable[int]) -> Series:
    """Every year, with nothing where a list that names the institution counts none of it."""
    nothing = {year: Row({"year": year, BY: institution}, 0, None, 0.0) for year in years}
    return nothing | {year: row for year, row in series.items() if year in nothing}


def _by_institution(answer: Answer, indicator: Indicator, build: OpenBuild) -> Mapping[str, Series]:
    """The complete years of each institution."""
    rows: dict[str, list[Row]] = {}
    for row in answer.rows:
        if row.key[BY] is not None:
            rows.setdefault(str(row.key[BY]), []).append(row)
    until, month = build.known_until(indicator), build.config.settings.academic_year_month
    series = {one: complete_years(replace(answer, rows=tuple(of)), until, month) for one, of in rows.items()}
    return {one: years for one, years in series.items() if years}


def _figures(  # noqa: PLR0917
    indicator: Indicator,
    viewer: Viewer,
    build: OpenBuild,
    series: Mapping[str, Series],
    span: tuple[int, int],
    where: Where | None,
) -> Mapping[str, Row]:
    """The figure of each institution: over the span where years are added up, else of its last year."""
    if not _is_summed(indicator):
        return {one: years[span[1]] for one, years in series.items() if span[1] in years}
    total = ask(Question(indicator.id, (BY,), where or {}, span), viewer, build)
    nothing = {one: Row({BY: one}, 0, None, 0.0) for one in series}
    return nothing | {str(row.key[BY]): row for row in total.rows if row.key[BY] is not None}


def _listed(indicator: Indicator, build: OpenBuild) -> list[str]:
    """The institutions that a source names at all: of what they are not counted in, they have none."""
    query = exp.select(exp.column(BY)).from_(exp.table_(indicator.fact, db="facts")).distinct()
    return sorted(str(one) for (one,) in build.engine.rows(query))


def _among(  # what is known, who the own is, who is chosen, and where each is
    figures: Mapping[str, Row],
    own_institution: str,
    peer_set: PeerSet | None,
    country: Mapping[str, str | None],
    home: str,
) -> list[str]:
    if peer_set is not None:
        return list(dict.fromkeys((own_institution, *peer_set.institutions)))
    return [own_institution, *(one for one in sorted(figures) if one != own_institution and country.get(one) == home)]


def _places(figures: Mapping[str, Row | None], indicator: Indicator) -> dict[str, int]:
    """The place of each whose figure is shown; none where no direction is the better one, and for who has nothing."""
    values = {one: value for one, row in figures.items() if (value := _value(row)) is not None}
    if indicator.denominator is None:
        values = {one: value for one, value in values.items() if value}
    if indicator.direction == "none":
        return {}
    sign = -1 if indicator.direction == "lower_is_better" else 1
    return {one: 1 + sum(sign * other > sign * value for other in values.values()) for one, value in values.items()}


def _share(own_institution: str, nation: Mapping[str, Row], indicator: Indicator) -> float | None:
    """The own part of the country's; None for a rate, and where a part is suppressed."""
    values = [_value(row) for row in nation.values()]
    if indicator.denominator is not None or own_institution not in nation or any(value is None for value in values):
        return None
    total = sum(value for value in values if value is not None)
    return (_value(nation[own_institution]) or 0.0) / total if total else None


def _asked(build: OpenBuild, own_key: str) -> set[str]:
    """The institutions that a source is asked for by name: the own one and those of the sets."""
    return {own_key, *(one for peer_set in build.config.peer_sets for one in peer_set.institutions)}


def _sizes(viewer: Viewer, build: OpenBuild, span: tuple[int, int]) -> Mapping[str, Answer]:
    """By name the sizes of institutions that a public source has, each by year and institution."""
    loaded = [name for name, size in sizes().items() if build.has_data(size)]
    return {name: ask(Question(name, ("year", BY), years=span), viewer, build) for name in loaded}


def _per_size(institution: str, series: Mapping[str, Series], answers: Mapping[str, Answer]) -> Mapping[str, float]:
    """What there is for each one of a size and year, of the years that both sources have."""
    own_years = {year: row.value for year, row in series.get(institution, {}).items() if row.value is not None}
    shown = {}
    for name, answer in answers.items():
        size = {row.key["year"]: float(row.value) for row in answer.rows if row.key[BY] == institution and row.value}
        if counted := sum(size[year] for year in own_years if year in size):
            shown[name] = sum(value for year, value in own_years.items() if year in size) / counted
    return shown


def _value(row: Row | None) -> float | None:
    return row.value if row is not None else None
