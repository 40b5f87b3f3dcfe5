"""Say what a board account costs, and keep the book of its credits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Row, select

from orchestrator.callboard import Callboard
from orchestrator.domain.credit import CreditKind
from orchestrator.domain.errors import Reason
from orchestrator.domain.price import Basis, Price
from orchestrator.storage import credit_book, events
from orchestrator.storage.tables import board_account

from .refused import Refused, refuse

MOST = 1_000_000


def set_price(
    callboard: Callboard,
    actor: str,
    account: int,
    basis: Basis,
    *,
    amount: Decimal | None,
    first_day: date,
    last_day: date | None = None,
    currency: str = "GBP",
    units: int | None = None,
) -> None:
    """The price from `first_day` on. `amount` None: not known; it is never taken for 0. Raises Refused by field."""
    wrong = []
    if amount is not None and (
        not amount.is_finite() or not 0 <= amount < 10_000_000_000 or amount != round(amount, 2)
    ):
        wrong.append(Reason("amount", "a price is 0 or more, such as 85 or 0.45; leave it empty where it is unknown"))
    if units is not None and not 0 < units <= MOST:
        wrong.append(Reason("units", "write how many as a number above 0, or leave it empty"))
    if len(currency) != 3 or not currency.isalpha() or not currency.isupper():
        wrong.append(Reason("currency", "name the currency by its three letters, such as GBP"))
    if last_day is not None and last_day < first_day:
        wrong.append(Reason("last_day", "the last day is before the first; exchange them"))
    if wrong:
        raise Refused(wrong)
    with callboard.database.begin() as connection:
        row = _account(connection, account)
        credit_book.add_price(connection, Price(account, basis, amount, currency, units, first_day, last_day), actor)
        events.record(connection, actor=actor, kind="price_set", employer_id=row.employer_id, account_id=account,
                      reason=f"{basis}: {'unknown' if amount is None else amount} from {first_day}")  # fmt: skip


def enter_credits(callboard: Callboard, actor: str, account: int, kind: CreditKind, units: int, note: str = "") -> None:
    """A line of the book. Raises Refused for a number that cannot be."""
    if abs(units) > MOST or (kind is CreditKind.BOUGHT and units <= 0) or (kind is CreditKind.STATED and units < 0):
        raise refuse("credits", "write how many as a whole number; only a correction may be below 0")
    with callboard.database.begin() as connection:
        row = _account(connection, account)
        credit_book.add_credit(connection, account, kind, units, note[:200], actor)
        events.record(connection, actor=actor, kind=f"credits_{kind}", employer_id=row.employer_id, account_id=account,
                      reason=f"{units}")  # fmt: skip


def _account(connection: Connection, account: int) -> Row[tuple[int | None]]:
    row = connection.execute(select(board_account.c.employer_id).where(board_account.c.id == account)).one_or_none()
    if row is None:
        raise refuse("account", "this board account does not exist; choose one from the list")
    return row
