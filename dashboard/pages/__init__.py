"""The pages by their name in the URL; each is imported when it is first opened."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Final, get_args

from dashboard.address import PageName
from dashboard.pages.parts.view import View


def _show(folder: str, view: View) -> None:
    import_module(f"dashboard.pages.{folder}.page").show(view)


FOLDERS: Final[dict[PageName, str]] = {"indicator": "goal", "reading": "help", "limits": "help", "list": "lists"}
"""Of the pages that another folder draws than that of their name."""
PAGES: Final[dict[PageName, Callable[[View], None]]] = {
    name: partial(_show, FOLDERS.get(name, name)) for name in get_args(PageName)
}
