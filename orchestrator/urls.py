"""One address of a database or a broker, in the spellings of the libraries that read it."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlencode, urlsplit

DIALECT = "postgresql+psycopg"


def sqlalchemy_url(url: str) -> str:
    """`postgres://…` and `postgresql://…` as SQLAlchemy wants them for psycopg; others unchanged."""
    scheme, mark, rest = url.partition("://")
    return f"{DIALECT}{mark}{rest}" if scheme in ("postgres", "postgresql") else url


def libpq_url(database_url: str) -> str:
    """The same database as a plain `postgresql://…`, for psycopg itself, psql and pg_dump."""
    scheme, mark, rest = database_url.partition("://")
    return f"postgresql{mark}{rest}" if scheme == DIALECT else database_url


def postgres_socket_url(folder: str, user: str, password: str, database: str) -> str:
    """A database reached over the Unix socket in `folder`."""
    query = urlencode({"host": folder})
    return f"{DIALECT}://{quote(user, safe='')}:{quote(password, safe='')}@/{quote(database, safe='')}?{query}"


def redis_socket_url(path: str, database: int = 0) -> str:
    """A broker reached over a Unix socket, as redis-py writes it."""
    return f"unix://{quote(path)}?db={database}"


def celery_url(redis_url: str) -> str:
    """A redis-py address as Celery's transport writes it: only the form for Unix sockets differs."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    login = f"{parts.netloc}" if parts.netloc else ""
    return f"redis+socket://{login}{parts.path}?virtual_host={parse_qs(parts.query).get('db', ['0'])[0]}"
