"""What the contracts take from the institution that uses them: home country, deadlines, and its own code lists.

Contracts are the same everywhere but for these. A program sets them once, from its configuration, before it reads
anything; every contract loaded after that has them.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Self

ACADEMIC_FIRST_DAY = ":academic_first_day"  # month and day, after the year of an autumn semester
HOME_COUNTRY = ":home_country"  # in the SQL of a contract's rules
SETTINGS = "UTSYN_LOCAL_SETTINGS"  # the environment variable that passes them, as JSON, to the certifier process
ELIGIBLE_ECTS = ":eligible_ects"
UNIT_CODE = ":unit_code"  # in the patterns of columns that hold the code of a unit
ANY_CODE = r'^[^\s,;|"]{1,40}$'  # of an institution whose codes say nothing of their place
CODE_CONTRADICTS_PARENT = ":code_contradicts_parent"
# Code lists that each institution has its own of
OWN_LISTS = (
    "campuses",
    "priority_countries",
    "early_deadline_countries",
    "erasmus_grant_rates",
    "degree_levels",
    "citizenship_groups",
    "english_proofs",
    "fields_by_agreement",
    "fee_statuses",
    "staff_citizenship_groups",
    "institution_aliases",
)


# Month and day of the deadlines that rules name as :deadline_<name>; that of non-EU/EEA citizens is in the year before.
DEADLINES = (("degree_eea", "03-01"), ("degree_nordic", "04-15"), ("degree_other", "12-01"))


@dataclass(frozen=True)
class LocalSettings:
    """home_country: ISO 3166, two letters, none till it is set; code_lists: (name of a code list, the text of its csv);
    deadlines: (name, month and day) of those that rules judge by; unit_code_digits: the digits of each level of a
    hierarchical code of units (2, 2, 2: 631000 is in 630000), none where the codes say nothing of their place;
    academic_month: the month on whose first day the academic year and its autumn begin; eligible_ects: the credits that
    an exchange student has completed before.
    """

    home_country: str = ""
    code_lists: tuple[tuple[str, str], ...] = ()
    deadlines: tuple[tuple[str, str], ...] = DEADLINES
    unit_code_digits: tuple[int, ...] = ()
    academic_month: int = 8
    eligible_ects: int = 60

    def in_rules(self, text: str) -> str:
        """A contract's text with the values in the places that its rules name them."""
        text = text.replace(HOME_COUNTRY, f"'{self.home_country}'")
        text = text.replace(ACADEMIC_FIRST_DAY, f"'-{self.academic_month:02}-01'")
        text = text.replace(ELIGIBLE_ECTS, str(self.eligible_ects))
        digits = sum(self.unit_code_digits)
        text = text.replace(UNIT_CODE, f"^[0-9]{{{digits}}}$" if digits else ANY_CODE)
        text = text.replace(CODE_CONTRADICTS_PARENT, _contradiction(self.unit_code_digits))
        for name, day in self.deadlines:
            text = text.replace(f":deadline_{name}", f"'{day}'")
        return text

    def to_json(self) -> str:
        """As one JSON object."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        written = json.loads(text)
        lists, deadlines = (tuple((name, text) for name, text in written[key]) for key in ("code_lists", "deadlines"))
        return cls(
            written["home_country"],
            lists,
            deadlines,
            tuple(written["unit_code_digits"]),
            int(written["academic_month"]),
            int(written["eligible_ects"]),
        )


def _contradiction(digits: tuple[int, ...]) -> str:
    """SQL that is true for a unit whose parent is another than its code says: 630000 for 631000.

    The parent's code is the unit's own with zeros in its last group of digits that is not zero already.
    """
    total, above, cases = sum(digits), 0, []
    for group in digits:
        rest, below = total - above, total - above - group
        is_of_level = f"right(unit_code, {rest}) <> '{'0' * rest}'"
        if below:
            is_of_level += f" and right(unit_code, {below}) = '{'0' * below}'"
        contradicts = f"right(parent_code, {rest}) <> '{'0' * rest}'"
        if above:
            contradicts = f"({contradicts} or left(parent_code, {above}) <> left(unit_code, {above}))"
        cases.append(f"({is_of_level} and {contradicts})")
        above += group
    return " or ".join(cases) or "false"


class _Current:
    settings = LocalSettings()


def local() -> LocalSettings:
    """The settings in use."""
    return _Current.settings


@contextmanager
def using(settings: LocalSettings) -> Iterator[None]:
    """Use these settings within the block, in every thread of the process."""
    before, _Current.settings = _Current.settings, settings
    try:
        yield
    finally:
        _Current.settings = before
