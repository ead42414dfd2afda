"""What members, units and reference dates are called."""

from collections.abc import Mapping

from dashboard.text import text, texts
from data_contracts.text import in_language

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


def member_name(labels: Labels, dimension: str, member: str | int | None, language: str) -> str:
    """The name of a member in a language; the code where it has none, "unknown" where it is not known."""
    if member is None:
        return text("goal.unknown", language)
    label = labels.get(dimension, {}).get(str(member), {})
    return in_language(label, language, str(member))


def short_name(labels: Labels, dimension: str, member: str | int | None, language: str) -> str:
    """The abbreviation of a unit, else its name."""
    label = labels.get(dimension, {}).get(str(member), {})
    return label.get("short") or member_name(labels, dimension, member, language)


def word(kind: str, name: str, language: str) -> str:
    """A term of ours (of a `calendar`, `feed`, `dimension`, `rounding` …) in words; the term itself without them."""
    return texts(language).get(f"{kind}.{name}", name)


def heading(kind: str, name: str, language: str) -> str:
    """A term of ours with a capital, to stand alone."""
    shown = word(kind, name, language)
    return shown[:1].upper() + shown[1:]
