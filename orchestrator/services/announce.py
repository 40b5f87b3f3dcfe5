"""Tell search engines of the pages that are new, changed or gone since they were last told."""

from __future__ import annotations

import structlog

from orchestrator.boards.announce import Announces, News
from orchestrator.boards.contract import Account
from orchestrator.boards.session import BoardSession
from orchestrator.callboard import Callboard
from orchestrator.delivery.work import page
from orchestrator.domain.errors import BoardError
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.origin import Origin
from orchestrator.outbound.transport import Transport
from orchestrator.storage import announced
from orchestrator.storage.announced import Due

log = structlog.get_logger()

USER_AGENT = "Callboard/0.1"
AT_ONCE = 50
"""Pages told of in one run, so that a run is short; the rest has its turn in the next."""


def announce(callboard: Callboard, transport: Transport) -> int:
    """How many pages were told of. An error ends its account's turn; what was not told of is due again."""
    told = 0
    boards = [name for name, adapter in callboard.registry.items() if isinstance(adapter, Announces)]
    with callboard.database.read() as connection:
        rows = announced.accounts(connection, boards)
    for row in rows:
        adapter = callboard.registry[row.board]
        account = Account(row.label, row.settings, callboard.vault.open(row.secrets))
        if not isinstance(adapter, Announces) or not adapter.announces(account):
            continue
        with callboard.database.read() as connection:
            due = announced.due(connection, row.id, AT_ONCE, a_day=adapter.announced_a_day)
        try:
            for each in due:
                adapter.announce(
                    _news(callboard, each), account, _session(callboard, adapter, account, transport, row.practice)
                )
                with callboard.database.begin() as connection:
                    announced.keep(connection, each)
                told += 1
        except BoardError as error:
            log.warning("announce_failed", board=row.board, account=row.id, reason=str(error))
    return told


def _news(callboard: Callboard, due: Due) -> News:
    return News(page(callboard.settings.public_url, due.board_reference), due.gone)


def _session(
    callboard: Callboard, adapter: Announces, account: Account, transport: Transport, practice: bool
) -> BoardSession:
    base = f"{callboard.settings.simulator_url}/google" if practice else adapter.announce_url
    return BoardSession(
        transport,
        base,
        secrets=tuple(account.secrets.values()),
        user_agent=USER_AGENT,
        deadline=Deadline.after(callboard.settings.deadline),
        changing=True,
        allow={Origin.of(base)} if practice else frozenset(),
        login_url="" if practice else adapter.announce_login_url,
    )
