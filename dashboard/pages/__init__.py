"""The pages by their name in the URL; each is imported when it is first opened."""

from collections.abc import Callable
from typing import Final

from dashboard.address import PageName
from dashboard.pages.parts.view import View


def _plan(view: View) -> None:
    from dashboard.pages.plan.page import show

    show(view)


def _goal(view: View) -> None:
    from dashboard.pages.goal.page import show

    show(view)


def _quality(view: View) -> None:
    from dashboard.pages.quality.page import show

    show(view)


def _definitions(view: View) -> None:
    from dashboard.pages.definitions.page import show

    show(view)


def _export(view: View) -> None:
    from dashboard.pages.export.page import show

    show(view)


def _topic(view: View) -> None:
    from dashboard.pages.topic.page import show

    show(view)


def _accessibility(view: View) -> None:
    from dashboard.pages.accessibility.page import show

    show(view)


PAGES: Final[dict[PageName, Callable[[View], None]]] = {
    "plan": _plan,
    "goal": _goal,
    "indicator": _goal,
    "topic": _topic,
    "quality": _quality,
    "definitions": _definitions,
    "export": _export,
    "accessibility": _accessibility,
}
