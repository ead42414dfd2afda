"""The catalogue of indicators and the table of goals, in each language: `make docs` writes them into docs/."""

from pathlib import Path

from dashboard.definitions.description import Description, by_group, descriptions
from dashboard.definitions.examples import example
from dashboard.definitions.goals import GoalsTable
from dashboard.text import LANGUAGES, text
from models.catalogue import load_indicators
from models.config import load_config
from models.definitions import shipped
from models.plan import load_plan

DOCS = Path(__file__).parent.parent.parent / "docs"


def document(language: str) -> str:
    """The whole catalogue of the shipped definitions and plan in a language."""
    described = descriptions(load_indicators(), load_plan(load_config().plan), language)
    parts = [f"# {text('definitions.title', language)}", text("definitions.generated", language)]
    for group, ones in by_group(described):
        parts += [f"## {text(f'group.{group}', language)}", *(_section(one, language) for one in ones)]
    return "\n\n".join(parts) + "\n"


def goals(language: str) -> str:
    """The goals of the shipped plan in a language, with how each is judged."""
    definitions = shipped(load_config())
    table = GoalsTable(definitions.plan, definitions.indicators, definitions.config, language).markdown()
    parts = (f"# {text('goals_table.title', language)}", text("goals_table.generated", language), table)
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
    if (shown := example(load_indicators()[one.id], language)) is not None:
        lines += [f"**{text('definitions.example', language)}**", shown]
    lines.append(f"<details><summary>SQL</summary>\n\n```sql\n{one.sql}\n```\n\n</details>")
    return "\n\n".join(lines)


def main() -> None:
    """Write the documents."""
    for language in LANGUAGES:
        written = {"definitions.file": document(language), "goals_table.file": goals(language)}
        for name, content in written.items():
            (DOCS / f"{text(name, language)}.md").write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
