"""A mail server on a real socket, for tests of what is sent."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Mailbox:
    """What a mail server was given: the recipients and the whole message."""

    port: int = 0
    got: list[tuple[str, str]] = field(default_factory=list)
    refuse: bool = False


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A server that speaks as much SMTP (RFC 5321) as a sender without a login needs."""
    box = Mailbox()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            to = ""
            while line := self.rfile.readline().decode().strip():
                verb = line.upper().split(":")[0].split(" ")[0]
                if verb == "RCPT":
                    to = line.partition("<")[2].rstrip(">")
                if verb == "RCPT" and box.refuse:
                    self.wfile.write(b"550 nobody of that name\r\n")
                elif verb == "DATA":
                    self.wfile.write(b"354 go on\r\n")
                    body = []
                    while (part := self.rfile.readline().decode()) != ".\r\n":
                        body.append(part)
                    box.got.append((to, "".join(body)))
                    self.wfile.write(b"250 taken\r\n")
                else:
                    self.wfile.write(b"221 bye\r\n" if verb == "QUIT" else b"250 well\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield box
        server.shutdown()
        thread.join()
