"""A new plan file to fill in."""

from collections.abc import Mapping
from pathlib import Path
from string import Template

TEMPLATE = Path(__file__).parent / "plan_template.yaml"


def drafted_plan(plan_id: str, titles: Mapping[str, str], first_year: int, last_year: int) -> str:
    """The text of a plan titled by language, with a goal of each common kind, which `load_plan` reads as it is."""
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        id=plan_id,
        **{f"title_{language}": _quotable(title) for language, title in titles.items()},
        first_year=first_year,
        last_year=last_year,
    )


def _quotable(text: str) -> str:
    """On one line, and fit to stand between double quotes in YAML."""
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
