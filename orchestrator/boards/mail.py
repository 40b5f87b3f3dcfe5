"""Mail to a board, through the organisation's own server."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage

from orchestrator.domain.errors import Blocked, BoardError, Reason, Rejected, Retry, Unauthorized

from .conversation import Conversation
from .session import BoardSession

FULL = frozenset({452, 552})


def send(session: BoardSession, message: EmailMessage, user: str, password: str) -> None:
    """Hand a message to the server; returns when it has taken responsibility for it (RFC 5321, 4.2.5).

    smtps:// speaks TLS from the start, smtp:// asks for it, and goes on without only in practice. Raises Unauthorized,
    Rejected and Retry as the server says before it took the message; Unconfirmed when it never said.
    """
    data = message.as_bytes(policy=policy.SMTP)
    sender, recipient = message["From"].addresses[0].addr_spec, message["To"].addresses[0].addr_spec
    with session.converse("smtp") as talk, _sent_with(talk, user, password) as server:
        _said(talk, server.mail(sender))
        _said(talk, server.rcpt(recipient))
        _said(talk, server.docmd("DATA"), 354)
        talk.commit(data)
        server.send(_stuffed(data))
        _said(talk, server.getreply())


def greet(session: BoardSession, user: str, password: str) -> str:
    """Log in and say nothing; the server's name. Raises as `send` does."""
    with session.converse("smtp") as talk, _sent_with(talk, user, password):
        return talk.origin.host


@contextmanager
def _sent_with(talk: Conversation, user: str, password: str) -> Iterator[smtplib.SMTP]:
    server = smtplib.SMTP(local_hostname="callboard.invalid")
    if talk.origin.scheme == "smtps":
        talk.secure()
    server.sock, server.file = talk.sock, None
    try:
        _said(talk, server.getreply())
        _said(talk, server.ehlo())
        if talk.origin.scheme == "smtp":
            _said(talk, server.docmd("STARTTLS"))
            talk.secure()
            server.sock, server.file = talk.sock, None
            _said(talk, server.ehlo())
        if user:
            _log_in(talk, server, user, password)
        yield server
        server.docmd("QUIT")
    except smtplib.SMTPServerDisconnected as error:
        raise ConnectionError(str(error)) from None


def _log_in(talk: Conversation, server: smtplib.SMTP, user: str, password: str) -> None:
    try:
        talk.said.append(str(server.login(user, password, initial_response_ok=True)))
    except smtplib.SMTPAuthenticationError as error:
        raise Unauthorized(f"the mail server refuses the login: {_words(error.smtp_error)}") from None
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPException) as error:
        raise Unauthorized(f"the mail server takes no login: {error}") from None


def _said(talk: Conversation, reply: tuple[int, bytes], wanted: int = 0) -> None:
    code, words = reply[0], _words(reply[1])
    talk.said.append(f"{code} {words}")
    if code == wanted or (not wanted and 200 <= code < 300):
        return
    raise _meaning(code, f"the mail server says: {code} {words}")


def _meaning(code: int, words: str) -> BoardError:
    """A reply other than success is clear: the server has not taken the message."""
    if code in (530, 534, 535, 538):
        return Unauthorized(words)
    if code in FULL:
        return Blocked(words, 3_600.0)
    if 500 <= code < 600:
        return Rejected((Reason("", words),))
    if 400 <= code < 500:
        return Retry(words, 300.0)
    raise ConnectionError(words)


def _words(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _stuffed(data: bytes) -> bytes:
    """With lines that begin with a dot given another (RFC 5321, 4.5.2), and the end of the message."""
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines) + b"\r\n.\r\n"
