"""One value after another from the environment, checked; an error names the variable and what to set."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .urls import sqlalchemy_url

PREFIX = "CALLBOARD_"

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
class Environment:
    """Variables by name, without the prefix. Blank counts as not given. Everything raises SettingsError."""

    variables: Mapping[str, str]

    def optional(self, name: str) -> str | None:
        return self.variables.get(PREFIX + name, "").strip() or None

    def text(self, name: str, default: str) -> str:
        return self.optional(name) or default

    def secret(self, name: str, least: int) -> str | None:
        secret = self.optional(name)
        if secret is not None and len(secret) < least:
            raise SettingsError(
                PREFIX + name,
                f"has {len(secret)} characters; at least {least} are needed.",
                "Set a longer one; `openssl rand -hex 32` makes one.",
            )
        return secret

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

    def one_of(self, name: str, default: str, words: tuple[str, ...]) -> str:
        word = self.text(name, default).lower()
        if word not in words:
            raise SettingsError(PREFIX + name, f"'{word}' is none of them.", f"Set one of {', '.join(words)}.")
        return word

    def address(self, name: str, *, required: bool) -> str:
        """An e-mail address, empty where none is given and none is required."""
        address = self.optional(name)
        if address is None and not required:
            return ""
        if address is None or not re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", address):
            problem = "is missing." if address is None else f"'{address}' is no e-mail address."
            raise SettingsError(PREFIX + name, problem, "Set one such as callboard@example.org.")
        return address

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
