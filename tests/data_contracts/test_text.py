"""Languages are data: which there are, what falls back to what, and what no text may lack."""

import pytest
from pydantic import ValidationError

from data_contracts.text import (
    COMPLETE,
    LANGUAGES,
    Borrowed,
    LanguageError,
    Text,
    check_languages,
    fallbacks,
    in_language,
    locale_of,
    named_columns,
)

KNOWN = ", ".join(LANGUAGES)
HILL = Text(nb="Ås", en="Hill")


def test_three_languages_ship_and_nynorsk_falls_back_to_bokmaal() -> None:
    assert {"nb", "nn", "en"} <= LANGUAGES.keys()
    assert fallbacks("nn") == ("nn", "nb", "en")
    assert COMPLETE == ("nb", "en")


def test_a_text_that_is_not_written_in_a_language_is_borrowed_and_says_from_which() -> None:
    assert HILL["en"] == "Hill"
    assert not isinstance(HILL["nb"], Borrowed)
    shown = HILL["nn"]
    assert (shown, isinstance(shown, Borrowed) and shown.language) == ("Ås", "nb")


def test_a_text_that_is_written_is_not_borrowed() -> None:
    assert not isinstance(Text(nb="Høyre", nn="Høgre", en="Right")["nn"], Borrowed)


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"nb": "Ås"}, "has no text in en"),
        ({"nb": "Ås", "en": "Hill", "xx": "?"}, f"unknown language xx; known: {KNOWN}"),
        ({"nb": " ", "en": "Hill"}, "at least 1 character"),
    ],
)
def test_a_text_needs_every_language_that_falls_back_to_no_other(texts: dict[str, str], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Text(texts)


def test_equal_texts_are_one_key() -> None:
    assert {HILL: 1}[Text(nb="Ås", en="Hill")] == 1


def test_names_that_only_one_language_has_are_shown_in_it() -> None:
    assert in_language({"en": "Hill"}, "nn") == "Hill"
    with pytest.raises(KeyError, match="no text in 'nb'"):
        in_language({"short": "H"}, "nb")


@pytest.mark.parametrize(("codes", "says"), [(("nn", "xx"), f"'xx'; known: {KNOWN}"), ((), "one or more languages"),
                                             (("nb", "nb"), "each once")])  # fmt: skip
def test_only_known_languages_can_be_chosen(codes: tuple[str, ...], says: str) -> None:
    with pytest.raises(LanguageError, match=says):
        check_languages(codes)


def test_a_locale_is_the_language_unless_it_says_otherwise() -> None:
    assert [locale_of(language) for language in ("nb", "nn", "en")] == ["nb", "nn", "en_GB"]


def test_a_table_has_a_column_of_names_per_language() -> None:
    assert named_columns(("code", "name_en", "name_nb")) == {"nb": "name_nb", "en": "name_en"}
