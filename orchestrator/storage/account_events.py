"""What the history says of accounts themselves, not of postings on them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from .tables import event

LATELY = timedelta(hours=12)


def resumed_lately(account: ColumnElement[int]) -> ScalarSelect[int]:
    """How often a working test of the login has resumed an account; walks `ix_event_account_id_at` only."""
    e = event.c
    return (
        select(func.count())
        .select_from(event)
        .where(
            e.account_id == account,
            e.posting_id.is_(None),
            e.at > func.now() - LATELY,
            e.kind == "account_resumed",
            e.actor == "callboard",
        )
        .scalar_subquery()
    )
