"""The page about every state a posting can be in, computed from its rules: `python -m orchestrator.states_page FILE`.

The first table is `plan` over wish, presence and what is open; the second is `receive` over operation, answer and
presence. A test computes both and compares them with the page in docs/.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from .domain.errors import Blocked, Reason, Rejected, Retry, Unauthorized, Unconfirmed
from .domain.offer import NATURAL, Mode, Offer
from .domain.operation import Operation
from .domain.plan import Ask, Do, Step, plan
from .domain.posting import Posting, Presence, Wish
from .domain.receipt import Found, Gone, Live, Pending, PersonFinishes, Submitted
from .domain.transition import Failed, Lapsed, Looked, Outcome, receive

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CHANGES = frozenset({Operation.PUBLISH, Operation.UPDATE, Operation.REFRESH, Operation.WITHDRAW})
LOOKS = frozenset({Operation.FIND, Operation.CHECK})
SAFE = {Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL}

BOARDS: Mapping[str, Offer] = {
    "honours a key": Offer(Mode.PUSH, CHANGES | LOOKS, SAFE | {Operation.PUBLISH: timedelta(days=1)}),
    "has a look-up": Offer(Mode.PUSH, CHANGES | LOOKS, SAFE),
    "has neither": Offer(Mode.PUSH, CHANGES, SAFE),
    "publishes only": Offer(Mode.PUSH, frozenset({Operation.PUBLISH})),
}
OPEN: Mapping[str, dict[str, object]] = {
    "nothing": {},
    "its start is ahead": {"starts_at": NOW + HOUR},
    "its end has passed": {"ends_at": NOW - HOUR},
    "the text was changed": {"content": "new"},
    "a refresh is wanted": {"refresh_wanted": True},
    "a publish without answer": {"operation": Operation.PUBLISH, "intended_at": NOW - HOUR, "sent": "text"},
    "an update without answer": {"operation": Operation.UPDATE, "intended_at": NOW - HOUR, "sent": "text"},
    "a withdrawal without answer": {"operation": Operation.WITHDRAW, "intended_at": NOW - HOUR, "sent": "text"},
    "a task at the board": {"operation": Operation.PUBLISH, "handle": "t1"},
    "a second copy there": {"surplus": "2"},
}
STATES: dict[str, Outcome] = {"live": Live("1"), "gone": Gone()}
RECEIPTS: dict[str, Outcome] = STATES | {
    "submitted": Submitted("1"),
    "pending": Pending("t1", 60.0),
    "a person finishes": PersonFinishes(),
}
ERRORS: dict[str, Outcome] = {
    "retry": Retry("busy"),
    "rejected": Rejected((Reason("title", "too long"),)),
    "unauthorized": Unauthorized("who are you?"),
    "blocked": Blocked("no credit"),
    "unconfirmed": Unconfirmed("no answer"),
}
FAULTS: dict[str, Outcome] = {
    "fault of ours, nothing sent": Failed("fault"),
    "worker lost while sending": Lapsed(),
}
SIGHTS: dict[str, Outcome] = {
    "finds none": Looked(()),
    "finds one": Looked((Found("1"),)),
    "finds two": Looked((Found("1"), Found("2"))),
}


def posting(wish: Wish, presence: Presence, **given: object) -> Posting:
    """A posting that started an hour ago and shows the text it should."""
    shown = "text" if presence.there else None
    base = Posting(1, wish, NOW - HOUR, NOW + 24 * HOUR, "text", presence=presence, shown=shown,
                   external_id="1" if presence.there else None, published_at=NOW - HOUR, checked_at=NOW)  # fmt: skip
    return replace(base, **given)  # type: ignore[arg-type]


def answers(operation: Operation) -> Mapping[str, Outcome]:
    """What can come of an operation."""
    if operation.changes:
        return RECEIPTS | ERRORS | FAULTS
    return ERRORS | {Operation.FIND: SIGHTS, Operation.POLL: RECEIPTS, Operation.CHECK: STATES}[operation]


def asked(operation: Operation) -> dict[str, object]:
    """What is open when this operation is carried out."""
    if operation is Operation.FIND:
        return OPEN["a publish without answer"]
    return OPEN["a task at the board"] if operation is Operation.POLL else {}


def page() -> str:
    """The whole page, in Markdown."""
    return (
        "# Every state of a posting\n\nComputed from the rules (`orchestrator/domain/plan.py`, `transition.py`) by "
        "`python -m orchestrator.states_page docs/states.md`.\n"
        "What the words mean: [glossary](glossary.md); why there are two axes: [ADR 0005](adr/0005-two-axes.md).\n"
        "\n## What is done next\n\nBy what is wanted, what is known to be at the board, and what is open.\n\n"
        + _table(("wanted", "at the board", "open", *BOARDS), _steps())
        + "\n## What an answer makes of it\n\nWhat is known afterwards, by what was at the board before; then what "
        "comes next there, for a board that has a look-up.\n\n"
        + _table(("done", "answer", *(f"was {each.value}" for each in Presence)), _outcomes())
    )


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(each)} |\n" for each in lines)


def _steps() -> Iterator[tuple[str, ...]]:
    for wish in Wish:
        for presence in Presence:
            for name, given in OPEN.items():
                row = posting(wish, presence, **given)
                yield wish.value, presence.value, name, *(_said(plan(row, offer, NOW)) for offer in BOARDS.values())


def _outcomes() -> Iterator[tuple[str, ...]]:
    for operation in Operation:
        for name, outcome in answers(operation).items():
            yield operation.value, name, *(_after(operation, outcome, presence) for presence in Presence)


def _after(operation: Operation, outcome: Outcome, presence: Presence) -> str:
    change = receive(posting(Wish.LIVE, presence, **asked(operation)), operation, outcome, NOW, 0.5)
    after = change.posting
    known = after.presence.value + (", outcome unknown" if after.unsettled else ", task open" if after.handle else "")
    if after.cause is not None:
        return f"{known}; asks: {after.cause.value}"
    step = plan(after, BOARDS["has a look-up"], NOW)
    later = " later" if change.after else ""
    return f"{known}; {_said(step)}{later}"


def _said(step: Step) -> str:
    match step:
        case Do(operation, surplus=str()):
            return f"{operation.value} the copy"
        case Do(operation, again=True):
            return f"{operation.value} again, same key"
        case Do(operation):
            return operation.value
        case Ask(cause):
            return f"asks: {cause.value}"
        case wait:
            return "rests" if wait.until is None else "waits"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
