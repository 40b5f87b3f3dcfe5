"""The proof ladder: how a posting is known to be where it is said to be, weakest evidence first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orchestrator.boards.contract import Adapter
from orchestrator.boards.registry import operations
from orchestrator.domain.offer import Mode
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Evidence
from orchestrator.queries.posting import PostingDetail


@dataclass(frozen=True, slots=True)
class Step:
    """One level; `at` None: not reached, and `words` say why or that it cannot be."""

    label: str
    at: datetime | None
    words: str = ""


def ladder(detail: PostingDetail, adapter: Adapter) -> tuple[tuple[Step, ...], str]:
    """The levels this board can reach, and the sentence under them."""
    line = detail.line
    reached = {line.evidence: line.checked_at or line.published_at} if line.evidence else {}
    proof = detail.proofs[0] if detail.proofs else None
    steps = [Step("Submitted", line.published_at)]
    if adapter.mode is Mode.FEED:
        steps.append(Step("Fetched", reached.get(Evidence.FETCHED), "when the board has fetched the feed since"))
    elif adapter.mode is Mode.PUSH:
        steps.append(Step("Reported", reached.get(Evidence.REPORTED), _unless_reached(line.evidence)))
    if Operation.CHECK in operations(adapter):
        steps.append(Step("Seen", reached.get(Evidence.SEEN)))
    proved = reached.get(Evidence.PROVED) or (proof.at if proof else None)
    steps.append(Step("Proved by a person", proved, f"by {proof.actor}" if proof else ""))
    return tuple(steps), _note(adapter)


def _unless_reached(evidence: Evidence | None) -> str:
    return "a stronger level is known" if evidence in (Evidence.SEEN, Evidence.PROVED) else ""


def _note(adapter: Adapter) -> str:
    match adapter.mode:
        case Mode.FEED:
            return "“Live” means fetched: this board never says what it took."
        case Mode.BY_HAND:
            return "“Live” means that a person has said so; add a picture if you need proof."
        case _:
            return "“Live” needs more than submitted."
