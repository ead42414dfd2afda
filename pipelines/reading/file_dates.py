"""The day that a file's name says it is of."""

import re
from contextlib import suppress
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMED = re.compile(rf"(?i)(?<![a-z])({'|'.join(MONTHS)})[a-z]*[-_. ]?((?:20)?\d{{2}})(?!\d)")
APART = r"[-_. ]?"
YEAR_FIRST = re.compile(rf"(?<!\d)(20\d{{2}}){APART}(0[1-9]|1[0-2])(?:{APART}(0[1-9]|[12]\d|3[01]))?(?!\d)")
DAY_FIRST = re.compile(rf"(?<!\d)(0[1-9]|[12]\d|3[01]){APART}(0[1-9]|1[0-2]){APART}(20\d{{2}})(?!\d)")
MONTH_FIRST = re.compile(rf"(?<!\d)(0[1-9]|1[0-2]){APART}(20\d{{2}})(?!\d)")


def day_in_name(stem: str) -> str | None:
    """ISO day: `eche_2024-09-12`, `…-19122025`, `stays_07.2025` or `mar22` (the first of the month); None without one.

    Years of a period, `2021-2027`, are not a day; of several days the last one counts.
    """
    for pattern, order in ((YEAR_FIRST, (1, 2, 3)), (DAY_FIRST, (3, 2, 1)), (MONTH_FIRST, (2, 1, None))):
        for match in reversed(list(pattern.finditer(stem))):
            year, month, day = (match[group] if group else None for group in order)
            with suppress(ValueError):
                return date(int(year or 0), int(month or 0), int(day or 1)).isoformat()
    if named := list(MONTH_NAMED.finditer(stem)):
        month, year = MONTHS.index(named[-1][1].lower()) + 1, int(named[-1][2]) % 100
        return f"20{year:02}-{month:02}-01"
    return None
