"""Settings: read once from the environment (CALLBOARD_*), frozen, and passed in. Nothing else reads the environment."""

from __future__ import annotations

import binascii
import os
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .keys import ensure_keys
from .urls import sqlalchemy_url

PREFIX = "CALLBOARD_"
LEASE_MARGIN = 2.0
"""Seconds a lease must outlast a board call: the time to hand in the answer before another worker may take over."""

T = TypeVar("T")


class SettingsError(Exception):
    """A variable that is missing or wrong: which one, what is wrong with it, what to set."""

    def __init__(self, variable: str, problem: str, remedy: str) -> None:
        super().__init__(variable, problem, remedy)
        self.variable = variable
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.variable}: {self.problem} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs. Times are in seconds."""

    data_dir: Path
    database_url: str | None
    redis_url: str | None
    host: str
    port: int
    public_url: str
    simulator_host: str
    simulator_port: int
    simulator_url: str
    secret_key: str
    encryption_keys: tuple[str, ...]
    zone: str
    deadline: float
    lease: float
    threads: int


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read and check every setting; keys that are not given come from files in the data folder, made on first use.

    Raises SettingsError for the first variable that is wrong.
    """
    read = _Reader(environ)
    data_dir = Path(read.text("DATA_DIR", ".data")).expanduser().absolute()
    host = read.text("HOST", "127.0.0.1")
    port = read.number("PORT", 8600, int, 1, 65535)
    simulator_host = read.text("SIMULATOR_HOST", "127.0.0.1")
    simulator_port = read.number("SIMULATOR_PORT", 8610, int, 1, 65535)
    deadline = read.number("DEADLINE", 15.0, float, 0.1, 600)
    lease = read.number("LEASE", max(20.0, deadline + 5), float, 0.1, 3600)
    if lease < deadline + LEASE_MARGIN:
        raise SettingsError(
            f"{PREFIX}LEASE",
            f"{lease:g} s does not outlast one board call of {deadline:g} s ({PREFIX}DEADLINE).",
            f"Set at least {deadline + LEASE_MARGIN:g}.",
        )
    secret_key = read.optional("SECRET_KEY")
    encryption_keys = read.encryption_keys()
    if not (secret_key and encryption_keys):
        try:
            kept = ensure_keys(data_dir)
        except OSError as error:
            raise SettingsError(
                f"{PREFIX}DATA_DIR", f"cannot keep keys in {data_dir}: {error.strerror}.", "Set a folder you may write."
            ) from error
        secret_key = secret_key or kept.secret
        encryption_keys = encryption_keys or kept.encryption
    return Settings(
        data_dir=data_dir,
        database_url=read.database_url(),
        redis_url=read.redis_url(),
        host=host,
        port=port,
        public_url=read.web_address("PUBLIC_URL", _address(host, port)),
        simulator_host=simulator_host,
        simulator_port=simulator_port,
        simulator_url=read.web_address("SIMULATOR_URL", _address(simulator_host, simulator_port)),
        secret_key=secret_key,
        encryption_keys=encryption_keys,
        zone=read.zone("ZONE", "Europe/London"),
        deadline=deadline,
        lease=lease,
        threads=read.number("THREADS", 64, int, 1, 1024),
    )


def for_programs(settings: Settings, database_url: str, redis_url: str) -> dict[str, str]:
    """The environment of the programs the supervisor starts: this one's, with the servers that were found."""
    return {
        **os.environ,
        f"{PREFIX}DATA_DIR": str(settings.data_dir),
        f"{PREFIX}DATABASE_URL": database_url,
        f"{PREFIX}REDIS_URL": redis_url,
        "PYTHONUNBUFFERED": "1",
    }


def browser_override(environ: Mapping[str, str] = os.environ) -> str | None:
    """The Chromium the browser tests shall use, where somebody names one."""
    return environ.get(f"{PREFIX}CHROMIUM") or None


def _address(host: str, port: int) -> str:
    """Where a browser on this machine reaches a server that listens on `host`."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


@dataclass(frozen=True, slots=True)
class _Reader:
    environ: Mapping[str, str]

    def optional(self, name: str) -> str | None:
        return self.environ.get(PREFIX + name, "").strip() or None

    def text(self, name: str, default: str) -> str:
        return self.optional(name) or default

    def number(self, name: str, default: T, kind: Callable[[str], T], least: float, most: float) -> T:
        text = self.optional(name)
        if text is None:
            return default
        wish = f"Set a {'whole ' if kind is int else ''}number from {least:g} to {most:g}."
        try:
            value = kind(text)
        except ValueError as error:
            raise SettingsError(PREFIX + name, f"'{text}' is not a number.", wish) from error
        if not least <= float(text) <= most:
            raise SettingsError(PREFIX + name, f"{text} is out of range.", wish)
        return value

    def web_address(self, name: str, default: str) -> str:
        address = self.text(name, default).rstrip("/")
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingsError(
                PREFIX + name, f"'{address}' is no web address.", "Set one such as https://jobs.example.com."
            )
        return address

    def database_url(self) -> str | None:
        given = self.optional("DATABASE_URL")
        url = sqlalchemy_url(given) if given else None
        if url is not None and not url.startswith("postgresql+psycopg://"):
            raise SettingsError(
                f"{PREFIX}DATABASE_URL",
                "is not the address of a PostgreSQL server.",  # never shown: it holds a password
                "Set postgresql://user:password@host/database, or leave it out to use the server that comes along.",
            )
        return url

    def redis_url(self) -> str | None:
        url = self.optional("REDIS_URL")
        for ours, theirs in (("valkey://", "redis://"), ("valkeys://", "rediss://")):
            if url is not None and url.startswith(ours):
                url = theirs + url.removeprefix(ours)
        if url is not None and not url.startswith(("redis://", "rediss://", "unix://")):
            raise SettingsError(
                f"{PREFIX}REDIS_URL",
                "is not the address of a Valkey or Redis server.",
                "Set redis://host:6379/0 or unix:///path/to.sock, or leave it out to use the server that comes along.",
            )
        return url

    def zone(self, name: str, default: str) -> str:
        zone = self.text(name, default)
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise SettingsError(
                PREFIX + name, f"'{zone}' is no known time zone.", "Set an IANA name such as Europe/London."
            ) from error
        return zone

    def encryption_keys(self) -> tuple[str, ...]:
        keys = tuple(key.strip() for key in (self.optional("ENCRYPTION_KEYS") or "").split(",") if key.strip())
        for place, key in enumerate(keys, start=1):
            if not _is_fernet_key(key):
                raise SettingsError(
                    f"{PREFIX}ENCRYPTION_KEYS",
                    f"key {place} is not 32 bytes in URL-safe base64.",
                    "Set one or more keys, separated by commas, the newest first; `openssl rand -base64 32 | "
                    "tr +/ -_` makes one.",
                )
        return keys


def _is_fernet_key(key: str) -> bool:
    try:
        return len(urlsafe_b64decode(key)) == 32
    except (ValueError, binascii.Error):
        return False
