"""Every page in every language: no word of another one, no key of a text, no name that only programs use.

A text in the language that a language falls back to may stand in its page, but says so (`lang`).
"""

import re
from typing import get_args

import pytest

from dashboard import build_explanation
from dashboard.address import Address, PageName
from dashboard.lists import lists
from dashboard.pages import PAGES
from dashboard.text import LANGUAGES, texts
from dashboard.topics import topics
from data_contracts.contract import feeds
from data_contracts.text import COMPLETE, Borrowed
from data_contracts.text import LANGUAGES as DESCRIBED
from models.store import OpenBuild
from tests.browser.addresses import ADDRESSES as BROWSED
from tests.dashboard.conftest import Serve, Served
from tests.dashboard.quality.given import explained
from tests.dashboard.report.conftest import small_build
from tests.dashboard.words import foreign, only_in, said_in, text_of, words_of, words_of_chart

ADDRESSES = [
    Address(),
    Address(faculty="63", status="no_data", area="D", evidence="A"),
    Address(status="reached", area="H"),
    *[Address(goal=goal) for goal in ("SG-D1", "D6", "E3", "O2", "SG-C1", "A6", "C4", "nothing")],
    Address(goal="SG-D1", faculty="63", since="2022", whatif="reach-50"),
    Address(of="outgoing_stays", by="country"),
    *[Address(topic=topic.id, about=f"{topic.sections[0].id}.{topic.sections[0].indicators[0]}") for topic in topics()],
    Address(view="quality"),
    Address(view="export"),
    Address(view="accessibility"),
    Address(view="data_protection"),
    Address(view="reading"),
    Address(view="limits"),
    Address(view="briefing", goals="SG-D1,C1"),
    Address(view="changes"),
    Address(view="list"),
    *[Address(view="list", list=listed.id) for listed in lists()],
    *[Address(view=kind, id=key) for kind, key in (("faculty", "63"), ("department", "631000"), ("country", "DE"))],
    Address(view="definitions"),
    Address(view="definitions", indicator="outbound_share"),
]
# SQL stands where the page says how a figure is made; folders of the inbox are called as they have to be typed
SQL = re.compile(r"= \w+\(.*|facts\.\w+")
TOKEN = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
KEY = re.compile(r"\b[a-z_]+(?:\.[a-z_]+)+\b")


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    return small_build()


def words(served: Served, address: Address) -> list[str]:
    """What a reader of the page meets, its sidebar and charts included."""
    drawn = served.page(**address.parameters)
    charts = [word for chart in served.session.main.get("plotly_chart") for word in words_of_chart(chart.proto.spec)]
    return [*words_of(drawn.html), *words_of(drawn.sidebar), *charts]


def of_programs(word: str, language: str) -> bool:
    """Whether it holds a key of a text, or a name with underscores."""
    plain = SQL.sub("", word)
    is_key = "utsyn.toml" not in plain and any(key in texts(language) for key in KEY.findall(plain))  # or a setting
    return is_key or not set(TOKEN.findall(plain)) <= set(feeds())


def test_every_kind_of_page_is_looked_at() -> None:
    pages = set(get_args(PageName))
    places = {
        "PAGES of dashboard/pages/__init__.py": PAGES.keys(),
        "ADDRESSES of tests/browser/addresses.py": {Address.parse(address).page for address in BROWSED},
        "ADDRESSES of this file": {address.page for address in ADDRESSES},
    }
    lacking = {place: sorted(pages - named) for place, named in places.items() if pages - named}
    assert lacking == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "other"),
    [
        (language, other)
        for language in LANGUAGES
        for other in COMPLETE
        if other not in (language, DESCRIBED[language].falls_back_to)
    ],
)
def test_no_page_speaks_another_language_or_that_of_programs(
    serve: Serve, build: OpenBuild, language: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_explanation, "explained", lambda _build: explained())
    served = serve(build)
    whole, pieces = only_in(other, language)
    listed = []
    for address in ADDRESSES:
        lines_of_page = words(served, address.to(lang=language))
        unknown_words = [
            *foreign(lines_of_page, whole, pieces),
            *(word for word in lines_of_page if of_programs(word, language)),
        ]
        listed += [f"{address.href}: {stranger}" for stranger in unknown_words]
    assert "\n".join(listed) == ""


@pytest.mark.slow
@pytest.mark.parametrize("language", [code for code, one in DESCRIBED.items() if one.falls_back_to is not None])
def test_what_a_page_shows_in_another_language_bears_its_mark(serve: Serve, build: OpenBuild, language: str) -> None:
    served = serve(build)
    borrowed = {str(by_name) for by_name in said_in(language) if isinstance(by_name, Borrowed)}
    unmarked = []
    for address in ADDRESSES:
        drawn = served.page(**address.to(lang=language).parameters)
        unmarked += [f"{address.href}: {by_name}" for by_name in text_of(drawn.html) if by_name in borrowed]
    assert "\n".join(unmarked) == ""
    assert (
        f'lang="{DESCRIBED[language].falls_back_to}"'
        in served.page(view="definitions", indicator="outbound_share", lang=language).html
    )
