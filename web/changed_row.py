"""One vacancy of several that are changed alike: what it becomes, and what its postings do."""

from __future__ import annotations

from dataclasses import dataclass

from orchestrator.rendering.pay_text import pay_text
from orchestrator.services.change_vacancies import Changed

from .check_table import Cell
from .numbers import plural


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One vacancy, what it becomes, and what its open postings do."""

    id: int
    name: str
    reference: str
    becomes: str
    cell: Cell


def changed_row(changed: Changed) -> ChangedRow:
    """The row of one vacancy."""
    old, new = changed.vacancy.vacancy, changed.facts
    parts = [(pay_text(old.pay) or "pay unknown", pay_text(new.pay) or "pay unknown"),
             (_hours(old.weekly_hours), _hours(new.weekly_hours)),
             (f"closes {old.closes_on or 'without a date'}", f"closes {new.closes_on or 'without a date'}"),
             (old.apply.url, new.apply.url)]  # fmt: skip
    becomes = "; ".join(f"{was} becomes {now}" for was, now in parts if was != now) or "stays as it is"
    return ChangedRow(
        changed.vacancy.id,
        f"{old.title}, {old.place.label}",
        changed.vacancy.reference,
        becomes[:1].upper() + becomes[1:],
        _cell(changed),
    )


def _cell(changed: Changed) -> Cell:
    reasons = [*changed.reasons, *(reason for each in changed.postings for reason in each.reasons)]
    if reasons:
        said = dict.fromkeys(reason.message for reason in reasons)
        return Cell("stop", ". ".join(words[:1].upper() + words[1:].rstrip(".") for words in said) + ".")
    does = sum(each.does for each in changed.postings)
    if not changed.postings:
        return Cell("ok", "On no board")
    return Cell("ok", f"{does} of {plural(len(changed.postings), 'open posting')} change")


def _hours(hours: float | None) -> str:
    return "hours unknown" if hours is None else f"{hours:g} hours a week"
