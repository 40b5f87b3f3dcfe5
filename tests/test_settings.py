"""Settings: defaults, files of keys, and errors that name the variable and what to set."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestrator import keys, settings
from orchestrator.settings import SettingsError


def load(folder: Path, **given: str) -> settings.Settings:
    return settings.load(
        {"CALLBOARD_DATA_DIR": str(folder), **{f"CALLBOARD_{name}": text for name, text in given.items()}}
    )


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    found = load(tmp_path / "data")
    assert (found.host, found.port, found.public_url) == ("127.0.0.1", 8600, "http://127.0.0.1:8600")
    assert found.simulator_url == "http://127.0.0.1:8610"
    assert found.database_url is None
    assert found.redis_url is None
    assert (found.deadline, found.lease, found.threads, found.zone) == (15.0, 20.0, 64, "Europe/London")


def test_keys_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    first, second = load(tmp_path / "data"), load(tmp_path / "data")
    assert (first.secret_key, first.encryption_keys) == (second.secret_key, second.encryption_keys)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()} == {0o600}
    assert keys.exposed(tmp_path / "data") == []
    (tmp_path / "data" / keys.SECRET_FILE).chmod(0o644)
    assert keys.exposed(tmp_path / "data") == [tmp_path / "data" / keys.SECRET_FILE]


def test_given_keys_leave_no_file(tmp_path: Path) -> None:
    new, old = "A" * 43 + "=", "B" * 42 + "A="
    found = load(tmp_path / "data", SECRET_KEY="s" * 40, ENCRYPTION_KEYS=f"{new}, {old}")
    assert found.encryption_keys == (new, old)
    assert not (tmp_path / "data").exists()


def test_addresses_are_brought_into_one_form(tmp_path: Path) -> None:
    found = load(tmp_path, DATABASE_URL="postgres://u:p@db/x", REDIS_URL="valkey://v:6379/2")
    assert found.database_url == "postgresql+psycopg://u:p@db/x"
    assert found.redis_url == "redis://v:6379/2"


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("PORT", "eighty", "'eighty' is not a number"),
        ("PORT", "70000", "out of range"),
        ("DEADLINE", "nan", "out of range"),
        ("LEASE", "16", "does not outlast one board call of 15 s"),
        ("ZONE", "Europe/Londinium", "no known time zone"),
        ("ZONE", "../etc/passwd", "no known time zone"),
        ("PUBLIC_URL", "jobs.example.com", "no web address"),
        ("DATABASE_URL", "mysql://u:secret@db/x", "not the address of a PostgreSQL server"),
        ("REDIS_URL", "amqp://u:secret@mq", "not the address of a Valkey or Redis server"),
        ("PROXIES", "-1", "out of range"),
        ("SECRET_KEY", "secret", "has 6 characters; at least 32"),
        ("ENCRYPTION_KEYS", "short", "key 1 is not 32 bytes"),
    ],
)
def test_an_error_names_the_variable_and_shows_no_secret(tmp_path: Path, name: str, text: str, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem) as caught:
        load(tmp_path, **{name: text})
    assert caught.value.variable == f"CALLBOARD_{name}"
    assert caught.value.remedy
    assert "secret" not in str(caught.value)


def test_a_longer_deadline_brings_a_longer_lease(tmp_path: Path) -> None:
    assert load(tmp_path, DEADLINE="60").lease == 65.0
