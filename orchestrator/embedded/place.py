"""Where the database lives and as whom it runs.

An ordinary user: in the data folder, as that user. Root: PostgreSQL refuses to run as root, so it runs as `callboard`
if there is such a user and as `nobody` otherwise; where that user cannot reach the data folder, the database lives in a
system folder. Nobody else's folder ever gets another mode or owner.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ..process import Account
from .error import EmbeddedError
from .runtime import OWN_SERVERS, SYSTEM_FOLDER

RECORD = "postgres.folder"
UNPRIVILEGED = ("callboard", "nobody")


@dataclass(frozen=True, slots=True)
class Place:
    """`folder` belongs to the server's user alone; `account` is None where that is the user of this process."""

    folder: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.folder / "data"


def recorded(data_dir: Path) -> Path | None:
    """The folder of the database that was made for this data folder; None before the first start."""
    try:
        return (data_dir / (data_dir / RECORD).read_text().strip()).resolve()
    except FileNotFoundError:
        return None


def record(data_dir: Path, place: Place) -> None:
    """Remember the folder; one inside the data folder is written relative to it, so that the two can be moved."""
    inside = place.folder.is_relative_to(data_dir.resolve())
    text = place.folder.relative_to(data_dir.resolve()) if inside else place.folder
    draft = data_dir / f".{RECORD}.{os.getpid()}"
    draft.write_text(f"{text}\n")
    draft.replace(data_dir / RECORD)


def choose(data_dir: Path) -> Place:
    """Where the database of a data folder lives, made if it is new. Raises EmbeddedError; never loses sight of data."""
    known = recorded(data_dir)
    if known is not None:
        return _known(known)
    local = data_dir.resolve() / "postgres"
    if (local / "data" / "PG_VERSION").exists():  # made, and interrupted before that was recorded
        return _known(local)
    if os.getuid() != 0:
        local.mkdir(mode=0o700, exist_ok=True)
        return Place(local, None)
    account = _unprivileged()
    if _give(local, account):
        return Place(local, account)
    with contextlib.suppress(OSError):
        local.rmdir()
    system = SYSTEM_FOLDER / secrets.token_hex(6) / "postgres"
    try:
        system.parent.mkdir(parents=True)
        for folder in (SYSTEM_FOLDER, system.parent):
            folder.chmod(0o755)
        reachable = _give(system, account)
    except OSError as error:
        raise EmbeddedError(
            f"The database cannot live in {data_dir}, which the user '{account.name}' cannot reach, and "
            f"{SYSTEM_FOLDER} cannot be used: {error.strerror}. Start Callboard as an ordinary user. {OWN_SERVERS}"
        ) from error
    if not reachable:
        raise EmbeddedError(
            f"The user '{account.name}' can reach neither {data_dir} nor {system}. "
            f"Start Callboard as an ordinary user. {OWN_SERVERS}"
        )
    return Place(system, account)


def _known(folder: Path) -> Place:
    if not (folder / "data" / "PG_VERSION").exists():
        raise EmbeddedError(
            f"The database of this data folder was in {folder} and is not there any more. Bring it back, or start "
            f"afresh with a new data folder (CALLBOARD_DATA_DIR)."
        )
    owner = (folder / "data").stat().st_uid
    if os.getuid() not in (0, owner):
        raise EmbeddedError(
            f"The database in {folder} belongs to the user '{_name(owner)}': start Callboard as that user."
        )
    if os.getuid() == owner:
        return Place(folder, None)
    entry = pwd.getpwuid(owner)
    account = Account(entry.pw_name, owner, entry.pw_gid)
    if not _reaches(folder, account):
        raise EmbeddedError(
            f"The database in {folder} runs as the user '{account.name}', who cannot reach that folder any more: one "
            f"above it has become private. Open its way again (mode o+x), or move the data folder."
        )
    return Place(folder, account)


def _unprivileged() -> Account:
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedError(
        f"PostgreSQL cannot run as root, and there is no user 'nobody'. Make a user 'callboard'. {OWN_SERVERS}"
    )


def _give(folder: Path, account: Account) -> bool:
    """Make a folder of the account's own; whether the account can use it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    os.chown(folder, account.uid, account.gid)
    return _reaches(folder, account)


def _reaches(folder: Path, account: Account) -> bool:
    test = ["/bin/sh", "-c", 'cd "$0" && test -w .', str(folder)]
    answer = subprocess.run(
        test, user=account.uid, group=account.gid, extra_groups=[], cwd="/", capture_output=True, timeout=30
    )
    return answer.returncode == 0


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
