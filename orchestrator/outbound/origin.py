"""Scheme, host and port: what a connection is made to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, Self
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443, "sftp": 22, "smtp": 587, "smtps": 465}


_HEAD = re.compile(r"(?:https?|sftp|smtps?)://[^/?#]+", re.IGNORECASE)


class Origin(NamedTuple):
    """An origin in the sense of RFC 6454, e.g. ("https", "api.example.com", 443)."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Self:
        """The origin of an absolute URL (http, https, sftp, smtp, smtps); ValueError for anything else, a login too."""
        head = _HEAD.match(url)
        if head is None:
            raise ValueError("a board's URL starts with https:// or http:// and names a host")
        return cls(*_parts(head[0]))

    @property
    def default_port(self) -> int:
        return _PORTS[self.scheme]

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == self.default_port else f":{self.port}")


@lru_cache(maxsize=1024)
def _parts(head: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(head)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("this is not a URL; write https://host/path") from None
    if not host:
        raise ValueError("a board's URL names a host")
    if "@" in parts.netloc:
        raise ValueError("a URL must not contain a login; put it into the account's credentials")
    return parts.scheme, host, _PORTS[parts.scheme] if port is None else port
