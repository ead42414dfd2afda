"""Did you mean: the known word most like the one that was written."""

from collections.abc import Iterable

from rapidfuzz import process


def nearest(word: str, candidates: Iterable[str], at_least: float = 0) -> str | None:
    """The known word most like this one, or None if none has the similarity `at_least` (0 to 100)."""
    match = process.extractOne(word, list(candidates), processor=str.lower, score_cutoff=at_least)
    return match[0] if match else None
