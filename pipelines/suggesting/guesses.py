"""What each heading of an export may mean: mapped where there is no doubt, asked about where there is any."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from data_contracts.contract import Contract
from pipelines.suggesting.fit import cells_of, fit
from pipelines.suggesting.heading_words import SAME, KnownWords, known_words, language_of, left_unread, likeness
from pipelines.suggesting.vocabulary import Vocabulary

HEADING_WEIGHT = 0.6  # what the heading says against what the values say
WORTH_NAMING = 50  # below this score a column is not named as a candidate
SURE = 90  # from this score, and this share of fitting values (in percent), nothing speaks against a column
CLEAR_LEAD = 10  # and no other comes this near


@dataclass(frozen=True)
class Candidate:
    """A column that a heading may mean: score 0 to 100, and what speaks for and against it.

    `is_known`: the heading is a word known for the column, regardless of the values.
    """

    column: str
    score: float
    evidence: str
    is_sure: bool
    is_known: bool = False


@dataclass(frozen=True)
class Guess:
    """What is made of one heading. `column` is set where it is mapped; candidates come best first."""

    heading: str
    verdict: Literal["mapped", "ignored", "asked"]
    evidence: str
    column: str | None = None
    candidates: tuple[Candidate, ...] = ()


def guess(frame: pl.DataFrame, contract: Contract) -> tuple[Guess, ...]:
    """One guess per heading of the frame, in its order.

    A heading is mapped where it is a known one, or nearly and the values fit; where no other column and no other
    heading comes near; and where the values do not speak against it. It is left unread where a shipped profile
    leaves it unread. Anything else is asked about.
    """
    vocabulary = language_of(frame.columns)
    words = known_words(contract, vocabulary)
    candidates = {heading: _candidates(frame, heading, contract, words, vocabulary) for heading in frame.columns}
    mapped = {heading: best for heading in candidates if (best := _undoubted(heading, candidates)) is not None}
    taken = {candidate.column for candidate in mapped.values()}
    return tuple(_guess(heading, mapped, taken, candidates[heading], contract) for heading in candidates)


def _guess(
    heading: str, mapped: dict[str, Candidate], taken: set[str], candidates: Sequence[Candidate], contract: Contract
) -> Guess:
    if best := mapped.get(heading):
        return Guess(heading, "mapped", f"{best.score:.0f}: {best.evidence}", best.column)
    free = tuple(candidate for candidate in candidates if candidate.column not in taken)
    profile = left_unread(heading, contract.feed)
    if profile and not (free and free[0].score >= SURE):
        return Guess(heading, "ignored", f"the profile {profile} leaves it unread")
    says = "; ".join(f"{it.column} ({it.score:.0f}: {it.evidence})" for it in free)
    return Guess(heading, "asked", says or "nothing known is like it", candidates=free)


def _candidates(
    frame: pl.DataFrame, heading: str, contract: Contract, words: KnownWords, vocabulary: Vocabulary | None
) -> tuple[Candidate, ...]:
    cells = cells_of(frame, heading)
    candidates = []
    for column in contract.columns:
        word, values = likeness(heading, column, words[column.name]), fit(cells, column, vocabulary)
        share = 100 * values.share if values else SURE
        score = HEADING_WEIGHT * word.score + (1 - HEADING_WEIGHT) * 100 * values.share if values else word.score
        is_sure = share >= SURE and (word.score == SAME or (values is not None and score >= SURE))
        if score >= WORTH_NAMING:
            evidence = f"{word.evidence}, {values.evidence}" if values else word.evidence
            candidates.append(Candidate(column.name, score, evidence, is_sure, word.score == SAME))
    return tuple(sorted(candidates, key=lambda candidate: (-candidate.score, candidate.column)))


def _undoubted(heading: str, candidates_of: dict[str, tuple[Candidate, ...]]) -> Candidate | None:
    """The best candidate, if it is sure and far ahead of other columns for the heading and other headings for it."""
    if not candidates_of[heading] or not candidates_of[heading][0].is_sure:
        return None
    best = candidates_of[heading][0]
    rivals = list(candidates_of[heading][1:])
    rivals += [
        candidate
        for other, candidates in candidates_of.items()
        if other != heading
        for candidate in candidates
        if candidate.column == best.column
    ]
    if best.is_known:  # a word that is only similar does not compete with a known one
        rivals = [rival for rival in rivals if rival.is_known]
    return None if any(rival.score > best.score - CLEAR_LEAD for rival in rivals) else best
