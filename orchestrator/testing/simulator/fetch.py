"""HTTP as crawlers and candidates do it: one request, no redirect followed by itself, the whole body or an error."""

from __future__ import annotations

import gzip
import http.client
import socket
import zlib
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

BODY_LIMIT = 300 * 1024 * 1024
REDIRECTS = (301, 302, 303, 307, 308)


class Unreachable(Exception):
    """No whole answer came: no connection, a time-out, a cut or broken answer."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with its body as transferred. Header names are lower case."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes = b""

    def content(self) -> bytes:
        """The body without its gzip coding. Raises Unreachable if that is broken."""
        coding = self.headers.get("content-encoding", "identity").lower()
        if coding == "identity":
            return self.body
        if coding not in ("gzip", "x-gzip"):
            raise Unreachable(f"{self.url}: content coding {coding!r} was not asked for")
        try:
            return gzip.decompress(self.body)
        except (OSError, EOFError, zlib.error) as broken:
            raise Unreachable(f"{self.url}: the gzip body is broken: {broken}") from broken

    def next_url(self) -> str | None:
        """Where a redirect leads, absolute; None if this is not one."""
        location = self.headers.get("location")
        return urljoin(self.url, location) if location and self.status in REDIRECTS else None


def fetch(url: str, method: str = "GET", headers: dict[str, str] | None = None, timeout: float = 30.0) -> Fetched:
    """One request. `timeout` in seconds is for each wait on the network. Raises Unreachable."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unreachable(f"{url}: not an http or https URL")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(parts.hostname, parts.port, timeout=timeout)
    except (ValueError, http.client.InvalidURL) as wrong:
        raise Unreachable(f"{url}: {wrong}") from wrong
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, target, headers=headers or {})
        response = connection.getresponse()
        body = response.read(BODY_LIMIT + 1)
        if len(body) > BODY_LIMIT:
            raise Unreachable(f"{url}: the answer is larger than {BODY_LIMIT} bytes")
        if method != "HEAD" and response.length:
            raise Unreachable(f"{url}: the answer ended {response.length} bytes early")
        return Fetched(url, response.status, {name.lower(): value for name, value in response.getheaders()}, body)
    except (OSError, http.client.HTTPException, socket.gaierror, ValueError) as broken:
        raise Unreachable(f"{url}: {type(broken).__name__} {broken}") from broken
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Path:
    """The steps of a way through redirects: every answer in order. `stopped` says why it ended early."""

    steps: tuple[Fetched, ...] = field(default=())
    stopped: str = ""

    @property
    def end(self) -> Fetched | None:
        return self.steps[-1] if self.steps and not self.stopped else None


def is_near(url: str, hosts: frozenset[str]) -> bool:
    """Whether the URL's host is this machine, or one the operator named."""
    host = (urlsplit(url).hostname or "").lower()
    return host in hosts or host in ("localhost", "::1") or host.startswith("127.")


def follow(
    url: str, hosts: frozenset[str], method: str = "GET", headers: dict[str, str] | None = None, limit: int = 10
) -> Path:
    """Follow redirects by hand, up to `limit`, never to a host that is neither this machine nor in `hosts`."""
    steps: list[Fetched] = []
    at: str | None = url
    while at is not None:
        if not is_near(at, hosts):
            return Path(tuple(steps), f"{at}: not visited, the host is neither this machine nor one that was named")
        if len(steps) > limit:
            return Path(tuple(steps), f"{url}: more than {limit} redirects")
        try:
            step = fetch(at, method, headers, timeout=15.0)
        except Unreachable as gone:
            return Path(tuple(steps), str(gone))
        steps.append(step)
        at = step.next_url()
    return Path(tuple(steps))
