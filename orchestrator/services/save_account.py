"""Add and edit board accounts. Secrets are sealed; an empty secret on edit keeps the stored one."""

from __future__ import annotations

import secrets as chance
from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from orchestrator.boards.account_fields import account_fields
from orchestrator.boards.contract import Adapter, Batches
from orchestrator.boards.field import reasons
from orchestrator.boards.inbound import Hears
from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.offer import Mode
from orchestrator.storage import events
from orchestrator.storage import tables as t

from .refused import Refused, refuse


def add_account(
    callboard: Callboard, actor: str, *, board: str, label: str, values: Mapping[str, str], employer: int | None
) -> int:
    """A new account, in practice until an admin switches it live. `employer` None: for all employers.

    Raises UnknownBoard, or Refused naming every field that is wrong.
    """
    adapter = callboard.registry[board]
    label = label.strip()
    _check(adapter, label, values)
    settings, hidden = _split(adapter, values)
    batch = adapter.batch if isinstance(adapter, Batches) else 1
    try:
        with callboard.database.begin() as connection:
            id = connection.execute(
                t.board_account.insert()
                .values(
                    employer_id=employer,
                    board=board,
                    label=label,
                    settings=settings,
                    secrets=callboard.vault.seal(hidden) if hidden else None,
                    feed_token=chance.token_urlsafe(12) if adapter.mode is Mode.FEED else None,
                    hook_token=chance.token_urlsafe(24) if isinstance(adapter, Hears) else None,
                    rate=adapter.limits.rate,
                    burst=adapter.limits.burst,
                    tokens=adapter.limits.burst,
                    win_max=adapter.limits.concurrency * batch,
                    batch=batch,
                )
                .returning(t.board_account.c.id)
            ).scalar_one()
            if adapter.mode is Mode.FEED:
                connection.execute(t.feed.insert().values(account_id=id))
            events.record(
                connection, actor=actor, kind="account_added", employer_id=employer, account_id=id, reason=label
            )
    except IntegrityError:
        raise refuse(
            "label", f"there is an account {label!r} at {adapter.label} already; give this one another name"
        ) from None
    return int(id)


def edit_account(callboard: Callboard, actor: str, id: int, *, label: str, values: Mapping[str, str]) -> None:
    """Change the name, settings and secrets. A login pause is lifted by the next test that works.

    Raises Refused naming every field that is wrong.
    """
    try:
        _edit(callboard, actor, id, label, values)
    except IntegrityError:
        raise refuse("label", f"there is an account {label.strip()!r} at this board already") from None


def _edit(callboard: Callboard, actor: str, id: int, label: str, values: Mapping[str, str]) -> None:
    with callboard.database.begin() as connection:
        row = connection.execute(
            select(t.board_account).where(t.board_account.c.id == id).with_for_update()
        ).one_or_none()
        if row is None:
            raise refuse("account", "this account does not exist")
        adapter = callboard.registry[row.board]
        stored = callboard.vault.open(row.secrets)
        merged = stored | {name: value for name, value in values.items() if value or name not in stored}
        _check(adapter, label, merged)
        settings, hidden = _split(adapter, merged)
        connection.execute(
            update(t.board_account)
            .where(t.board_account.c.id == id)
            .values(
                label=label.strip(),
                settings=settings,
                secrets=callboard.vault.seal(hidden) if hidden else None,
                version=row.version + 1,
            )
        )
        events.record(connection, actor=actor, kind="account_edited", employer_id=row.employer_id, account_id=id)


def _check(adapter: Adapter, label: str, values: Mapping[str, str]) -> None:
    found = list(reasons(account_fields(adapter), values))
    if not label.strip():
        found.append(Reason("label", "give the account a name people will recognise"))
    if found:
        raise Refused(found)


def _split(adapter: Adapter, values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    hidden = {each.name for each in adapter.credentials if each.secret}
    given = {name: value.strip() for name, value in values.items() if value.strip()}
    return (
        {name: value for name, value in given.items() if name not in hidden},
        {name: value for name, value in given.items() if name in hidden},
    )
