"""Design tokens: the only place where a colour or a font is written down (Streamlit's own file repeats a few)."""

from typing import Final

COLOURS: Final = {
    "ink": "#16202E",
    "soft": "#5B6675",
    "line": "#E3E7EC",
    "paper": "#FFFFFF",
    "ground": "#F6F7F9",
    "blue": "#0B5C9E",
    "blue-mid": "#6A97BC",
    "blue-soft": "#CFE0EE",
    "amber": "#7A4A00",
    "amber-mid": "#C47A12",
    "amber-soft": "#FBEFD9",
    "red": "#A4262C",
    "red-soft": "#F8E3E4",
    "green": "#1D6239",
    "green-soft": "#E1F1E7",
    # how many, from few to many: one hue, so that only lightness differs, which every eye sees
    "map-lowest": "#AECDE6",
    "map-low": "#83B2D8",
    "map-middle": "#5591C3",
    "map-high": "#2A6BA6",
    "map-highest": "#0C3E6E",
    "grey": "#4F5967",
    "grey-soft": "#ECEFF3",
}
DARK: Final = {
    "ink": "#E7ECF2",
    "soft": "#A5B0BE",
    "line": "#303A47",
    "paper": "#1A212B",
    "ground": "#11161D",
    "blue": "#74B6EC",
    "blue-mid": "#4A7FAD",
    "blue-soft": "#20405C",
    "amber": "#F2B95F",
    "amber-mid": "#D99A3A",
    "amber-soft": "#3D2F14",
    "red": "#F79A9A",
    "red-soft": "#472325",
    "green": "#84D0A0",
    "green-soft": "#1B3A27",
    # the other way round: on a dark ground the lightest stands out
    "map-lowest": "#2F587D",
    "map-low": "#4179A8",
    "map-middle": "#639FD0",
    "map-high": "#98C6EA",
    "map-highest": "#D6EAFA",
    "grey": "#B9C3CF",
    "grey-soft": "#2A333F",
}
FONT: Final = '"Source Sans", "Source Sans 3", "Segoe UI", sans-serif'


def style_rules() -> str:
    """The tokens as CSS, so that the style sheet names them and never repeats a value.

    The device says which theme holds, unless the reader has chosen one; paper and pictures (`.printed`) are light.
    """
    light, dark = _properties(COLOURS, "light"), _properties(DARK, "dark")
    return (
        f":root{{--font:{FONT};}}:root,.printed{{{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}"
        f"@media screen{{:root[data-theme=dark]{{{dark}}}}}"
        f"{_marks()}"
    )


def _properties(colours: dict[str, str], scheme: str) -> str:
    return f"color-scheme:{scheme};" + "".join(f"--{name}:{value};" for name, value in colours.items())


def _marks() -> str:
    """Give each mark of a chart the token that its colour came from: drawn once, it follows the theme by itself."""
    return "".join(
        f'.utsyn [{attribute}="{value}"],.js-plotly-plot [style*="{attribute}: {_rgb(value)}"],'
        f'.js-plotly-plot tspan[style*="{attribute}:{value}"]'  # a part of a text, as Plotly writes it
        f"{{{attribute}:var(--{name})!important}}"
        for name, value in COLOURS.items()
        for attribute in ("fill", "stroke")
    )


def _rgb(colour: str) -> str:
    """As a browser writes a colour in a style attribute."""
    return "rgb({}, {}, {})".format(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))
