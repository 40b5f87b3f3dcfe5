"""What follows from closing or repeating a posting, board by board, before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from orchestrator.boards.contract import Adapter
from orchestrator.boards.registry import operations
from orchestrator.domain.moves import Move
from orchestrator.domain.offer import Mode
from orchestrator.domain.operation import Operation
from orchestrator.queries.posting import PostingDetail

from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class RepostSheet:
    """What `repost.html` asks."""

    id: int
    title: str
    reference: str
    consequences: tuple[str, ...]
    zone: str
    back: str


def closing_sheet(detail: PostingDetail, adapter: Adapter, move: Move) -> Sheet:
    """Before a posting is withdrawn or cancelled."""
    line = detail.line
    cancels = move is Move.CANCEL
    return Sheet(
        here="vacancies",
        question=f"{'Cancel' if cancels else 'Withdraw'} {line.title}, {line.place}, on {line.account}?",
        consequences=("Nothing has been sent; it is taken off the calendar.",)
        if cancels
        else _takedown(detail, adapter),
        note="" if cancels else "Candidates who click later see a closing notice and your nearest open vacancies.",
        action="Cancel 1 posting" if cancels else "Withdraw 1 posting",
        keep="Keep it",
        keep_href=url_for("postings.show", posting_id=line.id),
        hidden=(("operation", move.value),),
    )


def _takedown(detail: PostingDetail, adapter: Adapter) -> tuple[str, ...]:
    board = adapter.label
    match adapter.mode:
        case Mode.FEED:
            first = f"{board} drops it when it fetches the feed next."
        case Mode.PAGE:
            first = "Its page shows a closing notice at once."
        case Mode.BY_HAND:
            first = "It becomes a task for you: somebody has to take it down there."
        case _ if Operation.WITHDRAW in operations(adapter):
            first = f"{board} is asked to take it down, and looked at until it is gone."
        case _:
            first = f"{board} cannot take it down by itself: it becomes a task for you."
    paid = ("What the board charged for it is not refunded.",) if adapter.mode is Mode.PUSH else ()
    vacancy = f"The vacancy {detail.line.vacancy_reference} stays open, and so do its other postings."
    return first, *paid, vacancy


def repost_sheet(detail: PostingDetail, adapter: Adapter) -> RepostSheet:
    """Before a posting goes out again."""
    line = detail.line
    cost = ("The board may charge for it again.",) if adapter.mode is Mode.PUSH else ()
    return RepostSheet(
        line.id,
        f"{line.title}, {line.place}, on {line.account}",
        line.reference,
        (
            "It goes out with today’s text of the advert and the vacancy.",
            "It gets a new reference and is counted anew.",
            *cost,
        ),
        line.zone,
        url_for("postings.show", posting_id=line.id),
    )
