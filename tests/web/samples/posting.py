"""One posting."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orchestrator.domain.status import Status
from orchestrator.queries.history import Event
from orchestrator.queries.posting import KeptProof
from web.differences import Row as DifferenceRow
from web.filter import Option
from web.ladder import Step
from web.outage_words import Notice

from .common import EVENTS, OUTAGE, at
from .differences import MISSING


@dataclass(frozen=True, slots=True)
class Decision:
    heading: str
    text: str
    look_href: str
    look_label: str
    if_nothing: str
    choices: tuple[Option, ...]
    asks_url: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    heading: str
    fields: tuple[tuple[str, str], ...]
    done: str
    address: str


@dataclass(frozen=True, slots=True)
class Sent:
    text: str
    size: int
    content: str
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    label: str
    allowed: bool
    reason: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Posting:
    id: int
    title: str
    board: str
    reference: str
    status: Status
    reason: str
    vacancy_id: int
    vacancy: str
    decision: Decision | None
    task: Task | None
    facts: tuple[tuple[str, str | None], ...]
    events: tuple[Event, ...]
    sent: Sent | None
    response: tuple[tuple[str, str | None], ...]
    answer: str
    run: str
    table: int | None
    outages: tuple[Notice, ...]
    differences: tuple[DifferenceRow, ...]
    proof: tuple[Step, ...]
    proof_note: str
    proofs: tuple[KeptProof, ...]
    operations: tuple[Operation, ...]


POSTING = Posting(
    id=1,
    title="Care Coordinator, Torquay",
    board="Reed",
    reference="FH-2108-1",
    status=Status.NEEDS_YOU,
    reason="Sent, not confirmed",
    vacancy_id=8,
    vacancy="Care Coordinator, Torquay",
    decision=Decision(
        "Reed may already show this advert",
        "We sent it at 09:58 and the connection dropped before Reed answered. Sending again could post it twice and "
        "cost a second credit, so we have not.",
        "https://www.reed.example/find?ref=FH-2108-1",
        "Look for FH-2108-1 on Reed",
        "If you do nothing, we look ourselves at 10:40.",
        (Option("live", "It is live"), Option("absent", "It is not there, send it")),
    ),
    task=None,
    facts=(
        ("Board account", "Reed, Fairhaven main account"),
        ("Runs", "23 November to 18 December"),
        ("Cost", "1 credit"),
    ),
    events=EVENTS,
    sent=Sent(
        "POST /recruiter/vacancies\nAuthorization: (redacted)\n\nclientReference=FH-2108-1&title=Care", 3214, "a1f4"
    ),
    response=(("Outcome", "Unconfirmed: request written, no answer read"), ("Board’s id", None)),
    answer='{"error": "gateway"}',
    run="Was live from 3 to 17 May.",
    table=1,
    outages=(OUTAGE,),
    differences=(MISSING,),
    proof=(
        Step("Submitted", at(23, 9, 58, 14), ""),
        Step("Reported", None, "Reed has not listed it yet"),
        Step("Seen", None, ""),
    ),
    proof_note="“Live” needs at least one of reported, seen or fetched.",
    proofs=(KeptProof(3, at(22, 10), "Tom Okafor", "Seen on the second page", "screen.png"),),
    operations=(
        Operation("update", "Update", False),
        Operation("withdraw", "Withdraw", False, "Possible again once we know whether it is live", danger=True),
    ),
)

BY_HAND = replace(
    POSTING,
    decision=None,
    task=Task(
        "Post this by hand: CareHome.co.uk",
        (("Title", "Care Coordinator"), ("Advert text", "You plan.\n\n- Plan visits"), ("Apply link", "/a/x7")),
        "It is posted",
        "https://carehome.example/post",
    ),
    sent=None,
    response=(),
    answer="",
    proofs=(),
)
