"""What a board sends us of its own accord: who sent it, and what it says has happened.

An application is the employer's, not ours: it is passed on as it came, and all that stays here is that there was one.
So an `Event` has no field for anything about a candidate.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, Protocol, runtime_checkable

from orchestrator.domain.reading import Metric

from .contract import Account
from .field import Field, Kind

LARGEST = 30 * 1024 * 1024
"""Bytes of a request, and of what it unpacks to: a CV of ten megabytes in Base64 has room."""

PASS_ON = (
    Field(
        "pass_on",
        "Pass applications on to",
        Kind.URL,
        hint="Where the employer receives applications. Each goes there as it came and is then counted; none is kept.",
    ),
    Field(
        "own_network",
        "That address is in our own network",
        Kind.YES_NO,
        choices={"yes": "Yes", "no": "No"},
        default="no",
    ),
)
"""Settings of every account that hears of applications, for the adapter's `credentials`."""

APPLY_SECRET = Field("apply_secret", "Secret of application messages", secret=True, hint="The board signs with it.")


class Untrusted(Exception):
    """Nothing shows that the board has sent this. `status`: what the board wants to be answered then."""

    def __init__(self, message: str, status: int = 401) -> None:
        super().__init__(message, status)
        self.message = message
        self.status = status


class Unreadable(Exception):
    """The board has sent it, and it is not what the board's documents say."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """A request as it came. `headers` by lower-case name; `body` may be compressed (`content-encoding`)."""

    body: bytes
    headers: Mapping[str, str]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `id`: the board's, the same in every repetition. `reference`: ours, as the board has it.

    `at`: when, if the board says so.
    """

    id: str
    reference: str
    metric: Metric = Metric.APPLICATION
    at: datetime | None = None


@runtime_checkable
class Hears(Protocol):
    """The board tells us of applications."""

    def verify(self, request: Inbound, account: Account) -> None:
        """Raises Untrusted unless the board has sent `request` for this account."""
        ...

    def events(self, request: Inbound, account: Account) -> Sequence[Event]:
        """What a verified request says; empty when it is about something that is not counted. Raises Unreadable."""
        ...


def takes_applications(account: Account) -> bool:
    """Whether adverts may have candidates apply at the board: their applications have somewhere to go."""
    return bool(account.hook and account.settings.get("pass_on"))


def signature(secret: str, message: bytes, digest: str) -> bytes:
    """The HMAC of `message`; `digest` is a name of hashlib's."""
    return hmac.new(secret.encode(), message, getattr(hashlib, digest)).digest()


def must_be_signed(request: Inbound, header: str, message: bytes, account: Account, digest: str) -> None:
    """`header` holds the HMAC of `message` under the account's `apply_secret`, in Base64. Raises Untrusted."""
    wanted = base64.b64encode(signature(secret(account), message, digest)).decode()
    must_match(request.headers.get(header, ""), wanted)


def secret(account: Account, name: str = "apply_secret") -> str:
    """The account's secret for signatures. Raises Untrusted where none is set: then nothing can be believed."""
    found = account.secrets.get(name, "")
    if not found:
        raise Untrusted("this account has no secret to check signatures with")
    return found


def must_match(given: str, wanted: str) -> None:
    """Compares in constant time. Raises Untrusted."""
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise Untrusted("the signature is missing or wrong" if given else "the request is not signed")


def unpacked(request: Inbound) -> bytes:
    """The body without its compression. Raises Unreadable, also for more than `LARGEST` bytes."""
    if request.headers.get("content-encoding", "").lower() != "gzip":
        return request.body
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        found = unpacker.decompress(request.body, LARGEST)
    except zlib.error:
        raise Unreadable("the body is not the gzip it claims to be") from None
    if not unpacker.eof:
        raise Unreadable("the body is cut off or too large")
    return found


def json_object(request: Inbound) -> dict[str, Any]:
    """The body as a JSON object. Raises Unreadable."""
    try:
        found = json.loads(unpacked(request))
    except (ValueError, RecursionError):
        raise Unreadable("the body is no JSON") from None
    if not isinstance(found, dict):
        raise Unreadable("the body is no JSON object")
    return found


def form_values(request: Inbound) -> dict[str, str]:
    """The texts of a multipart form by name; files are left out. Raises Unreadable."""
    head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + unpacked(request))
    if message.get_content_type() != "multipart/form-data" or not message.is_multipart():
        raise Unreadable("the body is no multipart form")
    found: dict[str, str] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str) and part.get_filename() is None:
            value = part.get_payload(decode=True)
            found[name] = value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
    return found


def words_at(found: Any, *path: str) -> str:
    """The text or number at a path of keys; empty where there is none."""
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""


def event(id: str, reference: str, metric: Metric = Metric.APPLICATION, at: datetime | None = None) -> Event:
    """An event whose two names are there. Raises Unreadable."""
    if not id or not reference:
        raise Unreadable(f"the message has no {'id' if not id else 'reference of the advert'}")
    return Event(id, reference, metric, at)


def from_milliseconds(words: str) -> datetime | None:
    """The instant of milliseconds since 1970; None for what is none."""
    try:
        return datetime.fromtimestamp(int(words) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def from_iso(words: str) -> datetime | None:
    """The instant of an ISO 8601 date and time, UTC where it names no zone; None for what is none."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
