"""A digest in words: both languages, links to the pages, and names that stay names."""

import re
from html.parser import HTMLParser

from dashboard.digest.changed_goals import compose
from dashboard.digest.render import html, markdown, plain
from tests.dashboard.digest.given import HOSTILE, edition, hostile, row

BEFORE = [
    row("SG-A1", "behind_pace", value=0.38, unit="percent", year=2024, target=0.4, target_year=2025),
    row("A2", "improving"),
    row("A3", "stale"),
]
NOW = [
    row("SG-A1", "reached", value=0.41, unit="percent", year=2025, target=0.4, target_year=2025),
    row("A2", "no_data"),
    row("A3", "stale"),
]
FOUND = compose(BEFORE, NOW)


class Tags(HTMLParser):
    """Which elements and links a document has."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[str | None] = []
        self.text = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_whole_digest_in_a_language() -> None:
    assert markdown(FOUND, edition(), ["en"]).replace("\N{NO-BREAK SPACE}", " ") == (
        "# U: status of the plan as of 15 January 2026\n\n"
        "Goals with another status than in edition report-2024 of 31 January 2025: 2.\n\n"
        "## Reached or in balance\n\n"
        "- [SG-A1 Goal SG-A1](https://utsyn.example.org/?goal=SG-A1&lang=en): "
        "◐ behind pace → ✓ reached; 38.0 % (2024) → 41.0 % (2025); target 40 % by 2025\n\n"
        "## Without data, or too few to judge\n\n"
        "- [A2 Goal A2](https://utsyn.example.org/?goal=A2&lang=en): ▲ improving → ○ no data yet\n\n"
        "All goals now: ✓ reached 1 · ◇ stale 1 · ○ no data yet 1.\n\n"
        "With the rights of: the public. Edition later.\n"
    )


def test_both_languages_stand_one_after_the_other() -> None:
    shown = markdown(FOUND, edition(), ["nb", "en"])
    assert re.findall(r"^# .*? ", shown, re.MULTILINE) == ["# U: ", "# U: "]
    assert "38,0\N{NO-BREAK SPACE}%" in shown
    document = html(FOUND, edition(), ["nb", "en"])
    assert document.startswith('<!doctype html>\n<html lang="nb">')
    assert '<div lang="en">' in document


def test_mail_and_markdown_say_the_same() -> None:
    words = Tags(html(FOUND, edition(), ["en"])).text
    for line in markdown(FOUND, edition(), ["en"]).splitlines():
        shown = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", line).removeprefix("# ").removeprefix("## ").removeprefix("- ")
        assert shown in words


def test_without_a_public_address_there_are_no_links() -> None:
    assert "](" not in markdown(FOUND, edition(None), ["en"])
    assert Tags(html(FOUND, edition(None), ["en"])).links == []


def test_a_goal_that_the_plan_no_longer_has_leads_nowhere() -> None:
    assert "](" not in markdown(compose([row("A9", "reached")], []), edition(), ["en"])


def test_a_hostile_name_is_a_name() -> None:
    changed = compose([hostile(row("A1", "stale"))], [hostile(row("A1", "reached"))])
    document = Tags(html(changed, edition(), ["nb", "en"]))
    assert document.names == {"html", "head", "meta", "title", "body", "div", "h1", "p", "h2", "ul", "li", "a"}
    assert document.links == [f"https://utsyn.example.org/?goal=A1&lang={language}" for language in ("nb", "en")]
    assert HOSTILE in document.text
    shown = markdown(changed, edition(), ["en"])
    assert r"\<img src=x onerror=alert(1)\> \[click\](http://evil) \*\& " in shown
    assert "\n# head" not in shown


def test_markdown_finds_nothing_in_plain_words() -> None:
    assert plain("a_b*c`d\\e|f~g") == r"a\_b\*c\`d\\e\|f\~g"
    assert plain("A1 50 %\n(2025)") == "A1 50 % (2025)"
