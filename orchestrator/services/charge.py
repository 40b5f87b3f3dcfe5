"""Enter what a board account cost, and take back what was entered wrongly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.storage import charges, events
from orchestrator.storage.tables import board_account

from .refused import Refused, refuse

LONGEST = 3 * 366
"""Days a charge may be for; contracts longer than three years are typing errors."""


def add_charge(
    callboard: Callboard,
    actor: str,
    *,
    employer: int | None,
    account: int,
    first_day: date,
    last_day: date,
    amount: Decimal,
    currency: str = "GBP",
    note: str = "",
) -> int:
    """A sum paid for the days from `first_day` to `last_day`; `employer` limits whose accounts may be named.

    Raises Refused with every field that is wrong.
    """
    wrong = []
    if last_day < first_day:
        wrong.append(Reason("last_day", "the last day is before the first; swap them"))
    elif (last_day - first_day).days > LONGEST:
        wrong.append(Reason("last_day", "this is for more than three years; check the two days"))
    if not amount.is_finite() or amount < 0 or amount >= 10_000_000_000:
        wrong.append(Reason("amount", "a cost is 0 or more, such as 85 or 1,250.00"))
    if len(currency) != 3 or not currency.isalpha() or not currency.isupper():
        wrong.append(Reason("currency", "name the currency by its three letters, such as GBP"))
    if wrong:
        raise Refused(wrong)
    with callboard.database.begin() as connection:
        row = connection.execute(select(board_account).where(board_account.c.id == account)).one_or_none()
        if row is None or (employer is not None and row.employer_id not in (None, employer)):
            raise refuse("account", "this board account does not exist; choose one from the list")
        id = charges.add(connection, account, (first_day, last_day), amount, currency, note, actor)
        events.record(
            connection,
            actor=actor,
            kind="charge_added",
            employer_id=row.employer_id,
            account_id=account,
            reason=f"{amount} {currency} for {first_day} to {last_day}",
        )
    return id


def revoke_charge(callboard: Callboard, actor: str, id: int) -> None:
    """Take a charge out of all reports; it stays in the list, struck. Raises Refused where it was out already."""
    with callboard.database.begin() as connection:
        known = charges.listed(connection, None, [id])
        if not known or not charges.revoke(connection, id, actor):
            raise refuse("", "this charge is not in the reports any more")
        (charge,) = known
        events.record(
            connection,
            actor=actor,
            kind="charge_revoked",
            employer_id=charge.employer_id,
            account_id=charge.account_id,
            reason=f"{charge.amount} {charge.currency} for {charge.first_day} to {charge.last_day}",
        )
