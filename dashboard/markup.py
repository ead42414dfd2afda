"""HTML from values: everything that is not markup already is text, and is escaped."""

from html import escape

from data_contracts.text import Borrowed


class Html(str):
    """A string that is markup. Made by `tag` and `join` alone; any other string is treated as text."""

    __slots__ = ()


Child = str | int | None


def join(*children: Child) -> Html:
    """Children one after the other; None is left out. A text in another language than the page's says which."""
    return Html("".join(map(_shown, children)))


def tag(name: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element. `class_` and `aria_label` become `class` and `aria-label`; None and False leave an attribute out.

    An element whose only content is in another language than the page's bears `lang` itself.
    """
    if len(children) == 1 and isinstance(children[0], Borrowed):
        attributes.setdefault("lang", children[0].language)
        children = (str(children[0]),)
    shown = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{name}{shown}>{join(*children)}</{name}>")


def _shown(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Borrowed):
        return tag("span", child)
    return child if isinstance(child, Html) else escape(str(child))
