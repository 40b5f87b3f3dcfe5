"""The installation's own secrets, made on first use and kept in files only their owner can read."""

from __future__ import annotations

import base64
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

SECRET_FILE = "secret.key"  # noqa: S105 – its name
ENCRYPTION_FILE = "encryption.keys"
PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Keys:
    """`secret` signs sessions; `encryption` are Fernet keys: the first encrypts, all decrypt."""

    secret: str
    encryption: tuple[str, ...]


def ensure_keys(data_dir: Path) -> Keys:
    """Read both key files of a data folder, making those that are missing. Raises OSError if it cannot write."""
    make_data_folder(data_dir)
    secret = ensure_secret(data_dir / SECRET_FILE, secrets.token_urlsafe(48))
    encryption = ensure_secret(data_dir / ENCRYPTION_FILE, base64.urlsafe_b64encode(os.urandom(32)).decode())
    return Keys(secret, tuple(encryption.split()))


def make_data_folder(data_dir: Path) -> None:
    """Make the folder if it is missing; one that exists keeps its mode.

    Made by root, it can be walked through but not listed by others: the database server runs as another user, and
    everything private in the folder has a mode of its own.
    """
    if not data_dir.is_dir():
        data_dir.mkdir(parents=True, exist_ok=True)
        data_dir.chmod(0o711 if os.getuid() == 0 else 0o700)


def ensure_secret(path: Path, fresh: str) -> str:
    """The content of a secret file; where it is missing, `fresh` is written first, and one writer of several wins."""
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(fresh + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was quicker; its secret holds
        finally:
            draft.unlink(missing_ok=True)
    return path.read_text().strip()


def exposed(data_dir: Path) -> list[Path]:
    """The key files others than their owner can read or write."""
    files = (data_dir / name for name in (SECRET_FILE, ENCRYPTION_FILE, "postgres.password"))
    return [file for file in files if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077]
