"""A status as a sign, a word and a tint."""

from collections.abc import Mapping

from dashboard.markup import Html, join, tag
from dashboard.text import text
from dashboard.theme.status import LOOKS
from models.status import StatusId


def pill(status: StatusId, language: str, count: int | None = None) -> Html:
    """The pill of a status; with a count, "14 improving"."""
    look = LOOKS[status]
    word = text(f"status.{status}", language)
    shown = word if count is None else f"{count} {word}"
    return tag("span", tag("span", look.sign, class_="sign", aria_hidden="true"), shown, class_=f"pill {look.tint}")


def counts_pill(counts: Mapping[StatusId, int], language: str) -> Html:
    """The statuses below a roll-up as signs with counts; the words are there for those who do not see the signs."""
    present = [(status, counts[status]) for status in LOOKS if counts.get(status)]
    words = ", ".join(f"{count} {text(f'status.{status}', language)}" for status, count in present)
    signs = [
        tag("span", tag("span", LOOKS[status].sign, class_="sign"), count, class_=f"mini {LOOKS[status].tint}")
        for status, count in present
    ]
    return tag(
        "span",
        tag("span", *signs, aria_hidden="true", title=words),
        tag("span", words, class_="unseen"),
        class_="counts",
    )


def strip(counts: Mapping[StatusId, int], language: str) -> Html:
    """How many goals have each status, in the order of the signs' table."""
    pills = [tag("li", pill(status, language, counts[status])) for status in LOOKS if counts.get(status)]
    return tag("ul", join(*pills), class_="strip", aria_label=text("plan.strip", language))
