"""What headings of exports are known to mean, and how alike a heading and a column are."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from data_contracts.contract import Column, Contract, feeds
from data_contracts.profiles import shipped
from pipelines.suggesting.vocabulary import Vocabulary, vocabularies, vocabulary_of

HUMP = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")
NORTHERN = str.maketrans({"ø": "o", "æ": "ae"})  # the letters that Unicode does not take apart
MARKS = re.compile(r"[\u0300-\u036f]")
SEPARATORS = re.compile(r"[\W_]+")
# A description is a sentence: sharing words with it says less than being the name.
DESCRIPTION_WEIGHT = 0.7
SAME = 100
KnownWords = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Likeness:
    """How alike a heading and a column are: 0 to 100, where 100 is the same word; and with which word."""

    score: float
    evidence: str


def folded(heading: str) -> str:
    """A heading as it is compared: `Dato_Fra`, `datoFra` and ` DATO FRA:` are all `dato fra`."""
    letters = HUMP.sub(" ", heading).casefold().translate(NORTHERN)
    plain = unicodedata.normalize("NFKD", letters).casefold()
    return " ".join(SEPARATORS.sub(" ", MARKS.sub("", plain)).split())


def likeness(heading: str, column: Column, known_words: Mapping[str, str]) -> Likeness:
    """The best likeness of a heading to the words known for a column (`known_words`) and to its description."""
    word = folded(heading)
    scored = [(_alike(word, other), source) for other, source in known_words.items()]
    description = fuzz.token_set_ratio(word, folded(column.description)) * DESCRIPTION_WEIGHT
    score, source = max([*scored, (description, "its description")])
    return Likeness(score, f"the heading is {source}" if score == SAME else f"the heading is {score:.0f} % {source}")


def left_unread(heading: str, feed: str) -> str | None:
    """The shipped profile of the feed that leaves this heading unread, or None."""
    word = folded(heading)
    return next((p.name for p in shipped(feed) if word in {folded(ignored) for ignored in p.ignored}), None)


def language_of(headings: Iterable[str]) -> Vocabulary | None:
    """The language of a file's headings, where a vocabulary knows it."""
    words_by_language = {
        vocabulary.language: {folded(word) for words in vocabulary.headings.values() for word in words}
        for vocabulary in vocabularies()
    }
    return vocabulary_of(map(folded, headings), words_by_language)


def known_words(contract: Contract, vocabulary: Vocabulary | None = None) -> KnownWords:
    """Column → {folded word → where it is known from}: its name, headings of shipped profiles, words of a language."""
    words = {column.name: {folded(column.name): f"'{column.name}'"} for column in contract.columns}
    for feed in (contract.feed, *feeds()):
        for profile in shipped(feed):
            for theirs, ours in profile.headings.items():
                if ours in words:
                    words[ours].setdefault(folded(theirs), f"'{theirs}' of the profile {profile.name}")
    if vocabulary:
        for ours, named in vocabulary.headings.items():
            for theirs in named if ours in words else ():
                words[ours].setdefault(folded(theirs), f"'{theirs}' ({vocabulary.language})")
    return words


def _alike(word: str, known_word: str) -> float:
    """Equal words are 100; the same words in another order a little less."""
    return (
        float(SAME)
        if word == known_word
        else min(99.0, max(fuzz.ratio(word, known_word), fuzz.token_sort_ratio(word, known_word)))
    )
