"""The catalogue of indicators as documents, in each language: `make docs` writes them into docs/."""

from pathlib import Path

from dashboard.definitions.describing import Description, by_group, descriptions
from dashboard.text import text
from models.catalogue import load_indicators
from models.config import load_config
from models.plan import load_plan

DOCS = Path(__file__).parent.parent.parent / "docs"
FILES = {"en": "indicators.md", "nb": "indikatorer.md"}


def document(language: str) -> str:
    """The whole catalogue of the shipped definitions and plan in a language."""
    found = descriptions(load_indicators(), load_plan(load_config().plan), language)
    parts = [f"# {text('definitions.title', language)}", text("definitions.generated", language)]
    for group, ones in by_group(found):
        parts += [f"## {text(f'group.{group}', language)}", *(_section(one, language) for one in ones)]
    return "\n\n".join(parts) + "\n"


def _section(one: Description, language: str) -> str:
    lines = [f"### {one.name}", f"`{one.id}`", one.definition]
    lines.append("\n".join(f"- {term}: {words}" for term, words in one.terms))
    if one.caveats:
        lines.append("\n".join(f"- {text('definitions.caveat', language)}: {caveat}" for caveat in one.caveats))
    if one.breaks:
        label = text("definitions.break", language)
        lines.append("\n".join(f"- {label} {years}: {words}" for years, words in one.breaks))
    if one.related:
        names = ", ".join(f"{name} (`{indicator}`)" for indicator, name in one.related)
        lines.append(f"{text('definitions.related', language)}: {names}")
    lines.append(f"<details><summary>SQL</summary>\n\n```sql\n{one.sql}\n```\n\n</details>")
    return "\n\n".join(lines)


def main() -> None:
    """Write both documents."""
    for language, name in FILES.items():
        (DOCS / name).write_text(document(language), encoding="utf-8")


if __name__ == "__main__":
    main()
