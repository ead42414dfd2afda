"""A status as a sign, a word and a tint."""

from collections.abc import Mapping

from dashboard.judgement import status_words
from dashboard.markup import Html, tag
from dashboard.text import text, texts
from dashboard.theme.status import LOOKS
from models.status import StatusId, StatusRow


def pill(status: StatusId, language: str, words: str | None = None) -> Html:
    """The pill of a status; `words` where it has more to say than its name. A row without room shows it in short."""
    sign, name = body(status, language)
    long, short = words or name, texts(language).get(f"status_short.{status}", name)
    label = [long] if long == short else [tag("span", long, class_="long"), tag("span", short, class_="short")]
    return tag("span", sign, *label, class_=f"pill {LOOKS[status].tint}")


def row_pill(row: StatusRow, language: str) -> Html:
    """The pill of a judged goal, with the years that its status is about."""
    return pill(row.status, language, status_words(row, language))


def body(status: StatusId, language: str) -> tuple[Html, str]:
    """The sign and the word."""
    sign = tag("span", LOOKS[status].sign, class_="sign", aria_hidden="true")
    return sign, text(f"status.{status}", language)


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
