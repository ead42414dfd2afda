"""A real SMTP server on this machine, with STARTTLS and one known user, as an institution would have it."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.browser.conftest import free_port

HOST = "127.0.0.1"
PASSWORD = "s3cret"


class Postmaster:
    """Takes every mail but for the addresses `unknown`."""

    def __init__(self, unknown: tuple[str, ...]) -> None:
        self.unknown = unknown
        self.taken: list[tuple[list[str], EmailMessage]] = []

    async def handle_RCPT(  # noqa: N802  # named by the server
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Let an address in, or not."""
        if address in self.unknown:
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail."""
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        self.taken.append((envelope.rcpt_tos, mail))  # type: ignore[arg-type]
        return "250 taken"


@contextmanager
def listening(unknown: tuple[str, ...] = (), certificate: Path | None = None) -> Iterator[tuple[Postmaster, int]]:
    """The server and its port; with a certificate it asks for STARTTLS and then for a password."""
    postmaster, port = Postmaster(unknown), free_port()
    safe = {}
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        safe = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": _known}
    controller = Controller(postmaster, hostname=HOST, port=port, ready_timeout=60, **safe)
    controller.start()
    try:
        yield postmaster, port
    finally:
        controller.stop()


def _known(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, words: object) -> AuthResult:
    assert isinstance(words, LoginPassword)
    return AuthResult(success=words == LoginPassword(b"utsyn", PASSWORD.encode()), handled=False)


def write_certificate(path: Path) -> Path:
    """A key and a certificate for this machine, which only who is told of it trusts."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=True)
        .sign(key, hashes.SHA256())
    )
    kept = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(*kept) + made.public_bytes(serialization.Encoding.PEM))
    return path
