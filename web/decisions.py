"""What a posting asks of a person, in words: what holds, what we did not do and why, what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from orchestrator.boards.contract import Adapter
from orchestrator.boards.registry import operations
from orchestrator.domain.moves import can_be_settled
from orchestrator.domain.offer import Mode
from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Cause, Presence, Wish
from orchestrator.queries.posting import PostingDetail

from .times import moment_words, time_words


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a person can give."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Decision:
    """`asks_url`: the answer may come with the advert's address."""

    heading: str
    text: str
    look_href: str = ""
    look_label: str = ""
    if_nothing: str = ""
    choices: tuple[Choice, ...] = ()
    asks_url: bool = False


THERE = Choice("live", "It is live")
NOT_THERE = Choice("absent", "It is not there")
GONE = Choice("absent", "It is gone")
STILL = Choice("live", "It is still there")


def decision(detail: PostingDetail, adapter: Adapter, now: datetime, zone: tzinfo, look: str = "") -> Decision | None:
    """None where nothing is asked, and for tasks by hand, which have their checklist. `look`: the board's search."""
    match detail.line.cause:
        case Cause.BY_HAND:
            return None
        case None:
            return _doubt(detail, adapter, now, zone)
        case Cause.LOOK:
            return _unconfirmed(detail, adapter, now, zone, look)
        case Cause.DOUBLE | Cause.LOST | Cause.STILL_THERE as cause:
            return _to_look_at(detail, adapter, cause)
        case cause:
            return _to_change(detail, adapter, cause)


def _to_change(detail: PostingDetail, adapter: Adapter, cause: Cause) -> Decision:
    """What stands still until the advert, the account or the time is another one."""
    board, reason = adapter.label, detail.line.reason
    heading, text = {
        Cause.REJECTED: (
            f"{board} refused this advert",
            "Change the advert or the vacancy, then bring this posting up to date and it goes out again.",
        ),
        Cause.FAILED: ("This could not be sent", "Nothing was published. Try it again once that is seen to."),
        Cause.CANNOT_UPDATE: (f"{board} cannot change this advert", "It still shows the text before."),
        Cause.MISSED: ("Its time passed before it could go out", "Move it in the calendar, or cancel it."),
    }[cause]
    return Decision(heading, f"{reason} {text}")


def _to_look_at(detail: PostingDetail, adapter: Adapter, cause: Cause) -> Decision:
    """What somebody has to look at on the board."""
    board, line, href = adapter.label, detail.line, detail.line.url or ""
    copies = ", ".join(copy.url or copy.external_id for copy in detail.copies) or "the other one"
    heading, text, choice = {
        Cause.DOUBLE: (
            f"{board} shows this advert twice",
            f"Keep {line.url or line.external_id} and take down there: {copies}. Then say that this one is live.",
            THERE,
        ),
        Cause.LOST: (
            f"{board} no longer shows this advert",
            "Posting it again can cost a credit again, so we have not.",
            THERE,
        ),
        Cause.STILL_THERE: (
            f"{board} still shows this advert",
            "Our apply link shows the closing notice. Take it down there, then tell us.",
            GONE,
        ),
    }[cause]
    return Decision(heading, f"{line.reason} {text}", href, f"Open it on {board}" if href else "", choices=(choice,))


def _unconfirmed(detail: PostingDetail, adapter: Adapter, now: datetime, zone: tzinfo, search: str = "") -> Decision:
    board, line, known = adapter.label, detail.line, detail.known
    when = f" {moment_words(known.intended_at, now, zone)}" if known.intended_at else ""
    if known.operation is Operation.WITHDRAW:
        text = f"We asked for its takedown{when} and got no clear answer."
        look = f"Look for {line.reference} on {board}"
        return Decision(f"{board} may still show this advert", text, line.url or search, look, choices=(GONE, STILL))
    return Decision(
        f"{board} may already show this advert",
        f"We sent it{when} and got no clear answer. Sending again could post it twice and cost a second credit, so we "
        f"have not. Look for {line.reference} on {board}, then tell us what you saw.",
        line.url or search,
        f"Look on {board}",
        f"If you do nothing, we look ourselves {time_words(line.act_at, now, zone)}."
        if line.act_at and line.act_at > now else "",
        (THERE, Choice("absent", "It is not there, send it") if line.wish is Wish.LIVE else NOT_THERE),
        asks_url=True,
    )  # fmt: skip


def _doubt(detail: PostingDetail, adapter: Adapter, now: datetime, zone: tzinfo) -> Decision | None:
    """Nothing stops it, but a person's word would help."""
    line = detail.line
    if line.ended_at is not None or not can_be_settled(detail.known):
        return None
    if detail.known.unsettled:
        return _unconfirmed(detail, adapter, now, zone)
    tells = adapter.mode is Mode.FEED or Operation.CHECK in operations(adapter)
    if tells or line.presence not in (Presence.SUBMITTED, Presence.WITHDRAWN):
        return None
    if line.presence is Presence.WITHDRAWN:
        return Decision("Taken down, as far as this board tells", "Look there if you need to be sure.", line.url or "",
                        f"Look on {adapter.label}", choices=(GONE, STILL))  # fmt: skip
    return Decision("Sent, and this board never tells us more", "Open it there and say what you see if you need proof.",
                    line.url or "", f"Look on {adapter.label}", choices=(THERE, NOT_THERE), asks_url=True)  # fmt: skip
