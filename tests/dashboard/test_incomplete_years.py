"""Years that are not over, in words."""

from dataclasses import replace
from datetime import date

from dashboard.incomplete_years import incomplete_words
from models.answer import Meta
from tests.models.asked import answer
from tests.models.given import given, stay


def meta(*years: int) -> Meta:
    known = answer(given(stays=[stay()]), "outgoing_stays").meta
    return replace(known, incomplete=dict.fromkeys(years, date(2026, 1, 31)))


def sentences(*years: int) -> list[str]:
    return [words.replace("\N{NO-BREAK SPACE}", " ") for words in incomplete_words(meta(*years), "en")]


def test_each_year_is_named_with_the_day_until_which_it_is_known() -> None:
    assert sentences(2025, 2026) == [
        "2025 is incomplete, known until 31 Jan 2026",
        "2026 is incomplete, known until 31 Jan 2026",
    ]


def test_three_years_in_a_row_are_named_as_one() -> None:
    assert sentences(2021, 2022, 2023) == ["2021–2023 is incomplete, known until 31 Jan 2026"]
    assert len(sentences(2021, 2022, 2024)) == 3
