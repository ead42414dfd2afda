"""Which of many names match what somebody types: without case and accents, with the words in any order, with slips."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import fuzz, process

from dashboard.folding import folded

FEW = 5  # matches below which slips of the pen are looked for too
NEAR = 72.0  # of 100: how near a name must be to what was typed
SHORTEST = 3  # letters below which everything would be near


@dataclass(frozen=True)
class Named:
    """Something that can be found: its kind, its name, what it is also found by, and where it is.

    `weight` orders what matches equally well: the smaller, the earlier.
    """

    kind: str
    name: str
    href: str
    also: str = ""
    note: str = ""
    weight: int = 0


@dataclass(frozen=True)
class Index:
    """All that can be found, with its names folded once."""

    named: Sequence[Named]
    names: Sequence[str] = field(init=False)
    texts: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", [folded(each.name) for each in self.named])
        object.__setattr__(self, "texts", [folded(f"{each.name} {each.also}") for each in self.named])

    def matches(self, typed: str, most: int) -> list[Named]:
        """The best matches first: names that begin so, then words that do, then any with all words, then near ones."""
        wanted = folded(typed).split()
        if not wanted:
            return []
        whole = " ".join(wanted)
        ranked = [
            (_rank(self.names[at], text, wanted, whole), self.named[at].weight, len(self.names[at]), at)
            for at, text in enumerate(self.texts)
            if all(word in text for word in wanted)
        ]
        places = [at for *_, at in sorted(ranked)[:most]]
        if len(places) < FEW and len(whole) >= SHORTEST:
            places += [at for at in self._near(whole, most) if at not in places]
        return [self.named[at] for at in places[:most]]

    def _near(self, whole: str, most: int) -> list[int]:
        """The names that are nearest to what was typed, slips and all, in part or as a whole."""
        scorers = (fuzz.partial_ratio, fuzz.token_set_ratio)
        scores = [process.cdist([whole], self.names, scorer=scorer, score_cutoff=NEAR)[0] for scorer in scorers]
        lengths = np.array([len(name) for name in self.names])
        # a name shorter than what was typed is a part of it by chance more often than by a slip
        best = np.where(lengths < len(whole) - 2, scores[1], np.maximum(*scores))
        order = sorted(np.flatnonzero(best).tolist(), key=lambda at: (-best[at], self.named[at].weight, lengths[at]))
        return order[:most]


def _rank(name: str, text: str, wanted: Sequence[str], whole: str) -> int:
    words = text.replace("-", " ").replace("(", " ").split()
    if name == whole:
        return 0
    if name.startswith(whole):
        return 1
    if all(any(part.startswith(word) for part in name.split()) for word in wanted):
        return 2
    if all(any(part.startswith(word) for part in words) for word in wanted):
        return 3
    return 4
