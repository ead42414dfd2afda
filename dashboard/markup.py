"""HTML from values: whatever is not markup already is text, and is escaped."""

from html import escape


class Html(str):
    """A string that is markup. Made by `tag` and `join` alone; any other string is treated as text."""

    __slots__ = ()


Child = str | int | None


def join(*children: Child) -> Html:
    """Children one after the other; None is left out."""
    return Html(
        "".join(child if isinstance(child, Html) else escape(str(child)) for child in children if child is not None)
    )


def tag(name: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element. `class_` and `aria_label` become `class` and `aria-label`; None and False leave an attribute out."""
    shown = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{name}{shown}>{join(*children)}</{name}>")
