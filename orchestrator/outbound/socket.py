"""Sockets that look at the clock before every read and write.

A timeout of a plain socket starts anew with every byte, so a board that drips its answer holds a thread for ever.
Closing a socket from another thread is no remedy: an end of file inside the headers reads like their end.
"""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

from .call import Call

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer


class BoundedSocket(socket.socket):
    """A TCP socket whose reads and writes share the deadline of `call`, which must be set before the first of them."""

    call: Call

    def recv_into(self, buffer: WriteableBuffer, nbytes: int | None = None, flags: int = 0) -> int:
        """As socket.recv_into; DeadlineExceeded (a TimeoutError) when the call's time is over."""
        self.settimeout(self.call.deadline.check())
        return super().recv_into(buffer, memoryview(buffer).nbytes if nbytes is None else nbytes, flags)

    def send(self, data: ReadableBuffer, flags: int = 0) -> int:
        """As socket.send; DeadlineExceeded when the time is over, or what `before_write` raises.

        The order matters for a process that is suspended somewhere in here: the system call for the timeout comes
        first, then the clock is read and the lease checked, and nothing but the write itself follows.
        """
        call = self.call
        self.settimeout(call.deadline.check())
        if call.before_write is not None:
            call.before_write()
        call.deadline.check()
        call.bytes_written = True
        return super().send(data, flags)

    def sendall(self, data: ReadableBuffer, flags: int = 0) -> None:
        """As socket.sendall, with every piece checked like a `send`."""
        with memoryview(data) as view, view.cast("B") as octets:
            done = 0
            while done < len(octets):
                done += self.send(octets[done:], flags)


class BoundedTLSSocket(BoundedSocket, ssl.SSLSocket):
    """The same above TLS. Made by an SSLContext whose `sslsocket_class` this is, with do_handshake_on_connect=False.

    The handshake writes no byte of a request, so it does not set `bytes_written`; OpenSSL's binding takes the
    socket's timeout as the limit of the whole handshake, and of each whole read and write.
    """


def connected(family: int, sockaddr: tuple[object, ...], seconds: float) -> BoundedSocket:
    """A TCP connection to `sockaddr` made within `seconds`; OSError when it cannot be."""
    sock = BoundedSocket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.connect(sockaddr)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:  # whatever it was: nobody else can close it
        sock.close()
        raise
    return sock


def secured(sock: BoundedSocket, context: ssl.SSLContext, host: str, call: Call) -> BoundedTLSSocket:
    """TLS over `sock`, with the certificate checked for `host`; ssl.SSLError or OSError when that fails.

    A connection that ends without TLS's own goodbye is an error here, not an end of file: otherwise anybody on the
    way could cut a body that has no length.
    """
    try:
        wrapped = context.wrap_socket(
            sock, server_hostname=host, do_handshake_on_connect=False, suppress_ragged_eofs=False
        )
    except BaseException:  # whatever it was: nobody else can close it
        sock.close()
        raise
    if not isinstance(wrapped, BoundedTLSSocket):
        raise TypeError("the TLS context must make BoundedTLSSockets")
    try:
        wrapped.call = call
        wrapped.settimeout(call.deadline.check())
        wrapped.do_handshake()
    except BaseException:  # whatever it was: nobody else can close it
        wrapped.close()
        raise
    return wrapped


def trust(ca_bundle: str, *more: str, protocol: str | None = "http/1.1") -> ssl.SSLContext:
    """A client context that trusts `ca_bundle` and `more` (paths of PEM files) and makes BoundedTLSSockets.

    `protocol` is what is spoken above it (ALPN); mail servers refuse one they do not know, so they are told none.
    """
    context = ssl.create_default_context(cafile=ca_bundle)
    for path in more:
        context.load_verify_locations(cafile=path)
    # Some versions of Python set it: a connection cut by anybody on the way would then look like a whole answer.
    context.options &= ~ssl.OP_IGNORE_UNEXPECTED_EOF
    if protocol is not None:
        context.set_alpn_protocols([protocol])
    context.sslsocket_class = BoundedTLSSocket
    return context
