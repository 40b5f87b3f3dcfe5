"""Secrets at rest: encrypted with the first key, readable with any, never in a repr."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealBroken(RuntimeError):
    """None of the configured keys opens a stored secret."""


class Vault:
    """Seals and opens the secret settings of board accounts."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def seal(self, secrets: Mapping[str, str]) -> bytes:
        return self._fernet.encrypt(json.dumps(dict(secrets)).encode())

    def open(self, sealed: bytes | None) -> dict[str, str]:
        """The secrets by name. Raises SealBroken when the key they were sealed with is not configured any more."""
        if not sealed:
            return {}
        try:
            opened: dict[str, str] = json.loads(self._fernet.decrypt(sealed))
        except InvalidToken:
            raise SealBroken(
                "a board account's secrets were sealed with a key that is not configured; "
                "add the old key to CALLBOARD_ENCRYPTION_KEYS or enter the secrets again"
            ) from None
        return opened
