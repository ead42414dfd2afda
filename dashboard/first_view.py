"""The landing page as markup, for the page that a browser gets first: it is read while Streamlit starts in the browser.

What Streamlit draws then replaces it, at the same place on the screen (`linked.js`). Links work meanwhile, as they are
addresses; what needs a script does not.
"""

from pathlib import Path
from typing import NamedTuple

from dashboard.address import Address
from dashboard.builds import BuildUnreadable, chosen_build, serving
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.frame import above, foot, landed_address, language_of, sidebar
from dashboard.pages.parts.view import View
from dashboard.pages.plan.page import markup
from models.question import QuestionError

THEME = Path(__file__).parent / "pages" / "parts" / "theme.js"


class FirstView(NamedTuple):
    """Markup for the body, and the language that it is in."""

    html: Html
    language: str


def first_view(query: str) -> FirstView | None:
    """The landing page at an address, for whoever asks now; None where Streamlit's page says what there is to say."""
    address = Address.parse(f"?{query}")
    if address.page != "plan" or serving().person.needs_sign_in:
        return None
    language = language_of(address)
    try:
        build = chosen_build(address.build)
        if build is None:
            return None
        view = View(landed_address(address), language, build)
        pieces = [*(piece for _, piece in above(view)), markup(view), foot(view)]
    except (BuildUnreadable, QuestionError):
        return None
    side = tag("div", _piece(sidebar(view.address, serving().config, language)), class_="first-side")
    shown = tag("div", *map(_piece, pieces), class_="first-content")
    return FirstView(join(side, tag("main", shown, class_="first-main")), language)


def theme_script() -> str:
    """The script that keeps to the reader's choice of light or dark, before anything is drawn."""
    return THEME.read_text(encoding="utf-8")


def _piece(html: Html) -> Html:
    return tag("div", tag("div", html, class_="utsyn"))
