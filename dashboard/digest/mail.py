"""A digest as a mail, sent through the institution's own mail server."""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import localtime, make_msgid

from data_contracts.errors import UNDELIVERED, UtsynError
from models.config_sections import MailSettings
from models.secret import MAIL_PASSWORD

PATIENCE_SECONDS = 30


class MailError(UtsynError):
    """The mail has not reached everybody; the message says whom, why, and how to fix it."""

    exit_code = UNDELIVERED


def message(mail: MailSettings, subject: str, text: str, html: str) -> EmailMessage:
    """The mail: markdown for those who read text, html for the others."""
    made = EmailMessage()
    made["From"], made["To"] = mail.sender, ", ".join(mail.to)
    made["Subject"] = " ".join(subject.split())
    made["Date"] = localtime()
    made["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text)
    made.add_alternative(html, subtype="html")
    return made


def deliver(made: EmailMessage, mail: MailSettings, password: str | None, note: Callable[[], None]) -> None:
    """Hand the mail over; `note` is called once the server has let us in, just before. Raises MailError."""
    with _in_words(mail):
        server = _let_in(mail, password)
    try:
        note()
        with _in_words(mail):
            refused = server.send_message(made)
    finally:
        server.close()
    if refused:
        raise MailError(f"{_place(mail)} took the mail, but not for {_each(refused)}; fix mail.to")


def check_reachable(mail: MailSettings, password: str | None) -> None:
    """Log in and send nothing. Raises MailError."""
    with _in_words(mail):
        _let_in(mail, password).close()


def _let_in(mail: MailSettings, password: str | None) -> smtplib.SMTP:
    server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE_SECONDS)
    try:
        if mail.starttls:
            server.starttls(context=ssl.create_default_context())
        if mail.user is not None:
            server.login(mail.user, password or "")
    except Exception:
        server.close()
        raise
    return server


@contextmanager
def _in_words(mail: MailSettings) -> Iterator[None]:
    """Any error of a mail server or of the connection to it, as one line."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise MailError(f"{_place(mail)} refused every recipient: {_each(error.recipients)}; fix mail.to") from error
    except smtplib.SMTPSenderRefused as error:
        raise MailError(f"{_place(mail)} refused the sender {mail.sender} ({_said(error)}); fix mail.from") from error
    except smtplib.SMTPAuthenticationError as error:
        raise MailError(
            f"{_place(mail)} refused the user {mail.user} ({_said(error)}); fix mail.user or {MAIL_PASSWORD}"
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise MailError(f"{_place(mail)} cannot do what is asked of it ({_line(str(error))})") from error
    except smtplib.SMTPResponseException as error:
        raise MailError(f"{_place(mail)} did not take the mail ({_said(error)})") from error
    except ssl.SSLError as error:
        raise MailError(f"{_place(mail)} has no certificate that can be trusted ({_line(str(error))})") from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(f"{_place(mail)} cannot be reached ({_line(str(error))}); try again later") from error


def _place(mail: MailSettings) -> str:
    return f"the mail server {mail.host}:{mail.port}"


def _each(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return ", ".join(
        f"{one} ({code} {_line(reason.decode(errors='replace'))})" for one, (code, reason) in refused.items()
    )


def _said(error: smtplib.SMTPResponseException) -> str:
    reply = error.smtp_error
    return f"{error.smtp_code} {_line(reply.decode(errors='replace') if isinstance(reply, bytes) else reply)}"


def _line(words: str) -> str:
    return " ".join(words.split())
