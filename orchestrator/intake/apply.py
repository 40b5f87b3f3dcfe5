"""Where candidates apply, as people write it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from orchestrator.domain.vacancy import Apply

ACCEPTED = ("https://… (a page)", "name@example.org (a mailbox)")
_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@(?=[^@\s<>,;]{1,255}\Z)[^@\s<>,;.]+(?:\.[^@\s<>,;.]+)+")


def web_address(text: str) -> str:
    """An absolute http(s) address. Raises ValueError for anything else."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https") or re.search(r"[\s<>\"]", text) or len(text) > 2000:
        raise ValueError(f"{text[:80]!r} is no web address; it begins with https:// and has no spaces")
    return text


def mailbox(text: str) -> str:
    """An e-mail address, also behind mailto:. Raises ValueError for anything else."""
    address = re.sub(r"(?i)^mailto:", "", text)
    if not _EMAIL.fullmatch(address):
        raise ValueError(f"{text[:80]!r} is no e-mail address")
    return address


def read_apply(text: str) -> Apply:
    """A web address or a mailbox. Raises ValueError for anything else."""
    if "@" in text and "://" not in text:
        return Apply(email=mailbox(text))
    return Apply(url=web_address(text))
