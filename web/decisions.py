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


def decision(detail: PostingDetail, adapter: Adapter, now: datetime, zone: tzinfo) -> Decision | None:
    """None where nothing is asked, and for tasks by hand, which have their checklist."""
    cause, board, line = detail.line.cause, adapter.label, detail.line
    href = line.url or ""
    look = {"look_href": href, "look_label": f"Open it on {board}" if href else ""}
    match cause:
        case Cause.BY_HAND:
            return None
        case None:
            return _doubt(detail, adapter, now, zone)
        case Cause.LOOK:
            return _unconfirmed(detail, adapter, now, zone)
        case Cause.REJECTED:
            return Decision(f"{board} refused this advert",
                            f"It says: {line.reason} Change the advert or the vacancy, then bring this posting up to date "
                            "and it goes out again.")  # fmt: skip
        case Cause.FAILED:
            return Decision("This could not be sent", f"{line.reason} Nothing was published. Try it again once that is "
                            "seen to.")  # fmt: skip
        case Cause.DOUBLE:
            links = ", ".join(copy.url or copy.external_id for copy in detail.copies)
            return Decision(f"{board} shows this advert twice", f"{line.reason} Keep {line.url or line.external_id}; take "
                            f"down there: {links or 'the other one'}. Then say that this one is live.", **look,
                            choices=(THERE,))  # fmt: skip
        case Cause.LOST:
            return Decision(f"{board} no longer shows this advert", f"{line.reason} Posting it again can cost a credit "
                            "again, so we have not.", **look, choices=(THERE,))  # fmt: skip
        case Cause.CANNOT_UPDATE:
            return Decision(f"{board} cannot change this advert", f"{line.reason} It still shows the text before.")
        case Cause.STILL_THERE:
            return Decision(f"{board} still shows this advert", f"{line.reason} Our apply link shows the closing notice. "
                            "Take it down there, then tell us.", **look, choices=(GONE,))  # fmt: skip
        case Cause.MISSED:
            return Decision("Its time passed before it could go out", f"{line.reason} Move it in the calendar, or cancel it.")
    raise AssertionError(cause)


def _unconfirmed(detail: PostingDetail, adapter: Adapter, now: datetime, zone: tzinfo) -> Decision:
    board, line, known = adapter.label, detail.line, detail.known
    when = f" at {moment_words(known.intended_at, now, zone)}" if known.intended_at else ""
    if known.operation is Operation.WITHDRAW:
        return Decision(f"{board} may still show this advert", f"We asked for its takedown{when} and got no clear answer.",
                        line.url or "", f"Look for {line.reference} on {board}", choices=(GONE, STILL))  # fmt: skip
    return Decision(
        f"{board} may already show this advert",
        f"We sent it{when} and got no clear answer. Sending again could post it twice and cost a second credit, so we have "
        f"not. Look for {line.reference} on {board}, then tell us what you saw.",
        line.url or "",
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
        return Decision("Taken down, as far as this board tells", "It never tells us more. Look there if you need to be sure.",
                        line.url or "", f"Look on {adapter.label}", choices=(GONE, STILL))  # fmt: skip
    return Decision("Sent, and this board never tells us more", "Open it there and say what you see if you need proof.",
                    line.url or "", f"Look on {adapter.label}", choices=(THERE, NOT_THERE), asks_url=True)  # fmt: skip
