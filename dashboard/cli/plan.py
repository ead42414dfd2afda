"""`utsyn plan`: an institution's own plan, begun and checked."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.failures import WrongUse
from dashboard.cli.options import Shape, ShapeOption, configuration, examples
from dashboard.cli.output import print_json, print_table
from data_contracts.errors import REFUSED

if TYPE_CHECKING:
    from models.plan import Plan

EXAMPLES = examples(
    "utsyn plan new our-plan.yaml --title-en 'Strategy 2030' --years 2026:2030", "utsyn plan check our-plan.yaml"
)
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback(epilog=EXAMPLES)
def plan() -> None:
    """Plans: a file of goals, targets and texts that the whole product follows."""


@app.command("check", epilog=EXAMPLES)
def check(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The plan's file, or the name of a shipped plan.")],
    form: ShapeOption = Shape.TABLE,
) -> None:
    """Say whether a plan can be used, what is wrong with it, and how each of its goals would be judged.

    Of the configured plan also where the local targets of units do not add up to those of the unit above them.
    """
    from data_contracts.text import MESSAGES
    from models.catalogue import load_indicators
    from models.plan import indicator_problems, load_plan

    checked = load_plan(file)
    problems = [_located(problem, file) for problem in indicator_problems(checked, load_indicators())]
    problems += [_located(problem, file) for problem in _out_of_reach(checked)]
    if form is Shape.JSON:
        goals = [
            dict(zip(("goal", "level", "judged_by", "indicator", "lacks"), row, strict=True)) for row in _goals(checked)
        ]
        print_json({"plan": checked.id, "goals": goals, "notes": _sums(context, file), "problems": problems})
        if problems:
            raise typer.Exit(REFUSED)
        return
    print_table(("goal", "level", "judged by", "indicator", ""), _goals(checked))
    rules = Counter(goal.rule for goal in checked.goals)
    counted = ", ".join(f"{count} by {rule}" for rule, count in rules.items())
    typer.echo(
        f"{checked.title[MESSAGES]}, {checked.first_year}–{checked.last_year}: {len(checked.goals)} goals ({counted})"
    )
    for note in _sums(context, file):
        typer.echo(note, err=True)
    if problems:
        for problem in problems:
            typer.echo(problem, err=True)
        typer.echo("The page Definitions lists the known indicators.", err=True)
        raise typer.Exit(REFUSED)
    typer.echo(f'It can be used: write plan = "{file}" in utsyn.toml.')


@app.command("new", epilog=EXAMPLES)
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE.yaml", help="Where to write the plan.")],
    title_en: Annotated[str, typer.Option("--title-en", help="Its title in English.")],
    years: Annotated[str, typer.Option(metavar="FIRST:LAST", help="The years it runs, such as 2026:2030.")],
    title_nb: Annotated[
        str | None, typer.Option("--title-nb", help="Its title in bokmål; the English one unless given.")
    ] = None,
) -> None:
    """Begin a plan: a file with one goal of each common kind and a line on every setting, to fill in."""
    from models.plan_template import drafted_plan
    from pipelines.durable import write_atomically

    if file.suffix not in {".yaml", ".yml"}:
        raise WrongUse(f"{file}: expected a name that ends in .yaml")
    if file.exists():
        raise WrongUse(f"{file}: is there already. Name another file, or remove it first.")
    first, last = _years(years)
    write_atomically(file, drafted_plan(file.stem, {"en": title_en, "nb": title_nb or title_en}, first, last))
    typer.echo(f"{file}: written. Fill in its goals, then run `utsyn plan check {file}`.")


def _located(problem: str, file: str) -> str:
    """What is wrong, with the line of the word that it quotes."""
    from data_contracts.yaml_text import in_line, line_of_mistake, read_text
    from models.plan import plan_file

    return f"{problem}{in_line(line_of_mistake(read_text(plan_file(file)), (), problem))}"


def _out_of_reach(plan: "Plan") -> list[str]:
    """One sentence for each target that no figure of its indicator can reach."""
    from models.catalogue import load_indicators

    indicators = load_indicators()
    return [
        f"{plan.id}: goal '{goal.id}': field targets: {problem}"
        for goal in plan.goals
        for target in goal.targets
        if target.indicator in indicators and (problem := indicators[target.indicator].target_problem(target.value))
    ]


def _sums(context: typer.Context, file: str) -> list[str]:
    """Where local targets do not add up, if the file is the configured plan. Raises ConfigError."""
    from models.catalogue import load_indicators
    from models.definitions import localised
    from models.local_targets import additivity_problems
    from models.plan import plan_file
    from models.store import open_build
    from models.units import faculty_of
    from pipelines.warehouse import Warehouse

    config, indicators = configuration(context), load_indicators()
    if plan_file(config.plan).resolve() != plan_file(file).resolve():
        return []
    plan, current = localised(config, indicators), Warehouse(config.warehouse).current()
    labels = open_build(current.path, config).labels if current is not None and plan.unit_targets else {}
    return additivity_problems(plan, indicators, faculty_of(labels))


def _years(text: str) -> tuple[int, int]:
    first, _, last = text.partition(":")
    if not (first.isdecimal() and last.isdecimal() and int(first) <= int(last)):
        raise WrongUse(f"--years {text}: expected two years, the first and the last, such as 2026:2030")
    return int(first), int(last)


def _goals(checked: "Plan") -> list[tuple[str, ...]]:
    """Each goal with how it would be judged, and what it still lacks."""
    rows: list[tuple[str, ...]] = []
    for goal in checked.goals:
        lacks = "no indicator yet" if goal.indicator is None and goal.rule not in ("roll_up", "milestone") else ""
        rows.append((goal.id, goal.level, goal.rule, goal.indicator or "", lacks))
    return rows
