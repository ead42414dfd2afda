"""Design tokens: the only place where a colour or a font is written down (Streamlit's own file repeats four)."""

from typing import Final

COLOURS: Final = {
    "ink": "#16202E",
    "soft": "#5B6675",
    "line": "#E3E7EC",
    "paper": "#FFFFFF",
    "ground": "#F6F7F9",
    "blue": "#0B5C9E",
    "blue-mid": "#7FA8C9",
    "blue-soft": "#CFE0EE",
    "amber": "#7A4A00",
    "amber-soft": "#FBEFD9",
    "red": "#A4262C",
    "red-soft": "#F8E3E4",
    "green": "#1D6239",
    "green-soft": "#E1F1E7",
    # how many, from few to many: one hue, so that only lightness tells, which every eye sees
    "map-lowest": "#C3DCEE",
    "map-low": "#8FBBDD",
    "map-middle": "#5A96C6",
    "map-high": "#2A6BA6",
    "map-highest": "#0C3E6E",
    "grey": "#4F5967",
    "grey-soft": "#ECEFF3",
}
FONT: Final = '"Source Sans", "Source Sans 3", "Segoe UI", sans-serif'


def custom_properties() -> str:
    """The tokens as a CSS rule on `:root`, so that the style sheet names them and never repeats a value."""
    colours = "".join(f"--{name}:{value};" for name, value in COLOURS.items())
    return f":root{{{colours}--font:{FONT};}}"
