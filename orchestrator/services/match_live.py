"""Match a board's own list of live adverts with the postings nobody is sure of: proposals for a person to confirm."""

from __future__ import annotations

from dataclasses import dataclass

from orchestrator.callboard import Callboard
from orchestrator.domain.live_advert import LiveAdvert, Match, match
from orchestrator.intake.draft import Unreadable
from orchestrator.intake.live_list import MOST, read_live_list
from orchestrator.queries.unconfirmed import unconfirmed

from .refused import refuse


@dataclass(frozen=True, slots=True)
class Matched:
    """`matches` of all unconfirmed postings of the account, oldest first; `listed`: adverts on the board's list."""

    matches: tuple[Match, ...]
    listed: tuple[LiveAdvert, ...]


def match_live(callboard: Callboard, account: int, employer: int | None, source: bytes | str) -> Matched:
    """Read the list (CSV, Excel, or lines in any form) and say which advert each posting could be. Changes nothing.

    Raises Refused for a list that cannot be read or is empty.
    """
    try:
        listed = read_live_list(source)
    except Unreadable as error:
        raise refuse("list", str(error)) from None
    if not listed:
        raise refuse("list", "the list is empty; choose a file or paste one advert a line")
    with callboard.database.read() as connection:
        rows = unconfirmed(connection, account, employer, MOST).rows
    return Matched(tuple(match([row.sought() for row in rows], listed)), tuple(listed))
