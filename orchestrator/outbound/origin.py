"""Scheme, host and port: what a connection is made to."""

from __future__ import annotations

from typing import NamedTuple, Self
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """An origin in the sense of RFC 6454, e.g. ("https", "api.example.com", 443)."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Self:
        """The origin of an absolute http or https URL; ValueError for any other text or a URL with a login in it."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ValueError("this is not a URL; write https://host/path") from None
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("a board's URL starts with https:// or http:// and names a host")
        if parts.username is not None or parts.password is not None:
            raise ValueError("a URL must not contain a login; put it into the account's credentials")
        return cls(parts.scheme, parts.hostname, _PORTS[parts.scheme] if port is None else port)

    @property
    def default_port(self) -> int:
        return _PORTS[self.scheme]

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == self.default_port else f":{self.port}")
