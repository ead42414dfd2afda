"""A build's id: when it was made, in UTC, and six digits of what it was made of."""

import re
from datetime import UTC, date, datetime

STAMP = "%Y%m%dT%H%M%SZ"
BUILD_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")


def stamp_of(build_id: str) -> datetime:
    """When a build was made, by its id; year 9999 where its digits are not a moment."""
    try:
        return datetime.strptime(build_id.split("-", maxsplit=1)[0], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def day_of(text: str) -> date | None:
    """The day that a text such as `2026-06-12` names; None for any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
