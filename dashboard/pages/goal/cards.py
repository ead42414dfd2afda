"""The answer in cards: the value, what it is held against, the change, the pace, the gap."""

from dataclasses import replace

from dashboard.builds import answer
from dashboard.format import goal_line
from dashboard.judgement import JOINED, break_of_baseline, distance, reason, would_change
from dashboard.markup import Html, tag
from dashboard.pages.goal.doubling import doubling_cards, doubling_of, in_grants
from dashboard.pages.goal.forecast import card, foreseen
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.goal.programme import Programme
from dashboard.pages.parts.pill import row_pill
from dashboard.pages.parts.view import View
from dashboard.sentences import ordinary_year
from models.status import StatusRow

LARGEST = 3


def cards(reading: Reading, row: StatusRow, view: View, own_row: StatusRow) -> Html:
    """Cards for the year shown. Only the university's main indicator carries target and status, in the year judged.

    `own_row` is the row of the unit that the page is about: it may have a local target of its own.
    """
    is_judged_goal = view.address.goal is not None and not reading.scope.goal.rolls_up
    is_main = reading.scope.is_main and reading.scope.is_whole and is_judged_goal
    judged = is_main and reading.year == row.year
    doubling = doubling_of(row, reading) if view.address.goal is not None else None
    parts: list[Html | None] = [] if doubling else [_value(reading, row if judged else None, view)]
    if doubling:
        foreseen_values = foreseen(reading, view) if doubling.is_judged else None
        ahead = card(in_grants(doubling, foreseen_values), view) if foreseen_values else None
        parts += [*doubling_cards(doubling, _card, view), _card(*ahead, words=True) if ahead else None]
        parts.append(_would_change(doubling.row, view) if doubling.is_judged else None)
        return tag("div", tag("div", *[part for part in parts if part], class_="cards"), _back(reading, row, view))
    if reading.programme:
        parts.append(_against_former(reading, reading.programme, view))
    elif judged:
        parts += [_judgement(row, view), _change(row, view), _ahead(reading, view)]
    elif is_main:
        parts += [_of_year(reading, row, view), _against_before(reading, view)]
    else:
        has_target = own_row.is_local and own_row.target is not None and own_row.indicator == reading.scope.indicator.id
        parts.append(_judgement(own_row, view) if has_target and own_row.year == reading.year else None)
        parts += [_against_whole(reading, view), _against_before(reading, view)]
    parts.append(_gap(reading, view))
    if judged:
        parts.append(_would_change(row, view))
    return tag("div", tag("div", *[part for part in parts if part], class_="cards"), _back(reading, row, view))


def _back(reading: Reading, row: StatusRow, view: View) -> Html | None:
    """The way back to the latest year, where another one is shown; the goal is judged on the latest."""
    latest = max((year for year, cell in reading.series.items() if cell.value is not None), default=None)
    if latest is None or reading.year in (None, latest):
        return None
    link = tag(
        "a", view.text("goal.back_to_year", year=latest), href=view.address.to(year=None).href, data_go="latest-year"
    )
    if row.year is None or view.address.goal is None:
        return tag("p", link, class_="foot")
    return tag("p", view.text("goal.other_year", year=reading.year, judged=row.year), " ", link, class_="foot")


def _of_year(reading: Reading, row: StatusRow, view: View) -> Html | None:
    """How far the figure of a year that is not the one judged is from the target."""
    if row.target is None or row.against_former is not None or reading.now.value is None:
        return None
    note = distance(replace(row, value=reading.now.value), view.language)
    label = view.text("goal.local_target_by" if row.is_local else "goal.target_by", year=row.target_year)
    return _card(label, _target(row, view), note or "")


def _target(row: StatusRow, view: View) -> str:
    shown = goal_line(row.target or 0, row.unit, view.language)
    return view.text("judgement.at_most", value=shown) if row.sense == "at_most" else shown


def _would_change(row: StatusRow, view: View) -> Html | None:
    """What would give the goal another status, and with what reservation it has this one."""
    words, why = would_change(row, view.language), reason(row, view.language)
    if words is None and why is None:
        return None
    label = view.text("goal.would_change" if words else "goal.reason")
    return _card(label, "", ". ".join(part for part in (words, why) if part), words=True)


def _card(label: str | Html, value: str, note: str, state: Html | None = None, *, words: bool = False) -> Html:
    return tag(
        "div",
        tag("div", label, class_="label"),
        tag("div", value, class_="value words" if words else "value") if value else None,
        tag("div", note, class_="note") if note else None,
        tag("div", state, class_="state") if state else None,
        class_="card",
    )


def _value(reading: Reading, row: StatusRow | None, view: View) -> Html:
    now, language, unit = reading.now, view.language, reading.unit
    shown = view.cell(now, unit)
    is_judged = row is not None and row.target is None and row.goal.rule != "milestone"
    state = row_pill(row, language) if row and is_judged else None
    if reading.programme:
        return _programme(reading, reading.programme, shown, state if row and row.year == reading.year else None, view)
    return _card(str(reading.year), shown, _parts(reading, view), state)


def _programme(reading: Reading, programme: Programme, in_year: str, state: Html | None, view: View) -> Html:
    """Added up since the programme began, and the year alone."""
    total = programme.running[reading.year or 0]
    value = view.cell(total, reading.unit)
    label = view.text("goal.added_up", first=programme.first_year, last=reading.year)
    return _card(label, value, f"{in_year} {view.text('plan.in_year', year=reading.year)}", state)


def _against_former(reading: Reading, programme: Programme, view: View) -> Html | None:
    """The running programme beside the former after as many years."""
    now, before = programme.running[reading.year or 0], programme.former_after(reading.year or 0)
    if now.value is None or before is None or before.value is None:
        return None
    return _card(
        view.text("goal.baseline_programme", year=before.key["year"]),
        view.change(now.value - before.value, reading.unit),
        view.text("goal.baseline_value", value=view.cell(before, reading.unit)),
    )


def _parts(reading: Reading, view: View) -> str:
    """The numerator and denominator; where a group is compared with the rest, which group they are of."""
    row, compares = reading.now, reading.scope.indicator.compares
    if row.numerator is None or row.denominator is None:
        return ""
    parts = {"numerator": view.number(row.numerator), "denominator": view.number(row.denominator)}
    if compares is not None:
        group = view.name_of(compares.dimension, compares.member)
        return view.text("goal.group_parts", group=group, **parts)
    return view.text("plan.of" if reading.unit == "percent" else "plan.against", **parts)


def _judgement(row: StatusRow, view: View) -> Html | None:
    """Target and pace, or the band of balance; a direction is judged by its change."""
    language, unit = view.language, row.unit or "number"
    if row.target is not None:
        notes = [distance(row, language)]
        if row.pace is not None and row.pace != row.target:
            notes.append(view.text("goal.pace", year=row.year, pace=view.figure(row.pace, unit)))
        label = view.text("goal.local_target_by" if row.is_local else "goal.target_by", year=row.target_year)
        note = JOINED.join(part for part in notes if part)
        return _card(label, _target(row, view), note, row_pill(row, language))
    if row.goal.rule == "balance":
        low, high = (view.number(limit, 2) for limit in view.build.config.settings.balance_band)
        return _card(view.text("goal.band"), f"{low}–{high}", view.text("goal.band_note"))
    return None


def _change(row: StatusRow, view: View) -> Html | None:
    """The change from before the break where the baseline is inside one, else since the baseline; with intervals."""
    unit, language, plan = row.unit or "number", view.language, view.build.plan
    marked = break_of_baseline(row, plan, language)
    if row.comparison_change is not None and row.comparison is not None and row.comparison_year is not None:
        label = view.text("goal.on_year", year=row.comparison_year)
        notes = [view.text("goal.value_then", value=view.figure(row.comparison, unit))]
        notes += _interval(row.comparison_interval, unit, view)
        if row.change is not None and row.baseline_year is not None:
            moved = view.change(row.change, unit)
            notes.append(f"{moved} {view.text('plan.from_year', year=row.baseline_year)}")
        notes += [marked] if marked else []
        return _card(label, view.change(row.comparison_change, unit), JOINED.join(notes))
    if row.change is None or row.baseline is None or row.baseline_year is None:
        return None
    notes = [view.text("goal.baseline_value", value=view.figure(row.baseline, unit))]
    notes += _interval(row.interval, unit, view) + _pairs(row, view)
    notes += [marked] if marked else []
    label = view.text("goal.baseline_programme" if row.programme_year else "goal.baseline", year=row.baseline_year)
    return _card(label, view.change(row.change, unit), JOINED.join(notes))


def _interval(interval: tuple[float, float] | None, unit: str, view: View) -> list[str]:
    if interval is None:
        return []
    low, high = (view.change(limit, unit) for limit in interval)
    return [view.text("goal.interval", low=low, high=high)]


def _pairs(row: StatusRow, view: View) -> list[str]:
    """How many of the same units gained and lost, and how easily chance alone turns as many one way."""
    if row.gained is None or row.lost is None or row.p is None:
        return []
    return [view.text("goal.pairs", gained=row.gained, lost=row.lost, p=view.number(row.p, 2))]


def _ahead(reading: Reading, view: View) -> Html | None:
    """When the target is met at this pace."""
    ahead = foreseen(reading, view)
    parts = card(ahead, view) if ahead else None
    return _card(*parts, words=True) if parts else None


def _against_whole(reading: Reading, view: View) -> Html | None:
    """A unit beside the university: a comparison, never a judgement."""
    whole = reading.whole and reading.year is not None and reading.whole.get(reading.year)
    if not whole or whole.value is None or reading.now.value is None:
        return None
    difference = view.change(reading.now.value - whole.value, reading.unit)
    return _card(
        view.text("goal.against_whole"),
        difference,
        f"{view.text('goal.university')} {view.cell(whole, reading.unit)}",
    )


def _against_before(reading: Reading, view: View) -> Html | None:
    """The change since the year before the plan; from before a passing break where that year is inside one."""
    plan, name = view.build.plan, reading.scope.indicator.id
    baseline_year, year, note = plan.first_year - 1, ordinary_year(name, plan), None
    if (earlier := reading.series.get(year)) is None or earlier.value is None:
        marked = next((b for b in plan.breaks_of(name) if not b.is_lasting and b.holds(name, baseline_year)), None)
        note = view.text("judgement.in_break", year=baseline_year, name=marked.title[view.language]) if marked else None
        year = baseline_year
    before = reading.series.get(year)
    if before is None or before.value is None or reading.now.value is None or reading.year == year:
        return None
    notes = [view.text("goal.value_then", value=view.cell(before, reading.unit)), note]
    return _card(
        view.text("goal.on_year" if year != baseline_year else "goal.baseline", year=year),
        view.change(reading.now.value - before.value, reading.unit),
        JOINED.join(part for part in notes if part),
    )


def _gap(reading: Reading, view: View) -> Html | None:
    """How many are missing to the share aimed at, and the units that miss most."""
    scope, indicators = reading.scope, view.build.indicators
    gap = next((indicators[i] for i in scope.goal.indicators if i in indicators and indicators[i].gap_to), None)
    if gap is None or gap.gap_to is None or scope.indicator.unit != "percent" or reading.year is None:
        return None
    years = (reading.year, reading.year)
    total = answer(scope.question(gap.id, (), years), view.build).rows
    if not total or total[0].value is None:
        return None
    level = "department" if scope.faculty else "faculty"
    below = [] if scope.department else answer(scope.question(gap.id, (level,), years), view.build).rows
    largest = sorted((row for row in below if row.value is not None and row.key[level]), key=lambda r: -(r.value or 0))[
        :LARGEST
    ]
    names = (view.short_name(level, row.key[level]) for row in largest)
    missing = (view.figure(row.value or 0, gap.unit) for row in largest)
    notes = map(" ".join, zip(names, missing, strict=True))
    words = view.text("goal.gap", target=goal_line(gap.gap_to, "percent", view.language))
    to = view.address.to(indicator=gap.id, by=None, dated_by=None)
    label = tag("a", words, href=to.href, data_go="card-gap", title=gap.name[view.language])
    return _card(label, view.figure(total[0].value, gap.unit), " · ".join(notes))
