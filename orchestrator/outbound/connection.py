"""One connection to an origin, kept open between calls."""

from __future__ import annotations

import http.client
import select
import socket
import ssl
import struct
from collections.abc import Mapping
from contextlib import suppress

from . import guard
from .call import Call
from .deadline import boottime
from .framing import WholeResponse, whole_body
from .origin import Origin
from .resolver import Resolver
from .socket import BoundedSocket, connected, secured

_DROP = struct.pack("ii", 1, 0)
"""SO_LINGER on, for no time: closing resets the connection."""


class Connection(http.client.HTTPConnection):
    """An HTTP/1.1 connection on a bounded socket. Made by `opened`; used by one thread at a time."""

    response_class = WholeResponse
    auto_open = 0  # connecting again in the middle of a request would send it twice
    sock: BoundedSocket

    def __init__(self, origin: Origin, sock: BoundedSocket, *, private: bool) -> None:
        super().__init__(origin.host, origin.port)
        self.default_port = origin.default_port
        self.sock = sock
        self.origin = origin
        self.private = private
        self.idle_since = boottime()
        self.reusable = False

    def exchange(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None, call: Call
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Send one request and read its whole answer: the response and its body.

        OSError (DeadlineExceeded among them) or http.client.HTTPException when no whole answer came, and whatever
        `call.before_write` raises. The connection is closed unless the answer was whole and leaves it open.
        """
        sock = self.sock
        sock.call = call
        self.reusable = False
        try:
            response = self._ask(method, target, headers, body)
            content = whole_body(response, call)
            self.reusable = not response.will_close
            response.close()
        except BaseException:  # whatever it was: what is not sent must not be sent later
            _forget_unsent(sock)
            raise
        finally:
            if not self.reusable:
                self.close()
        self.idle_since = boottime()
        return response, content

    def _ask(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None
    ) -> http.client.HTTPResponse:
        try:
            self.request(method, target, body, headers)
        except (BrokenPipeError, ConnectionResetError):
            # A board that refuses may answer and hang up before it has read everything; a success cannot come early.
            response = self.getresponse()
            if response.status < 400:
                raise
            response.will_close = True  # half a request went out on this connection
            return response
        return self.getresponse()

    def dropped(self) -> bool:
        """Whether the other side closed this idle connection or sent something nobody asked for."""
        if not hasattr(select, "poll"):
            return bool(select.select([self.sock], [], [], 0)[0])
        poller = select.poll()
        poller.register(self.sock, select.POLLIN)
        return bool(poller.poll(0))


def _forget_unsent(sock: BoundedSocket) -> None:
    """Let the kernel drop what it still holds of a request that was given up.

    After a plain close it goes on sending for minutes, and a board that is reachable again would publish what has
    been sent a second time meanwhile.
    """
    with suppress(OSError):  # closed already
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DROP)


def opened(origin: Origin, call: Call, resolver: Resolver, context: ssl.SSLContext) -> Connection:
    """A new connection, made to an address that was checked.

    OSError (DeadlineExceeded, ssl.SSLError among them) or guard.AddressRefused. No byte of a request is written.
    """
    sock = dialled(origin, call, resolver)
    if origin.scheme == "https":
        sock = secured(sock, context, origin.host, call)
    return Connection(origin, sock, private=call.allow_private)


def dialled(origin: Origin, call: Call, resolver: Resolver) -> BoundedSocket:
    """A socket connected to an address that was checked. Raises as `opened` does."""
    addresses = resolver.addresses(origin.host, origin.port, call.deadline)
    if not call.allow_private:
        guard.check(origin.host, tuple(address.sockaddr[0] for address in addresses))
    sock = None
    for index, address in enumerate(addresses):
        # One address that swallows packets must leave time for the others.
        share = call.deadline.check() / (len(addresses) - index)
        try:
            sock = connected(address.family, address.sockaddr, share)
            break
        except OSError:
            if index == len(addresses) - 1:
                raise
    if sock is None:
        raise OSError(f"the name {origin.host} has no address")
    sock.call = call
    return sock
