"""How a status looks: a sign that reads in grey, and a tint. The words are in text/."""

from typing import Final, NamedTuple

from models.status import Group, StatusId


class Look(NamedTuple):
    """`sign` is one character; `tint` is a class of the style sheet: good, warn, bad, calm or quiet."""

    sign: str
    tint: str


LOOKS: Final[dict[StatusId, Look]] = {
    "reached": Look("✓", "good"),
    "not_reached": Look("✗", "bad"),
    "on_pace": Look("●", "good"),
    "one_behind": Look("◕", "calm"),
    "behind_pace": Look("◐", "warn"),
    "improving": Look("▲", "good"),
    "recovered": Look("△", "calm"),
    "rising_below_earlier": Look("↗", "calm"),
    "declining": Look("▼", "bad"),
    "no_clear_change": Look("▬", "calm"),
    "in_balance": Look("●", "good"),
    "out_of_balance": Look("◐", "warn"),
    "level_only": Look("■", "calm"),
    "roll_up": Look("≡", "calm"),
    "attested": Look("◆", "calm"),
    "too_early": Look("◔", "calm"),
    "too_few": Look("◌", "calm"),
    "stale": Look("◇", "calm"),
    "no_data": Look("○", "quiet"),
    "not_relevant": Look("–", "calm"),
    "not_per_unit": Look("–", "quiet"),
}

TINTS: Final[dict[Group, str]] = {
    "met": "good",
    "ahead": "good",
    "unclear": "calm",
    "behind": "bad",
    "not_judged": "quiet",
}
