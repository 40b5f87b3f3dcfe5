"""A door in front of the test database: shut, connections break and new ones are refused, as when a server dies."""

from __future__ import annotations

import contextlib
import socket
import threading
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SOCKET = ".s.PGSQL.5432"


class Gate:
    """Forwards a Unix socket in `folder` to the server of `database_url`; `url` leads through it."""

    def __init__(self, database_url: str, folder: Path) -> None:
        query = urlsplit(database_url).query
        host = parse_qs(query)["host"][0]
        self._server = f"{host}/{SOCKET}"
        self._path = folder / SOCKET
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._door: socket.socket | None = None
        self._lock = threading.Lock()
        self.mute = False
        """Let questions through, and swallow the answers."""
        self.url = f"{database_url.partition('?')[0]}?host={folder}"

    def open(self) -> None:
        self.mute = False
        self._path.unlink(missing_ok=True)
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(self._path))
        self._door.listen(64)
        threading.Thread(target=self._accept, args=(self._door,), daemon=True).start()

    def shut(self) -> None:
        if self._door is not None:
            with contextlib.suppress(OSError):
                self._door.shutdown(socket.SHUT_RDWR)
            self._door.close()
        self._path.unlink(missing_ok=True)
        with self._lock:
            for pair in self._pairs:
                for end in pair:
                    with contextlib.suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)
            self._pairs.clear()

    def _accept(self, door: socket.socket) -> None:
        while True:
            try:
                client, _ = door.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            with self._lock:
                self._pairs.append((client, server))
            threading.Thread(target=self._pump, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, True), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not (answers and self.mute):
                    sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
