"""The pages by their name in the URL; each is imported when it is first opened."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Final

from dashboard.address import PageName
from dashboard.pages.parts.view import View


def _show(folder: str, view: View) -> None:
    import_module(f"dashboard.pages.{folder}.page").show(view)


PAGES: Final[dict[PageName, Callable[[View], None]]] = {
    "plan": partial(_show, "plan"),
    "goal": partial(_show, "goal"),
    "indicator": partial(_show, "goal"),
    "topic": partial(_show, "topic"),
    "quality": partial(_show, "quality"),
    "definitions": partial(_show, "definitions"),
    "export": partial(_show, "export"),
    "accessibility": partial(_show, "accessibility"),
    "data_protection": partial(_show, "data_protection"),
    "reading": partial(_show, "help"),
    "limits": partial(_show, "help"),
    "briefing": partial(_show, "briefing"),
    "entity": partial(_show, "entity"),
    "list": partial(_show, "lists"),
    "changes": partial(_show, "changes"),
}
