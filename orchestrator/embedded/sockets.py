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


def private_folder(beside: Path, socket_name: str, account: Account | None) -> Path:
    """A folder 0700 of `account` for a socket: `beside` itself, or a short one where its path would be too long."""
    uid = account.uid if account else os.getuid()
    folder = beside
    if len(os.fsencode(beside / socket_name)) > LONGEST:
        mark = hashlib.sha256(os.fsencode(beside)).hexdigest()[:10]
        runtime = Path(f"/run/user/{uid}")
        usable = account is None and os.access(runtime, os.W_OK | os.X_OK)
        folder = (runtime if usable else _short_temporary()) / f"callboard-{uid}-{mark}"
    try:
        folder.mkdir(mode=0o700)
        if account is not None:
            os.chown(folder, account.uid, account.gid)
    except FileExistsError:
        pass
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or found.st_mode & 0o077:
        raise EmbeddedError(f"{folder} is not a private folder of the user {uid}: remove it, then start again.")
    return folder


def _short_temporary() -> Path:
    chosen = Path(tempfile.gettempdir())
    return chosen if len(os.fsencode(chosen)) < 40 else Path("/tmp")  # noqa: S108 – made 0700 and checked
