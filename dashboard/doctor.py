"""What keeps an installation from running, and how to fix it: each part is looked at, nothing is changed or sent."""

import ipaddress
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx

from dashboard.digest.mail import MailError, check_reachable
from data_contracts.codes import CodeListError
from data_contracts.contract_parser import ContractError
from data_contracts.local import using
from models.access import Access, Oidc
from models.catalogue import CatalogueError, load_indicators
from models.config import Config, ConfigError, load_config
from models.definitions import localised
from models.engines.engine import EngineError
from models.making.facts import check_ready
from models.plan import PlanError
from models.secret import MAIL_PASSWORD, OIDC_CLIENT_SECRET, SecretError, required_secret, secret
from pipelines.checkup import Finding, check_inputs, check_readable, check_warehouse
from pipelines.configured import check_sources
from pipelines.reading.read_error import ReadError
from pipelines.staging.profile_choice import candidates
from pipelines.warehouse import Warehouse

PATIENCE_SECONDS = 10
# Feed → what the names of its deadlines begin with
ROUNDS = {"applications": ("outbound",), "nominations": ("nomination", "inbound"), "degree_applications": ("degree",)}
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


def examine(config_file: Path, warehouse: Path | None) -> Iterator[Finding]:
    """Findings in the order in which they are best fixed; without a valid configuration only what is wrong with it."""
    try:
        config = load_config(config_file)
        check_sources(config, config_file)
        with using(config.local_settings):
            localised(config, load_indicators())
            for feed in config.profiles:
                candidates(feed, config)
    except (ConfigError, PlanError, CatalogueError, CodeListError, ContractError, ReadError) as error:
        yield Finding("configuration", "problem", str(error), f"Correct {config_file}.")
        return
    if (problem := config.without_country()) is not None:
        yield Finding("configuration", "problem", problem, "Set it: nothing is built before.")
    else:
        yield Finding("configuration", "ok", f"{config_file} is valid")
    if config.inbox_objects is None:
        fix = "Put each feed's files in a folder of it, or correct `inbox`."
        yield check_readable("configuration", config.inbox, fix)
    yield from _deadlines(config)
    yield from check_inputs(config)
    yield from check_warehouse(Warehouse(warehouse or config.warehouse), datetime.now(UTC))
    yield _engine(config)
    yield _mail(config)
    yield from _sign_in(config.access, config.dashboard.address)


def _deadlines(config: Config) -> Iterator[Finding]:
    """Deadlines that nobody has set, of the rounds that are submitted."""
    deadlines = config.settings.deadlines
    for feed, kinds in ROUNDS.items():
        names = [name for name in type(deadlines).model_fields if name.startswith(kinds)]
        unset = [name for name in names if name not in deadlines.model_fields_set]
        if unset and (config.inbox / feed).is_dir():
            day = (
                "the day that ships with Utsyn is taken"
                if len(unset) == 1
                else "the days that ship with Utsyn are taken"
            )
            what = f"settings.deadlines does not say {', '.join(unset)}: {day}"
            yield Finding("configuration", "warning", what, "Write your own under [settings.deadlines], as 02-01.")


def _engine(config: Config) -> Finding:
    try:
        check_ready(config)
    except EngineError as error:
        what, _, fix = str(error).partition("\n")
        return Finding("engine", "problem", what, fix or 'Install it, or set engine = "duckdb".')
    return Finding("engine", "ok", f"{config.engine} is there")


def _mail(config: Config) -> Finding:
    mail = config.mail
    if mail is None:
        return Finding("mail", "ok", "no [mail] is configured; `utsyn digest --mail` needs it")
    try:
        password = secret(MAIL_PASSWORD)
        if mail.user is not None and password is None:
            password = required_secret(MAIL_PASSWORD)
        check_reachable(mail, password)
    except SecretError as error:
        return Finding("mail", "problem", str(error), "Set the password, or leave out mail.user.")
    except MailError as error:
        return Finding("mail", "problem", str(error), "Correct [mail], or start the mail server.")
    return Finding("mail", "ok", f"the mail server {mail.host}:{mail.port} lets us in")


def _sign_in(access: Access, address: str | None) -> Iterator[Finding]:
    about = "sign-in"
    if access.sign_in == "none":
        yield Finding(about, "ok", "nobody signs in: the dashboard answers this machine alone")
        return
    if not access.roles and access.unmapped == "refused":
        yield Finding(about, "problem", "nobody has a role: all who sign in are refused", "Add [[access.roles]].")
    if access.sign_in == "proxy" and access.proxy is not None:
        if everywhere := [network for network in access.proxy.addresses if network.prefixlen == 0]:
            yield Finding(
                about, "problem", f"every machine may say who is signed in ({everywhere[0]})",
                "Name the address of the proxy alone in access.proxy.addresses.",
            )  # fmt: skip
        else:
            yield Finding(about, "ok", f"believed from {', '.join(map(str, access.proxy.addresses))} alone")
        return
    if access.oidc is not None:
        yield from _oidc(access.oidc, address)


def _oidc(oidc: Oidc, address: str | None) -> Iterator[Finding]:
    about = "sign-in"
    if address is None:
        yield Finding(about, "problem", "[dashboard] address is missing", "Set the address that readers use.")
    elif not address.startswith("https://") and not _is_local(address):
        yield Finding(about, "warning", f"{address} is not https: cookies travel in the clear", "Serve it with TLS.")
    try:
        required_secret(OIDC_CLIENT_SECRET)
    except SecretError as error:
        yield Finding(about, "problem", str(error), "The provider shows the secret when the client is registered.")
    url = f"{oidc.issuer.rstrip('/')}/.well-known/openid-configuration"
    fix = "Correct access.oidc.issuer, or ask whoever runs the provider."
    try:
        document = httpx.get(url, timeout=PATIENCE_SECONDS, follow_redirects=True).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        yield Finding(about, "problem", f"{url} gives no discovery document ({error})", fix)
        return
    missing = [name for name in NEEDED if not isinstance(document, dict) or not document.get(name)]
    if missing:
        yield Finding(about, "problem", f"{url} does not say {', '.join(missing)}", fix)
    elif document["issuer"] != oidc.issuer:
        yield Finding(about, "problem", f"the provider calls itself {document['issuer']}, not {oidc.issuer}", fix)
    else:
        yield Finding(about, "ok", f"the provider {oidc.issuer} answers")


def _is_local(address: str) -> bool:
    host = httpx.URL(address).host
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
