"""Where the reader is, what the goal says, and by which indicator it is measured."""

from collections.abc import Sequence

from dashboard.address import Address
from dashboard.markup import Html, tag
from dashboard.pages.goal.scope import Scope, choices_of
from dashboard.pages.parts.crumb import crumb
from dashboard.pages.parts.switch import Option, menu, switch
from dashboard.pages.parts.units import unit_name
from dashboard.pages.parts.view import View
from dashboard.pages.parts.years import year_control
from dashboard.public_figures import public_words
from dashboard.topics import topic_of
from models.attestations import may_attest
from models.plan import Goal


def head(goal: Goal, scope: Scope | None, view: View, years: Sequence[int] = ()) -> Html:
    """Crumb, name, the plan's own words, the indicator's definition, the switch between indicators, and the year."""
    language = view.language
    definition = _measured(goal, scope, view) if scope else None
    return tag(
        "header",
        tag("div", _crumb(goal, scope, view), _slides(goal, view), class_="above"),
        tag("h1", goal.short[language], _unit_of(goal, scope, view)),
        _quote(goal, view) if view.address.goal else None,
        definition,
        _public(scope, view) if scope else None,
        _whole_only(goal, scope, view),
        tag("div", *_choices(goal, scope, view), year_control(years, view), class_="choices") if scope else None,
    )


def _slides(goal: Goal, view: View) -> Html | None:
    """The way to the goal's slides; an indicator on its own has none."""
    if not view.address.goal:
        return None
    return tag("a", view.text("briefing.link"), href=view.address.briefing(goal.id).href, data_go="briefing")


def _measured(goal: Goal, scope: Scope, view: View) -> Html:
    """The definition, after what the goal is measured by where that has another name and there is no choice."""
    name, definition = (words[view.language] for words in (scope.indicator.name, scope.indicator.definition))
    is_in_menu = len(choices_of(goal, view.build)) > 1
    by = None if is_in_menu or name == goal.short[view.language] else tag("b", view.text("goal.measured_by", name=name))
    return tag("p", by, " " if by else None, definition, class_="sub")


def _public(scope: Scope, view: View) -> Html | None:
    """From which public sources the figures are, and how they differ from those of own feeds."""
    words = public_words(scope.indicator, view.build, view.language)
    return tag("p", words, class_="notice public") if words else None


def _quote(goal: Goal, view: View) -> Html:
    """The goal as the plan has it, or a translation that says so."""
    is_translated = view.build.plan.is_translated(view.language)
    mark = tag("small", " (", view.text("plan.translated"), ")", title=view.text("plan.translated_says"))
    return tag("p", goal.text[view.language], mark if is_translated else None, class_="quote")


def units_switch(scope: Scope, view: View) -> Html | None:
    """The choice between units as they were and as they are; None where no unit has changed."""
    if not scope.has_changed_units:
        return None
    to = {"then": view.address.to(units=None), "today": view.address.to(units="today")}
    options = [Option(view.word("units", name), address, name == scope.units) for name, address in to.items()]
    return switch(view.text("goal.units"), options)


def _choices(goal: Goal, scope: Scope, view: View) -> list[Html | None]:
    """The indicators of the goal; on a unit's page, which every figure is of, also how units are counted."""
    return [_variants(goal, scope, view), None if scope.is_whole else units_switch(scope, view)]


def _unit_of(goal: Goal, scope: Scope | None, view: View) -> Html | None:
    """The unit that the figures below are of, else nothing."""
    is_told = scope is not None and not scope.is_whole
    name = unit_name(view) if is_told or (scope is None and _is_told_of_units(goal, view)) else None
    return tag("span", f" · {name}", class_="unit") if name else None


def _is_told_of_units(goal: Goal, view: View) -> bool:
    """Whether something other than an indicator describes the unit chosen: the goals below, or its own word."""
    return bool(goal.rolls_up) or (goal.attested_by is not None and may_attest(goal.attested_by, view.unit))


def _whole_only(goal: Goal, scope: Scope | None, view: View) -> Html | None:
    """Says that a unit is chosen that nothing here describes."""
    name = unit_name(view)
    if name is None or (not scope.is_whole if scope else _is_told_of_units(goal, view)):
        return None
    return tag("p", view.text("goal.whole_only", unit=name), class_="notice")


def _crumb(goal: Goal, scope: Scope | None, view: View) -> Html:
    address, language = view.address, view.language
    whole = view.everywhere.to(by=None, compare=None, whatif=None)
    steps: list[tuple[str, Address | None]]
    if address.goal:
        area = next((f"{a.id} · {a.title[language]}" for a in view.build.plan.areas if a.id == goal.area), goal.area)
        steps = [(view.text("goal.plan"), address.home()), (area, None), (goal.id, whole)]
    else:
        topic = topic_of(goal.id)
        above = (
            (view.text(f"topic.{topic}"), address.topic_page(topic))
            if topic
            else (view.text("definitions.title"), address.definitions())
        )
        steps = [above, (goal.short[language], whole)]
    if scope and scope.faculty:
        name = view.short_name("faculty", scope.faculty)
        steps.append((name, whole.to(faculty=scope.faculty)))
    if scope and scope.department:
        name = view.name_of("department", scope.department)
        steps.append((name, whole.to(faculty=scope.faculty, department=scope.department)))
    return crumb(steps, view)


def _variants(goal: Goal, scope: Scope, view: View) -> Html | None:
    indicators = [view.build.indicators[name] for name in choices_of(goal, view.build)]
    return menu(
        view.text("goal.measured"),
        [
            Option(
                indicator.name[view.language],
                view.address.to(indicator=indicator.id, by=None, dated_by=None, year=None),
                indicator.id == scope.indicator.id,
            )
            for indicator in indicators
        ],
    )
