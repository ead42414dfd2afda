"""Each figure with one member and with sixty, with zero, negative, suppressed and missing values, and long names."""

from collections.abc import Mapping
from typing import Final

import plotly.graph_objects as go

from dashboard.briefing.slide import Series
from dashboard.figures.bars import Bar, bars_figure
from dashboard.figures.both_ways import Column, Way, both_ways
from dashboard.figures.cohorts import Curve, cohorts_figure
from dashboard.figures.contribution import Moved, parts_figure
from dashboard.figures.cumulative import Counted, cumulative_figure
from dashboard.figures.forecast import Ahead, Foreseen
from dashboard.figures.index import Line, index_figure
from dashboard.figures.lines import Member, lines_figure
from dashboard.figures.map import Land, map_figure
from dashboard.figures.multiples import Panel, multiples
from dashboard.figures.reference_marks import Against, Shade, Unfinished
from dashboard.figures.scale import Scale, Zone
from dashboard.figures.slopes import Slope, slopes_figure
from dashboard.figures.sparkline import sparkline
from dashboard.figures.steps import steps_figure
from dashboard.figures.then_and_now import Pair, then_and_now_figure
from dashboard.figures.trend import trend_figure
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.scale import scale_bar

LONG: Final = "Institutt for bygg-, miljø- og vassdragsteknikk og samfunnssikkerhetsingeniørutdanning"
YEARS: Final = range(2016, 2026)
RISING: Final = [(year, 0.1 + 0.012 * place) for place, year in enumerate(YEARS)]
DIPPING: Final = [
    (2016, 0.17),
    (2017, 0.18),
    (2018, 0.18),
    (2019, 0.2),
    (2020, 0.19),
    (2021, 0.16),
    (2022, 0.11),
    (2023, 0.14),
    (2024, 0.17),
    (2025, 0.19),
]
COVID: Final = Shade(2020, 2024, "Covid-19")
AHEAD: Final = Ahead(
    [
        Foreseen(2025, 0.19, 0.19, 0.19, ""),
        *(Foreseen(2025 + n, 0.19 - 0.005 * n, 0.19 + 0.006 * n, 0.19 + 0.02 * n, "") for n in range(1, 6)),
    ],
    "framskriving 22,1 %",
)
FULL: Final = Against(
    target=(0.5, "mål 50 %"),
    pace=((2021, 0.16), (2025, 0.5), "ruten"),
    breaks=(Shade(2016, 2016, "Sammenslåing"), COVID),
    ahead=AHEAD,
    references=((0.2, "Europeisk mål 2020: 20 %"), (0.23, "Europeisk mål 2030: 23 %")),
)


def figures() -> Mapping[str, go.Figure | Html]:
    """Every case by name: a figure of Plotly or our own markup."""
    return {**_trends(), **_bars(), **_lines(), **_slopes(), **_counts(), **_both_ways(), **_ours()}


def _trends() -> dict[str, go.Figure | Html]:
    gaps = [(year, None if year in (2019, 2020) else value) for year, value in RISING]
    ranks = [(2021, 42.0), (2022, 21.0), (2023, 21.0), (2024, 18.0), (2025, 17.0)]
    late = (Unfinished(2026, 17.0, "nr. 17", "31. jan. 2026"),)
    return {
        "trend_full": trend_figure(DIPPING, "percent", "nb", FULL),
        "trend_one_year": trend_figure([(2025, 0.2)], "percent", "nb", Against()),
        "trend_zero": trend_figure([(year, 0.0) for year in YEARS], "number", "nb", Against()),
        "trend_gaps": trend_figure(gaps, "percent", "nb", Against(whole=(DIPPING, "hele universitetet"))),
        "trend_negative": trend_figure([(y, v - 0.15) for y, v in RISING], "points", "nb", Against()),
        "trend_rank": trend_figure(ranks, "rank", "nb", Against(target=(20.0, "mål høyst 20"), unfinished=late)),
        "trend_band": trend_figure(
            [(y, 1 + v) for y, v in DIPPING], "ratio", "nb", Against(band=(0.8, 1.25, "lokalt bånd"))
        ),
        "trend_money": trend_figure([(y, 1.854e8 * v) for y, v in RISING], "eur", "nb", Against(breaks=(COVID,))),
    }


def _bars() -> dict[str, go.Figure | Html]:
    def bar(name: str, value: float | None, shown: str, short: str | None = None) -> Bar:
        return Bar(name, short, value, shown, None)

    sixty = [bar(f"Fakultet nummer {n}", 60.0 - n, str(60 - n)) for n in range(60)]
    moved = [
        Moved("Ingeniørvitenskap", "IV", 0.7, 0.65, 0.05, "+0,70 pp"),
        Moved(LONG, None, -0.4, -0.5, 0.1, "−0,40 pp"),
        Moved("Skjult", None, 0.05, None, None, "+0,05 pp"),
    ]
    return {
        "bars_one": bars_figure([bar("Ingeniørvitenskap", 0.26, "26,4 %", "IV")], "nb", (0.19, "universitetet 19,0 %")),
        "bars_sixty": bars_figure(sixty, "nb", (30.0, "i snitt 30")),
        "bars_long": bars_figure(
            [bar(LONG, 0.3, "30,0 %", "IBM"), bar(LONG[::-1], 0.02, "2,0 %")], "nb", (0.19, "universitetet")
        ),
        "bars_counts": bars_figure(
            [
                Bar("Ingeniørvitenskap", "IV", 0.26, "26,4 %", None, counts="73 av 277"),
                Bar(LONG, None, 0.0, "0,0 %", None, counts="0 av 12"),
                Bar("Skjult", None, None, "..", None),
            ],
            "nb",
            (0.19, "universitetet 19,0 %"),
        ),
        "bars_zero": bars_figure([bar("Ingen", 0.0, "0"), bar("Heller ingen", 0.0, "0")], "nb", None),
        "bars_suppressed": bars_figure(
            [bar("Kjent", 0.4, "40 %"), bar("Skjult", None, ".."), bar("Mangler", None, ":")], "nb", None
        ),
        "bars_negative": bars_figure([bar("Opp", 12.0, "+12"), bar("Ned", -30.0, "−30")], "nb", None),
        "parts": parts_figure(moved, "nb"),
        "parts_one": parts_figure(moved[:1], "nb"),
    }


def _lines() -> dict[str, go.Figure | Html]:
    four = [
        Member(f"Fakultet {n}", short, [(y, v + 0.05 * n) for y, v in DIPPING])
        for n, short in enumerate(("AD", "IV", "NV", "SU"))
    ]
    gap = Member(LONG, "IBM", [(y, None if y == 2020 else v) for y, v in RISING])
    cohorts = [
        Curve(f"begynte {2021 + n}", [0.01 * s * (1 + n / 4) for s in range(1, 9 - n)], n == 3) for n in range(4)
    ]
    index = Line("Utreisende opphold", tuple((y, 100 * v / 0.2) for y, v in DIPPING))
    return {
        "lines_four": lines_figure(four, "percent", "nb", Member("hele universitetet", None, DIPPING)),
        "lines_one_gap": lines_figure([gap], "percent", "nb", None),
        "lines_zero": lines_figure([Member("Ingen", "I", [(y, 0.0) for y in YEARS])], "number", "nb", None),
        "cohorts": cohorts_figure(cohorts, "percent", "nb"),
        "index": index_figure([index], 2019, "nb"),
    }


def _slopes() -> dict[str, go.Figure | Html]:
    def slope(
        name: str, then: float | None, now: float | None, short: str | None = None, *, own: bool = False
    ) -> Slope:
        shown = [".." if value is None else f"{100 * value:.1f} %".replace(".", ",") for value in (then, now)]
        return Slope(name, short, then, now, *shown, is_own=own)

    years, whole = ("2019", "2025"), slope("universitetet", 0.201, 0.19)
    close = [slope(f"Fakultet {n}", 0.2 + 0.001 * n, 0.19 - 0.001 * n, f"F{n}", own=n == 2) for n in range(8)]
    # fmt: off
    hard = [slope(LONG, 0.05, 0.3), slope(LONG[::-1], 0.3, 0.05), slope("Skjult", None, None, "SK"),
            slope("Ny", None, 0.12, "NY"), slope("Nedlagt", 0.15, None, "ND"), slope("Ingen", 0.0, 0.0, "IN")]
    # fmt: on
    return {
        "slopes_close": slopes_figure(close, years, "nb", whole),
        "slopes_hard": slopes_figure(hard, years, "nb"),
        "slopes_one": slopes_figure([slope("Ingeniørvitenskap", 0.2, 0.264, "IV")], years, "nb", whole),
        "slopes_zero": slopes_figure([slope("A", 0.0, 0.0, "A"), slope("B", 0.0, 0.0, "B")], years, "nb"),
        "slopes_negative": slopes_figure([slope("Opp", -0.3, 0.2, "OP"), slope("Ned", 0.1, -0.4, "ND")], years, "nb"),
        "slopes_sixty": slopes_figure([slope(f"Enhet {n}", n / 100, (60 - n) / 100) for n in range(60)], years, "nb"),
    }


def _counts() -> dict[str, go.Figure | Html]:
    former = Counted("Horisont 2020", list(zip(range(1, 9), (0, 1, 2, 3, 4, 5, 8, 12), strict=True)))
    path = Counted("vei: den forrige kurven ganger to", [(year, 2 * count) for year, count in former.points])
    ours = Counted("våre", list(zip(range(1, 6), (0, 2, 3, 6, 9), strict=True)))
    first = Counted("våre", [(1, 0)])
    years = [str(year) for year in range(2021, 2029)]
    pairs = [
        Pair("Ingeniørvitenskap", "IV", 0, 5, 2),
        Pair("Naturvitenskap", "NV", 3, 5, 2),
        Pair(LONG, None, 0, 0, 0),
        Pair("Humaniora", "HF", 1, 2, 1),
    ]
    return {
        "cumulative": cumulative_figure(ours, former, path, (8, 24, "mål 24"), years, "nb"),
        "cumulative_first_year": cumulative_figure(first, former, None, (8, 24, "mål 24"), years, "nb"),
        "then_and_now": then_and_now_figure(pairs, "nb"),
        "then_and_now_one": then_and_now_figure(pairs[:1], "nb"),
        "then_and_now_sixty": then_and_now_figure(
            [Pair(f"Enhet {n}", None, n % 4, n % 7, n % 5) for n in range(60)], "nb"
        ),
    }


def _both_ways() -> dict[str, go.Figure | Html]:
    def column(year: int, out: float | None, into: float | None, places: float | None = None) -> Column:
        shown = [".." if value is None else f"{value:.0f}" for value in (out, into)]
        return Column(str(year), Way(out, shown[0], places), Way(into, shown[1], places))

    names = ("Utreisende opphold", "Innreisende opphold")
    many = [column(2013 + n, 3 * n % 7, 5 * n % 11, 6) for n in range(13)]
    hard = [column(2022, None, 1200, 40), column(2023, 0, None), column(2024, 0, 0, 1300), column(2025, 7, None, 20)]
    return {
        "both_ways": both_ways(many, names, "plasser i avtalene", "år for år"),
        "both_ways_hard": both_ways(hard, names, "plasser i avtalene", "år for år"),
        "both_ways_one": both_ways([column(2025, 1, 2)], names, None, "år for år"),
        "both_ways_zero": both_ways([column(2024, 0, 0), column(2025, 0, 0)], (LONG, LONG), None, "år for år"),
    }


def _ours() -> dict[str, go.Figure | Html]:
    def panel(name: str, points: list[tuple[int, float | None]], shown: str, *, is_own: bool = False) -> Panel:
        return Panel(join(name), points, (2025, shown), name, is_own)

    falling: list[tuple[int, float | None]] = [(y, 0.3 - v) for y, v in RISING]
    ended: list[tuple[int, float | None]] = [(y, None if y > 2022 else v) for y, v in RISING]
    panels = [
        panel("Ingeniørvitenskap", list(RISING), "20,8 %", is_own=True),
        panel(LONG, falling, "9,2 %"),
        panel("Skjult", ended, ".."),
    ]
    lands = {
        code: Land(code, value, str(value), "")
        for code, value in (("DE", 30.0), ("FR", 12.0), ("US", 1.0), ("MT", None), ("AU", 0.0))
    }
    marks = {
        "zone": Scale(33, (38, "2019: 20,1 %"), Zone(87, 100, "50 % eller mer")),
        "ends": Scale(100, (0, "2019: 0"), Zone(0, 100, "lokalt bånd 0,8–1,25")),
        "alone": Scale(0, None, None),
    }
    years = tuple(str(year) for year in range(2021, 2029))
    curves = (
        Series("våre", (0, 2, 3, 6, 9, None, None, None)),
        Series("vei", (0, 2, 4, 6, 8, 10, 16, 24)),
        Series("Horisont 2020", (0, 1, 2, 3, 4, 5, 8, 12)),
    )
    percents = (Series("andel", tuple(v for _, v in DIPPING)), Series("mål 50 % innen 2025", (0.5,) * 10))
    return {
        "multiples": multiples(panels, DIPPING, "percent", "nb"),
        "multiples_one": multiples(panels[1:2], [], "percent", "nb"),
        "multiples_sixty": multiples(
            [panel(f"Fakultet {n}", [(y, v * n) for y, v in RISING], str(n)) for n in range(60)], [], "percent", "nb"
        ),
        "steps_counts": steps_figure(years, curves, ("0", "2", "3", "6", "9", "", "", ""), "number", "nb", "våre"),
        "steps_share": steps_figure(
            [str(y) for y in YEARS], percents, [f"{100 * v:.0f} %" for _, v in DIPPING], "percent", "nb", "andel"
        ),
        "sparklines": join(
            *[
                sparkline(points, "linje", years=(2016, 2025), shaded=(2020, 2021)) or ""
                for points in (
                    RISING,
                    falling,
                    ended,
                    [(y, 0.0) for y in YEARS],
                    [(y, v - 0.15) for y, v in RISING],
                )
            ],
        ),
        "scales": join(*[tag("div", scale_bar(scale), class_="card") for scale in marks.values()]),
        "map_europe": map_figure(lands, "europe", "nb", "skjult (få personer)").drawing,
    }
