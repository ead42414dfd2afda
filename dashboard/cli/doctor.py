"""`utsyn doctor`: what is wrong with this installation, and how to fix it."""

from dataclasses import asdict

import typer

from dashboard.cli.options import Shape, ShapeOption, WarehouseOption, config_file, examples
from dashboard.cli.output import print_json, print_table
from data_contracts.errors import WRONG_USE

EXAMPLES = examples("utsyn doctor", "utsyn --config our.toml doctor --format json")


def doctor(
    context: typer.Context,
    form: ShapeOption = Shape.TABLE,
    warehouse: WarehouseOption = None,
) -> None:
    """Look at configuration, permissions, disk, key, warehouse, engine, mail and sign-in; say how to fix what is wrong.

    An inbox in object storage is listed and queries on databases are asked for their columns. Nothing is changed and no
    mail is sent. Ends with 2 where something must be fixed; warnings alone end with 0.
    """
    from dashboard.doctor import examine

    findings = tuple(examine(config_file(context), warehouse))
    is_fit = all(finding.state != "problem" for finding in findings)
    if form is Shape.JSON:
        print_json({"fit": is_fit, "findings": [asdict(finding) for finding in findings]})
    else:
        print_table(("about", "state", "what", "how to fix it"), [(f.about, f.state, f.what, f.fix) for f in findings])
    if not is_fit:
        raise typer.Exit(WRONG_USE)
