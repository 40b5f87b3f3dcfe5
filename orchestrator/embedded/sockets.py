"""Private folders for Unix sockets, short enough for the system."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from ..process import Account
from .error import EmbeddedError

LONGEST = 103
"""Bytes of a socket's path: 107 on Linux, 103 on macOS (sun_path in sys/un.h, less the closing zero)."""


def socket_folder(beside: Path, socket_name: str, account: Account | None) -> Path:
    """The folder of a server's socket: `beside` itself, or a short one where its path would be too long."""
    if len(os.fsencode(beside / socket_name)) <= LONGEST:
        return beside
    uid = account.uid if account else os.getuid()
    mark = hashlib.sha256(os.fsencode(beside)).hexdigest()[:10]
    runtime = Path(f"/run/user/{uid}")
    usable = account is None and os.access(runtime, os.W_OK | os.X_OK)
    return (runtime if usable else _short_temporary()) / f"callboard-{uid}-{mark}"


def make_private(folder: Path, account: Account | None) -> None:
    """Make the folder 0700 and `account`'s own; raises EmbeddedError where somebody else has made it before us."""
    uid = account.uid if account else os.getuid()
    try:
        folder.mkdir(mode=0o700)
        if account is not None:
            os.chown(folder, account.uid, account.gid)
    except FileExistsError:
        pass
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or found.st_mode & 0o077:
        raise EmbeddedError(f"{folder} is not a private folder of the user {uid}: remove it, then start again.")


def _short_temporary() -> Path:
    chosen = Path(tempfile.gettempdir())
    return chosen if len(os.fsencode(chosen)) < 40 else Path("/tmp")  # noqa: S108 – made 0700 and checked
