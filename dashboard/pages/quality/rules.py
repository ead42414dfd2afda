"""Rules that rows broke: what should hold, how many rows it does not hold for, and a few of them to look up."""

import re
from collections.abc import Sequence

from dashboard.format import decimal_mark
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.table import column, table
from dashboard.pages.parts.view import View
from dashboard.pages.quality.counts import Broken
from dashboard.pages.quality.row_counts import row_count
from dashboard.text.labels import word
from data_contracts.contract import Rule, feeds
from data_contracts.contract_parser import load_contract
from data_contracts.text import MESSAGES, in_language
from pipelines.explaining.examples import Example

PILLS = {"error": ("✕", "warn", "quality.row_rejected"), "warning": ("▬", "calm", "quality.warned")}


def rules(broken: Sequence[Broken], view: View, *, with_feed: bool, with_rows: bool) -> Html:
    """Rules that keep rows out in the open, warnings behind a line; `with_rows` shows cells of rows."""
    errors = [rule for rule in broken if rule.severity == "error"]
    warnings = [rule for rule in broken if rule.severity == "warning"]
    if not broken:
        return tag("p", view.text("quality.no_rules"), class_="card")
    parts: list[Html] = []
    if errors:
        parts.append(_table(errors, view, with_feed=with_feed, with_rows=with_rows))
    if warnings:
        count, rows = len(warnings), row_count(sum(rule.rows for rule in warnings), view.language)
        says = view.text("quality.warnings" if count > 1 else "quality.warning", n=count, rows=rows)
        table = _table(warnings, view, with_feed=with_feed, with_rows=with_rows)
        parts.append(tag("details", tag("summary", says), table, class_="whole", open=not errors))
    return join(*parts)


def rule_says(broken: Broken, language: str) -> Html:
    """What should hold, in the reader's language; one that no contract has any more in the build's words."""
    rule = _rule(broken)
    kind = _kind(rule) if rule else None
    if rule is None:
        described = in_language({MESSAGES: broken.description}, language)
        return tag("span", described or broken.rule)
    if kind is None:
        return join(in_language({MESSAGES: rule.description, **rule.translations}, language))
    column = load_contract(rule.feed).column(rule.columns[0])
    limits = {
        "low": _limit(column.minimum, language),
        "high": _limit(column.maximum, language),
    }
    other = word("feed", (rule.refers_to or "").partition(".")[0], language)
    sentence = word("rule", kind, language)
    names = [part for name in rule.columns for part in (", ", tag("code", name))][1:]
    values = {"column": join(*names), "list": tag("code", column.code_list), "form": column.pattern, "feed": other}
    parts = re.split(r"\{(\w+)\}", sentence)
    return join(*[(values | limits)[part] if place % 2 else part for place, part in enumerate(parts)])


def _limit(value: float | None, language: str) -> str:
    """A limit in full: a year has no separator, so neither has any other."""
    return "…" if value is None else f"{value:.12g}".replace(".", decimal_mark(language))


def _rule(broken: Broken) -> Rule | None:
    known_rules = load_contract(broken.feed).rules if broken.feed in feeds() else ()
    return next((rule for rule in known_rules if rule.name == broken.rule), None)


def _kind(rule: Rule) -> str | None:
    """The text that a rule of a general kind has; None for a condition, which only its contract can put in words."""
    if rule.kind in ("condition", "cross"):
        return None
    return load_contract(rule.feed).column(rule.columns[0]).type if rule.kind == "parses" else rule.kind


def _table(broken: Sequence[Broken], view: View, *, with_feed: bool, with_rows: bool) -> Html:
    feed = column(view.text("quality.feed"), "wide") if with_feed else None
    heads = [column(view.text("quality.rule")), feed, column(view.text("quality.rows"), "n")]
    rows = [_row(rule, view, with_feed=with_feed, with_rows=with_rows) for rule in broken]
    return table(view.text("quality.rules"), heads, rows, class_="rules")


def _row(rule: Broken, view: View, *, with_feed: bool, with_rows: bool) -> Html:
    sign, tint, key = PILLS[rule.severity]
    pill = tag("span", tag("span", sign, class_="sign", aria_hidden="true"), view.text(key), class_=f"pill {tint}")
    feed = view.heading("feed", rule.feed)
    link = tag("a", feed, href=view.address.quality(rule.feed).href, data_go=f"rule-{rule.feed}-{rule.rule}")
    return tag(
        "tr",
        tag(
            "td",
            tag("div", rule_says(rule, view.language), class_="fact"),
            tag("div", pill, tag("code", rule.rule), _where(rule, view, with_rows=with_rows), class_="terms"),
        ),
        tag("td", link, class_="wide") if with_feed else None,
        tag("td", row_count(rule.rows, view.language), class_="n"),
    )


def _where(rule: Broken, view: View, *, with_rows: bool) -> Html:
    """The files, and the first rows with the cells that the rule looks at."""
    files = " · ".join(f"{path} {row_count(rows, view.language)}" for path, rows in rule.files)
    key = "quality.examples" if with_rows and rule.examples else "quality.in_files"
    parts = [tag("p", files, class_="path")]
    if with_rows and rule.examples:
        parts.append(tag("ul", *[tag("li", *_example(path, example, view)) for path, example in rule.examples]))
    return tag("details", tag("summary", view.text(key)), *parts)


def _example(path: str, example: Example, view: View) -> list[Html]:
    cells = [
        join(
            " · " if place else " ",
            tag("code", name),
            " ",
            tag("b", view.text("quality.is_empty") if cell is None else cell),
        )
        for place, (name, cell) in enumerate(example.cells.items())
    ]
    row = view.text("quality.data_row", path=path, row=view.number(example.row))
    return [tag("span", row, class_="path"), *cells]
