"""The board account a page is about, for those who may see or change it."""

from __future__ import annotations

from flask import abort

from orchestrator.domain.permission import Action, authorise
from orchestrator.queries import accounts as query
from orchestrator.queries.accounts import Account

from .access import callboard, may, user


def seen_account(account_id: int) -> Account:
    """The account of this page; 404 where there is none, 403 for who may not see it."""
    with callboard().database.read() as connection:
        found = query.account(connection, account_id)
    if found is None or found.board not in callboard().registry:
        abort(404)
    may(Action.SEE_BOARDS, found.employer_id)
    return found


def managed_account(account_id: int) -> Account:
    """The account of this form; 403 for who may not change it."""
    account = seen_account(account_id)
    may(Action.MANAGE_BOARDS, account.employer_id)
    if not may_manage(account):
        abort(403)
    return account


def may_manage(account: Account | None) -> bool:
    """An account that employers share is managed only by somebody who sees them all."""
    shared = account is not None and account.employer_id is None and user().employer is not None
    return authorise(user(), Action.MANAGE_BOARDS, account.employer_id if account else None) and not shared
