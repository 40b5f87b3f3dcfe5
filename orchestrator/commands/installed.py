"""What the commands on postings share: the running installation, who asks, and which postings are meant."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..callboard import Callboard

Command = Callable[..., Any]


def _somebody() -> str:
    """The name of the operating system's user; a container may have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "command line"


acting = click.option("--as", "actor", metavar="NAME", default=_somebody, help="Who asks; the OS user by default.")
references = click.argument("references", metavar="REFERENCE…", nargs=-1, required=True)


@contextmanager
def installed() -> Iterator[Callboard]:
    """The installation that runs with these settings. A wish that is refused ends the command with its reasons.

    Workers look for work about every second, so nothing has to be woken.
    """
    from .. import bootstrap, embedded, settings
    from ..services.refused import Refused
    from ..storage.postings import NotFound

    config = settings.load()
    url = config.database_url
    if url is None:
        servers = embedded.find(config)
        if servers is None:
            raise click.ClickException(
                f"Callboard does not run with the data folder {config.data_dir}. Start it with `callboard up`, or set "
                "CALLBOARD_DATA_DIR or CALLBOARD_DATABASE_URL to those of the one that runs."
            )
        url = servers.database_url
    callboard = bootstrap.build(config, url)
    try:
        yield callboard
    except Refused as refused:
        raise click.ClickException("\n".join(map(str, refused.reasons))) from refused
    except NotFound as missing:
        raise click.ClickException(str(missing)) from missing
    finally:
        callboard.database.close()


def ids_of(callboard: Callboard, references: Sequence[str]) -> list[int]:
    """The postings of these references; of a reference without generation the newest. Raises NotFound."""
    from ..storage.postings import resolve

    with callboard.database.read() as connection:
        return list(dict.fromkeys(resolve(connection, reference) for reference in references))


def counted(number: int, words: str) -> str:
    """`1 posting …`, `3 postings …`."""
    return f"{number:,} posting{'' if number == 1 else 's'} {words}"
