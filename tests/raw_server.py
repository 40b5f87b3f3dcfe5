"""A server on a real socket that does to a client exactly what a test says."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

Behaviour = Callable[["Peer"], None]


class Peer:
    """The server's side of one connection; closed when the behaviour returns."""

    def __init__(self, sock: socket.socket, server: RawServer) -> None:
        self.sock = sock
        self.server = server
        self._buffer = b""

    def request(self) -> bytes:
        """One whole request (headers and a body by Content-Length), or b"" at the end of the connection."""
        while b"\r\n\r\n" not in self._buffer:
            if not self._more():
                return b""
        head, _, rest = self._buffer.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(rest) < length and self._more():
            rest = self._buffer.partition(b"\r\n\r\n")[2]
        whole = head + b"\r\n\r\n" + rest[:length]
        self._buffer = rest[length:]
        self.server.requests.append(whole)
        return whole

    def say(self, *pieces: bytes, gap: float = 0.0) -> None:
        """Send the pieces, `gap` seconds apart; stops when the client has gone or the test is over."""
        with contextlib.suppress(OSError):
            for piece in pieces:
                self.sock.sendall(piece)
                if gap and self.server.over.wait(gap):
                    return

    def hang(self) -> None:
        """Do nothing until the test is over."""
        self.server.over.wait(10)

    def _more(self) -> bool:
        try:
            data = self.sock.recv(65536)
        except OSError:
            return False
        self._buffer += data
        return bool(data)


class RawServer:
    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.requests: list[bytes] = []
        self.connections = 0
        self.over = threading.Event()


@contextlib.contextmanager
def serving(behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """Run `behaviour` in a thread for every connection to a free port of 127.0.0.1."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    server = RawServer(listener.getsockname()[1])

    def handle(sock: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if tls is not None:
                sock = tls.wrap_socket(sock, server_side=True)
            with sock:
                behaviour(Peer(sock, server))

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = listener.accept()
                server.connections += 1
                threading.Thread(target=handle, args=(sock,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def answer(body: bytes = b"{}", status: str = "200 OK", headers: str = "") -> bytes:
    """A whole answer with its length."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


def answering(*answers: bytes) -> Behaviour:
    """Answer every request of a connection, the last answer again and again."""

    def behave(peer: Peer) -> None:
        index = 0
        while peer.request():
            peer.say(answers[min(index, len(answers) - 1)])
            index += 1

    return behave


def once(*pieces: bytes, gap: float = 0.0) -> Behaviour:
    """Read one request, send the pieces, close."""

    def behave(peer: Peer) -> None:
        peer.request()
        peer.say(*pieces, gap=gap)

    return behave
