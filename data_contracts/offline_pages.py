"""Data Docs that open anywhere: without what Great Expectations loads from the web (scripts, styles, fonts, pictures).

Its pages are left with their text and a style sheet of ours; its index, which a script draws, gets a table of ours.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

STYLE = (Path(__file__).parent / "offline_pages.css").read_text(encoding="utf-8")
FROM_THE_WEB = (
    re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE),
    re.compile(r"<link\b[^>]*>", re.IGNORECASE),
    re.compile(r"<img\b[^>]*\bsrc=\"https?://[^>]*>", re.IGNORECASE),
    re.compile(r"<footer\b.*?</footer>", re.DOTALL | re.IGNORECASE),  # an invitation to a newsletter
    re.compile(r"url\(['\"]?https?://[^)]*\)", re.IGNORECASE),
    re.compile(r"\son[a-z]+=\"[^\"]*\""),  # what the scripts that are gone would do
)


@dataclass(frozen=True)
class Judged:
    """What the index says of a feed; the pages are paths below the site's folder."""

    feed: str
    success: bool
    evaluated: int
    failed: int
    suite_page: str
    validation_page: str


def without_the_web(html: str) -> str:
    """A page that asks no other machine for anything."""
    for pattern in FROM_THE_WEB:
        html = pattern.sub("", html)
    return html.replace("</head>", f"<style>{STYLE}</style></head>", 1)


def index(build: str, judged: Iterable[Judged]) -> str:
    """The first page: every feed with its result and a link to both of its pages."""
    rows = "".join(
        f"<tr><td>{escape(one.feed)}</td><td>{'holds' if one.success else 'does not hold'}</td>"
        f'<td class="number">{one.evaluated}</td><td class="number">{one.failed}</td>'
        f'<td><a href="{escape(one.validation_page)}">results</a></td>'
        f'<td><a href="{escape(one.suite_page)}">expectations</a></td></tr>'
        for one in judged
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Data Docs of build {escape(build)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>'
        f"<body><main><h1>Data Docs of build {escape(build)}</h1><p>What the contract of each feed expects, and how "
        "the rows kept it, as Great Expectations judged them.</p><table><thead><tr><th>feed</th><th>contract</th>"
        '<th class="number">expectations</th><th class="number">failed</th><th></th><th></th></tr></thead>'
        f"<tbody>{rows}</tbody></table></main></body></html>\n"
    )
