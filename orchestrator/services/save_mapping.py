"""Write down what a field of a board gets for a fact of the vacancy."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from orchestrator.boards.contract import Adapter
from orchestrator.boards.field import Field
from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.mapping import Fact
from orchestrator.storage import events, mappings
from orchestrator.storage import tables as t

from .refused import Refused, refuse

LONGEST = 300


def save_mapping(
    callboard: Callboard,
    actor: str,
    *,
    board: str,
    account: int | None,
    field: str,
    fact: Fact,
    gives: Mapping[str, str],
) -> None:
    """These rules for `field` at a board, or at one account of it, instead of the ones before.

    `gives` is by value of the fact, the empty value standing for everything else; an empty answer is no rule.
    Postings that are on the calendar keep what they have. Raises Refused, by value, and UnknownBoard.
    """
    wanted = _field(callboard.registry[board], field)
    clean = {" ".join(value.split()): given.strip() for value, given in gives.items() if given.strip()}
    wrong = [Reason(value, reason.message) for value, given in clean.items() for reason in wanted.reasons(given)] + [
        Reason(value[:LONGEST], f"at most {LONGEST} characters") for value in clean if len(value) > LONGEST
    ]
    if wrong:
        raise Refused(wrong)
    with callboard.database.begin() as connection:
        employer = None
        if account is not None:
            row = connection.execute(
                select(t.board_account.c.employer_id, t.board_account.c.board).where(t.board_account.c.id == account)
            ).one_or_none()
            if row is None or row.board != board:
                raise refuse("account", "this account does not exist at this board")
            employer = row.employer_id
        before = {each.value: each.gives for each in mappings.own(connection, board, account) if each.field == field}
        mappings.replace(connection, board, account, field, fact, clean)
        events.record(
            connection,
            actor=actor,
            kind="mapping_saved",
            employer_id=employer,
            account_id=account,
            reason=f"{board}, {wanted.label} by {fact}",
            data={"before": before, "after": clean},
        )


def _field(adapter: Adapter, name: str) -> Field:
    for each in adapter.fields:
        if each.name == name:
            return each
    raise refuse("field", f"{adapter.label} has no field {name!r}")
