"""A digest as markdown and as the html of a mail; no name in it becomes markup."""

import re
from collections.abc import Sequence

from dashboard.digest.changed_goals import Change, Digest
from dashboard.digest.edition import Edition, described, name
from dashboard.markup import Html, join, tag
from dashboard.text import text
from dashboard.theme.tokens import COLOURS

MARKUP = re.compile(r"([\\`*_\[\]<>|~&#])")
STYLE = f"font: 15px/1.5 'Segoe UI', Helvetica, Arial, sans-serif; color: {COLOURS['ink']}; max-width: 44em"

ORIGIN = f"border: 2px solid {COLOURS['ink']}; padding: 6px 10px"


def markdown(digest: Digest, edition: Edition, languages: Sequence[str]) -> str:
    """The digest in each language, one after the other."""
    return "\n\n---\n\n".join(_markdown(digest, edition, language) for language in languages) + "\n"


def _markdown(digest: Digest, edition: Edition, language: str) -> str:
    origin = edition.origin(language)
    parts = [] if origin is None else [f"**{plain(origin)}**"]
    parts += [f"# {plain(edition.title(language))}", plain(edition.says(digest, language))]
    for kind, changes in digest.changes.items():
        lines = [f"- {_named(change, edition, language)}: {plain(described(change, language))}" for change in changes]
        parts += [f"## {text(f'digest.{kind}', language)}", "\n".join(lines)]
    return "\n\n".join((*parts, plain(edition.counts(digest, language)), plain(edition.foot(language))))


def _named(change: Change, edition: Edition, language: str) -> str:
    shown, link = plain(name(change, language)), edition.link(change, language)
    return f"[{shown}]({link})" if link else shown


def plain(words: str) -> str:
    """Words on one line, in which markdown finds nothing of its own."""
    return MARKUP.sub(r"\\\1", " ".join(words.splitlines()))


def html(digest: Digest, edition: Edition, languages: Sequence[str]) -> str:
    """A whole document, each language in an element of its own; it fetches nothing."""
    parts = [tag("div", _html(digest, edition, language), lang=language) for language in languages]
    head = tag("head", Html('<meta charset="utf-8">'), tag("title", edition.title(languages[0])))
    return f"<!doctype html>\n{tag('html', head, tag('body', *parts, style=STYLE), lang=languages[0])}\n"


def _html(digest: Digest, edition: Edition, language: str) -> Html:
    sections = [
        join(
            tag("h2", text(f"digest.{kind}", language), style="font-size: 17px"),
            tag("ul", *(_item(change, edition, language) for change in changes)),
        )
        for kind, changes in digest.changes.items()
    ]
    origin = edition.origin(language)
    return join(
        None if origin is None else tag("p", tag("strong", origin), style=ORIGIN),
        tag("h1", edition.title(language), style="font-size: 21px"),
        tag("p", edition.says(digest, language)),
        *sections,
        tag("p", edition.counts(digest, language)),
        tag("p", edition.foot(language), style=f"color: {COLOURS['soft']}; font-size: 13px"),
    )


def _item(change: Change, edition: Edition, language: str) -> Html:
    shown, link = name(change, language), edition.link(change, language)
    return tag("li", tag("a", shown, href=link) if link else shown, f": {described(change, language)}")
