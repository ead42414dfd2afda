"""The answer first: where the reader is, how many rows were read and rejected, whether the build is certified."""

from dashboard.markup import Html, join, tag
from dashboard.pages.parts.table import column, line, table
from dashboard.pages.parts.view import View
from dashboard.pages.quality.counts import Counts, Feed
from dashboard.pages.quality.row_counts import row_count
from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from data_contracts.text import MESSAGES, in_language
from pipelines.building.dataset_rules import DatasetResult
from pipelines.explaining.explain import BuildExplained


def head(feed: Feed | None, view: View) -> Html:
    """Crumb and title; of a feed also how new it is."""
    if feed is None:
        return tag("header", tag("h1", view.text("quality.title")))
    back = tag("a", view.text("quality.title"), href=view.address.quality().href, data_go="crumb-quality")
    name = view.heading("feed", feed.name)
    newest = [
        view.text(key, day=view.short_day(day))
        for key, day in (("quality.event_on", feed.newest_event_on), ("quality.file_on", feed.newest_file_on))
        if day
    ]
    return tag(
        "header",
        tag("nav", tag("ol", tag("li", back), tag("li", name)), class_="crumb", aria_label=view.text("goal.crumb")),
        tag("h1", name),
        tag("p", " · ".join(newest), class_="sub"),
    )


def summary(total: Counts, build: BuildExplained, view: View) -> str:
    """One sentence: rows read, rejected, duplicates, certified or not."""
    key = "quality.summary" if build.certification.success else "quality.summary_not_certified"
    values = (total.read, total.quarantined, total.duplicate)
    read, quarantined, duplicates = (row_count(value, view.language) for value in values)
    return view.text(key, read=read, quarantined=quarantined, duplicates=duplicates)


def certification(build: BuildExplained, total: Counts, view: View) -> Html:
    """What was checked: every row accounted for, the expectations, the rules about feeds as a whole."""
    judged, broken = build.certification, [rule for rule in build.dataset_rules if not rule.success]
    lines = [
        _line(total.adds_up, view.text("quality.adds_up" if total.adds_up else "quality.lost")),
        _line(judged.success, _expectations(build, view)),
        *[_line(False, in_language({MESSAGES: reason}, view.language)) for reason in judged.reasons],
    ]
    if build.dataset_rules:
        held = len(build.dataset_rules) - len(broken)
        lines.append(_line(not broken, view.text("quality.wholes", n=held, all=len(build.dataset_rules))))
    return join(
        tag("ul", *lines, class_="checks"),
        _wholes(broken, view) if broken else None,
    )


def _expectations(build: BuildExplained, view: View) -> str:
    judged = build.certification
    values = {"n": judged.expectations - judged.failed, "all": judged.expectations, "failed": judged.failed}
    if not judged.success:
        return view.text("quality.not_certified", **values)
    return view.text("quality.certified_with_warnings" if judged.failed else "quality.certified", **values)


def _line(is_well: bool, says: str) -> Html:
    sign, tint = ("✓", "good") if is_well else ("✕", "warn")
    return tag("li", tag("span", sign, class_=f"sign pill {tint}", aria_hidden="true"), tag("span", says))


def _whole_says(result: DatasetResult, language: str) -> list[Html]:
    """What should hold of the feed as a whole, and the rule's name; one that its contract no longer has is named."""
    rules = load_contract(result.feed).dataset_rules if result.feed in feeds() else ()
    rule = next((rule for rule in rules if rule.name == result.rule), None)
    says = in_language({MESSAGES: rule.description, **rule.translations}, language) if rule else None
    return [*([tag("div", says, class_="fact")] if says else []), tag("code", result.rule)]


def _found(result: DatasetResult, language: str) -> Html:
    return tag("td", in_language({MESSAGES: result.detail, **result.translations}, language))


def _wholes(broken: list[DatasetResult], view: View) -> Html:
    rows = [
        line(
            view.heading("feed", rule.feed),
            tag("td", *_whole_says(rule, view.language)),
            _found(rule, view.language),
        )
        for rule in broken
    ]
    heads = [column(view.text(key)) for key in ("quality.feed", "quality.rule", "quality.found")]
    return table(view.text("quality.wholes_caption"), heads, rows)
