"""A mail server (RFC 5321, 4954) with the one mailbox of a small board, where somebody does what messages ask.

A new subject is a new advert; "Changed:" before it, in reply to the first message, changes that advert, and
"Take down:" ends it. The first message's id names the advert.
"""

from __future__ import annotations

import base64
import email
import socket
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from typing import BinaryIO, cast

from ..fault import BEFORE, Fault, FaultKind
from ..option import NoOptions
from ..practice import LOGINS
from ..route import Route
from ..stand import Stand
from ..upgrade import Desk
from ..wire import Answer, json_answer

LOGIN = LOGINS["email"]
FAILS = {
    FaultKind.REJECT: (b"554 5.7.1 against our posting rules", False),
    FaultKind.THROTTLE: (b"451 4.7.1 too many messages", False),
    FaultKind.UNAVAILABLE: (b"421 4.3.2 shutting down", True),
    FaultKind.ERROR_BEFORE: (b"451 4.3.0 local error", False),
}


class Email:
    """Takes messages after a login."""

    name = "email"
    label = "E-mail (a mailbox)"
    protocol = "smtp"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def speak(self, sock: socket.socket, desk: Desk) -> None:
        with sock.makefile("rb") as lines:
            _Session(sock, cast("BinaryIO", lines), desk, self._take).run()

    def _take(self, message: EmailMessage) -> None:
        subject, first = str(message["Subject"]), str(message["In-Reply-To"] or message["Message-ID"])
        body = message.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        known = self._stand.get(first)
        if subject.startswith("Take down: "):
            if known is not None:
                self._stand.end(None, known)
        elif subject.startswith("Changed: ") and known is not None:
            title = subject.removeprefix("Changed: ").rpartition(" (")[0]
            self._stand.change(None, "update", known, title=title, description=text)
        elif known is None:
            title, _, rest = subject.rpartition(" (")
            self._stand.create(None, first, rest.rstrip(")"), title, text=text)


class _Session:
    """One client, from greeting to goodbye."""

    def __init__(self, sock: socket.socket, lines: BinaryIO, desk: Desk, take: Callable[[EmailMessage], None]) -> None:
        self._sock, self._lines, self._desk, self._take = sock, lines, desk, take
        self._known = False
        self._from = self._to = False

    def run(self) -> None:
        self._say(b"220 practice.example ESMTP")
        while line := self._lines.readline(2_000):
            verb, _, rest = line.strip().partition(b" ")
            if not self._answer(verb.upper(), rest):
                return

    def _answer(self, verb: bytes, rest: bytes) -> bool:
        match verb:
            case b"EHLO":
                self._say(b"250-practice.example\r\n250-8BITMIME\r\n250 AUTH PLAIN")
            case b"AUTH":
                self._log_in(rest)
            case b"MAIL" | b"RCPT" if not self._known:
                self._say(b"530 5.7.0 Authentication required")
            case b"MAIL":
                self._from = rest.upper().startswith(b"FROM:<")
                self._say(b"250 2.1.0 OK" if self._from else b"501 5.5.4 syntax")
            case b"RCPT":
                self._to = self._from and rest.upper().startswith(b"TO:<") and b"@" in rest
                self._say(b"250 2.1.5 OK" if self._to else b"550 5.1.1 no such mailbox")
            case b"DATA" if self._to:
                self._say(b"354 go on")
                return self._data()
            case b"QUIT":
                self._say(b"221 2.0.0 bye")
                return False
            case _:
                self._say(b"503 5.5.1 bad sequence of commands")
        return True

    def _log_in(self, rest: bytes) -> None:
        method, _, given = rest.partition(b" ")
        wanted = f"\0{LOGIN.id}\0{LOGIN.secret}".encode()
        try:
            self._known = method.upper() == b"PLAIN" and base64.b64decode(given) == wanted
        except ValueError:
            self._known = False
        self._say(b"235 2.7.0 OK" if self._known else b"535 5.7.8 bad user name or password")

    def _data(self) -> bool:
        raw = b""
        while (line := self._lines.readline(2_000)) != b".\r\n":
            if not line:
                return False
            raw += line.removeprefix(b".")
        message = email.message_from_bytes(raw, policy=policy.SMTP)
        subject = str(message["Subject"])
        kinds = {"Changed: ": "update", "Take down: ": "end"}
        operation = next((kind for start, kind in kinds.items() if subject.startswith(start)), "create")
        fault = self._desk.fault(operation)
        if fault is not None and fault.kind in BEFORE:
            return self._fail(fault)
        self._desk.on_loop(lambda: self._take(message))
        if fault is not None and fault.kind is FaultKind.TIMEOUT:
            self._lines.read()  # says nothing until the client leaves
        if fault is not None:
            return False  # taken, and the connection ends without a word
        self._say(b"250 2.0.0 taken")
        return True

    def _fail(self, fault: Fault) -> bool:
        said, over = FAILS.get(fault.kind, (b"", True))
        if said:
            self._say(said)
        return not over

    def _say(self, words: bytes) -> None:
        self._sock.sendall(words + b"\r\n")
