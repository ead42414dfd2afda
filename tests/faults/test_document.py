"""The page in docs/ says what the tests prove."""

from tests.faults.document import DOCUMENT, document


def test_the_page_is_made_from_the_table() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run: python -m tests.faults.document"
