"""The append-only history: who did what, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from .tables import event


def record(
    connection: Connection,
    *,
    actor: str,
    kind: str,
    employer_id: int | None = None,
    posting_id: int | None = None,
    vacancy_id: int | None = None,
    advert_id: int | None = None,
    account_id: int | None = None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Append one event in the caller's transaction. `data` is JSON; never a secret, never a candidate."""
    connection.execute(
        event.insert().values(
            actor=actor,
            kind=kind,
            employer_id=employer_id,
            posting_id=posting_id,
            vacancy_id=vacancy_id,
            advert_id=advert_id,
            account_id=account_id,
            reason=reason,
            data=dict(data) if data is not None else None,
        )
    )
