"""The band above every page whose figures are synthetic, wholly or in part. It cannot be closed."""

from dashboard.markup import Html, tag
from dashboard.origin import Originated, origin_label, origin_says


def origin_band(of: Originated, language: str) -> Html | None:
    """Label and sentence; None for real data."""
    label = origin_label(of, language)
    if label is None:
        return None
    return tag("div", tag("strong", label), tag("span", origin_says(of, language) or ""), class_="origin", role="note")
