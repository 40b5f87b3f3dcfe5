"""`callboard post`: an advert file to boards."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .installed import acting, installed

if TYPE_CHECKING:
    from ..callboard import Callboard
    from ..queries.postings import PostingLine

EVERY = 0.3


@click.command(name="post")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--board", "boards", metavar="NAME", multiple=True, required=True,
              help="A board, or an account by its name; may be repeated.")  # fmt: skip
@click.option(
    "--at", "starts", metavar="TIME", default="", help="2026-11-30T09:00 in the employer's zone; now if left out."
)
@click.option("--expires", "ends", metavar="TIME", default="", help="When it comes down.")
@click.option("--wait", is_flag=True, help="Stay until it is live, fetched by a feed later, or needs a person.")
@click.option("--timeout", type=click.FloatRange(1, 86_400), default=300.0, show_default=True, metavar="SECONDS",
              help="How long --wait stays.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of postings.")
@acting
def command(
    file: Path, boards: tuple[str, ...], starts: str, ends: str, wait: bool, timeout: float, as_json: bool, actor: str
) -> None:
    """Import FILE (as `callboard import` reads it) and publish each advert in it.

    An advert that was imported before is used as it is here. Exit code 1 if one was refused or, with --wait, is not
    live in the end.
    """
    from ..intake.draft import Refusal
    from ..intake.read import read
    from ..services.post import post
    from ..services.refused import Refused
    from .posting_table import row, show

    failed = False
    with installed() as callboard:
        ids: list[int] = []
        for item in read(file):
            try:
                if isinstance(item, Refusal):
                    raise click.ClickException(item.reason)
                ids += [each.id for each in post(callboard, actor, item, boards, starts=starts, ends=ends)]
            except (Refused, click.ClickException) as refused:
                failed = True
                where = item.item if isinstance(item, Refusal) else item.name
                click.echo(f"refused  {where}: {refused}", err=True)
        lines = _await(callboard, ids, timeout) if wait else _lines(callboard, ids)
        failed = failed or (wait and not all(_arrived(callboard, line) for line in lines))
    if as_json:
        click.echo(json.dumps([row(line) for line in lines], indent=2))
    elif lines:
        show(lines)
    sys.exit(1 if failed else 0)


def _lines(callboard: Callboard, ids: Sequence[int]) -> list[PostingLine]:
    from ..queries.postings import postings

    with callboard.database.read() as connection:
        return postings(connection, ids=ids, limit=max(1, len(ids)))


def _arrived(callboard: Callboard, line: PostingLine) -> bool:
    """Live, or in the feed, from which the board takes it when it comes next."""
    from ..domain.offer import Mode
    from ..domain.posting import Presence
    from ..domain.status import Status

    fed = callboard.registry[line.board].mode is Mode.FEED and line.presence is Presence.SUBMITTED
    return line.status is Status.LIVE or (fed and line.cause is None)


def _await(callboard: Callboard, ids: Sequence[int], timeout: float) -> list[PostingLine]:
    """Look until nothing moves by itself any more; what changes is told on stderr."""
    from ..domain.status import Status

    end = time.monotonic() + timeout
    told: dict[int, str] = {}
    while True:
        lines = _lines(callboard, ids)
        for line in lines:
            words = f"{line.reference}  {line.account}: {line.status.value.replace('_', ' ')}"
            if told.get(line.id) != words:
                told[line.id] = words
                click.echo(words, err=True)
        moving = [
            line
            for line in lines
            if not _arrived(callboard, line) and line.status not in (Status.NEEDS_YOU, Status.CLOSED)
        ]
        if not moving:
            return lines
        if time.monotonic() > end:
            click.echo(f"{len(moving)} still on their way; `callboard postings` shows them", err=True)
            return lines
        time.sleep(EVERY)
