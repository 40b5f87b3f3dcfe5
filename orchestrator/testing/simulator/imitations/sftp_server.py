"""An SFTP server on one socket, for a board whose files are in memory."""

from __future__ import annotations

import io
import socket
import stat
import threading
import time
from functools import cache
from typing import Any, Protocol

import paramiko

from ..fault import Fault, FaultKind
from ..upgrade import Desk

FOLDER = stat.S_IFDIR | 0o755
FILE = stat.S_IFREG | 0o644
LOGIN_WITHIN = 20.0


class Files(Protocol):
    """A board's files by path, and what it does with one that has its final name."""

    lock: threading.Lock
    files: dict[str, tuple[bytes, float]]

    def arrived(self, path: str, desk: Desk) -> Fault | None: ...


def serve(sock: socket.socket, board: Files, desk: Desk, user: str, password: str) -> None:
    """Serve one client until it leaves."""
    transport = paramiko.Transport(sock)
    transport.add_server_key(_key())
    transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Folders, board, desk)
    try:
        transport.start_server(server=_Logins(user, password))
        transport.join()
    except paramiko.SSHException:
        return
    finally:
        transport.close()


@cache
def _key() -> paramiko.PKey:
    return paramiko.ECDSAKey.generate()


class _Logins(paramiko.ServerInterface):
    def __init__(self, user: str, password: str) -> None:
        self._known = (user, password)

    def get_allowed_auths(self, username: str) -> str:
        return "password"

    def check_auth_password(self, username: str, password: str) -> int:
        return int(paramiko.AUTH_SUCCESSFUL if (username, password) == self._known else paramiko.AUTH_FAILED)

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return int(paramiko.OPEN_SUCCEEDED)


class _Folders(paramiko.SFTPServerInterface):
    """Two levels: the board's folders, and files in them."""

    def __init__(self, server: _Logins, board: Files, desk: Desk) -> None:
        super().__init__(server)
        self._board, self._desk = board, desk

    def list_folder(self, path: str) -> Any:
        start = self.canonicalize(path).rstrip("/") + "/"
        with self._board.lock:
            here = {name: each for name, each in self._board.files.items() if name.startswith(start)}
        return [_attributes(FILE, len(data), at, name.removeprefix(start)) for name, (data, at) in here.items()]

    def lstat(self, path: str) -> Any:
        name = self.canonicalize(path)
        with self._board.lock:
            found = self._board.files.get(name)
        if found is not None:
            return _attributes(FILE, len(found[0]), found[1])
        return _attributes(FOLDER, 0, 0) if name.count("/") == 1 else paramiko.SFTP_NO_SUCH_FILE

    def open(self, path: str, flags: int, attr: Any) -> Any:
        name = self.canonicalize(path)
        with self._board.lock:
            found = self._board.files.get(name)
        if not flags & 0o3:
            if found is None:
                return paramiko.SFTP_NO_SUCH_FILE
            return _Handle(self._board, name, io.BytesIO(found[0]), writes=False)
        if not name.startswith("/Inbound/"):
            return paramiko.SFTP_PERMISSION_DENIED
        return _Handle(self._board, name, io.BytesIO(), writes=True)

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        old, new = self.canonicalize(oldpath), self.canonicalize(newpath)
        with self._board.lock:
            if old not in self._board.files:
                return int(paramiko.SFTP_NO_SUCH_FILE)
            self._board.files[new] = self._board.files.pop(old)
        fault = self._board.arrived(new, self._desk)
        if fault is not None and fault.kind is FaultKind.TIMEOUT:
            time.sleep(fault.seconds or 5)
        if fault is not None:
            raise EOFError("the connection ends")  # paramiko closes it
        return int(paramiko.SFTP_OK)


setattr(_Folders, "stat", _Folders.lstat)  # noqa: B010 - there are no links, so the library's two looks are one


class _Handle(paramiko.SFTPHandle):
    def __init__(self, board: Files, name: str, content: io.BytesIO, *, writes: bool) -> None:
        super().__init__()
        self._board, self._name, self._writes = board, name, writes
        self.readfile = self.writefile = content
        if writes:
            self._store()

    def write(self, offset: int, data: bytes) -> int:
        done: int = super().write(offset, data)
        self._store()
        return done

    def close(self) -> None:
        """The content stays: it is what the file is."""

    def _store(self) -> None:
        with self._board.lock:
            self._board.files[self._name] = (self.readfile.getvalue(), time.time())


def _attributes(mode: int, size: int, at: float, name: str = "") -> paramiko.SFTPAttributes:
    made = paramiko.SFTPAttributes()
    made.st_mode, made.st_size, made.st_mtime, made.filename = mode, size, int(at), name
    return made
