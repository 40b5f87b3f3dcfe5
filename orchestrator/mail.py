"""The one way mail goes out. Nothing is sent where no server is configured, and whoever asks is told so."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from enum import StrEnum

from .settings import Settings

PATIENCE = 20.0
"""Seconds for the server to answer one step."""


class Security(StrEnum):
    """How the connection to the server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and as whom. `user` empty: without a login."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(settings: Settings) -> MailServer | None:
    """The server of an installation; None where none is configured."""
    if settings.mail_host is None:
        return None
    return MailServer(
        settings.mail_host,
        settings.mail_port,
        Security(settings.mail_security),
        settings.mail_sender,
        settings.mail_user,
        settings.mail_password,
    )


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a message."""

    name: str
    media_type: str
    body: bytes


class NotSent(RuntimeError):
    """The server took nothing; the message says why, and names no password."""


def send(
    server: MailServer, recipients: Sequence[str], subject: str, text: str, files: Sequence[Attached] = ()
) -> None:
    """Hand one message to the server, each recipient on a copy of their own. Raises NotSent naming the first fault."""
    try:
        with _open(server) as connection:
            for recipient in recipients:
                connection.send_message(_message(server.sender, recipient, subject, text, files))
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"{server.host}:{server.port} did not take the mail: {_said(error)}") from error


def pass_on(server: MailServer, recipients: Sequence[str], message: bytes) -> None:
    """Hand on a message as it came, from an address of ours, for all of `recipients` or none. Raises NotSent.

    Its own lines stay as they are, so that a signature over them holds (RFC 6376) and an answer goes to whoever wrote.
    """
    try:
        with _open(server) as connection:
            refused = connection.sendmail(server.sender, list(recipients), message)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"{server.host}:{server.port} did not take the mail: {_said(error)}") from error
    if refused:
        raise NotSent(f"{server.host}:{server.port} took the mail for some only")


def _open(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security is Security.TLS:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    if server.security is Security.STARTTLS:
        connection.starttls(context=context)
    if server.user:
        connection.login(server.user, server.password)
    return connection


def _message(sender: str, recipient: str, subject: str, text: str, files: Sequence[Attached]) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, recipient, subject
    message["Date"], message["Message-ID"] = formatdate(localtime=False), make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    for each in files:
        main, _, sub = each.media_type.partition(";")[0].partition("/")
        message.add_attachment(each.body, maintype=main, subtype=sub, filename=each.name)
    return message


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "it does not accept CALLBOARD_MAIL_USER and CALLBOARD_MAIL_PASSWORD"
    if isinstance(error, smtplib.SMTPResponseException):
        told = error.smtp_error
        return f"{error.smtp_code} {told.decode(errors='replace') if isinstance(told, bytes) else told}"[:200]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"it refuses {', '.join(error.recipients)}"[:200]
    return f"{error.strerror or error}"[:200] if isinstance(error, OSError) else str(error)[:200]
