"""`utsyn digest`: which goals have another status than before, to read, keep or mail."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.failures import WrongUse
from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import examples, named
from data_contracts.errors import UNCHANGED

if TYPE_CHECKING:
    from models.config_sections import MailSettings

EXAMPLES = examples(
    "utsyn digest",
    "utsyn digest --since annual-report-2025 --language en --out digest.md",
    "utsyn digest --since 2026-06-12",
    "utsyn digest --since month-2026-10 --mail",
)


@takes("languages", "viewer", "warehouse", viewer="public")
def digest(
    request: FigureRequest,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="BUILD",
            help="A frozen name, a day (2026-06-12: the last build published by then) or an id; else the build before.",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.md", help="Write it here.", dir_okay=False)] = None,
    mail: Annotated[bool, typer.Option("--mail", help="Send it as [mail] in utsyn.toml says.")] = False,
    always: Annotated[bool, typer.Option("--always", help="Also when nothing has changed.")] = False,
) -> None:
    """List the goals that have another status in the published build than in an earlier one, with links.

    Without --out and --mail it is printed, as markdown. Without --as it holds what the public may see. It ends with 4,
    and writes and sends nothing, when nothing has changed; with 5 when the mail has not reached everybody.
    """
    from dashboard.digest.changed_goals import compose
    from dashboard.digest.edition import Edition
    from dashboard.digest.mail import deliver, message
    from dashboard.digest.render import html, markdown
    from dashboard.export_log import note_export
    from models.secret import MAIL_PASSWORD, secret
    from models.status import scorecard
    from pipelines.durable import write_atomically
    from pipelines.warehouse import Warehouse

    config, home, asking = request.config, Warehouse(request.home), request.viewer
    chosen = request.chosen_languages
    to = _mail(config.mail) if mail else None
    now = request.build
    if since is None:
        earlier = home.published_before(now.id)
        if not earlier:
            raise WrongUse(f"there is no published build before {now.id} to compare with; name one with --since")
        since = earlier[-1].id
    before = named(home, since, config)
    changed = compose(scorecard(before, asking), scorecard(now, asking))
    if not changed.size and not always:
        typer.echo(f"no status has changed since build {since}")
        raise typer.Exit(UNCHANGED)
    edition = Edition(before, now, asking, config.dashboard.address)
    shown = markdown(changed, edition, chosen)
    logged = {"digest": since, "language": list(chosen)}
    if out is not None:
        note_export(home.root, asking, now.id, logged)
        write_atomically(out, shown)
        typer.echo(f"{changed.size} changes in {out}")
    if to is not None:
        made = message(to, edition.title(chosen[0]), shown, html(changed, edition, chosen))
        noted = {**logged, "to": list(to.to)}
        deliver(made, to, secret(MAIL_PASSWORD), lambda: note_export(home.root, asking, now.id, noted))
        typer.echo(f"{changed.size} changes sent to {', '.join(to.to)}")
    if out is None and to is None:
        typer.echo(shown, nl=False)


def _mail(settings: "MailSettings | None") -> "MailSettings":
    from models.secret import MAIL_PASSWORD, secret

    if settings is None:
        raise WrongUse("the configuration has no [mail]: add host, from and to, as utsyn.toml shows")
    if settings.user is not None and not secret(MAIL_PASSWORD):
        raise WrongUse(f"mail.user is set, and its password is not: put it in the environment as {MAIL_PASSWORD}")
    return settings
