"""Settings: read once from the environment (CALLBOARD_*), frozen, and passed in. Nothing else reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .environment import PREFIX, Environment, SettingsError
from .keys import ensure_keys

__all__ = ["PREFIX", "Settings", "SettingsError", "browser_override", "for_programs", "load"]

LEASE_MARGIN = 2.0
"""Seconds a lease must outlast a board call: the time to hand in the answer before another worker may take over."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs. Each is the variable of its name, `CALLBOARD_PORT` for `port`.

    docs/settings.md is made of these sentences: `python -m orchestrator.settings_page docs/settings.md`.
    """

    data_dir: Path
    """The folder for keys, logs, clicks not yet written and the data of servers started here. Made if missing."""
    database_url: str | None
    """Your own PostgreSQL, `postgresql://user:password@host/database`. Without it one is started."""
    redis_url: str | None
    """Your own Valkey or Redis, `redis://host:6379/0` or `unix:///path/to.sock`. Without it one is started."""
    host: str
    """The address the web server listens on. `0.0.0.0` is all of the machine's."""
    port: int
    """The port the web server listens on, 1 to 65535."""
    public_url: str
    """Where browsers, candidates and boards reach the web; apply links, feeds and careers pages begin with it."""
    proxies: int
    """How many proxies of yours stand before the web server, 0 to 10: that many are believed who the visitor is."""
    simulator_host: str
    """The address the simulator of practice boards listens on."""
    simulator_port: int
    """The port the simulator listens on, 1 to 65535."""
    simulator_url: str
    """Where the worker reaches the simulator."""
    secret_key: str
    """Signs sessions; 32 characters or more. Without it one is made and kept in the data folder (`secret.key`)."""
    encryption_keys: tuple[str, ...]
    """Encrypt the boards' passwords: Fernet keys, separated by commas, the newest first. Without them one is made and
    kept in the data folder (`encryption.keys`)."""
    zone: str
    """The time zone of pages about no one employer, an IANA name."""
    deadline: float
    """Seconds for one call to a board, from the look-up of its name to the last byte, 0.1 to 600."""
    lease: float
    """Seconds a worker may hold a posting before another takes over: at least 2 more than the deadline. Without it 20,
    or the deadline and 5."""
    threads: int
    """Calls to boards that one worker keeps open at once, 1 to 1024."""
    mail_host: str | None
    """The mail server that saved reports are handed to. Without it none is sent, and the page says so."""
    mail_port: int
    """The mail server's port, 1 to 65535."""
    mail_security: str
    """How the connection to the mail server is protected: `starttls`, `tls` or `none`."""
    mail_user: str
    """The login at the mail server. Without it mail is handed in without one."""
    mail_password: str = field(repr=False)
    """The password at the mail server."""
    mail_sender: str
    """The address reports come from, such as `callboard@example.org`. Needed with CALLBOARD_MAIL_HOST."""
    alias_domain: str | None
    """The domain of postings' mail aliases, such as `apply.example.org`: mail to them is counted and passed on through
    CALLBOARD_MAIL_HOST. Without it there are none."""
    alias_host: str
    """The address the program that takes mail for aliases listens on."""
    alias_port: int
    """The port it listens on, 1 to 65535: your mail server hands mail for the domain on to it."""
    keep_evidence_days: int
    """Days for which the redacted request and answer of every delivery are kept as evidence, 30 to 3650."""


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read and check every setting; keys that are not given come from files in the data folder, made on first use.

    Raises SettingsError for the first variable that is wrong.
    """
    read = Environment(environ)
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
    mail_host = read.optional("MAIL_HOST")
    alias_domain = read.optional("ALIAS_DOMAIN")
    if alias_domain is not None and mail_host is None:
        raise SettingsError(
            f"{PREFIX}MAIL_HOST", "mail to aliases has nobody to be passed on to.", "Set the mail server that takes it."
        )
    secret_key = read.secret("SECRET_KEY", least=32)
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
        proxies=read.number("PROXIES", 0, int, 0, 10),
        simulator_host=simulator_host,
        simulator_port=simulator_port,
        simulator_url=read.web_address("SIMULATOR_URL", _address(simulator_host, simulator_port)),
        secret_key=secret_key,
        encryption_keys=encryption_keys,
        zone=read.zone("ZONE", "Europe/London"),
        deadline=deadline,
        lease=lease,
        threads=read.number("THREADS", 64, int, 1, 1024),
        mail_host=mail_host,
        mail_port=read.number("MAIL_PORT", 587, int, 1, 65535),
        mail_security=read.one_of("MAIL_SECURITY", "starttls", ("starttls", "tls", "none")),
        mail_user=read.text("MAIL_USER", ""),
        mail_password=read.text("MAIL_PASSWORD", ""),
        mail_sender=read.address("MAIL_SENDER", required=mail_host is not None),
        alias_domain=alias_domain,
        alias_host=read.text("ALIAS_HOST", "127.0.0.1"),
        alias_port=read.number("ALIAS_PORT", 8625, int, 1, 65535),
        keep_evidence_days=read.number("KEEP_EVIDENCE_DAYS", 400, int, 30, 3650),
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
