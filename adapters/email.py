"""E-mail: a board, a job centre or a newsletter that takes adverts as messages.

Each posting has a reply address of its own, so that answers can be told apart (RFC 5233, sub-addressing). Mail has no
key that a second copy would be known by, and nothing says whether anybody has put the advert up: it is submitted, never
live. Changes and takedowns are messages in reply to the first one, for a person there to act on.
"""

from __future__ import annotations

import email
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.mail import greet, send
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.registry import Group
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Reason
from orchestrator.domain.receipt import Receipt, Submitted

CHANGED, TAKE_DOWN = "Changed: ", "Take down: "
ADDRESSES = ("sender", "recipient", "reply_to")


class Email:
    name = "email"
    label = "E-mail"
    mode = Mode.PUSH
    group = Group.CHANNEL
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a board of its own
    excludes: tuple[str, ...] = ()
    base_url = "smtps://mail.invalid"  # each account has its own server
    limits = Limits(slots={"title": Length(1, 200), "body.txt": Length(1, 100_000)}, rate=1, burst=5, concurrency=2)
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field(
            "base_url", "Mail server", need=Need.REQUIRED, hint="smtps://mail.example.org, or smtp:// with STARTTLS."
        ),
        Field("user", "User name"),
        Field("password", "Password", secret=True),
        Field("sender", "From", Kind.EMAIL, Need.REQUIRED, hint="An address the server may send for."),
        Field("recipient", "To", Kind.EMAIL, Need.REQUIRED, hint="Where the board takes adverts."),
        Field("reply_to", "Replies to", Kind.EMAIL, hint="Each posting gets its own: jobs+fh-1001@example.org."),
        Field("private", "The server is in our own network", Kind.YES_NO, choices={"yes": "Yes", "no": "No"}),
    )
    repeatable: Mapping[Operation, timedelta] = {Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    unverified: tuple[str, ...] = (
        "That a server keeps sub-addresses (jobs+x@) apart is not certain: ask who runs it.",
        "Whether the board reads changes and takedowns is the board's own business: agree on it.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        """The message without what is made when sending: its id and date."""
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "the board must know where to apply"),
            *(_bad(name, account.settings.get(name, "")) for name in ADDRESSES),
        ])  # fmt: skip
        message = _addressed(posting.reference, account)
        message["Subject"] = f"{_line(variant.slots['title'])} ({posting.reference})"
        ends = f"\nPlease show it until {posting.ends_at:%d %B %Y}." if posting.ends_at else ""
        message.set_content(
            f"{variant.slots['body.txt']}\n\nApply here: {posting.apply_link}\n{ends}", cte="quoted-printable"
        )
        return message.as_bytes(policy=policy.SMTP)

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        message = _read(variant.payload)
        return self._sent(message, _id(posting.reference, account), posting, account, session)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        message = _read(variant.payload)
        message.replace_header("Subject", f"{CHANGED}{message['Subject']}")
        return self._sent(message, _id(posting.key, account), posting, account, session)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        subject = _read(variant.payload)["Subject"] if variant.payload else f"({posting.reference})"
        message = _addressed(posting.reference, account)
        message["Subject"] = f"{TAKE_DOWN}{subject}"
        message.set_content(f"Please take this advert down: {subject}\n", cte="quoted-printable")
        return self._sent(message, _id(posting.key, account), posting, account, session)

    def test(self, account: Account, session: BoardSession) -> str:
        host = greet(session, account.settings.get("user", ""), account.secrets.get("password", ""))
        return f"The mail server {host} takes the login."

    def _sent(
        self, message: EmailMessage, id: str, posting: Posting, account: Account, session: BoardSession
    ) -> Receipt:
        first = posting.external_id or _id(posting.reference, account)
        message["Message-ID"] = id
        message["Date"] = format_datetime(datetime.now(UTC))
        if id != first:
            message["In-Reply-To"] = message["References"] = first
        send(session, message, account.settings.get("user", ""), account.secrets.get("password", ""))
        return Submitted(first)


def _addressed(reference: str, account: Account) -> EmailMessage:
    settings = account.settings
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(addr_spec=settings["sender"])
    message["To"] = Address(addr_spec=settings["recipient"])
    if reply := settings.get("reply_to"):
        local, _, domain = reply.rpartition("@")
        message["Reply-To"] = Address(addr_spec=f"{local}+{_plain(reference)}@{domain}")
    return message


def _bad(name: str, address: str) -> Reason | None:
    """An address that is more than one, or no address: it must not become a header of its own."""
    if not address:
        return None
    try:
        Address(addr_spec=address)
    except (ValueError, IndexError, MessageError):
        return Reason(name, f"{address!r} is no e-mail address; write one, such as jobs@example.org")
    return None


def _read(payload: bytes) -> EmailMessage:
    return email.message_from_bytes(payload, policy=policy.SMTP)


def _line(words: str) -> str:
    """One line: a header must not go on in a second one."""
    return " ".join(words.split())


def _plain(reference: str) -> str:
    return re.sub(r"[^a-z0-9.-]", "-", reference.lower())


def _id(key: str, account: Account) -> str:
    """The same for every repetition, so that a mail program may see that it is one message."""
    return f"<{_plain(key)}@{account.settings['sender'].rpartition('@')[2]}>"
