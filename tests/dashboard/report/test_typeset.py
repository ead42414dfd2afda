"""The typeset report: words are words, whoever wrote them; what reads aloud finds its way."""

from pathlib import Path

import pytest

from dashboard.report.contents import Contents
from dashboard.report.drawings.pictures import pictures
from dashboard.report.typeset.letters import SIGNS, drawn, letters
from dashboard.report.typeset.press import png
from tests.dashboard.report.conftest import FORMULA, YEAR

pytestmark = pytest.mark.slow


def test_a_name_is_never_markup(pages: dict[str, str]) -> None:
    assert all(FORMULA in words for words in pages.values())


def test_the_report_is_tagged_titled_and_dated_by_its_build(pack: Path, contents: Contents) -> None:
    content = (pack / f"utsyn-{YEAR}-nb.pdf").read_bytes()
    assert all(mark in content for mark in (b"/StructTreeRoot", b"<pdfuaid:part>1</pdfuaid:part>", b"/Lang(nb)"))
    assert b"D:" + contents.build.built_at[:4].encode() in content


def test_cover_and_every_area_stand_in_the_report(pages: dict[str, str], contents: Contents) -> None:
    for language, words in pages.items():
        assert contents.build.id in words
        assert all(section.title[language] in words for section in contents.sections)


def test_each_figure_lies_beside_the_report_as_svg_and_png(pack: Path, contents: Contents) -> None:
    for language in ("nb", "en"):
        ids = {one.id for part in pictures(contents, language).values() for one in part}
        by_name = {path.name for path in (pack / "figures" / language).iterdir()}
        assert by_name == {f"{name}.{form}" for name in ids for form in ("svg", "png")}
        assert "outbound_share-years.svg" in by_name


def test_a_drawing_becomes_as_many_pictures_as_there_are(pack: Path) -> None:
    svg = (pack / "figures" / "en" / "outbound_share-years.svg").read_text(encoding="utf-8")
    assert [picture[:4] for picture in png([svg])] == [b"\x89PNG"]
    assert png([]) == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [("Ærlig talt – 25,3\N{NO-BREAK SPACE}%", None), ("漢字 and \x00", "?? and ?"), ("".join(sorted(SIGNS)), None)],
)
def test_a_letter_that_the_type_lacks_is_a_question_mark(words: str, shown: str | None) -> None:
    assert drawn({"names": [words, None, 1]}) == {"names": [shown or words, None, 1]}


def test_the_type_has_the_letters_of_both_languages() -> None:
    assert {ord(letter) for letter in "æøåÆØÅéüß−…·–×"} <= letters()
