"""One address in the spellings of each library."""

from __future__ import annotations

import pytest

from orchestrator import urls


@pytest.mark.parametrize(
    ("redis_url", "celery"),
    [
        ("redis://host:6379/3", "redis://host:6379/3"),
        ("unix:///run/a b/v.sock?db=3", "redis+socket:///run/a b/v.sock?virtual_host=3"),
        ("unix:///run/v.sock", "redis+socket:///run/v.sock?virtual_host=0"),
    ],
)
def test_celery_url(redis_url: str, celery: str) -> None:
    assert urls.celery_url(redis_url) == celery


def test_a_socket_and_a_password_survive_both_forms() -> None:
    url = urls.postgres_socket_url("/run/a b", "callboard", "p@ss/word?", "callboard")
    assert url == "postgresql+psycopg://callboard:p%40ss%2Fword%3F@/callboard?host=%2Frun%2Fa+b"
    assert urls.libpq_url(url).startswith("postgresql://callboard:p%40ss")
    assert urls.sqlalchemy_url("postgres://u@h/d") == "postgresql+psycopg://u@h/d"
