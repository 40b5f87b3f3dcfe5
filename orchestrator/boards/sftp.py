"""A board's folders behind SFTP: files are put there whole, and its reports read."""

from __future__ import annotations

import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import paramiko

from orchestrator.domain.errors import Unauthorized
from orchestrator.outbound.deadline import Deadline

from .conversation import Conversation
from .session import BoardSession

LARGEST = 5_000_000
"""Bytes of a report that are read."""


class Folder:
    """The account's folders while the connection lasts. Paths are relative, with slashes."""

    def __init__(self, client: paramiko.SFTPClient, talk: Conversation) -> None:
        self._client = client
        self._talk = talk

    def names(self, path: str) -> list[str]:
        """The files of a folder, oldest first. Raises OSError."""
        found = [each for each in self._client.listdir_attr(path) if stat.S_ISREG(each.st_mode or 0)]
        return [each.filename for each in sorted(found, key=lambda each: (each.st_mtime or 0, each.filename))]

    def read(self, path: str) -> bytes:
        """A file, `LARGEST` bytes of it at most. Raises OSError."""
        with self._client.open(path, "rb") as file:
            found: bytes = file.read(LARGEST)
        return found

    def put(self, path: str, data: bytes) -> None:
        """A new file under this name, whole or not at all: written under another name and then renamed."""
        part = f"{path}.part"
        with self._client.open(part, "wb") as file:
            file.set_pipelined(True)
            file.write(data)
        if self._client.stat(part).st_size != len(data):
            raise OSError("the server did not keep the whole file")
        self._talk.commit(data)
        self._client.posix_rename(part, path)
        self._talk.said.append(f"put {path}, {len(data)} bytes")


@contextmanager
def folder(session: BoardSession, user: str, password: str, host_key: str) -> Iterator[Folder]:
    """Log in with a password at the server whose key has the fingerprint `host_key` (SHA256:…, as ssh-keygen -l says).

    Raises Unauthorized for a wrong key or login; what breaks later is Retry until a file was put, else Unconfirmed.
    """
    with session.converse("sftp") as talk:
        transport = paramiko.Transport(_Clocked(talk))
        try:
            transport.start_client(timeout=talk.terms.deadline.check())
            _must_be(transport.get_remote_server_key(), host_key, practice=talk.practice)
            transport.auth_password(user, password, fallback=False)
            client = paramiko.SFTPClient.from_transport(transport)
            if client is None:
                raise ConnectionError("the server opens no SFTP channel")
            yield Folder(client, talk)
        except paramiko.AuthenticationException as error:
            raise Unauthorized(f"the server refuses the login: {error}") from None
        except paramiko.SSHException as error:
            raise ConnectionError(str(error) or "the connection broke") from None
        finally:
            transport.close()


def _must_be(key: paramiko.PKey, wanted: str, *, practice: bool) -> None:
    if not practice and key.fingerprint != wanted:
        raise Unauthorized(f"the server's key is {key.fingerprint}, not the one in the account; ask the board which")


class _Clocked:
    """The socket as paramiko's thread reads it: when the deadline is over there is nothing more to read."""

    def __init__(self, talk: Conversation) -> None:
        self._sock = talk.sock
        self._deadline: Deadline = talk.terms.deadline
        self._pause: float | None = None

    def recv(self, size: int) -> bytes:
        self._in_time()
        self._sock.settimeout(self._pause)
        return socket.socket.recv(self._sock, size)

    def send(self, data: bytes) -> int:
        self._in_time()
        self._sock.settimeout(self._pause)
        return socket.socket.send(self._sock, data)

    def settimeout(self, seconds: float | None) -> None:
        self._pause = seconds

    def _in_time(self) -> None:
        if self._deadline.remaining() <= 0:
            raise EOFError("the time for this call is over")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)
