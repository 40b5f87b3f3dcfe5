"""Bring in what others publish about pay: what adverts are compared with, beside this installation's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orchestrator.callboard import Callboard
from orchestrator.intake.draft import Refusal
from orchestrator.pay.benchmark import Published
from orchestrator.storage import employers, events, pay_references
from orchestrator.storage.pay_references import PayReference

from .refused import refuse


@dataclass(frozen=True, slots=True)
class PayImport:
    """`added` figures are new; `known` were here already."""

    added: int
    known: int
    refused: tuple[Refusal, ...]


def import_pay_references(
    callboard: Callboard, actor: str, figures: Iterable[Published | Refusal], *, employer: int | None = None
) -> PayImport:
    """Add figures for one employer, or for all. All that can be read are added; the same figure is not added twice.

    Raises Refused where the employer does not exist.
    """
    refused: list[Refusal] = []
    read: list[PayReference] = []
    for each in figures:
        if isinstance(each, Refusal):
            refused.append(each)
        else:
            read.append(PayReference(each.title, each.region, each.annual, each.stated_on, each.source))
    with callboard.database.begin() as connection:
        if employer is not None and employers.by_id(connection, employer) is None:
            raise refuse("employer", "this employer does not exist")
        added = pay_references.add(connection, employer, read)
        if added:
            events.record(connection, actor=actor, kind="pay_references_imported", employer_id=employer,
                          data={"added": added})  # fmt: skip
    return PayImport(added, len(read) - added, tuple(refused))
