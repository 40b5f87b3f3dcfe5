"""`callboard healthy PROGRAM`."""

from __future__ import annotations

import contextlib

import click

from .. import embedded, settings
from ..programs import programs
from ..settings import Settings
from ..urls import libpq_url


@click.command(name="healthy")
@click.argument("program")
def command(program: str) -> None:
    """Exit 0 if PROGRAM does its work: it accepts connections or, where it takes none, its servers answer."""
    config = settings.load()
    table = {each.name: each for each in programs(config)}
    if program not in table:
        raise click.BadParameter(f"there is no program '{program}'; there are {', '.join(table)}")
    ready = table[program].ready
    problem = _servers_problem(config) if ready is None else None if ready() else "accepts no connections"
    if problem is not None:
        raise click.ClickException(f"{program}: {problem}")


def _servers_problem(config: Settings) -> str | None:
    import psycopg
    import redis

    servers = embedded.find(config)
    if servers is None:
        return "its servers do not run"
    try:
        psycopg.connect(libpq_url(servers.database_url), connect_timeout=5).close()
        with contextlib.closing(redis.Redis.from_url(servers.redis_url, socket_timeout=5)) as client:
            client.ping()
    except (psycopg.Error, redis.RedisError) as error:
        return str(error).strip()
    return None
