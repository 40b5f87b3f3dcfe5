"""Applications by mail: taken at a posting's alias, passed on to the vacancy's address, counted, and kept nowhere.

Nothing is said to be taken before the mail server behind has taken it, so there is nothing to keep.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.parser import BytesHeaderParser

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session

from orchestrator.domain.apply_target import ApplyTarget
from orchestrator.mail import NotSent

from .alias import token_of
from .apply_links import ApplyLinks
from .tokens import LinksUnavailable

log = structlog.get_logger()

LARGEST = 25_000_000
"""Bytes of a message: a letter, a CV and some certificates."""
PASSED_ON = "X-Callboard-Alias"
"""Marks what has been passed on, so that two servers never send a message round in a circle."""

UNKNOWN = "550 5.1.1 nobody has this address"
CLOSED = "550 5.2.1 this vacancy is closed"
NO_ADDRESS = "550 5.2.1 this vacancy is not applied for by mail"
NO_SENDER = "550 5.7.1 this address sends nothing, so nothing can come back to it"
CIRCLE = "554 5.4.6 this message has been here before"
LATER = "451 4.3.0 try again later; nothing was kept"
PASSED = "250 2.0.0 passed on"

Forward = Callable[[Sequence[str], bytes], None]
"""Hands a message to these addresses; returns when it was taken for all of them, else raises NotSent."""


class MailDoor:
    """aiosmtpd's handler. Of a message nothing is logged and nothing is stored but that one came for a posting."""

    def __init__(self, links: ApplyLinks, domain: str, forward: Forward) -> None:
        self._links = links
        self._domain = domain
        self._forward = forward

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only aliases of open postings whose vacancy has a mail address: nobody can send elsewhere through this."""
        if envelope.mail_from in (None, "", "<>"):
            return NO_SENDER
        try:
            target = await asyncio.to_thread(self._find, address)
        except LinksUnavailable:
            return LATER
        if target is None:
            return UNKNOWN
        if not target.is_open(datetime.now(UTC)):
            return CLOSED
        if not target.email:
            return NO_ADDRESS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Pass it on, then count it."""
        body = envelope.content
        if not isinstance(body, bytes):
            return LATER
        return await asyncio.to_thread(self._take, tuple(dict.fromkeys(envelope.rcpt_tos)), body)

    def _find(self, address: str) -> ApplyTarget | None:
        token = token_of(address, self._domain)
        return None if token is None else self._links.find(token)

    def _take(self, addresses: Sequence[str], body: bytes) -> str:
        headers = BytesHeaderParser().parsebytes(body)
        if PASSED_ON in headers:
            return CIRCLE
        try:
            targets = [target for each in addresses if (target := self._find(each)) is not None]
            marked = f"{PASSED_ON}: {', '.join(target.board_reference for target in targets)}\r\n".encode() + body
            self._forward(sorted({target.email for target in targets}), marked)
        except (LinksUnavailable, NotSent) as error:
            log.warning("mail_not_passed_on", reason=type(error).__name__)
            return LATER
        counts = headers.get("Auto-Submitted", "no").lower() == "no" and "In-Reply-To" not in headers
        for target in targets if counts else ():
            self._links.told_by_mail(target, str(headers.get("Message-ID", "")), datetime.now(UTC))
        return PASSED
