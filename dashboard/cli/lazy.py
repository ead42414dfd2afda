"""The commands, each imported only when it is run. It exists for speed alone: the first page of help needs their names
and a line of each, and importing them all would take as long as to answer a question.

A command `name` is the function of that name in `dashboard.cli.<name>`, or the group `app` there, with its `EXAMPLES`.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

COMMANDS: Final[Mapping[str, str]] = {
    "init": "Begin a project: a short utsyn.toml, a folder for your files, and a README that says what to do next.",
    "demo": "Make a synthetic university, build it and open the dashboard.",
    "public": "Show an institution by public figures alone: fetch, build, judge and open the dashboard.",
    "fetch": "Fetch public files into the inbox.",
    "build": "Build from the inbox, certify, and publish.",
    "check": "Check files against their contracts before handing them in.",
    "indicators": (
        "List the indicators: what each means, its dimensions, the feeds it needs, and which the published build lacks."
    ),
    "ask": "Answer a question about an indicator.",
    "about": "Explain a figure: what it means, what it was made of, and why DBH may have another.",
    "status": "Show the status of every goal of the plan, for the university or for one faculty or department.",
    "peers": "Compare with other institutions: rank, share of the country, distance, per student where that is known.",
    "forecast": "Say where a figure is heading, and when it meets its target at this pace.",
    "contribution": "Say which units, programmes or countries moved a figure between two years.",
    "changes": "Say what changed since a frozen figure: late data, the definition, the units.",
    "whatif": "Say how many cases more there would be if some did as well as others.",
    "digest": ("List the goals that have another status in the published build than in an earlier one, with links."),
    "backup": (
        "Back up what cannot be made again: keys, frozen builds, the log of exports, "
        "configuration, what is typed by hand."
    ),
    "restore": "Make a project's folder of a backup, after checking every file of it.",
    "erase": "Remove named persons from staging, quarantine and builds.",
    "key": "Replace the key of the person hashes.",
    "doctor": (
        "Look at configuration, permissions, disk, key, warehouse, engine, mail and sign-in; say "
        "how to fix what is wrong."
    ),
    "dashboard": "Serve the dashboard until Ctrl-C.",
    "profile": "Profiles: how an export says what our feeds say.",
    "feeds": "Feeds: what can be submitted.",
    "contracts": "Contracts of the feeds, for tools that know the Open Data Contract Standard.",
    "export": "Take figures out as files, with the rights you ask with; each export is noted in the warehouse's log.",
    "partners": "Partners: one across Erasmus code, PIC, OID, ROR, SCHAC and names.",
    "builds": "List the builds, explain one, publish one, go back to one, or freeze one under a name.",
    "plan": "Plans: a file of goals, targets and texts that the whole product follows.",
}


class LazyCommands(TyperGroup):
    """A group that knows its commands by name and line of help, and makes the one that is run."""

    def __init__(self, **attributes: Any) -> None:
        listed = {name: TyperCommand(name, help=line, rich_markup_mode=None) for name, line in COMMANDS.items()}
        super().__init__(**{**attributes, "commands": listed})

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the first argument names, made, and the other arguments."""
        name, command, others = super().resolve_command(ctx, args)
        return name, None if command is None or name is None else load(name), others


def load(name: str) -> Any:
    """Import a command and make it: a command of typer's, or a group of them."""
    module = import_module(f"dashboard.cli.{name}")
    maker = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    maker.callback()(lambda: None)  # so that one command makes a group as well
    if hasattr(module, "app"):
        maker.add_typer(module.app, name=name, epilog=module.EXAMPLES)
    else:
        maker.command(name, epilog=module.EXAMPLES)(getattr(module, name))
    return typer.main.get_group(maker).commands[name]
