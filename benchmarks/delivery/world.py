"""An installation of its own for the benchmark: servers, a simulator that answers after 50 ms, postings by SQL."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, text

from orchestrator import bootstrap, embedded, settings
from orchestrator.callboard import Callboard
from orchestrator.services import orders
from orchestrator.services.add_employer import add_employer
from orchestrator.services.orders import Order, Span
from orchestrator.services.publish import publish
from orchestrator.services.save_account import add_account
from orchestrator.services.save_advert import save_advert
from orchestrator.services.save_vacancy import save_vacancy
from orchestrator.services.span import span
from orchestrator.storage.account_queue import wake as wake_queues
from orchestrator.storage.database import moment
from orchestrator.storage.migrate import upgrade
from orchestrator.testing import sample
from orchestrator.testing.simulator import practice
from orchestrator.testing.simulator.client import Operator

ANSWER_AFTER = 0.05


@dataclass(frozen=True, slots=True)
class World:
    """`pattern` is the posting every other one is a copy of; `redis_url` is the broker."""

    callboard: Callboard
    boards: Operator
    redis_url: str
    pattern: int

    def accounts(self, label: str, count: int) -> list[int]:
        """`count` fresh accounts on the keyed board without limits of their own."""
        with self.callboard.database.begin() as connection:
            rows = connection.execute(
                text(
                    "insert into board_account (board, label, secrets, rate, burst, tokens, win_max) "
                    "select board, :label || g, secrets, 1e6, 1000000, 1e6, 256 "
                    "from board_account, generate_series(1, :count) g "
                    "where id = (select account_id from posting where id = :pattern) returning id"
                ),
                {"label": label, "count": count, "pattern": self.pattern},
            )
            return [row[0] for row in rows]

    def postings(
        self, label: str, accounts: list[int], count: int, *, over: float = 0.0, lead: float = 0.0, wake: bool = True
    ) -> None:
        """`count` postings, spread evenly over the accounts and, from `lead` seconds on, over `over` seconds.

        Not `wake`: for later.
        """
        given = {"label": label, "ids": accounts, "n": count, "over": over, "lead": lead, "pattern": self.pattern}
        with self.callboard.database.begin() as connection:
            connection.execute(text(_POSTINGS), given)
            connection.execute(text(_PAYLOADS), given)
            connection.execute(text(_DUE), given | {"later": not wake})
            if wake:
                self._wake(connection, accounts)
        with self.callboard.database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("analyze posting, due"))

    def due(self, label: str, accounts: list[int]) -> None:
        """Postings that were made for later are due now."""
        with self.callboard.database.begin() as connection:
            now = text("update due set act_at = now() from posting where id = posting_id and reference like :like")
            connection.execute(now, {"like": f"{label}-%"})
            self._wake(connection, accounts)

    def _wake(self, connection: Connection, accounts: list[int]) -> None:
        of_pattern = text("select employer_id from posting where id = :pattern")
        employer = connection.execute(of_pattern, {"pattern": self.pattern}).scalar_one()
        wake_queues(connection.exec_driver_sql, [(account, employer, None) for account in accounts])

    def order(self, account: int) -> tuple[Order, Span]:
        """What the pattern was rendered from, for the bare loop."""
        with self.callboard.database.read() as connection:
            row = connection.execute(
                text("select employer_id, wording_id, vacancy_id from posting where id = :id"), {"id": self.pattern}
            ).one()
            (order,) = orders.read(connection, row.employer_id, row.wording_id, [row.vacancy_id], [account], {})
            return order, span(None, None, order.employer.zone, moment(connection))

    def live(self, label: str) -> int:
        with self.callboard.database.read() as connection:
            counted = text("select count(*) from posting where presence = 'live' and reference like :like")
            return int(connection.execute(counted, {"like": f"{label}-%"}).scalar_one())


_POSTINGS = """
insert into posting (employer_id, vacancy_id, wording_id, account_id, board, place, reference, board_reference,
  starts_at, starts_local, zone, content)
select employer_id, vacancy_id, wording_id,
  (cast(:ids as bigint[]))[1 + g % cardinality(cast(:ids as bigint[]))], board,
  :label || g, :label || '-' || g, :label || '-' || g || '-1', t.due, t.due at time zone 'UTC', zone, content
from posting, generate_series(1, :n) g,
  lateral (select now() + make_interval(secs => :lead + :over * g / :n) as due) t
where posting.id = :pattern
"""
_DUE = """
insert into due (posting_id, account_id, employer_id, act_at)
select id, account_id, employer_id, starts_at + case when :later then interval '1 year' else interval '0' end
from posting where reference like :label || '-%'
"""
_PAYLOADS = """
insert into payload (posting_id, content, body)
select p.id, p.content, b.body from posting p, payload b
where p.reference like :label || '-%' and b.posting_id = :pattern
"""


@contextmanager
def world(threads: int = 64) -> Iterator[World]:
    """Everything up for as long as the block lasts, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="callboard-delivery-") as folder:
        Path(folder).chmod(0o711)
        config = settings.load({"CALLBOARD_DATA_DIR": str(Path(folder) / "data")})
        simulator = subprocess.Popen(
            [sys.executable, "-m", "orchestrator.testing.simulator", "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        try:
            assert simulator.stdout is not None
            url = simulator.stdout.readline().split()[-1]
            boards = Operator(url)
            with embedded.running(config) as servers:
                upgrade(servers.database_url)
                config = replace(
                    config,
                    simulator_url=url,
                    threads=threads,
                    database_url=servers.database_url,
                    redis_url=servers.redis_url,
                )
                callboard = bootstrap.build(config, servers.database_url)
                try:
                    pattern = _pattern(callboard)
                    boards.fault("keyed", "latency", probability=1.0, seconds=ANSWER_AFTER)
                    yield World(callboard, boards, servers.redis_url, pattern)
                finally:
                    callboard.database.close()
        finally:
            simulator.terminate()
            simulator.wait(10)


def _pattern(callboard: Callboard) -> int:
    """One real posting, made through the services, in the far future."""
    employer = add_employer(callboard, "benchmark", "Benchmark Care").id
    account = add_account(
        callboard, "benchmark", board="keyed", label="keyed", values={"token": practice.KEYED_TOKEN}, employer=employer
    )
    vacancy = save_vacancy(callboard, "benchmark", employer, sample.VACANCY).id
    advert = save_advert(callboard, "benchmark", employer, "Sample", {"A": sample.WORDING}, [vacancy])
    with callboard.database.read() as connection:
        wording = connection.execute(
            text("select id from wording where advert_id = :id"), {"id": advert.id}
        ).scalar_one()
    (posted,) = publish(
        callboard, "benchmark", employer=employer, wording=wording, vacancies=[vacancy], accounts=[account],
        starts="2090-01-01T09:00",
    )  # fmt: skip
    return posted.id
