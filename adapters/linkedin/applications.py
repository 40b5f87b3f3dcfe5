"""Apply Connect: LinkedIn sends each application to us, signed with the application's client secret.

Source: learn.microsoft.com/linkedin/shared/api-guide/webhook-validation and
/linkedin/talent/apply-connect/receive-applications.
"""

from __future__ import annotations

from orchestrator.boards.contract import Account
from orchestrator.boards.inbound import (
    Event,
    Inbound,
    event,
    from_milliseconds,
    json_object,
    must_match,
    secret,
    signature,
    unpacked,
    words_at,
)

PREFIX = "hmacsha256="


def verify(request: Inbound, account: Account) -> None:
    """The signature is over the prefix and the body with every character beyond ASCII escaped."""
    escaped = _escaped(unpacked(request).decode("utf-8", "replace"))
    wanted = signature(secret(account, "client_secret"), f"{PREFIX}{escaped}".encode(), "sha256").hex()
    must_match(request.headers.get("x-li-signature", "").removeprefix(PREFIX), wanted)


def events(request: Inbound) -> list[Event]:
    found = json_object(request)
    id = words_at(found, "jobApplicationId") or words_at(found, "id")
    reference = words_at(found, "externalJobPostingId") or words_at(found, "externalJobId")
    return [event(id, reference, at=from_milliseconds(words_at(found, "appliedAt")))]


def _escaped(text: str) -> str:
    return "".join(each if each.isascii() else _escapes(each) for each in text)


def _escapes(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
