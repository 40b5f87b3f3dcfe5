"""One talk with a board in another protocol than HTTP, under the same deadline, guard and evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress

from orchestrator.outbound.call import Call
from orchestrator.outbound.origin import Origin
from orchestrator.outbound.redaction import Redactor
from orchestrator.outbound.socket import BoundedSocket
from orchestrator.outbound.transport import Transport

from .exchange import Exchange

LONGEST_ANSWER = 65_536
UPGRADE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: {protocol}\r\nUser-Agent: {agent}\r\n\r\n"
)


class Conversation:
    """`sock` is the connection; its every read and write looks at the deadline.

    An account in practice has an http address: there the simulator is asked to go on in `protocol` (RFC 9110, 7.8).
    `said`: what the board said, for the evidence; without anything secret.
    """

    sock: BoundedSocket

    def __init__(
        self,
        transport: Transport,
        origin: Origin,
        address: str,
        protocol: str,
        terms: Call,
        before_write: Callable[[], None] | None,
    ) -> None:
        self.origin = origin
        self.terms = terms
        self.committed = False
        self.sent = b""
        self.said: list[str] = []
        self._transport = transport
        self._address = address
        self._protocol = protocol
        self._before_write = before_write

    @property
    def practice(self) -> bool:
        """Whether this is the simulator, which has no certificate and no key of its own."""
        return self.origin.scheme in ("http", "https")

    def begin(self, agent: str) -> None:
        """Connect. Raises OSError."""
        self.sock = self._transport.dial(self.origin, self.terms)
        if self.practice:
            path = "/" + self._address.partition("://")[2].partition("/")[2]
            wanted = UPGRADE.format(path=path, host=self.origin.host, protocol=self._protocol, agent=agent)
            self.sock.sendall(wanted.encode())
            head = self._head()
            if not head.startswith(b"HTTP/1.1 101 "):
                raise ConnectionError(f"the simulator does not speak {self._protocol} here")

    def secure(self) -> None:
        """Go on with TLS. Raises OSError."""
        self.sock = self._transport.secure(self.sock, self.origin, self.terms)

    def commit(self, sent: bytes) -> None:
        """From now on the outcome is unknown until the board says it. `sent` is what the evidence is of.

        Raises what `before_write` raises, and DeadlineExceeded; then nothing was committed.
        """
        self.terms.deadline.check()
        if self._before_write is not None:
            self._before_write()
        self.sent, self.committed = sent, True

    def close(self) -> None:
        with suppress(AttributeError, OSError):
            self.sock.close()

    def exchange(self, redactor: Redactor, changing: bool, seconds: float, failure: str) -> Exchange:
        """The evidence."""
        said = redactor.text("\n".join(self.said))[:LONGEST_ANSWER]
        return Exchange(
            method=self._protocol.upper(),
            url=redactor.text(self._address),
            changing=changing,
            request_headers=(),
            body_hash=hashlib.sha256(self.sent).hexdigest(),
            body_length=len(self.sent),
            status=None,
            answer_headers=(),
            answer_body=said,
            answer_length=len(said),
            seconds=seconds,
            bytes_written=self.committed,
            failure=failure,
        )

    def _head(self) -> bytes:
        found = b""
        while not found.endswith(b"\r\n\r\n"):
            more = bytearray(1)
            if len(found) > 4096 or not self.sock.recv_into(more):
                raise ConnectionError("the simulator did not answer")
            found += more
        return found
