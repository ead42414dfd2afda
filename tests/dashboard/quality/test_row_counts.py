"""Counts of rows on the Data quality page: a row is most often a person."""

import pytest

from dashboard.pages.quality import row_counts
from dashboard.pages.quality.row_counts import row_count


@pytest.mark.parametrize(
    ("count", "exact", "rounded"),
    [
        (0, "0", "0"),
        (1, "1", "<5"),
        (4, "4", "<5"),
        (5, "5", "5"),
        (7, "7", "5"),
        (8, "8", "10"),
        (1512, "1,512", "1,510"),
    ],
)
def test_only_who_sees_exact_figures_is_told_of_single_rows(
    count: int, exact: str, rounded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_counts, "may_see_rows", lambda: True)
    assert row_count(count, "en") == exact
    monkeypatch.setattr(row_counts, "may_see_rows", lambda: False)
    assert row_count(count, "en") == rounded
