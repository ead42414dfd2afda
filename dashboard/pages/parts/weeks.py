"""The weeks within which applicants are promised an answer."""

from dashboard.pages.parts.view import View

DAYS_A_WEEK = 7


def promised_weeks(view: View) -> str:
    """How many weeks after which an answer is due, as the institution's settings say."""
    days = view.build.config.settings.answer_days
    return view.number(days / DAYS_A_WEEK, 0 if days % DAYS_A_WEEK == 0 else 1)
