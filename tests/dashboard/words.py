"""The words of a page as its reader meets them, and those that belong to one language alone."""

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from dashboard.text import texts
from models.catalogue import load_indicators
from models.plan import load_plan

SAID_IN = ("aria-label", "title", "alt", "data-says", "data-basis", "data-copy", "data-name")
NOT_WORDS = ("pre", "code")  # commands, SQL, checksums
EMPTY = ("br", "img", "input", "path", "circle", "rect", "line")
LONG = 12  # characters; a shorter piece may stand by chance


class _Reader(HTMLParser):
    """Collects text and the attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.text: list[str] = []
        self.inside: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.words += [value for name in SAID_IN if (value := values.get(name)) and name != "data-name"]
        if tag not in EMPTY:
            is_path = "path" in (values.get("class") or "").split()
            self.inside.append((tag, tag in NOT_WORDS or is_path or values.get("lang") is not None))

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(skipped for _, skipped in self.inside):
            self.words.append(data.strip())
            self.text.append(data.strip())


def words_of(html: str) -> list[str]:
    """Every piece of text of markup, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.words


def text_of(html: str) -> list[str]:
    """The text between the tags of markup, without what bears a language of its own."""
    reader = _Reader()
    reader.feed(html)
    return reader.text


def words_of_chart(spec: str) -> list[str]:
    """Every piece of text of a Plotly figure."""
    return [word for word in _strings(json.loads(spec)) if re.search("[^\\W\\d_]{3}", word)]


def _strings(node: Any) -> Iterator[str]:  # JSON
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and key in ("text", "name", "title", "hovertemplate"):
                yield re.sub(r"<[^>]*>|%\{[^}]*\}", " ", value).strip()
            elif isinstance(value, list) and key in ("text", "ticktext"):
                yield from (entry for entry in value if isinstance(entry, str))
            else:
                yield from _strings(value)
    elif isinstance(node, list):
        for entry in node:
            yield from _strings(entry)


def said_in(language: str) -> set[str]:
    """Everything that definitions and texts say in a language: interface, plan, indicators, code lists."""
    by_name = set(texts(language).values())
    for indicator in load_indicators().values():
        by_name |= {one[language] for one in (indicator.name, indicator.definition, *indicator.caveats)}
    plan = load_plan("ntnu-2022-2025")
    by_name |= {plan.title[language]}
    by_name |= {text[language] for goal in plan.goals for text in (goal.text, goal.short)}
    by_name |= {text[language] for one in plan.breaks for text in (one.title, one.text)}
    by_name |= {area.title[language] for area in plan.areas}
    return by_name


def only_in(language: str, other: str) -> tuple[set[str], set[str]]:
    """What stands whole in one language alone, and pieces of it (between placeholders) long enough to be no chance."""
    own, others = said_in(language), said_in(other)
    joined = "\n".join(others)
    whole = {text for text in own - others if "{" not in text and text.casefold() not in joined.casefold()}
    pieces = {piece.strip() for text in own for piece in re.split(r"\{[^}]*\}", text)}
    return whole, {piece for piece in pieces if len(piece) >= LONG and " " in piece and piece not in joined}


def foreign(words: Iterable[str], whole: set[str], pieces: set[str]) -> list[str]:
    """The words that are another language's."""
    return [word for word in words if word in whole or any(piece in word for piece in pieces)]
