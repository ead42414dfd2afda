"""Where an address may lead: https, or http to this machine; a redirect never to anything less safe."""

from urllib.parse import SplitResult, urlsplit

from pipelines.fetching.errors import FetchError

MOST_REDIRECTS = 5
THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


def check_address(url: str) -> None:
    """Raises FetchError for an address that is not asked: no https, or a password in it."""
    parts = _split(url)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise FetchError(f"{url}: is not an address. Write it with https:// at the beginning.")
    if parts.username or parts.password:
        raise FetchError(f"An address at {parts.hostname} holds a name or password; public files need none.")
    if parts.scheme == "http" and parts.hostname not in THIS_MACHINE:
        raise FetchError(f"{url}: is not encrypted, so anyone on the way could change the file. Use https://.")


def check_redirect(source: str, target: str) -> None:
    """Raises FetchError unless the target is https, or has the scheme, host and port of the one that was asked."""
    old, new = _split(source), _split(target)
    same = (old.scheme, old.hostname, old.port) == (new.scheme, new.hostname, new.port)
    if new.scheme != "https" and not same:
        raise FetchError(
            f"{source}: leads on to {target}, which is neither https nor the same host. It is not followed."
        )
    check_address(target)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise FetchError(f"{url}: is not an address ({error}).") from error
    return parts
