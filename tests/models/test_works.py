"""Works of the open registers: each once, with co-authors abroad, levels of their year, and partners."""

import pytest

from models.asking import ask
from models.peers import of_institutions
from models.question import Question
from models.status import scorecard
from tests.models.asked import ANALYST, by_year, fractions
from tests.models.given import Cell, given, partner, stay, work

pytestmark = pytest.mark.both_engines
AACHEN: dict[str, Cell] = {"institution_id": "aachen", "is_own": False, "ror_id": "04xfq0f34", "country": "DE"}
PARTNERS = [partner(partner_id="a", ror_id="04xfq0f34", strategic=True), partner(partner_id="b", strategic=True)]
OSLO: dict[str, Cell] = {"institution_id": "oslo", "is_own": False, "ror_id": "01xtthb56", "country": "NO"}


def test_a_work_is_international_once_however_many_institutions_it_has() -> None:
    paris = {**AACHEN, "institution_id": "paris", "country": "FR", "ror_id": "02en5vm52"}
    build = given(works=[work(1), work(1, **AACHEN), work(1, **paris), work(2), work(2, **OSLO), work(3)])
    assert fractions(build, "international_works_share") == {2024: (1, 3)}


def test_a_work_of_two_registers_is_one_by_its_doi() -> None:
    nva: dict[str, Cell] = {"work_id": "nva:1", "work_type": "AcademicArticle", "doi": "10.1/a"}
    build = given(works=[work(1, doi="10.1/a"), work(1, **AACHEN, doi="10.1/a"), work(0, **nva), work(2)])
    assert fractions(build, "international_works_share") == {2024: (1, 2)}


def test_what_is_no_scholarly_work_and_works_of_others_do_not_count() -> None:
    build = given(works=[work(1), work(2, work_type="dataset"), work(3, **AACHEN)])
    assert fractions(build, "international_works_share") == {2024: (0, 1)}


def test_the_level_is_that_of_the_channel_in_the_year_of_the_work() -> None:
    def channel(year: int, level: int | None, **cells: Cell) -> dict[str, Cell]:
        return {"kind": "journal", "channel_id": "1", "year": year, "level": level, **cells}

    nature: dict[str, Cell] = {"issn_print": "0028-0836", "issn_online": "1476-4687"}
    build = given(
        works=[work(), work(issn="1476-4687"), work(year=2023), work(issn="9999-9999"), work(year=2022)],
        publication_channels=[channel(2024, 2, **nature), channel(2023, 1, **nature), channel(2022, 0, **nature)],
    )
    assert fractions(build, "level2_works_share") == {2023: (0, 1), 2024: (2, 2)}
    assert {row.goal.id: row.indicator for row in scorecard(build, ANALYST)}["A5"] == "level2_works_share"


def test_without_the_register_of_channels_there_is_no_level() -> None:
    assert {row.goal.id: row.indicator for row in scorecard(given(works=[work()]), ANALYST)}["A5"] == "level2_share"


def test_counts_of_institutions_that_are_one_today_are_put_together_and_not_counted_is_not_known() -> None:
    def counted(ror: str, works: int, *, is_international: bool = False) -> dict[str, Cell]:
        return {"ror_id": ror, "year": 2024, "is_own": False, "is_international": is_international, "works": works}

    build = given(
        work_counts=[
            counted("01xtthb56", 10), counted("01xtthb56", 4, is_international=True), counted("05phns765", 6),
            counted("021ndnd72", 2), counted("00hb00000", 1),
        ]
    )  # fmt: skip
    public = of_institutions(build)
    rows = ask(Question("scholarly_works", ("institution",)), ANALYST, public).rows
    assert {row.key["institution"]: row.numerator for row in rows} == {"uio": 10, "hvl": 8, "00hb00000": 1}
    shares = ask(Question("international_works_share", ("institution",)), ANALYST, public).rows
    assert {row.key["institution"]: (row.numerator, row.denominator) for row in shares} == {"uio": (4, 10)}


class TestPartners:
    """A partner is known in works by its ROR."""

    def together(self, year: int, *numbers: int) -> list[dict[str, Cell]]:
        return [row for n in numbers for row in (work(n, year=year), work(n, **AACHEN, year=year))]

    def test_works_together_count_once_at_each_partner(self) -> None:
        build = given(partners=PARTNERS, works=[*self.together(2024, 1, 2), work(3)])
        assert fractions(build, "partner_copublications", "partner") == {"a": (2, None)}

    def test_a_stay_is_linked_to_research_by_five_works_in_five_years(self) -> None:
        at: dict[str, Cell] = {"partner_id": "a"}
        in_2025: dict[str, Cell] = {"date_from": "2025-01-10", "date_to": "2025-06-20"}
        build = given(
            partners=PARTNERS,
            works=[*self.together(2020, 1, 2), *self.together(2024, 3, 4, 5)],
            stays=[stay(**at), stay(**at), stay(**at, **in_2025), stay(partner_id="b")],
        )
        assert fractions(build, "research_linked_share") == {2024: (2, 3), 2025: (0, 1)}

    def test_a_partner_of_exchange_and_works_is_active_in_two_ways(self) -> None:
        works, stays = self.together(2024, 1), [stay(partner_id="a")]
        build = given("2025-01-15", partners=PARTNERS, works=works, stays=stays)
        assert by_year(build, "strategic_partner_activity", years=(2024, 2024)) == {2024: 0.5}
