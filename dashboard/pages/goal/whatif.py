"""What if: the members below a rate supposed to reach it, and what that makes of the university."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.address import Address
from dashboard.builds import answer
from dashboard.cached_analyses import Rate, whatif
from dashboard.figures.bars import Bar, bars_figure
from dashboard.format import goal_line
from dashboard.markup import Html, tag
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.goal.whatif_growth import Growing, grow, growths
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section, Unanswered
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from dashboard.text.labels import member_name
from models.fixed_shares import deciding
from models.question import Question
from models.whatif import Gain, WhatIf

OPT_OUT = "has_opt_out"
UNITS = ("faculty", "department", "programme")
MOST_MODELS, MOST_STEPS = 4, 4
MOST_BARS, MOST_ROWS = 10, 15


@dataclass(frozen=True)
class Supposed:
    """Who is supposed to reach which rate, and how the address says it."""

    kind: str
    value: str
    rate: Rate
    question: Question

    @property
    def parameter(self) -> str:
        """As it is in the address: `rate-64`, `reach-40`, `opt_out-40`."""
        return f"{self.kind}-{self.value}"


def suppose(reading: Reading, view: View) -> Section | Unanswered | None:
    """The section for a share: the choices, and what the one chosen would give."""
    if _is_decided(reading):
        return _refused(reading, view)
    choices, more = suppositions(reading, view), growing(reading, view)
    if not any(choices.values()) and not more:
        return None
    chosen = chosen_of(choices, view.address)
    growth = next((one for one in more if one.parameter == view.address.whatif), None)
    title, card = _choices(choices, chosen, more, growth, reading, view)
    if growth is not None:
        return grow(growth, (title, card), reading, view)
    if chosen is None:
        return Unanswered("whatif", title, choices=card)
    result = whatif(chosen.rate, chosen.question, view.build)
    if result is None or result.whole.value is None:
        return Unanswered("whatif", title, view.text("whatif.none"), card)
    by = chosen.question.by[0]
    bars, says = _bars(gains(result), by, view), _sentence(result, chosen, reading, view)
    drawn = bars_figure(bars, view.language, None) if bars else None
    table = _table(result, by, reading, view)
    return Section("whatif", "whatif", title, says, drawn, result.meta, table, choices=card)


def _is_decided(reading: Reading) -> bool:
    by, indicator = reading.scope.by, reading.scope.indicator
    return by is not None and bool(deciding(Question(indicator.id, (by,)), indicator))


def _refused(reading: Reading, view: View) -> Unanswered:
    """Why nothing can be supposed: the dimension decides what counts."""
    reason = view.text("goal.decided", dimension=view.word("dimension", str(reading.scope.by)))
    return Unanswered("whatif", tag("h2", view.text("whatif.title"), id="whatif"), reason)


def suppositions(reading: Reading, view: View) -> dict[str, list[Supposed]]:
    """What can be supposed here, by kind: the rate of one that is above the whole, or a round rate above it."""
    scope, by, year, now = reading.scope, reading.scope.by, reading.year, reading.now
    if (
        not scope.indicator.is_share
        or scope.indicator.value != "ratio"
        or by is None
        or year is None
        or now.value is None
    ):
        return {}
    question = scope.question(scope.indicator.id, (by,), (year, year))
    whole = now.value
    above = [row for row in answer(question, view.build).rows if row.key[by] is not None and (row.value or 0) > whole]
    models = [str(row.key[by]) for row in sorted(above, key=lambda row: -(row.value or 0))[:MOST_MODELS]]
    steps = [step for step in range(10, 101, 10) if step > 100 * whole][:MOST_STEPS]
    by_kind = {
        "rate": [Supposed("rate", member, member, question) for member in models],
        "reach": [Supposed("reach", str(step), step / 100, question) for step in steps],
    }
    if {OPT_OUT, "programme"} <= set(scope.indicator.dimensions) and "true" in view.build.labels.get(OPT_OUT, {}):
        programmes = replace(question, by=("programme",), where={**question.where, OPT_OUT: ("true",)})
        by_kind["opt_out"] = [Supposed("opt_out", str(step), step / 100, programmes) for step in steps]
    return by_kind


def growing(reading: Reading, view: View) -> list[Growing]:
    """How many cases more a year the members can be supposed to add."""
    scope, by, year = reading.scope, reading.scope.by, reading.year
    if by is None or year is None or by not in UNITS:
        return []
    question = scope.question(scope.indicator.id, (by,), (year, year))
    members = [row for row in answer(question, view.build).rows if row.denominator]
    return growths(question, len(members), reading, view)


def chosen_of(choices: dict[str, list[Supposed]], address: Address) -> Supposed | None:
    """The supposition that the address names; None where it names none that can be made here."""
    every = (supposed for kind in choices.values() for supposed in kind)
    return next((supposed for supposed in every if supposed.parameter == address.whatif), None)


def gains(result: WhatIf) -> list[Gain]:
    """Members that would gain, those that gain most first."""
    return sorted((gain for gain in result.gains if gain.gained), key=lambda gain: -(gain.gained or 0))


def _choices(  # noqa: PLR0917
    choices: dict[str, list[Supposed]],
    chosen: Supposed | None,
    more: Sequence[Growing],
    growth: Growing | None,
    reading: Reading,
    view: View,
) -> tuple[Html, Html]:
    by = str(reading.scope.by)
    words = {
        "rate": view.text("whatif.rate_of", dimension=view.word("dimension", by)),
        "reach": view.text("whatif.reach", dimension=view.word("dimension", by)),
        "opt_out": view.text("whatif.opt_out"),
    }
    lines = []
    for kind, supposed in choices.items():
        names = {one: _name(one, by, view) for one in supposed}
        options = [_option(one, names[one], chosen, view) for one in supposed]
        if shown := switch(
            words[kind], [*options, _nothing(chosen, view)] if chosen in supposed or len(options) == 1 else options
        ):
            lines.append(tag("div", tag("span", words[kind], class_="label"), shown, class_="supposition"))
    if more:
        label = view.text("whatif.more", dimension=view.word("dimension", by), year=more[0].until)
        options = [Option(f"+{one.more}", view.address.to(whatif=one.parameter), one == growth) for one in more]
        nothing = [Option(view.text("whatif.nothing"), view.address.to(whatif=None), False)] if growth else []
        lines.append(
            tag("div", tag("span", label, class_="label"), switch(label, [*options, *nothing]), class_="supposition")
        )
    title = tag("h2", view.text("whatif.title"), id="whatif")
    return title, tag("div", *lines, class_="card suppositions")


def _option(one: Supposed, name: str, chosen: Supposed | None, view: View) -> Option:
    return Option(name, view.address.to(whatif=one.parameter), one == chosen)


def _nothing(chosen: Supposed | None, view: View) -> Option:
    return Option(view.text("whatif.nothing"), view.address.to(whatif=None), chosen is None)


def _name(one: Supposed, by: str, view: View) -> str:
    if one.kind == "rate":
        return view.short_name(by, one.value)
    return goal_line(float(one.rate), "percent", view.language)


def _sentence(result: WhatIf, chosen: Supposed, reading: Reading, view: View) -> str:
    unit = reading.unit
    rate = view.figure(result.rate, unit)
    by = chosen.question.by[0]
    match chosen.kind:
        case "rate":
            member = view.name_of(by, chosen.value)
            supposed = view.text("whatif.if_rate", member=member, rate=rate)
        case "opt_out":
            supposed = view.text("whatif.if_opt_out", rate=rate)
        case _:
            supposed = view.text("whatif.if_reach", rate=rate)
    then = view.figure(result.value or 0, unit)
    gained = view.figure(result.gained, "cases")
    words = view.text("whatif.says", supposed=supposed, gained=gained, then=then, now=view.cell(result.whole, unit))
    return " ".join([words, view.text("whatif.suppressed", n=result.suppressed)]) if result.suppressed else words


def _bars(gains: Sequence[Gain], by: str, view: View) -> list[Bar]:
    labels = view.build.labels
    return [
        Bar(
            member_name(labels, by, gain.row.key[by], view.language),
            labels.get(by, {}).get(str(gain.row.key[by]), {}).get("short"),
            gain.gained,
            view.figure(gain.gained or 0, "cases"),
            None,
        )
        for gain in gains[:MOST_BARS]
    ]


def _table(result: WhatIf, by: str, reading: Reading, view: View) -> Html:
    order = gains(result)
    heads = [view.heading("dimension", by), str(reading.year), view.text("whatif.gained")]
    lines = [
        Line(
            view.name_of(by, gain.row.key[by]),
            None,
            [view.cell(gain.row, reading.unit), view.figure(gain.gained or 0, "cases")],
        )
        for gain in order[:MOST_ROWS]
    ]
    more = len(order) - MOST_ROWS
    total = Line(view.text("goal.total"), None, ["", view.figure(result.gained, "cases")])
    year = reading.year or 0
    return tag(
        "div",
        columns_table(view.text("whatif.table"), heads, lines, total),
        tag("p", view.text("goal.more_rows", n=more), class_="foot") if more > 0 else None,
        tag("p", view.text("whatif.expected"), class_="foot"),
        footer(result.meta, view, [year], reading.now.denominator),
    )
