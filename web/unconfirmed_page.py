"""The table of what nobody is sure of at one account, with what each answer leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from orchestrator.boards.contract import Adapter
from orchestrator.boards.registry import offer
from orchestrator.domain.follow_up import FollowUp, if_not_there
from orchestrator.domain.live_advert import How, Match
from orchestrator.domain.operation import Operation
from orchestrator.queries.accounts import Account
from orchestrator.queries.unconfirmed import Unconfirmed, UnconfirmedLine

from .look_link import look_link
from .numbers import plural

LATER = "later"
ANSWERS = ("live", "absent", LATER)


@dataclass(frozen=True, slots=True)
class Row:
    """One posting. `answer` is the one chosen so far; `proposal` says what on the board's list it was matched with."""

    id: int
    reference: str
    title: str
    place: str
    sent_at: datetime | None
    asked: str
    look: str
    not_there: str
    answer: str
    url: str
    intents: int
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class UnconfirmedPage:
    """What `unconfirmed.html` shows. `listed`: the board's list, to go on with after the first rows; else empty."""

    account_id: int
    account: str
    board: str
    lede: str
    rows: tuple[Row, ...]
    total: int
    proposed: bool
    listed: str
    whole: bool


def unconfirmed_page(
    account: Account,
    adapter: Adapter,
    found: Unconfirmed,
    chosen: Mapping[str, str],
    now: datetime,
    *,
    matches: Mapping[int, Match] | None = None,
    listed: str = "",
    whole: bool = False,
) -> UnconfirmedPage:
    """`chosen`: answers and addresses of a form that comes back, by name of the field."""
    rows = [_row(account, adapter, line, chosen, now, (matches or {}).get(line.known.id), whole) for line in found.rows]
    return UnconfirmedPage(
        account.id,
        account.label,
        adapter.label,
        _lede(account, found),
        tuple(rows),
        found.total,
        matches is not None,
        listed if found.total > len(rows) else "",
        whole,
    )


def _lede(account: Account, found: Unconfirmed) -> str:
    looking = f" We still look for {found.looking} more ourselves." if found.looking else ""
    if not found.total:
        return f"Nothing waits for a look at {account.label}.{looking}"
    many = plural(found.total, "posting")
    return f"{many} may be on {account.label}, and only a look there can tell.{looking}"


def _row(
    account: Account,
    adapter: Adapter,
    line: UnconfirmedLine,
    chosen: Mapping[str, str],
    now: datetime,
    proposed: Match | None,
    whole: bool,
) -> Row:
    id = line.known.id
    advert = proposed.advert if proposed else None
    answer = "live" if advert else "absent" if proposed and whole and not proposed.rivals else LATER
    return Row(
        id,
        line.reference,
        line.title,
        line.place,
        line.sent_at,
        _asked(line.known.operation),
        look_link(account, adapter, line.reference, line.title, line.place),
        _not_there(line, adapter, now),
        chosen.get(f"answer-{id}", answer),
        chosen.get(f"url-{id}", advert.url if advert else ""),
        line.intents,
        _proposal(proposed) if proposed else "",
    )


def _asked(operation: Operation | None) -> str:
    return {
        Operation.UPDATE: "a change of it",
        Operation.REFRESH: "its renewal",
        Operation.WITHDRAW: "its takedown",
    }.get(operation or Operation.PUBLISH, "the advert")


def _not_there(line: UnconfirmedLine, adapter: Adapter, now: datetime) -> str:
    match if_not_there(line.known, offer(adapter), now):
        case FollowUp.SENT_AGAIN:
            return "Not there: it is sent again, and the board can charge a second time."
        case FollowUp.SENT_BY_KEY:
            return "Not there: it is sent again under the same key, so it is charged once."
        case FollowUp.ENDS if line.known.operation is Operation.WITHDRAW:
            return "Not there: it is closed."
        case FollowUp.ENDS:
            return "Not there: nothing is sent now, and nothing is charged."
        case _:
            return "Not there: nothing is sent; you are asked what to do with it."


def _proposal(found: Match) -> str:
    if found.advert is None:
        return f"{found.rivals} could be meant on the list: look yourself" if found.rivals else "Not on the list"
    shown = " ".join((found.advert.text or f"{found.advert.title} {found.advert.place}").split())[:120]
    same = "same reference" if found.how is How.REFERENCE else "same title and place; check it"
    return f"On the list, {same}{': ' + shown if shown else ''}"


def first(found: Unconfirmed, matches: Sequence[Match], most: int) -> Unconfirmed:
    """The rows to ask about first: those with a proposal."""
    order = {each.sought.id: (each.advert is None, bool(each.rivals)) for each in matches}
    rows = sorted(found.rows, key=lambda line: order.get(line.known.id, (True, True)))
    return Unconfirmed(tuple(rows[:most]), found.total, found.looking)
