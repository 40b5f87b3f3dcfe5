"""Standing questions and their pairs, as tables and as values for files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orchestrator.reporting.cells import cell
from orchestrator.statistics.pairs import Replicated
from orchestrator.statistics.plain import plain_pairs

from .question_results import PairResult, QuestionResult

_QUESTION = ("id", "asked", "a_means", "b_means", "design", "asked_on", "stopped_on", "complete", "running", "least",
             "planned", "ratio", "low", "high", "e_value", "decided", "plan_holds")  # fmt: skip
_PAIR = ("number", "state", "a", "b", "slot_a", "slot_b", "first_day", "closed_on", "left_out", "drop_reason",
         "as_signed")  # fmt: skip


def question_table(found: Sequence[QuestionResult]) -> list[list[str]]:
    """A line for each question under a head. Of no limit, and of what is not known yet, the cell says *unknown*."""
    return [list(_QUESTION), *([cell(line[name]) for name in _QUESTION] for line in map(_question, found))]


def question_values(found: Sequence[QuestionResult]) -> dict[str, Any]:
    """The same as names and numbers; unknown is null."""
    return {"questions": [_question(each) for each in found]}


def pair_table(found: QuestionResult) -> list[list[str]]:
    """A line for each pair under a head, in the order they were drawn."""
    return [list(_PAIR), *([cell(line[name]) for name in _PAIR] for line in _pairs(found))]


def pair_values(found: QuestionResult) -> dict[str, Any]:
    """The question with its signed plan and its pairs; unknown is null."""
    asked = found.question
    return {**_question(found), "plan": dict(asked.plan), "signature": asked.signature, "pairs": _pairs(found)}


def _question(found: QuestionResult) -> dict[str, Any]:
    asked = found.question
    said = plain_pairs(found.found) if isinstance(found.found, Replicated) else {}
    return {
        "id": asked.id,
        "asked": asked.asked,
        "a_means": asked.a_means,
        "b_means": asked.b_means,
        "design": asked.design.value,
        "asked_on": asked.asked_at.date().isoformat(),
        "stopped_on": asked.stopped_at.date().isoformat() if asked.stopped_at else "",
        "complete": found.complete,
        "running": found.running,
        "least": found.least,
        "planned": found.planned,
        **{name: said.get(name) for name in ("ratio", "low", "high", "e_value")},
        "decided": found.decided,
        "plan_holds": found.plan_holds,
    }


def _pairs(found: QuestionResult) -> list[dict[str, Any]]:
    return [_pair(each, as_signed=each.pair.number not in found.altered) for each in found.pairs]


def _pair(each: PairResult, *, as_signed: bool) -> dict[str, Any]:
    a, b = each.pair.arms
    return {
        "number": each.pair.number,
        "state": each.state.value,
        "a": each.counts[0] if each.counts else None,
        "b": each.counts[1] if each.counts else None,
        "slot_a": a.label,
        "slot_b": b.label,
        "first_day": min(a.first_day, b.first_day).isoformat(),
        "closed_on": each.closed_on.isoformat(),
        "left_out": ", ".join(each.left_out),
        "drop_reason": each.pair.drop_reason,
        "as_signed": as_signed,
    }
