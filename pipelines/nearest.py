"""Did you mean: the known word most like the one that was written."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

SHORTEST = 4  # letters; a part of a shorter word is in too many names


def nearest(word: str, candidates: Iterable[str], at_least: float = 0) -> str | None:
    """The known word most like this one, or None if none has the similarity `at_least` (0 to 100)."""
    match = process.extractOne(word, list(candidates), processor=str.lower, score_cutoff=at_least)
    return match[0] if match else None


def likeness(written: str, name: str) -> float:
    """How like a name is to what was written (0 to 100), where that may be one word of it or in another order."""
    first, second = written.strip().lower(), name.lower()
    if len(first) < SHORTEST or len(second) < SHORTEST:
        return fuzz.ratio(first, second)
    return max(
        fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second), 0.95 * fuzz.token_set_ratio(first, second)
    )
