"""Words as a search and a filter compare them."""

import unicodedata

STROKES = str.maketrans({"ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def folded(words: str) -> str:
    """Without case, accents and strokes: `Université` as `universite`, `Malmø` as `malmo`."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(STROKES))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
