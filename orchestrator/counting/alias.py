"""A posting's mail alias: the word of its apply link, written so that no mail program spoils it."""

from __future__ import annotations

import base64
import binascii

PREFIX = "apply-"
_BYTES = 9


def alias(token: str, domain: str) -> str:
    """`apply-<18 hexadecimal digits>@domain`: the local part of an address may lose its capitals on the way."""
    return f"{PREFIX}{base64.urlsafe_b64decode(token).hex()}@{domain}"


def token_of(address: str, domain: str) -> str | None:
    """The token an address is the alias of; None for any other address."""
    local, at, host = address.lower().rpartition("@")
    if not at or host != domain.lower() or not local.startswith(PREFIX):
        return None
    try:
        raw = binascii.unhexlify(local.removeprefix(PREFIX))
    except (binascii.Error, ValueError):
        return None
    return base64.urlsafe_b64encode(raw).decode() if len(raw) == _BYTES else None
